"""The house rules as they are read: the version that holds, each version, and what changed in it."""

from dataclasses import dataclass

from comments.domain import first_policy
from comments.domain.policy_changes import PolicyChanges, changes_between
from comments.markup.convert import convert
from comments.queries.policy import Policy, newest_policy, policies
from comments.rules import FIRST_POLICY_VERSION, REASON_TEXTS


class NoSuchPolicy(LookupError):
    """There is no version of this number."""


@dataclass(frozen=True)
class PolicyPage:
    """A version. The first has none ``before`` and no ``changes``; the newest alone is in force."""

    policy: Policy
    is_in_force: bool
    before: Policy | None = None
    changes: PolicyChanges | None = None


def policy_in_force() -> Policy:
    """The newest version, or what the site comes with where none is stored. Two queries."""
    return newest_policy() or Policy(
        version=FIRST_POLICY_VERSION,
        text=first_policy.TEXT,
        html=convert(first_policy.TEXT, {}),
        changed=first_policy.CHANGED,
        reasons=dict(REASON_TEXTS),
    )


def policy_page(version: int) -> PolicyPage:
    """Raises NoSuchPolicy. Four queries at most."""
    newest = policy_in_force()
    found = {policy.version: policy for policy in policies([str(version), str(version - 1)])}
    found.setdefault(newest.version, newest)
    policy, before = found.get(str(version)), found.get(str(version - 1))
    if policy is None:
        raise NoSuchPolicy(version)
    changes = before and differences(before, policy)
    return PolicyPage(policy, policy.version == newest.version, before, changes)


def policy_history() -> list[Policy]:
    """Every version, the newest first. Two queries."""
    return policies() or [policy_in_force()]


def differences(before: Policy, after: Policy) -> PolicyChanges:
    return changes_between(before.text, after.text, before.reasons, after.reasons)
