"""Writing what a debate's links.yaml says of quotation links."""

from collections.abc import Sequence

from django.db.models import Model

from essays.domain.corpus.debate_record import DebateRecord
from essays.domain.corpus.problems import CorpusRefused, Place, Problem
from essays.domain.corpus.records import LinkRecord, SpanRecord
from essays.domain.links.matching import Index, Side, Sides, likeness
from essays.domain.links.stored import is_from_files, sides_of
from essays.domain.loading.apparatus import taken
from essays.domain.loading.link_passages import PASSAGES_ASIDE
from essays.domain.loading.rows import Rows, Values
from essays.domain.loading.texts import Texts
from essays.enums import LinkOrigin, LinkStatus
from essays.models import Authority, Debate, Link

Pairs = Sequence[tuple[Model, Values]]
SAID = "kind marked direction ground ground_note attributed_as origin status reason note"
#: What a link is whose entry is gone: as if comparison had just found it, which it may or may not have.
FORGOTTEN: Values = {
    "origin": LinkOrigin.FOUND,
    "status": LinkStatus.SUGGESTED,
    "attributed_to_id": None,
    "continues_id": None,
    "reason": "",
    "note": "",
}


def write_links(*, record: DebateRecord, debate: Debate, texts: Texts, rows: Rows) -> set[str]:
    """The file's links, each in the row of its slug or else of its passages; what an editor decided on
    the site stays as it is.

    Returns the slugs of works that have to be compared again, because the file no longer says anything
    of a link between them. Raises ``CorpusRefused``. 2 queries when nothing changes. Rows that stand where
    an entry has moved to are set aside for ``rows.finish``.
    """
    stored = list(Link.objects.filter(debate=debate).select_related("left_block", "right_block"))
    claimed = _claim(record, texts, stored)
    authorities = dict(Authority.objects.filter(debate=debate).values_list("slug", "pk"))
    pairs, new = [], []
    for link in record.links:
        values = _values(link, debate, texts, authorities)
        row = claimed.get(link.slug)
        if row is None:
            new.append(Link(**values))
        elif not row.decided_here:
            pairs.append((row, values))
    kept = {row.pk for row in claimed.values()}
    rest = [row for row in stored if row.pk not in kept]
    gone = _in_the_way(record, texts, claimed, rest)
    rows.write(Link, pairs=[], gone=gone, parked=PASSAGES_ASIDE)
    dropped = [row for row in rest if is_from_files(row) and row not in gone]
    pairs += [(row, FORGOTTEN) for row in dropped]
    write_in_parts(pairs, new, _firsts(record.links, claimed, new), rows)
    slugs = {work.pk: slug for slug, work in texts.works.items()}
    blocks = [block for row in dropped for block in (row.left_block, row.right_block)]
    return {slugs[block.work_id] for block in blocks if block.work_id in slugs}


def _claim(record: DebateRecord, texts: Texts, stored: list[Link]) -> dict[str, Link]:
    """The row that each of the file's links has already, by the link's slug: the one that an editor gave
    the very same passages, the one of its slug, or the one that is most like it.

    Raises CorpusRefused where a slug is the address of a link of other passages that is not the file's.
    """
    by_slug = {row.slug: row for row in stored}
    index = Index((row.pk, sides_of(row)) for row in stored)
    by_key = {row.pk: row for row in stored}
    decided = {sides_of(row): row for row in stored if row.decided_here}
    claimed = {
        link.slug: decided.get(_sides(link, texts)) or by_slug[link.slug]
        for link in record.links
        if link.slug in by_slug or _sides(link, texts) in decided
    }
    claimed_keys = {row.pk for row in claimed.values()}
    problems = []
    for link in record.links:
        sides = _sides(link, texts)
        row = claimed.get(link.slug)
        if row and not is_from_files(row) and not likeness(sides_of(row), sides):
            reason = f"“{link.slug}” is the address of another link on this site; give this one another slug"
            problems.append(Problem(Place(f"{record.slug}/links.yaml"), reason))
        elif row is None and (like := [key for key in index.like(sides) if key not in claimed_keys]):
            claimed[link.slug] = by_key[like[0]]
            claimed_keys.add(like[0])
    if problems:
        raise CorpusRefused(tuple(problems))
    return claimed


def _in_the_way(record: DebateRecord, texts: Texts, claimed: dict[str, Link], rest: list[Link]) -> list[Link]:
    """Of the rows that no entry has, those of the very passages that an entry has moved to: they go."""
    rows = [(claimed.get(link.slug), link) for link in record.links]
    wanted = {_sides(link, texts) for row, link in rows if row is None or not row.decided_here}
    return [row for row in rest if sides_of(row) in wanted]


def _firsts(
    links: tuple[LinkRecord, ...], claimed: dict[str, Link], new: list[Link]
) -> list[tuple[Link, Link | None]]:
    """Each row of the file's links with the one that it continues."""
    by_slug = claimed | {row.slug: row for row in new}
    return [
        (by_slug[link.slug], by_slug.get(link.continues))
        for link in links
        if not by_slug[link.slug].decided_here
    ]


def write_in_parts(
    pairs: Pairs, new: Sequence[Link], firsts: Sequence[tuple[Link, Link | None]], rows: Rows
) -> None:
    """Writes links, and for each of ``firsts`` which link it goes on with: those that begin an
    interrupted quotation first, because the others point at them."""
    rows.write(Link, pairs=pairs, parked=PASSAGES_ASIDE)
    first_of = {id(row): first for row, first in firsts}
    rows.write(Link, pairs=[], new=[row for row in new if first_of[id(row)] is None])
    rest = [row for row in new if first_of[id(row)] is not None]
    joined = {id(row) for row in rest}
    for row in rest:
        row.continues = first_of[id(row)]
    rows.write(Link, pairs=[], new=rest)
    rows.write(
        Link,
        pairs=[(row, {"continues_id": first and first.pk}) for row, first in firsts if id(row) not in joined],
    )


def _block(span: SpanRecord, texts: Texts) -> int:
    return texts.blocks[span.work, span.block].pk


def _sides(link: LinkRecord, texts: Texts) -> Sides:
    left, right = (Side(_block(span, texts), span.start, span.end) for span in (link.left, link.right))
    return left, right


def _values(link: LinkRecord, debate: Debate, texts: Texts, authorities: dict[str, int]) -> Values:
    values = {
        "debate_id": debate.pk,
        "slug": link.slug,
        "attributed_to_id": authorities[link.attributed_to] if link.attributed_to else None,
        **taken(link, SAID),
    }
    for side, span in (("left", link.left), ("right", link.right)):
        values |= {
            f"{side}_block_id": _block(span, texts),
            f"{side}_start": span.start,
            f"{side}_end": span.end,
            f"{side}_exact": span.exact,
        }
    return values
