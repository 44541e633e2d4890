"""The one writer of statuses: what it writes, what it refuses, what it counts."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments import append_only, rules
from comments.domain import moderation
from comments.domain.moderation import AUTHOR, Actor, Refused, Stale, change_status
from comments.enums import Action, Reason, Role, Status
from comments.models import Decision, Response, Tally
from essays.models import Block
from tests.factories import (
    actor,
    decide,
    make_debate,
    make_formulation,
    make_question,
    make_response,
    make_revision,
    make_user,
    make_work,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return make_work(make_debate())


@pytest.fixture
def asta():
    return make_user("asta")


@pytest.fixture
def bo():
    return make_user("bo")


def counts(response: Response) -> int:
    return Response.objects.get(pk=response.pk).reply_count


def tallies() -> dict[str, tuple[int, int]]:
    return {row.scope: (row.responses, row.threads) for row in Tally.objects.all()}


def test_approving_publishes_and_records_the_decision(work, asta):
    response = make_response(work)
    decision = decide(response, Action.APPROVE, by=actor(asta))
    response.refresh_from_db()
    assert response.status == Status.PUBLISHED
    assert response.published_at == decision.at
    assert Decision.objects.values(
        "response_id",
        "old_status",
        "new_status",
        "action",
        "reason",
        "note",
        "role",
        "actor_id",
        "actor_name",
        "revision",
        "revision_digest",
        "policy_version",
    ).get() == {
        "response_id": response.pk,
        "old_status": "pending",
        "new_status": "published",
        "action": "approve",
        "reason": "",
        "note": "",
        "role": "moderator",
        "actor_id": asta.pk,
        "actor_name": "asta",
        "revision": 1,
        "revision_digest": response.current.digest,
        "policy_version": rules.POLICY_VERSION,
    }


def test_rejecting_keeps_reason_and_note(work, asta):
    decision = decide(
        make_response(work), Action.REJECT, by=actor(asta), reason=Reason.SOURCE, note=" No page given. "
    )
    assert (decision.reason, decision.note) == ("source", "No page given.")


@pytest.mark.parametrize("action", [Action.HOLD, Action.REJECT])
def test_a_decision_against_the_author_needs_a_reason(work, asta, action):
    response = make_response(work)
    with pytest.raises(Refused) as refusal:
        change_status(
            response_id=response.pk,
            action=action,
            by=actor(asta),
            seen_digest=response.current.digest,
            seen_status=Status.PENDING,
        )
    assert refusal.value.message == "Choose a reason: the author is told why."
    assert Decision.objects.count() == 0


@pytest.mark.parametrize(
    ("by", "action"),
    [
        (AUTHOR, Action.APPROVE),
        (AUTHOR, Action.UNDO),
        (Actor(Role.READER, 7, "reader"), Action.APPROVE),
        (Actor(Role.MODERATOR, 7, "m"), Action.WITHDRAW),
        (Actor(Role.EDITOR, 7, "e"), Action.REVISE),
    ],
)
def test_a_role_without_the_right_is_refused(work, by, action):
    with pytest.raises(Refused) as refusal:
        decide(make_response(work), action, by=by)
    assert refusal.value.message == "Your account cannot do this."
    assert Decision.objects.count() == 0


def test_a_pair_outside_the_table_is_refused(work):
    response = make_response(work, status=Status.REJECTED)
    with pytest.raises(Refused) as refusal:
        decide(response, Action.APPROVE)
    assert refusal.value.message == "A response that is rejected cannot be approved."


def test_the_author_revises_a_held_response_back_into_the_queue(work):
    response = make_response(work, status=Status.HELD)
    make_revision(response, text="With the page: 14.")
    decision = decide(response, Action.REVISE)
    assert (decision.old_status, decision.new_status, decision.revision) == ("held", "pending", 2)
    assert (decision.role, decision.actor_id, decision.actor_name) == ("author", None, "")


# What was seen


def test_a_status_that_changed_meanwhile_is_stale_and_says_what_happened(work, asta, bo):
    response = make_response(work)
    decide(response, Action.HOLD, by=actor(asta), reason=Reason.SOURCE)
    with pytest.raises(Stale) as stale:
        change_status(
            response_id=response.pk,
            action=Action.APPROVE,
            by=actor(bo),
            seen_digest=response.current.digest,
            seen_status=Status.PENDING,
        )
    assert stale.value.status == Status.HELD
    assert (stale.value.decision.actor_name, stale.value.decision.action) == ("asta", "hold")
    assert stale.value.revision.number == 1
    assert Decision.objects.count() == 1


def test_words_that_changed_meanwhile_are_stale_and_come_along(work, asta):
    response = make_response(work, text="The first words of it.")
    seen = response.current.digest
    make_revision(response, text="Other words, sent later.")
    with pytest.raises(Stale) as stale:
        change_status(
            response_id=response.pk,
            action=Action.APPROVE,
            by=actor(asta),
            seen_digest=seen,
            seen_status=Status.PENDING,
        )
    assert (stale.value.revision.number, stale.value.revision.text) == (2, "Other words, sent later.")
    assert stale.value.decision is None
    assert Response.objects.get().status == Status.PENDING


# Whose response


def test_nobody_decides_on_their_own_response(work, asta, bo):
    response = make_response(work, author=asta)
    with pytest.raises(Refused) as refusal:
        decide(response, Action.APPROVE, by=actor(asta))
    assert refusal.value.message == "You sent this response yourself, so somebody else decides on it."
    assert decide(response, Action.APPROVE, by=actor(bo)).new_status == Status.PUBLISHED


@pytest.mark.parametrize("action", [Action.APPROVE, Action.REJECT])
def test_nobody_decides_on_a_reply_to_their_own_response(work, asta, bo, action):
    reply = make_response(make_response(work, author=asta, status=Status.PUBLISHED))
    with pytest.raises(Refused) as refusal:
        decide(reply, action, by=actor(asta))
    assert refusal.value.message == (
        "It answers a response that you sent yourself, so somebody else decides on it."
    )
    assert decide(reply, action, by=actor(bo)).actor_name == "bo"


# Undo


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


# Threads and counts


@pytest.mark.parametrize("status", [s for s in Status if s != Status.PUBLISHED])
def test_a_reply_is_published_under_a_published_response_only(work, status):
    parent = make_response(work, status=status)
    reply = make_response(parent)
    with pytest.raises(Refused) as refusal:
        decide(reply, Action.APPROVE)
    assert refusal.value.message == (
        "The response that it answers is not published, so it cannot be published either."
    )
    assert decide(reply, Action.REJECT).new_status == Status.REJECTED


def test_replies_are_counted_by_every_response_above(work):
    top = make_response(work, status=Status.PUBLISHED)
    middle = make_response(top, status=Status.PUBLISHED)
    low = make_response(middle, status=Status.PUBLISHED)
    make_response(middle, status=Status.PENDING)
    assert [counts(r) for r in (top, middle, low)] == [2, 1, 0]
    decide(middle, Action.REMOVE)
    assert [counts(r) for r in (top, middle, low)] == [1, 1, 0]
    decide(low, Action.REMOVE)
    assert [counts(r) for r in (top, middle, low)] == [0, 0, 0]


def test_tallies_count_published_responses_and_threads_in_every_scope():
    debate = make_debate()
    work, formulation, question = make_work(debate), make_formulation(debate), make_question(debate)
    block = Block.objects.get(work=work, number=2)
    on_block = make_response(block, status=Status.PUBLISHED)
    make_response(on_block, status=Status.PUBLISHED)
    make_response(work, status=Status.PUBLISHED)
    make_response(formulation, status=Status.PUBLISHED)
    make_response(question, status=Status.PENDING)
    assert tallies() == {
        f"block:{block.pk}": (2, 1),
        f"debate:{debate.pk}": (4, 3),
        f"formulation:{formulation.pk}": (1, 1),
        f"work:{work.pk}": (3, 2),
    }


def test_what_is_not_published_is_counted_nowhere(work):
    top = make_response(work, status=Status.PUBLISHED)
    before = tallies()
    for status in (Status.PENDING, Status.HELD, Status.REJECTED, Status.WITHDRAWN, Status.REMOVED):
        make_response(top, status=status)
    assert counts(top) == 0
    assert tallies() == before == {f"debate:{work.debate_id}": (1, 1), f"work:{work.pk}": (1, 1)}


def test_a_refusal_leaves_the_counts_alone(work):
    parent = make_response(work, status=Status.PUBLISHED)
    decide(parent, Action.REMOVE)
    before = tallies()
    with pytest.raises(Refused):
        decide(make_response(parent), Action.APPROVE)
    assert tallies() == before


def spent(response: Response, action: Action, **how: object) -> int:
    """Queries of one decision, without those of looking the response up and of the transaction."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        decide(response, action, **how)
    return len([q for q in queries if "SAVEPOINT" not in q["sql"]]) - 1


def test_cost_of_a_decision(work):
    make_response(work, status=Status.PUBLISHED)
    assert spent(make_response(work), Action.REJECT) == 6
    assert spent(make_response(work), Action.APPROVE) == 8


@pytest.mark.parametrize("depth", [1, 3])
def test_cost_of_publishing_a_reply_does_not_grow_with_its_depth(work, depth):
    above = make_response(work, status=Status.PUBLISHED)
    for _ in range(depth - 1):
        above = make_response(above, status=Status.PUBLISHED)
    assert spent(make_response(above), Action.APPROVE) == 9
    assert spent(make_response(above), Action.REJECT) == 7


def test_the_write_finds_no_row_when_the_status_changed_after_it_was_read(work):
    """As where locks are not to be had: two callers have read the same status."""
    response = make_response(work)
    decide(response, Action.HOLD)
    with pytest.raises(Stale):
        moderation._write(response, Action.APPROVE, Status.PUBLISHED, AUTHOR, Reason.NONE, "")
    assert Response.objects.get().status == Status.HELD
    assert Decision.objects.count() == 1
