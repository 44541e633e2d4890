"""Taking a decision back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from comments import append_only, paths
from comments.domain.moderation import Refused
from comments.enums import Action, Role, Status
from comments.models import Decision, Response, Tally
from tests.factories import (
    actor,
    decide,
    make_response,
)

pytestmark = pytest.mark.django_db


def tallies() -> dict[str, tuple[int, int]]:
    return {row.scope: (row.responses, row.threads) for row in Tally.objects.all()}


def test_undo_brings_back_the_old_status_and_its_counts(work, asta):
    response = make_response(work)
    decide(response, Action.APPROVE, by=actor(asta))
    decide(response, Action.UNDO, by=actor(asta))
    response.refresh_from_db()
    assert (response.status, response.published_at) == (Status.PENDING, None)
    assert tallies() == {f"debate:{work.debate_id}": (0, 0), f"work:{work.pk}": (0, 0)}


def test_only_who_decided_or_an_editor_undoes(work, asta, bo):
    response = make_response(work)
    decide(response, Action.REJECT, by=actor(asta))
    with pytest.raises(Refused) as refusal:
        decide(response, Action.UNDO, by=actor(bo))
    assert refusal.value.message == "Only who made this decision, or an editor, can undo it."
    assert decide(response, Action.UNDO, by=actor(bo, Role.EDITOR)).new_status == Status.PENDING


def test_an_undo_is_not_undone(work, asta):
    response = make_response(work)
    decide(response, Action.REJECT, by=actor(asta))
    decide(response, Action.UNDO, by=actor(asta))
    with pytest.raises(Refused, match="nothing to undo"):
        decide(response, Action.UNDO, by=actor(asta))


@pytest.mark.parametrize(("hours", "undone"), [(23, True), (25, False)])
def test_undo_ends_after_a_day(work, asta, hours, undone):
    response = make_response(work)
    decision = decide(response, Action.REJECT, by=actor(asta))
    append_only.remove_triggers(connection)
    Decision.objects.filter(pk=decision.pk).update(at=timezone.now() - timedelta(hours=hours))
    append_only.install_triggers(connection)
    if undone:
        assert decide(response, Action.UNDO, by=actor(asta)).new_status == Status.PENDING
    else:
        with pytest.raises(Refused) as refusal:
            decide(response, Action.UNDO, by=actor(asta))
        assert refusal.value.message == "A decision can be undone within 24 hours, and this one is older."


def test_an_approval_with_published_replies_is_not_undone(work, asta):
    response = make_response(work)
    decide(response, Action.APPROVE, by=actor(asta))
    reply = make_response(response, status=Status.PUBLISHED)
    with pytest.raises(Refused, match="It has published replies"):
        decide(response, Action.UNDO, by=actor(asta))
    decide(reply, Action.REMOVE)
    assert decide(response, Action.UNDO, by=actor(asta)).new_status == Status.PENDING


def test_a_removal_is_undone_with_its_first_date(work, asta):
    response = make_response(work, status=Status.PUBLISHED)
    decide(response, Action.REMOVE, by=actor(asta))
    decide(response, Action.UNDO, by=actor(asta))
    after = Response.objects.get(pk=response.pk)
    assert (after.status, after.published_at) == (Status.PUBLISHED, response.published_at)


def test_a_removal_is_not_undone_under_a_removed_parent(work, asta):
    parent = make_response(work, status=Status.PUBLISHED)
    reply = make_response(parent, status=Status.PUBLISHED)
    decide(reply, Action.REMOVE, by=actor(asta))
    decide(parent, Action.REMOVE, by=actor(asta))
    with pytest.raises(Refused, match="not published"):
        decide(reply, Action.UNDO, by=actor(asta))


def test_a_reply_at_the_greatest_depth_counts_for_what_it_answers(work, asta):
    """There its path is a sibling's, so no count of replies tells of it."""
    parent = make_response(work, status=Status.PENDING)
    decide(parent, Action.APPROVE, by=actor(asta))
    deepest = paths.label(parent.pk) * paths.MAX_DEPTH
    Response.objects.filter(pk=parent.pk).update(path=deepest, depth=paths.MAX_DEPTH)
    reply = make_response(Response.objects.get(pk=parent.pk), status=Status.PUBLISHED)
    assert (reply.depth, Response.objects.get(pk=parent.pk).reply_count) == (paths.MAX_DEPTH, 0)
    with pytest.raises(Refused, match="It has published replies"):
        decide(parent, Action.UNDO, by=actor(asta))
    decide(parent, Action.REMOVE)
    decide(reply, Action.REMOVE, by=actor(asta))
    with pytest.raises(Refused, match="not published"):
        decide(reply, Action.UNDO, by=actor(asta))
