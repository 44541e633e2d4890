"""Reading after publication, and trust that is given back."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from comments import append_only
from comments.domain.appeals import reverse_appeal, uphold_appeal
from comments.domain.moderation import Actor, Refused, Stale
from comments.domain.refusals import Claimed
from comments.domain.screening.answers import Answer
from comments.domain.screening.phases import Note
from comments.domain.screening.running import Screened, follow_screening
from comments.domain.screening.settings import Rules
from comments.domain.screening.trusting import confirm_trusted, restore_trust
from comments.enums import Action, ActKind, ItemKind, Reason, Role, Ruling, Status
from comments.models import Act, Decision, Item, ItemCount, Response, TrustRestored
from comments.queries.screening import removals_that_cost_trust
from tests.at_once import at_once
from tests.factories import (
    actor,
    decide,
    make_appeal,
    make_claim,
    make_debate,
    make_response,
    make_revision,
    make_rules,
    make_user,
    make_work,
)

pytestmark = pytest.mark.django_db
EDA = Actor(Role.EDITOR, 7, "eda")
REJECT = Screened((Note("word lists", Answer(Ruling.REJECT, "casino")),), "ines", (), 1, Reason.SOURCE)
TRUST = Screened((Note("trust", Answer(Ruling.TRUST, "published responses")),), "ines", (), 1, Reason.SOURCE)


def trusted(target, **fields):
    """A response that trust has published."""
    response = make_response(target, **fields)
    follow_screening(response, TRUST)
    response.refresh_from_db()
    return response


def confirm(response, by=EDA):
    return confirm_trusted(response_id=response.pk, seen_digest=response.current.digest, by=by)


def test_reading_closes_the_item_and_is_recorded(work):
    row = trusted(work)
    assert ItemCount.objects.get(pk=ItemKind.NEW).number == 1
    act = confirm(row)
    assert (act.kind, act.about, act.actor_name) == (ActKind.READ, f"R {row.pk}", "eda")
    assert act.said == "Read after it was published by trust; it stays."
    assert Item.objects.get(response=row).closed_at is not None
    assert ItemCount.objects.get(pk=ItemKind.NEW).number == 0
    row.refresh_from_db()
    assert row.status == Status.PUBLISHED


class TestRejected:
    """What a rule rejected is in the queue, and read by a moderator like what trust published."""

    @pytest.fixture
    def rejected(self, work):
        response = make_response(work)
        follow_screening(response, REJECT)
        return Response.objects.select_related("current").get(pk=response.pk)

    def test_waits_at_the_place_it_had(self, rejected):
        item = Item.objects.open().get(response=rejected)
        assert (rejected.status, item.kind, item.state) == (Status.REJECTED, ItemKind.NEW, Status.REJECTED)
        assert item.opened_at < Decision.objects.get().at
        assert ItemCount.objects.get(pk=ItemKind.NEW).number == 1

    def test_reading_closes_the_item(self, rejected):
        act = confirm(rejected)
        assert (act.kind, act.said) == (ActKind.READ, "Read after it was rejected by a rule; it stays.")
        assert not Item.objects.open().exists()
        rejected.refresh_from_db()
        assert rejected.status == Status.REJECTED

    def test_any_moderator_can_let_it_wait_however_late(self, rejected):
        append_only.remove_triggers(connection)
        Decision.objects.update(at=timezone.now() - timedelta(days=30))
        append_only.install_triggers(connection)
        decide(rejected, Action.UNDO, by=Actor(Role.MODERATOR, 9, "mo"))
        rejected.refresh_from_db()
        item = Item.objects.open().get(response=rejected)
        assert (rejected.status, item.state) == (Status.PENDING, Status.PENDING)
        assert ItemCount.objects.get(pk=ItemKind.NEW).number == 1

    @pytest.mark.parametrize("settle", [uphold_appeal, reverse_appeal])
    def test_an_appeal_answered_has_read_it(self, rejected, settle):
        appeal = make_appeal(rejected)
        assert Item.objects.open().count() == 2
        settle(response_id=rejected.pk, by=EDA, appeal_id=appeal.pk, note="Read again.")
        assert not Item.objects.open().exists()

    def test_erasing_closes_it(self, rejected):
        decide(rejected, Action.ERASE)
        assert not Item.objects.open().exists()

    def test_nobody_reads_what_another_has_open(self, rejected):
        make_claim(rejected, make_user("asta"))
        with pytest.raises(Claimed):
            confirm(rejected)


def test_reading_twice_is_told(work):
    row = trusted(work)
    confirm(row)
    with pytest.raises(Refused, match="Somebody else"):
        confirm(row)
    assert Act.objects.count() == 1


def test_other_words_or_another_state_are_stale(work):
    row = trusted(work)
    decide(row, Action.REMOVE)
    with pytest.raises(Stale):
        confirm(row)
    other = trusted(work)
    make_revision(other, text="Other words than those that were read.")
    with pytest.raises(Stale):
        confirm(other)


def test_nobody_reads_their_own_or_a_reply_to_it(work):
    asta = make_user("asta")
    own = trusted(work, author=asta)
    for row in (own, trusted(own)):
        with pytest.raises(Refused, match="yourself"):
            confirm(row, by=actor(asta))
    with pytest.raises(Refused, match="cannot do this"):
        confirm(own, by=Actor(Role.READER, 9, "reader"))


def test_a_response_under_one_that_is_no_longer_published_is_left_waiting(work):
    above = make_response(work, status=Status.PUBLISHED)
    row = make_response(above)
    decide(above, Action.REMOVE)
    follow_screening(row, TRUST)
    row.refresh_from_db()
    assert row.status == Status.PENDING


def test_what_was_decided_meanwhile_stands(work):
    row = make_response(work)
    decide(row, Action.HOLD)
    follow_screening(row, TRUST)
    row.refresh_from_db()
    assert (row.status, Decision.objects.filter(response=row).count()) == (Status.HELD, 1)


class TestRestoring:
    @pytest.fixture
    def removed(self, work):
        make_rules(Rules(trusting={work.debate.pk: 1}))
        return make_response(work, author=make_user("ines", Role.READER), status=Status.REMOVED)

    def test_is_recorded_without_the_accounts_name(self, removed):
        act = restore_trust(response_id=removed.pk, reason="It was a slip.", by=EDA)
        assert TrustRestored.objects.get().account == removed.author
        assert (act.kind, act.about) == (ActKind.TRUST, f"the account of R {removed.pk}")
        assert act.said == "Trusted again: It was a slip."

    def test_is_for_editors_with_a_reason_and_once(self, removed):
        with pytest.raises(Refused, match="Editors"):
            restore_trust(response_id=removed.pk, reason="A slip.", by=Actor(Role.MODERATOR, 9, "mo"))
        with pytest.raises(Refused, match="Say why"):
            restore_trust(response_id=removed.pk, reason=" ", by=EDA)
        restore_trust(response_id=removed.pk, reason="A slip.", by=EDA)
        with pytest.raises(Refused, match="has not lost trust"):
            restore_trust(response_id=removed.pk, reason="A slip.", by=EDA)

    def test_what_was_sent_without_an_account_has_no_trust_to_lose(self, work):
        row = make_response(work, status=Status.REMOVED)
        with pytest.raises(Refused, match="has not lost trust"):
            restore_trust(response_id=row.pk, reason="A slip.", by=EDA)

    @pytest.mark.parametrize("number", [1, 3])
    def test_lists_what_cost_trust_in_one_query(self, removed, work, number, django_assert_num_queries):
        for _ in range(number - 1):
            make_response(work, author=removed.author, status=Status.REMOVED)
        make_response(work, status=Status.REMOVED)
        with django_assert_num_queries(1):
            listed = removals_that_cost_trust()
            assert [each.response.debate for each in listed] == [work.debate] * number
        restore_trust(response_id=removed.pk, reason="A slip.", by=EDA)
        assert removals_that_cost_trust() == []


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_trust_and_a_moderator_make_one_decision(self):
        work = make_work(make_debate())
        for _ in range(5):
            row = make_response(work)
            reject = partial(decide, row, Action.REJECT, by=Actor(Role.MODERATOR, 9, "mo"))
            at_once(reject, partial(follow_screening, row, TRUST), refusals=Refused)
            decision = Decision.objects.get(response=row)
            row.refresh_from_db()
            assert row.status == decision.new_status
            is_open = Item.objects.get(response=row).closed_at is None
            assert is_open == (row.status == Status.PUBLISHED)

    def test_trust_under_one_parent_and_its_removal(self):
        work = make_work(make_debate())
        for _ in range(5):
            above = make_response(work, status=Status.PUBLISHED)
            replies = [make_response(above) for _ in range(3)]
            remove = partial(decide, above, Action.REMOVE, by=Actor(Role.MODERATOR, 9, "mo"))
            at_once(remove, *(partial(follow_screening, row, TRUST) for row in replies), refusals=Refused)
            for row in (above, *replies):
                row.refresh_from_db()
            assert above.status == Status.REMOVED
            assert above.reply_count == sum(row.status == Status.PUBLISHED for row in replies)

    def test_two_moderators_read_it_once(self):
        row = trusted(make_work(make_debate()))
        jobs = [partial(confirm, row, Actor(Role.MODERATOR, number, f"m{number}")) for number in (8, 9)]
        results = at_once(*jobs, refusals=Refused)
        assert sorted(type(each).__name__ for each in results) == ["Act", "Settled"]
