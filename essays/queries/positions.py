"""The positions table: what can be chosen in it, and the cells of a choice."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch

from essays.models import Debate, Position, PositionEvidence, Question, Voice
from essays.queries.wordings import Passage


@dataclass(frozen=True)
class Offer:
    """Everything a reader can choose from, in the debate's order."""

    voices: tuple[Voice, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Cell:
    """A voice's answer; ``status`` is empty where the editors have recorded none, and ``pk`` 0."""

    voice: Voice
    pk: int = 0
    status: str = ""
    status_label: str = ""
    claim: str = ""
    note: str = ""
    evidence: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class Row:
    question: Question
    cells: tuple[Cell, ...]


def offer_of(debate: Debate) -> Offer:
    """Two queries: the voices (their works loaded) and the questions."""
    voices = Voice.objects.filter(debate=debate).order_by("order").select_related("work")
    return Offer(voices=tuple(voices), questions=tuple(debate.questions.order_by("order")))


def rows_of(questions: Collection[Question], voices: Collection[Voice]) -> tuple[Row, ...]:
    """A row a question, a cell a voice, in the order given. Two queries: positions and evidence."""
    found = Position.objects.filter(question__in=questions, voice__in=voices).prefetch_related(
        Prefetch("evidence", PositionEvidence.objects.select_related("block__work").order_by("order"))
    )
    by_place = {(position.question_id, position.voice_id): position for position in found}
    return tuple(
        Row(question, tuple(_cell(voice, by_place.get((question.pk, voice.pk))) for voice in voices))
        for question in questions
    )


def _cell(voice: Voice, position: Position | None) -> Cell:
    if position is None:
        return Cell(voice)
    return Cell(
        voice=voice,
        pk=position.pk,
        status=position.status,
        status_label=position.get_status_display(),
        claim=position.claim,
        note=position.note,
        evidence=tuple(Passage(span.exact, span.block) for span in position.evidence.all()),
    )
