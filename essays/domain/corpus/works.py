"""One text file as a work: front matter, blocks, and the sections of its contents."""

import re
from dataclasses import dataclass, replace

from django.utils.text import slugify

from essays.domain.corpus.fields import SLUG_LENGTH, Fields
from essays.domain.corpus.markdown_blocks import read_blocks
from essays.domain.corpus.problems import Place, Problems
from essays.domain.corpus.records import BlockRecord, SectionRecord, WorkRecord
from essays.domain.corpus.source_files import SourceFile
from essays.domain.corpus.suggestions import did_you_mean
from essays.domain.corpus.yaml_tree import read_yaml
from essays.enums import BlockKind, WorkKind

DELIMITER = "---"
#: Short enough for a margin; letters only, so that “K 16” can be nothing else.
SIGLUM = re.compile(r"[A-Z][A-Za-z]{0,3}")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
#: Anchors of paragraphs (#p12) and of responses (#r6) on the same page.
TAKEN_ANCHOR = re.compile(r"[pr][0-9]+")


@dataclass(frozen=True)
class _OutlineEntry:
    first_number: int
    title: str
    slug: str
    place: Place


def read_work(
    source: SourceFile, *, slug: str, order: int, language: str, problems: Problems
) -> WorkRecord | None:
    """The work in ``source``; None when its front matter or its blocks can't be made out at all.

    ``language`` is the debate's, for a work that names none of its own.
    """
    parts = _split(source, problems)
    if parts is None:
        return None
    front, body, body_line = parts
    node = read_yaml(front, file=source.name, problems=problems, first_line=2)
    if node is None:
        return None
    blocks = read_blocks(body, file=source.name, first_line=body_line, problems=problems)
    with Fields(node, file=source.name, problems=problems, what="front matter") as fields:
        outline = _read_outline(fields)
        work = WorkRecord(
            slug=slug,
            order=order,
            file=source.name,
            siglum=_siglum(fields),
            kind=fields.choice("kind", WorkKind.values),
            title=fields.text("title", 200),
            short_title=fields.text("short_title", 80),
            title_is_editorial=fields.flag("title_is_editorial", default=False),
            title_note=fields.optional("title_note"),
            author=fields.slug("author"),
            responds_to=fields.slug("responds_to", required=False),
            language=read_language(fields, default=language),
            date=fields.optional("date", 40),
            source_note=fields.optional("source_note"),
            categories=fields.optional("categories", 300),
            blocks=blocks,
            sections=(),
        )
    if not any(block.number for block in blocks):
        problems.add(
            Place(source.name, body_line), "the text is empty: no paragraph, list item or block quotation"
        )
        return None
    return _with_sections(work, outline, problems)


def read_language(fields: Fields, *, default: str) -> str:
    """A BCP 47 tag such as “en” or “zh-Hans”."""
    tag = fields.optional("language", 35) or default
    if not LANGUAGE.fullmatch(tag):
        fields.fault("language", f"“{tag}” is not a language tag such as en or zh-Hans")
    return tag


def _slug_of(title: str) -> str:
    """The title as an anchor, cut at a word."""
    slug = slugify(title)
    return slug if len(slug) <= SLUG_LENGTH else slug[: SLUG_LENGTH + 1].rpartition("-")[0]


def _split(source: SourceFile, problems: Problems) -> tuple[str, str, int] | None:
    """Front matter, body, and the line on which the body begins."""
    lines = source.text.split("\n")
    if lines[0].rstrip() != DELIMITER:
        problems.add(Place(source.name, 1), f"front matter is missing: the first line must be “{DELIMITER}”")
        return None
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == DELIMITER:
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    problems.add(Place(source.name, 1), f"front matter is not closed by a line “{DELIMITER}”")
    return None


def _siglum(fields: Fields) -> str:
    siglum = fields.text("siglum", 4)
    if siglum and not SIGLUM.fullmatch(siglum):
        fields.fault("siglum", f"“{siglum}” is not a siglum: a capital, then at most three letters")
    return siglum


def _read_outline(fields: Fields) -> list[_OutlineEntry]:
    entries = []
    for entry in fields.each("outline", "outline"):
        with entry:
            title = entry.text("title", 200)
            slug = entry.slug(required=False) or _slug_of(title)
            entries.append(_OutlineEntry(entry.whole("from", default=0), title, slug, entry.place))
        if not entry.has("from"):
            entry.fault("from", "the number of the section's first paragraph is missing")
    return entries


def _with_sections(work: WorkRecord, outline: list[_OutlineEntry], problems: Problems) -> WorkRecord:
    """Sections begin at the source's headings and at the outline's entries; blocks learn their section."""
    starts = [(entry.first_number, entry.title, entry.slug, True, entry.place) for entry in outline]
    for index, block in enumerate(work.blocks):
        if block.kind is BlockKind.HEADING:
            number = next(
                (later.number for later in work.blocks[index:] if later.number), work.last_number + 1
            )
            slug = _slug_of(block.text)
            starts.append((number, block.text, slug, False, Place(work.file, block.line)))
    starts.sort(key=lambda start: start[0])
    sections: list[SectionRecord] = []
    for index, (first, title, slug, is_editorial, place) in enumerate(starts):
        last = starts[index + 1][0] - 1 if index + 1 < len(starts) else work.last_number
        if not 1 <= first <= last:
            problems.add(place, f"the section “{title}” holds no numbered block")
        if not slug or TAKEN_ANCHOR.fullmatch(slug):
            problems.add(place, f"the section “{title}” needs another slug than “{slug}”")
        if slug in {section.slug for section in sections}:
            problems.add(place, f"two sections have the slug “{slug}”")
        sections.append(SectionRecord(slug, title, first, last, is_editorial))
    return replace(work, sections=tuple(sections), blocks=_placed(work.blocks, sections))


def _placed(blocks: tuple[BlockRecord, ...], sections: list[SectionRecord]) -> tuple[BlockRecord, ...]:
    """A heading belongs to the section it opens; any other unnumbered block to the block before it."""
    placed = []
    current = ""
    by_title = {section.title: section.slug for section in sections if not section.is_editorial}
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            current = by_title.get(block.text, current)
        elif block.number:
            current = next((s.slug for s in sections if s.first_number <= block.number <= s.last_number), "")
        placed.append(replace(block, section=current))
    return tuple(placed)


def check_replies(works: tuple[WorkRecord, ...], lines: dict[str, Place], problems: Problems) -> None:
    """Every answered work exists, and nobody answers, however indirectly, their own answer."""
    targets = {work.slug: work.responds_to for work in works}
    for work in works:
        place = lines[work.slug]
        if work.responds_to and work.responds_to not in targets:
            hint = did_you_mean(work.responds_to, targets)
            problems.add(place, f"responds_to: there is no work “{work.responds_to}”{hint}")
            continue
        chain = [work.slug]
        while (target := targets.get(chain[-1], "")) and target not in chain:
            chain.append(target)
        if target == work.slug:
            problems.add(place, "responds_to: a cycle of replies: " + " → ".join([*chain, target]))
