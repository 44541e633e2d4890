"""What is mailed, how often, and what is left of it."""

import io
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from comments.domain.mailing import WAITS, Outcome, send_due
from comments.domain.notifying import confirm, confirming, stop, stopping
from comments.enums import Action, Reason
from comments.models import Message, Subscription
from masslinesite.logging import mask
from tests.at_once import at_once
from tests.comments.domain.mail_servers import Killed
from tests.comments.domain.telling import ADDRESS, CODE, SITE, age, agreed, asked, link
from tests.factories import decide, make_debate, make_response, make_work

SERVERS = "tests.comments.domain.mail_servers"
ONE_DB = pytest.mark.django_db
REAL_DB = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def mail_server(settings):
    settings.OFFERS_MAIL = True
    settings.DEFAULT_FROM_EMAIL = "no-reply@reading.example"


@pytest.fixture
def response():
    return make_response(make_work(make_debate()), text="Words of the xylograph.", name="Xylograph")


def decided(response, **given):
    """A decision on it, told to its author by the message that comes back."""
    agreed(response, **given)
    decide(response, Action.REJECT, reason=Reason.PERSON, note="A note of the xylograph.")
    send_due()
    return mail.outbox[-1]


@ONE_DB
class TestWhatIsSaid:
    def test_to_the_address_that_is_asked(self, response):
        asked(response)
        send_due()
        (message,) = mail.outbox
        assert (message.to, message.from_email) == ([ADDRESS], "no-reply@reading.example")
        assert message.subject == "Do you want messages from reading.example?"
        assert f"R {response.pk}" not in message.subject + message.body
        assert "xylograph" not in str(message.message()).lower()

    def test_of_a_decision(self, response):
        message = decided(response)
        assert message.to == [ADDRESS]
        assert message.subject == f"Your response R {response.pk} has been decided on"
        assert f"{SITE}/receipts/\n" in message.body
        for untold in ("xylograph", "reject", "not published", "person"):
            assert untold not in str(message.message()).lower()

    def test_the_receipt_only_where_it_is_wanted(self, response):
        assert "receipts/aaaa" not in decided(response).body
        assert f"{SITE}/receipts/{CODE}/\n" in decided(make_response(response.work), code=CODE).body

    def test_each_holds_the_way_to_end_them(self, response):
        headers = decided(response).message()
        token = link(headers["List-Unsubscribe"], "stop")
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert headers["Auto-Submitted"] == "auto-generated"
        stop(token)
        assert Subscription.objects.count() == 0


@ONE_DB
class TestSending:
    def test_each_once(self, response):
        agreed(response)
        for action in (Action.HOLD, Action.RELEASE, Action.APPROVE):
            decide(response, action)
        assert send_due() == Outcome(sent=3)
        assert send_due() == Outcome()
        assert (len(mail.outbox), Message.objects.count(), Subscription.objects.count()) == (3, 0, 1)

    def test_what_is_refused_is_tried_again_ever_later_and_then_given_up(self, response, settings, caplog):
        settings.EMAIL_BACKEND = f"{SERVERS}.Refusing"
        now = asked(response).asked_at
        age(Subscription.objects.get(), hours=-100)
        for wait in WAITS[:-1]:
            assert send_due(now) == Outcome(failed=1)
            assert send_due(now + wait - timedelta(seconds=1)) == Outcome()
            now += wait
        assert send_due(now) == Outcome(given_up=1)
        assert (Subscription.objects.count(), Message.objects.count()) == (0, 0)
        logged = [mask(None, "", dict(record.msg)) for record in caplog.records]
        assert [(each["event"], each["error"], each["tries"]) for each in logged] == [
            ("mail_not_sent", "SMTPRecipientsRefused", number + 1) for number in range(len(WAITS))
        ]
        assert "example.org" not in caplog.text

    def test_who_is_killed_after_sending_costs_one_duplicate(self, response, settings):
        agreed(response)
        now = decide(response, Action.APPROVE).at
        working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{SERVERS}.KilledAfterwards"
        with pytest.raises(Killed):
            send_due()
        settings.EMAIL_BACKEND = working
        assert send_due() == Outcome()
        assert send_due(now + WAITS[0] + timedelta(minutes=1)) == Outcome(sent=1)
        assert send_due(now + timedelta(days=3)) == Outcome()
        first, second = mail.outbox
        assert first.message()["Message-ID"] == second.message()["Message-ID"]

    def test_an_address_that_cannot_be_read_any_more_is_deleted(self, response, settings):
        agreed(response)
        decide(response, Action.HOLD)
        settings.SECRET_KEY = "another secret key, as long as the one that it was sealed under was"
        assert send_due() == Outcome(given_up=1)
        assert Subscription.objects.count() == 0

    def test_by_command(self, response, settings):
        asked(response)
        assert told_by_command() == "mail: 1 sent, 0 to be tried again, 0 given up\n"
        settings.OFFERS_MAIL = False
        age(Subscription.objects.get(), hours=49)
        assert told_by_command() == "mail: no mail server is set (EMAIL_URL); 1 addresses deleted\n"


def told_by_command():
    out = io.StringIO()
    call_command("send_mail", stdout=out)
    return out.getvalue()


@REAL_DB
def test_of_two_senders_that_have_read_the_same_message_one_sends_it():
    asked(make_response(make_work(make_debate())))
    both = Barrier(2, timeout=60)

    def take_together(execute, sql, params, many, context):
        """Both have read before one takes it, and both have tried before one sends it."""
        if not sql.startswith('UPDATE "comments_message"'):
            return execute(sql, params, many, context)
        both.wait()
        taken = execute(sql, params, many, context)
        both.wait()
        return taken

    def send():
        with connection.execute_wrapper(take_together):
            return send_due()

    outcomes = at_once(send, send, refusals=())
    assert sorted(outcome.sent for outcome in outcomes) == [0, 1]
    assert [message.to for message in mail.outbox] == [[ADDRESS]]
    assert Message.objects.count() == 0


@REAL_DB
def test_ending_the_messages_and_a_decision_at_once_leave_a_decision_and_nothing_to_send():
    work = make_work(make_debate())
    for _ in range(6):
        response = make_response(work)
        token = stopping.sign(agreed(response).key)
        decision, _ = at_once(
            lambda r=response: decide(r, Action.APPROVE), lambda t=token: stop(t), refusals=()
        )
        assert decision.response_id == response.pk
    assert (Subscription.objects.count(), Message.objects.count()) == (0, 0)


@REAL_DB
def test_agreeing_and_a_decision_at_once_tell_of_it_once():
    work = make_work(make_debate())
    for _ in range(6):
        response = make_response(work)
        token = confirming.sign(asked(response).key)
        send_due()
        _, decision = at_once(
            lambda t=token: confirm(t), lambda r=response: decide(r, Action.HOLD), refusals=()
        )
        assert [each.decision for each in Message.objects.filter(subscription__response=response)] == [
            decision
        ]


@REAL_DB
def test_the_address_is_nowhere_in_clear():
    response = make_response(make_work(make_debate()))
    agreed(response, code=CODE)
    decide(response, Action.HOLD)
    assert Message.objects.count() == 1
    kept = everything_stored()
    assert "has been decided" not in kept
    for secret in (ADDRESS, "ines.of", CODE, CODE.replace("-", "").upper()):
        assert secret not in kept
    assert f"{SITE}" in kept


def everything_stored() -> str:
    """Every row of every table, and on SQLite the files too, with what is only left over in them."""
    rows = [str(row) for model in apps.get_models() for row in model.objects.values_list()]
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        rows += [each.read_bytes().decode("latin-1") for each in path.parent.glob(f"{path.name}*")]
    return "\n".join(rows)


@REAL_DB
def test_nothing_is_left_of_an_address_that_was_deleted():
    response = make_response(make_work(make_debate()))
    sealed = agreed(response).address
    assert sealed in everything_stored()
    decide(response, Action.WITHDRAW)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert sealed not in everything_stored()


@ONE_DB
def test_queries_grow_by_the_message(django_assert_num_queries):
    work = make_work(make_debate())
    asked(make_response(work))
    # What is over, twice; what is due; a message is read, taken and deleted.
    with django_assert_num_queries(3 + 3):
        send_due(timezone.now())
    for number in range(3):
        asked(make_response(work), address=f"reader-{number}@example.org")
    with django_assert_num_queries(3 + 3 * 3):
        send_due(timezone.now())
