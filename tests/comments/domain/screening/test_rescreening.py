"""Screening again what waits: once by each version of the rules, wherever it was stopped."""

import pytest

from comments.domain.moderation import Actor
from comments.domain.screening.learning import learn
from comments.domain.screening.rescreening import due_responses, rescreen
from comments.domain.screening.settings import Rules
from comments.enums import Action, ItemKind, Role, Status
from comments.models import Decision, Item, LikenessKey, Screening, ScreeningNote
from tests.factories import (
    decide,
    make_claim,
    make_debate,
    make_response,
    make_rules,
    make_screened,
    make_user,
    make_work,
)

pytestmark = pytest.mark.django_db
PUMPS = "The pumps of the village are for those who drink from the well."


def held_by(response):
    return Item.objects.get(response=response, kind=ItemKind.NEW).held_by


def counts(done):
    return done.screened, done.changed


def test_what_was_never_screened_is(work):
    row = make_response(work, text=PUMPS)
    lines = []
    assert counts(rescreen(progress=lines.append)) == (1, 1)
    assert lines == [f"R {row.pk}: held by newcomers, before by no phase"]
    assert held_by(row) == "newcomers"
    assert ScreeningNote.objects.filter(revision=row.current).count() == 11


def test_again_there_is_nothing_to_do_and_nothing_changes(work):
    make_response(work, text=PUMPS)
    rescreen()
    before = list(ScreeningNote.objects.order_by("pk").values()), list(Screening.objects.values())
    assert counts(rescreen()) == (0, 0)
    assert (list(ScreeningNote.objects.order_by("pk").values()), list(Screening.objects.values())) == before


def test_other_rules_and_a_filter_that_has_learnt_make_it_due(work):
    row = make_response(work, text=PUMPS)
    make_screened(row)
    assert counts(rescreen()) == (0, 0)
    make_rules(Rules(hold=("pumps",)))
    assert counts(rescreen()) == (1, 1)
    assert held_by(row) == "word lists"
    assert (Screening.objects.count(), LikenessKey.objects.count()) == (1, 8)
    learn(by=Actor(Role.EDITOR, 7, "eda"))
    assert counts(rescreen()) == (1, 0)


def test_a_failure_makes_it_due(work):
    row = make_response(work, text=PUMPS)
    make_screened(row, survey=None)
    assert held_by(row) == "quotations"
    assert counts(rescreen()) == (1, 1)
    assert held_by(row) == "newcomers"


def test_only_what_waits_for_a_moderator(work):
    for status in (Status.HELD, Status.PUBLISHED, Status.REJECTED, Status.SECURED):
        make_response(work, status=status)
    assert counts(rescreen()) == (0, 0)


def test_only_of_a_debate(work):
    other = make_work(make_debate("other"), siglum="B")
    make_response(work)
    row = make_response(other)
    assert counts(rescreen(debate=other.debate)) == (1, 1)
    assert Screening.objects.get().response == row


def test_a_dry_run_says_what_would_change_and_writes_nothing(work):
    row = make_response(work, text=PUMPS)
    make_screened(row)
    make_rules(Rules(reject=("pumps",)))
    lines = []
    assert counts(rescreen(dry_run=True, progress=lines.append)) == (1, 1)
    assert lines == [f"R {row.pk}: rejected by word lists"]
    assert (Screening.objects.get().rules, Decision.objects.count()) == (0, 0)
    rescreen()
    row.refresh_from_db()
    assert row.status == Status.REJECTED


def test_stopped_it_goes_on_where_it_was(work):
    class Stopped(Exception):
        pass

    def stop(line):
        raise Stopped

    rows = [make_response(work, text=f"{PUMPS} {number}") for number in range(3)]
    make_screened(rows[0])
    with pytest.raises(Stopped):
        rescreen(progress=stop)
    assert [row.pk for row in due_responses(None)] == [rows[1].pk, rows[2].pk]
    assert counts(rescreen())[0] == 2
    assert list(due_responses(None)) == []


def test_what_was_decided_on_before_is_compared_with_and_not_screened(work):
    published = make_response(work, text=PUMPS, status=Status.PUBLISHED)
    waiting = make_response(work, text=PUMPS)
    assert rescreen(dry_run=True).compared == 0
    done = rescreen()
    assert (done.compared, counts(done)) == (1, (1, 1))
    assert ScreeningNote.objects.filter(revision=published.current).count() == 0
    assert held_by(waiting) == "repeated text"
    newcomers = ScreeningNote.objects.get(revision=waiting.current, phase="newcomers")
    assert newcomers.ruling == "pass"
    assert rescreen().compared == 0


def test_earlier_responses_alone_are_repeated(work):
    first, second = make_response(work, text=PUMPS), make_response(work, text=PUMPS)
    rescreen()
    assert (held_by(first), held_by(second)) == ("newcomers", "repeated text")


def test_what_moderators_have_in_hand_is_screened_and_left_waiting(work):
    row = make_response(work, text=PUMPS)
    make_claim(row, make_user("mo"))
    make_rules(Rules(reject=("pumps",)))
    for dry_run in (True, False):
        lines = []
        rescreen(dry_run=dry_run, progress=lines.append)
        assert lines == [f"R {row.pk}: held by word lists, before by no phase"]
    row.refresh_from_db()
    assert (row.status, Decision.objects.count()) == (Status.PENDING, 0)


def test_what_a_moderator_has_read_and_released_is_not_rejected(work):
    row = make_response(work, text=PUMPS)
    decide(row, Action.HOLD)
    decide(row, Action.RELEASE)
    make_rules(Rules(reject=("pumps",)))
    rescreen()
    row.refresh_from_db()
    assert row.status == Status.PENDING
    assert held_by(row) == "word lists"


def test_a_dry_run_says_what_the_run_then_does(work):
    account = make_user("ines", Role.READER)
    make_response(work, text=f"{PUMPS} Of old.", name="Hanne", status=Status.PUBLISHED)
    make_response(work, text="Other words, and none of them twice.", name="Hanne")
    make_response(work, text=PUMPS, name="Ada")
    make_response(work, text=PUMPS, name="Ines", author=account)
    for number in range(7):
        text = " ".join(f"{word}{number}" for word in ("one", "two", "three", "four", "five", "six"))
        make_response(work, text=text, name="", author=account)
    trial, run = [], []
    before = counts(rescreen(dry_run=True, progress=trial.append))
    assert (Screening.objects.count(), LikenessKey.objects.count()) == (0, 0)
    assert counts(rescreen(progress=run.append)) == before
    assert trial == run
    assert sum("repeated text" in line for line in run) == 2
    assert sum("posting pace" in line for line in run) == 2
