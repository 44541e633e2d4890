"""What an author changed between two revisions, word by word. Pure."""

from essays.domain.word_diff import Run, compare_words

#: Comparing takes up to the product of both lengths, and worse on words that repeat. After what both
#: share at their ends, so many pairs take a few hundredths of a second at worst.
MOST_PAIRS = 40_000


def reworded(old: str, new: str) -> tuple[Run, ...]:
    """Both wordings as runs, as ``compare_words`` gives them, in bounded time whatever the texts are.

    Words that both begin and end with are set aside first; if more is left than ``MOST_PAIRS``
    allows, the whole middle counts as one difference. Line ends are shown as spaces.
    """
    left, right = old.split(), new.split()
    start = _shared(left, right)
    end = _shared(left[start:][::-1], right[start:][::-1])
    middle = left[start : len(left) - end], right[start : len(right) - end]
    if len(middle[0]) * len(middle[1]) > MOST_PAIRS:
        runs = (Run(" ".join(middle[0]), " ".join(middle[1]), 1),)
    else:
        runs = compare_words(" ".join(middle[0]), " ".join(middle[1])).runs
    before, after = " ".join(left[:start]), " ".join(left[len(left) - end :])
    around = (Run(before, before),) if before else (), (Run(after, after),) if after else ()
    return (*around[0], *runs, *around[1])


def _shared(left: list[str], right: list[str]) -> int:
    """How many words both begin with."""
    for number, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other:
            return number
    return min(len(left), len(right))
