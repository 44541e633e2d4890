"""Two texts in parallel, and the form that leads there."""

import pytest
from django.urls import reverse

from essays.enums import Direction, Ground, LinkStatus
from essays.models import Block, Debate
from tests.essays.links import make_link
from tests.essays.queries.test_quotation_queries import make_linked
from tests.essays.views.served import Element, read_page
from tests.factories import make_debate

pytestmark = pytest.mark.django_db

PARALLEL = "/debates/library-shelves/parallel/"


def get(client, address: str, status: int = 200, **query: str) -> Element:
    response = client.get(address, query)
    assert response.status_code == status
    return read_page(response.content.decode())


def words(element: Element) -> str:
    return " ".join(element.text.split())


@pytest.fixture
def linked(unlinked_debate: Debate) -> Debate:
    make_link(
        unlinked_debate,
        "B 2",
        "A 1",
        left_exact="shelve the read",
        right_exact="sell the unread",
        slug="b2-a1",
    )
    make_link(
        unlinked_debate,
        "B 6",
        "A 3",
        left_exact="is unread; the first is",
        right_exact="nobody has borrowed for",
        status=LinkStatus.SUGGESTED,
        marked=False,
        slug="b6-a3",
    )
    make_link(unlinked_debate, "B 3", "A 4", left_exact="A book", right_exact="of which", slug="b3-a4")
    return unlinked_debate


def match(page: Element, number: int) -> Element:
    """The ``number``-th, as its heading counts."""
    return next(each for each in page.all("section", "match") if words(each).startswith(f"Match {number} "))


def test_heading_and_summary(client, linked):
    page = get(client, f"{PARALLEL}b/a/")
    assert words(page.one("h1")) == "B and A in parallel"
    assert words(page.one("main").one("p", "lede")) == (
        "3 matching passages: 0 with the same words, 3 with changed words. 1 stands out of order and is "
        "marked as moved. 1 was found by comparison and has not yet been reviewed."
    )


def test_each_match_has_its_anchor_and_its_neighbours(client, linked):
    page = get(client, f"{PARALLEL}b/a/")
    steps = [
        [(link.text, link.attributes["href"]) for link in match(page, number).one("p", "steps").all("a")]
        for number in (1, 2, 3)
    ]
    assert steps == [
        [("Next match", "#b3-a4")],
        [("Next match", "#b6-a3"), ("Previous match", "#b2-a1")],
        [("Previous match", "#b3-a4")],
    ]
    assert [match(page, n).attributes["id"] for n in (1, 2, 3)] == ["b2-a1", "b3-a4", "b6-a3"]
    assert page.one("main").all("p", "acts")[0].all("a")[0].attributes["href"] == "#b2-a1"


def anchors(page: Element) -> list[str]:
    return [each.attributes["id"] for each in page.one("div", "facing").all() if "id" in each.attributes]


@pytest.mark.parametrize(("left", "right"), [("b", "a"), ("a", "b"), ("b", "b"), ("d", "a")])
def test_every_paragraph_has_one_anchor(client, linked, left, right):
    make_link(linked, "B 6", "B 5", left_exact="the first", right_exact="The book", slug="b6-b5")
    found = anchors(get(client, f"{PARALLEL}{left}/{right}/"))
    assert len(found) == len(set(found))
    last = {"a": 5, "b": 6, "d": 1}
    paragraphs = {f"{siglum}{n}" for siglum in {left, right} for n in range(1, last[siglum] + 1)}
    assert {each for each in found if "-" not in each} == paragraphs


def test_words_that_differ_are_marked_on_both_sides(client, linked):
    first = match(get(client, f"{PARALLEL}b/a/"), 1)
    left, right = first.all("div", "side")
    assert [mark.text for mark in left.all("ins")] == ["shelve", "read"]
    assert [mark.text for mark in right.all("del")] == ["sell", "unread"]
    assert left.all("del") + right.all("ins") == []
    assert [words(item) for item in first.one("ol", "app").all("li")] == [
        "1 shelve ] sell (other words)",
        "2 read ] unread (other words)",
    ]


def test_swapping_the_sides_keeps_what_each_text_does(client, linked):
    first = match(get(client, f"{PARALLEL}a/b/"), 1)
    left, right = first.all("div", "side")
    assert [mark.text for mark in left.all("del")] == ["sell", "unread"]
    assert [mark.text for mark in right.all("ins")] == ["shelve", "read"]
    assert words(first.one("ol", "app").all("li")[0]) == "1 sell ] shelve (other words)"
    assert words(first.all("p", "meta")[0]).startswith("B 2 quotes A 1, set off as a quotation.")


def test_sides_can_be_swapped(client, linked):
    links = get(client, f"{PARALLEL}b/a/").one("main").all("p", "acts")[0].all("a")
    assert (links[1].text, links[1].attributes["href"]) == ("Swap sides", f"{PARALLEL}a/b/")


def test_what_was_merely_found_says_so(client, linked):
    page = get(client, f"{PARALLEL}b/a/")
    flags = [[words(flag) for flag in match(page, number).all("span", "flag")] for number in (1, 2, 3)]
    assert flags == [[], ["moved"], ["found, not reviewed"]]
    assert "without quotation marks" in words(match(page, 3))


def test_a_moved_passage_and_its_place_lead_to_each_other(client, linked):
    page = get(client, f"{PARALLEL}b/a/")
    assert match(page, 2).one("a", href="#b3-a4-place").text == "its place in A"
    assert page.one("section", id="b3-a4-place").one("a", href="#b3-a4").text == "match 2"


def test_links_to_the_link_and_to_the_two_paragraphs(client, linked):
    links = [link.attributes["href"] for link in match(get(client, f"{PARALLEL}b/a/"), 1).all("a")]
    assert "/debates/library-shelves/quotations/b2-a1/" in links
    assert "/debates/library-shelves/beside/b2/a1/" in links


def test_what_does_not_match_is_folded_under_its_numbers(client, linked):
    page = get(client, f"{PARALLEL}b/a/")
    folds = page.all("details", "unmatched")
    assert words(folds[0].one("summary")) == "Nothing matches in 1 paragraph, B 1"
    assert [fold.attributes.get("open") for fold in folds] == [None] * len(folds)
    unfolded = get(client, f"{PARALLEL}b/a/", show="all").all("details", "unmatched")
    assert ["open" in fold.attributes for fold in unfolded] == [True] * len(folds)


def test_both_texts_stand_complete(client, linked):
    """Without the marks' own words, which a reader of the page hears or sees beside the text."""
    page = get(client, f"{PARALLEL}b/a/").one("div", "facing")
    for hidden in (*page.all("sup"), *page.all("span", "vh")):
        hidden.children.clear()
    text = words(page)
    for siglum, number in (("A", 2), ("A", 5), ("B", 1), ("B", 4), ("B", 5)):
        block = Block.objects.get(work__debate=linked, work__siglum=siglum, number=number)
        assert text.count(" ".join(block.text.split())) == 1


@pytest.fixture
def long_paragraphs(unlinked_debate: Debate) -> Debate:
    """A 1: a match among 200 words; A 2: two matches with 200 words between."""
    blocks = Block.objects.filter(work__debate=unlinked_debate, work__siglum="A")
    blocks.filter(number=1).update(text="word " * 100 + "unread" + " word" * 100, marker="(1)")
    blocks.filter(number=2).update(text="shelve" + " word" * 200 + " unread")
    make_link(unlinked_debate, "B 2", "A 1", left_exact="unread", right_exact="unread")
    make_link(unlinked_debate, "B 3", "A 2", left_exact="shelf", right_exact="shelve")
    make_link(unlinked_debate, "B 6", "A 2", left_exact="unread", right_exact="unread")
    return unlinked_debate


def test_words_far_from_a_match_are_folded_and_counted(client, long_paragraphs):
    side = match(get(client, f"{PARALLEL}b/a/"), 1).all("div", "side")[1]
    before, after = side.all("details", "rest")
    assert words(before) == f"44 words of A 1 before this (1) {'word ' * 44}".strip()
    assert words(after) == f"44 more words of A 1 {'word ' * 44}".strip()
    assert words(side.one("p", "lead")) == f"… {'word ' * 56}".strip()
    assert words(side.one("p", "passage")) == f"unread {'word ' * 56}…"
    assert [rest.attributes.get("open") for rest in (before, after)] == [None, None]


def test_words_far_from_two_matches_of_a_paragraph_are_folded_once(client, long_paragraphs):
    page = get(client, f"{PARALLEL}b/a/")
    first, second = (match(page, number).all("div", "side")[1] for number in (2, 3))
    assert words(first.one("details", "rest")) == f"88 more words of A 2 {'word ' * 88}".strip()
    assert second.all("details", "rest") == []
    assert words(second.one("p", "lead")) == f"… {'word ' * 56}".strip()
    assert [words(side.one("p", "meta")) for side in (first, second)] == [
        "Right: A 2 N. Brook",
        "Right: A 2 N. Brook, continued",
    ]


def test_show_all_unfolds_words_far_from_a_match(client, long_paragraphs):
    rests = get(client, f"{PARALLEL}b/a/", show="all").all("details", "rest")
    assert ["open" in rest.attributes for rest in rests] == [True] * 3


def test_direction_that_is_not_shown_says_why(client, unlinked_debate):
    make_link(
        unlinked_debate,
        "B 2",
        "A 1",
        left_exact="shelve the read",
        direction=Direction.NOT_SHOWN,
        ground=Ground.BOTH_PLAIN,
    )
    first = match(get(client, f"{PARALLEL}b/a/"), 1)
    assert words(first.all("p", "meta")[0]).startswith(
        "B 2 shares words with A 1; the direction is not shown: neither text shows that it takes the words "
        "from the other."
    )


def test_a_text_in_parallel_with_itself(client, unlinked_debate):
    make_link(unlinked_debate, "B 6", "B 5", left_exact="the first", right_exact="The book")
    page = get(client, f"{PARALLEL}b/b/")
    assert words(page.one("h1")) == "B in parallel with itself"
    assert len(page.all("section", "match")) == 1
    assert "Swap sides" not in page.text


def test_texts_without_a_match_say_so(client, unlinked_debate):
    page = get(client, f"{PARALLEL}d/a/")
    assert "No matching passage is recorded between these two texts." in words(page)
    assert len(page.all("details", "unmatched")) == 1


@pytest.mark.parametrize("address", ["B/A", "b/A", "%20B/a"])
def test_other_spellings_lead_to_the_one_address(client, unlinked_debate, address):
    response = client.get(f"{PARALLEL}{address}/")
    assert (response.status_code, response["Location"]) == (301, f"{PARALLEL}b/a/")


def test_an_address_without_a_text_is_answered_with_the_form(client, unlinked_debate):
    page = get(client, f"{PARALLEL}b/z/", 404)
    notice = page.one("div", "notice")
    assert words(notice.one("li")) == "Right text: There is no text “z”; the texts are A, B and D."
    assert notice.one("a").attributes["href"] == "#text_b"
    assert len(page.all("select", id="text_b")) == 1


def test_the_form_leads_to_the_address(client, unlinked_debate):
    response = client.get(PARALLEL, {"a": "B", "b": "A"})
    assert (response.status_code, response["Location"]) == (302, f"{PARALLEL}b/a/")


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ({"a": "", "b": ""}, 2),
        ({"a": "B", "b": ""}, 1),
        ({"a": "\x00", "b": "💥" * 5000}, 2),
        ({"a": "<script>", "b": "A"}, 1),
    ],
)
def test_every_input_gets_an_answer(client, unlinked_debate, query, errors):
    page = get(client, PARALLEL, **query)
    assert len(page.one("div", "notice").all("li")) == errors
    assert len(page.all("p", "error")) == errors


def test_the_form_offers_a_reply_and_what_it_answers(client, unlinked_debate):
    def chosen(page: Element) -> list[str]:
        return [
            option.attributes["value"]
            for name in "ab"
            for option in page.one("select", id=f"text_{name}").all("option")
            if "selected" in option.attributes
        ]

    assert chosen(get(client, PARALLEL)) == ["D", "B"]
    assert chosen(get(client, PARALLEL, a="A")) == ["A", "B"]


def test_the_form_of_paragraphs_stands_on_the_same_page(client, unlinked_debate):
    page = get(client, PARALLEL)
    assert [form.attributes["action"] for form in page.one("main").all("form")] == [
        PARALLEL,
        "/debates/library-shelves/beside/",
    ]


def test_pairs_with_matches_and_replies_are_listed(client, linked):
    make_link(linked, "B 6", "B 5", left_exact="the first", right_exact="The book")
    page = get(client, PARALLEL).one("main")
    lists = [[words(item) for item in group.all("li")] for group in page.all("ul", "lines")]
    assert lists == [
        ["B and A 2 confirmed, 1 found, not yet reviewed", "B with itself 1 confirmed"],
        [
            "Who quotes whom How often, where in each text, and in which words",
            "What B answers in A Paragraph by paragraph, and what it leaves unanswered",
            "What D answers in B Paragraph by paragraph, and what it leaves unanswered",
        ],
    ]


def test_a_debate_without_texts(client):
    page = get(client, reverse("parallel-choose", args=[make_debate().slug]))
    assert page.one("select", id="text_a").all("option") == []


def test_records_are_escaped(client, linked):
    bad = "<script>x</script>&\"'"
    linked.works.update(short_title=bad)
    Block.objects.filter(work__debate=linked).update(text=bad)
    linked.links.update(
        left_start=0, left_end=len(bad), left_exact=bad, right_start=0, right_end=len(bad), right_exact=bad
    )
    html = client.get(f"{PARALLEL}b/a/").content.decode()
    assert "<script>x" not in html
    read_page(html)


@pytest.mark.parametrize("items", [1, 3])
def test_number_of_queries(client, items, django_assert_num_queries):
    """Debate, works, blocks, links, and the quoted voices of the key to the sigla."""
    debate = make_linked(items)
    with django_assert_num_queries(5):
        client.get(reverse("parallel", args=[debate.slug, "abc"[items - 1], "a"]))


@pytest.mark.parametrize("items", [1, 3])
def test_number_of_queries_of_the_form(client, items, django_assert_num_queries):
    """Debate, works, counts of links, and the quoted voices of the key to the sigla."""
    debate = make_linked(items)
    first, *others = debate.works.order_by("order")
    debate.works.filter(pk__in=[each.pk for each in others]).update(responds_to=first)
    with django_assert_num_queries(4):
        client.get(reverse("parallel-choose", args=[debate.slug]))
