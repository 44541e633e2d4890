"""Where a passage stands when its text was changed."""

import pytest

from essays.domain.loading.followed_words import followed

BEFORE = "They say: a book that waits for twenty years has not found its reader, and the shelf is full."
PASSAGE = "a book that waits for twenty years has not found its reader"


@pytest.mark.parametrize(
    ("now", "passage"),
    [
        (f"Some say: {PASSAGE}.", PASSAGE),
        (BEFORE.replace("found", "ever found"), PASSAGE.replace("found", "ever found")),
        (BEFORE.replace("waits for ", "waits "), PASSAGE.replace("waits for ", "waits ")),
        (BEFORE.replace("a book", "one volume"), PASSAGE.replace("a book", "one volume")),
        (BEFORE.replace("its reader", "a single friend"), PASSAGE.replace("its reader", "a single friend")),
        (
            f"The shelf is full. A BOOK that waits has found its reader. {'It is so. ' * 9}",
            "A BOOK that waits",
        ),
    ],
)
def test_changes_within_a_passage_leave_its_ends_where_they_are(now, passage):
    start = BEFORE.index(PASSAGE)
    first, end = followed(BEFORE, start, start + len(PASSAGE), now)
    assert now[first:end].startswith(passage)


def test_signs_at_the_ends_stay_with_the_passage():
    before, now = "So: “It is so, they say.” Nobody asks.", "So: “It is so, they often say.” Nobody asks."
    start, end = before.index("“"), before.index(" Nobody")
    first, last = followed(before, start, end, now)
    assert now[first:last] == "“It is so, they often say.”"


def test_where_nothing_is_like_it_it_is_all_of_the_text():
    assert followed(BEFORE, 0, len(BEFORE), "Torn maps.") == (0, 10)


def test_a_passage_without_words_is_all_of_the_text():
    assert followed("A – b", 2, 3, "A b") == (0, 3)
