"""Short quotations of a range of blocks, looked up in the works that these answer or name."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from essays.domain.tracing.candidates import Candidate, Candidates
from essays.domain.tracing.index import Index
from essays.domain.tracing.names import Names
from essays.domain.tracing.short_quotations import WorkWords, short_quotations
from essays.domain.tracing.spans import Span
from essays.domain.tracing.views import BlockView, Stretch
from essays.enums import Direction

#: Works by one author that a quotation attributed to that author is looked for in.
MOST_WORKS = 8
MARKS = frozenset("“”„«»\"‘'")


class ShortSearch:
    def __init__(self, index: Index, names: Names, candidates: Candidates) -> None:
        self.index, self.names, self.candidates = index, names, candidates
        self.by_slug = {text.work: number for number, text in enumerate(index.texts)}
        self.by_name: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(index.texts):
            for whom in names.of_work(text.work):
                self.by_name[whom].append(number)
        self.words_of = lru_cache(maxsize=64)(self._words_of)

    def between(self, first: int, last: int, found: list[Candidate]) -> Iterator[Candidate]:
        """Those of blocks ``first`` to ``last`` (exclusive) that are not part of a passage found."""
        taken = defaultdict(list)
        for one in found:
            taken[one.left_block].append(one.left)
            taken[one.right_block].append(one.right)
        for block in range(first, last):
            if MARKS.isdisjoint(self.index.blocks[block][1].text):
                continue
            view = self.candidates.view(block)
            for stretch in short_quotations(view, self.names):
                if all(span.end <= stretch.start or stretch.end <= span.start for span in taken[block]):
                    yield from self._looked_up(block, view, stretch)

    def _looked_up(self, block: int, view: BlockView, stretch: Stretch) -> Iterator[Candidate]:
        span = Span(stretch.start, stretch.end, stretch.first, stretch.last - 1)
        for work in self._works(block, view, span):
            words = self.words_of(work)
            place = words.find(view, block, stretch)
            if place is None:
                continue
            at, first, last = place
            theirs = self.candidates.view(at)
            other = Span(theirs.words[first].start, theirs.words[last].end, first, last)
            pairs = list(zip(range(span.first, span.last + 1), range(first, last + 1), strict=False))
            score = words.score(block, stretch)
            candidate = self.candidates.candidate(block, at, pairs, (span, other), score)
            if candidate.shown.direction == Direction.QUOTES and not candidate.shown.swapped:
                yield candidate
                return

    def _works(self, block: int, view: BlockView, span: Span) -> list[int]:
        own = self.index.work_of(block)
        side = self.candidates.directions.side(view, span, self.candidates.before(block))
        named = self.by_name.get(side.attribution.whom, [])
        works = [self.by_slug.get(view.work.answers, own), *(named if len(named) <= MOST_WORKS else [])]
        return [work for work in dict.fromkeys(works) if work != own]

    def _words_of(self, work: int) -> WorkWords:
        first, last = self.index.blocks_of(work)
        return WorkWords(self.index, [(block, self.candidates.view(block)) for block in range(first, last)])
