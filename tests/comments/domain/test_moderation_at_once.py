"""Several moderators at once, each on a connection of their own, on the engine as it is in production."""

from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest

from comments.domain.moderation import Actor, Refused, change_status
from comments.domain.tallies import scopes_of
from comments.enums import Action, Reason, Role, Status
from comments.models import Decision, Response, Tally
from tests.at_once import at_once as together
from tests.factories import decide, make_debate, make_response, make_work

pytestmark = pytest.mark.django_db(transaction=True)

ITEMS = 4
at_once = partial(together, refusals=Refused)


def deciding(response: Response, action: Action, user_id: int) -> Callable[[], Decision]:
    """What a moderator sends who has seen ``response`` as it is given."""
    return lambda: change_status(
        response_id=response.pk,
        action=action,
        by=Actor(Role.EDITOR, user_id, f"moderator {user_id}"),
        seen_digest=response.current.digest,
        seen_status=Status(response.status),
        reason=Reason.OFF_TOPIC if action == Action.REMOVE else Reason.NONE,
    )


def counted(response: Response) -> None:
    """Reply counts and tallies say what the rows say."""
    for row in Response.objects.all():
        below = Response.objects.published().filter(path__startswith=row.path).exclude(pk=row.pk)
        assert row.reply_count == below.count()
    for tally in Tally.objects.filter(scope__in=scopes_of(response)):
        assert tally.responses == Response.objects.published().count()
        assert tally.threads == Response.objects.published().values("root").distinct().count()


def test_a_reply_is_never_published_under_a_response_unpublished_at_the_same_time():
    work = make_work(make_debate())
    outcomes = Counter()
    for _ in range(ITEMS):
        parent = make_response(work, status=Status.PUBLISHED)
        reply = make_response(parent)
        approved, undone = at_once(deciding(reply, Action.APPROVE, 1), deciding(parent, Action.UNDO, 2))
        outcomes[type(approved).__name__, type(undone).__name__] += 1
        parent.refresh_from_db()
        reply.refresh_from_db()
        assert (parent.status, reply.status) in {("published", "published"), ("pending", "pending")}
    assert set(outcomes) <= {("Decision", "Refused"), ("Refused", "Decision")}
    assert outcomes.total() == ITEMS
    counted(parent)


def test_a_reply_approved_against_its_parent_removed_keeps_their_order():
    work = make_work(make_debate())
    for _ in range(ITEMS):
        parent = make_response(work, status=Status.PUBLISHED)
        reply = make_response(parent)
        approved, removed = at_once(deciding(reply, Action.APPROVE, 1), deciding(parent, Action.REMOVE, 2))
        assert isinstance(removed, Decision)
        if isinstance(approved, Decision):
            assert approved.pk < removed.pk
        else:
            assert Response.objects.get(pk=reply.pk).status == Status.PENDING
    counted(parent)


def test_decisions_all_over_a_thread_wait_for_each_other_but_never_in_a_circle():
    work = make_work(make_debate())
    chain = [make_response(work, status=Status.PUBLISHED)]
    for _ in range(4):
        chain.append(make_response(chain[-1], status=Status.PUBLISHED))
    for _ in range(2):
        pending = [make_response(above) for above in chain]
        results = at_once(*(deciding(response, Action.APPROVE, 1) for response in pending))
        assert all(isinstance(result, Decision) for result in results)
        for response in pending[:2]:
            decide(response, Action.UNDO, by=Actor(Role.EDITOR, 1, "one"))
    counted(chain[0])
