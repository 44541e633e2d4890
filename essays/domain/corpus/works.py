"""One text file as a work: front matter and blocks."""

import re
from dataclasses import dataclass, field, replace

from essays.domain.corpus.fields import Fields
from essays.domain.corpus.markdown_blocks import read_blocks
from essays.domain.corpus.names import Once
from essays.domain.corpus.problems import Place, Problems
from essays.domain.corpus.records import BlockRecord, WorkRecord
from essays.domain.corpus.sections import make_sections, read_outline
from essays.domain.corpus.source_files import SourceFile
from essays.domain.corpus.suggestions import did_you_mean
from essays.domain.corpus.yaml_tree import read_yaml
from essays.enums import WorkKind

DELIMITER = "---"
#: Short enough for a margin; letters only, so that “K 16” can be nothing else.
SIGLUM = re.compile(r"[A-Z][A-Za-z]{0,3}")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass
class Shelf:
    """What the works of a debate share: authors to choose from, sigla taken, who answers whom."""

    authors: Once
    sigla: Once
    language: str
    problems: Problems
    replies: dict[str, tuple[str, Place]] = field(default_factory=dict)


def read_work(source: SourceFile, *, slug: str, order: int, shelf: Shelf) -> WorkRecord | None:
    """The work in ``source``; None when its front matter or its blocks can't be made out at all."""
    problems = shelf.problems
    parts = _split(source, problems)
    if parts is None:
        return None
    front, body, body_line = parts
    node = read_yaml(front, file=source.name, problems=problems, first_line=2)
    if node is None:
        return None
    blocks = read_blocks(body, file=source.name, first_line=body_line, problems=problems)
    with Fields(node, file=source.name, problems=problems, what="front matter") as fields:
        work = _read_front_matter(fields, slug=slug, order=order, shelf=shelf, blocks=blocks)
        outline = read_outline(fields)
    if not any(block.number for block in blocks):
        place = Place(source.name, body_line)
        problems.add(place, "the text is empty: no paragraph, list item or block quotation")
        return None
    sections, placed = make_sections(blocks, outline, file=source.name, problems=problems)
    return replace(work, sections=sections, blocks=placed)


def _read_front_matter(
    fields: Fields, *, slug: str, order: int, shelf: Shelf, blocks: tuple[BlockRecord, ...]
) -> WorkRecord:
    author, responds_to = fields.slug("author"), fields.slug("responds_to", required=False)
    shelf.replies[slug] = (responds_to, fields.place_of("responds_to"))
    return WorkRecord(
        slug=slug,
        order=order,
        file=fields.file,
        siglum=shelf.sigla.take(read_siglum(fields), fields.place_of("siglum")),
        kind=fields.choice("kind", WorkKind.values),
        title=fields.text("title", 200),
        short_title=fields.text("short_title", 80),
        title_is_editorial=fields.flag("title_is_editorial", default=False),
        title_note=fields.optional("title_note"),
        author=shelf.authors.require(author, fields.place_of("author")),
        responds_to=responds_to,
        language=read_language(fields, default=shelf.language),
        date=fields.optional("date", 40),
        source_note=fields.optional("source_note"),
        categories=fields.optional("categories", 300),
        blocks=blocks,
        sections=(),
    )


def read_language(fields: Fields, *, default: str) -> str:
    """A BCP 47 tag such as “en” or “zh-Hans”."""
    tag = fields.optional("language", 35) or default
    if not LANGUAGE.fullmatch(tag):
        fields.fault("language", f"“{tag}” is not a language tag such as en or zh-Hans")
    return tag


def read_siglum(fields: Fields) -> str:
    """The siglum; empty, and a problem, when it can't be one."""
    siglum = fields.text("siglum", 4)
    if siglum and not SIGLUM.fullmatch(siglum):
        fields.fault("siglum", f"“{siglum}” is not a siglum: a capital, then at most three letters")
        return ""
    return siglum


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


def check_replies(shelf: Shelf) -> None:
    """Every answered work exists, and nobody answers, however indirectly, their own answer."""
    targets = {slug: target for slug, (target, _) in shelf.replies.items()}
    for slug, (target, place) in shelf.replies.items():
        if target and target not in targets:
            hint = did_you_mean(target, targets)
            shelf.problems.add(place, f"responds_to: there is no work “{target}”{hint}")
            continue
        chain = [slug]
        while (after := targets.get(chain[-1], "")) and after not in chain:
            chain.append(after)
        if after == slug:
            shelf.problems.add(place, f"responds_to: a cycle of replies: {', '.join([*chain, slug])}")
