"""What the search costs on texts that say the same over and over: counted, in proportion to their words."""

import random

import pytest

from essays.domain.tracing.attribution import Attributions
from essays.domain.tracing.chains import Edge, End, kept
from essays.domain.tracing.extend import CHAINS, PIECE, WORDS_FOR_ONE, extended, likely_chains
from essays.domain.tracing.finding import Index
from essays.domain.tracing.marks import quoted_stretches
from essays.domain.tracing.names import Names
from essays.domain.tracing.seeds import MOST_IN_BLOCK, stretches
from essays.domain.tracing.short_quotations import WorkWords
from essays.domain.tracing.spans import Span
from essays.domain.tracing.views import BlockView
from tests.essays.domain.tracing.texts import PASSAGE, links, passages, work

PHRASE = "and so the old mill wheel went on, "
FEW_WORDS = ["wheel", "mill", "stone", "water", "grain", "flour"]


def chosen_words(words, count, seed):
    return " ".join(random.Random(seed).choices(words, k=count))


REPETITIVE = {
    "a phrase": (PHRASE * 45, PHRASE * 45),
    "a phrase, once": (PHRASE * 95,),
    "six words": (chosen_words(FEW_WORDS, 2000, 1), chosen_words(FEW_WORDS, 2000, 2)),
    "a litany": tuple(
        " ".join(f"Saint {name}, pray for us and keep the mill." for name in chosen_words("abcd", 45, 3)[::2])
        for _ in "AB"
    ),
    "a table": tuple(
        " ".join(f"{year} | grain | {year % 7} | flour |" for year in range(1900, 1990)) for _ in "AB"
    ),
}


def indexed(*texts):
    index = Index()
    index.add([work(letter, text) for letter, text in zip("ABCDEF", texts, strict=False)])
    return index


def seeds_of(index):
    return list(stretches(index, 0, len(index.blocks), least_bits=0.0))


@pytest.mark.parametrize("texts", REPETITIVE.values(), ids=REPETITIVE)
def test_seeds_grow_with_the_words(texts):
    index = indexed(*texts)
    pairs = len(texts) * (len(texts) + 1) // 2
    seeds = sum(len(left) for _, _, left, _ in seeds_of(index))
    assert seeds <= MOST_IN_BLOCK * pairs * len(index.ids.all) // len(texts) // 2


def test_one_block_has_the_first_places_of_a_phrase_as_seeds():
    index = indexed("the mill wheel turns " * 40, "the mill wheel turns")
    (mine, theirs) = next((left, right) for block, other, left, right in seeds_of(index) if block != other)
    assert len(theirs) == 2 * MOST_IN_BLOCK
    assert (mine.min(), theirs.max()) == (160, 4 * (MOST_IN_BLOCK - 1) + 1)


@pytest.mark.parametrize("texts", REPETITIVE.values(), ids=REPETITIVE)
def test_chains_looked_at_grow_with_the_words(texts):
    for _, _, left, right in seeds_of(indexed(*texts)):
        chains = likely_chains(left.tolist(), right.tolist())
        assert len(chains) <= CHAINS + (left[-1] - left[0]) // WORDS_FOR_ONE


def test_of_more_chains_those_with_most_seeds_are_looked_at():
    apart = [(at, 900 - 90 * number) for number, at in enumerate(range(0, 100, 2))]
    long = [(200 + step, 5000 + step) for step in range(5)]
    chains = likely_chains(*map(list, zip(*apart, *long, strict=True)))
    assert (len(chains), chains[-1]) == (len(apart) + 1, long)
    apart = [(at // 2, 90_000 - 90 * at) for at in range(400)]
    long = [(200 + step, 500_000 + step) for step in range(5)]
    chains = likely_chains(*map(list, zip(*apart, *long, strict=True)))
    assert (len(chains), chains[-1]) == (CHAINS + 204 // WORDS_FOR_ONE, long)


def test_long_passage_is_aligned_piece_by_piece_and_found_whole():
    words = chosen_words([f"{one}{two}" for one in FEW_WORDS for two in range(900)], 3 * PIECE, 4).split()
    changed = [word if at % 100 else "otherwise" for at, word in enumerate(words)]
    index = indexed(" ".join(words), " ".join(changed))
    ((_, _, left, right),) = [one for one in seeds_of(index) if one[0] != one[1]]
    (aligned,) = [one for one in extended(index, 1, 0, left, right) if len(one.pairs) > PIECE]
    assert all(one == other for one, other in aligned.pairs)
    assert len(aligned.pairs) == len(words) - len(words) // 100


def test_passage_among_repetitions_is_found():
    (link,) = links(
        work("A", f"{PHRASE * 30}. {PASSAGE}. {PHRASE * 19}"), work("B", f"“{PASSAGE}”", answers="a")
    )
    assert passages([link]) == [(PASSAGE, PASSAGE)]


class CountedEnd(End):
    """Counts how often ends are compared."""

    compared = 0

    def holds(self, other):
        CountedEnd.compared += 1
        return super().holds(other)

    def touches(self, other):
        CountedEnd.compared += 1
        return super().touches(other)


def edges_of(count):
    return [
        Edge(
            CountedEnd(1, 1, 1, 40 * at, 40 * at + 15),
            CountedEnd(0, 0, 0, 40 * at, 40 * at + 15),
            *(0, 1.0, 0.9),
        )
        for at in range(count)
    ]


@pytest.mark.parametrize("count", [100, 400])
def test_passages_of_one_block_are_compared_with_those_near_them(count):
    CountedEnd.compared = 0
    assert kept(edges_of(count)) == list(range(count))
    assert CountedEnd.compared <= 20 * count


def test_names_about_a_passage_are_looked_for_once_in_each_text():
    text = work("A", f"Before. As Smith said, “{PASSAGE}”, and no more.", author="Jones")
    attributions = Attributions(Names([text], {"smith": ("Smith",)}))
    view = BlockView(text, text.blocks[0])
    start = view.text.index(PASSAGE)
    span = Span(start, start + len(PASSAGE), 4, 3 + len(PASSAGE.split()))
    told = [attributions.of(span, view, None, set_off=True).whom for _ in "ab"]
    assert told == ["smith", "smith"]
    assert attributions.known.cache_info().misses == 3


def test_the_same_short_quotation_is_looked_up_once():
    texts = [work("A", "dusty millstone and grain"), work("B", "“dusty millstone” " * 5)]
    index = Index()
    index.add(texts)
    views = [BlockView(text, text.blocks[0]) for text in texts]
    words = WorkWords(index, [(0, views[0])])
    found = [words.places("dustymillstone") for _ in views[1].stretches]
    assert found == [[(0, 0, 1)]] * 5
    assert words.places.cache_info().misses == 1


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("One. Two is said” and more.", ["Two is said"]),
        ("One. Two” said” and more. Three” too.", ["Two", "Two” said", "Three"]),
        ("One. (“Two” three” four.", ["Two", "(“Two” three"]),
        ("One. ” Two.", ["One."]),
    ],
)
def test_unopened_marks_quote_their_sentences(text, quoted):
    found = sorted(quoted_stretches(text), key=lambda one: one.end)
    assert [text[one.start : one.end] for one in found] == quoted
