"""Author and moderators at once on one published response: exactly one outcome, the others are told."""

from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest

from comments.domain import verifying
from comments.domain.drafts import make_draft
from comments.domain.edits import accept_edit, edit_response, refuse_edit
from comments.domain.moderation import Actor, Refused, Stale, change_status
from comments.domain.posting import withdraw_response
from comments.enums import Action, ItemKind, Reason, Role, Status
from comments.models import Decision, Item, ItemCount, Response, Revision
from comments.queries.stances import NONE
from tests.at_once import at_once as together
from tests.factories import make_debate, make_edit, make_response, make_work

pytestmark = pytest.mark.django_db(transaction=True)

ITEMS = 5
ONE, OTHER = "Words that one tab has sent.", "Words that another tab has sent."
at_once = partial(together, refusals=Refused)


class Case:
    """A published response as everybody has seen it, with an edit of it that waits where ``edited``."""

    def __init__(self, work, edited: bool) -> None:
        response = make_response(work, status=Status.PUBLISHED)
        self.edit = make_edit(response) if edited else None
        self.response = Response.objects.select_related("current").get(pk=response.pk)
        self.before = Decision.objects.filter(response=response).count()

    def edited(self, text: str) -> Callable[[], object]:
        draft = make_draft(name="Ines", stance=NONE, text=text, reserved=[])
        seen = (self.edit or self.response.current).digest
        return lambda: edit_response(response_id=self.response.pk, seen_digest=seen, draft=draft)

    def decided(self, action: Action) -> Callable[[], object]:
        return lambda: change_status(
            response_id=self.response.pk,
            action=action,
            by=Actor(Role.MODERATOR, 1, "one"),
            seen_digest=self.response.current.digest,
            seen_status=Status.PUBLISHED,
            seen_edit=self.edit.pk if self.edit else 0,
            reason=Reason.OFF_TOPIC,
        )

    def withdrawn(self) -> Callable[[], object]:
        return lambda: withdraw_response(
            response_id=self.response.pk,
            seen_digest=self.response.current.digest,
            seen_status=Status.PUBLISHED,
        )

    def accepted(self) -> Callable[[], object]:
        by = Actor(Role.MODERATOR, 2, "two")
        return lambda: accept_edit(response_id=self.response.pk, by=by, seen_digest=self.edit.digest)

    def refused(self) -> Callable[[], object]:
        by = Actor(Role.MODERATOR, 3, "three")
        return lambda: refuse_edit(
            response_id=self.response.pk, by=by, seen_digest=self.edit.digest, reason=Reason.PERSON
        )


#: Whether an edit waits, and two who do something at the same moment.
RACES = {
    "edit against remove": (False, lambda case: (case.edited(ONE), case.decided(Action.REMOVE))),
    "edit against hold": (True, lambda case: (case.edited(ONE), case.decided(Action.HOLD))),
    "edit against edit": (False, lambda case: (case.edited(ONE), case.edited(OTHER))),
    "withdraw against remove": (False, lambda case: (case.withdrawn(), case.decided(Action.REMOVE))),
    "accept against refuse": (True, lambda case: (case.accepted(), case.refused())),
    "accept against remove": (True, lambda case: (case.accepted(), case.decided(Action.REMOVE))),
    "withdraw against accept": (True, lambda case: (case.withdrawn(), case.accepted())),
}


@pytest.mark.parametrize("race", RACES)
def test_of_two_at_once_one_is_done_and_the_other_told(race):
    edited, make_jobs = RACES[race]
    work, done = make_work(make_debate()), Counter()
    for _ in range(ITEMS):
        case = Case(work, edited)
        results = at_once(*make_jobs(case))
        told = [type(result) for result in results if isinstance(result, Refused)]
        assert told == [Stale]
        assert Decision.objects.filter(response=case.response).count() == case.before + 1
        done[[type(result) is Stale for result in results].index(False)] += 1
    assert done.total() == ITEMS
    faults = [fault for _, find in verifying.CHECKS for fault in find()]
    assert faults == []
    waiting = Item.objects.open().filter(kind=ItemKind.EDIT).count()
    assert waiting == Response.objects.exclude(proposed=None).count()
    assert sum(ItemCount.objects.filter(pk=ItemKind.EDIT).values_list("number", flat=True)) == waiting


def test_a_further_edit_against_the_first_accepted_comes_before_it_or_after():
    work = make_work(make_debate())
    for _ in range(ITEMS):
        case = Case(work, edited=True)
        further, accepted = at_once(case.edited(ONE), case.accepted())
        row = Response.objects.get(pk=case.response.pk)
        assert row.proposed == further
        if isinstance(accepted, Decision):
            assert row.current == case.edit
        else:
            assert (type(accepted), row.current) == (Stale, case.response.current)
    assert [fault for _, find in verifying.CHECKS for fault in find()] == []


def test_four_edits_at_once_leave_one_and_every_number_once():
    case = Case(make_work(make_debate()), edited=False)
    results = at_once(*(case.edited(f"Words of the tab that has number {n}.") for n in range(4)))
    (revision,) = (result for result in results if isinstance(result, Revision))
    assert Response.objects.get(pk=case.response.pk).proposed == revision
    assert list(case.response.revisions.values_list("number", flat=True)) == [1, 2]
