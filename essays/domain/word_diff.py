"""How two wordings differ, word by word.

Pure: strings in, dataclasses out. A word is what the source prints between two spaces, its
punctuation included, because an apparatus quotes words as printed ("information," against
"information"); nothing is folded, so a capital counts as a difference.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.distance import Levenshtein

#: Marks that frame a quotation and belong to whoever quotes.
OPENING = "“„‘«\"'"
CLOSING = "”“’»\"'"
#: Pairs of equal words of which the longest runs are looked for. Prose of 2,000 words has fewer; words said
#: over and over have so many that looking takes minutes.
MOST_ALIKE = 40_000


@dataclass(frozen=True)
class Run:
    """Words that both wordings have (``number`` 0), or the ``number``-th place where they differ.

    Where they differ, ``left`` or ``right`` is empty if that side has no words there.
    """

    left: str
    right: str
    number: int = 0

    @property
    def punctuation_only(self) -> bool:
        """The letters and digits are the same on both sides."""
        return bool(self.number) and letters(self.left) == letters(self.right)


@dataclass(frozen=True)
class WordDiff:
    """Two wordings as runs, in order; ``before`` and ``after`` are words of the left outside the comparison.

    The lefts of the runs, joined by spaces, are the left wording; the rights the right one.
    """

    runs: tuple[Run, ...]
    before: str = ""
    after: str = ""

    @property
    def variants(self) -> tuple[Run, ...]:
        return tuple(run for run in self.runs if run.number)

    @property
    def same(self) -> bool:
        return not self.variants

    @property
    def shared(self) -> float:
        """How much of the right wording stands in the left one too: 0 to 1, by words; 0 where it has none."""
        words = sum(len(run.right.split()) for run in self.runs)
        same = sum(len(run.right.split()) for run in self.runs if not run.number)
        return same / words if words else 0.0

    @property
    def punctuation_only(self) -> bool:
        return bool(self.variants) and all(run.punctuation_only for run in self.variants)


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def compare_words(left: str, right: str) -> WordDiff:
    """Align two wordings; white space counts only as a boundary between words.

    Quadratic in the worst case, so it is meant for passages, not for whole works. The longest runs are
    looked for first; with ``MOST_ALIKE`` pairs of equal words the fewest words to change are, at less cost.
    """
    before, after = left.split(), right.split()
    runs: list[Run] = []
    number = 0
    for kind, a1, a2, b1, b2 in _steps(before, after):
        number += kind != "equal"
        runs.append(Run(" ".join(before[a1:a2]), " ".join(after[b1:b2]), number if kind != "equal" else 0))
    return WordDiff(tuple(runs))


def _steps(before: list[str], after: list[str]) -> Iterable[tuple[str, int, int, int, int]]:
    """What to do with which words, in order; between two steps that change words some are equal."""
    if count_alike(before, after) <= MOST_ALIKE:
        return SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    blocks = Levenshtein.opcodes(before, after).as_matching_blocks()
    found: list[tuple[str, int, int, int, int]] = []
    at = (0, 0)
    for one, other, size in blocks:
        if (one, other) != at:
            found.append(("replace", at[0], one, at[1], other))
        if size:
            found.append(("equal", one, one + size, other, other + size))
        at = (one + size, other + size)
    return found


def count_alike(before: list[str], after: list[str]) -> int:
    """Pairs of a word of either side that are the same word."""
    theirs = Counter(after)
    return sum(count * theirs[word] for word, count in Counter(before).items())


def unframed(text: str) -> str:
    """The passage without the quotation marks that open and close it."""
    text = text.strip()
    if text[:1] and text[0] in OPENING:
        text = text[1:].lstrip()
        if text[-1:] and text[-1] in CLOSING:
            text = text[:-1].rstrip()
    return text


def compare_quotation(source: str, quotation: str) -> WordDiff:
    """Align a quotation with the passage it is taken from.

    The quotation marks around either are no variants, and words of the source before the first
    and after the last word quoted are not omissions: the quotation begins later or ends sooner.
    They come back as ``before`` and ``after``. Where nothing is shared, everything is a variant.
    """
    runs = list(compare_words(unframed(source), unframed(quotation)).runs)
    before = runs.pop(0).left if len(runs) > 1 and not runs[0].right else ""
    after = runs.pop().left if len(runs) > 1 and not runs[-1].right else ""
    shift = 1 if before else 0
    numbered = [Run(run.left, run.right, run.number - shift if run.number else 0) for run in runs]
    return WordDiff(tuple(numbered), before, after)
