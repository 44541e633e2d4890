"""Erasure leaves nothing of the words, and everything of the record."""

from functools import partial
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from comments.domain.checking.storing import check_due
from comments.domain.erasing import ask_for_erasure, erase_name, erase_response, find_remains, forget
from comments.domain.forgetting import forget_in_files
from comments.domain.items import open_item
from comments.domain.moderation import Actor, Refused, Stale, change_status
from comments.domain.verifying_log import find_broken_seals
from comments.enums import (
    Action,
    ActKind,
    AppealState,
    FlagReason,
    ItemKind,
    Reason,
    RedactionState,
    Role,
    Ruling,
    Status,
    Verdict,
)
from comments.models import (
    Act,
    Appeal,
    AppealMessage,
    CheckedRevision,
    Claim,
    Decision,
    DecisionNote,
    DeskNote,
    Flag,
    Item,
    ItemCount,
    QuotationCheck,
    Redaction,
    Response,
    Revision,
    Screening,
    ScreeningNote,
    StatusCount,
)
from essays.models import SearchEntry
from masslinesite.management.commands.verify import checks
from tests.at_once import at_once
from tests.factories import actor, decide, make_claim, make_response, make_revision, make_user

pytestmark = pytest.mark.django_db
SECRET = "xylograph"
ADMINISTRATOR = Actor(Role.ADMINISTRATOR, 9, "ada")
GROUND = "Asked for by its author."


def make_spoken(target, *, status: Status = Status.PUBLISHED) -> Response:
    """A response with the secret word in everything that can be said in it and about it."""
    row = make_response(target, text=f"First words with {SECRET}.", name=SECRET, author=make_user("ines"))
    decide(row, Action.HOLD, note=f"What is {SECRET}?")
    row.current = make_revision(row, text=f"Of the “{SECRET}”, again.", name=SECRET)
    decide(row, Action.RELEASE)
    if status == Status.PUBLISHED:
        decide(row, Action.APPROVE)
    revision = Revision.objects.get(response=row, number=2)
    words = f"“{SECRET}”"
    start = revision.text.index(words)
    QuotationCheck.objects.create(
        revision=revision,
        order=1,
        start=start,
        end=start + len(words),
        exact=words,
        opening=SECRET,
        verdict=Verdict.NOT_FOUND,
    )
    CheckedRevision.objects.create(revision=revision, texts="1-a", verdicts=1)
    ScreeningNote.objects.create(
        revision=revision,
        order=1,
        phase="word lists",
        ruling=Ruling.HOLD,
        words=SECRET,
        said=f"It has {SECRET}.",
    )
    Screening.objects.create(
        revision=revision,
        response=row,
        debate=row.debate,
        name=SECRET,
        rules=0,
        sent_at=timezone.now(),
        at=timezone.now(),
    )
    DeskNote.objects.create(response=row, text=f"{SECRET} is new.", by_name="asta", at=timezone.now())
    appeal = Appeal.objects.create(
        response=row, decision=Decision.objects.filter(response=row).first(), opened_at=timezone.now()
    )
    AppealMessage.objects.create(
        appeal=appeal, role=Role.AUTHOR, text=f"Why not {SECRET}?", at=timezone.now()
    )
    Flag.objects.create(
        response=row,
        revision=revision,
        reason=FlagReason.OTHER,
        note=f"It says {SECRET}.",
        sender="a",
        across="b",
        at=timezone.now(),
    )
    redaction = Redaction.objects.create(
        response=row,
        revision=revision,
        reason=Reason.ENDANGERS,
        note=f"Without {SECRET}?",
        by_id=1,
        by_name="asta",
        at=timezone.now(),
    )
    redaction.spans.create(start=1, end=4)
    open_item(Response.objects.get(pk=row.pk), ItemKind.FLAGS)
    return Response.objects.select_related("current").get(pk=row.pk)


def telling() -> list[str]:
    """Tables of which any row has the secret word."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(SECRET in str(value).lower() for row in cursor.fetchall() for value in row):
                found.append(table)
    return found


def test_no_table_has_the_words_any_more(work):
    row = make_spoken(work)
    # SQLite keeps the desk's index in tables of its own.
    assert len([name for name in telling() if name.startswith("comments_") and "_index" not in name]) == 10
    erase_response(response_id=row.pk, by=ADMINISTRATOR, ground=GROUND)
    # What the index has marked as deleted goes when it is merged, which is tested with the files.
    indexes = ("essays_searchentry_index", "comments_deskentry_index")
    assert [table for table in telling() if not table.startswith(indexes)] == []
    assert list(find_remains()) == []


def test_the_record_stays_and_holds(work):
    row = make_spoken(work)
    digests = list(Revision.objects.values_list("number", "digest"))
    before = list(Decision.objects.values_list("id", "note_digest", "revision_digest", "seal"))
    decision = erase_response(response_id=row.pk, by=ADMINISTRATOR, ground=GROUND)
    assert list(Revision.objects.values_list("number", "digest")) == digests
    assert list(Decision.objects.values_list("id", "note_digest", "revision_digest", "seal"))[:-1] == before
    assert (decision.action, decision.old_status, decision.new_status) == ("erase", "published", "erased")
    assert (decision.actor_id, decision.actor_name, decision.role) == (9, "ada", "administrator")
    assert decision.note == GROUND
    assert list(find_broken_seals()) == []
    faults = {name: list(find()) for app, (name, find) in checks() if app == "comments"}
    assert {name: found for name, found in faults.items() if found} == {}


def test_what_waited_is_settled_and_counted(work):
    row = make_spoken(work)
    erase_response(response_id=row.pk, by=ADMINISTRATOR, ground=GROUND)
    assert not Item.objects.open().exists()
    assert set(ItemCount.objects.values_list("number", flat=True)) == {0}
    assert dict(StatusCount.objects.values_list("status", "number"))["erased"] == 1
    assert Appeal.objects.get().state == AppealState.ERASED
    redaction = Redaction.objects.get()
    assert (redaction.state, redaction.answered_at is not None) == (RedactionState.LIFTED, True)
    row.refresh_from_db()
    assert (row.status, row.author_id) == (Status.ERASED, None)
    assert not SearchEntry.objects.filter(kind="response").exists()


def test_replies_keep_their_place(work):
    row = make_response(work, text=f"Words with {SECRET}.", status=Status.PUBLISHED)
    reply = make_response(row, status=Status.PUBLISHED)
    erase_response(response_id=row.pk, by=ADMINISTRATOR, ground=GROUND)
    assert list(Response.objects.in_threads().order_by("path")) == [row, reply]
    assert Revision.objects.get(response=reply).text != ""


@pytest.mark.parametrize("status", [status for status in Status if status != Status.ERASED])
def test_a_response_of_any_state_can_be_erased(work, status):
    row = make_response(work, text=f"Words with {SECRET}.", status=status)
    erase_response(response_id=row.pk, by=ADMINISTRATOR, ground=GROUND)
    assert Response.objects.get(pk=row.pk).status == Status.ERASED


def test_a_moderator_who_has_it_open_does_not_keep_it_from_being_erased(work):
    """The demand is a court's or the author's; whoever was about to decide is told."""
    first, second = (make_response(work, name="Mara") for _ in range(2))
    holders = [make_user("asta"), make_user("bo")]
    for row, holder in zip((first, second), holders, strict=True):
        make_claim(row, holder)
    erase_response(response_id=first.pk, by=ADMINISTRATOR, ground=GROUND)
    assert not Claim.objects.filter(response=first).exists()
    with pytest.raises(Stale):
        change_status(
            response_id=first.pk,
            action=Action.APPROVE,
            by=actor(holders[0]),
            seen_digest=first.current.digest,
            seen_status=Status.PENDING,
        )
    erase_name(name="Mara", debate_id=work.debate_id, by=ADMINISTRATOR, ground=GROUND)
    assert Response.objects.filter(status=Status.ERASED).count() == 2
    assert not Claim.objects.exists()


@pytest.mark.parametrize("role", [Role.READER, Role.MODERATOR, Role.EDITOR])
def test_only_an_administrator_may_erase(work, role):
    row = make_response(work)
    with pytest.raises(Refused, match="cannot do this"):
        erase_response(response_id=row.pk, by=Actor(role, 3, "bo"), ground=GROUND)
    with pytest.raises(Refused, match="cannot do this"):
        erase_name(name="Ines", debate_id=work.debate_id, by=Actor(role, 3, "bo"), ground=GROUND)
    assert Revision.objects.get().text


def test_a_ground_is_needed_and_nothing_is_erased_twice(work):
    row = make_response(work)
    with pytest.raises(Refused, match="on what ground"):
        erase_response(response_id=row.pk, by=ADMINISTRATOR, ground="  ")
    erase_response(response_id=row.pk, by=ADMINISTRATOR, ground=GROUND)
    with pytest.raises(Refused, match="erased already"):
        erase_response(response_id=row.pk, by=ADMINISTRATOR, ground=GROUND)
    assert Decision.objects.count() == 1


def test_all_under_a_name_are_erased_with_one_act(work):
    first = make_response(work, name="Mara", status=Status.PUBLISHED)
    reply = make_response(first, name="Mara")
    renamed = make_response(work, name="Mara")
    make_revision(renamed, text="The same in other words.", name="")
    other = make_response(work, name="Marana")
    found = erase_name(name="Mara", debate_id=work.debate_id, by=ADMINISTRATOR, ground=GROUND)
    assert [decision.response_id for decision in found] == [first.pk, reply.pk, renamed.pk]
    assert Response.objects.exclude(status=Status.ERASED).get() == other
    act = Act.objects.get()
    assert (act.kind, act.about) == (ActKind.ERASURE, f"3 under one name in debate {work.debate_id}")
    assert (act.said, act.actor_name) == (GROUND, "ada")
    with pytest.raises(Refused, match="bears that name"):
        erase_name(name="Mara", debate_id=work.debate_id, by=ADMINISTRATOR, ground=GROUND)
    with pytest.raises(Refused, match="bears that name"):
        erase_name(name="", debate_id=work.debate_id, by=ADMINISTRATOR, ground=GROUND)


def test_what_remains_is_found(work):
    row = make_spoken(work)
    erase_response(response_id=row.pk, by=ADMINISTRATOR, ground=GROUND)
    DeskNote.objects.update(text="It said something.")
    Flag.objects.update(note="It did.")
    assert [fault.partition(":")[0] for fault in find_remains()] == [
        f"desk note {DeskNote.objects.get().pk}",
        f"flag {Flag.objects.get().pk}",
    ]


def test_quotations_looked_up_meanwhile_do_not_come_back(work):
    row = make_spoken(work)
    erase_response(response_id=row.pk, by=ADMINISTRATOR, ground=GROUND)
    check_due()
    assert not QuotationCheck.objects.exists()
    assert list(find_remains()) == []


def test_an_author_asks_once_and_it_waits_as_one_item(work):
    row = make_response(work, status=Status.PUBLISHED)
    ask_for_erasure(response_id=row.pk)
    ask_for_erasure(response_id=row.pk)
    assert Item.objects.open().get().kind == ItemKind.ERASURE
    assert ItemCount.objects.get(pk=ItemKind.ERASURE).number == 1
    erase_response(response_id=row.pk, by=ADMINISTRATOR, ground=GROUND)
    with pytest.raises(Refused, match="erased already"):
        ask_for_erasure(response_id=row.pk)


def files() -> list[Path]:
    """All of the database's, on SQLite; on PostgreSQL they are the server's own."""
    path = Path(connection.settings_dict["NAME"])
    return sorted(path.parent.glob(f"{path.name}*"))


@pytest.mark.django_db(transaction=True)
def test_no_file_of_the_database_has_the_words_any_more(work):
    row = make_spoken(work)
    erase_response(response_id=row.pk, by=ADMINISTRATOR, ground=GROUND)
    if connection.vendor == "sqlite":
        assert any(SECRET.encode() in file.read_bytes() for file in files())
    assert forget()
    if connection.vendor == "sqlite":
        assert [file.name for file in files() if SECRET.encode() in file.read_bytes()] == []
    assert telling() == []


@pytest.mark.django_db(transaction=True)
def test_one_of_erasure_and_decision_comes_first_and_both_are_logged(work):
    """Whoever decides on a response that is just being erased is told; the erasure happens anyhow."""
    row = make_response(work, text=f"Words with {SECRET}.")
    erase = partial(erase_response, response_id=row.pk, by=ADMINISTRATOR, ground=GROUND)
    outcomes = at_once(erase, partial(decide, row, Action.APPROVE), refusals=(Refused, Stale))
    assert isinstance(outcomes[0], Decision)
    done = [outcome for outcome in outcomes if isinstance(outcome, Decision)]
    assert Decision.objects.count() == len(done)
    assert Response.objects.get(pk=row.pk).status == Status.ERASED
    assert Revision.objects.get().text == ""
    assert list(find_broken_seals()) == []


@pytest.mark.django_db(transaction=True)
def test_two_who_erase_at_once_make_one_decision(work):
    row = make_response(work, status=Status.PUBLISHED)
    erase = partial(erase_response, response_id=row.pk, by=ADMINISTRATOR, ground=GROUND)
    outcomes = at_once(erase, erase, refusals=Refused)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Decision", "Refused"]
    assert Decision.objects.filter(action=Action.ERASE).count() == DecisionNote.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_reader_of_an_older_state_keeps_the_journal(work):
    """Then it is said, and done by the next who asks; as it is on PostgreSQL where it would take too long."""
    if connection.vendor != "sqlite":
        assert forget_in_files()
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 1")
        assert not forget_in_files()
        connection.close()
        return
    import sqlite3

    reader = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM comments_response").fetchone()
    make_response(work)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    assert not forget_in_files()
    reader.close()
    assert forget_in_files()
    connection.close()
