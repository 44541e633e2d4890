"""What a reply answers, paragraph by paragraph."""

import pytest
from django.urls import reverse

from essays.enums import Direction, Ground, LinkStatus
from essays.models import Block, Relation
from tests.essays.links import make_link
from tests.essays.queries.test_quotation_queries import make_linked
from tests.essays.views.served import Element, get, read_page

pytestmark = pytest.mark.django_db

COVERAGE = "/works/for-the-window/coverage/"


def words(element: Element) -> str:
    return " ".join(element.text.split())


def rows(page: Element) -> dict[str, str]:
    """What stands in the cells of each row, by its citation."""
    return {
        words(row.one("th").one("a", "ref")): " | ".join(
            words(item) for cell in row.all("td") for item in cell.all("li")
        )
        for row in page.one("table", "cover").one("tbody").all("tr")
    }


def test_rows_of_the_essay(client, unlinked_debate):
    assert rows(get(client, COVERAGE)) == {
        "A 1": "B 2, the two beside each other quotes | B 3, the two beside each other answers",
        "A 2": "B 3, the two beside each other answers",
        "A 3": "",
        "A 4": "",
        "A 5": "",
    }


def test_rows_of_the_reply(client, unlinked_debate):
    page = get(client, f"{COVERAGE}?by=reply")
    assert rows(page)["B 3"] == (
        "answers A 1, the two beside each other | answers A 2, the two beside each other"
    )
    assert page.one("table", "cover").one("a", href="/debates/library-shelves/beside/a1/b2/")


def test_direction_is_switched_by_links(client, unlinked_debate):
    for address, here, there in ((COVERAGE, "A", "B"), (f"{COVERAGE}?by=reply", "B", "A")):
        order = get(client, address).one("nav", **{"aria-label": "Order"})
        assert order.one("b").text == f"By the paragraphs of {here}"
        link = order.all("a")[0]
        assert link.text == f"By the paragraphs of {there}"
        assert link.attributes["href"] == COVERAGE + ("?by=reply" if there == "B" else "")


def test_summary_counts_and_names_what_is_left(client, unlinked_debate):
    page = get(client, COVERAGE).one("main")
    assert words(page.one("p", "lede")) == (
        "Friends of the Library answers 2 of the 5 paragraphs of On Weeding; 2 of the 6 paragraphs of B "
        "do so."
    )
    tally = {words(each.one("dt")): each.one("dd").children[0] for each in page.one("dl", "tally").all("div")}
    assert tally == {
        "Quotes or takes its words": "1",
        "Criticises or disagrees": "0",
        "Agrees or concedes": "0",
        "Gives it otherwise": "0",
        "Answers or takes up": "2",
        "Leaves unanswered": "3",
    }
    assert "Left unanswered: A 3, A 4, A 5." in words(page)
    assert "Paragraphs of B that answer nothing: B 1, B 4, B 5, B 6." in words(page)


def test_what_is_merely_found_is_told_apart(client, unlinked_debate):
    words_of = {"left_exact": "is unread", "right_exact": "Books that", "status": LinkStatus.SUGGESTED}
    make_link(unlinked_debate, "B 6", "A 3", **words_of)
    page = get(client, COVERAGE).one("main")
    assert words(page.one("p", "lede")) == (
        "Friends of the Library answers 2 of the 5 paragraphs of On Weeding, and 1 found, not reviewed; "
        "2 of the 6 paragraphs of B do so, and 1 found, not reviewed."
    )
    quotes, *others = page.one("dl", "tally").all("div")
    assert [words(each) for each in quotes.all("dd")] == [
        "1 of the paragraphs of A",
        "and 1 found, not reviewed",
    ]
    assert [len(each.all("dd")) for each in others] == [1] * 5
    assert (
        "Left unanswered: A 4, A 5. Answered only by what was found and nobody has reviewed: A 3."
        in words(page)
    )
    assert "Those that answer only by what was found: B 6." in words(page)
    assert (
        words(page.one("table", "cover").one("tbody").all("tr")[2].one("th").one("span", "flag"))
        == "only found"
    )


def test_words_in_common_have_a_column_of_their_own(client, unlinked_debate):
    fields = {"direction": Direction.NOT_SHOWN, "ground": Ground.BOTH_PLAIN}
    make_link(unlinked_debate, "B 6", "A 3", left_exact="is unread", right_exact="Books that", **fields)
    page = get(client, COVERAGE).one("main")
    assert "answers 2 of the 5 paragraphs" in words(page.one("p", "lede"))
    assert rows(page)["A 3"].startswith("B 6, the two beside each other shares words with: Changed: ")
    row = page.one("table", "cover").one("tbody").all("tr")[2]
    assert words(row.one("th").one("span", "flag")) == "left unanswered"
    label, count = (page.one("dl", "tally").all("div")[5].one(part) for part in ("dt", "dd"))
    assert (words(label), words(count)) == (
        "Shares words, direction not shown",
        "1 of the paragraphs of A",
    )


def test_an_editors_record_with_a_link_not_reviewed(client, unlinked_debate):
    words_of = {"left_exact": "shelve the read and sell the unread", "status": LinkStatus.SUGGESTED}
    make_link(unlinked_debate, "B 2", "A 1", **words_of)
    page = get(client, COVERAGE)
    assert "Word by word: B 2 and A 1 comparison not reviewed" in rows(page)["A 1"]


def test_unanswered_paragraphs_say_so(client, unlinked_debate):
    flags = {
        words(row.one("th").one("a", "ref")): [words(flag) for flag in row.one("th").all("span", "flag")]
        for row in get(client, COVERAGE).one("table", "cover").one("tbody").all("tr")
    }
    assert flags == {"A 1": [], "A 2": [], **{f"A {n}": ["left unanswered"] for n in (3, 4, 5)}}


def test_links_lead_to_both_passages(client, unlinked_debate):
    make_link(
        unlinked_debate,
        "B 6",
        "A 3",
        left_exact="is unread",
        right_exact="Books that",
        slug="b6-a3",
        status=LinkStatus.SUGGESTED,
    )
    page = get(client, COVERAGE)
    assert rows(page)["A 3"].startswith("B 6, the two beside each other quotes: Changed: ")
    assert "found, not reviewed" in rows(page)["A 3"]
    assert page.one("a", href="/debates/library-shelves/quotations/b6-a3/")


def test_a_link_of_an_unnumbered_block_is_named_by_its_kind(client, unlinked_debate):
    heading = Block.objects.filter(work__slug="on-weeding", number=None).first()
    make_link(unlinked_debate, "B 6", heading, left_exact="unread", right_exact=heading.text, slug="b6-a")
    page = get(client, COVERAGE)
    link = page.one("a", href="/debates/library-shelves/quotations/b6-a/")
    assert words(link) == f"Word by word: B 6 and A {heading.get_kind_display()}"


def test_what_concerns_the_whole_text_stands_apart(client, mass_line):
    page = get(client, "/works/comment-on-two-conceptions/coverage/")
    assert [words(item) for item in page.one("main").all("ul", "lines")[0].all("li")] == [
        "E 1 names K signature: Names the essay and its author.",
        "E 1 replies to K: The comment names the title and the author of the essay that it criticises.",
    ]


def test_a_work_that_answers_none_leads_to_its_replies(client, unlinked_debate):
    page = get(client, "/works/on-weeding/coverage/")
    assert [words(item) for item in page.one("main").one("ul").all("li")] == [
        "What B answers in A: For the Window, Friends of the Library"
    ]
    assert page.one("main").one("ul").one("a").attributes["href"] == COVERAGE


def test_a_work_that_neither_answers_nor_is_answered(client, mass_line):
    page = get(client, "/works/leninism-and-the-mass-line/coverage/", 404)
    assert "L answers no text that is held here, and none answers it." in words(page)


def test_records_are_escaped(client, unlinked_debate):
    bad = "<script>x</script>&\"' A 1"
    unlinked_debate.relations.update(kind="quotes <script>x", summary=bad)
    unlinked_debate.works.update(title=bad)
    Block.objects.filter(work__debate=unlinked_debate).update(text=bad)
    for address in (COVERAGE, f"{COVERAGE}?by=reply", "/works/on-weeding/coverage/"):
        html = client.get(address).content.decode()
        assert "<script>x" not in html
        read_page(html)


@pytest.mark.parametrize("items", [1, 3])
def test_number_of_queries(client, items, django_assert_num_queries):
    """Work, blocks, relations, links, and works and quoted voices of the key to the sigla."""
    debate = make_linked(3)
    reply, essay = debate.works.get(siglum="C"), debate.works.get(siglum="A")
    reply.responds_to = essay
    reply.save()
    Relation.objects.filter(order__gte=items).delete()
    with django_assert_num_queries(6):
        client.get(reverse("coverage", args=[reply.slug]))


@pytest.mark.parametrize("replies", [1, 3])
def test_number_of_queries_of_the_replies(client, replies, django_assert_num_queries, unlinked_debate):
    """Work, works of the debate, and the quoted voices of the key to the sigla."""
    essay = unlinked_debate.works.get(siglum="A")
    if replies == 3:
        unlinked_debate.works.exclude(siglum="A").update(responds_to=essay)
    with django_assert_num_queries(3):
        client.get(reverse("coverage", args=[essay.slug]))
