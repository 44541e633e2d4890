"""Notes of moderators to each other, second readers, and the cover over distressing text."""

from django.db import transaction
from django.utils import timezone

from comments.domain.claims import prolong_claim
from comments.domain.moderation import Actor
from comments.domain.recording import record_act
from comments.domain.refusals import Refused
from comments.domain.waiting import tried_again
from comments.enums import ActKind, Distress, NoteKind
from comments.models import DeskNote, Item, Response
from comments.queries.desk_notes import open_request

MAX_DESK_NOTE_LENGTH = 2000


@tried_again
@transaction.atomic
def add_desk_note(*, response_id: int, kind: NoteKind, text: str, by: Actor) -> DeskNote:
    """A note on the response; ``ASKS`` makes its open items want a second reader, ``READS`` meets that.

    Raises Refused for an empty note, for one's own response, for asking twice, and where who
    asked would read as the second; Response.DoesNotExist. Five queries, six with an item.
    """
    text = text.strip()[:MAX_DESK_NOTE_LENGTH]
    if kind == NoteKind.NOTE and not text:
        raise Refused("Write something: the note is empty.")
    check_not_author(Response.objects.select_for_update(no_key=True).get(pk=response_id), by)
    asked = open_request(list(DeskNote.objects.filter(response_id=response_id).order_by("id")))
    if kind == NoteKind.ASKS and asked is not None:
        raise Refused(f"{asked.by_name} has asked for a second reader already, and nobody has read it yet.")
    if kind == NoteKind.READS and asked is None:
        raise Refused("Nobody is asking for a second reader.")
    if kind == NoteKind.READS and asked.by_id == by.user_id:
        raise Refused("You asked for a second reader, so somebody else reads.")
    note = DeskNote.objects.create(
        response_id=response_id,
        kind=kind,
        text=text,
        by_id=by.user_id,
        by_name=by.user_name,
        at=timezone.now(),
    )
    if kind != NoteKind.NOTE:
        items = Item.objects.open().filter(response_id=response_id)
        items.update(wants_second=kind == NoteKind.ASKS)
    prolong_claim(response_id=response_id, user_id=by.user_id)
    return note


@tried_again
@transaction.atomic
def cover_text(*, response_id: int, distress: Distress, by: Actor) -> bool:
    """From now on the desk shows the response's text only to who opens it; NONE takes that back.

    It says nothing to the author and changes nothing public, and is recorded as an act. False where it was so
    before, or the response never waited at the desk, so that nobody is shown it unasked. Raises Refused for
    one's own response, Response.DoesNotExist. Six queries, three where nothing changes.
    """
    response = Response.objects.select_for_update(no_key=True).get(pk=response_id)
    check_not_author(response, by)
    covered = Item.objects.filter(response=response).exclude(distress=distress).update(distress=distress)
    prolong_claim(response_id=response_id, user_id=by.user_id)
    if covered:
        said = f"Covered: {distress.label}." if distress else "The cover is taken off."
        record_act(response_id=response_id, kind=ActKind.COVER, said=said, by=by)
    return covered > 0


def check_not_author(response: Response, by: Actor) -> None:
    """Raises Refused for who sent the response: what colleagues write of it is not for them, whatever leave
    they have to decide on it."""
    if response.author_id is not None and response.author_id == by.user_id:
        raise Refused("You sent this response yourself, so notes on it and its cover are for the others.")
