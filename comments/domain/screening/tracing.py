"""What each phase says of a text that nobody has sent: nothing is kept of it."""

from dataclasses import dataclass

from django.utils import timezone

from comments.domain.checking.answered import Answered
from comments.domain.checking.storing import survey_text
from comments.domain.screening.answers import Sent
from comments.domain.screening.gathering import Source
from comments.domain.screening.language import guess_language
from comments.domain.screening.phases import Note
from comments.domain.screening.running import screen
from comments.enums import Ruling
from comments.markup.cleaning import clean_line, clean_text
from comments.markup.rendering import render
from essays.models import Debate


@dataclass(frozen=True)
class Trace:
    """``becomes`` says what would become of the text, were it sent now without an account."""

    notes: tuple[Note, ...]
    language: str
    becomes: str


def trace_text(sent: Sent, debate: Debate) -> Trace:
    """As if ``sent`` had come in answer to something of the debate. Some fifteen queries."""
    text = clean_text(sent.text)
    cleaned = Sent(text, clean_line(sent.name), render(text, {}).shown)
    survey = survey_text(cleaned.text, Answered(debate.pk))
    screened = screen(cleaned, Source(debate.pk, timezone.now()), survey)
    outcome, held = screened.outcome, screened.held_by
    if outcome:
        becomes = "rejected" if outcome.answer.ruling == Ruling.REJECT else "published"
        becomes = f"It would be {becomes} by the phase “{outcome.phase}”."
    elif held:
        becomes = f"It would wait for a moderator, held by the phase “{held}”."
    else:
        becomes = "It would wait for a moderator, held by no phase."
    return Trace(screened.notes, guess_language(cleaned.text), becomes)
