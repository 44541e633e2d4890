"""The pages of paragraphs, as they are served."""

import pytest

from comments.enums import Status
from essays.models import Block, Debate
from tests.essays.queries.test_works import make_reading
from tests.essays.views.served import get
from tests.factories import make_response


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 3])
def test_paragraph_page_costs_the_same_for_any_size(client, size, django_assert_num_queries):
    work = make_reading(size)
    block = work.blocks.get(number=1)
    for _ in range(size):
        make_response(block, status=Status.PUBLISHED)
    with django_assert_num_queries(23):
        client.get(f"/works/{work.slug}/p1/")


@pytest.mark.django_db
def test_paragraph_page_brings_everything_together(client, mass_line: Debate):
    page = get(client, "/works/two-conceptions-of-the-mass-line/p16/")
    main = page.one("main")
    block = Block.objects.get(work__slug="two-conceptions-of-the-mass-line", number=16)
    assert main.one(id="p16").one("p").text == block.text
    assert [near.attributes["href"] for near in main.one("article").all("a", "pn")] == [
        "/works/two-conceptions-of-the-mass-line/p15/",
        "/works/two-conceptions-of-the-mass-line/p17/",
    ]
    notes = main.one("ol", "apparatus")
    assert "“By labeling the backward as die hard enemies of the people" in notes.text
    uses = main.one("ul", "uses")
    assert "“deprives us of clarity on the existence of enemies”" in [
        quote.text for quote in uses.all("blockquote")
    ]
    assert any(link.attributes["href"].startswith("/debates/mass-line/compare/#q-") for link in uses.all("a"))
    beside = main.one("form", action="/debates/mass-line/beside/")
    assert (beside.attributes["method"], beside.one("input", type="hidden").attributes["value"]) == (
        "get",
        "K 16",
    )
    cited = "Klaas V., “Two Conceptions of the Mass Line” (n.d.), ¶\N{NO-BREAK SPACE}16, version 1."
    assert cited in main.one("aside").text


@pytest.mark.django_db
def test_one_sentence_can_be_answered_without_scripts(client, mass_line: Debate):
    path = "/works/two-conceptions-of-the-mass-line/p16/"
    page = get(client, path)
    by_sentence, by_words = page.all("form", action=f"{path}respond/")
    sentences = [radio.attributes["value"] for radio in by_sentence.all("input", type="radio", name="quote")]
    block = Block.objects.get(work__slug="two-conceptions-of-the-mass-line", number=16)
    assert " ".join(sentences) == block.text
    assert len(sentences) == 2
    assert by_words.one("textarea").attributes["name"] == "quote"
    assert {form.attributes["method"] for form in (by_sentence, by_words)} == {"get"}


@pytest.mark.django_db
def test_paragraph_of_one_sentence_offers_its_words_only(client, mass_line: Debate):
    path = "/works/two-conceptions-of-the-mass-line/p2/"
    assert len(get(client, path).all("form", action=f"{path}respond/")) == 1


@pytest.mark.django_db
def test_long_neighbours_are_folded(client, mass_line: Debate):
    page = get(client, "/works/comment-on-two-conceptions/p18/")
    folded = page.one("article").all("details", "near")
    assert [summary.one("summary").text for summary in folded] == ["E\xa017, the paragraph before"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "has"), [(0, "paragraphs 1 to 25"), (26, "paragraphs 1 to 25"), (10**30, "paragraphs 1 to 25")]
)
def test_paragraph_that_is_not_there_names_the_range(client, mass_line: Debate, number, has):
    page = get(client, f"/works/two-conceptions-of-the-mass-line/p{number}/", 404)
    state = page.one("section", "state")
    assert f"has {has}; the address asks for K\xa0{number}." in state.text
    assert state.all("a")[-1].attributes["href"] == "/works/two-conceptions-of-the-mass-line/#p25"


@pytest.mark.django_db
def test_work_of_one_paragraph_has_only_one(client, mass_line: Debate):
    page = get(client, "/works/first-comment/p2/", 404)
    assert "has only paragraph 1; the address asks for Q\xa02." in page.one("section", "state").text
