"""The works by their sigla: turns citations such as “K 16” into blocks and quotations into spans."""

import re
from collections.abc import Iterable

from essays.domain.corpus.fields import Fields
from essays.domain.corpus.problems import Place, Problems
from essays.domain.corpus.quotations import NotFound, find_quotation
from essays.domain.corpus.records import BlockRecord, EndRecord, SpanRecord, WorkRecord
from essays.domain.corpus.suggestions import did_you_mean
from essays.enums import BlockKind

CITATION = re.compile(
    r"(?P<siglum>[A-Za-z]{1,4})(?: (?P<number>[1-9][0-9]{0,5})| (?P<kind>[a-z]+)(?: (?P<nth>[1-9]))?)?"
)
#: Blocks without a number are cited by kind: “E note”, “K heading 2”.
CITED_KINDS = {
    kind.value: kind for kind in (BlockKind.HEADING, BlockKind.SIGNATURE, BlockKind.NOTE, BlockKind.SPEAKER)
}


class Library:
    """Every method reports what it can't find and answers None."""

    def __init__(self, works: tuple[WorkRecord, ...], problems: Problems) -> None:
        self.by_siglum = {work.siglum: work for work in works}
        self.by_slug = {work.slug: work for work in works}
        self.problems = problems

    def _work(self, siglum: str, place: Place) -> WorkRecord | None:
        if siglum not in self.by_siglum:
            self.problems.add(
                place, f"there is no work with the siglum “{siglum}”{did_you_mean(siglum, self.by_siglum)}"
            )
            return None
        return self.by_siglum[siglum]

    def work(self, siglum: str, place: Place) -> str:
        """The slug of the work with that siglum; empty when there is none."""
        work = self._work(siglum, place) if siglum else None
        return work.slug if work else ""

    def locate(self, citation: str, place: Place) -> tuple[WorkRecord, BlockRecord | None] | None:
        """Work and block of a citation; the block is None when the work alone is cited (“K”)."""
        match = CITATION.fullmatch(citation)
        if match is None:
            self.problems.add(
                place, f"“{citation}” is not a citation such as “K 16”, “K heading 2” or “E note”"
            )
            return None
        work = self._work(match["siglum"], place)
        if work is None or (match["number"] is None and match["kind"] is None):
            return (work, None) if work else None
        block = (
            self._numbered(work, int(match["number"]), place)
            if match["number"]
            else self._of_kind(work, match, place)
        )
        return (work, block) if block else None

    def _numbered(self, work: WorkRecord, number: int, place: Place) -> BlockRecord | None:
        for block in work.blocks:
            if block.number == number:
                return block
        self.problems.add(
            place, f"there is no {work.siglum} {number}: {work.siglum} has 1 to {work.last_number}"
        )
        return None

    def _of_kind(self, work: WorkRecord, match: re.Match[str], place: Place) -> BlockRecord | None:
        if match["kind"] not in CITED_KINDS:
            hint = did_you_mean(match["kind"], CITED_KINDS)
            self.problems.add(place, f"“{match['kind']}” is not a kind of block that is cited by name{hint}")
            return None
        blocks = [block for block in work.blocks if block.kind is CITED_KINDS[match["kind"]]]
        nth = int(match["nth"] or 1)
        if nth > len(blocks) or (match["nth"] is None and len(blocks) > 1):
            which = f"; say which, as in “{work.siglum} {match['kind']} 1”" if blocks else ""
            self.problems.add(
                place, f"“{match[0]}”: {work.siglum} has {len(blocks)} blocks of this kind{which}"
            )
            return None
        return blocks[nth - 1]

    def span(self, fields: Fields, *, at: str = "at", quote: str = "quote") -> SpanRecord | None:
        """The span that the keys ``at``, ``quote`` and ``occurrence`` of ``fields`` give."""
        end = self.end(fields, at=at, quote=quote)
        if end is None:
            return None
        if not end.exact:
            if not fields.broken:
                self.problems.add(fields.place_of(at), f"{fields.what}: “{quote}” is missing or empty")
            return None
        return SpanRecord(end.work, end.block, end.start, end.end, end.exact)

    def end(self, fields: Fields, *, at: str, quote: str) -> EndRecord | None:
        """Like ``span``, but the quotation, or the block too, may be left out: then the whole is meant."""
        citation, words = fields.text(at), fields.optional(quote)
        occurrence = fields.whole("occurrence" if quote == "quote" else f"{quote}_occurrence", default=0)
        found = self.locate(citation, fields.place_of(at)) if citation else None
        if found is None:
            return None
        work, block = found
        if block is None:
            if words:
                fields.fault(at, f"“{citation}” names no paragraph to quote from")
                return None
            return EndRecord(work.slug)
        if not words:
            return EndRecord(work.slug, block.order)
        result = find_quotation(block.text, words, occurrence)
        if isinstance(result, NotFound):
            self.problems.add(
                fields.place_of(quote), f"{citation}: {result.reason}{self._elsewhere(words, block)}"
            )
            return None
        return EndRecord(work.slug, block.order, *result, words)

    def _elsewhere(self, words: str, block: BlockRecord) -> str:
        """“; it occurs in K 4” when the words stand in other numbered blocks."""
        if words in block.text:
            return ""
        found = [
            f"{work.siglum} {other.number}"
            for work in self.by_slug.values()
            for other in work.blocks
            if other.number and words in other.text
        ]
        return f"; it occurs in {', '.join(found[:5])}" if found else ""

    def evidence(
        self, fields: Fields, key: str = "evidence", *, required: bool = True
    ) -> tuple[SpanRecord, ...]:
        """The spans of the list under ``key``."""
        spans: list[SpanRecord] = []
        for entry in fields.each(key, key, required=required):
            with entry:
                if span := self.span(entry):
                    self.refuse_repeated(span, spans, entry)
                    spans.append(span)
        return tuple(spans)

    def refuse_repeated(self, span: SpanRecord, spans: Iterable[SpanRecord], entry: Fields) -> None:
        """A problem at ``entry`` if its span is among ``spans``, those of its list so far."""
        if span in spans:
            self.problems.add(entry.place, f"{entry.what}: the same words of the same passage stand twice")
