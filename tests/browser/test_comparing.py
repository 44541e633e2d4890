"""Comparing: positions and questions by choice, two paragraphs beside each other; each has an address."""

import re
from itertools import pairwise

from playwright.sync_api import Page, expect

from tests.browser.acts import BESIDE, COMPARE, heading, path_of
from tests.browser.conftest import NARROW, Visit, both_ways

COLUMNS = "#comparison thead th .sig"
QUESTIONS = '#comparison tr[id^="q-"]'


def choose_positions(page: Page, *sigla: str) -> None:
    for box in page.locator("input[name=p]").all():
        box.set_checked(box.get_attribute("value") in sigla)


def compare(page: Page) -> None:
    """Presses the button and waits for the address to hold a choice."""
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url(re.compile(r"/compare/\?p="))


@both_ways
def test_choice_stands_in_the_address(page: Page):
    page.goto(COMPARE)
    choose_positions(page, "L", "E", "M")
    page.get_by_text("Only some of them").click()
    page.get_by_label("Can the backward be won over?", exact=True).check()
    compare(page)
    expect(page.locator(COLUMNS)).to_have_text(["L", "E", "M"])
    expect(page.locator(QUESTIONS)).to_have_count(1)
    expect(page.locator("#comparison-status")).to_have_text("3 positions on 1 question.")
    table, address = page.locator("#comparison").inner_text(), path_of(page)
    assert "p=L&p=E&p=M" in address
    page.reload()
    assert path_of(page) == address
    assert page.locator("#comparison").inner_text() == table
    expect(page.locator("input[name=p]:checked")).to_have_count(3)
    expect(page.locator("input[name=q]:checked")).to_have_count(1)


@both_ways
def test_back_button_returns_to_the_comparison_before(page: Page):
    page.goto(COMPARE)
    before = page.locator(COLUMNS).all_inner_texts()
    choose_positions(page, "Q", "C")
    compare(page)
    expect(page.locator(COLUMNS)).to_have_text(["Q", "C"])
    page.go_back()
    expect(page.locator(COLUMNS)).to_have_text(before)


@both_ways
def test_one_position_is_joined_by_another_and_says_so(page: Page):
    page.goto(COMPARE)
    choose_positions(page, "E")
    compare(page)
    expect(page.locator(COLUMNS)).to_have_count(2)
    expect(page.locator("#comparison .notice")).to_contain_text("two")


@both_ways
def test_five_positions_are_four_and_it_says_so(page: Page):
    page.goto(COMPARE)
    choose_positions(page, "L", "K", "E", "Q", "M")
    compare(page)
    expect(page.locator(COLUMNS)).to_have_count(4)
    expect(page.locator("#comparison .notice")).to_contain_text("four")


@both_ways
def test_all_questions_are_more_than_the_core_ones(page: Page):
    page.goto(COMPARE)
    core = page.locator(QUESTIONS).count()
    page.get_by_label(re.compile("All questions")).check()
    compare(page)
    expect(page.locator(QUESTIONS)).to_have_count(19)
    assert core < 19


def test_narrow_comparison_is_one_column(visit: Visit):
    """On a phone each cell stands under the one before, and names its position itself."""
    page = visit(width=NARROW)
    page.goto(COMPARE)
    cells = page.locator(QUESTIONS).first.locator("td").all()
    boxes = [cell.bounding_box() for cell in cells]
    assert all(above["y"] + above["height"] <= below["y"] + 1 for above, below in pairwise(boxes))
    expect(cells[0].locator(".who")).to_be_visible()


@both_ways
def test_two_paragraphs_stand_beside_each_other_at_their_own_address(page: Page):
    page.goto(BESIDE)
    page.locator("input[name=a]").fill("K 16")
    page.locator("input[name=b]").fill("e17")
    page.get_by_role("button", name="Set beside each other").click()
    assert path_of(page) == f"{BESIDE}k16/e17/"
    expect(heading(page)).to_have_text("K 16 beside E 17")
    left, right = page.get_by_role("region", name="Left"), page.get_by_role("region", name="Right")
    words = left.locator(".prose").inner_text(), right.locator(".prose").inner_text()
    page.get_by_role("link", name="Swap sides").click()
    assert path_of(page) == f"{BESIDE}e17/k16/"
    assert (right.locator(".prose").inner_text(), left.locator(".prose").inner_text()) == words
    left.get_by_role("link", name="On to E 18").click()
    assert path_of(page) == f"{BESIDE}e18/k16/"
    right.get_by_role("link", name="Back to K 15").click()
    assert path_of(page) == f"{BESIDE}e18/k15/"
    expect(heading(page)).to_have_text("E 18 beside K 15")


@both_ways
def test_paragraph_is_set_beside_another_from_its_own_page(page: Page):
    page.goto("/works/two-conceptions-of-the-mass-line/p16/")
    page.get_by_label("Set K 16 beside").fill("L 3")
    page.get_by_role("button", name="Set beside").click()
    assert path_of(page) == f"{BESIDE}k16/l3/"


@both_ways
def test_reference_to_no_paragraph_is_kept_and_answered(page: Page):
    page.goto(BESIDE)
    page.locator("input[name=a]").fill("K 99")
    page.locator("input[name=b]").fill("E 17")
    page.get_by_role("button", name="Set beside each other").click()
    expect(page.locator(".error")).to_contain_text("25")
    expect(page.locator("input[name=a]")).to_have_value("K 99")
    expect(page.locator("input[name=b]")).to_have_value("E 17")
