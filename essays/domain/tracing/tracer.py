"""The whole search over an index: for all works, or for some of them against all."""

import multiprocessing
from collections.abc import Callable, Collection, Iterator, Sequence

import numpy as np

from essays.domain.tracing.candidates import Candidate, Candidates
from essays.domain.tracing.index import Index
from essays.domain.tracing.names import Names
from essays.domain.tracing.short_search import ShortSearch

#: Words whose blocks are searched for at a time.
PORTION = 1 << 18
#: Fewer words are not worth a second process.
LEAST_FOR_PROCESSES = 400_000

Progress = Callable[[int, int], None]
Portion = tuple[int, int]


class Tracer:
    """``progress`` is called with the words searched and the words to search."""

    def __init__(
        self, index: Index, names: Names, *, workers: int = 1, progress: Progress | None = None
    ) -> None:
        self.index, self.workers, self.progress = index, workers, progress
        self.candidates = Candidates(index, names)
        self.short = ShortSearch(index, names, self.candidates)
        self.chosen: np.ndarray | None = None

    def all(self) -> list[Candidate]:
        """Every candidate of the corpus, once."""
        portions = list(_portions(self.index, 0, len(self.index.blocks)))
        found = [candidate for part in self._run(portions) for candidate in part]
        return found + list(self.short.beside(found))

    def touching(self, works: Collection[int]) -> list[Candidate]:
        """Every candidate with an end in one of the works, and those among the blocks at the other ends."""
        mine = np.zeros(len(self.index.blocks), dtype=bool)
        for work in works:
            mine[slice(*self.index.blocks_of(work))] = True
        found = self._of_blocks(mine)
        found += self.short.beside(found, set(works))
        others = np.zeros_like(mine)
        for candidate in found:
            others[[candidate.left_block, candidate.right_block]] = True
        others &= ~mine
        context = self._of_blocks(others)
        return found + [one for one in context if not (mine[one.left_block] or mine[one.right_block])]

    def _of_blocks(self, blocks: np.ndarray) -> list[Candidate]:
        self.chosen = blocks
        edges = np.flatnonzero(np.diff(blocks.astype(np.int8), prepend=0, append=0))
        portions = [
            portion
            for first, last in edges.reshape(-1, 2).tolist()
            for portion in _portions(self.index, first, last)
        ]
        found = [candidate for part in self._run(portions) for candidate in part]
        self.chosen = None
        return found

    def _run(self, portions: Sequence[Portion]) -> Iterator[list[Candidate]]:
        total = sum(self._words(portion) for portion in portions)
        done = 0
        for portion, found in zip(portions, self._searched(portions, total), strict=True):
            done += self._words(portion)
            if self.progress:
                self.progress(done, total)
            yield found

    def _words(self, portion: Portion) -> int:
        return self.index.start(portion[1]) - self.index.start(portion[0])

    def _searched(self, portions: Sequence[Portion], total: int) -> Iterator[list[Candidate]]:
        forks = "fork" in multiprocessing.get_all_start_methods()
        if self.workers < 2 or total < LEAST_FOR_PROCESSES or not forks:
            yield from map(self.search, portions)
            return
        # A fork has the index without copying it.
        _FORKED.append(self)
        try:
            with multiprocessing.get_context("fork").Pool(self.workers) as pool:
                yield from pool.imap(_search, portions)
        finally:
            _FORKED.pop()

    def search(self, portion: Portion) -> list[Candidate]:
        return list(self.candidates.between(*portion, chosen=self.chosen))


#: What the processes forked off search with.
_FORKED: list[Tracer] = []


def _search(portion: Portion) -> list[Candidate]:
    return _FORKED[-1].search(portion)


def _portions(index: Index, first: int, last: int) -> Iterator[Portion]:
    starts = index.starts
    while first < last:
        end = int(np.searchsorted(starts[: last + 1], starts[first] + PORTION, side="right")) - 1
        end = min(last, max(first + 1, end))
        yield first, end
        first = end
