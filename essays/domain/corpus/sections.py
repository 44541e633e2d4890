"""The contents of a work: sections begin at the source's headings and where an editor's outline says."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.text import slugify

from essays.domain.corpus.fields import SLUG_LENGTH, Fields
from essays.domain.corpus.problems import Place, Problems
from essays.domain.corpus.records import BlockRecord, SectionRecord
from essays.enums import BlockKind

TITLE_LENGTH = 200
#: Anchors of a work's page: its paragraphs (#p12), responses (#r6) and notes, and its parts.
TAKEN_ANCHOR = re.compile(r"[pr][0-9].*|(?:note|words)-.*|main|contents|notes|responses|quote|uses")


@dataclass(frozen=True)
class Start:
    """Where a section begins: the number of its first block; ``heading`` is that block's order or 0."""

    first_number: int
    title: str
    slug: str
    place: Place
    heading: int = 0


def read_outline(fields: Fields) -> list[Start]:
    """The editor's sections, from the key ``outline`` of the front matter."""
    starts = []
    for entry in fields.each("outline", "outline"):
        with entry:
            title = entry.text("title", TITLE_LENGTH)
            slug = entry.slug(required=False) or slug_of(title)
            start = Start(entry.required_whole("from"), title, slug, entry.place)
        if TAKEN_ANCHOR.fullmatch(slug) or (title and not slug):
            entry.fault("title", f"gives the anchor “{slug}”, which can't be used; add a “slug”")
        if start.first_number:
            starts.append(start)
    return starts


def slug_of(title: str) -> str:
    """The title as an anchor, cut at a word; empty when it has no Latin letters."""
    slug = slugify(title)
    return slug if len(slug) <= SLUG_LENGTH else slug[: SLUG_LENGTH + 1].rpartition("-")[0]


def make_sections(
    blocks: tuple[BlockRecord, ...], outline: list[Start], *, file: str, problems: Problems
) -> tuple[tuple[SectionRecord, ...], tuple[BlockRecord, ...]]:
    """The sections in order, and the blocks with the section they belong to."""
    last_number = max((block.number or 0 for block in blocks), default=0)
    if not outline and not any(block.kind is BlockKind.HEADING for block in blocks):
        return (), blocks
    starts = sorted([*outline, *_headings(blocks, last_number, file)], key=lambda start: start.first_number)
    ends = [later.first_number - 1 for later in starts[1:]] + [last_number]
    sections: list[SectionRecord] = []
    headings = {}
    for start, last in zip(starts, ends, strict=True):
        if not 1 <= start.first_number <= last:
            problems.add(start.place, f"the section “{start.title}” holds no numbered block")
        if len(start.title) > TITLE_LENGTH:
            problems.add(start.place, f"a heading of {len(start.title)} characters, at most {TITLE_LENGTH}")
        slug = start.slug
        if slug in {section.slug for section in sections}:
            if not start.heading:
                problems.add(start.place, f"two sections have the anchor “{slug}”; add a “slug”")
            slug = f"section-{start.first_number}"
        headings[start.heading] = slug
        sections.append(SectionRecord(slug, start.title, start.first_number, last, not start.heading))
    return tuple(sections), tuple(_placed(blocks, sections, headings))


def _headings(blocks: tuple[BlockRecord, ...], last_number: int, file: str) -> Iterable[Start]:
    """A source's heading can't be reworded for its anchor's sake: an unusable one becomes “section-7”."""
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            first = next((later.number for later in blocks[index:] if later.number), last_number + 1)
            slug = slug_of(block.text)
            if not slug or TAKEN_ANCHOR.fullmatch(slug):
                slug = f"section-{first}"
            yield Start(first, block.text, slug, Place(file, block.line), block.order)


def _placed(
    blocks: tuple[BlockRecord, ...], sections: list[SectionRecord], headings: dict[int, str]
) -> Iterable[BlockRecord]:
    """A heading belongs to the section it opens; another unnumbered block to that of the block before."""
    current = ""
    by_number = {n: s.slug for s in sections for n in range(s.first_number, s.last_number + 1)}
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            current = headings[block.order]
        elif block.number:
            current = by_number.get(block.number, "")
        yield replace(block, section=current)
