"""The one writer of statuses: what it writes and what it refuses."""

import hashlib

import pytest

from comments import rules
from comments.domain.moderation import AUTHOR, Actor, Refused, Stale, change_status
from comments.enums import Action, Reason, Role, Status
from comments.models import Decision, Response
from tests.factories import (
    actor,
    decide,
    make_response,
    make_revision,
)

pytestmark = pytest.mark.django_db


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
        "note_digest",
        "rule",
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
        "note_digest": "",
        "rule": "",
        "role": "moderator",
        "actor_id": asta.pk,
        "actor_name": "asta",
        "revision": 1,
        "revision_digest": response.current.digest,
        "policy_version": rules.FIRST_POLICY_VERSION,
    }


def test_rejecting_keeps_reason_and_note(work, asta):
    decision = decide(
        make_response(work), Action.REJECT, by=actor(asta), reason=Reason.SOURCE, note=" No page given. "
    )
    assert (decision.reason, decision.note) == ("source", "No page given.")
    salt = decision.written.salt
    assert len(salt) == 32
    assert decision.note_digest == hashlib.sha256(f"{salt}No page given.".encode()).hexdigest()


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
