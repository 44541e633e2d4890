"""The pages of works, as they are served."""

import pytest

from comments.enums import Status
from essays.models import Block, Debate, Work
from tests.essays.queries.test_works import make_reading
from tests.essays.views.served import get, texts
from tests.factories import make_debate, make_response, make_work

WORKS = {
    "leninism-and-the-mass-line": 62,
    "two-conceptions-of-the-mass-line": 25,
    "first-comment": 1,
    "comment-on-two-conceptions": 21,
}


@pytest.mark.django_db
def test_every_block_is_served_once_and_in_order(client, mass_line: Debate):
    for work in mass_line.works.all():
        page = get(client, work.get_absolute_url())
        assert texts(page) == [(block.marker, block.text) for block in work.blocks.order_by("order")]


@pytest.mark.django_db
def test_numbered_paragraphs_are_permanent_links(client, mass_line: Debate):
    for slug, last in WORKS.items():
        article = get(client, f"/works/{slug}/").one("article")
        numbers = [link.text for link in article.all("a", "pn")]
        assert numbers == [str(number) for number in range(1, last + 1)]
        for number in numbers:
            paragraph = article.one(id=f"p{number}")
            assert paragraph.one("a", "pn").attributes["href"] == f"#p{number}"


@pytest.mark.django_db
def test_every_link_inside_a_page_has_its_target(client, mass_line: Debate):
    """Calls lead to notes, contents to sections, citations within the text to paragraphs."""
    for work in mass_line.works.all():
        page = get(client, work.get_absolute_url())
        ids = {element.attributes["id"] for element in page.all() if "id" in element.attributes}
        inside = [
            link.attributes["href"] for link in page.all("a") if link.attributes["href"].startswith("#")
        ]
        assert [href for href in inside if href[1:] not in ids] == []
        assert len(inside) > work.last_number


@pytest.mark.django_db
def test_every_letter_is_called_and_noted_once(client, mass_line: Debate):
    for work in mass_line.works.all():
        for paragraph in get(client, work.get_absolute_url()).one("article").all(css="para"):
            opened = " ".join(
                span.attributes[name]
                for span in paragraph.all("span")
                for name in ("data-c", "data-q")
                if name in span.attributes
            )
            called = [call.attributes["data-c"] for call in paragraph.all("a", "call")]
            letters = [letter for letter in called if letter != "*"]
            assert sorted(opened.split()) == sorted(letters) == sorted(set(letters))
            anchor = paragraph.attributes["id"]
            noted = [
                note.attributes["id"].removeprefix(anchor)
                for note in paragraph.all("li")
                if "id" in note.attributes
            ]
            if "section" not in paragraph.classes:
                assert sorted(note.replace("-odd", "*") for note in noted if note != "") == sorted(
                    set(called)
                )


@pytest.mark.django_db
def test_margin_tells_who_quotes_and_criticises(client, mass_line: Debate):
    page = get(client, "/works/two-conceptions-of-the-mass-line/")
    notes = page.one(id="p4").one("ul", "notes", **{"aria-label": "Notes to K 4"})
    assert notes.all("li")[0].text == "Answered in E 5."
    quoted = notes.one(id="p4a")
    assert quoted.text.startswith("a Quoted in E 5, changed: “over” for “up”.")
    assert quoted.one("a", "ref").attributes["href"] == "/works/comment-on-two-conceptions/#p5"


@pytest.mark.django_db
def test_oddity_stands_in_the_source(client, mass_line: Debate):
    page = get(client, "/works/comment-on-two-conceptions/")
    paragraph = page.one(id="p11")
    assert "y et" in [span.text for span in paragraph.all("span", "odd")]
    assert "“y et”" in paragraph.one(id="p11-odd").text
    assert paragraph.one(id="p11-odd").text.startswith("* Stand")
    odd = [note.text for note in page.all("li") if note.attributes.get("id", "").endswith("-odd")]
    thru = [note for note in odd if "“thru”" in note]
    assert [("“thru” (deliberate)" in note) for note in thru] == [True] * len(thru)
    assert thru


@pytest.mark.django_db
def test_list_and_quotation_keep_their_meaning(client, mass_line: Debate):
    article = get(client, "/works/two-conceptions-of-the-mass-line/").one("article")
    assert [item.attributes["id"] for item in article.all("ul", "items")[0].all("li", "para")] == ["p3", "p4"]
    assert len(article.one(id="p13").all("blockquote")) == len(article.one(id="p15").all("blockquote")) == 1
    comment = get(client, "/works/comment-on-two-conceptions/").one("article")
    assert [items.one("li", "para").attributes["id"] for items in comment.all("ol", "items")] == ["p3", "p5"]
    assert comment.one(id="p3").one(css="marker").text == "(1)"
    assert comment.one(css="speaker").one("p").text == "Ehecatl of United Struggle from Within:"


@pytest.mark.django_db
def test_outline_of_the_editors_says_so(client, mass_line: Debate):
    page = get(client, "/works/leninism-and-the-mass-line/")
    contents = [link.text for link in page.one("nav", "toc").all("a")]
    assert contents[0] == "The mass line and self-emancipation 1–2"
    assert (
        page.one("nav", "toc").one(css="hint").text
        == "The source has no headings. This outline is the editors’."
    )
    assert (
        len(page.one("article").all("h2", "outline")) == len(contents) == len(page.one("article").all("h2"))
    )


@pytest.mark.django_db
def test_record_of_the_text(client, mass_line: Debate):
    essay = get(client, "/works/two-conceptions-of-the-mass-line/")
    record = essay.one("details", "about-text").text
    assert "It is known from the comment by Ehecatl" in record
    assert "Not stated in the source." in record
    answers = [link.attributes["href"] for link in essay.one("header", "title").all("dd")[0].all("a")]
    assert answers == ["/works/first-comment/"]
    comment = get(client, "/works/comment-on-two-conceptions/")
    assert "Answers" in [term.text for term in comment.one("header", "title").all("dt")]
    meta = get(client, "/works/leninism-and-the-mass-line/").one("header", "title").all("p", "meta")[0]
    assert meta.text.startswith("Author not stated")


@pytest.mark.django_db
def test_terms_lead_to_the_definitions(client, mass_line: Debate):
    page = get(client, "/works/two-conceptions-of-the-mass-line/")
    link = page.one(id="p1").one("a", "term")
    assert (link.text, link.attributes["href"]) == ("mass line", "/debates/mass-line/terms/#t-mass-line")


@pytest.mark.django_db
def test_responses_are_counted_where_they_are(client):
    work = make_work(make_debate())
    first, second, third = work.blocks.order_by("order")
    make_response(first, status=Status.PUBLISHED)
    make_response(second, status=Status.PUBLISHED)
    make_response(second, status=Status.PUBLISHED)
    make_response(third)
    page = get(client, work.get_absolute_url())
    links = {
        link.attributes["href"]: link.text.replace("\xa0", " ")
        for paragraph in page.one("article").all(css="para")
        for item in paragraph.all("li", "resp")
        for link in item.all("a")
        if link.attributes["href"].endswith("/responses/")
    }
    assert links == {
        f"/works/{work.slug}/p1/responses/": "1 response to A 1",
        f"/works/{work.slug}/p2/responses/": "2 responses to A 2",
    }
    assert "3 responses" in page.one("header", "title").text
    assert (
        page.one(id="p3").one("li", "add").all("a")[0].attributes["href"] == f"/works/{work.slug}/p3/respond/"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 3])
def test_work_page_costs_the_same_for_any_size(client, size, django_assert_num_queries):
    work = make_reading(size)
    with django_assert_num_queries(14):
        client.get(work.get_absolute_url())


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "p1/", "cite/", "cite.bib", "cite.json"])
def test_work_that_is_not_there(client, path):
    assert client.get(f"/works/no-such-work/{path}").status_code == 404


@pytest.mark.django_db
def test_texts_are_escaped(client):
    debate = make_debate()
    work = make_work(debate)
    hostile = '<script>alert(1)</script> & "quoted" <b class=x>'
    Block.objects.filter(work=work, number=1).update(text=hostile)
    Work.objects.filter(pk=work.pk).update(title=hostile, short_title=hostile[:30], source_note=hostile)
    for path in ("", "p1/", "p2/", "cite/", "p9/"):
        html = client.get(f"/works/{work.slug}/{path}").content.decode()
        assert "<script>alert" not in html
        assert "<b class=x>" not in html
    assert texts(get(client, work.get_absolute_url()))[0] == ("", hostile)


@pytest.mark.django_db
def test_a_debate_of_another_subject_is_read_the_same_way(client, small_debate: Debate):
    for work in small_debate.works.all():
        page = get(client, work.get_absolute_url())
        assert texts(page) == [(block.marker, block.text) for block in work.blocks.order_by("order")]
        for number in range(1, work.last_number + 1):
            get(client, f"/works/{work.slug}/p{number}/")


@pytest.mark.django_db
def test_without_the_quotations_no_note_says_who_is_quoted(client, mass_line: Debate):
    for slug in WORKS:
        article = get(client, f"/works/{slug}/?hide=quotations").one("article")
        notes = [note.text for notes in article.all("ul", "notes") for note in notes.all("li")]
        assert [text for text in notes if "Quotes " in text or "Quoted in" in text] == []
