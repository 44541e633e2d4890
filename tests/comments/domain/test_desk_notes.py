"""Notes of moderators, second readers, and the cover over distressing text."""

import pytest

from comments.domain.desk_notes import MAX_DESK_NOTE_LENGTH, add_desk_note, cover_text
from comments.domain.moderation import Refused
from comments.enums import Action, Distress, NoteKind
from comments.models import DeskNote, Item, Response
from comments.queries.desk_notes import notes_on
from tests.factories import actor, decide, make_claim, make_response

pytestmark = pytest.mark.django_db
NOTE, ASKS, READS = NoteKind.NOTE, NoteKind.ASKS, NoteKind.READS


def add(response, user, kind=NOTE, text="Who is meant?"):
    return add_desk_note(response_id=response.pk, kind=kind, text=text, by=actor(user))


def test_a_note_says_who_wrote_it_and_begins_the_claim_anew(work, asta):
    response = make_response(work)
    claim = make_claim(response, asta, minutes_ago=8)
    note = add(response, asta, text="  Who is meant?\r\n")
    assert (note.kind, note.text, note.by, note.by_name) == ("note", "Who is meant?", asta, "asta")
    assert Response.objects.get().claim.ends_at > claim.ends_at
    assert Item.objects.get().wants_second is False


#: What was written before, by asta or bo; who writes now, and what; why it is refused.
TABLE = [
    ([], "asta", NOTE, ""),
    ([], "asta", ASKS, ""),
    ([], "asta", READS, "Nobody is asking for a second reader."),
    ([("asta", ASKS)], "asta", NOTE, ""),
    (
        [("asta", ASKS)],
        "asta",
        ASKS,
        "asta has asked for a second reader already, and nobody has read it yet.",
    ),
    ([("asta", ASKS)], "bo", ASKS, "asta has asked for a second reader already, and nobody has read it yet."),
    ([("asta", ASKS)], "asta", READS, "You asked for a second reader, so somebody else reads."),
    ([("asta", ASKS)], "bo", READS, ""),
    ([("asta", ASKS), ("bo", NOTE)], "bo", READS, ""),
    ([("asta", ASKS), ("bo", READS)], "bo", READS, "Nobody is asking for a second reader."),
    ([("asta", ASKS), ("bo", READS)], "asta", ASKS, ""),
]


@pytest.mark.parametrize(("before", "who", "kind", "refusal"), TABLE)
def test_who_may_write_what(work, asta, bo, before, who, kind, refusal):
    response, people = make_response(work), {"asta": asta, "bo": bo}
    for each, written in before:
        add(response, people[each], written)
    wanted = Item.objects.get().wants_second
    if refusal:
        with pytest.raises(Refused) as refused:
            add(response, people[who], kind)
        assert refused.value.message == refusal
        assert (DeskNote.objects.count(), Item.objects.get().wants_second) == (len(before), wanted)
    else:
        add(response, people[who], kind)
        assert Item.objects.get().wants_second is {NOTE: wanted, ASKS: True, READS: False}[kind]


@pytest.mark.parametrize("kind", [ASKS, READS])
def test_only_a_note_must_say_something(work, asta, bo, kind):
    response = make_response(work)
    if kind == READS:
        add(response, bo, ASKS, text="")
    assert add(response, asta, kind, text=" ").text == ""
    with pytest.raises(Refused, match="the note is empty"):
        add(response, asta, NOTE, text=" ")


def test_a_long_note_is_cut(work, asta):
    assert len(add(make_response(work), asta, text="x" * 3000).text) == MAX_DESK_NOTE_LENGTH


def test_who_asked_can_decide_before_anybody_has_read(work, asta):
    response = make_response(work)
    add(response, asta, ASKS)
    assert decide(response, Action.APPROVE, by=actor(asta)).actor_name == "asta"


@pytest.mark.parametrize("number", [1, 3])
def test_notes_are_read_in_one_query(work, asta, bo, django_assert_num_queries, number):
    response = make_response(work)
    for _ in range(number):
        add(response, bo)
    add(response, asta, ASKS)
    with django_assert_num_queries(1):
        notes = notes_on(response.pk, asta.pk)
        assert notes.asked_by_me is True
        assert [kind for kind, _ in notes.kinds] == [NOTE]
    assert [kind for kind, _ in notes_on(response.pk, bo.pk).kinds] == [NOTE, READS]
    assert len(notes.notes) == number + 1


def test_a_text_is_covered_and_uncovered_for_all_its_items(work, asta):
    response = make_response(work)
    assert cover_text(response_id=response.pk, distress=Distress.VIOLENCE, by=actor(asta)) is True
    assert Item.objects.get().distress == "violence"
    decide(response, Action.REJECT)
    assert Item.objects.get().distress == "violence"
    cover_text(response_id=response.pk, distress=Distress.NONE, by=actor(asta))
    assert Item.objects.get().distress == ""


def test_what_never_waited_has_no_cover(work, asta):
    response = make_response(work)
    Item.objects.all().delete()
    assert cover_text(response_id=response.pk, distress=Distress.HATE, by=actor(asta)) is False
