"""What is sent back has its words marked, in the revision that was read."""

import pytest

from comments.domain.moderation import Actor, Refused, Stale
from comments.domain.returning import send_back
from comments.enums import Reason, Role, Status
from comments.models import Decision, DecisionMark, Response
from tests.factories import make_debate, make_response, make_revision, make_work

pytestmark = pytest.mark.django_db
TEXT = "The well is dug by those who *drink* from it, and by nobody else."


@pytest.fixture
def response():
    return make_response(make_work(make_debate()), text=TEXT)


def send(response, **more):
    return send_back(
        response_id=response.pk,
        by=Actor(Role.MODERATOR, 0, "desk"),
        seen_digest=response.current.digest,
        seen_status=Status(response.status),
        reason=Reason.SOURCE,
        **more,
    )


def test_marks_are_places_in_the_words_that_were_read(response):
    decision = send(response, passages="nobody else\nthose who drink", note="Who says so?")
    assert (decision.action, decision.new_status, decision.note) == ("return", "returned", "Who says so?")
    marked = [TEXT[mark.start : mark.end] for mark in decision.marks.order_by("start")]
    assert marked == ["those who *drink", "nobody else"]


def test_a_note_is_enough(response):
    assert send(response, note="Which edition?").marks.count() == 0


def test_neither_marks_nor_a_note_say_nothing(response):
    with pytest.raises(Refused, match="Say what is to be changed"):
        send(response, passages=" \n", note=" ")
    assert Response.objects.get().status == "pending"


def test_words_that_do_not_stand_there_send_nothing_back(response):
    with pytest.raises(Refused, match="“a spade”"):
        send(response, passages="a spade")
    assert (Response.objects.get().status, Decision.objects.count()) == ("pending", 0)


def test_other_words_meanwhile_are_stale_and_nothing_is_marked(response):
    make_revision(response, text="Other words that were sent meanwhile.")
    with pytest.raises(Stale):
        send(response, passages="nobody else")
    assert DecisionMark.objects.count() == 0
