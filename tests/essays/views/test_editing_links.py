"""The editors' pages for links, without scripts."""

import pytest

from comments.enums import Role
from essays.domain.loading.link_passages import Revised, carry_links
from essays.domain.loading.rows import Rows
from essays.models import Link, LinkDecision
from essays.queries import link_queue
from tests.comments.views.desk_reading import read
from tests.essays.domain.links.makers import block, decide, make_link
from tests.factories import make_user

pytestmark = pytest.mark.django_db

QUEUE = "/editing/links/"


@pytest.fixture
def edda(db):
    return make_user("edda", Role.EDITOR)


@pytest.fixture
def desk(client, edda):
    client.force_login(edda)
    return client


@pytest.fixture
def link(small_debate):
    return make_link(
        block("B", 6), "Only the second kind", block("B", 5), "book that was seen", ground="same-work"
    )


def fields(page) -> dict[str, str]:
    """What a browser would send of the page's decision form, as it is."""
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if name not in ("action", "marked")}
    return sent | page.context.get("seen", {})


def sent(desk, link: Link, action: str, address: str = "", **changes: object):
    page = desk.get(f"{QUEUE}{link.pk}/{address}")
    return desk.post(f"{QUEUE}{link.pk}/{address}", fields(page) | {"action": action} | changes)


def listed(page) -> list[str]:
    return [row.slug for row in page.context["page"].rows]


def test_the_queue_lists_what_is_to_review_in_the_order_of_the_texts(desk, link):
    page = desk.get(QUEUE)
    assert listed(page) == ["b3-a1", "b6-b5"]
    text = str(read(page))
    assert "2 to review, 1 confirmed, 1 dismissed." in text
    assert "B 6 “Only the second kind” shares words with B 5" in text


@pytest.mark.parametrize(
    ("address", "slugs"),
    [
        ("?show=confirmed", ["b2-a1"]),
        ("?show=dismissed", ["b5-b4"]),
        ("?show=all", ["b2-a1", "b3-a1", "b5-b4", "b6-b5"]),
        ("?show=all&origin=editor", ["b3-a1"]),
        ("?show=all&pair=for-the-window:on-weeding", ["b2-a1", "b3-a1"]),
        ("?show=suggested&pair=for-the-window:for-the-window", ["b6-b5"]),
        ("?show=nonsense&pair=a:b&origin=x&after=x", ["b3-a1", "b6-b5"]),
    ],
)
def test_the_queue_shows_what_is_chosen(desk, link, address, slugs):
    assert listed(desk.get(QUEUE + address)) == slugs


def test_the_queue_goes_on_by_pages(desk, link, monkeypatch):
    monkeypatch.setattr(link_queue, "PAGE", 3)
    first = desk.get(f"{QUEUE}?show=all")
    assert listed(first) == ["b2-a1", "b3-a1", "b5-b4"]
    assert listed(desk.get(QUEUE + first.context["next_page"])) == ["b6-b5"]


@pytest.mark.parametrize("more", [0, 2])
def test_the_queue_costs_the_same_for_one_link_and_for_three(desk, link, more, django_assert_num_queries):
    for number in range(more):
        words = ("Only", "second")[number]
        make_link(block("B", 6), words, block("B", 4), "book", ground="same-work", slug=f"more-{number}")
    with django_assert_num_queries(2 + 6):
        desk.get(f"{QUEUE}?pair=for-the-window:for-the-window")


@pytest.mark.parametrize("times", [1, 3])
def test_a_link_is_shown_in_its_paragraphs_with_its_differences(
    desk, edda, link, times, django_assert_num_queries
):
    for number in range(times):
        decide(link, edda, note=f"Note {number}.")
        make_link(
            block("B", 6), "unknown"[:-number] or "unknown", block("B", 4), "book", slug=f"other-{number}"
        )
    with django_assert_num_queries(2 + 9):
        page = desk.get(f"{QUEUE}{link.pk}/")
    text = str(read(page))
    assert "Only the second kind is unread; the first is unknown." in text
    assert "The book that was seen and left." in text
    assert text.count("Confirmed by edda") == times


def test_a_link_whose_words_were_revised_is_reopened_with_what_it_was_before(desk, edda, link):
    decide(link, edda, note="Read.")
    words = block("B", 5)
    revised = Revised([words], {words.pk: words.text}, [])
    words.text = "The book that was never seen and left."
    words.save(update_fields=["text"])
    assert carry_links(debate=link.debate, revised=revised, rows=Rows()) == 1
    because = "B 5 was revised: “book that was seen” stands there no longer."
    queue = str(read(desk.get(QUEUE)))
    assert (
        f"Reopened Words changed, not marked, found by comparison. It was confirmed before: {because}"
        in queue
    )
    page = str(read(desk.get(f"{QUEUE}{link.pk}/")))
    before = "It was confirmed before, of “Only the second kind” and “book that was seen”."
    assert f"Reopened: {because} {before}" in page
    assert f"Reopened by a new version of the text: {because}" in page
    public = str(read(desk.get(link.get_absolute_url())))
    assert "Reopened: an editor has to review it again." in public
    assert "Editors’ noteRead." in public
    assert "was revised" not in public


def test_confirming_opens_the_next_link_and_says_what_was_done(desk, link):
    first = Link.objects.get(slug="b3-a1")
    answer = sent(desk, first, "confirmed", "?show=suggested", note="Verb by verb.")
    decision = LinkDecision.objects.get()
    assert (answer.status_code, answer.url) == (302, f"{QUEUE}{link.pk}/?show=suggested&done={decision.pk}")
    assert "b3-a1: confirmed." in str(read(desk.get(answer.url)))
    first.refresh_from_db()
    assert (first.status, first.note, first.ground_note) == (
        "confirmed",
        "Verb by verb.",
        "It answers the sentence verb by verb.",
    )


def test_after_the_last_link_comes_the_queue(desk, link):
    answer = sent(desk, link, "dismissed", reason="Chance.")
    assert answer.url == f"{QUEUE}?show=suggested&done={LinkDecision.objects.get().pk}"
    text = str(read(desk.get(answer.url)))
    assert "b6-b5: dismissed. Reason: Chance. Open it again" in text


def test_dismissing_needs_a_reason_and_keeps_what_was_typed(desk, link):
    answer = sent(desk, link, "dismissed", note="Half written.")
    assert answer.status_code == 422
    text = str(read(answer))
    assert "Reason: A dismissed link needs a reason." in text
    assert answer.context["form"]["note"].value() == "Half written."
    assert '<a href="#link-reason">Reason</a>' in answer.content.decode()
    assert LinkDecision.objects.count() == 0


def test_a_reason_is_not_dropped_by_confirming_and_enter_is_no_decision(desk, link):
    for action, said in (
        ("confirmed", "Reason: Only dismissing takes a reason: empty it, or press “Dismiss”."),
        ("", "Decision: Choose one of the buttons: nothing says which of them is meant."),
    ):
        answer = sent(desk, link, action, reason="No quotation.")
        assert answer.status_code == 422
        assert said in str(read(answer))
        assert answer.context["form"]["reason"].value() == "No quotation."
    assert LinkDecision.objects.count() == 0


def test_spans_kind_and_direction_are_corrected(desk, link):
    sent(
        desk,
        link,
        "confirmed",
        left_words="the second kind",
        right_words="The book that was seen",
        kind="",
        direction="quoted",
        ground="named",
        marked="on",
        attributed_to="ms-alder",
    )
    link.refresh_from_db()
    assert (link.left_block.number, link.left_exact) == (5, "The book that was seen")
    assert (link.right_block.number, link.right_exact) == (6, "the second kind")
    assert (link.direction, link.ground, link.kind, link.marked) == ("quotes", "named", "variant", True)
    assert link.attributed_to.slug == "ms-alder"


def test_words_that_do_not_stand_there_are_named_with_their_field(desk, link):
    answer = sent(desk, link, "confirmed", right_words="book that was never there")
    assert answer.status_code == 422
    assert (
        "Words of the right passage: B 5: the quotation “book that was never there” does not occur in it"
        in str(read(answer))
    )


def test_a_stale_decision_is_refused_and_shown_what_changed(desk, link):
    page = desk.get(f"{QUEUE}{link.pk}/")
    decide(link, make_user("egil", Role.EDITOR), status="dismissed", reason="A list.")
    answer = desk.post(f"{QUEUE}{link.pk}/", fields(page) | {"action": "confirmed", "note": "Mine."})
    assert answer.status_code == 409
    text = str(read(answer))
    assert "This link changed while you had it open" in text
    assert "egil : dismissed, “A list.”" in text.replace("egil:", "egil :")
    assert "now: nothing; sent: “Mine.”" in text
    assert Link.objects.get(pk=link.pk).status == "dismissed"
    again = desk.post(f"{QUEUE}{link.pk}/", fields(answer) | {"action": "confirmed", "reason": ""})
    assert again.status_code == 302
    assert Link.objects.get(pk=link.pk).note == "Mine."


def test_what_differs_is_told_in_the_words_of_the_form(desk, link):
    page = desk.get(f"{QUEUE}{link.pk}/")
    decide(link, make_user("egil", Role.EDITOR), status="dismissed", reason="A list.")
    changes = {
        "direction": "quoted",
        "ground": "named",
        "kind": "",
        "marked": "on",
        "attributed_to": "ms-alder",
        "left_words": "the second kind",
    }
    answer = desk.post(f"{QUEUE}{link.pk}/", fields(page) | {"action": "confirmed"} | changes)
    told = {each.label: (each.now, each.sent) for each in answer.context["form"].differences()}
    assert told == {
        "Words of the left passage": ("Only the second kind", "the second kind"),
        "Direction": ("Not shown", "The right quotes the left"),
        "Ground": ("one text repeats itself", "the text names the source"),
        "Kind": ("words changed", "As the words show"),
        "The quoting passage is marked as a quotation": ("no", "yes"),
        "Attributed to": ("Nobody", "Ms Alder"),
        "Reason": ("A list.", ""),
    }


def test_a_change_by_a_load_is_told_as_one(desk, link):
    page = desk.get(f"{QUEUE}{link.pk}/")
    Link.objects.filter(pk=link.pk).update(note="From the files.")
    answer = desk.post(f"{QUEUE}{link.pk}/", fields(page) | {"action": "confirmed"})
    assert answer.status_code == 409
    assert "The texts or their files were loaded again." in str(read(answer))


def test_a_decided_link_can_be_put_back(desk, link):
    sent(desk, link, "dismissed", reason="Chance.")
    sent(desk, link, "suggested", "?show=all")
    assert list(LinkDecision.objects.values_list("new_status", flat=True)) == ["dismissed", "suggested"]


def test_there_is_no_page_of_a_link_that_is_not_there(desk):
    assert desk.get(f"{QUEUE}999999/").status_code == 404
    for debate in ("nowhere", "", "library\x00shelves"):
        assert desk.get(f"{QUEUE}add/", {"debate": debate}).status_code == 404


@pytest.mark.parametrize("value", ["\x00", "a\x00b:c", "9" * 30, "-1", "²", "on-weeding:" + "x" * 3000])
def test_any_address_of_the_desk_is_answered(desk, link, value):
    asked = dict.fromkeys(("show", "pair", "origin", "after", "done"), value)
    for address in (QUEUE, f"{QUEUE}{link.pk}/"):
        assert desk.get(address, asked).status_code == 200


ADDED = {
    "left_at": "b6",
    "left_words": "the first is unknown",
    "right_at": "B 4",
    "right_words": "never seen",
    "direction": "not-shown",
    "ground": "same-work",
}


def test_a_link_is_added_by_two_citations_and_their_words(desk, small_debate):
    page = f"{QUEUE}add/?debate=library-shelves"
    assert desk.get(page).status_code == 200
    answer = desk.post(page, ADDED)
    link = Link.objects.get(slug="b6-b4")
    assert answer.url == f"{QUEUE}{link.pk}/"
    assert (link.origin, link.status, link.kind) == ("editor", "confirmed", "variant")
    assert "confirmed by edda" in str(read(desk.get(answer.url))).lower()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"left_at": "B 9"}, "Left passage in: B has paragraphs 1 to 6, not 9."),
        ({"left_at": "3 pages"}, "Left passage in: “3 pages” is not a letter and a number."),
        ({"right_at": "X 1"}, "Right passage in: No text here has the letter X."),
        ({"right_words": "was never"}, ""),
        (
            {"right_words": "ever seen"},
            "Words of the right passage: B 4: it begins inside the word “never”",
        ),
        (
            {"right_words": "never saw"},
            "Words of the right passage: B 4: the quotation “never saw” does not occur in it",
        ),
        ({"right_words": ""}, "Words of the right passage: This field is required."),
        ({"ground": "named"}, "Ground: “the text names the source” shows a direction."),
    ],
)
def test_what_can_t_be_added_says_why(desk, small_debate, changes, message):
    answer = desk.post(f"{QUEUE}add/?debate=library-shelves", ADDED | changes)
    if not message:
        assert answer.status_code == 302
        return
    assert answer.status_code == 422
    assert message in str(read(answer))
    assert not Link.objects.filter(slug="b6-b4").exists()


def test_the_desk_leads_editors_to_the_links_and_moderators_not(client, desk, small_debate):
    assert '<a href="/editing/links/">Links</a>' in desk.get("/moderation/").content.decode()
    client.force_login(make_user("asta", Role.MODERATOR))
    assert "/editing/links/" not in client.get("/moderation/").content.decode()
    assert client.get(QUEUE).status_code == 403
