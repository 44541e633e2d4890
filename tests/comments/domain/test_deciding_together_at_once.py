"""Two moderators decide on the same rows together, at the same moment."""

from collections import Counter

import pytest

from comments.domain.deciding_together import Picked, Result, decide_together
from comments.domain.moderation import Actor, Refused
from comments.domain.recounting import find_wrong_item_counts
from comments.enums import Action, Reason, Role, Status
from comments.models import Decision
from tests.at_once import at_once
from tests.factories import make_debate, make_response, make_work

pytestmark = pytest.mark.django_db(transaction=True)
ITEMS = 4


def test_each_row_is_decided_once_and_the_other_is_told_of_each():
    work = make_work(make_debate())
    made = [make_response(work) for _ in range(ITEMS)]
    picked = [Picked(response.pk, response.current.digest) for response in made]

    def deciding(number: int, seen: list[Picked]) -> list[Result]:
        return decide_together(
            seen,
            status=Status.PENDING,
            action=Action.REJECT,
            by=Actor(Role.MODERATOR, number, f"moderator {number}"),
            reason=Reason.OFF_TOPIC,
        )

    # From either end, so that they meet in the middle.
    results = at_once(lambda: deciding(1, picked), lambda: deciding(2, picked[::-1]), refusals=Refused)
    outcomes = [result for each in results for result in each]
    assert Counter(result.decision is not None for result in outcomes) == {True: ITEMS, False: ITEMS}
    assert all("meanwhile, and is rejected now" in each.why for each in outcomes if each.decision is None)
    assert sorted(Decision.objects.values_list("response_id", flat=True)) == [each.pk for each in made]
    assert list(find_wrong_item_counts()) == []
