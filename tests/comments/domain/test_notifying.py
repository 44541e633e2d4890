"""Who is told of decisions by e-mail, from when, and until when."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from comments.domain.encryption import decrypt
from comments.domain.mailing import send_due
from comments.domain.notifying import (
    CONFIRM_WITHIN,
    MAIL,
    TELL_FOR,
    NoSuchLink,
    NotOffered,
    confirm,
    confirming,
    find_to_confirm,
    find_to_stop,
    forget,
    forget_what_is_over,
    stop,
    stopping,
    subscribe,
    tell_author,
)
from comments.enums import Action, MessageKind, Status
from comments.models import Message, Subscription
from tests.comments.domain.telling import ADDRESS, CODE, SITE, age, agreed, asked, link
from tests.factories import decide, make_debate, make_response, make_revision, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mail_server(settings):
    settings.OFFERS_MAIL = True


@pytest.fixture
def response():
    return make_response(make_work(make_debate()))


def kinds():
    return list(Message.objects.values_list("kind", flat=True))


class TestAsking:
    def test_the_address_is_asked_and_told_nothing_before_it_agrees(self, response):
        subscription = asked(response)
        assert decrypt(subscription.address, purpose=MAIL) == ADDRESS
        assert (subscription.confirmed_at, subscription.code) == (None, "")
        decide(response, Action.APPROVE)
        assert kinds() == [MessageKind.CONFIRM]

    def test_the_code_is_kept_only_if_it_is_wanted(self, response):
        assert decrypt(asked(response, code=CODE).code, purpose=MAIL) == "AAAABBBBCCCCDDDDEEEEFFFFGGGG"

    def test_another_address_takes_the_place_of_the_first(self, response):
        first = asked(response)
        second = asked(response, address="hanne@example.org")
        assert list(Subscription.objects.all()) == [second]
        assert kinds() == [MessageKind.CONFIRM]
        with pytest.raises(NoSuchLink):
            confirm(confirming.sign(first.key))

    @pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.ERASED])
    def test_nobody_is_told_of_what_is_over(self, response, status):
        decide(response, Action.WITHDRAW if status == Status.WITHDRAWN else Action.ERASE)
        with pytest.raises(NotOffered):
            subscribe(response_id=response.pk, address=ADDRESS, code="", site=SITE)


class TestAgreeing:
    def test_by_the_link_of_the_message(self, response):
        asked(response)
        send_due()
        token = link(mail.outbox[0].body, "confirm")
        assert find_to_confirm(token).confirmed_at is None
        assert confirm(token).confirmed_at is not None

    def test_again_changes_nothing(self, response):
        subscription = agreed(response)
        assert confirm(confirming.sign(subscription.key)).confirmed_at == subscription.confirmed_at

    def test_too_late(self, response):
        subscription = asked(response)
        age(subscription, hours=48, seconds=1)
        for read in (find_to_confirm, confirm):
            with pytest.raises(NoSuchLink):
                read(confirming.sign(subscription.key))

    def test_just_in_time(self, response):
        subscription = asked(response)
        age(subscription, hours=47, minutes=59)
        assert confirm(confirming.sign(subscription.key)).confirmed_at is not None

    def test_by_no_link_but_that(self, response):
        key = asked(response).key
        signed = confirming.sign(key)
        for forged in (
            key,
            f"{key}.",
            f"{signed[:-1]}{'A' if signed[-1] != 'A' else 'B'}",
            stopping.sign(key),
        ):
            with pytest.raises(NoSuchLink):
                confirm(forged)
        assert Subscription.objects.get().confirmed_at is None

    def test_what_was_decided_meanwhile_is_told(self, response):
        subscription = asked(response)
        decide(response, Action.HOLD)
        last = decide(response, Action.APPROVE)
        confirm(confirming.sign(subscription.key))
        assert Message.objects.get(kind=MessageKind.DECIDED).decision == last

    def test_what_was_decided_before_is_not(self, response):
        decide(response, Action.APPROVE)
        agreed(response)
        assert kinds() == []


class TestTelling:
    def test_each_decision_once(self, response):
        agreed(response)
        decisions = [decide(response, action) for action in (Action.HOLD, Action.RELEASE, Action.APPROVE)]
        assert [each.decision for each in Message.objects.select_related("decision")] == decisions

    def test_not_of_what_the_author_does(self, response):
        agreed(response)
        make_revision(response, text="Other words than those before.")
        decide(response, Action.REVISE)
        assert kinds() == []

    def test_not_of_what_was_rolled_back(self, response):
        agreed(response)
        with transaction.atomic():
            decide(response, Action.APPROVE)
            transaction.set_rollback(True)
        assert kinds() == []

    def test_without_a_mail_server_nothing_is_kept_for_later(self, response, settings):
        agreed(response)
        settings.OFFERS_MAIL = False
        decide(response, Action.APPROVE)
        assert kinds() == []

    def test_queries(self, response, settings, django_assert_num_queries):
        decision = decide(response, Action.HOLD)
        with django_assert_num_queries(1):
            tell_author(decision)
        subscription = agreed(response)
        with django_assert_num_queries(3):
            tell_author(decision)
        assert subscription.messages.count() == 1
        settings.OFFERS_MAIL = False
        with django_assert_num_queries(0):
            tell_author(decision)


class TestForgetting:
    @pytest.mark.parametrize("action", [Action.WITHDRAW, Action.ERASE])
    @pytest.mark.parametrize("offers_mail", [True, False])
    def test_at_once_where_there_is_nothing_more_to_tell(self, response, settings, action, offers_mail):
        agreed(response)
        decide(response, Action.HOLD)
        settings.OFFERS_MAIL = offers_mail
        decide(response, action)
        assert (Subscription.objects.count(), Message.objects.count()) == (0, 0)

    @pytest.mark.parametrize(
        ("actions", "after"),
        [
            ([Action.HOLD], None),
            ([Action.RETURN], None),
            ([Action.SECURE], None),
            ([Action.APPROVE], TELL_FOR),
            ([Action.APPROVE, Action.REMOVE], TELL_FOR),
            ([Action.REJECT], TELL_FOR),
            ([Action.REJECT, Action.UNDO], None),
            ([Action.REJECT, Action.APPEAL], None),
            ([Action.REJECT, Action.APPEAL, Action.UPHOLD], timedelta(0)),
            ([Action.REJECT, Action.APPEAL, Action.REVERSE], TELL_FOR),
        ],
    )
    def test_when_all_is_told(self, response, actions, after):
        agreed(response)
        decisions = [decide(response, action) for action in actions]
        expected = None if after is None else decisions[-1].at + after
        assert Subscription.objects.get().ends_at == expected

    def test_asked_for_after_the_decision_it_ends_too(self, response):
        decide(response, Action.REJECT)
        subscription = agreed(response)
        assert subscription.ends_at == subscription.confirmed_at + TELL_FOR

    def test_after_the_last_message_and_not_before(self, response):
        agreed(response)
        for action in (Action.REJECT, Action.APPEAL, Action.UPHOLD):
            decide(response, action)
        assert forget_what_is_over(timezone.now()) == 0
        assert send_due().sent == 2
        assert Subscription.objects.count() == 0

    def test_an_address_that_does_not_agree(self, response):
        now = asked(response).asked_at
        assert forget_what_is_over(now + CONFIRM_WITHIN - timedelta(seconds=1)) == 0
        assert forget_what_is_over(now + CONFIRM_WITHIN) == 1
        assert (Subscription.objects.count(), Message.objects.count()) == (0, 0)

    def test_by_the_link_in_each_message(self, response):
        agreed(response)
        decide(response, Action.HOLD)
        send_due()
        decide(response, Action.RELEASE)
        token = link(mail.outbox[0].body, "stop")
        assert find_to_stop(token).response_id == response.pk
        stop(token)
        assert (Subscription.objects.count(), Message.objects.count()) == (0, 0)
        for read in (find_to_stop, stop):
            with pytest.raises(NoSuchLink):
                read(token)

    def test_by_no_other_link(self, response):
        key = agreed(response).key
        for forged in (key, confirming.sign(key), stopping.sign(key[::-1])):
            with pytest.raises(NoSuchLink):
                stop(forged)
        assert Subscription.objects.count() == 1

    def test_at_the_receipt_and_no_others(self, response):
        agreed(response)
        other = make_response(response.work)
        agreed(other)
        forget(response.pk)
        assert Subscription.objects.get().response_id == other.pk
