"""A quotation beside one paragraph: whether its words stand there, and how they differ. Pure."""

from dataclasses import dataclass, replace

from comments.domain.checking.marks import Span
from comments.enums import Verdict
from essays.domain.differences import Comparison, compare_passages
from essays.domain.tracing.align import best_match
from essays.domain.tracing.words import WORD, Word, words_of
from essays.enums import DifferenceKind

#: Of a quotation's words, the part that the paragraph must have in this order; and never fewer than these.
LEAST_PART, LEAST_WORDS = 0.6, 4
#: The least that ``best_match`` is asked for: a quotation that runs over two paragraphs has its shorter
#: part in one of them.
LEAST_SCORE = 0.25
#: Words of the quotation times words of the paragraph. What is beyond is no quotation but a copy of
#: a text, which is not worth the memory.
MOST_PAIRS = 4_000_000
#: The quoting words that the source does not have.
STRANGE = (DifferenceKind.SUBSTITUTION, DifferenceKind.ADDITION)

ORDER_OF_VERDICTS = list(Verdict)


@dataclass(frozen=True)
class Found:
    """``quotation[left_start:left_end]`` goes with ``source[start:end]``; ``same`` words of it are the
    source's, of ``words``."""

    verdict: Verdict
    left_start: int
    left_end: int
    start: int
    end: int
    same: int
    words: int
    comparison: Comparison | None = None

    def moved(self, by: int, source_by: int = 0) -> "Found":
        """The same, said of longer or shorter texts that begin so many characters earlier or later."""
        return replace(
            self,
            left_start=self.left_start + by,
            left_end=self.left_end + by,
            start=self.start + source_by,
            end=self.end + source_by,
        )

    def is_better_than(self, other: "Found") -> bool:
        """More of the words are the source's; of as many, the verdict says more, or fewer differ."""
        return self._rank() > other._rank()

    def _rank(self) -> tuple[int, int, int]:
        differences = self.comparison.differences if self.comparison else ()
        return self.same, -ORDER_OF_VERDICTS.index(self.verdict), -len(differences)


def compare_with_source(quotation: str, source: str) -> Found | None:
    """Where the quotation, or the part of it that is there, stands in ``source``; None if it does not."""
    left, right = words_of(quotation), words_of(source)
    found = _word_for_word(left, right)
    if found is not None or len(left) * len(right) > MOST_PAIRS:
        return found
    match = best_match(quotation, source, least=LEAST_SCORE)
    if match is None:
        return None
    spans = (match.left_start, match.left_end), (match.right_start, match.right_end)
    return judge(quotation, spans[0], source, spans[1]) or _core(quotation, spans[0], source, spans[1])


def judge(quotation: str, left: Span, source: str, right: Span) -> Found | None:
    """The verdict on two runs that go together; None if they have too few words in common."""
    comparison = compare_passages(quotation[slice(*left)], source[slice(*right)])
    strange = sum(_count(each.left) for each in comparison.differences if each.kind in STRANGE)
    words = _count(quotation[slice(*left)])
    same = words - strange
    if same < LEAST_WORDS or same < LEAST_PART * words:
        return None
    return Found(verdict_on(comparison), *left, *right, same, words, comparison)


def _core(quotation: str, left: Span, source: str, right: Span) -> Found | None:
    """The verdict on the run where the most words more are shared than not, ends included."""
    best, total = 0, 0
    at = begins = (left[0], right[0])
    core = (at, at)
    for segment in compare_passages(quotation[slice(*left)], source[slice(*right)]).segments:
        if total <= 0:
            total, begins = 0, at
        words = _count(segment.left)
        is_strange = segment.difference is not None and segment.difference.kind in STRANGE
        total += -words if is_strange else words
        at = (at[0] + len(segment.left), at[1] + len(segment.right))
        if total > best:
            best, core = total, (begins, at)
    (left_start, right_start), (left_end, right_end) = core
    if best < LEAST_WORDS:
        return None
    left, right = _trimmed(quotation, left_start, left_end), _trimmed(source, right_start, right_end)
    return judge(quotation, left, source, right)


def _trimmed(text: str, start: int, end: int) -> Span:
    run = text[start:end]
    return start + len(run) - len(run.lstrip()), end - len(run) + len(run.rstrip())


def verdict_on(comparison: Comparison) -> Verdict:
    """By what differs besides print."""
    kinds = {each.kind for each in comparison.differences} - {DifferenceKind.TYPOGRAPHY}
    if not kinds:
        return Verdict.VERBATIM
    return Verdict.ELIDED if kinds == {DifferenceKind.ELLIPSIS} else Verdict.ALTERED


def _word_for_word(left: list[Word], right: list[Word]) -> Found | None:
    """The quotation's words in a row, if the source has them: most quotations, and the quickest to see."""
    wanted, there = (" ".join(["", *(word.norm for word in words), ""]) for words in (left, right))
    at = there.find(wanted) if left else -1
    if at < 0:
        return None
    first = there.count(" ", 0, at + 1) - 1
    last = first + len(left) - 1
    spans = (left[0].start, left[-1].end), (right[first].start, right[last].end)
    return Found(Verdict.VERBATIM, *spans[0], *spans[1], same=len(left), words=len(left))


def _count(text: str) -> int:
    return sum(1 for _ in WORD.finditer(text))
