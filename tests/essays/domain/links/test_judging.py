"""What may be said of two passages, as tables."""

from dataclasses import replace
from itertools import product

import pytest

from essays.domain.links.judging import (
    Fault,
    Judgement,
    Passage,
    faults,
    ground_where_none_is_given,
    is_marked,
    kind_of,
    same_words,
    why_cut,
    why_not_continue,
)
from essays.enums import NOT_SHOWING, SHOWING, Direction, Ground, LinkKind, LinkStatus

EARLIER = Passage(work=1, block=4, start=10, end=30, exact="sell the unread today")
LATER = Passage(work=2, block=2, start=0, end=20, exact="show the unread today")
SAME = replace(LATER, exact=EARLIER.exact)
QUOTES = Judgement(
    status="confirmed",
    kind="variant",
    marked=True,
    direction="quotes",
    ground="named",
    ground_note="See B 1.",
)
NOT_SHOWN = replace(QUOTES, direction="not-shown", ground="both-plain")


def said(judgement: Judgement, left: Passage = LATER, right: Passage = EARLIER) -> list[tuple[str, str]]:
    return [(fault.field, fault.reason) for fault in faults(judgement, left, right)]


@pytest.mark.parametrize(("direction", "ground"), list(product(Direction, Ground)))
def test_each_ground_goes_with_its_directions(direction, ground):
    """The whole table: a ground either shows a direction, or says why none is shown, or may do both."""
    allowed = {
        Direction.QUOTES: {"named", "answers", "set-off", "editor"},
        Direction.NOT_SHOWN: {"both-plain", "both-quote", "same-work", "editor"},
    }
    left = replace(LATER, work=1, block=9) if ground == Ground.SAME_WORK else LATER
    found = said(replace(QUOTES, direction=direction, ground=ground), left)
    assert bool(found) == (ground not in allowed[direction])
    if found:
        shows = "shows a direction" if direction == Direction.NOT_SHOWN else "shows no direction"
        assert found == [("ground", f"“{ground.label}” {shows}")]


def test_every_ground_is_in_the_table():
    assert set(Ground) == {*SHOWING, *NOT_SHOWING}
    assert {Ground.EDITOR} == {*SHOWING} & {*NOT_SHOWING}


@pytest.mark.parametrize(("status", "reason"), list(product(LinkStatus, ["", "A set phrase."])))
def test_a_reason_goes_with_dismissing_and_with_nothing_else(status, reason):
    found = said(replace(QUOTES, status=status, reason=reason))
    dismissed = status == LinkStatus.DISMISSED
    assert [field for field, _ in found] == ([] if dismissed == bool(reason) else ["reason"])


@pytest.mark.parametrize(
    ("kind", "right", "problem"),
    [
        (LinkKind.VERBATIM, SAME, ""),
        (LinkKind.VERBATIM, EARLIER, "the words are not the same"),
        (LinkKind.VARIANT, SAME, "no word is changed"),
        (LinkKind.VARIANT, EARLIER, ""),
        (LinkKind.PARTIAL, SAME, ""),
        (LinkKind.PARTIAL, EARLIER, ""),
    ],
)
def test_the_kind_agrees_with_the_words(kind, right, problem):
    left = SAME if right is SAME else LATER
    right = replace(EARLIER, exact=right.exact)
    assert said(replace(QUOTES, kind=kind), left, right) == ([("kind", problem)] if problem else [])


def test_without_a_direction_the_left_passage_is_the_later():
    assert said(NOT_SHOWN, LATER, EARLIER) == []
    assert said(NOT_SHOWN, EARLIER, LATER) == [
        ("left", "where no direction is shown, the left passage is the later of the two")
    ]
    assert said(QUOTES, EARLIER, LATER) == []


def test_passages_of_one_block_may_touch_and_not_overlap():
    first, second = replace(EARLIER, exact="a b"), replace(EARLIER, start=30, end=50, exact="a c")
    assert said(replace(NOT_SHOWN, ground="same-work"), second, first) == []
    overlapping = replace(second, start=29)
    assert said(QUOTES, overlapping, first) == [("left", "the two passages overlap")]
    assert said(QUOTES, replace(overlapping, block=5), first) == []


def test_one_text_repeats_itself_only_where_it_is_one():
    assert said(replace(NOT_SHOWN, ground="same-work")) == [("ground", "the passages stand in two texts")]


def test_an_editor_s_finding_says_its_ground():
    assert said(replace(QUOTES, ground="editor")) == []
    assert faults(replace(QUOTES, ground="editor", ground_note=""), LATER, EARLIER) == [
        Fault("ground_note", "an editor's finding needs its ground in words")
    ]


@pytest.mark.parametrize(
    ("slug", "works", "goes_on", "reason"),
    [
        ("b2-a1", (2, 1), None, ""),
        ("", (2, 1), None, ""),
        ("b1-a1", (2, 1), None, "a link can't continue itself"),
        ("b2-a1", (1, 2), None, "“b1-a1” is of two other texts"),
        ("b2-a1", (2, 1), 7, "“b1-a1” continues another link; name the first of them"),
    ],
)
def test_what_a_link_may_continue(slug, works, goes_on, reason):
    assert why_not_continue(slug, works, "b1-a1", (2, 1), goes_on) == reason


@pytest.mark.parametrize(
    ("passage", "reason"),
    [
        ("Mao", ""),
        ("s all", ""),
        ("all-", ""),
        ("round masses", ""),
        ("asses", "it begins inside the word “masses”"),
        ("all-round mass", "it ends inside the word “masses”"),
        ("oun", "it begins inside the word “round” and it ends inside the word “round”"),
        ("群", ""),
    ],
)
def test_a_passage_begins_and_ends_between_words(passage, reason):
    text = "Mao’s all-round masses 群众"
    start = text.index(passage)
    assert why_cut(text, start, start + len(passage)) == reason


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("all-round domination", "all round domination", True),
        ("die hard enemies", "diehard enemies", True),
        ("“Essence”, it", "essence it", True),
        ("thru struggle", "through struggle", False),
        ("win over", "bring over", False),
    ],
)
def test_typography_is_no_wording(left, right, same):
    assert same_words(left, right) is same
    assert kind_of(left, right) == (LinkKind.VERBATIM if same else LinkKind.VARIANT)


@pytest.mark.parametrize(
    ("text", "passage", "kind", "marked"),
    [
        ("He says: “sell the unread today”.", "sell the unread", "paragraph", True),
        ("He says: “sell the unread today”.", "the unread", "paragraph", True),
        ("He says: ‘sell the unread today’.", "sell the unread", "paragraph", True),
        ("He says “sell” and means the unread.", "the unread", "paragraph", False),
        ("Sell the unread.", "the unread", "paragraph", False),
        ("Sell the unread.", "the unread", "block-quotation", True),
    ],
)
def test_marks_and_setting_make_a_quotation(text, passage, kind, marked):
    assert is_marked(text, text.index(passage), kind) is marked


def test_the_ground_where_none_is_given():
    assert ground_where_none_is_given(LATER, EARLIER) == Ground.BOTH_PLAIN
    assert ground_where_none_is_given(replace(LATER, work=1), EARLIER) == Ground.SAME_WORK
