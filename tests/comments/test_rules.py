"""The tables of moderation, as truth tables."""

import itertools
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

import pytest

from comments import rules
from comments.enums import Action, Reason, Role, Status
from comments.models import moderation

#: Every pair that leads somewhere; whatever isn't written here is refused.
ALLOWED = {
    ("pending", "approve"): "published",
    ("pending", "hold"): "held",
    ("pending", "secure"): "secured",
    ("pending", "return"): "returned",
    ("pending", "reject"): "rejected",
    ("pending", "revise"): "pending",
    ("pending", "withdraw"): "withdrawn",
    ("pending", "redact"): "pending",
    ("pending", "erase"): "erased",
    ("held", "approve"): "published",
    ("held", "release"): "pending",
    ("held", "secure"): "secured",
    ("held", "return"): "returned",
    ("held", "reject"): "rejected",
    ("held", "remove"): "removed",
    ("held", "revise"): "pending",
    ("held", "withdraw"): "withdrawn",
    ("held", "redact"): "held",
    ("held", "erase"): "erased",
    ("secured", "approve"): "published",
    ("secured", "release"): "pending",
    ("secured", "return"): "returned",
    ("secured", "reject"): "rejected",
    ("secured", "remove"): "removed",
    ("secured", "revise"): "secured",
    ("secured", "withdraw"): "withdrawn",
    ("secured", "redact"): "secured",
    ("secured", "erase"): "erased",
    ("returned", "approve"): "published",
    ("returned", "release"): "pending",
    ("returned", "reject"): "rejected",
    ("returned", "remove"): "removed",
    ("returned", "revise"): "pending",
    ("returned", "withdraw"): "withdrawn",
    ("returned", "erase"): "erased",
    ("published", "hold"): "held",
    ("published", "secure"): "secured",
    ("published", "remove"): "removed",
    ("published", "withdraw"): "withdrawn",
    ("published", "edit"): "published",
    ("published", "accept"): "published",
    ("published", "refuse"): "published",
    ("published", "redact"): "published",
    ("published", "erase"): "erased",
    ("rejected", "appeal"): "rejected",
    ("rejected", "uphold"): "rejected",
    ("rejected", "reverse"): "published",
    ("rejected", "erase"): "erased",
    ("removed", "appeal"): "removed",
    ("removed", "uphold"): "removed",
    ("removed", "reverse"): "published",
    ("removed", "erase"): "erased",
    ("withdrawn", "erase"): "erased",
}

#: (status now, old status and action of the last decision) that an undo takes back.
UNDONE = {
    ("published", "pending", "approve"),
    ("held", "pending", "hold"),
    ("secured", "pending", "secure"),
    ("returned", "pending", "return"),
    ("rejected", "pending", "reject"),
    ("published", "held", "approve"),
    ("pending", "held", "release"),
    ("secured", "held", "secure"),
    ("returned", "held", "return"),
    ("rejected", "held", "reject"),
    ("removed", "held", "remove"),
    ("published", "secured", "approve"),
    ("pending", "secured", "release"),
    ("returned", "secured", "return"),
    ("rejected", "secured", "reject"),
    ("removed", "secured", "remove"),
    ("published", "returned", "approve"),
    ("pending", "returned", "release"),
    ("rejected", "returned", "reject"),
    ("removed", "returned", "remove"),
    ("held", "published", "hold"),
    ("secured", "published", "secure"),
    ("removed", "published", "remove"),
}

DECIDING = {
    "approve",
    "hold",
    "secure",
    "return",
    "release",
    "reject",
    "remove",
    "undo",
    "accept",
    "refuse",
    "redact",
    "uphold",
    "reverse",
}
PLAIN = [action for action in Action if action != Action.UNDO]


def allowed(decide: Callable[..., object], cases: Iterable[tuple], refusal: str = "") -> dict[tuple, object]:
    """What comes of the cases that are not refused, by their values. One test looks at them all: there are
    hundreds, and each alone would cost more than what it asks."""
    found = {}
    for case in cases:
        try:
            found[tuple(each.value for each in case)] = decide(*case)
        except rules.NotAllowed as refused:
            assert refusal in str(refused)
    return found


def test_every_pair_of_status_and_action_is_in_the_table_or_refused():
    assert allowed(rules.status_after, itertools.product(Status, PLAIN)) == ALLOWED


def test_undo_takes_back_a_moderators_decision_and_nothing_else():
    def undo(status: Status, old: Status, action: Action) -> Status:
        return rules.status_after(status, Action.UNDO, last=(old, action))

    expected = {(status, old, action): old for status, old, action in UNDONE}
    assert allowed(undo, itertools.product(Status, Status, Action)) == expected


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
        ("author", {"revise", "withdraw", "edit", "appeal", "redact"}),
        ("rule", {"approve", "hold", "reject", "accept"}),
        ("reader", set()),
        ("moderator", DECIDING),
        ("editor", DECIDING),
        ("administrator", DECIDING | {"erase"}),
    ],
)
def test_each_role_may_do_exactly_its_actions(role, actions):
    assert {action.value for action in Action if rules.may_act(Role(role), action)} == actions


@pytest.mark.parametrize("action", list(Action))
def test_what_goes_against_an_author_needs_a_reason_and_nothing_else_takes_one(action):
    needs = action.value in {"hold", "secure", "return", "reject", "remove", "refuse", "redact"}
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
    ("status", "was_published", "actions"),
    [
        ("pending", False, ["approve", "hold", "secure", "return", "reject"]),
        ("held", False, ["approve", "secure", "return", "release", "reject"]),
        ("held", True, ["approve", "secure", "return", "release", "remove"]),
        ("secured", False, ["approve", "return", "release", "reject"]),
        ("secured", True, ["approve", "return", "release", "remove"]),
        ("returned", False, ["approve", "release", "reject"]),
        ("returned", True, ["approve", "release", "remove"]),
        ("published", True, ["hold", "secure", "remove"]),
        ("rejected", False, []),
        ("withdrawn", False, []),
        ("removed", True, []),
        ("erased", True, []),
    ],
)
def test_the_desk_offers_what_a_moderator_may_do(status, was_published, actions):
    offered = rules.actions_on(Status(status), Role.MODERATOR, was_published=was_published)
    assert offered == actions
    assert rules.actions_on(Status(status), Role.READER, was_published=was_published) == []


@pytest.mark.parametrize("was_published", [True, False])
@pytest.mark.parametrize("action", list(Action))
def test_what_was_shown_is_removed_and_what_was_not_is_rejected(action, was_published):
    refused = "reject" if was_published else "remove"
    if action == refused:
        with pytest.raises(rules.NotAllowed):
            rules.check_publication(action, was_published=was_published)
    else:
        rules.check_publication(action, was_published=was_published)


@pytest.mark.parametrize(("hours", "late"), [(0, False), (24, False), (24.001, True)])
def test_an_author_changes_what_is_published_within_a_day(hours, late):
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    published = now - timedelta(hours=hours)

    def change(status: Status, action: Action) -> None:
        rules.check_grace(status, action, published_at=published, now=now)

    found = allowed(change, itertools.product(Status, Action), refusal="more than 24 hours ago")
    every = {(status.value, action.value) for status, action in itertools.product(Status, Action)}
    assert every - set(found) == ({("published", "edit"), ("published", "withdraw")} if late else set())


def test_what_the_database_asks_a_reason_for_is_what_the_rules_do():
    assert moderation.NEEDS_REASON == rules.NEEDS_REASON
