"""What was asked and what became of it, about erasing a response."""

from dataclasses import dataclass

from comments.enums import Action, ActKind, ItemKind, Status
from comments.models import Act, Decision, Item, Response


@dataclass(frozen=True)
class Erasure:
    """``asked`` is the latest request of the author's, open or settled; ``declined`` the act by which it was
    settled without erasing; ``decision`` the erasure itself. Each may be missing."""

    response: Response
    asked: Item | None
    declined: Act | None
    decision: Decision | None

    @property
    def is_done(self) -> bool:
        return self.response.status == Status.ERASED

    @property
    def is_open(self) -> bool:
        return self.asked is not None and self.asked.closed_at is None


def erasure_of(response: Response) -> Erasure:
    """Two queries at most: one for the request, one for how it ended."""
    asked = Item.objects.filter(response=response, kind=ItemKind.ERASURE).order_by("-id").first()
    declined = decision = None
    if response.status == Status.ERASED:
        decision = Decision.objects.filter(response=response, action=Action.ERASE).order_by("-id").first()
    elif asked is not None and asked.closed_at is not None:
        acts = Act.objects.filter(kind=ActKind.ERASURE, about=f"R {response.pk}, not erased")
        declined = acts.order_by("-id").first()
    return Erasure(response, asked, declined, decision)


def erasure_of_number(number: int) -> Erasure:
    """Raises Response.DoesNotExist. Three queries at most."""
    return erasure_of(Response.objects.select_related("current", "debate").get(pk=number))
