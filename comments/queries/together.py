"""What is to be decided on together, for whoever is asked to confirm it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from comments import rules
from comments.enums import Action, ItemKind, Role, Status
from comments.models import Claim, Item, Response
from comments.queries.queue import label_of
from comments.queries.threads import SHOWN_WITH
from comments.rules import MOST_TOGETHER


@dataclass(frozen=True)
class Chosen:
    """An open item, by its number, and the response that it is about; ``digest`` names the words seen."""

    item: int
    digest: str
    response: Response
    on: str
    claim: Claim | None


@dataclass(frozen=True)
class Together:
    """``unlike`` says why these can't be decided on together; empty: they can. ``actions`` go for all."""

    chosen: list[Chosen]
    status: Status
    actions: list[Action]
    unlike: str


def together(numbers: Sequence[int], role: Role, seen: Mapping[int, str]) -> Together:
    """The open items of these numbers, oldest first. ``seen``: digests of words seen before, by response,
    so that no change slips past whoever is asked a second time. 3 queries.
    """
    items = list(Item.objects.open().filter(pk__in=numbers[: MOST_TOGETHER + 1]).order_by("opened_at", "pk"))
    rows = Response.objects.select_related(*SHOWN_WITH).in_bulk([item.response_id for item in items])
    living = Claim.objects.filter(response__in=rows, ends_at__gt=timezone.now()).select_related("holder")
    claims = {claim.response_id: claim for claim in living}
    chosen = [(item.pk, rows[item.response_id]) for item in items]
    status = Status(items[0].state) if items else Status.PENDING
    return Together(
        chosen=[
            Chosen(pk, seen.get(row.pk, row.current.digest), row, label_of(row), claims.get(row.pk))
            for pk, row in chosen
        ],
        status=status,
        actions=_open_to_all([row for _, row in chosen], status, role),
        unlike=_why_unlike(items),
    )


def _open_to_all(responses: list[Response], status: Status, role: Role) -> list[Action]:
    """Sending back is not among them: it marks a passage, in each another one."""
    open_to = [
        rules.actions_on(status, role, was_published=response.published_at is not None)
        for response in responses
    ]
    common = [action for action in Action if open_to and all(action in each for each in open_to)]
    return [action for action in common if action != Action.RETURN]


def _why_unlike(items: list[Item]) -> str:
    if not items:
        return "None of those chosen is open any more."
    if len(items) > MOST_TOGETHER:
        return f"At most {MOST_TOGETHER} are decided on together."
    if any(item.kind != ItemKind.NEW for item in items):
        return (
            "Edits, flags, appeals, redactions and demands for erasure are decided on one by one, with what "
            "belongs to each before you."
        )
    if len({item.state for item in items}) > 1:
        return "They are in different states. Only responses in the same state are decided on together."
    return ""
