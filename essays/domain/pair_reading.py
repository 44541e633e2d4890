"""Two paragraphs beside each other: what is recorded between them, marked in both, compared word by word.

Pure: a pair of ``essays.queries.pairs`` in, the reading out; no query.
"""

import re
from dataclasses import dataclass

from essays.domain.segments import Mark, MarkKind, Run, letter, set_text
from essays.domain.word_diff import WordDiff, compare_quotation
from essays.models import Relation
from essays.queries.pairs import Pair, Side

#: Kinds of relation that give another passage's words again; the words of others are not compared.
GIVES_WORDS = re.compile(r"\bquotes\b|\brepeats\b|\bshares a passage\b|\bwording\b")
#: Below this share of common words a list of variants says less than the two passages themselves.
WORTH_COMPARING = 0.5


@dataclass(frozen=True)
class Recorded:
    """A relation under its note's letter: ``acting`` acts on ``target``, the left side or the right.

    ``diff`` compares the passage acted on with the one that gives its words again; None where the
    record is not of words, or the two have few in common.
    """

    letter: str
    relation: Relation
    from_left: bool
    acting: Side
    target: Side
    diff: WordDiff | None


@dataclass(frozen=True)
class PairReading:
    left: tuple[Run, ...]
    right: tuple[Run, ...]
    recorded: tuple[Recorded, ...]

    @property
    def word_for_word(self) -> tuple[Recorded, ...]:
        return tuple(each for each in self.recorded if each.diff)


def read_pair(pair: Pair) -> PairReading:
    """Letters follow the order of the records; a paragraph beside itself acts from the left on the right."""
    recorded = tuple(_recorded(pair, index, relation) for index, relation in enumerate(pair.relations))
    return PairReading(
        left=set_text(pair.left.block.text, _marks(recorded, left=True)),
        right=set_text(pair.right.block.text, _marks(recorded, left=False)),
        recorded=recorded,
    )


def gives_words(relation: Relation) -> bool:
    return bool(relation.from_exact and relation.to_exact and GIVES_WORDS.search(relation.kind.casefold()))


def _recorded(pair: Pair, index: int, relation: Relation) -> Recorded:
    from_left = relation.from_block_id == pair.left.block.pk
    acting, target = (pair.left, pair.right) if from_left else (pair.right, pair.left)
    return Recorded(letter(index), relation, from_left, acting, target, _diff(relation))


def _diff(relation: Relation) -> WordDiff | None:
    if not gives_words(relation):
        return None
    diff = compare_quotation(relation.to_exact, relation.from_exact)
    return diff if diff.shared >= WORTH_COMPARING else None


def _marks(recorded: tuple[Recorded, ...], *, left: bool) -> list[Mark]:
    """The passages of one side. A relation of the whole paragraph marks none."""
    return [
        Mark(each.relation.from_start, each.relation.from_end, MarkKind.CITED, each.letter)
        if each.from_left == left
        else Mark(each.relation.to_start, each.relation.to_end, MarkKind.CITED, each.letter)
        for each in recorded
    ]
