"""The positions table for what a reader asked to compare."""

from collections.abc import Sequence
from dataclasses import dataclass

from essays.domain.choice import choose_positions, choose_questions
from essays.models import Debate, Question, Voice
from essays.queries.positions import Offer, Row, offer_of, rows_of


@dataclass(frozen=True)
class Comparison:
    """``picked`` are the questions asked for by name; empty where the core or all of them stand."""

    offer: Offer
    voices: tuple[Voice, ...]
    questions: tuple[Question, ...]
    rows: tuple[Row, ...]
    notices: tuple[str, ...]
    picked: frozenset[str]
    everything: bool

    @property
    def core_count(self) -> int:
        return sum(question.core for question in self.offer.questions)


def compare_positions(
    *, debate: Debate, positions: Sequence[str], questions: Sequence[str], everything: bool
) -> Comparison:
    """Two to four voices on the questions asked for; see ``essays.domain.choice``.

    Four queries: voices, questions, positions, evidence; two where the debate has no question.
    """
    offer = offer_of(debate)
    chosen = choose_positions(
        asked=positions,
        known=[voice.siglum for voice in offer.voices],
        first=[voice.siglum for voice in offer.voices if voice.chosen_first],
    )
    wanted = choose_questions(
        asked=questions,
        known=[question.slug for question in offer.questions],
        core=[question.slug for question in offer.questions if question.core],
        everything=everything,
    )
    voices = tuple(voice for voice in offer.voices if voice.siglum in chosen.keys)
    shown = tuple(question for question in offer.questions if question.slug in wanted.keys)
    return Comparison(
        offer=offer,
        voices=voices,
        questions=shown,
        rows=rows_of(shown, voices) if shown else (),
        notices=(*chosen.notices, *wanted.notices),
        picked=frozenset(wanted.keys) if wanted.asked else frozenset(),
        everything=everything and not wanted.asked,
    )
