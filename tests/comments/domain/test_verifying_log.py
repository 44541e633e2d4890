"""Whatever is done to the logs behind the site's back is seen."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F, Max

from comments.append_only import install_triggers, remove_triggers
from comments.domain import chain, verifying_log
from comments.domain.erasing import erase_response
from comments.domain.moderation import Actor
from comments.domain.recording import record_act
from comments.domain.verifying_log import Walk, find_broken_seals, walk_log
from comments.enums import Action, ActKind, Reason, Role, Status
from comments.models import Act, Decision, DecisionNote, LogHead, Response
from tests.factories import decide, make_debate, make_response, make_work

pytestmark = pytest.mark.django_db
MODELS = {"decisions": Decision, "acts": Act}
#: What a row says, whose hash alone is sealed.
WORDS = {"decisions": (), "acts": ("said", "said_salt")}


@pytest.fixture
def logs():
    """Five decisions and five acts, with the triggers off."""
    work = make_work(make_debate())
    row = make_response(work)
    for action in (Action.HOLD, Action.RELEASE, Action.APPROVE, Action.REMOVE, Action.APPEAL):
        decide(row, action, note="Look at the source." if action == Action.HOLD else "")
    for number in range(5):
        chain.append(
            chain.ACTS,
            kind=ActKind.EXPORT,
            about=f"export {number}",
            said="all",
            role=Role.EDITOR,
            actor_id=7,
            actor_name="asta",
        )
    remove_triggers(connection)
    yield
    install_triggers(connection)


def faults(log: str) -> list[str]:
    return [fault.split(" (")[0] for fault in find_broken_seals() if fault.startswith(log)]


def ids(log: str) -> list[int]:
    return list(MODELS[log].objects.order_by("id").values_list("id", flat=True))


def broken(log: str, *pks: int) -> list[str]:
    return [f"{log}: row {pk}" for pk in pks]


def test_logs_that_nobody_touched_hold(logs, django_assert_num_queries):
    with django_assert_num_queries(4):
        assert list(find_broken_seals()) == []


def test_logs_without_a_row_hold(db):
    assert list(find_broken_seals()) == []


OTHER = {
    "old_status": Status.WITHDRAWN,
    "new_status": Status.WITHDRAWN,
    "action": Action.WITHDRAW,
    "reason": Reason.PERSON,
    "rule": "x",
    "role": Role.READER,
    "actor_name": "somebody",
    "revision_digest": "0" * 64,
    "policy_version": "9",
    "kind": ActKind.TRUST,
    "about": "other",
    "said_digest": "f" * 64,
    "content_digest": "f" * 64,
}


@pytest.mark.parametrize(
    ("log", "column"), [(log, column) for log, columns in chain.SEALED.items() for column in columns]
)
def test_an_altered_column_is_seen(logs, log, column):
    """By plain SQL, as the site's own constraints would refuse some of these."""
    pk = ids(log)[2]
    if column == "at":
        value = MODELS[log].objects.get(pk=pk).at + timedelta(microseconds=1)
        MODELS[log].objects.filter(pk=pk).update(at=value)
    elif column in OTHER:
        _alter(MODELS[log]._meta.db_table, column, str(OTHER[column]), pk)
    elif column == "note_digest":
        MODELS[log].objects.filter(pk=pk).update(note_digest="f" * 64)
    else:
        MODELS[log].objects.filter(pk=pk).update(**{column: F(column) + 1})
    assert set(faults(log)) == set(broken(log, pk))


def _alter(table: str, column: str, value: str, pk: int) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(
                "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass", [table]
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [value, pk])
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


@pytest.mark.parametrize("log", MODELS)
def test_an_altered_seal_is_seen_in_its_row_and_the_next(logs, log):
    second, third = ids(log)[1:3]
    MODELS[log].objects.filter(pk=second).update(seal="0" * 64)
    assert faults(log) == broken(log, second, third)


@pytest.mark.parametrize("log", MODELS)
@pytest.mark.parametrize(("place", "then"), [(0, 1), (2, 3)])
def test_a_dropped_row_is_seen_in_what_followed_on_it_and_by_the_head(logs, log, place, then):
    numbers = ids(log)
    _drop(log, numbers[place])
    dropped = f"{log}: the head counts 5 rows, there are 4: rows were dropped"
    assert faults(log) == [*broken(log, numbers[then]), dropped]


@pytest.mark.parametrize("log", MODELS)
def test_a_row_dropped_from_the_end_is_seen_by_the_head(logs, log):
    _drop(log, ids(log)[-1])
    assert faults(log) == [f"{log}: the head counts 5 rows, there are 4: rows were dropped"]


@pytest.mark.parametrize("log", MODELS)
def test_a_head_set_back_with_the_end_is_seen_by_its_seal(logs, log):
    _drop(log, ids(log)[-1])
    LogHead.objects.filter(pk=log).update(rows=4)
    assert faults(log) == [
        f"{log}: row 4 has not the seal that the head has: rows were dropped or added",
    ]


@pytest.mark.parametrize("log", MODELS)
def test_a_whole_log_dropped_is_seen(logs, log):
    DecisionNote.objects.all().delete()
    MODELS[log].objects.all()._raw_delete("default")
    assert faults(log) == [f"{log}: the head counts 5 rows, there are 0: rows were dropped"]


@pytest.mark.parametrize("log", MODELS)
def test_rows_without_a_head_are_seen(logs, log):
    LogHead.objects.filter(pk=log).delete()
    assert faults(log) == [f"{log}: the head counts 0 rows, there are 5: rows were added"]


@pytest.mark.parametrize("log", MODELS)
def test_two_rows_that_changed_places_are_seen(logs, log):
    model, (_, second, third, fourth, _) = MODELS[log], ids(log)
    notes = dict(DecisionNote.objects.values_list("id", "decision_id"))
    away = max(ids(log)) + 100
    for old, new in ((second, away), (third, second), (away, third)):
        model.objects.filter(pk=old).update(id=new)
    assert faults(log) == broken(log, second, third, fourth)
    assert dict(DecisionNote.objects.values_list("id", "decision_id")) == notes


@pytest.mark.parametrize("log", MODELS)
@pytest.mark.parametrize("sealed_rightly", [False, True])
def test_an_added_row_is_seen(logs, log, sealed_rightly):
    """Put in at the end: with a right seal the chain holds, and the head tells."""
    model = MODELS[log]
    last = model.objects.order_by("-id").first()
    values = {name: getattr(last, name) for name in (*chain.SEALED[log], *WORDS[log])}
    added = model(**values, id=model.objects.aggregate(Max("id"))["id__max"] + 1, seal="0" * 64)
    if sealed_rightly:
        added.seal = chain.seal_of(last.seal, chain.sealed_values(log, added))
    added.save(force_insert=True)
    expected = [f"{log}: the head counts 5 rows, there are 6: rows were added"]
    assert faults(log) == (expected if sealed_rightly else [*broken(log, added.pk), *expected])


def test_a_row_put_in_between_is_seen(logs):
    numbers = ids("acts")
    Act.objects.filter(pk=numbers[4]).update(id=numbers[4] + 1)
    third = Act.objects.get(pk=numbers[3])
    values = {name: getattr(third, name) for name in (*chain.SEALED["acts"], *WORDS["acts"])}
    seal = chain.seal_of(third.seal, chain.sealed_values("acts", third))
    Act(**values, id=numbers[4], seal=seal).save(force_insert=True)
    assert faults("acts")[0] == f"acts: row {numbers[4] + 1}"


def test_an_altered_note_is_seen_and_an_erased_one_is_none(logs):
    note = DecisionNote.objects.get()
    DecisionNote.objects.update(text="Nothing.")
    (fault,) = find_broken_seals()
    assert fault.startswith(f"decisions: row {note.decision_id} ") and fault.endswith("its note was altered")
    DecisionNote.objects.update(text="", salt="")
    (fault,) = find_broken_seals()
    assert fault.endswith("its note was emptied")
    response = Response.objects.get()
    erase_response(response_id=response.pk, by=Actor(Role.ADMINISTRATOR, 9, "ada"), ground="Asked for.")
    assert list(find_broken_seals()) == []
    DecisionNote.objects.filter(text="Asked for.").update(text="")
    (fault,) = find_broken_seals()
    assert fault.endswith("erased): its note was emptied")
    DecisionNote.objects.exclude(pk=note.pk).update(text="Asked for.")
    DecisionNote.objects.filter(pk=note.pk).delete()
    (fault,) = find_broken_seals()
    assert fault.endswith("its note is gone")


def test_altered_words_of_an_act_are_seen_and_erased_ones_are_none(logs):
    Act.objects.filter(said="all").update(said="Nothing.")
    faults = [fault.partition(" (")[0] for fault in find_broken_seals()]
    acts = Act.objects.filter(said="Nothing.")
    assert faults == [f"acts: row {number}" for number in acts.values_list("pk", flat=True)] != []
    acts.update(said="", said_salt="")
    assert [fault.partition(" (")[0] for fault in find_broken_seals()] == faults


def test_words_of_an_act_may_go_with_the_response_that_it_is_about(logs):
    response = Response.objects.get()
    by = Actor(Role.ADMINISTRATOR, 9, "ada")
    act = record_act(response_id=response.pk, kind=ActKind.FLAGS, said="It says so.", by=by)
    Act.objects.filter(pk=act.pk).update(said="", said_salt="")
    (fault,) = find_broken_seals()
    assert fault.endswith("what it says was emptied")
    erase_response(response_id=response.pk, by=by, ground="Asked for.")
    assert list(find_broken_seals()) == []


def test_rows_added_during_the_walk_do_no_harm(logs):
    """What the head counted before is what is compared; a longer log needs a longer head."""

    def add(log: str, rows: int) -> None:
        if rows == 1:
            values = {"kind": ActKind.EXPORT, "about": "late", "said": "", "role": Role.EDITOR}
            chain.append(chain.ACTS, **values, actor_id=7, actor_name="asta")

    walk = Walk("acts")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verifying_log, "EVERY", 1)
        patch.setattr(verifying_log, "CHUNK", 1)
        assert list(walk_log(walk, progress=add)) == []
    assert walk.rows in (5, 6)
    assert Act.objects.count() == 6


def _drop(log: str, pk: int) -> None:
    if log == "decisions":
        DecisionNote.objects.filter(decision=pk).delete()
    MODELS[log].objects.filter(pk=pk)._raw_delete("default")
