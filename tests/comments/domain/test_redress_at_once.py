"""Appeals, flags and redactions from several sides at once, on the engine as it is in production."""

from functools import partial

import pytest

from comments.domain.lifting import lift_redaction
from comments.domain.moderation import Actor, Refused
from comments.domain.redactions import (
    accept_redaction,
    propose_redaction,
    refuse_redaction,
)
from comments.enums import Action, ItemKind, Role, Status
from comments.models import Decision, Item, ItemCount, Response
from tests.at_once import at_once as together
from tests.factories import (
    decide,
    make_debate,
    make_flag,
    make_response,
    make_work,
    redaction_of,
)

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 3
TEXT = "Ines, who lives at the mill, digs the well of those who drink."
at_once = partial(together, refusals=Refused)


def moderator(number: int) -> Actor:
    return Actor(Role.MODERATOR, number, f"moderator {number}")


@pytest.fixture
def work():
    return make_work(make_debate())


def counted() -> None:
    """The counts of what waits are what waits."""
    for kind in ItemKind:
        counts = ItemCount.objects.filter(kind=kind)
        is_open = Item.objects.open().filter(kind=kind).count()
        assert sum(counts.values_list("number", flat=True)) == is_open


def kinds(results) -> tuple[str, ...]:
    return tuple("refused" if isinstance(each, Refused) else "done" for each in results)


def test_a_flag_that_holds_against_a_removal_leaves_one_of_both_and_their_order(work):
    for _ in range(TIMES):
        parent = make_response(work, status=Status.PUBLISHED)
        response = make_response(parent, status=Status.PUBLISHED)
        for net in ("10.0.1.1", "10.0.2.1"):
            make_flag(response, sender=net)
        at_once(
            partial(make_flag, response, sender="10.0.3.1"),
            partial(decide, response, Action.REMOVE, by=moderator(1)),
            partial(decide, parent, Action.REMOVE, by=moderator(2)),
        )
        response.refresh_from_db()
        assert response.status in (Status.HELD, Status.REMOVED)
        last = Decision.objects.filter(response=response).latest("id")
        assert last.new_status == response.status
    counted()


def test_an_author_answers_once_while_moderators_take_it_back(work):
    for _ in range(TIMES):
        response = make_response(work, text=TEXT, status=Status.PUBLISHED)
        proposal = redaction_of(response, "lives at the mill")
        redaction = propose_redaction(response_id=response.pk, by=moderator(1), proposal=proposal)
        how = {"response_id": response.pk, "redaction_id": redaction.pk}
        results = at_once(
            partial(accept_redaction, **how),
            partial(refuse_redaction, **how),
            partial(lift_redaction, by=moderator(2), note="", **how),
        )
        accepted, refused, _ = kinds(results)
        assert (accepted, refused) != ("done", "done")
        redaction.refresh_from_db()
        response = Response.objects.select_related("current").get(pk=response.pk)
        assert (redaction.state == "accepted") == (accepted == "done")
        assert ("mill" in response.current.text) == (accepted == "refused")
        waits = Item.objects.open().filter(response=response, kind=ItemKind.REDACTION).exists()
        assert waits == (redaction.state == "refused")
    counted()
