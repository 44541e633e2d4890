"""What is done at the desk about a response besides deciding on it, as rows of the log of acts."""

from comments.domain import chain
from comments.domain.moderation import Actor
from comments.enums import ActKind
from comments.models import Act


def record_act(*, response_id: int, kind: ActKind, said: str, by: Actor) -> Act:
    """``said`` names no reader and holds no words of the response: the row outlives both.

    In the transaction of what is done, after all else that waits for anybody. Three queries.
    """
    return chain.append(
        chain.ACTS,
        kind=kind,
        about=f"R {response_id}",
        said=said,
        role=by.role,
        actor_id=by.user_id,
        actor_name=by.user_name,
    )
