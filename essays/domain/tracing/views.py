"""A block as the search sees it: its words, its sentences and what it sets in quotation marks."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from essays.domain.sentences import split_sentences
from essays.domain.tracing.introductions import CITATION, FOOTNOTE, MARKED_NUMBER
from essays.domain.tracing.marks import quoted_stretches
from essays.domain.tracing.names import looks_like_title
from essays.domain.tracing.records import Text, TextBlock
from essays.domain.tracing.words import Word, words_of
from essays.enums import BlockKind

#: What names a block quotation's source at its end: “– Mao Zedong”, “(Mao 1943)”, the number of a note.
SOURCE_LINE = re.compile(
    r"(?:^|(?<=[.?!…”\"’)])|(?<=\s))\s*[—–-]{1,2}\s*[^\W\d_a-z][^.?!]{0,120}\.?$"
    r"|\s*(?:" + CITATION.pattern + r")\.?$"
    r"|(?<=[.?!…”\"’»)])" + FOOTNOTE + "$"
)
#: The number of a note before the mark that closes a quotation.
INNER_NOTE = re.compile(r"(?<=[.?!…])" + FOOTNOTE + "$|" + MARKED_NUMBER + "$")
_GLUED = re.compile(r"(?:[^\W\d][.?!…]|[”»])[\[(]?$")
#: Fewer words in marks are a name for something, and no end that a passage has to keep to.
SCARE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words ``first`` to ``last`` (exclusive) of a block, set off as a quotation; characters likewise.

    Where it is not ``closed``, its end is a guess.
    """

    first: int
    last: int
    start: int
    end: int
    closed: bool = True

    def __len__(self) -> int:
        return self.last - self.first


class BlockView:
    def __init__(self, text: Text, block: TextBlock) -> None:
        self.work, self.block, self.text = text, block, block.text

    @cached_property
    def words(self) -> list[Word]:
        return words_of(self.text)

    @cached_property
    def sentence_starts(self) -> list[int]:
        """The numbers of the words with which sentences begin; 0 first, the number of words last."""
        begins = [word.start for word in self.words]
        starts = {bisect_left(begins, sentence.start) for sentence in split_sentences(self.text)}
        return sorted(starts | {0, len(begins)})

    @cached_property
    def stretches(self) -> list[Stretch]:
        """What stands in quotation marks, outermost; a block quotation without any is one as a whole."""
        begins, found = [word.start for word in self.words], []
        for quoted in quoted_stretches(self.text):
            if found and quoted.end <= found[-1].end:
                continue
            note = INNER_NOTE.search(self.text, quoted.start, quoted.end)
            end = note.start() if note else quoted.end
            first, last = bisect_left(begins, quoted.start), bisect_left(begins, end)
            if first < last:
                found.append(Stretch(first, last, quoted.start, end, quoted.closed))
        if self.block.kind == BlockKind.BLOCK_QUOTATION and not any(len(one) >= SCARE_WORDS for one in found):
            tail = SOURCE_LINE.search(self.text)
            end = len((self.text[: tail.start()] if tail else self.text).rstrip())
            last = bisect_left(begins, end)
            return [Stretch(0, last, begins[0], end)] if last else []
        return found

    @cached_property
    def bounds(self) -> list[int]:
        """Numbers of words before which a sentence or a quotation begins or has ended."""
        edges = set(self.sentence_starts)
        for stretch in self.stretches:
            if len(stretch) >= SCARE_WORDS:
                edges |= {stretch.first, stretch.last}
        return sorted(edges)

    def bounds_about(self, word: int) -> tuple[int, int]:
        """Of the ``bounds``, the last one that is not behind the word, and the one after it."""
        at = bisect_right(self.bounds, word)
        return self.bounds[at - 1], self.bounds[at]

    @cached_property
    def sentence_places(self) -> list[int]:
        """The characters with which the sentences begin, those before the first word left off."""
        return [self.words[word].start for word in self.sentence_starts[:-1]]

    @cached_property
    def quotation_ends(self) -> list[int]:
        """The characters before which what stands in marks and is no title has ended."""
        return [one.end for one in self.stretches if not looks_like_title(self.words[one.first : one.last])]

    def stretch_at(self, word: int) -> int:
        """The number of the stretch that the word stands in, or -1."""
        at = bisect_right(self.stretches, word, key=lambda stretch: stretch.first) - 1
        return at if at >= 0 and word < self.stretches[at].last else -1

    def is_note(self, word: int) -> bool:
        """Whether the word is the number of a note, glued to the sentence that it stands behind."""
        one = self.words[word]
        return bool(one.text.isdigit() and _GLUED.search(self.text, max(0, one.start - 3), one.start))

    def sentence_of(self, word: int) -> tuple[int, int]:
        """First word of the word's sentence, and the one behind its last."""
        at = bisect_right(self.sentence_starts, word) - 1
        return self.sentence_starts[at], self.sentence_starts[at + 1]
