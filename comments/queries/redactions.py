"""Redactions as their author and the moderators see them."""

from dataclasses import dataclass

from comments.enums import RedactionState
from comments.markup.withholding import Piece, Span, pieces
from comments.models import Redaction, Response


@dataclass(frozen=True)
class RedactionSeen:
    """``pieces`` are the words it was asked for, cut where they are to be withheld. ``is_current``: it is
    about the words that stand now, those with the mark where it is in effect."""

    redaction: Redaction
    pieces: list[Piece]
    is_current: bool

    @property
    def is_in_effect(self) -> bool:
        """Readers see the mark in the place of the words."""
        return self.redaction.redacted_id is not None and self.redaction.state != RedactionState.LIFTED

    @property
    def waits_for_author(self) -> bool:
        state = self.redaction.state
        return state == RedactionState.URGENT or (state == RedactionState.PROPOSED and self.is_current)

    @property
    def can_be_lifted(self) -> bool:
        if self.redaction.redacted_id is None:
            return self.redaction.state in (RedactionState.PROPOSED, RedactionState.REFUSED)
        return self.is_in_effect and self.is_current

    @property
    def can_be_kept(self) -> bool:
        return self.redaction.state == RedactionState.REFUSED and self.can_be_lifted and self.is_in_effect


def redactions_of(response: Response) -> list[RedactionSeen]:
    """All of a response, the latest first. Two queries, one where there are none."""
    rows = Redaction.objects.filter(response=response).select_related("revision").prefetch_related("spans")
    return [_seen(redaction, response) for redaction in rows.order_by("-id")]


def _seen(redaction: Redaction, response: Response) -> RedactionSeen:
    spans = [Span(each.start, each.end) for each in redaction.spans.all()]
    return RedactionSeen(
        redaction=redaction,
        pieces=pieces(redaction.revision.text, spans) if redaction.revision.text else [],
        is_current=response.current_id == (redaction.redacted_id or redaction.revision_id),
    )
