"""A quotation beside one paragraph: whether its words stand there, and how they differ. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from comments.domain.checking.marks import Span
from comments.enums import Verdict
from essays.domain.differences import Comparison, Difference, Segment, compare_passages
from essays.domain.spelling import same_but_spelling
from essays.domain.tracing.align import best_match
from essays.domain.tracing.words import WORD, Word, norm_of, words_of
from essays.domain.word_alignment import SMALL
from essays.enums import DifferenceKind

#: Of a quotation's words, the part that the paragraph must have in this order; and never fewer than these.
LEAST_PART, LEAST_WORDS = 0.6, 4
#: The part of its words that makes another passage the same one worded otherwise.
LIKENESS = 0.75
#: The least that ``best_match`` is asked for: a quotation that runs over two paragraphs has its shorter
#: part in one of them.
LEAST_SCORE = 0.25
#: Words of the quotation times words of the paragraph. What is beyond is no quotation but a copy of
#: a text, which is not worth the memory.
MOST_PAIRS = 4_000_000
#: The quoting words that the source does not have.
STRANGE = (DifferenceKind.SUBSTITUTION, DifferenceKind.ADDITION)
#: How words that are the same in another order come out.
MOVABLE = (*STRANGE, DifferenceKind.OMISSION, DifferenceKind.ORDER)
#: What a shared word is worth, and what another one and one that is silently left out count against it: where
#: the ends of a quotation are looked for, the widest first.
MEASURES = ((4, 2, 1), (1, 1, 0), (1, 1, 1))
#: What may follow a stem of so many letters, so that the words are forms of one.
SHORTEST_STEM, ENDINGS = 4, frozenset(["", "s", "es", "ed", "d", "e", "ing", "y", "ies", "ied", "'s", "ly"])

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

    @property
    def surplus(self) -> int:
        """So many words more are the source's than not."""
        return 2 * self.same - self.words

    @property
    def is_likeness(self) -> bool:
        """Said otherwise, and not another sentence that shares its common words."""
        return self.surplus >= LEAST_WORDS and self.same >= LIKENESS * self.words

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


def compare_with_source(quotation: str, source: str, *, whole: str = "") -> Found | None:
    """Where the quotation, or the part of it that is there, stands in ``source``; None if it does not.
    ``whole`` is the quotation of which it is a part."""
    left, right = words_of(quotation), words_of(source)
    found = _word_for_word(left, right)
    if found is not None or len(left) * len(right) > MOST_PAIRS:
        return found
    match = best_match(quotation, source, least=LEAST_SCORE)
    if match is None:
        return None
    return _Sides(quotation, source, whole or quotation).core(
        (match.left_start, match.left_end), (match.right_start, match.right_end)
    )


def judge(quotation: str, left: Span, source: str, right: Span) -> Found | None:
    """The verdict on two runs that go together; None if they have too few words in common, or the source
    has more words between them, without an ellipsis for them, than the quotation has at all."""
    comparison = compare_passages(quotation[slice(*left)], source[slice(*right)])
    words = _count(quotation[slice(*left)])
    same = words - sum(_strange(each) for each in comparison.differences)
    if same < LEAST_WORDS or same < LEAST_PART * words:
        return None
    if sum(_gap(each) for each in comparison.differences) > words:
        return None
    return Found(verdict_on(comparison), *left, *right, same, words, comparison)


class _Sides:
    """A quotation and a paragraph. What lies at the quotation's ends and is not the paragraph's is its
    writer's, and so is cut off."""

    def __init__(self, quotation: str, source: str, whole: str) -> None:
        self.quotation, self.source = quotation, source
        self.words, self.source_words = words_of(quotation), words_of(source)
        self.whole_words = words_of(whole)

    def core(self, left: Span, right: Span) -> Found | None:
        """The verdict on the run where the most words more are shared than not, ends included; a closer
        run where that is none."""
        segments = compare_passages(self.quotation[slice(*left)], self.source[slice(*right)]).segments
        elsewhere = [self._stands_elsewhere(segment) for segment in segments]
        for measure in MEASURES:
            first, last = _run(segments, elsewhere, measure)
            if first == last:
                return None
            sides = (self.quotation, left[0], "left"), (self.source, right[0], "right")
            spans = [_span(text, at, segments, first, last, side) for text, at, side in sides]
            found = judge(self.quotation, *self._with_ends(*spans))
            if found is not None and (found.words == len(self.words) or found.surplus >= LEAST_WORDS):
                return found
        return None

    def _stands_elsewhere(self, segment: Segment) -> bool:
        """Words enough for a quotation of their own, which the other of the two has in another place."""
        difference = segment.difference
        if difference is None or difference.kind not in MOVABLE:
            return False
        is_mine = bool(difference.left)
        words = words_of(difference.left or difference.right)
        there = self.source_words if is_mine else self.whole_words
        return len(words) >= LEAST_WORDS and _word_for_word(words, there) is not None

    def _with_ends(self, left: Span, right: Span) -> tuple[Span, str, Span]:
        """The two runs, and at either end a word beside them that stands for one of the source's."""
        (before, after), (their_before, their_after) = (
            _beside(words, span) for words, span in ((self.words, left), (self.source_words, right))
        )
        if self._goes_for(before, their_before, left[0], right[0]):
            left, right = (before.start, left[1]), (their_before.start, right[1])
        if self._goes_for(after, their_after, left[1], right[1]):
            left, right = (left[0], after.end), (right[0], their_after.end)
        return left, self.source, right

    def _goes_for(self, mine: Word | None, theirs: Word | None, at: int, there: int) -> bool:
        """Another form of the word; or, if it is the quotation's first or last, any in the same clause."""
        if mine is None or theirs is None:
            return False
        if is_form_of(mine.norm, theirs.norm):
            return True
        is_outermost = mine in (self.words[0], self.words[-1])
        gaps = _gap_beside(self.quotation, mine, at) + _gap_beside(self.source, theirs, there)
        return is_outermost and not gaps.strip(" ,*") and not {mine.norm, theirs.norm} & SMALL


def _beside(words: Sequence[Word], span: Span) -> tuple[Word | None, Word | None]:
    """The words directly before and after a run."""
    before = bisect_right(words, span[0], key=attrgetter("end")) - 1
    after = bisect_left(words, span[1], key=attrgetter("start"))
    return words[before] if before >= 0 else None, words[after] if after < len(words) else None


def _gap_beside(text: str, word: Word, at: int) -> str:
    """What stands between the word and the end of the run ``at``, with the mark that the run may end with."""
    between = text[word.end : at + 1] if word.end <= at else text[max(0, at - 1) : word.start]
    return "".join(sign for sign in between if not sign.isalnum())


def _run(segments: Sequence[Segment], elsewhere: Sequence[bool], measure: tuple[int, int, int]) -> Span:
    """From which segment to before which one the words are worth most. Shared words are at both ends."""
    best, total, begins = 0, 0, None
    run = (0, 0)
    for number, (segment, is_elsewhere) in enumerate(zip(segments, elsewhere, strict=True)):
        if total < 0 or is_elsewhere:
            total, begins = 0, None
        worth = _worth(segment, *measure)
        if is_elsewhere or (begins is None and worth <= 0):
            continue
        begins = number if begins is None else begins
        total += worth
        if worth > 0 and (total > best or (total == best and begins == run[0])):
            best, run = total, (begins, number + 1)
    return run


def _worth(segment: Segment, same: int, other: int, gap: int) -> int:
    """One of ``MEASURES``; a shared word that any text has makes up for one other word, and no more."""
    words = words_of(segment.left)
    small = sum(word.norm in SMALL for word in words)
    worth = same * (len(words) - small) + other * small
    if segment.difference is None:
        return worth
    strange = _strange(segment.difference)
    return (-other * strange if strange else worth) - gap * _gap(segment.difference)


def _span(text: str, at: int, segments: Sequence[Segment], first: int, last: int, side: str) -> Span:
    """Where the segments from ``first`` to before ``last`` stand in ``text``, if all of them begin ``at``."""
    sizes = [len(getattr(segment, side)) for segment in segments]
    return _trimmed(text, at + sum(sizes[:first]), at + sum(sizes[:last]))


def _strange(difference: Difference) -> int:
    """Its quoting words that the source does not have in any form."""
    if difference.kind not in STRANGE or is_form_of(norm_of(difference.left), norm_of(difference.right)):
        return 0
    return _count(difference.left)


def _gap(difference: Difference) -> int:
    """The source's words that are silently left out there."""
    if difference.kind not in (DifferenceKind.OMISSION, DifferenceKind.SUBSTITUTION):
        return 0
    return max(0, _count(difference.right) - _count(difference.left))


def is_form_of(word: str, other: str) -> bool:
    """One word in two forms or spellings (“intermediates”, “intermediate”), both folded for comparison."""
    pairs = enumerate(zip(word, other, strict=False))
    common = next((at for at, (one, two) in pairs if one != two), min(len(word), len(other)))
    endings = word[common:], other[common:]
    is_inflected = common >= SHORTEST_STEM and all(ending in ENDINGS for ending in endings)
    return word != other and (is_inflected or same_but_spelling(word, other))


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without the space at both ends, and marks at the beginning that belong to the words before."""
    run = text[start:end]
    return start + len(run) - len(run.lstrip(" \t\r\n.,;:!?)]”’")), end - len(run) + len(run.rstrip())


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
