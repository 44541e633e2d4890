"""Looking the quotations of a response up in the texts of its debate.

A quotation's shingles lead to the paragraphs that have most of them; those are compared word by word.
A short one that these do not find is compared with the paragraphs answered as well.
A quotation that runs over several paragraphs is told as several, each with its own verdict, and so is
one most of which stands nowhere: what was found of it, and the rest.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import islice
from typing import Any

from comments.domain.checking.answered import Answered
from comments.domain.checking.checked import Checked
from comments.domain.checking.comparing import Found, compare_with_source
from comments.domain.checking.quotations import DASH_AND_NAME, FEWEST_WORDS, SHORTEST, find_quotations
from comments.domain.checking.typed import Typed
from comments.domain.checking.unseeded import MOST_LOOKS, MOST_WORDS, compare_unseeded
from comments.enums import Verdict
from comments.markup.citations import cited
from essays.domain.tracing.shingles import SIZE, shingles_of
from essays.domain.tracing.words import Word, words_of
from essays.models import Block
from essays.queries.shingles import ShinglePlace, counts_of, places_of

#: Shingles of one quotation that are looked up; of a longer one, so many at even distances.
MOST_SHINGLES = 60
#: Places of one quotation's shingles that are looked at, the rarest shingles first; and, where even the
#: rarest stands in more, so many of its places. A phrase of that kind can be anybody's.
MOST_PLACES = 120
#: Paragraphs with most of the shingles that are loaded and, of these, compared.
LOADED, COMPARED = 6, 3
#: Of the best paragraph's shingles, the part that another must have to be compared too.
NEAR = 0.6
#: Of a paragraph with more characters only the words around the hits are compared, and so many beside them.
LONG, BESIDE = 4000, 20
#: Paragraphs that one quotation can run over.
MOST_PARTS = 4

Distance = Callable[[Block], Any]


@dataclass
class Sought:
    """A quotation, its words, and the hits by block: a shingle's position among its words and the block's."""

    typed: Typed
    words: Sequence[Word]
    shingles: Sequence[tuple[int, int]]
    hits: dict[int, set[tuple[int, int]]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, typed: Typed) -> "Sought":
        words = words_of(typed.plain)
        # Of a shingle that comes again, the first place: words said over and over must not cost more.
        shingles = list(dict(reversed(shingles_of(words))).items())[::-1]
        step = max(1, -(-len(shingles) // MOST_SHINGLES))
        return cls(typed, words, shingles[::step])

    def rarest(self, counts: Mapping[int, int]) -> list[int]:
        """Shingles that stand somewhere, until they have ``MOST_PLACES`` places; one in any case."""
        known = sorted({number for number, _ in self.shingles if number in counts}, key=counts.__getitem__)
        chosen, places = known[:1], counts[known[0]] if known else 0
        for number in known[1:]:
            places += counts[number]
            if places > MOST_PLACES:
                break
            chosen.append(number)
        return chosen

    def ranked(self, first: int, last: int) -> list[tuple[int, int]]:
        """(hits, block) for the words from ``first`` to before ``last``, most hits first."""
        rows = (
            (len({at for at, _ in places if first <= at <= last - SIZE}), block)
            for block, places in self.hits.items()
        )
        return sorted((row for row in rows if row[0]), key=lambda row: (-row[0], row[1]))

    def stretch(self, first: int, last: int, block: int) -> tuple[int, int]:
        """The words of the block, from one to before another, where those of the quotation can be."""
        places = [(at, there) for at, there in self.hits[block] if first <= at <= last - SIZE]
        begins = min(there - (at - first) for at, there in places) - BESIDE
        return max(0, begins), max(there + (last - at) for at, there in places) + BESIDE


def check_quotations(text: str, answered: Answered) -> list[Checked]:
    """Every quotation in ``text`` (cleaned) with its verdict, in order; none on those with words withheld.

    No query without quotations, else at most three: how common the shingles are, where they stand, the
    paragraphs.
    """
    found = find_quotations(text)
    sought = [Sought.of(typed) for typed in found if not typed.is_withheld]
    withheld = [Checked(typed) for typed in found if typed.is_withheld]
    if not sought:
        return withheld
    _find_hits(sought, answered.debate_id)
    best = {block for each in sought for _, block in each.ranked(0, len(each.words))[:LOADED]}
    short = [each for each in sought if len(each.words) <= MOST_WORDS][:MOST_LOOKS]
    best |= {block for each in sought for block in answered.blocks if short or block in each.hits}
    blocks = Block.objects.select_related("work").in_bulk(best)
    words = cache(lambda block: words_of(blocks[block].text))
    near = partial(answered.distance, cited=frozenset(cited(text)))
    meant = partial(answered.is_meant, cited=frozenset(cited(text)))
    unseeded = {id(each): answered.blocks for each in short}
    judged = [
        part
        for each in sought
        for part in _Reading(each, blocks, words, near, meant).parts(unseeded=unseeded.get(id(each), ()))
    ]
    return sorted((*judged, *withheld), key=lambda each: each.typed.start)


def _find_hits(sought: Sequence[Sought], debate: int) -> None:
    counts = counts_of({number for each in sought for number, _ in each.shingles}, debate=debate)
    chosen = {number for each in sought for number in each.rarest(counts)}
    by_hash: dict[int, list[ShinglePlace]] = defaultdict(list)
    for place in places_of(chosen, debate=debate, most_each=MOST_PLACES):
        by_hash[place.hash].append(place)
    for each in sought:
        for number, position in each.shingles:
            for place in by_hash.get(number, ()):
                each.hits[place.block_id].add((position, place.position))


class _Reading:
    """One quotation against the paragraphs that have most of its shingles."""

    def __init__(
        self,
        sought: Sought,
        blocks: Mapping[int, Block],
        words: Callable[[int], Sequence[Word]],
        distance: Distance,
        is_meant: Callable[[Block], bool],
    ) -> None:
        self.is_meant = is_meant
        self.sought, self.blocks, self.words_of_block, self.distance = sought, blocks, words, distance
        self.plain = sought.typed.plain

    def parts(self, *, unseeded: Sequence[int] = ()) -> list[Checked]:
        """The quotation as one part or several; compared with the blocks ``unseeded`` if it is not found."""
        parts = self._read(0, len(self.sought.words), MOST_PARTS)
        if any(part.found for part in parts):
            return parts
        for block in filter(None, map(self.blocks.get, unseeded)):
            found = compare_unseeded(self.plain, block.text, self.words_of_block(block.pk))
            if found is not None:
                return [self._found(0, len(self.sought.words), block, found, ())]
        return parts

    def _read(self, first: int, last: int, most: int) -> list[Checked]:
        """Words ``first`` to before ``last`` as one part or several."""
        block, found = self._best(first, last)
        if block is None or found is None:
            return [self._not_found(first, last)]
        begins, ends = self._words_within(found, first, last)
        before = self._rest(first, begins, most - 1)
        after = self._rest(ends, last, most - 1 - len(before))
        if not after and self._is_named_after(found, last):
            last = ends
        own = [self._own(first, begins) if not before else "", self._own(ends, last) if not after else ""]
        if first < begins and not before and not own[0]:
            before = [self._not_found(first, begins)]
        if ends < last and not after and not own[1]:
            after = [self._not_found(ends, last)]
        return [*before, self._found(begins, ends, block, found, tuple(filter(None, own))), *after]

    def _own(self, first: int, last: int) -> str:
        """The words, if they are too few for a quotation."""
        if first == last:
            return ""
        start, end = self._span(first, last)
        return self.plain[start:end] if last - first < FEWEST_WORDS or end - start < SHORTEST else ""

    def _is_named_after(self, found: Found, last: int) -> bool:
        """What is left of quoted lines is a dash and a name: whose the words are."""
        is_end = self.sought.typed.in_lines and last == len(self.sought.words)
        return is_end and DASH_AND_NAME.match(self.plain, found.left_end) is not None

    def _rest(self, first: int, last: int, most: int) -> list[Checked]:
        """What a paragraph did not have, if another one has it."""
        if most < 1 or last - first < FEWEST_WORDS:
            return []
        start, end = self._span(first, last)
        parts = self._read(first, last, most) if end - start >= SHORTEST else []
        return parts if any(part.found for part in parts) else []

    def _best(self, first: int, last: int) -> tuple[Block | None, Found | None]:
        """The paragraph with the best of the verdicts; of equal ones, the nearest."""
        ranked = [row for row in self.sought.ranked(first, last) if row[1] in self.blocks]
        likely = [self.blocks[block] for hits, block in ranked if hits >= NEAR * ranked[0][0]]
        hits = {block: number for number, block in ranked}
        likely.sort(key=lambda block: (-hits[block.pk], self.distance(block)))
        best: tuple[Block | None, Found | None] = None, None
        for block in islice(likely, COMPARED):
            found = self._compare(first, last, block)
            if found is None:
                continue
            if found.verdict == Verdict.VERBATIM and found.words == last - first:
                return block, found
            if best[1] is None or found.is_better_than(best[1]):
                best = block, found
        return best

    def _compare(self, first: int, last: int, block: Block) -> Found | None:
        start, end = self._span(first, last)
        source, at = block.text, 0
        if len(source) > LONG:
            words = self.words_of_block(block.pk)
            begins, ends = self.sought.stretch(first, last, block.pk)
            at = words[begins].start
            source = source[at : words[min(ends, len(words)) - 1].end]
        found = compare_with_source(self.plain[start:end], source, whole=self.plain)
        return found and found.moved(start, at)

    def _found(self, first: int, last: int, block: Block, found: Found, own: tuple[str, ...]) -> Checked:
        """The words as a part that stands in ``block``, with those beside it that are the writer's."""
        if (first, last) == (0, len(self.sought.words)):
            return Checked(self.sought.typed, block, found, meant=self._meant(first, last, block))
        start, end = found.left_start, found.left_end
        part = self.sought.typed.part(start, end)
        return Checked(part, block, found.moved(-start), own, self._meant(first, last, block))

    def _meant(self, first: int, last: int, block: Block) -> tuple[Block, Found] | None:
        """The nearest paragraph that is answered or cited and has all the words but a few, if ``block`` is
        none of those: what merely has some of them says nothing else instead. One comparison more."""
        if self.is_meant(block):
            return None
        ranked = [self.blocks.get(number) for _, number in self.sought.ranked(first, last)]
        likely = [each for each in ranked if each and self.is_meant(each)]
        meant = min(likely, key=self.distance, default=None)
        found = self._compare(first, last, meant) if meant else None
        return (meant, found) if found and found.words == last - first and found.is_likeness else None

    def _not_found(self, first: int, last: int) -> Checked:
        if (first, last) == (0, len(self.sought.words)):
            return Checked(self.sought.typed)
        return Checked(self.sought.typed.part(*self._span(first, last)))

    def _span(self, first: int, last: int) -> tuple[int, int]:
        return self.sought.words[first].start, self.sought.words[last - 1].end

    def _words_within(self, found: Found, first: int, last: int) -> tuple[int, int]:
        """Number of the first word of what was found, and of the first one after it."""
        words = self.sought.words
        begins = next(at for at in range(first, last) if words[at].start >= found.left_start)
        ends = next((at for at in range(begins, last) if words[at].start >= found.left_end), last)
        return begins, ends
