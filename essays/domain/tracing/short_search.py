"""Short quotations of works that answer others, looked up in those.

What both texts give as the words of one third counts too, without a direction.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from essays.domain.tracing.candidates import Candidate, Candidates
from essays.domain.tracing.index import Index
from essays.domain.tracing.names import Names
from essays.domain.tracing.short_quotations import WorkWords, short_quotations
from essays.domain.tracing.spans import Span
from essays.domain.tracing.views import BlockView, Stretch
from essays.enums import Direction, Ground

MARKS = frozenset("“”„«»\"‘'")


class ShortSearch:
    def __init__(self, index: Index, names: Names, candidates: Candidates) -> None:
        self.index, self.names, self.candidates = index, names, candidates
        numbers = {text.work: number for number, text in enumerate(index.texts)}
        #: The work that each work answers, by their numbers.
        self.answered = {
            number: numbers[text.answers]
            for number, text in enumerate(index.texts)
            if text.answers in numbers
        }
        self.words_of = lru_cache(maxsize=64)(self._words_of)

    def beside(self, found: Iterable[Candidate], works: set[int] | None = None) -> Iterator[Candidate]:
        """Those that are not part of a passage found; with ``works``, those from or in one of them."""
        taken = defaultdict(list)
        for one in found:
            taken[one.left_block, one.edge.right.work].append(one.left)
        for work, answered in self.answered.items():
            if works is None or {work, answered} & works:
                for block in range(*self.index.blocks_of(work)):
                    yield from self._of_block(block, answered, taken[block, answered])

    def _of_block(self, block: int, answered: int, taken: list[Span]) -> Iterator[Candidate]:
        if MARKS.isdisjoint(self.index.blocks[block][1].text):
            return
        view = self.candidates.view(block)
        for stretch in short_quotations(view, self.names):
            if all(span.end <= stretch.start or stretch.end <= span.start for span in taken):
                yield from self._looked_up(block, view, stretch, answered)

    def _looked_up(self, block: int, view: BlockView, stretch: Stretch, answered: int) -> Iterator[Candidate]:
        words = self.words_of(answered)
        place = words.find(view, block, stretch)
        if place is None:
            return
        at, first, last = place
        theirs = self.candidates.view(at)
        span = Span(stretch.start, stretch.end, stretch.first, stretch.last - 1)
        other = Span(theirs.words[first].start, theirs.words[last].end, first, last)
        pairs = list(zip(range(span.first, span.last + 1), range(first, last + 1), strict=False))
        score = words.score(block, stretch)
        candidate = self.candidates.candidate(block, at, pairs, (span, other), score)
        if candidate.shown.ground == Ground.BOTH_QUOTE and block < at:
            # Where no direction is shown, the later passage is the left one.
            turned = [(one, two) for two, one in pairs]
            yield self.candidates.candidate(at, block, turned, (other, span), score)
        elif candidate.shown.ground == Ground.BOTH_QUOTE or (
            candidate.shown.direction == Direction.QUOTES and not candidate.shown.swapped
        ):
            yield candidate

    def _words_of(self, work: int) -> WorkWords:
        first, last = self.index.blocks_of(work)
        return WorkWords(self.index, [(block, self.candidates.view(block)) for block in range(first, last)])
