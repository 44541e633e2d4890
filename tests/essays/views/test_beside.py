"""Any two paragraphs beside each other, and the form that finds them."""

import pytest
from django.urls import reverse

from comments.enums import Status
from essays.models import Block, Relation
from tests.essays.apparatus import make_apparatus
from tests.essays.views.served import Element, read_page
from tests.factories import make_debate, make_response

pytestmark = pytest.mark.django_db

BESIDE = "/debates/mass-line/beside/"
OFFER = "L 1 to 62; K 1 to 25; Q 1; E 1 to 21"


def get(client, address: str, status: int = 200, **query: str) -> Element:
    response = client.get(address, query)
    assert response.status_code == status
    return read_page(response.content.decode())


def words(element: Element) -> str:
    return " ".join(element.text.split())


def sides(page: Element) -> list[Element]:
    return page.all("section", "side")


def test_both_paragraphs_stand_in_full(client, mass_line):
    page = get(client, f"{BESIDE}k16/e17/")
    assert words(page.one("h1")) == "K 16 beside E 17"
    for side, (siglum, number) in zip(sides(page), [("K", 16), ("E", 17)], strict=True):
        block = Block.objects.get(work__siglum=siglum, number=number)
        assert side.one("p", "prose").text == block.text


def test_context_of_a_paragraph(client, mass_line):
    left, right = sides(get(client, f"{BESIDE}k16/e17/"))
    assert words(left.all("p")[0]).startswith("K 16 Klaas V., Two Conceptions, under “")
    assert "(outline by the editors)" in words(right.all("p")[0])


def links(side: Element) -> list[str]:
    return [link.attributes["href"] for link in side.one("p", "acts").all("a")]


def test_each_side_steps_on_its_own(client, mass_line):
    left, right = sides(get(client, f"{BESIDE}k16/e17/"))
    assert links(left) == [
        f"{BESIDE}k15/e17/",
        f"{BESIDE}k17/e17/",
        "/works/two-conceptions-of-the-mass-line/p16/",
        "/works/two-conceptions-of-the-mass-line/p16/respond/",
    ]
    assert links(right)[:2] == [f"{BESIDE}k16/e16/", f"{BESIDE}k16/e18/"]


def test_there_is_no_step_beyond_a_text(client, mass_line):
    left, right = sides(get(client, f"{BESIDE}k1/e21/"))
    assert links(left)[0] == f"{BESIDE}k2/e21/"
    assert links(right)[0] == f"{BESIDE}k1/e20/"
    assert len(links(left)) == len(links(right)) == 3


def test_sides_can_be_swapped(client, mass_line):
    page = get(client, f"{BESIDE}k16/e17/")
    assert page.one("main").all("p", "acts")[0].all("a")[0].attributes["href"] == f"{BESIDE}e17/k16/"


def test_what_is_recorded_between_exactly_these_two(client, mass_line):
    page = get(client, f"{BESIDE}k4/e5/")
    records = [words(item.all("p")[0]) for item in page.one("ol", "lines").all("li")]
    assert records[0].startswith("a E 5 quotes with change K 4: ")
    assert records[1] == "b E 5 answers K 4"
    assert "recorded nothing" in get(client, f"{BESIDE}l1/e5/").text


def test_word_for_word_only_where_words_are_quoted(client, mass_line):
    pair = get(client, f"{BESIDE}k4/e5/").all("section", "pair")
    assert len(pair) == 1
    assert [mark.text for mark in pair[0].all("del")] == ["up"]
    assert [mark.text for mark in pair[0].all("ins")] == ["over"]
    assert [words(item) for item in pair[0].one("ol", "app").all("li")] == ["1 up ] over"]
    assert get(client, f"{BESIDE}k18/e14/").all("section", "pair") == []


def test_same_words_are_said_to_be_the_same(client, mass_line):
    pair = get(client, f"{BESIDE}k3/e3/").one("section", "pair")
    assert "No variants in wording." in pair.text
    assert pair.all("del") + pair.all("ins") == []


def test_source_keeps_its_side(client, mass_line):
    for address, order in ((f"{BESIDE}k4/e5/", ["del", "ins"]), (f"{BESIDE}e5/k4/", ["ins", "del"])):
        columns = get(client, address).one("section", "pair").all("div", "side")
        assert [column.all("del") + column.all("ins") != [] for column in columns] == [True, True]
        assert [(column.all("del") + column.all("ins"))[0].tag for column in columns] == order


def test_calls_lead_to_their_notes(client, mass_line):
    page = get(client, f"{BESIDE}k7/e6/")
    for call in page.all("a", "call"):
        assert len(page.all(id=call.attributes["href"].removeprefix("#"))) == 1


def test_comparison_by_the_editors_is_told(client, mass_line):
    record = get(client, f"{BESIDE}l14/k22/").one("ol", "lines")
    assert "Neither paragraph refers to the other; the comparison is the editors’." in words(record)


def test_uncertain_records_say_so(client, mass_line):
    relation = Relation.objects.exclude(confidence="clear").filter(to_block__number__isnull=False).first()
    address = f"{BESIDE}{relation.from_work.siglum}{relation.from_block.number}/"
    address += f"{relation.to_work.siglum}{relation.to_block.number}/"
    page = get(client, address.lower())
    assert f"The editors hold this to be {relation.get_confidence_display()}." in words(page.one("main"))


def test_responses_to_the_two_and_the_way_to_respond(client, mass_line):
    one, other = (
        Block.objects.get(work__siglum=siglum, number=number) for siglum, number in (("K", 16), ("E", 17))
    )
    for address in ("k16/e17", "e17/k16"):
        main = get(client, f"{BESIDE}{address}/").one("main")
        assert "No responses to K 16 beside E 17 yet." in words(main)
        assert main.one("a", "button").attributes["href"] == f"{BESIDE}k16/e17/respond/"
    published = [make_response((one, other), status=Status.PUBLISHED) for _ in range(6)]
    make_response((one, other))
    for address in ("k16/e17", "e17/k16"):
        main = get(client, f"{BESIDE}{address}/").one("main")
        assert [each.attributes["id"] for each in main.all("article", "response")] == [
            f"r{row.pk}" for row in reversed(published[1:])
        ]
        assert "6 responses, the latest first. All on one page" in words(main)
        assert len(main.all("a", href=f"{BESIDE}k16/e17/responses/")) == 1
    assert main.all("article", "response")[0].all("a", href=f"{BESIDE}k16/e17/")


def test_a_paragraph_beside_itself(client, mass_line):
    assert "The same paragraph stands on both sides." in get(client, f"{BESIDE}k3/k3/").text


@pytest.mark.parametrize("address", ["K16/E17", "k16/E17", "K%2016/e17", "k016/e17", "k-16/e.17"])
def test_other_spellings_lead_to_the_one_address(client, mass_line, address):
    response = client.get(f"{BESIDE}{address}/")
    assert (response.status_code, response["Location"]) == (301, f"{BESIDE}k16/e17/")


@pytest.mark.parametrize(
    ("address", "field", "message"),
    [
        ("k26/e1", "Left paragraph", "K has paragraphs 1 to 25, not 26."),
        ("k0/e1", "Left paragraph", "K has paragraphs 1 to 25, not 0."),
        ("k1/q2", "Right paragraph", "Q has only paragraph 1, not 2."),
        (
            "k1/z9",
            "Right paragraph",
            f"No text here has the letter z. Paragraphs that can be chosen: {OFFER}.",
        ),
        (
            "k1/<b>",
            "Right paragraph",
            f"“<b>” is not a letter and a number. Paragraphs that can be chosen: {OFFER}.",
        ),
    ],
)
def test_an_address_without_paragraph_is_answered_with_the_form(client, mass_line, address, field, message):
    page = get(client, f"{BESIDE}{address}/", 404)
    notice = page.one("div", "notice")
    assert notice.one("h2").text == "One paragraph could not be found"
    assert words(notice.one("li")) == f"{field}: {message}"
    typed = [page.one("input", id=f"id_{name}").attributes["value"] for name in "ab"]
    assert typed == address.split("/")


def test_the_form_leads_to_the_address(client, mass_line):
    response = client.get(BESIDE, {"a": "K 16", "b": " e ¶17"})
    assert (response.status_code, response["Location"]) == (302, f"{BESIDE}k16/e17/")


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ({"a": "", "b": ""}, 2),
        ({"a": "K 16", "b": ""}, 1),
        ({"a": "K 99", "b": "what?"}, 2),
        ({"a": "K 16", "b": "\x00"}, 1),
        ({"a": "💥" * 5000, "b": "E 1"}, 1),
    ],
)
def test_every_input_gets_an_answer(client, mass_line, query, errors):
    page = get(client, BESIDE, **query)
    assert len(page.one("div", "notice").all("li")) == errors
    assert len(page.all("p", "error")) == errors
    for item in page.one("div", "notice").all("a"):
        assert len(page.all("input", id=item.attributes["href"].removeprefix("#"))) == 1
    for name, value in query.items():
        assert page.one("input", id=f"id_{name}").attributes.get("value", "") == value


def test_one_paragraph_given_waits_for_the_other(client, mass_line):
    page = get(client, BESIDE, a="K16")
    assert page.all("div", "notice") == []
    assert page.one("input", id="id_a").attributes["value"] == "K16"


def test_field_names_its_hint_and_its_error(client, mass_line):
    field = get(client, BESIDE, a="K 99", b="E 1").one("input", id="id_a")
    assert field.attributes["aria-invalid"] == "true"
    assert field.attributes["aria-describedby"] == "id_a_helptext id_a_error"


def test_recorded_pairs_lead_to_their_page(client, mass_line):
    page = get(client, BESIDE)
    group = page.one("section", id="e-k")
    first = group.all("li")[0]
    assert words(first) == "E 2 beside K 1 summarises, answers"
    assert first.one("a").attributes["href"] == f"{BESIDE}e2/k1/"
    assert [section.attributes["id"] for section in page.all("section", "group")] == [
        "l-l",
        "l-k",
        "l-e",
        "k-k",
        "q-k",
        "e-k",
        "e-e",
    ]


def test_a_debate_without_texts(client):
    page = get(client, reverse("beside-choose", args=[make_debate().slug]))
    assert page.all("section", "group") == []


def test_records_are_escaped(client, small_debate):
    bad = "<script>x</script>&\"' A 1"
    small_debate.relations.update(kind="quotes <script>x", summary=bad)
    small_debate.works.update(short_title=bad)
    Block.objects.filter(work__debate=small_debate).update(text=bad)
    Relation.objects.filter(from_block__number__isnull=False, to_block__number__isnull=False).update(
        from_exact=bad, from_start=0, from_end=len(bad), to_exact=bad, to_start=0, to_end=len(bad)
    )
    for address in ("/debates/library-shelves/beside/b2/a1/", "/debates/library-shelves/beside/"):
        html = client.get(address).content.decode()
        assert "<script>x" not in html
        read_page(html)


@pytest.mark.parametrize("items", [1, 3])
def test_number_of_queries(client, items, django_assert_num_queries):
    """Debate, works, the two blocks, their relations, the number of the texts, their responses with what is
    drawn, the count of them, what is to be drawn with its quotations, and the quoted voices of the key to the
    sigla."""
    debate = make_apparatus(items)
    block = Block.objects.get(work__siglum="A", number=1)
    for _ in range(items):
        make_response(
            (block, block), quote="whoever drinks", other_quote="help to dig", status=Status.PUBLISHED
        )
    with django_assert_num_queries(10):
        client.get(reverse("beside", args=[debate.slug, "a1", "a1"]))


@pytest.mark.parametrize("items", [1, 3])
def test_number_of_queries_of_the_form(client, items, django_assert_num_queries):
    """Debate, works, recorded pairs, and the quoted voices of the key to the sigla."""
    debate = make_apparatus(items)
    with django_assert_num_queries(4):
        client.get(reverse("beside-choose", args=[debate.slug]))


def test_entries_say_what_the_passage_shows_of_itself(client, mass_line):
    """Every passage of an entry bears its letter; what is in question is whether it says that it is one."""
    page = get(client, f"{BESIDE}k6/e6/")
    shown = {
        letter: words(page.one("li", id=f"note-{letter}").one("p", "meta")).removesuffix(" Word for word")
        for letter in "ab"
    }
    assert shown == {
        "a": "E 6 itself does not show it by quotation marks, setting, title or name.",
        "b": "Shown in E 6 itself, by quotation marks, setting, title or name.",
    }
    assert page.all("section", "side")[1].one("span", **{"data-c": "a"})
