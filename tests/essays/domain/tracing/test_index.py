"""The index, to which works are added."""

import numpy as np

from essays.domain.tracing.index import Index
from essays.domain.tracing.shingles import shingle_hash
from tests.essays.domain.tracing.texts import work

TEXTS = [
    work("A", "from the masses to the masses", "to the masses"),
    work("B", "from the masses", "two words"),
    work("C", "learn from the masses again and again"),
    work("D", "the last"),
]


def entries(index):
    return sorted(
        (int(number), int(place))
        for run in index.runs
        for number, place in zip(run.hashes, run.places, strict=True)
    )


def test_one_by_one_gives_what_all_at_once_gives():
    whole, grown = Index(), Index()
    whole.add(TEXTS)
    for text in TEXTS:
        grown.add([text])
    assert entries(grown) == entries(whole)
    assert grown.starts.tolist() == whole.starts.tolist() == [0, 6, 9, 12, 14, 21, 23]


def test_a_row_of_three_words_is_counted_in_all_runs():
    index = Index()
    for text in TEXTS:
        index.add([text])
    wanted = [
        shingle_hash(row)
        for row in (("from", "the", "masses"), ("to", "the", "masses"), ("no", "such", "row"))
    ]
    assert index.places_of(np.array(wanted)).tolist() == [3, 2, 0]


def test_no_row_runs_over_a_block_s_end():
    index = Index()
    index.add([work("A", "one two", "three four", "five")])
    assert entries(index) == []


def test_runs_stay_few_and_sorted_however_often_works_are_added():
    index = Index()
    for number in range(64):
        index.add([work("A", f"word{number} is followed by others")])
    assert len(index.runs) <= 7
    for run in index.runs:
        assert (np.diff(run.hashes) >= 0).all()
    assert len(entries(index)) == 64 * 3


def test_works_by_one_author_share_a_number():
    index = Index()
    index.add([work("A", "x", author="Ann"), work("B", "x"), work("C", "x", author="Ann"), work("D", "x")])
    assert index.authors.all.tolist() == [0, 1, 0, 2]
