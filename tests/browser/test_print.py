"""In print, what is to be read stays and what can only be pressed goes."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import BESIDE, COMPARE, DEBATE, QUOTATIONS, E, K
from tests.browser.reading_room import ReadingRoom

#: What a link says that only leads on.
ACTIONS = re.compile(
    "^(Write a response|Compare them|In the comparison|Cite$|12 authorities|7 wordings|All )"
)


def test_print_keeps_the_text_its_numbers_and_notes(page: Page):
    page.goto(K)
    page.emulate_media(media="print")
    expect(page.locator("#p16 .prose")).to_be_visible()
    expect(page.locator("#p16 > .pn")).to_be_visible()
    assert page.locator(".text .para > .pn:visible").count() == 25
    notes = page.locator(".text .notes li:not(.resp):not(.more)")
    assert notes.count() > 75
    assert [note.inner_text() for note in notes.all() if not note.is_visible()] == []
    for gone in ("header.site nav", ".display", ".rail", ".skip"):
        expect(page.locator(gone)).to_be_hidden()
    assert page.locator("form:visible, button:visible").count() == 0
    expect(page.get_by_text("Sigla used on this site")).to_be_visible()


@pytest.mark.parametrize("address", [f"{COMPARE}?show=all", DEBATE, K, f"{K}p16/", f"{K}p14/responses/"])
def test_print_drops_what_can_only_be_pressed(page: Page, address: str):
    page.goto(address)
    page.emulate_media(media="print")
    assert page.locator("form:visible, button:visible, nav:visible").count() == 0
    assert page.locator("a:visible", has_text=ACTIONS).count() == 0
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_print_of_a_receipt_is_one_slip(page: Page, site: ReadingRoom):
    """On A5 between the margins, with a reason and a note, and nothing of the site around it."""
    page.set_viewport_size({"width": 408, "height": 643})
    page.goto(f"/receipts/{site.sample.codes['returned']}/print/")
    page.emulate_media(media="print")
    assert page.locator(".slip").bounding_box()["height"] < 643
    for gone in ("header.site", "footer", ".slip-hint", ".skip"):
        expect(page.locator(gone)).to_be_hidden()
    assert page.locator(".slip-code code:visible").count() == 7


def test_print_keeps_the_comparison_a_table(page: Page):
    page.set_viewport_size({"width": 794, "height": 1123})
    page.goto(COMPARE)
    page.emulate_media(media="print")
    row = page.locator('#comparison tr[id^="q-"]').first
    assert len({round(cell.bounding_box()["y"]) for cell in row.locator("td").all()}) == 1
    evidence = page.locator("#comparison .evidence")
    assert [each.inner_text() for each in evidence.all() if not each.is_visible()] == []


def test_print_heads_the_other_statements(page: Page):
    """Closed on the screen; on paper its table would go on from the one above."""
    page.goto(COMPARE)
    page.emulate_media(media="print")
    expect(page.locator(".besides > summary")).to_be_visible()
    expect(page.locator(".slots.besides table")).to_be_visible()


def test_print_on_a_wide_sheet_gives_the_text_its_width(page: Page):
    """On A4 across, the column of the contents is gone and must leave no narrow one behind."""
    page.set_viewport_size({"width": 1123, "height": 794})
    page.goto(K)
    page.emulate_media(media="print")
    whole, text = (page.locator(each).bounding_box()["width"] for each in (".reading", ".text"))
    assert text == pytest.approx(whole, abs=1)


def test_print_of_a_link_names_its_parts_and_has_no_button(page: Page):
    page.goto(f"{QUOTATIONS}e6-k6/")
    page.emulate_media(media="print")
    parts = page.get_by_text("One quotation in").locator("li")
    assert parts.count() > 1
    assert [each.inner_text() for each in parts.all() if not each.is_visible()] == []
    assert page.locator(".button:visible").count() == 0


def test_lines_of_the_plot_stop_at_the_names_of_the_texts(page: Page):
    """The paper around the letters is as wide as the space between two words."""
    page.goto(f"{QUOTATIONS}?from=E&to=K")
    name = page.locator(".plot .who").first
    halo, size = name.evaluate(
        "each => ['strokeWidth', 'fontSize'].map((key) => parseFloat(getComputedStyle(each)[key]))"
    )
    assert halo > size / 2


@pytest.mark.parametrize(
    "address", [f"{E}coverage/", f"{QUOTATIONS}e11-k13/", f"{QUOTATIONS}?from=E&to=K", f"{BESIDE}k6/e6/"]
)
def test_print_drops_links_to_a_comparison(page: Page, address: str):
    page.goto(address)
    links = page.locator("main").get_by_role("link", name=re.compile("word (by|for) word", re.IGNORECASE))
    assert links.count() > 0
    page.emulate_media(media="print")
    expect(links).to_have_count(0)
