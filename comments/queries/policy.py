"""The versions of the policy, as pages and receipts show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from comments.enums import Reason
from comments.models import PolicyVersion
from comments.page_keys import POLICY
from comments.rules import REASON_TEXTS
from masslinesite.page_versions import depends_on


@dataclass(frozen=True)
class Policy:
    """One version; ``adopted_at`` is missing where it came with the site and nothing is stored."""

    version: str
    text: str
    html: str
    changed: str
    reasons: dict[Reason, str]
    adopted_at: datetime | None = None


def policies(versions: Iterable[str] | None = None) -> list[Policy]:
    """These versions, or all, the newest first. Two queries, one where there is none."""
    depends_on(POLICY)
    rows = PolicyVersion.objects.order_by("-id").prefetch_related("reasons")
    if versions is not None:
        rows = rows.filter(version__in=versions)
    return [_policy(row) for row in rows]


def newest_policy() -> Policy | None:
    """Two queries, one where there is none."""
    depends_on(POLICY)
    row = PolicyVersion.objects.order_by("-id").prefetch_related("reasons").first()
    return row and _policy(row)


def _policy(row: PolicyVersion) -> Policy:
    said = {Reason(each.reason): each.text for each in row.reasons.all()}
    return Policy(
        version=row.version,
        text=row.text,
        html=row.html,
        changed=row.changed,
        reasons={reason: said[reason] for reason in REASON_TEXTS if reason in said},
        adopted_at=row.adopted_at,
    )
