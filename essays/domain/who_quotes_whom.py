"""Who quotes whom: quotations gathered from links and references, counted once each, by row and column.

No query: takes what ``essays.queries.quotations`` fetched. An interrupted quotation is one, however many
parts it has; a reference and a link that are about the same passage are one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from essays.domain.link_phrases import summary_of
from essays.models import Authority, Link, Reference, Work
from essays.queries.quotations import QuotationRecords

#: Kinds of reference that are quotations; paraphrases, mentions, ascriptions and titles are not counted.
QUOTING = (
    "quotation",
    "block quotation",
    "quotation without attribution",
    "quotation, altered",
    "near-quotation",
)


@dataclass(frozen=True)
class Quotation:
    """A passage of ``source`` that has the words of another, in one part or in several.

    ``target`` is the work quoted, None where only an authority is; with ``shared`` it is not shown which
    of the two took the words from the other. ``links`` may be empty, then ``reference`` is there.
    """

    source: Work
    target: Work | None
    links: tuple[Link, ...] = ()
    reference: Reference | None = None
    authorities: tuple[Authority, ...] = ()
    shared: bool = False

    @property
    def confirmed(self) -> bool:
        """An editor has confirmed every part of it, or recorded it where no link is known."""
        return all(link.is_fact for link in self.links)

    @property
    def recorded(self) -> bool:
        """That its authorities are quoted is a fact, even if nobody has reviewed the work it was found in."""
        return self.reference is not None or self.confirmed


@dataclass(frozen=True)
class Part:
    """A link and, in a few words, how its passages differ."""

    link: Link
    summary: str


@dataclass(frozen=True)
class Listed:
    """A quotation as an entry of a list."""

    quotation: Quotation
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Column:
    """Who is quoted: a work or an authority, the other is None."""

    work: Work | None = None
    authority: Authority | None = None


@dataclass(frozen=True)
class Cell:
    column: Column
    confirmed: int
    found: int


@dataclass(frozen=True)
class MatrixRow:
    work: Work
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    columns: tuple[Column, ...]
    rows: tuple[MatrixRow, ...]


def gather_quotations(records: QuotationRecords) -> tuple[Quotation, ...]:
    """Every quotation and every passage shared, in the order of the texts that quote."""
    works = {work.pk: work for work in records.works}
    gathered = [_of_links(group, works) for group in _groups(records.links)]
    by_block: dict[int, list[int]] = defaultdict(list)
    for index, quotation in enumerate(gathered):
        for block in {link.left_block_id for link in quotation.links}:
            by_block[block].append(index)
    alone = []
    for reference in records.references:
        if reference.kind not in QUOTING or not reference.authorities.all():
            continue
        named = tuple(reference.authorities.all())
        same = [i for i in by_block[reference.block_id] if _is_about(gathered[i], reference, named)]
        for index in same:
            gathered[index] = replace(
                gathered[index],
                reference=reference,
                authorities=tuple(dict.fromkeys((*gathered[index].authorities, *named))),
            )
        if not same:
            alone.append(Quotation(reference.block.work, None, (), reference, named))
    return tuple(sorted((*gathered, *alone), key=_place))


def matrix_of(quotations: Sequence[Quotation], works: Sequence[Work]) -> Matrix:
    """A row and a column for each work; a column for each authority that is quoted at all."""
    counts: dict[tuple[int, Column], list[bool]] = defaultdict(list)
    for quotation in quotations:
        if quotation.target and not quotation.shared:
            counts[quotation.source.pk, Column(work=quotation.target)].append(quotation.confirmed)
        for authority in quotation.authorities:
            counts[quotation.source.pk, Column(authority=authority)].append(quotation.recorded)
    quoted = {column.authority for _, column in counts if column.authority}
    columns = (
        *(Column(work=work) for work in works),
        *(Column(authority=authority) for authority in sorted(quoted, key=lambda each: each.order)),
    )
    rows = (
        MatrixRow(work, tuple(_cell(column, counts[work.pk, column]) for column in columns)) for work in works
    )
    return Matrix(columns, tuple(rows))


def list_quotations(quotations: Iterable[Quotation]) -> tuple[Listed, ...]:
    """Entries with how the words differ; the cost is that of comparing the passages listed."""
    return tuple(
        Listed(
            quotation,
            tuple(Part(link, summary_of(link)) for link in quotation.links),
        )
        for quotation in quotations
    )


def _groups(links: Iterable[Link]) -> Iterator[tuple[Link, ...]]:
    """The parts of each interrupted quotation together; every other link alone.

    Parts that say different things of their texts (works, direction) are not one quotation.
    """
    groups: dict[tuple[object, ...], list[Link]] = defaultdict(list)
    for link in links:
        head = link.continues_id or link.pk
        groups[head, link.left_block.work_id, link.right_block.work_id, link.direction].append(link)
    return (tuple(group) for group in groups.values())


def _of_links(links: tuple[Link, ...], works: dict[int, Work]) -> Quotation:
    authorities = dict.fromkeys(link.attributed_to for link in links if link.attributed_to)
    return Quotation(
        source=works[links[0].left_block.work_id],
        target=works[links[0].right_block.work_id],
        links=links,
        authorities=tuple(authorities),
        shared=not links[0].is_quotation,
    )


def _is_about(quotation: Quotation, reference: Reference, named: tuple[Authority, ...]) -> bool:
    """The reference is to the passage that quotes, and to somebody the link names too."""
    return bool(set(quotation.authorities) & set(named)) and any(
        link.left_block_id == reference.block_id
        and link.left_start < reference.end
        and reference.start < link.left_end
        for link in quotation.links
    )


def _place(quotation: Quotation) -> tuple[int, int, int]:
    if quotation.links:
        first = quotation.links[0]
        return quotation.source.order, first.left_block.order, first.left_start
    reference = quotation.reference
    return quotation.source.order, reference.block.order, reference.start


def _cell(column: Column, confirmed: list[bool]) -> Cell:
    return Cell(column, sum(confirmed), len(confirmed) - sum(confirmed))
