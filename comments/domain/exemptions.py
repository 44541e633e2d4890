"""An editor's leave to decide in spite of a conflict of interest."""

from django.db import transaction
from django.utils import timezone

from comments.domain.claims import give_up_claim
from comments.domain.moderation import Actor
from comments.domain.recording import record_act
from comments.domain.refusals import Refused
from comments.domain.waiting import tried_again
from comments.enums import ActKind, Role
from comments.models import Exemption, Response
from comments.queries.exemptions import others_at_the_desk

MAY_EXEMPT = frozenset({Role.EDITOR, Role.ADMINISTRATOR})
MAX_REASON_LENGTH = 1000


@tried_again
@transaction.atomic
def grant_exemption(*, response_id: int, moderator_id: int, reason: str, by: Actor) -> Exemption:
    """``moderator_id`` may decide on the response, whatever they have to do with it; recorded, with why.

    For where too few are left who could decide otherwise, which the editor judges. If the editor has it open,
    that ends, so that it can be opened. Raises Refused for who
    isn't an editor, for oneself, for an account that can't decide, without a reason, and a second time;
    Response.DoesNotExist. Ten queries.
    """
    reason = reason.strip()[:MAX_REASON_LENGTH]
    if by.role not in MAY_EXEMPT:
        raise Refused("Only an editor can grant an exception.")
    if moderator_id == by.user_id:
        raise Refused("Nobody grants an exception to themselves: another editor can.")
    if not reason:
        raise Refused("Say why: the reason is recorded.")
    Response.objects.select_for_update(no_key=True).get(pk=response_id)
    moderator = others_at_the_desk(by.user_id).filter(pk=moderator_id).first()
    if moderator is None:
        raise Refused("This account cannot decide.")
    if Exemption.objects.filter(response_id=response_id, moderator=moderator).exists():
        raise Refused(f"{moderator.username} has leave to decide on it already.")
    granted = Exemption.objects.create(
        response_id=response_id,
        moderator=moderator,
        granted_by_name=by.user_name,
        granted_as=by.role,
        reason=reason,
        at=timezone.now(),
    )
    said = f"{moderator.username} may decide on it. {reason}"
    record_act(response_id=response_id, kind=ActKind.EXCEPTION, said=said, by=by)
    give_up_claim(response_id=response_id, user_id=by.user_id)
    return granted


@tried_again
@transaction.atomic
def take_back_exemption(*, response_id: int, moderator_id: int, by: Actor) -> None:
    """From now on the conflict of interest holds for them again; what they have decided stays. Recorded.

    Raises Refused for who isn't an editor, and where there is no such leave any more; Response.DoesNotExist.
    Seven queries.
    """
    if by.role not in MAY_EXEMPT:
        raise Refused("Only an editor can take an exception back.")
    Response.objects.select_for_update(no_key=True).get(pk=response_id)
    rows = Exemption.objects.filter(response_id=response_id, moderator_id=moderator_id)
    name = rows.values_list("moderator__username", flat=True).first()
    if name is None:
        raise Refused("This exception was taken back already.")
    rows.delete()
    said = f"{name} may not decide on it any more."
    record_act(response_id=response_id, kind=ActKind.EXCEPTION, said=said, by=by)
