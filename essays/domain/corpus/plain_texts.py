"""A folder of texts and nothing else: each file a work, in the order of the files' names.

For those who want to know what some texts share and have no debate of them. Front matter may give
``title``, ``author`` (a name) and ``responds_to`` (the file answered); other keys are left alone. Blank
lines part paragraphs, and what plainly is a Markdown heading, list item or quotation is taken as one.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from django.utils.text import slugify

from essays.domain.corpus.fields import one_line
from essays.domain.corpus.names import Once
from essays.domain.corpus.problems import Place, Problems
from essays.domain.corpus.records import AuthorRecord, BlockRecord, WorkRecord
from essays.domain.corpus.source_files import SourceFile, read_plain_folder
from essays.domain.corpus.works import DELIMITER, Shelf, check_replies
from essays.domain.corpus.yaml_tree import Mapping, Scalar, read_yaml
from essays.enums import NUMBERED_KINDS, AuthorKind, BlockKind, WorkKind

_KEY = re.compile(r"[A-Za-z_][\w-]*:(?:\s|$)")
_HEADING = re.compile(r"#{1,6}\s+(.*?)(?:\s+#+)?\s*$")
_ITEM = re.compile(r"(?:[-*+•]|\(?\d{1,3}[.)])\s+")
_RULE = re.compile(r"(?:[-*_=]\s*){3,}")

Line = tuple[int, str]


def read_plain_texts(folder: Path) -> tuple[tuple[AuthorRecord, ...], tuple[WorkRecord, ...]]:
    """Authors and works. Raises ``CorpusRefused``."""
    problems = Problems()
    files = read_plain_folder(folder, problems)
    shelf = Shelf(Once("author", problems), Once("siglum", problems), "", problems)
    authors: dict[str, AuthorRecord] = {}
    slugs: list[str] = []
    works = []
    for order, file in enumerate(files, 1):
        slugs.append(_slug(file, order, slugs))
        work, author = _work(file, slugs[-1], order, shelf)
        works.append(work)
        authors[author.slug] = author
    check_replies(shelf)
    problems.raise_if_any()
    return tuple(authors.values()), tuple(works)


def _slug(file: SourceFile, order: int, taken: list[str]) -> str:
    slug = _slugified(Path(file.name).stem) or f"text-{order}"
    number = 1
    while (numbered := slug if number == 1 else f"{slug}-{number}") in taken:
        number += 1
    return numbered


def _slugified(stem: str) -> str:
    return slugify(stem) or slugify(stem, allow_unicode=True)


def _siglum(order: int) -> str:
    """A to Z, then Aa, Ab and so on."""
    letters = ""
    while order:
        order, letter = divmod(order - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters.capitalize()


def _work(file: SourceFile, slug: str, order: int, shelf: Shelf) -> tuple[WorkRecord, AuthorRecord]:
    front, lines = _split(file, shelf.problems)
    blocks = _numbered(lines)
    if not any(block.number for block in blocks):
        shelf.problems.add(Place(file.name), "the text is empty: no paragraph, list item or block quotation")
    name = front.get("author", "")
    answers = _slugified(front.get("responds_to", "").removesuffix(".md").removesuffix(".txt"))
    shelf.replies[slug] = (answers, Place(file.name, 1))
    author = AuthorRecord(
        slug=f"by:{name}" if name else f"author-of:{slug}",
        name=name,
        kind=AuthorKind.PERSON if name else AuthorKind.NOT_STATED,
        note="",
    )
    title = front.get("title") or next((one.text for one in blocks if one.kind == BlockKind.HEADING), slug)
    work = WorkRecord(
        slug=slug,
        order=order,
        file=file.name,
        siglum=_siglum(order),
        kind=WorkKind.ESSAY,
        title=title,
        short_title=title,
        title_is_editorial="title" not in front,
        title_note="",
        author=author.slug,
        responds_to=answers,
        language=shelf.language,
        date="",
        source_note="",
        categories="",
        blocks=blocks,
        sections=(),
    )
    return work, author


def _split(file: SourceFile, problems: Problems) -> tuple[dict[str, str], list[Line]]:
    """What front matter says, and the lines behind it. A rule above a text is no front matter."""
    lines = list(enumerate(file.text.split("\n"), 1))
    ends = [number for number, line in lines[1:] if line.rstrip() == DELIMITER]
    if lines[0][1].rstrip() != DELIMITER or not ends or not _KEY.match(lines[1][1]):
        return {}, lines
    front = "\n".join(line for _, line in lines[1 : ends[0] - 1])
    node = read_yaml(front, file=file.name, problems=problems, first_line=2)
    entries = node.entries if isinstance(node, Mapping) else {}
    said = {key: one_line(value.value) for key, value in entries.items() if isinstance(value, Scalar)}
    return said, lines[ends[0] :]


def _numbered(lines: list[Line]) -> tuple[BlockRecord, ...]:
    blocks: list[BlockRecord] = []
    number = 0
    for is_text, group in groupby(lines, key=lambda line: bool(line[1].strip())):
        for block in _blocks(list(group)) if is_text else ():
            counts = block.kind in NUMBERED_KINDS
            number += counts
            blocks.append(replace(block, order=len(blocks) + 1, number=number if counts else None))
    return tuple(blocks)


def _blocks(group: list[Line]) -> Iterator[BlockRecord]:
    """Of lines without a blank one between them."""
    at = 0
    while at < len(group):
        number, line = group[at]
        if heading := _HEADING.match(line):
            yield from _block(BlockKind.HEADING, [(number, heading[1])])
        elif not _RULE.fullmatch(line.strip()):
            break
        at += 1
    group = group[at:]
    if not group:
        return
    if group[0][1].startswith(">"):
        quoted = [(number, line.removeprefix(">").strip()) for number, line in group]
        for is_text, part in groupby(quoted, key=lambda line: bool(line[1])):
            yield from _block(BlockKind.BLOCK_QUOTATION, list(part)) if is_text else ()
    elif _ITEM.match(group[0][1]):
        starts = [at for at, (_, line) in enumerate(group) if _ITEM.match(line.lstrip())]
        for start, end in zip(starts, [*starts[1:], len(group)], strict=True):
            number, line = group[start]
            first = (number, _ITEM.sub("", line.lstrip(), count=1))
            yield from _block(BlockKind.LIST_ITEM, [first, *group[start + 1 : end]])
    else:
        yield from _block(BlockKind.PARAGRAPH, group)


def _block(kind: BlockKind, lines: list[Line]) -> Iterator[BlockRecord]:
    text = one_line(" ".join(line for _, line in lines))
    if text:
        yield BlockRecord(order=0, kind=kind, number=None, marker="", text=text, line=lines[0][0])
