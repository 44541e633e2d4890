"""What a rule has published or rejected and is read after, and trust that is given back."""

from django.db import transaction
from django.utils import timezone

from comments import rules
from comments.domain import chain
from comments.domain.claims import check_not_claimed
from comments.domain.items import close_item
from comments.domain.moderation import Actor, Refused
from comments.domain.refusals import Settled, stale
from comments.domain.screening.gathering import removal_of
from comments.domain.waiting import tried_again
from comments.enums import Action, ActKind, ItemKind, Role, Status
from comments.models import Act, Exemption, Response, TrustRestored

MAY_RESTORE = frozenset({Role.EDITOR, Role.ADMINISTRATOR})
#: In these a response has an open item of its own only if a rule has decided and nobody has read it yet.
READ_AFTER: dict[Status, str] = {
    Status.PUBLISHED: "published by trust",
    Status.REJECTED: "rejected by a rule",
}


@tried_again
def confirm_trusted(*, response_id: int, seen_digest: str, by: Actor) -> Act:
    """Somebody has read what was published by trust or rejected by a rule, and it stays: its item is closed,
    and that is recorded.

    Raises Stale where the words are others by now, Claimed where somebody else has it open, Refused where
    there is nothing to read any more or for whom the conflict of interest forbids it, Response.DoesNotExist.
    Nine queries.
    """
    if not rules.may_act(by.role, Action.APPROVE):
        raise Refused("Your account cannot do this.")
    with transaction.atomic():
        response = Response.objects.select_for_update(no_key=True).get(pk=response_id)
        response = Response.objects.select_related("current", "parent").get(pk=response.pk)
        if response.current.digest != seen_digest or response.status not in READ_AFTER:
            raise stale(response)
        _check_not_own(response, by)
        check_not_claimed(response_id=response.pk, user_id=by.user_id, role=by.role)
        if not close_item(response, ItemKind.NEW):
            raise Settled("Somebody else has read it already.")
        said = READ_AFTER[Status(response.status)]
        return _record(ActKind.READ, f"R {response.pk}", f"Read after it was {said}; it stays.", by)


@tried_again
def restore_trust(*, response_id: int, reason: str, by: Actor) -> Act:
    """The account that sent a removed response can be trusted again, although it was removed.

    Raises Refused for somebody who may not, without a reason, and where no trust was lost;
    Response.DoesNotExist. Eight queries.
    """
    if by.role not in MAY_RESTORE:
        raise Refused("Editors restore trust.")
    if not reason.strip():
        raise Refused("Say why: the reason is kept in the record.")
    with transaction.atomic():
        response = Response.objects.select_for_update(no_key=True).get(pk=response_id)
        if response.author_id is None or not removal_of(response.author_id):
            raise Refused("The account that sent it has not lost trust, or has been given it back.")
        TrustRestored.objects.create(
            account_id=response.author_id, by_name=by.user_name, reason=reason.strip(), at=timezone.now()
        )
        return _record(
            ActKind.TRUST, f"the account of R {response.pk}", f"Trusted again: {reason.strip()}", by
        )


def _check_not_own(response: Response, by: Actor) -> None:
    refusal = rules.why_not_decide(
        user_id=by.user_id,
        author_id=response.author_id,
        parent_author_id=response.parent.author_id if response.parent else None,
    )
    if refusal and not Exemption.objects.filter(response=response, moderator_id=by.user_id).exists():
        raise Refused(refusal)


def _record(kind: ActKind, about: str, said: str, by: Actor) -> Act:
    return chain.append(
        chain.ACTS,
        kind=kind,
        about=about,
        said=said,
        role=by.role,
        actor_id=by.user_id,
        actor_name=by.user_name,
    )
