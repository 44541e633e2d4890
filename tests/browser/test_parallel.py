"""Texts in parallel and who quotes whom, with the shipped texts and their links."""

import re
from itertools import pairwise

from playwright.sync_api import Locator, Page, expect

from tests.browser.acts import PARALLEL, QUOTATIONS, path_of
from tests.browser.conftest import NARROW, WIDE, Visit, both_ways


def tops(places: Locator) -> list[int]:
    return [round(place.bounding_box()["y"]) for place in places.all()]


def test_matching_passages_begin_level(visit: Visit):
    page = visit(width=WIDE)
    page.goto(f"{PARALLEL}e/k/")
    matches = page.locator(".match:not(.place)").all()
    assert len(matches) > 5
    for match in matches:
        left, right = tops(match.locator(".passage"))
        assert left == right


def test_rows_stand_in_one_column_on_a_phone(visit: Visit):
    """Left and right of one match, then those of the next."""
    page = visit(width=NARROW)
    page.goto(f"{PARALLEL}e/k/")
    down = tops(page.locator(".match .side"))
    assert all(above < below for above, below in pairwise(down))


@both_ways
def test_keyboard_goes_from_match_to_match(page: Page):
    page.goto(f"{PARALLEL}e/k/")
    page.get_by_role("link", name="First match").focus()
    page.keyboard.press("Enter")
    for anchor in ("e3-k3", "e5-k4"):
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Next match")
        page.keyboard.press("Enter")
        assert path_of(page) == f"{PARALLEL}e/k/#{anchor}"
        expect(page.locator(f"#{anchor} > header")).to_be_in_viewport()


def test_single_keys_go_from_match_to_match_while_the_focus_is_in_the_texts(page: Page):
    """Elsewhere, and with Ctrl or Shift, they are nobody's but the browser's."""
    page.goto(f"{PARALLEL}e/k/")
    first, second, third = (page.locator(f"#{anchor}-title") for anchor in ("e2-k1", "e3-k3", "e5-k4"))
    page.keyboard.press("n")
    expect(page.locator("body")).to_be_focused()
    page.get_by_role("link", name="First match").press("Enter")
    expect(page.locator("#e2-k1")).to_be_focused()
    for key, heading in (("n", second), ("j", third), ("k", second), ("p", first), ("p", first)):
        page.keyboard.press(key)
        expect(heading).to_be_focused()
        expect(heading).to_be_in_viewport()
        anchor = heading.get_attribute("id").removesuffix("-title")
        expect(page).to_have_url(re.compile(rf"/e/k/#{anchor}$"))
    for modifier in ("ctrlKey", "shiftKey", "altKey", "metaKey"):
        first.dispatch_event("keydown", {"key": "n", "bubbles": True, modifier: True})
        expect(first).to_be_focused()
    page.locator("#e3-k3 .passage").first.click()
    page.keyboard.press("n")
    expect(third).to_be_focused()
    field = page.locator("select").first
    field.focus()
    page.keyboard.press("n")
    expect(field).to_be_focused()


@both_ways
def test_an_address_leads_to_a_paragraph_that_is_folded(page: Page):
    page.goto(f"{PARALLEL}e/k/#k22")
    expect(page.locator("#k22")).to_be_in_viewport()
    expect(page.locator("#k22")).to_contain_text("K 22")


@both_ways
def test_a_number_opens_its_list(page: Page):
    page.goto(QUOTATIONS)
    count = page.locator('.quotes a.count[href$="?from=E&to=K#list"]')
    number = int(re.match(r"\d+", count.inner_text())[0])
    count.click()
    assert path_of(page) == f"{QUOTATIONS}?from=E&to=K#list"
    expect(page.locator("#list + ol > li")).to_have_count(number)


def test_print_keeps_the_columns_and_what_is_folded_folded(page: Page):
    """A pair is on one page, or goes on without a subgrid, of which the rows would overlap what follows."""
    page.set_viewport_size({"width": 794, "height": 1123})
    page.emulate_media(media="print")
    styles = "each => ['breakInside', 'display'].map((key) => getComputedStyle(each)[key])"
    for address, shown in (
        (f"{PARALLEL}e/k/?show=all", True),
        (f"{PARALLEL}l/e/", True),
        (f"{PARALLEL}e/k/", False),
    ):
        page.goto(address)
        folds = page.locator(".unmatched")
        assert folds.locator("summary:visible").count() == folds.count() > 0
        assert (folds.locator(".prose:visible").count() > 10) is shown
    match = page.locator("#e2-k1")
    for part in (".meta", ".passage"):
        left, right = (side.locator(part).bounding_box() for side in match.locator(".side").all())
        assert left["y"] == right["y"]
        assert left["x"] + left["width"] < right["x"]
    assert match.evaluate(styles)[0] == "avoid"
    assert match.locator(".side").first.evaluate(styles)[1] == "contents"
    far = page.locator(".rest")
    assert far.count() == 3
    assert [each.inner_text() for each in far.locator(".prose").all() if each.is_visible()] == []
    assert [each.inner_text() for each in far.locator("summary").all() if not each.is_visible()] == []


@both_ways
def test_words_far_from_a_match_unfold_where_they_stand(page: Page):
    """Both passages stay level, and the marks of the cut go."""
    page.goto(f"{PARALLEL}e/k/")
    match = page.locator(".match", has_text="words of E 17 before this")
    far, cut = match.locator(".rest .prose").first, match.locator(".lead > .cut")
    expect(far).to_be_hidden()
    expect(cut).to_be_visible()
    match.locator(".rest > summary").first.click()
    expect(far).to_be_visible()
    expect(cut).to_be_hidden()
    left, right = tops(match.locator(".passage"))
    assert left == right
