"""What is to be decided on together, for whoever is asked to confirm it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.utils import timezone

from comments import rules
from comments.enums import Action, Finding, FlagReason, ItemKind, Role, Status
from comments.markup.withheld import MARK
from comments.models import Claim, DeskNote, Flag, Item, Response, Revision, ScreeningNote
from comments.queries.item_context import with_cover
from comments.queries.labels import label_of
from comments.queries.passages import Passage, passages_of
from comments.queries.shown import SHOWN_WITH
from comments.rules import MOST_TOGETHER

#: What is decided on together, with like ones: the rest has too much of its own.
KINDS = (ItemKind.NEW, ItemKind.EDIT, ItemKind.FLAGS)


@dataclass(frozen=True)
class Chosen:
    """An open item, by its number, and the response that it is about; ``seen`` names what is shown of it: the
    digest of the words, or the numbers of its open ``flags``. The response and its ``parent``, if it answers
    one, are ``with_cover``. ``screening``: what the phases had to tell of the words that are decided
    on; ``notes``: of moderators."""

    item: int
    seen: str
    response: Response
    on: str
    claim: Claim | None
    flags: list[Flag] = field(default_factory=list)
    parent: Response | None = None
    screening: list[ScreeningNote] = field(default_factory=list)
    notes: list[DeskNote] = field(default_factory=list)

    @property
    def edit(self) -> Revision | None:
        return self.response.proposed

    @property
    def passages(self) -> list[Passage]:
        """Those answered; of a reply it is the parent that is answered."""
        return passages_of(self.response) if self.response.parent_id is None else []


@dataclass(frozen=True)
class Alike:
    """Some of those chosen that are like each other; ``said`` names what they have in common. Not all kinds
    ``can_be_together``."""

    said: str
    responses: list[int]
    items: list[int]
    can_be_together: bool


@dataclass(frozen=True)
class Together:
    """``unlike`` says why these can't be decided on together; empty: they can. Then ``groups`` are those of
    them that can. ``actions`` go for all. ``returns``: each by itself could also be sent back."""

    chosen: list[Chosen]
    kind: ItemKind
    status: Status
    actions: list[Action]
    unlike: str
    groups: list[Alike]
    returns: bool = False


def together(numbers: Sequence[int], role: Role, seen: Mapping[int, str]) -> Together:
    """The open items of these numbers, oldest first. ``seen``: what was seen before, by response, so that no
    change slips past whoever is asked a second time. 4 queries, one more each for flags, replies and notes.
    """
    items = list(Item.objects.open().filter(pk__in=numbers[: MOST_TOGETHER + 1]).order_by("opened_at", "pk"))
    pks = {item.response_id for item in items}
    rows = _responses(pks)
    living = Claim.objects.filter(response__in=rows, ends_at__gt=timezone.now()).select_related("holder")
    claims = {claim.response_id: claim for claim in living}
    kind = ItemKind(items[0].kind) if items else ItemKind.NEW
    status = Status(items[0].state) if items else Status.PENDING
    flags = _open_flags(rows) if any(item.kind == ItemKind.FLAGS for item in items) else {}
    around = _around(rows, kind)
    common = _open_to_all(list(rows.values()), status, role) if kind == ItemKind.NEW else []
    return Together(
        chosen=[
            Chosen(
                item=item.pk,
                seen=seen.get(item.response_id) or _shown(rows[item.response_id], kind, flags),
                response=rows[item.response_id],
                on=label_of(rows[item.response_id]),
                claim=claims.get(item.response_id),
                flags=flags.get(item.response_id, []) if kind == ItemKind.FLAGS else [],
                **around[item.response_id],
            )
            for item in items
        ],
        kind=kind,
        status=status,
        actions=[action for action in common if action != Action.RETURN],
        unlike=_why_unlike(numbers, items, flags) or _why_one_by_one(kind, rows),
        groups=_groups(items, flags),
        returns=Action.RETURN in common,
    )


def _responses(pks: set[int]) -> dict[int, Response]:
    """One query."""
    rows = with_cover(Response.objects.select_related(*SHOWN_WITH, "proposed__stance_formulation"))
    return rows.annotate(has_notes=Exists(DeskNote.objects.filter(response=OuterRef("pk")))).in_bulk(pks)


def _around(responses: Mapping[int, Response], kind: ItemKind) -> dict[int, dict[str, object]]:
    """What stands around each: what it answers where that is a response, what the phases of screening said of
    the words that are decided on, and notes of moderators. One query, one more each for parents and notes."""
    parents, above = {}, {each.parent_id for each in responses.values() if each.parent_id}
    if above:
        parents = with_cover(Response.objects.select_related("current")).in_bulk(above)
    words = {
        (each.proposed_id if kind == ItemKind.EDIT else None) or each.current_id: pk
        for pk, each in responses.items()
    }
    said: dict[int, list[ScreeningNote]] = {pk: [] for pk in responses}
    for note in ScreeningNote.objects.filter(revision__in=words).order_by("revision", "order"):
        if note.is_telling:
            said[words[note.revision_id]].append(note)
    notes: dict[int, list[DeskNote]] = {pk: [] for pk in responses}
    if noted := [pk for pk, each in responses.items() if each.has_notes]:
        for note in DeskNote.objects.filter(response__in=noted).order_by("pk"):
            notes[note.response_id].append(note)
    return {
        pk: {"parent": parents.get(each.parent_id), "screening": said[pk], "notes": notes[pk]}
        for pk, each in responses.items()
    }


def _groups(items: list[Item], flags: Mapping[int, list[Flag]]) -> list[Alike]:
    """Those of one kind in one state, of flags for the same reasons, in the order of the first of each."""
    found: dict[str, list[Item]] = {}
    for item in items:
        said = f"{item.get_kind_display()}, {item.get_state_display()}"
        if item.kind == ItemKind.FLAGS:
            given = {flag.reason for flag in flags.get(item.response_id, [])}
            said += "".join(f", “{reason.label}”" for reason in FlagReason if reason in given)
        found.setdefault(said, []).append(item)
    return [
        Alike(
            said=said,
            responses=[each.response_id for each in alike],
            items=[each.pk for each in alike],
            can_be_together=not _why_unlike([each.pk for each in alike], alike, flags),
        )
        for said, alike in found.items()
    ]


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


def _why_unlike(numbers: Sequence[int], items: list[Item], flags: Mapping[int, list[Flag]]) -> str:
    if not numbers:
        return "Nothing was ticked. Tick rows of the queue first."
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
    return _why_flags_differ(items, flags) if kinds == {ItemKind.FLAGS} else ""


def _why_one_by_one(kind: ItemKind, rows: Mapping[int, Response]) -> str:
    """An edit can bring withheld words back, which is told where it is decided on by itself."""
    marked = sorted(pk for pk, row in rows.items() if kind == ItemKind.EDIT and MARK in row.current.text)
    if not marked:
        return ""
    named = ", ".join(f"R\N{NO-BREAK SPACE}{pk}" for pk in marked)
    return f"Edits of what has words withheld are decided on one by one: {named}."


def _why_flags_differ(items: list[Item], flags: Mapping[int, list[Flag]]) -> str:
    if items[0].state != Status.PUBLISHED:
        return "The decision on a held response settles its flags too: tick the held responses themselves."
    reasons = {FlagReason(flag.reason) for item in items for flag in flags.get(item.response_id, [])}
    if len(reasons) > 1:
        named = ", ".join(f"“{reason.label}”" for reason in FlagReason if reason in reasons)
        return (
            f"The flags give different reasons: {named}. Only flags for the same reason are judged together."
        )
    return ""
