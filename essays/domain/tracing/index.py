"""An index of every three words in a row of a corpus, to which works can be added.

Pure; numpy only. The index is a few sorted runs of (hash, place). A work added makes a run of its own, and
runs of like size are merged, so that each entry is merged as often as the index has doubled: adding a
work costs in proportion to the work (times that logarithm), however large the index is. A word takes
some 20 bytes. A place is the number of a word counted through all blocks; at most 2 ** 32 of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from essays.domain.tracing.growing import GrowingArray
from essays.domain.tracing.lexicon import Lexicon
from essays.domain.tracing.records import Text, TextBlock
from essays.domain.tracing.shingles import SIZE, hash_array

#: Words that are encoded and sorted at a time.
PORTION = 1 << 20


@dataclass(frozen=True)
class Run:
    """In the order of the hashes, and the places of one hash in theirs."""

    hashes: np.ndarray
    places: np.ndarray


class Index:
    def __init__(self) -> None:
        self.lexicon = Lexicon()
        self.texts: list[Text] = []
        self.blocks: list[tuple[int, TextBlock]] = []
        self.runs: list[Run] = []
        self.ids = GrowingArray(np.int32)
        self._starts = GrowingArray(np.int64)
        self._starts.extend(np.zeros(1, dtype=np.int64))
        self.first_block: list[int] = []
        #: The number of each block's author; a work of no known author has one of its own.
        self.authors = GrowingArray(np.int32)
        self._author_numbers: dict[str, int] = {}

    def add(self, texts: Sequence[Text]) -> None:
        """Take works in, in the order given; none twice."""
        waiting, first = [], len(self.blocks)
        for text in texts:
            self.first_block.append(len(self.blocks))
            self.texts.append(text)
            author = self._author_numbers.setdefault(author_of(text), len(self._author_numbers))
            self.authors.extend(np.full(len(text.blocks), author, dtype=np.int32))
            for block in text.blocks:
                ids = np.array(self.lexicon.encode(block.text), dtype=np.int32)
                self.blocks.append((len(self.texts) - 1, block))
                self.ids.extend(ids)
                self._starts.extend(np.array([len(self.ids)]))
                waiting.append(ids)
            if self.start(len(self.blocks)) - self.start(first) >= PORTION:
                self._add_run(waiting, first)
                waiting, first = [], len(self.blocks)
        if waiting:
            self._add_run(waiting, first)

    def start(self, block: int) -> int:
        """The place of the block's first word; also of the one behind the last block."""
        return int(self._starts.all[block])

    @property
    def starts(self) -> np.ndarray:
        return self._starts.all

    def block_of(self, places: np.ndarray) -> np.ndarray:
        return np.searchsorted(self.starts, places, side="right") - 1

    def blocks_of(self, work: int) -> tuple[int, int]:
        """The number of the work's first block, and the one behind its last."""
        first = self.first_block[work]
        return first, self.first_block[work + 1] if work + 1 < len(self.texts) else len(self.blocks)

    def work_of(self, block: int) -> int:
        return self.blocks[block][0]

    def shingles(self, first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
        """Hashes and places of the shingles of blocks ``first`` to ``last`` (exclusive), in order."""
        start, end = self.start(first), self.start(last)
        hashes = hash_array(self.lexicon.hashes.all[self.ids.all[start:end]])
        places = np.arange(start, start + len(hashes), dtype=np.uint32)
        inside = np.ones(len(hashes), dtype=bool)
        for back in range(1, SIZE):
            ends = self.starts[first + 1 : last + 1] - back - start
            inside[ends[(ends >= 0) & (ends < len(hashes))]] = False
        return hashes[inside], places[inside]

    def places_of(self, hashes: np.ndarray) -> np.ndarray:
        """In how many places each of the shingles stands."""
        counts = np.zeros(len(hashes), dtype=np.int64)
        for run in self.runs:
            counts += np.searchsorted(run.hashes, hashes, side="right")
            counts -= np.searchsorted(run.hashes, hashes, side="left")
        return counts

    def _add_run(self, added: list[np.ndarray], first: int) -> None:
        self.lexicon.count(np.concatenate(added))
        hashes, places = self.shingles(first, len(self.blocks))
        order = np.argsort(hashes, kind="stable")
        run = Run(hashes[order], places[order])
        while self.runs and len(self.runs[-1].hashes) <= 2 * len(run.hashes):
            run = _merged(self.runs.pop(), run)
        self.runs.append(run)


def author_of(text: Text) -> str:
    """By which works of one author are known as such; a work of no known author stands for itself."""
    return text.author_names[0] if text.author_names else f"work {text.work}"


def _merged(one: Run, other: Run) -> Run:
    """Linear: a stable sort only joins two sorted halves."""
    hashes = np.concatenate([one.hashes, other.hashes])
    order = np.argsort(hashes, kind="stable")
    return Run(hashes[order], np.concatenate([one.places, other.places])[order])
