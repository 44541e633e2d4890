"""A text's Markdown as its blocks: headings, paragraphs, list items, quotations, and fenced kinds.

Only the outline is Markdown. Inside a block every character stands for itself, so that a source's
asterisks, brackets and quotation marks arrive as printed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from essays.domain.corpus.fields import MOST_ITEMS, one_line
from essays.domain.corpus.problems import Place, Problems
from essays.domain.corpus.records import BlockRecord
from essays.domain.corpus.suggestions import did_you_mean
from essays.enums import NUMBERED_KINDS, BlockKind

FENCED_KINDS = {"signature": BlockKind.SIGNATURE, "note": BlockKind.NOTE, "speaker": BlockKind.SPEAKER}
FENCE = ":::"
ENUMERATED = re.compile(r"\(\d{1,3}\) ")
#: What makes a line the start of something other than a paragraph; a backslash before it takes that away.
STARTS = re.compile(r"#|> ?|- |\(\d{1,3}\) |:::|\\")
BULLET = "•"


@dataclass(frozen=True)
class _Line:
    number: int
    text: str


def read_blocks(text: str, *, file: str, first_line: int, problems: Problems) -> tuple[BlockRecord, ...]:
    """The blocks in order, numbered; ``first_line`` is the line of the file on which ``text`` begins."""
    reader = _Reader(file, problems)
    blocks = []
    number = 0
    for group in _groups(text, first_line, reader):
        for block in reader.blocks(group):
            if block.kind in NUMBERED_KINDS:
                number += 1
                block = replace(block, number=number)
            blocks.append(replace(block, order=len(blocks) + 1))
    if len(blocks) > MOST_ITEMS:
        reader.fault(blocks[MOST_ITEMS].line, f"{len(blocks)} blocks, at most {MOST_ITEMS}")
    return tuple(blocks)


def _groups(text: str, first_line: int, reader: "_Reader") -> Iterator[list[_Line]]:
    """Runs of lines between blank lines; a fence is one run, blank lines and all."""
    group: list[_Line] = []
    fenced = False
    for number, line in enumerate(text.split("\n"), first_line):
        if fenced:
            group.append(_Line(number, line))
            fenced = line.rstrip() != FENCE
        elif line.strip():
            fenced = not group and line.startswith(FENCE)
            group.append(_Line(number, line))
        if group and not fenced and (not line.strip() or line.rstrip() == FENCE):
            yield group
            group = []
    if fenced:
        reader.fault(group[0].number, f"“{group[0].text.strip()}” is not closed by a line “{FENCE}”")
    elif group:
        yield group


class _Reader:
    def __init__(self, file: str, problems: Problems) -> None:
        self.file, self.problems = file, problems

    def fault(self, line: int, reason: str) -> None:
        self.problems.add(Place(self.file, line), reason)

    def blocks(self, group: list[_Line]) -> Iterator[BlockRecord]:
        first = group[0].text
        if first[0].isspace():
            self.fault(group[0].number, "a block begins at the left margin")
        elif first.startswith(FENCE):
            yield from self._fenced(group)
        elif first.startswith("#"):
            yield from self._heading(group)
        elif first.startswith(">"):
            yield from self._quotation(group)
        elif first.startswith("- ") or ENUMERATED.match(first):
            yield from self._items(group)
        else:
            yield from self._paragraph(group)

    def _block(self, kind: BlockKind, line: int, parts: list[str], marker: str = "") -> Iterator[BlockRecord]:
        text = one_line(" ".join(parts))
        if text:
            yield BlockRecord(order=0, kind=kind, number=None, marker=marker, text=text, line=line)
        else:
            self.fault(line, f"an empty {kind.label}")

    def _fenced(self, group: list[_Line]) -> Iterator[BlockRecord]:
        name = group[0].text[len(FENCE) :].strip()
        if name not in FENCED_KINDS:
            self.fault(group[0].number, f"unknown kind of block “{name}”{did_you_mean(name, FENCED_KINDS)}")
            return
        inner = [line.text for line in group[1:-1]]
        yield from self._block(FENCED_KINDS[name], group[0].number, inner)

    def _heading(self, group: list[_Line]) -> Iterator[BlockRecord]:
        line = group[0]
        if not line.text.startswith("## "):
            self.fault(
                line.number,
                "a heading begins with “## ”; put a backslash before a paragraph that begins with “#”",
            )
        elif len(group) > 1:
            self.fault(group[1].number, "a blank line is missing after the heading")
        else:
            yield from self._block(BlockKind.HEADING, line.number, [line.text[3:]])

    def _quotation(self, group: list[_Line]) -> Iterator[BlockRecord]:
        for line in group:
            if not line.text.startswith(">"):
                self.fault(line.number, "a line of a block quotation begins with “> ”")
                return
        parts = [line.text[1:] for line in group]
        yield from self._block(BlockKind.BLOCK_QUOTATION, group[0].number, parts)

    def _items(self, group: list[_Line]) -> Iterator[BlockRecord]:
        """Each line that begins with a marker begins an item; indented lines continue it."""
        item: list[_Line] = []
        for line in group:
            if line.text.startswith("- ") or ENUMERATED.match(line.text):
                yield from self._item(item)
                item = [line]
            elif line.text.startswith(" "):
                item.append(line)
            else:
                self.fault(
                    line.number,
                    "a line that continues a list item is indented; a paragraph needs a blank line",
                )
        yield from self._item(item)

    def _item(self, item: list[_Line]) -> Iterator[BlockRecord]:
        if not item:
            return
        first = item[0].text
        marker, rest = (BULLET, first[2:]) if first.startswith("- ") else first.split(" ", 1)
        yield from self._block(
            BlockKind.LIST_ITEM, item[0].number, [rest, *(line.text for line in item[1:])], marker
        )

    def _paragraph(self, group: list[_Line]) -> Iterator[BlockRecord]:
        first = group[0]
        if first.text.startswith("\\") and STARTS.match(first.text[1:]):
            first = _Line(first.number, first.text[1:])
        for line in group[1:]:
            if STARTS.match(line.text):
                self.fault(
                    line.number,
                    f"“{line.text[:12].rstrip()}” would begin a block: put a blank line before it, "
                    "or join the line to the one above",
                )
        yield from self._block(
            BlockKind.PARAGRAPH, first.number, [first.text, *(line.text for line in group[1:])]
        )
