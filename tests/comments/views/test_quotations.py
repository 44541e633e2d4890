"""Quotations in the preview of a response, and beside the published one."""

import pytest

from comments.domain.checking.storing import check_due
from comments.enums import Status
from comments.models import QuotationCheck, Response
from essays.models import Work
from tests.comments.views.responding import fields, send
from tests.essays.views.served import get
from tests.factories import change_text, make_debate, make_response, make_text

pytestmark = pytest.mark.django_db
PAGE = "/works/wells-k/p2/respond/"
MASSES = "Gather the ideas of the masses and bring them back to the masses, so that they do not persist."
WELL = "Whoever drinks from the well should help to dig it, said the elders."
TEXT = (
    "He says “gather the notions of the masses”, and:\r\n\r\n> whoever drinks *from* the spring\r\n"
    "> should help\r\n\r\nThen “so that they … persist”, “whoever drinks from the well”, "
    "“nobody here wrote this”."
)


@pytest.fixture(autouse=True)
def work(db):
    return make_text(make_debate(), MASSES, WELL)


def previewed(client, **more):
    form = fields(get(client, PAGE)) | {"text": TEXT} | more
    response, page = send(client, form | {"preview": "1"}, PAGE)
    assert response.status_code == 200
    return page


def listed(page):
    return page.one("section", css="quotations").all("li")


def buttons(page, name):
    return [each.attributes["value"] for each in page.all("button", name=name)]


def pressed(client, page, name, value):
    kept = [each.attributes["value"] for each in page.all("input", name="kept")]
    response, page = send(client, fields(page) | {name: value, "kept": kept}, PAGE)
    assert response.status_code == 200
    return page


def test_the_preview_lists_each_quotation_with_its_verdict(client):
    page = previewed(client)
    altered, block, elided, verbatim, unknown = [each.text for each in listed(page)]
    assert "“gather the notions of the masses”" in altered
    assert "Differs from K 1: “notions” for “ideas”." in altered
    assert "Differs from K 2: “spring” for “well”." in block
    assert "Words left out of K 1. Note: the words left out contain “not”." in elided
    assert "… do not …" in elided
    assert "Stands so in K 2." in verbatim
    assert "Not found in the texts of this debate." in unknown
    places = page.one("section", css="quotations").all("a", css="ref")
    assert [each.attributes["href"] for each in places] == [
        "/works/wells-k/p1/",
        "/works/wells-k/p2/",
        "/works/wells-k/p1/",
        "/works/wells-k/p2/",
    ]


def test_differences_are_told_in_words_too(client):
    altered = listed(previewed(client))[0]
    assert [each.text for each in altered.all("del")] == ["yours: notions"]
    assert [each.text for each in altered.all("ins")] == ["source: ideas"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("the ideas of masses and bring them", "the ideas of source: the masses and bring them"),
        ("the masses, that they do not persist", "the masses, source: so that they do not persist"),
    ],
)
def test_a_word_left_out_is_parted_from_those_beside_it(client, typed, shown):
    beside = listed(previewed(client, text=f"“{typed}”"))[0].one("p", css="beside-source")
    assert " ".join(beside.text.split()) == shown


def test_words_beside_the_sources_are_told_and_cannot_be_taken_for_its(client):
    page = previewed(client, text=f"> As Nora has it: {WELL}\n\nand “so that they do not persist here”")
    told, added = [" ".join(each.text.split()) for each in listed(page)]
    assert "Stands so in K 2. Note: added: “As Nora has it”." in told
    assert "Differs from K 1: added: “here”." in added
    assert (buttons(page, "take"), page.all("ins")) == ([], [])


def test_taking_the_sources_words_changes_that_quotation_alone(client):
    page = previewed(client, name="Hanne L.", stance="asks")
    first, second = buttons(page, "take")
    page = pressed(client, page, "take", second)
    form = fields(page)
    assert form["text"] == TEXT.replace("spring", "well").replace("\r", "")
    assert (form["name"], form["stance"]) == ("Hanne L.", "asks")
    assert "Taken: the words of K 2 now stand in your text in place of yours." in page.text
    assert "whoever drinks from the well" in page.one("section", css="preview").text
    assert buttons(page, "take") == [first]
    page = pressed(client, page, "take", first)
    assert fields(page)["text"] == form["text"].replace("notions", "ideas")
    assert buttons(page, "take") == []
    assert Response.objects.count() == 0


def test_keeping_ones_own_words_changes_nothing_and_is_remembered(client):
    page = previewed(client)
    first, second = buttons(page, "keep")
    page = pressed(client, page, "keep", first)
    assert fields(page)["text"].replace("\r", "") == TEXT.replace("\r", "")
    assert buttons(page, "keep") == [second]
    assert "You keep it as you wrote it." in listed(page)[0].text
    page = pressed(client, page, "take", second)
    assert "You keep it as you wrote it." in listed(page)[0].text
    page = pressed(client, page, "preview", "1")
    assert "You keep it as you wrote it." in listed(page)[0].text


def test_a_quotation_that_was_changed_meanwhile_is_left_alone(client):
    page = previewed(client)
    first, _ = buttons(page, "take")
    text = TEXT.replace("notions", "thoughts")
    _, page = send(client, fields(page) | {"take": first, "text": text}, PAGE)
    assert fields(page)["text"].replace("\r", "") == text.replace("\r", "")
    assert "does not stand in your text any more, so nothing was changed" in page.text


@pytest.mark.parametrize("value", ["", "x", "0" * 5000, "\x00", "<b>"])
def test_a_key_that_is_none_changes_nothing(client, value):
    page = pressed(client, previewed(client), "take", value)
    assert fields(page)["text"].replace("\r", "") == TEXT.replace("\r", "")


def test_a_text_that_gets_too_long_by_it_is_said_to_be(client):
    page = previewed(client, text="“gather the i of the masses” ".ljust(20_000, "x"))
    (key,) = buttons(page, "take")
    response, page = send(client, fields(page) | {"take": key}, PAGE)
    assert response.status_code == 422
    assert "at most 20,000 characters" in page.text
    assert "“gather the ideas of the masses”" in fields(page)["text"]


def test_without_quotations_there_is_no_list(client):
    page = previewed(client, text="Nothing of the kind is quoted here.")
    assert page.all("section", css="quotations") == []


def test_a_check_that_fails_leaves_the_preview(client, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("comments.domain.checking.storing.check_quotations", fail)
    page = previewed(client)
    assert "They could not be looked up just now." in page.one("section", css="quotations").text
    assert "He says" in page.one("section", css="preview").text


def test_the_first_button_of_the_form_sends_it(client):
    """What Enter in a field presses: the first in the document's order."""
    page = previewed(client)
    first = page.all("button", form="respond-form")[0]
    assert "name" not in first.attributes
    assert first.attributes["tabindex"] == "-1"


def published(work, text=TEXT, parent=None):
    made = make_response(parent or work.blocks.get(number=2), status=Status.PUBLISHED, text=text)
    check_due()
    return made


PLACES = ["/works/wells-k/p2/responses/", "/responses/{}/", "/works/wells-k/p2/", "/responses/{}/respond/"]


@pytest.mark.parametrize("address", PLACES)
def test_the_verdicts_stand_beside_the_published_response(client, work, address):
    made = published(work, TEXT.replace("\r", ""))
    page = get(client, address.format(made.pk))
    (checks,) = page.all("div", css="checks")
    assert [" ".join(each.text.split()) for each in checks.all("li")] == [
        "“gather the notions of the masses”: K 1, differs: “notions” for “ideas”",
        "“whoever drinks from the spring should help”: K 2, differs: “spring” for “well”",
        "“so that they … persist”: K 1, words left out; the words left out contain “not” "
        "What was left out… do not …",
        "“whoever drinks from the well”: K 2, word for word",
        "“nobody here wrote this”: not found in the debate’s texts",
    ]


MANY = "gather some ideas of all masses and bring them up to our masses"
TOLD = ["“some” for “the”", "“all” for “the”", "“up” for “back”", "“our” for “the”"]


def test_differences_that_the_summary_only_counts_can_be_seen(client, desk, work):
    made = published(work, f"“{MANY}” and “gather the notions of the masses”")
    for address in (PLACES[0], f"/responses/{made.pk}/", f"/moderation/{made.pk}/"):
        page = get(desk if "moderation" in address else client, address)
        many, one = page.one("div", css="checks").all("li")
        assert "differs: “some” for “the”, “all” for “the”, “up” for “back”; 1 more" in many.text
        assert [each.text for each in many.one("details").all("p")] == TOLD
        assert one.all("details") == []


def test_the_receipt_and_the_form_for_changes_show_them_too(client):
    form = fields(get(client, PAGE)) | {"text": TEXT}
    response, _ = send(client, form, PAGE)
    receipt = get(client, response["Location"])
    assert len(receipt.one("div", css="checks").all("li")) == 5
    change = get(client, f"{response['Location']}edit/")
    response, page = send(client, fields(change) | {"preview": "1"}, f"{response['Location']}edit/")
    assert len(listed(page)) == 5


def test_the_desk_shows_them(desk, work):
    made = make_response(work.blocks.get(number=2), text=TEXT)
    check_due()
    page = get(desk, f"/moderation/{made.pk}/")
    assert len(page.one("div", css="checks").all("li")) == 5


def test_a_verdict_on_words_that_have_changed_is_not_repeated(client, work):
    """And whoever quoted rightly is not told to have quoted wrongly."""
    made = published(work, "“whoever drinks from the well”")
    Work.objects.update(version=2)
    change_text(work.blocks.get(number=2), WELL.replace("drinks", "draws"))
    page = get(client, f"/responses/{made.pk}/")
    assert "K 2, whose words have changed since" in page.one("div", css="checks").text
    check_due()
    page = get(client, f"/responses/{made.pk}/")
    assert " ".join(page.one("div", css="checks").one("li").text.split()) == (
        "“whoever drinks from the well”: word for word as K 2 stood in version 1; "
        "from K 2 as it now reads, it differs: “drinks” for “draws”"
    )
    change_text(work.blocks.get(number=2), WELL.replace("drinks", "drinks, as all do,"))
    check_due()
    text = get(client, f"/responses/{made.pk}/").one("div", css="checks").one("li").text
    assert "stood in version 1; from K 2 as it now reads, it differs: without “as all do”" in text
    change_text(work.blocks.get(number=2), "Nothing of it is left here.")
    check_due()
    text = get(client, f"/responses/{made.pk}/").one("div", css="checks").one("li").text
    assert "stood in version 1; not found in the debate’s texts as they are now" in " ".join(text.split())


def test_a_heading_is_linked_in_its_work(client, work):
    work.blocks.filter(number=1).update(kind="heading", number=None)
    made = published(work, "“gather the ideas of the masses”")
    (place,) = get(client, f"/responses/{made.pk}/").one("div", css="checks").all("a")
    assert (place.text, place.attributes["href"]) == ("K heading", "/works/wells-k/#b1")


def test_pages_with_quotations_stay_public(client, work):
    response = client.get(f"/responses/{published(work).pk}/")
    assert response["Cache-Control"] == "public, no-cache"
    assert response.cookies == {}


def test_what_was_typed_is_escaped(client, work):
    text = "“whoever <b>drinks</b> from the <script>well</script>” and “<img src=x> is not there at all”"
    page = client.get(f"/responses/{published(work, text).pk}/").content.decode()
    assert QuotationCheck.objects.count() == 2
    assert "<script>well" not in page
    assert "<img" not in page


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"), [("/works/wells-k/p2/responses/", 10), ("/responses/{}/", 11)]
)
def test_queries_do_not_depend_on_how_many_quotations_there_are(
    client, work, number, address, queries, django_assert_num_queries
):
    made = published(work)
    for _ in range(number):
        published(work, parent=made)
    with django_assert_num_queries(queries):
        client.get(address.format(made.pk))


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_preview(client, number, django_assert_num_queries):
    form = fields(get(client, PAGE)) | {"text": TEXT * number, "preview": "1"}
    with django_assert_num_queries(15):
        client.post(PAGE, form)
