"""What the policy said of a reason when a decision was made."""

from collections.abc import Iterable

from comments.enums import Reason
from comments.models import Decision, PolicyReason
from comments.rules import FIRST_POLICY_VERSION, REASON_TEXTS

#: By version of the policy and reason.
Texts = dict[tuple[str, str], str]


def reason_texts(decisions: Iterable[Decision]) -> Texts:
    """The rule's words for each decision that has a reason, by its policy's version and its reason.

    The first version came without records; for a version that nobody can find any more there are none.
    One query, none where no decision has a reason.
    """
    reasoned = {(each.policy_version, each.reason) for each in decisions if each.reason != Reason.NONE}
    if not reasoned:
        return {}
    rows = PolicyReason.objects.filter(policy__version__in={version for version, _ in reasoned})
    first = {(FIRST_POLICY_VERSION, reason.value): text for reason, text in REASON_TEXTS.items()}
    return first | {(row.policy.version, row.reason): row.text for row in rows.select_related("policy")}
