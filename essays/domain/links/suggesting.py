"""Comparing a debate's texts, and suggesting to its editors what was found and not decided on."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from essays.domain.links.matching import Index, Side, Sides
from essays.domain.links.stored import free_slug, is_mere_suggestion, sides_of, slugs_taken
from essays.domain.links.texts import Key, names_of, texts_of
from essays.domain.loading.links import write_in_parts
from essays.domain.loading.rows import Rows
from essays.domain.tracing.finding import Found, Text, find_links
from essays.enums import LinkOrigin, LinkStatus
from essays.models import Authority, Block, Debate, Link
from essays.page_keys import keys_of_texts
from masslinesite.page_versions import touch

#: ``find_links`` or what answers like it.
Find = Callable[..., list[Found]]
Names = dict[str, tuple[str, ...]]
SAID = ("kind", "marked", "direction", "ground", "ground_note")
NEW = {"origin": LinkOrigin.FOUND, "status": LinkStatus.SUGGESTED}
#: The column of the words by which a text names its source.
ATTRIBUTED_LENGTH = 200


@dataclass(frozen=True)
class Traced:
    """What a comparison gave; ``settled`` of the links found were decided on before.

    ``in_part``: only links of some of the texts were looked for, those that are new or changed.
    """

    found: int
    settled: int
    created: int
    changed: int
    dropped: int
    in_part: bool = False

    def __str__(self) -> str:
        return (
            f"{self.found} {'link' if self.found == 1 else 'links'} found"
            f"{' in the texts that are new or changed' if self.in_part else ''}, "
            f"{self.settled} of them decided on before; "
            f"{self.created} suggested anew, {self.changed} changed, {self.dropped} taken back"
        )


def trace_debate(*, slug: str, find: Find = find_links, progress: Any = None) -> Traced:
    """Compares all texts of a debate anew. Raises Debate.DoesNotExist.

    The comparison takes minutes where the texts are many, so it goes before the lock, and again under it
    only if the texts have changed meanwhile: editors, readers who post, and on SQLite whoever writes,
    wait for the writing alone.
    """
    debate = Debate.objects.get(slug=slug)
    compared = texts_of(debate)[0], names_of(debate)
    found = find(compared[0], names=compared[1], progress=progress)

    def find_once(texts: list[Text], *, names: Names, **options: Any) -> list[Found]:
        return found if (texts, names) == compared else find(texts, names=names, **options)

    with transaction.atomic():
        # no_key: a response being posted holds a key share on its debate.
        debate = Debate.objects.select_for_update(no_key=True).get(slug=slug)
        traced = suggest_links(debate=debate, rows=Rows(), find=find_once, progress=progress)
        if traced.created or traced.changed or traced.dropped:
            touch(keys_of_texts(debate.pk))
    return traced


def suggest_links(
    *,
    debate: Debate,
    rows: Rows,
    only: Collection[str] | None = None,
    find: Find = find_links,
    progress: Any = None,
) -> Traced:
    """Brings the suggestions to what comparison finds; the caller holds the lock of the debate.

    ``only`` are the slugs of the works whose links are looked for, all of them without it. What the
    files or an editor decided on is left alone, and so is what is found of the same passages
    (``matching``): it is not suggested again. A suggestion that is not found any more goes, unless
    responses hang on it. 8 queries when nothing changes.
    """
    texts, blocks = texts_of(debate)
    found = _placed(find(texts, only=only, names=names_of(debate), progress=progress), blocks)
    stored = list(Link.objects.filter(debate=debate).order_by("pk"))
    compared = {block.pk for (work, _), block in blocks.items() if only is None or work in only}
    open_to_change = [
        row
        for row in stored
        if is_mere_suggestion(row) and compared & {row.left_block_id, row.right_block_id}
    ]
    settled = Index((row, sides_of(row)) for row in stored if not is_mere_suggestion(row))
    decided = [next(iter(settled.like(sides)), None) for _, sides in found]
    places = _places(found, decided, open_to_change)
    held = {row.pk for row in places if row}
    before = (rows.created, rows.changed, rows.deleted)
    _take_back([row for row in open_to_change if row.pk not in held], rows)
    _write(debate, found, places, _Values(debate, blocks), rows)
    created, changed, dropped = (
        now - then for now, then in zip((rows.created, rows.changed, rows.deleted), before, strict=True)
    )
    settled_now = sum(row is not None for row in decided)
    in_part = only is not None and not {text.work for text in texts} <= set(only)
    return Traced(len(found), settled_now, created, changed, dropped, in_part)


def _placed(found: Iterable[Found], blocks: dict[Key, Block]) -> list[tuple[Found, Sides]]:
    """Everything found, with its passages as the database names them."""
    return [
        (
            each,
            tuple(
                Side(blocks[place.work, place.order].pk, place.start, place.end)
                for place in (each.left, each.right)
            ),
        )
        for each in found
    ]


def _places(
    found: list[tuple[Found, Sides]], decided: list[Link | None], open_to_change: list[Link]
) -> list[Link | None]:
    """The row of everything found, decided on or not; none for what is new.

    A suggestion of the very same passages is taken first, whatever else it is like.
    """
    places = list(decided)
    same = {sides_of(row): row for row in open_to_change}
    for number, (_, sides) in enumerate(found):
        if places[number] is None:
            places[number] = same.pop(sides, None)
    index = Index((row, sides) for sides, row in same.items())
    taken: set[Link] = set()
    for number, (_, sides) in enumerate(found):
        if places[number] is None:
            places[number] = next((row for row in index.like(sides) if row not in taken), None)
            taken.add(places[number])
    return places


def _take_back(gone: list[Link], rows: Rows) -> None:
    """Deletes suggestions, except those on which something hangs that protects them."""
    for row in gone:
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError:
            continue
        rows.deleted += 1


def _write(
    debate: Debate,
    found: list[tuple[Found, Sides]],
    places: list[Link | None],
    values_of: "_Values",
    rows: Rows,
) -> None:
    """Changes the suggestions that are still found, and makes the new ones."""
    pairs, new = [], []
    for number, ((each, _), row) in enumerate(zip(found, places, strict=True)):
        if row is None:
            row = Link(debate=debate, slug=values_of.free_slug(each), **NEW, **values_of(each))
            new.append(row)
        elif is_mere_suggestion(row):
            pairs.append((row, values_of(each)))
        places[number] = row
    firsts = [
        (row, _first(each, row, places))
        for (each, _), row in zip(found, places, strict=True)
        if is_mere_suggestion(row)
    ]
    write_in_parts(pairs, new, firsts, rows)


def _first(found: Found, row: Link, places: list[Link]) -> Link | None:
    """The link that ``row`` goes on with: the first part of its quotation, unless that was dismissed."""
    first = None if found.continues is None else places[found.continues]
    return None if first is row or (first and first.status == LinkStatus.DISMISSED) else first


class _Values:
    """What is found, in the columns of a link."""

    def __init__(self, debate: Debate, blocks: dict[Key, Block]) -> None:
        self.debate, self.blocks = debate, blocks
        self.authorities = dict(Authority.objects.filter(debate=debate).values_list("slug", "pk"))
        self.slugs: set[str] = set()

    def __call__(self, found: Found) -> dict[str, Any]:
        attributed_as = found.attributed_as[:ATTRIBUTED_LENGTH]
        values = {name: getattr(found, name) for name in SAID} | {
            "attributed_as": attributed_as,
            "attributed_to_id": self.authorities.get(found.authority),
            "score": found.score,
        }
        for side, place in (("left", found.left), ("right", found.right)):
            values |= {
                f"{side}_block_id": self.blocks[place.work, place.order].pk,
                f"{side}_start": place.start,
                f"{side}_end": place.end,
                f"{side}_exact": place.exact,
            }
        return values

    def free_slug(self, found: Found) -> str:
        self.slugs = self.slugs or slugs_taken(self.debate)
        slug = free_slug(found.slug, self.slugs)
        self.slugs.add(slug)
        return slug
