"""The tables of moderation, as truth tables."""

import itertools

import pytest

from comments import rules
from comments.enums import Action, Reason, Role, Status

#: Every pair that leads somewhere; whatever isn't written here is refused.
ALLOWED = {
    ("pending", "approve"): "published",
    ("pending", "hold"): "held",
    ("pending", "reject"): "rejected",
    ("pending", "revise"): "pending",
    ("pending", "withdraw"): "withdrawn",
    ("held", "approve"): "published",
    ("held", "release"): "pending",
    ("held", "reject"): "rejected",
    ("held", "revise"): "pending",
    ("held", "withdraw"): "withdrawn",
    ("published", "remove"): "removed",
}

#: (status now, old status and action of the last decision) that an undo takes back.
UNDONE = {
    ("published", "pending", "approve"),
    ("held", "pending", "hold"),
    ("rejected", "pending", "reject"),
    ("published", "held", "approve"),
    ("pending", "held", "release"),
    ("rejected", "held", "reject"),
    ("removed", "published", "remove"),
}

PLAIN = [action for action in Action if action != Action.UNDO]


@pytest.mark.parametrize(("status", "action"), list(itertools.product(Status, PLAIN)))
def test_every_pair_of_status_and_action_is_in_the_table_or_refused(status, action):
    if (status.value, action.value) in ALLOWED:
        assert rules.status_after(status, action) == ALLOWED[status.value, action.value]
    else:
        with pytest.raises(rules.NotAllowed):
            rules.status_after(status, action)


@pytest.mark.parametrize(("status", "old", "action"), list(itertools.product(Status, Status, Action)))
def test_undo_takes_back_a_moderators_decision_and_nothing_else(status, old, action):
    if (status.value, old.value, action.value) in UNDONE:
        assert rules.status_after(status, Action.UNDO, last=(old, action)) == old
    else:
        with pytest.raises(rules.NotAllowed):
            rules.status_after(status, Action.UNDO, last=(old, action))


def test_there_is_nothing_to_undo_without_a_decision():
    for status in Status:
        with pytest.raises(rules.NotAllowed):
            rules.status_after(status, Action.UNDO, last=None)


def test_a_refusal_says_so_in_plain_words():
    with pytest.raises(rules.NotAllowed) as refusal:
        rules.status_after(Status.REJECTED, Action.APPROVE)
    assert str(refusal.value) == "A response that is rejected cannot be approved."


@pytest.mark.parametrize(
    ("role", "actions"),
    [
        ("author", {"revise", "withdraw"}),
        ("reader", set()),
        ("moderator", {"approve", "hold", "release", "reject", "remove", "undo"}),
        ("editor", {"approve", "hold", "release", "reject", "remove", "undo"}),
    ],
)
def test_each_role_may_do_exactly_its_actions(role, actions):
    assert {action.value for action in Action if rules.may_act(Role(role), action)} == actions


@pytest.mark.parametrize("action", list(Action))
def test_holding_rejecting_and_removing_need_a_reason_and_nothing_else_takes_one(action):
    needs = action.value in {"hold", "reject", "remove"}
    for reason in Reason:
        if needs == (reason != Reason.NONE):
            rules.check_reason(action, reason)
        else:
            with pytest.raises(rules.NotAllowed):
                rules.check_reason(action, reason)


def test_every_reason_has_its_text_in_the_house_rules():
    assert set(rules.REASON_TEXTS) == set(Reason) - {Reason.NONE}
    assert all(text.endswith(".") for text in rules.REASON_TEXTS.values())


@pytest.mark.parametrize(
    ("status", "actions"),
    [
        ("pending", ["approve", "hold", "reject"]),
        ("held", ["approve", "release", "reject"]),
        ("published", ["remove"]),
        ("rejected", []),
        ("withdrawn", []),
        ("removed", []),
    ],
)
def test_the_desk_offers_what_a_moderator_may_do(status, actions):
    assert rules.actions_on(Status(status), Role.MODERATOR) == actions
    assert rules.actions_on(Status(status), Role.READER) == []
