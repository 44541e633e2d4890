"""Taking over what another moderator has open, recorded: they may have been about to decide."""

from django.db import transaction

from comments.domain.claims import take_over_claim
from comments.domain.moderation import Actor
from comments.domain.recording import record_act
from comments.domain.waiting import tried_again
from comments.enums import ActKind
from comments.models import Claim
from comments.queries.claims import living_claim


@tried_again
@transaction.atomic
def take_over_response(*, response_id: int, by: Actor) -> Claim:
    """The claim is one's own; where somebody else's was living, that is recorded with their name.

    Raises Refused for who may not, Response.DoesNotExist. Up to nine queries, three more to record it.
    """
    before = living_claim(response_id)
    claim = take_over_claim(response_id=response_id, user_id=by.user_id, role=by.role)
    if before is not None and before.holder_id != by.user_id:
        said = f"Taken over from {before.holder.username}, who had it open."
        record_act(response_id=response_id, kind=ActKind.TAKE_OVER, said=said, by=by)
    return claim
