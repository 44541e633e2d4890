"""Everything that is counted, while many write under one response at the same time."""

from collections.abc import Callable

import pytest
from django.core.management import call_command

from comments.domain.moderation import Refused
from comments.enums import Action, Status
from comments.models import Response, StatusCount
from tests.at_once import at_once
from tests.factories import decide, make_debate, make_response, make_work

pytestmark = pytest.mark.django_db(transaction=True)
#: What each writer does to each of its responses, one after the other.
ACTS = (
    (Action.APPROVE,),
    (Action.APPROVE, Action.REMOVE),
    (Action.APPROVE, Action.UNDO),
    (Action.HOLD,),
    (Action.REJECT,),
    (),
)


def writing(above: Response, writer: int) -> Callable[[], None]:
    """Posts a reply for each of ``ACTS``, and a reply to that, and has them decided on."""

    def write() -> None:
        for number, acts in enumerate(ACTS):
            reply = make_response(above, text=f"Writer {writer} says the {number}th thing of the well.")
            for act in acts:
                decide(reply, act)
            if acts == (Action.APPROVE,):
                decide(make_response(reply, text=f"Writer {writer} adds to it."), Action.APPROVE)

    return write


def test_all_counts_are_right_after_many_have_posted_and_decided_under_one_response():
    top = make_response(make_work(make_debate()), status=Status.PUBLISHED)
    assert at_once(*(writing(top, number) for number in range(4)), refusals=Refused) == [None] * 4
    call_command("verify", verbosity=0)
    top.refresh_from_db()
    assert top.reply_count == 4 * 2
    counted = dict(StatusCount.objects.exclude(number=0).values_list("status", "number"))
    assert counted == {"published": 9, "pending": 8, "removed": 4, "held": 4, "rejected": 4}
