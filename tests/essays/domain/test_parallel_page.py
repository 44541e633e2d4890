"""The page of two texts in parallel, of the small debate: B answers A."""

import pytest

from essays.domain.differences import compare_passages
from essays.domain.parallel_page import ParallelPage, Place, Unmatched, arrange_parallel
from essays.enums import DifferenceKind, Direction, Ground, LinkStatus
from essays.models import Debate
from essays.queries.parallel import parallel_records
from tests.essays.links import block_at, make_link

pytestmark = pytest.mark.django_db


def page_of(debate: Debate, left: str, right: str) -> ParallelPage:
    works = {work.siglum: work for work in debate.works.select_related("author")}
    return arrange_parallel(parallel_records(works[left], works[right]))


def cited(half) -> str:
    return f"{half.block.work.siglum} {half.block.number}"


@pytest.fixture
def linked(unlinked_debate: Debate) -> Debate:
    """Two links in order (B 2 and A 1, B 6 and A 3) and one that crosses them (B 3 and A 4)."""
    make_link(unlinked_debate, "B 2", "A 1", left_exact="shelve the read and sell the unread")
    make_link(
        unlinked_debate,
        "B 6",
        "A 3",
        left_exact="is unread; the first is",
        right_exact="nobody has borrowed for",
        status=LinkStatus.SUGGESTED,
    )
    make_link(unlinked_debate, "B 3", "A 4", left_exact="A book", right_exact="of which")
    return unlinked_debate


def test_rows_of_a_pair(linked):
    page = page_of(linked, "B", "A")
    assert [item.kind for item in page.items] == [
        "unmatched",
        "match",
        "match",
        "unmatched",
        "match",
        "place",
        "unmatched",
    ]
    assert [(match.number, cited(match.left), cited(match.right)) for match in page.matches] == [
        (1, "B 2", "A 1"),
        (2, "B 3", "A 4"),
        (3, "B 6", "A 3"),
    ]


def test_counts_of_a_pair(linked):
    page = page_of(linked, "B", "A")
    assert (page.same, page.changed, page.moved, page.only_found) == (1, 2, 1, 1)


def test_the_shorter_of_two_that_cross_is_moved(linked):
    page = page_of(linked, "B", "A")
    assert [match.moved for match in page.matches] == [False, True, False]
    (place,) = (item for item in page.items if isinstance(item, Place))
    assert (place.number, cited(place.right)) == (2, "A 4")


def test_neighbours_lead_from_match_to_match(linked):
    matches = page_of(linked, "B", "A").matches
    first, second, third = (match.anchor for match in matches)
    assert [(match.previous, match.next) for match in matches] == [("", second), (first, third), (second, "")]


def test_anchors_stay_when_other_links_go(linked):
    before = {match.link.pk: match.anchor for match in page_of(linked, "B", "A").matches}
    gone, *kept = before
    linked.links.filter(pk=gone).update(status=LinkStatus.DISMISSED, reason="chance")
    after = {match.link.pk: match.anchor for match in page_of(linked, "B", "A").matches}
    assert after == {pk: before[pk] for pk in kept}


@pytest.mark.parametrize(("left", "right"), [("B", "A"), ("A", "B")])
def test_numbers_of_variants_are_those_of_the_links_own_page(unlinked_debate, left, right):
    """Commas of print come first and are numbered there, though they are no variants here."""
    works = {"left_exact": "A book is lent, here", "right_exact": "a book was lent there"}
    for cited, words in (("B 3", works["left_exact"]), ("A 2", works["right_exact"])):
        block_at(unlinked_debate, cited).work.blocks.filter(number=cited[-1]).update(text=words)
    link = make_link(unlinked_debate, "B 3", "A 2", **works)
    (match,) = page_of(unlinked_debate, left, right).matches
    own = [
        number
        for number, difference in enumerate(
            compare_passages(link.left_exact, link.right_exact).differences, 1
        )
        if difference.kind != DifferenceKind.TYPOGRAPHY
    ]
    assert own[0] > 1
    assert [variant.number for variant in match.variants] == own
    for half in (match.left, match.right):
        assert [run.number for run in half.runs if run.number] == own


@pytest.mark.parametrize(("left", "right"), [("B", "A"), ("A", "B")])
def test_the_quoting_passage_is_told_on_either_side(linked, left, right):
    for match in page_of(linked, left, right).matches:
        assert cited(match.acting).startswith("B")
        assert cited(match.target).startswith("A")


@pytest.mark.parametrize(("left", "right"), [("B", "A"), ("A", "B")])
def test_runs_are_the_passages(linked, left, right):
    for match in page_of(linked, left, right).matches:
        for half, exact in ((match.acting, match.link.left_exact), (match.target, match.link.right_exact)):
            assert "".join(run.text for run in half.runs) == exact


def test_variants_stand_left_and_right_as_the_columns_do(unlinked_debate):
    words = {
        "left_exact": "lend the read, show the unread",
        "right_exact": "shelve the read and sell the unread",
    }
    make_link(unlinked_debate, "B 3", "A 1", **words)
    (match,) = page_of(unlinked_debate, "B", "A").matches
    (turned,) = page_of(unlinked_debate, "A", "B").matches
    assert next((v.number, v.left, v.right) for v in match.variants) == (1, "lend", "shelve")
    assert [(v.left, v.right) for v in turned.variants] == [(v.right, v.left) for v in match.variants]
    numbers = [run.number for run in match.left.runs if run.number]
    assert numbers == [variant.number for variant in match.variants]


def test_differences_in_print_are_no_variants(unlinked_debate):
    make_link(unlinked_debate, "B 3", "A 2", left_exact="A book", right_exact="a book")
    (match,) = page_of(unlinked_debate, "B", "A").matches
    assert match.same_words
    assert match.variants == ()
    assert next(run.print_only for run in match.left.runs)


def test_one_passage_that_matches_two_is_given_once(unlinked_debate):
    for right in ("A 1", "A 2"):
        make_link(unlinked_debate, "B 3", right, left_exact="shelf", right_exact="shelf")
    first, second = page_of(unlinked_debate, "B", "A").matches
    assert (first.left.in_place, second.left.in_place) == (True, False)
    assert (second.left.lead, second.left.tail) == ("", "")
    assert [cited(match.right) for match in (first, second)] == ["A 1", "A 2"]


def test_words_far_from_a_passage_are_counted(unlinked_debate):
    """100 before it and 100 after it; the paragraph begins with them where the passage stands in place."""
    unlinked_debate.works.get(siglum="A").blocks.filter(number=1).update(
        text="word " * 100 + "unread" + " word" * 100
    )
    for quoting in ("B 2", "B 3"):
        make_link(unlinked_debate, quoting, "A 1", left_exact="unread", right_exact="unread")
    first, second = page_of(unlinked_debate, "B", "A").matches
    assert (len(first.right.before.split()), len(first.right.lead.split())) == (44, 56)
    assert (len(first.right.after.split()), len(first.right.tail.split())) == (44, 56)
    assert (first.right.begins, first.right.follows) == (True, False)
    assert (second.right.begins, second.right.before, second.right.after) == (False, "", "")


def test_a_paragraph_with_two_matches_begins_once(unlinked_debate):
    for passage in ("shelve the read", "the unread"):
        make_link(unlinked_debate, "B 2", "A 1", left_exact=passage, right_exact=passage)
    first, second = page_of(unlinked_debate, "B", "A").matches
    assert (first.left.begins, first.left.follows) == (True, False)
    assert (second.left.begins, second.left.follows) == (False, True)


def test_what_does_not_match_is_told_by_its_numbers(linked):
    folds = [item for item in page_of(linked, "B", "A").items if isinstance(item, Unmatched)]
    assert (folds[0].left_phrase, folds[0].right_phrase) == ("1 paragraph, B\xa01", "")
    assert folds[-1].right_phrase.startswith("1 paragraph, A\xa05")
    assert folds[-1].right_phrase.endswith("1 signature")


def test_a_text_in_parallel_with_itself(unlinked_debate):
    make_link(
        unlinked_debate,
        "B 6",
        "B 5",
        left_exact="the first",
        right_exact="The book",
        direction=Direction.NOT_SHOWN,
        ground=Ground.SAME_WORK,
    )
    page = page_of(unlinked_debate, "B", "B")
    (match,) = page.matches
    assert page.one_text
    assert (cited(match.left), cited(match.right)) == ("B 6", "B 5")


def test_dismissed_links_are_not_shown(linked):
    linked.links.update(status=LinkStatus.DISMISSED, reason="chance")
    page = page_of(linked, "B", "A")
    assert page.matches == ()
    assert [item.kind for item in page.items] == ["unmatched"]


def test_texts_without_links_stand_whole(unlinked_debate):
    (fold,) = page_of(unlinked_debate, "D", "A").items
    assert [block.text for block in fold.left] == [
        block.text for block in unlinked_debate.works.get(siglum="D").blocks.order_by("order")
    ]
