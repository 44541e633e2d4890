"""That something is asked is told by e-mail, without a word of it."""

import pytest
from django.core import mail

from comments.domain.appeals import add_message
from comments.domain.erasing import ask_for_erasure, decline_erasure
from comments.domain.mailing import send_due
from comments.domain.moderation import AUTHOR
from comments.domain.redactions import propose_redaction, redact_at_once
from comments.enums import Action, MessageKind, Role
from comments.models import Message
from tests.comments.domain.telling import agreed, asked
from tests.factories import (
    actor,
    decide,
    make_appeal,
    make_debate,
    make_response,
    make_user,
    make_work,
    redaction_of,
)

pytestmark = pytest.mark.django_db
WORDS = "Which half do you mean?"


@pytest.fixture(autouse=True)
def mail_server(settings):
    settings.OFFERS_MAIL = True


@pytest.fixture
def response():
    return make_response(make_work(make_debate()), text="Ines, who lives at the mill, digs it.")


@pytest.fixture
def moderator():
    return actor(make_user("asta"))


def sent():
    """Subjects of what is sent now; nothing that anybody wrote is in them or below."""
    mail.outbox.clear()
    send_due()
    for each in mail.outbox:
        assert not any(words in each.body for words in (WORDS, "Ines", "A name."))
    return [each.subject for each in mail.outbox]


def something(response):
    return f"There is something for you to read about your response R {response.pk}"


def appealed(response):
    decide(response, Action.REJECT)
    make_appeal(response)
    agreed(response)


def test_a_moderators_question_in_an_appeal(response, moderator):
    appealed(response)
    add_message(response_id=response.pk, by=AUTHOR, text="And one thing more.")
    assert Message.objects.count() == 0
    add_message(response_id=response.pk, by=moderator, text=WORDS)
    add_message(response_id=response.pk, by=moderator, text=WORDS)
    add_message(response_id=response.pk, by=moderator, text="Or do you mean the whole?")
    assert list(Message.objects.values_list("kind", flat=True)) == [MessageKind.ASKED]
    assert sent() == [something(response)]
    add_message(response_id=response.pk, by=moderator, text="And again.")
    assert sent() == [something(response)]


def test_what_is_being_sent_does_not_stand_for_what_is_asked_after(response, moderator):
    appealed(response)
    add_message(response_id=response.pk, by=moderator, text=WORDS)
    Message.objects.update(tries=1)
    add_message(response_id=response.pk, by=moderator, text="And again.")
    assert Message.objects.count() == 2


def test_a_proposal_to_withhold_words_and_words_withheld_at_once(response, moderator):
    agreed(response)
    proposal = redaction_of(response, "Ines", "A name.")
    propose_redaction(response_id=response.pk, by=moderator, proposal=proposal)
    assert sent() == [something(response)]
    redact_at_once(response_id=response.pk, by=moderator, proposal=proposal)
    assert sent() == [something(response)]


def test_a_demand_for_erasure_that_is_declined(response):
    agreed(response)
    ask_for_erasure(response_id=response.pk)
    administrator = actor(make_user("ada", Role.ADMINISTRATOR), Role.ADMINISTRATOR)
    decline_erasure(response_id=response.pk, by=administrator, why=WORDS)
    assert sent() == [something(response)]


def test_nobody_is_told_who_has_not_agreed(response, moderator, settings):
    asked(response)
    decide(response, Action.APPROVE)
    proposal = redaction_of(response, "Ines")
    propose_redaction(response_id=response.pk, by=moderator, proposal=proposal)
    assert list(Message.objects.values_list("kind", flat=True)) == [MessageKind.CONFIRM]
    settings.OFFERS_MAIL = False
