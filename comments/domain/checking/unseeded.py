"""A short quotation in the paragraph that is answered, where no three words in a row lead to it. Pure.

“the intermediates should be brought over” has two words on either side of what was changed. In texts at
large that is chance; in the very paragraph that is answered, with words that not every text has, hardly.
"""

from collections.abc import Sequence

from comments.domain.checking.comparing import (
    LEAST_PART,
    LEAST_WORDS,
    SHORTEST_STEM,
    Found,
    compare_with_source,
)
from essays.domain.differences import Segment
from essays.domain.tracing.words import Word, words_of
from essays.domain.word_alignment import SMALL
from essays.enums import DifferenceKind

#: Words of a quotation that is looked at, and characters of the paragraph.
MOST_WORDS, LONGEST_SOURCE = 8, 4000
#: Quotations of one response: each costs at most two comparisons, of some two milliseconds.
MOST_LOOKS = 8
#: Words that the two must have in common besides those of any text.
TELLING = 2
#: In the one place where they differ, words on either side.
MOST_CHANGED = 2
CHANGES = (DifferenceKind.SUBSTITUTION, DifferenceKind.ADDITION, DifferenceKind.OMISSION)


def compare_unseeded(quotation: str, source: str, source_words: Sequence[Word]) -> Found | None:
    """Where the whole quotation stands in ``source`` but for one place in its middle; None if it does not."""
    words = words_of(quotation)
    if len(words) > MOST_WORDS or len(source) > LONGEST_SOURCE or not _share_enough(words, source_words):
        return None
    found = compare_with_source(quotation, source)
    return found if found and found.words == len(words) and _is_changed_once(found) else None


def _share_enough(words: Sequence[Word], source_words: Sequence[Word]) -> bool:
    """A look at single words, forms of one included, that spares most comparisons."""
    there = {word.norm for word in source_words}
    stems = {norm[:SHORTEST_STEM] for norm in there if len(norm) >= SHORTEST_STEM}
    shared = [word.norm for word in words if word.norm in there or word.norm[:SHORTEST_STEM] in stems]
    is_enough = len(shared) >= max(LEAST_WORDS, LEAST_PART * len(words))
    return is_enough and _telling(shared) >= TELLING


def _is_changed_once(found: Found) -> bool:
    segments = found.comparison.segments if found.comparison else ()
    changed = [each.difference for each in segments if not _is_same(each)]
    if not changed:
        return True
    if len(changed) > 1 or not (_is_same(segments[0]) and _is_same(segments[-1])):
        return False
    (difference,) = changed
    same = [word.norm for each in segments if _is_same(each) for word in words_of(each.left)]
    sides = [len(words_of(words)) for words in (difference.left, difference.right)]
    return difference.kind in CHANGES and max(sides) <= MOST_CHANGED and _telling(same) >= TELLING


def _is_same(segment: Segment) -> bool:
    """But for print."""
    return segment.difference is None or segment.difference.kind == DifferenceKind.TYPOGRAPHY


def _telling(norms: Sequence[str]) -> int:
    return sum(norm not in SMALL for norm in norms)
