"""Words as numbers: what each is, how often it stands in the corpus, how much it says.

Pure. A word's information is minus the binary logarithm of its share of the corpus, in bits, with
the shares of ordinary English mixed in, which count for less the more words there are.
"""

import numpy as np

from essays.domain.tracing.common_words import RARE, SHARES
from essays.domain.tracing.growing import GrowingArray
from essays.domain.tracing.shingles import word_hash
from essays.domain.tracing.words import WORD, norm_of

#: Words that the shares of ordinary English weigh as much as.
PRIOR_WORDS = 5000
#: One odd word (a misprint, a name) is no proof, however large the corpus.
MOST_BITS = 13.0


class _Numbers(dict):
    """Number by word as printed; a new word gets the number of its norm."""

    def __init__(self) -> None:
        super().__init__()
        self.norms: list[str] = []
        self.by_norm: dict[str, int] = {}

    def __missing__(self, printed: str) -> int:
        norm = norm_of(printed)
        number = self.by_norm.setdefault(norm, len(self.norms))
        if number == len(self.norms):
            self.norms.append(norm)
        self[printed] = number
        return number


class Lexicon:
    def __init__(self) -> None:
        self.numbers = _Numbers()
        self.words = 0
        self.hashes = GrowingArray(np.uint64)
        self._counts = GrowingArray(np.int64)
        self._shares = GrowingArray(np.float64)

    def encode(self, text: str) -> list[int]:
        """The text's words as numbers, new ones included; they are not counted yet."""
        numbers = self.numbers
        return [numbers[word] for word in WORD.findall(text)]

    def count(self, ids: np.ndarray) -> None:
        """Take words into account; costs no more than their number and that of new words."""
        new = self.numbers.norms[len(self.hashes) :]
        self.hashes.extend(np.array([word_hash(norm) for norm in new], dtype=np.uint64))
        self._counts.extend(np.zeros(len(new), dtype=np.int64))
        self._shares.extend(np.array([SHARES.get(norm, RARE) for norm in new]))
        found, counts = np.unique(ids, return_counts=True)
        self._counts.all[found] += counts
        self.words += len(ids)

    def bits(self, ids: np.ndarray) -> np.ndarray:
        """How much each of the words says, in bits."""
        share = self._counts.all[ids] + PRIOR_WORDS * self._shares.all[ids]
        return np.minimum(MOST_BITS, np.log2((self.words + PRIOR_WORDS) / share)).astype(np.float32)
