"""What is to be decided on together, for whoever is asked to confirm it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from comments import rules
from comments.enums import Action, Distress, Finding, FlagReason, ItemKind, Role, Status
from comments.markup.withheld import MARK
from comments.models import Claim, Flag, Item, Response, Revision
from comments.queries.queue import label_of
from comments.queries.threads import SHOWN_WITH
from comments.rules import MOST_TOGETHER

#: What is decided on together, with like ones: the rest has too much of its own.
KINDS = (ItemKind.NEW, ItemKind.EDIT, ItemKind.FLAGS)


@dataclass(frozen=True)
class Chosen:
    """An open item, by its number, and the response that it is about; ``seen`` names what is shown of it: the
    digest of the words, or the numbers of its open ``flags``. ``cover``: what the text is covered for."""

    item: int
    seen: str
    response: Response
    on: str
    claim: Claim | None
    flags: list[Flag] = field(default_factory=list)
    cover: str = ""

    @property
    def edit(self) -> Revision | None:
        return self.response.proposed


@dataclass(frozen=True)
class Together:
    """``unlike`` says why these can't be decided on together; empty: they can. ``actions`` go for all.
    ``returns``: each by itself could also be sent back."""

    chosen: list[Chosen]
    kind: ItemKind
    status: Status
    actions: list[Action]
    unlike: str
    returns: bool = False


def together(numbers: Sequence[int], role: Role, seen: Mapping[int, str]) -> Together:
    """The open items of these numbers, oldest first. ``seen``: what was seen before, by response, so that no
    change slips past whoever is asked a second time. 4 queries, one more for flags.
    """
    items = list(Item.objects.open().filter(pk__in=numbers[: MOST_TOGETHER + 1]).order_by("opened_at", "pk"))
    pks = {item.response_id for item in items}
    rows = Response.objects.select_related(*SHOWN_WITH, "proposed__stance_formulation").in_bulk(pks)
    living = Claim.objects.filter(response__in=rows, ends_at__gt=timezone.now()).select_related("holder")
    claims = {claim.response_id: claim for claim in living}
    covers = dict(
        Item.objects.filter(response__in=rows).exclude(distress="").values_list("response", "distress")
    )
    kind = ItemKind(items[0].kind) if items else ItemKind.NEW
    status = Status(items[0].state) if items else Status.PENDING
    flags = _open_flags(rows) if kind == ItemKind.FLAGS else {}
    common = _open_to_all(list(rows.values()), status, role) if kind == ItemKind.NEW else []
    return Together(
        chosen=[
            Chosen(
                item=item.pk,
                seen=seen.get(item.response_id) or _shown(rows[item.response_id], kind, flags),
                response=rows[item.response_id],
                on=label_of(rows[item.response_id]),
                claim=claims.get(item.response_id),
                flags=flags.get(item.response_id, []),
                cover=Distress(covers[item.response_id]).label if item.response_id in covers else "",
            )
            for item in items
        ],
        kind=kind,
        status=status,
        actions=[action for action in common if action != Action.RETURN],
        unlike=_why_unlike(items, flags) or _why_one_by_one(kind, rows),
        returns=Action.RETURN in common,
    )


def _shown(response: Response, kind: ItemKind, flags: Mapping[int, list[Flag]]) -> str:
    if kind == ItemKind.FLAGS:
        return ",".join(str(flag.pk) for flag in flags.get(response.pk, []))
    return (
        (response.proposed or response.current).digest if kind == ItemKind.EDIT else response.current.digest
    )


def _open_flags(responses: Mapping[int, Response]) -> dict[int, list[Flag]]:
    """One query."""
    found: dict[int, list[Flag]] = {}
    for flag in Flag.objects.filter(response__in=responses, finding=Finding.OPEN).order_by("pk"):
        found.setdefault(flag.response_id, []).append(flag)
    return found


def _open_to_all(responses: list[Response], status: Status, role: Role) -> list[Action]:
    open_to = [
        rules.actions_on(status, role, was_published=response.published_at is not None)
        for response in responses
    ]
    return [action for action in Action if open_to and all(action in each for each in open_to)]


def _why_unlike(items: list[Item], flags: Mapping[int, list[Flag]]) -> str:
    if not items:
        return "None of those chosen is open any more."
    if len(items) > MOST_TOGETHER:
        return f"At most {MOST_TOGETHER} are decided on together."
    kinds = {item.kind for item in items}
    if kinds - set(KINDS):
        return (
            "Appeals, redactions and demands for erasure are decided on one by one, with what belongs to "
            "each before you."
        )
    if len(kinds) > 1:
        return (
            "They are of different kinds. New responses, edits and flags are each decided on by themselves."
        )
    if len({item.state for item in items}) > 1:
        return "They are in different states. Only responses in the same state are decided on together."
    if kinds == {ItemKind.NEW} and items[0].state in (Status.PUBLISHED, Status.REJECTED):
        return "What a rule has published or rejected is read one by one."
    return _why_flags_differ(items[0], flags) if kinds == {ItemKind.FLAGS} else ""


def _why_one_by_one(kind: ItemKind, rows: Mapping[int, Response]) -> str:
    """An edit can bring withheld words back, which is told where it is decided on by itself."""
    marked = sorted(pk for pk, row in rows.items() if kind == ItemKind.EDIT and MARK in row.current.text)
    if not marked:
        return ""
    named = ", ".join(f"R\N{NO-BREAK SPACE}{pk}" for pk in marked)
    return f"Edits of what has words withheld are decided on one by one: {named}."


def _why_flags_differ(item: Item, flags: Mapping[int, list[Flag]]) -> str:
    if item.state != Status.PUBLISHED:
        return "The decision on a held response settles its flags too: tick the held responses themselves."
    reasons = {FlagReason(flag.reason) for each in flags.values() for flag in each}
    if len(reasons) > 1:
        named = ", ".join(f"“{reason.label}”" for reason in FlagReason if reason in reasons)
        return (
            f"The flags give different reasons: {named}. Only flags for the same reason are judged together."
        )
    return ""
