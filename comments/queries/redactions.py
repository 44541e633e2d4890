"""Redactions as their author and the moderators see them."""

from collections.abc import Iterable
from dataclasses import dataclass

from comments.enums import RedactionState
from comments.markup.withholding import Piece, Span, pieces
from comments.models import Redaction, Response, Revision


@dataclass(frozen=True)
class RedactionSeen:
    """``pieces`` are the words it was asked for, cut where they are to be withheld. ``is_current``: it is
    about the words that stand now, those with its marks where it is in effect, whatever else their author
    changed in them. ``stands``: its marks stand in the words that are current, others' too perhaps."""

    redaction: Redaction
    pieces: list[Piece]
    is_current: bool
    stands: bool

    @property
    def is_in_effect(self) -> bool:
        """Readers see the mark in the place of the words."""
        return self.stands and self.redaction.state != RedactionState.LIFTED

    @property
    def was_left_behind(self) -> bool:
        """It took effect, and its author has changed the words since, so that no mark of it is left."""
        return self.had_effect and not self.stands

    @property
    def had_effect(self) -> bool:
        """It took effect and was not taken back."""
        return self.redaction.redacted_id is not None and self.redaction.state != RedactionState.LIFTED

    @property
    def withheld(self) -> list[str]:
        """The words that it is about."""
        return [piece.text for piece in self.pieces if piece.is_withheld]

    @property
    def waits_for_author(self) -> bool:
        state = self.redaction.state
        return (state == RedactionState.URGENT and self.stands) or (
            state == RedactionState.PROPOSED and self.is_current
        )

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
    rows = Redaction.objects.filter(response=response).select_related("revision", "redacted")
    found = list(rows.prefetch_related("spans").order_by("-id"))
    standing = _standing(response.current, found)
    return [_seen(redaction, response.current, standing) for redaction in found]


def redactions_in_sight(response: Response) -> list[RedactionSeen]:
    """Those in effect, and those that wait for the author: what to know before changing the words. As many
    queries."""
    return [each for each in redactions_of(response) if each.is_in_effect or each.waits_for_author]


def standing_in(revision: Revision) -> set[int]:
    """The redactions whose marks stand in words of a response. One query."""
    rows = Redaction.objects.filter(response=revision.response_id).select_related("revision")
    return _standing(revision, rows)


def _standing(revision: Revision, redactions: Iterable[Redaction]) -> set[int]:
    """From the last one back: the words that a redaction was made in can have earlier ones' marks."""
    last_in = {each.redacted_id: each for each in redactions if each.redacted_id}
    by_pk = {each.pk: each for each in last_in.values()}
    found: set[int] = set()
    while last := last_in.get(revision.pk) or by_pk.get(revision.carries_id):
        found.add(last.pk)
        revision = last.revision
    return found


def _seen(redaction: Redaction, current: Revision, standing: set[int]) -> RedactionSeen:
    spans = [Span(each.start, each.end) for each in redaction.spans.all()]
    return RedactionSeen(
        redaction=redaction,
        pieces=pieces(redaction.revision.text, spans) if redaction.revision.text else [],
        is_current=redaction.is_last_in(current)
        or (redaction.redacted_id is None and redaction.revision_id == current.pk),
        stands=redaction.pk in standing,
    )
