"""Quotation links as they are served: their pages, and their marks and notes beside the texts."""

import pytest

from comments.enums import Status
from essays.enums import BlockKind, Direction, Ground, LinkOrigin, LinkStatus
from essays.models import Block, Debate, Link
from tests.essays.queries.test_links import make_links
from tests.essays.views.served import get
from tests.factories import make_link, make_response

PAGE = "/debates/library-shelves/quotations/"


def plain(text):
    return " ".join(text.replace("\xa0", " ").split())


@pytest.mark.django_db
def test_page_shows_both_passages_in_their_paragraphs(client, shelf_links: Debate):
    main = get(client, f"{PAGE}b3-a1/").one("main")
    assert plain(main.one("h1").text) == "B 3 shares words with A 1"
    source, quoting = main.one("section", "source"), main.one("section", "quoting")
    assert plain(source.one("p", "lead").text).startswith("A shelf that is full can hold no new book.")
    assert [mark.text for mark in source.all("del")] == ["here: shelve", "here: read", "here: and sell"]
    assert [mark.text for mark in quoting.all("ins")] == ["here: lend", "here: read,", "here: show"]
    assert [sup.text for sup in quoting.all("sup")] == ["difference 1", "difference 2", "difference 3"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("quoting", "names"),
    [
        ("B 5", ["B 4 Friends of the Library", "B 5 Friends of the Library"]),
        (
            "B 4",
            ["B 4, first passage, Friends of the Library", "B 4, second passage, Friends of the Library"],
        ),
    ],
)
def test_passages_of_one_text_have_names_of_their_own(client, unlinked_debate: Debate, quoting, names):
    blocks = {block.number: block for block in unlinked_debate.works.get(siglum="B").blocks.all()}
    left, right = blocks[int(quoting[2:])], blocks[4]
    words, source = left.text.split()[-1], right.text.split()[0]
    make_link(
        left,
        right,
        words,
        source=source,
        slug="within",
        direction=Direction.NOT_SHOWN,
        ground=Ground.SAME_WORK,
    )
    page = get(client, f"{PAGE}within/")
    sides = [page.one("section", part) for part in ("source", "quoting")]
    assert [plain(side.one("h2").text) for side in sides] == names
    assert [side.one("h2").attributes["id"] for side in sides] == [
        side.attributes["aria-labelledby"] for side in sides
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [BlockKind.PARAGRAPH, BlockKind.BLOCK_QUOTATION])
def test_words_far_from_the_passages_are_folded(client, shelf_links: Debate, kind):
    link = Link.objects.get(slug="b2-a1")
    text = f"{'word ' * 100}{link.right_exact}{' word' * 100}"
    Block.objects.filter(pk=link.right_block_id).update(text=text, kind=kind)
    Link.objects.filter(pk=link.pk).update(right_start=500, right_end=500 + len(link.right_exact))
    page = get(client, f"{PAGE}b2-a1/")
    before, after = page.one("section", "source").all("details", "rest")
    assert plain(before.text) == f"44 words of A 1 before this {'word ' * 44}".strip()
    assert plain(after.text) == f"44 more words of A 1 {'word ' * 44}".strip()
    passage = page.one("section", "source").one("p", "passage")
    assert plain(passage.text) == f"{link.right_exact} {'word ' * 56}…"
    assert page.one("section", "quoting").all("details", "rest") == []


@pytest.mark.django_db
def test_an_address_in_capitals_is_led_to_the_link_s_own(client, shelf_links: Debate):
    answer = client.get(f"{PAGE}B3-A1/")
    assert (answer.status_code, answer["Location"]) == (301, f"{PAGE}b3-a1/")
    assert client.get(f"{PAGE}B3-A9/", follow=True).status_code == 404


@pytest.mark.django_db
def test_page_says_what_is_known_and_what_is_not(client, shelf_links: Debate):
    found = get(client, f"{PAGE}b3-a1/").one("main")
    facts = {
        plain(row.one("dt").text): plain(row.one("dd").text) for row in found.one("dl", "facts").all("div")
    }
    assert facts == {
        "Wording": "Words changed",
        "Marking": "Without quotation marks in B 3",
        "Direction": "Not shown: neither text shows that it takes the words from the other.",
        "Attributed to": "Nobody in the passage",
        "Status": "Found, not yet reviewed",
    }
    assert plain(found.one("p", "notice").text) == "Found by comparison, not yet reviewed by an editor."
    confirmed = get(client, f"{PAGE}b2-a1/").one("main")
    assert confirmed.all("p", "notice") == []
    assert "Confirmed by an editor; found by comparison" in plain(confirmed.one("dl", "facts").text)
    assert "No differences" in confirmed.text
    assert confirmed.all("del") == confirmed.all("ins") == []


@pytest.mark.django_db
def test_page_of_a_link_that_an_editor_added_says_so(client, shelf_links: Debate):
    authority = shelf_links.authorities.get(slug="ms-alder")
    Link.objects.filter(slug="b2-a1").update(
        origin=LinkOrigin.EDITOR,
        note="see A 1",
        ground_note="B answers A",
        attributed_to=authority,
        attributed_as="On Weeding",
    )
    facts = get(client, f"{PAGE}b2-a1/").one("dl", "facts")
    text = plain(facts.text)
    assert "Confirmed by an editor, who added it" in text
    assert "the text names the source. B answers A." in text
    assert "Ms Alder, named as “On Weeding”" in text
    hrefs = [link.attributes["href"] for link in facts.all("a")]
    assert hrefs == ["/debates/library-shelves/authorities/#a-ms-alder", "/works/on-weeding/#p1"]


@pytest.mark.django_db
def test_page_leads_to_the_pair_to_third_texts_and_to_its_neighbours(client, shelf_links: Debate):
    main = get(client, f"{PAGE}d1-b2/").one("main")
    assert "/debates/library-shelves/beside/b2/d1/" in [link.attributes["href"] for link in main.all("a")]
    (third,) = main.one("ul", "lines").all("li")
    assert plain(third.text) == "B 2 quotes the words from A 1. Compared word by word"
    assert third.all("a")[1].attributes["href"] == f"{PAGE}b2-a1/"
    turn = get(client, f"{PAGE}b2-a1/").one("nav", "turn")
    assert [(link.attributes["rel"], link.attributes["href"]) for link in turn.all("a")] == [
        ("next", f"{PAGE}b3-a1/")
    ]


@pytest.mark.django_db
def test_parts_of_an_interrupted_quotation_lead_to_each_other(client, shelf_links: Debate):
    first = Link.objects.get(slug="b2-a1")
    second = make_link(first.left_block, first.right_block, "We should", slug="b2-a1-2", continues=first)
    for here, there in ((first, second), (second, first)):
        parts = get(client, f"{PAGE}{here.slug}/").one("dl", "facts").one("ol")
        assert [link.attributes["href"] for link in parts.all("a")] == [f"{PAGE}{there.slug}/"]
        assert len(parts.all("b", **{"aria-current": "page"})) == 1


@pytest.mark.django_db
def test_link_that_is_not_shown_is_not_there(client, shelf_links: Debate):
    Link.objects.filter(slug="b2-a1").update(status=LinkStatus.DISMISSED, reason="a set phrase")
    for address in (f"{PAGE}b2-a1/", f"{PAGE}no-such-link/", "/debates/nowhere/quotations/b3-a1/"):
        assert client.get(address).status_code == 404
    for address in ("/works/on-weeding/", "/works/for-the-window/", "/works/on-weeding/p1/", f"{PAGE}b3-a1/"):
        assert "b2-a1" not in client.get(address).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 3])
def test_page_costs_the_same_for_any_size(client, size, django_assert_num_queries):
    link = make_links(size).links.order_by("pk").first()
    for _ in range(size):
        make_response(link, status=Status.PUBLISHED)
    with django_assert_num_queries(12):
        assert client.get(link.get_absolute_url()).status_code == 200


@pytest.mark.django_db
def test_responses_to_this_very_pair_or_its_paragraphs_and_the_way_to_respond(client, shelf_links: Debate):
    link = Link.objects.get(slug="b2-a1")
    assert "No responses to B\u00a02 quoting A\u00a01 yet." in get(client, f"{PAGE}b2-a1/").text
    row = make_response(link, status=Status.PUBLISHED)
    pair = make_response((link.left_block, link.right_block), status=Status.PUBLISHED)
    other = make_link(link.left_block, link.right_block, "We should", slug="b2-a1-2")
    make_response(other, status=Status.PUBLISHED)
    make_response(link)
    main = get(client, f"{PAGE}b2-a1/").one("main")
    assert [each.attributes["id"] for each in main.all("article", css="response")] == [
        f"r{pair.pk}",
        f"r{row.pk}",
    ]
    assert main.all("a", href=f"{PAGE}b2-a1/responses/")
    assert main.one("a", css="button").attributes["href"] == f"{PAGE}b2-a1/respond/"


@pytest.mark.django_db
def test_margin_says_who_quotes_and_how(client, shelf_links: Debate):
    page = get(client, "/works/on-weeding/")
    notes = page.one(id="p1").all("li", "q")
    assert plain(notes[0].text) == "a Quoted in B 2: same words; words of B 2 also stand in D 1."
    assert plain(notes[1].text) == (
        "a Shares words with B 3, direction not shown, changed: “lend” for “shelve”, “show” for “and sell” "
        "(found by comparison, not yet reviewed)."
    )
    assert notes[0].all("a")[1].attributes["href"] == f"{PAGE}b2-a1/"
    assert page.one(id="p1").all("span", "cited")[0].attributes["data-q"] == "a"


@pytest.mark.django_db
def test_margin_says_through_whom(client, shelf_links: Debate):
    (note,) = get(client, "/works/visitors-comment/").one(id="p1").all("li", "q")
    assert plain(note.text) == (
        "a Shares words with B 2, direction not shown, changed: “readers” for “read”; "
        "words of B 2 also stand in A 1."
    )


@pytest.mark.django_db
def test_relation_of_the_same_passages_is_no_second_note(client, shelf_links: Debate):
    notes = get(client, "/works/for-the-window/").one(id="p2").one("ul", "notes")
    assert plain(notes.text).count("Quotes A 1") == 1
    Link.objects.all().delete()
    notes = get(client, "/works/for-the-window/").one(id="p2").one("ul", "notes")
    assert plain(notes.text).count("Quotes A 1") == 1
    assert len(notes.all("li", "q")) == 1


@pytest.mark.django_db
def test_paragraph_page_gives_the_other_passage(client, shelf_links: Debate):
    notes = get(client, "/works/for-the-window/p2/").one("ol", "apparatus")
    assert "Quotes A 1: same words." in plain(notes.text)
    assert "“shelve the read and sell the unread”" in [quote.text for quote in notes.all("blockquote")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("layer", "gone"),
    [
        ("quotations", ["q"]),
        ("terms", ["term"]),
        ("responses", ["resp"]),
        ("numbers", ["pn"]),
    ],
)
def test_address_leaves_a_layer_out(client, shelf_links: Debate, layer, gone):
    whole, page = get(client, "/works/for-the-window/"), get(client, f"/works/for-the-window/?hide={layer}")
    for css in ("q", "term", "resp", "pn"):
        assert whole.one("article").all(css=css)
        assert (page.one("article").all(css=css) == []) is (css in gone)
    form = page.one("div", "rail").one("form")
    assert (form.attributes["method"], form.attributes["action"]) == ("get", "/works/for-the-window/")
    checked = [box.attributes["value"] for box in form.all("input") if "checked" in box.attributes]
    assert checked == [layer]
    assert page.one("link", rel="canonical").attributes["href"] == "/works/for-the-window/"


@pytest.mark.django_db
def test_unknown_layers_are_ignored(client, shelf_links: Debate):
    plain_page = client.get("/works/for-the-window/")
    asked = client.get("/works/for-the-window/?hide=nothing-known&hide=&show=terms")
    article = [page.content.decode().partition("<article")[2] for page in (asked, plain_page)]
    assert article[0] == article[1]
    assert asked["Cache-Control"] == "public, no-cache"
    assert b"canonical" not in asked.content
