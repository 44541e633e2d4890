"""Quotations: from their marks in a text to the page of a link, and on."""

from playwright.sync_api import Page, expect

from tests.browser import acts
from tests.browser.acts import QUOTATIONS, E, K, heading, path_of
from tests.browser.conftest import NARROW, WIDE, Visit, both_ways
from tests.browser.reading_room import ReadingRoom


@both_ways
def test_margin_leads_to_the_link_and_on_to_the_pair(page: Page, site: ReadingRoom):
    address = f"{QUOTATIONS}{site.sample.codes['link']}/"
    page.goto(E)
    paragraph = page.locator("#p6")
    paragraph.locator(".more summary").click()
    note = paragraph.locator("li.q").filter(has=page.locator(f'a[href="{address}"]'))
    expect(note).to_contain_text("Quotes K 7, without “only”; changed: “thru” for “through”")
    note.locator(f'a[href="{address}"]').click()
    assert path_of(page) == address
    expect(heading(page)).to_have_text("E\xa06 quotes K\xa07")
    page.get_by_role("link", name="beside each other").click()
    assert path_of(page) == f"{acts.BESIDE}k7/e6/"


def test_differences_are_spoken_and_signed_without_colour(page: Page, site: ReadingRoom):
    page.goto(f"{QUOTATIONS}{site.sample.codes['link']}/")
    source, quoting = page.locator(".side.source"), page.locator(".side.quoting")
    assert source.get_by_role("deletion").all_text_contents() == [
        "left out: only",
        "spelled: through",
        "changed: goes",
        "left out: the",
    ]
    assert quoting.get_by_role("insertion").all_text_contents() == [
        "left out here ^",
        "spelled: thru",
        "instead: does",
        "left out here ^",
    ]
    page.emulate_media(media="print")
    before = "element => getComputedStyle(element, '::before').content"
    assert source.locator("del").first.evaluate(before) == '"["'
    line = "element => getComputedStyle(element).borderBottomStyle"
    assert quoting.locator("ins").first.evaluate(line) == "double"
    assert page.locator("form:visible, button:visible").count() == 0


def test_passages_stand_beside_each_other_or_one_below_the_other(page: Page, site: ReadingRoom):
    for width, level in ((WIDE, True), (NARROW, False)):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{QUOTATIONS}{site.sample.codes['link-unreviewed']}/")
        expect(page.locator(".notice")).to_have_text("Found by comparison, not yet reviewed by an editor.")
        tops = [page.locator(f".side.{part}").bounding_box()["y"] for part in ("source", "quoting")]
        assert (tops[0] == tops[1]) is level


def test_passages_begin_level_in_long_paragraphs(visit: Visit):
    """E 17 is many times as long as K 10."""
    page = visit(width=WIDE)
    page.goto(f"{QUOTATIONS}e17-k10/")
    source, quoting = (page.locator(f".side.{part}") for part in ("source", "quoting"))
    cut = quoting.locator(".cut")
    expect(cut).to_be_visible()
    for unfolded in (False, True):
        if unfolded:
            quoting.locator(".rest > summary").click()
            expect(cut).to_be_hidden()
        assert len({side.locator(".passage").bounding_box()["y"] for side in (source, quoting)}) == 1


def test_print_follows_the_layers_that_are_left_out(page: Page):
    page.goto(K)
    acts.leave_out(page, "Quotations and shared words", "Paragraph numbers")
    page.emulate_media(media="print")
    assert page.locator(".notes .q:visible, .call.q:visible, .pn:visible").count() == 0
    assert page.locator(".notes li:visible").count() > 50
