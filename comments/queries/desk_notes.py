"""What moderators wrote to each other about a response, and whether a second reader is awaited."""

from dataclasses import dataclass

from django.db.models import QuerySet

from comments.enums import NoteKind
from comments.models import DeskNote
from masslinesite.prepared import NUMBER, USER, prepared_records


@dataclass(frozen=True)
class Notes:
    """``asked`` is the request for a second reader that nobody has met yet; None: there is none.

    ``reader`` is the moderator who looks.
    """

    number: int
    notes: list[DeskNote]
    asked: DeskNote | None
    reader: int

    @property
    def asked_by_me(self) -> bool:
        return self.asked is not None and self.asked.by_id == self.reader

    @property
    def kinds(self) -> list[tuple[NoteKind, str]]:
        """What this moderator can write, with what its button says."""
        kinds = [(NoteKind.NOTE, "Add the note")]
        if self.asked is None:
            kinds.append((NoteKind.ASKS, "Ask for a second reader"))
        elif not self.asked_by_me:
            kinds.append((NoteKind.READS, "I have read it as the second"))
        return kinds


def notes_on(number: int, user_id: int) -> Notes:
    """The notes on response ``number``, oldest first; none for who sent it themselves: they are for the
    others. One query."""
    return notes_of(number, _notes().records(number=number, user=user_id), user_id)


@prepared_records
def _notes() -> QuerySet[DeskNote]:
    rows = DeskNote.objects.filter(response_id=NUMBER).exclude(response__author_id=USER)
    return rows.order_by("id")


def notes_of(number: int, notes: list[DeskNote], user_id: int) -> Notes:
    """The same of notes that were read. No query."""
    return Notes(number, notes, open_request(notes), user_id)


def open_request(notes: list[DeskNote]) -> DeskNote | None:
    """The latest request for a second reader, unless a second reading came after it; no query."""
    for note in reversed(notes):
        if note.kind == NoteKind.READS:
            return None
        if note.kind == NoteKind.ASKS:
            return note
    return None
