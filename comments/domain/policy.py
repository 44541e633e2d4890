"""Which policy holds, and adopting another one."""

from collections.abc import Mapping

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from comments.domain import chain, first_policy, policy_seals
from comments.domain.waiting import tried_again
from comments.enums import ActKind, Reason, Role
from comments.markup.cleaning import clean_text
from comments.markup.convert import convert
from comments.markup.rendering import render
from comments.models import PolicyReason, PolicyVersion
from comments.page_keys import POLICY
from comments.rules import FIRST_POLICY_VERSION, REASON_TEXTS
from masslinesite.page_versions import touch
from masslinesite.statements import first

LONGEST_TEXT, LONGEST_REASON = 20_000, 1_000
NEWEST = "SELECT version FROM comments_policyversion ORDER BY id DESC LIMIT 1"


class PolicyRefused(Exception):
    """Nothing was adopted; ``str()`` of it says why."""


class PolicyMoved(PolicyRefused):
    """Another version was adopted since the one that was to be changed."""


def current_version() -> str:
    """The version that a decision made now is made under. One query."""
    newest = first(NEWEST)
    return newest[0] if newest else FIRST_POLICY_VERSION


def lay_down_policy(
    *, versions: models.Manager = PolicyVersion.objects, reasons: models.Manager = PolicyReason.objects
) -> None:
    """The first version, where there is none; may be called again. A migration passes its own managers.

    At most three queries.
    """
    if versions.exists():
        return
    policy = versions.create(
        version=FIRST_POLICY_VERSION,
        text=first_policy.TEXT,
        html=convert(first_policy.TEXT, {}),
        changed=first_policy.CHANGED,
        adopted_at=timezone.now(),
    )
    reasons.bulk_create(
        reasons.model(policy=policy, reason=reason.value, text=text) for reason, text in REASON_TEXTS.items()
    )


@tried_again
def adopt_policy(
    *, text: str, reasons: Mapping[Reason, str], changed: str, seen: str, role: Role, user_id: int, name: str
) -> PolicyVersion:
    """A new version, in force at once, with an act that names it; decisions made before keep theirs.

    ``seen`` is the version that it was made from. Raises PolicyMoved where another one holds by now (of two
    at once one is adopted), and PolicyRefused where something is missing or nothing is changed. Not to be
    called in a transaction. Twelve queries.
    """
    if role != Role.ADMINISTRATOR:
        raise PolicyRefused("Your account cannot do this.")
    text, changed = clean_text(text), clean_text(changed)
    said = {reason: clean_text(reasons.get(reason, "")) for reason in REASON_TEXTS}
    check_policy(text=text, reasons=said, changed=changed)
    rendered = render(text, {})
    try:
        with transaction.atomic():
            lay_down_policy()
            before = PolicyVersion.objects.order_by("-id").prefetch_related("reasons").first()
            if before.version != seen:
                raise PolicyMoved(f"Version {before.version} was adopted meanwhile, so nothing was adopted.")
            if text == before.text and said == {Reason(row.reason): row.text for row in before.reasons.all()}:
                raise PolicyRefused("Neither the text nor a reason is changed, so there is nothing to adopt.")
            policy = PolicyVersion.objects.create(
                version=str(int(before.version) + 1),
                text=text,
                html=rendered.html,
                changed=changed,
                adopted_by=name,
                adopted_at=timezone.now(),
            )
            PolicyReason.objects.bulk_create(
                PolicyReason(policy=policy, reason=reason, text=each) for reason, each in said.items()
            )
            touch([POLICY])
            _record(policy, role, user_id, name, policy_seals.latest())
    except IntegrityError:
        raise PolicyMoved("Another version was adopted at the same moment, so nothing was adopted.") from None
    return policy


def check_policy(*, text: str, reasons: Mapping[Reason, str], changed: str) -> None:
    """Raises PolicyRefused."""
    if not text or len(text) > LONGEST_TEXT:
        raise PolicyRefused(f"The rules have 1 to {LONGEST_TEXT:,} characters.")
    for reason, said in reasons.items():
        if not said or len(said) > LONGEST_REASON:
            raise PolicyRefused(f"“{reason.label}” is said in 1 to {LONGEST_REASON:,} characters.")
    if not changed or len(changed) > LONGEST_REASON:
        raise PolicyRefused(f"What is changed and why is said in 1 to {LONGEST_REASON:,} characters.")


def _record(policy: PolicyVersion, role: Role, user_id: int, name: str, digest: str) -> None:
    chain.append(
        chain.ACTS,
        kind=ActKind.POLICY,
        about=f"policy {policy.version}",
        said=policy.changed,
        content_digest=digest,
        role=role,
        actor_id=user_id,
        actor_name=name,
    )
