"""By keyboard alone: the way in, what has the focus and shows it, and where a swap leaves it."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser import acts
from tests.browser.acts import BESIDE, COMPARE, DEBATE, QUEUE, E, K, heading, item_heading, path_of
from tests.browser.conftest import Visit, both_ways
from tests.browser.reading_room import ReadingRoom
from tests.browser.sample import PASSWORD

#: The focused element, its place in the document, and whether a ring surrounds it.
FOCUSED = """() => {
    const focused = document.activeElement, ring = getComputedStyle(focused);
    const box = focused.getBoundingClientRect(), all = [...document.querySelectorAll("*")];
    return {
        tag: focused.tagName,
        what: focused.outerHTML.slice(0, 100),
        place: all.indexOf(focused),
        ring: ring.outlineStyle != "none" && parseFloat(ring.outlineWidth) >= 2,
        width: box.width, height: box.height,
    };
}"""
LIMIT = 400


def walk(page: Page) -> list[dict]:
    """Presses Tab from the top to where it leaves the page."""
    steps = []
    for _ in range(LIMIT):
        page.keyboard.press("Tab")
        step = page.evaluate(FOCUSED)
        if step["tag"] == "BODY" or (steps and step["place"] == steps[0]["place"]):
            return steps
        steps.append(step)
    raise AssertionError(f"more than {LIMIT} stops")


@both_ways
def test_first_stop_leads_past_the_header(page: Page):
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the main text")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


WALKED = ["/", f"{BESIDE}k16/e17/", f"{K}p14/", f"{K}p14/responses/", f"{K}p16/respond/", "/account/login/"]


@pytest.mark.parametrize("address", WALKED)
def test_focus_is_seen_and_goes_down_the_page(page: Page, address: str):
    """One radio button of a group is a stop of the whole group, so no step back is allowed."""
    page.goto(address)
    page.evaluate("document.activeElement.blur()")
    steps = walk(page)
    assert len(steps) > 8
    assert [step["what"] for step in steps if not step["ring"]] == []
    assert [step["what"] for step in steps if not (step["width"] and step["height"])] == []
    places = [step["place"] for step in steps]
    turns = [after for before, after in pairwise(places) if after < before]
    assert turns == [] or address.endswith(("respond/", "login/"))


def test_display_is_opened_by_keyboard(page: Page):
    page.goto("/about/")
    summary = page.locator("summary").filter(has_text="Display")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="As my device")).to_be_focused()


@both_ways
def test_response_is_written_by_keyboard(page: Page):
    page.goto(f"{K}p8/respond/")
    page.get_by_label("No stance").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Response", exact=True)).to_be_focused()
    page.keyboard.type("A response that is written by keyboard alone.")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Name to show")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="What happens next")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send to the moderators")).to_be_focused()
    page.keyboard.press("Enter")
    acts.read_receipt(page)


def test_focus_after_a_preview_is_on_the_preview(page: Page):
    page.goto(f"{K}p8/respond/")
    acts.write(page, "Words whose preview takes the focus.")
    expect(acts.preview(page)).to_be_focused()


def test_focus_that_moves_on_right_after_a_swap_is_not_taken_back(page: Page):
    page.goto(f"{K}p8/respond/")
    page.evaluate("""document.addEventListener("htmx:afterSwap", () => setTimeout(() => {
        document.querySelector("main a").focus();
        document.body.dataset.moved = "yes";
    }), { once: true })""")
    acts.write(page, "Words whose preview comes while somebody moves on.")
    acts.preview(page)
    expect(page.locator("body[data-moved]")).to_have_count(1)
    page.wait_for_timeout(200)
    assert page.evaluate("document.activeElement.matches('main a')")


def test_focus_after_a_new_comparison_stays_on_the_button(page: Page):
    page.goto(COMPARE)
    button = page.get_by_role("button", name="Compare")
    page.get_by_label(re.compile("All questions")).check()
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#comparison-status")).to_contain_text("19 questions")
    expect(button).to_be_focused()


@pytest.fixture
def keyed(visit: Visit, site: ReadingRoom) -> Page:
    """The desk of a moderator who is signed in but has not switched the single keys on."""
    page = visit()
    acts.sign_in(page, site.second_moderator, PASSWORD)
    expect(heading(page)).to_have_text("Moderation")
    return page


def switch_keys(page: Page, wanted: str) -> None:
    page.goto(QUEUE)
    page.locator("#keys summary").click()
    page.get_by_role("button", name=f"Switch single keys {wanted}").click()
    expect(page.locator("#keys summary")).to_have_text(f"Single keys: {wanted}")


def three_responses(page: Page, token: str) -> list[int]:
    """Found by a word that only they have, and listed with the latest first."""
    sent = [acts.respond_to(page, f"{E}p15/", f"The {token} of response {n}.") for n in range(3)]
    return [receipt.number for receipt in reversed(sent)]


def test_single_keys_are_off_until_switched_on(page: Page, keyed: Page):
    numbers = three_responses(page, "offkeys")
    keyed.goto(f"{QUEUE}?search=offkeys")
    keyed.keyboard.press("j")
    keyed.keyboard.press("a")
    expect(item_heading(keyed, numbers[0])).to_be_visible()
    expect(keyed.locator(".queue li.done")).to_have_count(0)


def test_queue_is_worked_through_by_single_keys(page: Page, keyed: Page):
    first, second, third = three_responses(page, "onkeys")
    switch_keys(keyed, "on")
    try:
        keyed.goto(f"{QUEUE}?search=onkeys")
        keyed.keyboard.press("j")
        expect(item_heading(keyed, second)).to_be_focused()
        keyed.keyboard.press("k")
        expect(item_heading(keyed, first)).to_be_focused()
        keyed.keyboard.press("a")
        expect(item_heading(keyed, second)).to_be_focused()
        expect(acts.decided(keyed, f"R {first} approved.")).to_be_visible()
        keyed.keyboard.press("r")
        reason = keyed.get_by_label("Reason", exact=True)
        expect(reason).to_be_focused()
        reason.select_option(label="Off topic")
        keyed.get_by_label("Note to the writer").fill("")
        keyed.get_by_label("Note to the writer").press("a")
        expect(keyed.get_by_label("Note to the writer")).to_have_value("a")
        keyed.locator("#item").focus()
        keyed.keyboard.press("r")
        expect(item_heading(keyed, third)).to_be_focused()
        expect(acts.decided(keyed, f"R {second} rejected.")).to_be_visible()
        keyed.keyboard.press("u")
        expect(acts.decided(keyed, f"R {second} undone.")).to_be_visible()
        expect(keyed.locator("#item")).to_be_focused()
        keyed.keyboard.press("?")
        expect(keyed.locator("#keys")).to_have_attribute("open", "")
        expect(keyed.locator("#keys summary")).to_be_focused()
    finally:
        switch_keys(keyed, "off")


def test_a_key_chosen_anew_works_and_the_usual_one_does_no_more(page: Page, keyed: Page):
    first, second, _ = three_responses(page, "ownkeys")
    keyed.goto("/moderation/keys/")
    keyed.get_by_label("Single keys act in the queue").check()
    keyed.get_by_label("Approve", exact=True).fill("y")
    keyed.get_by_role("button", name="Keep these keys").click()
    expect(heading(keyed)).to_have_text("Settings of the desk")
    try:
        keyed.goto(f"{QUEUE}?search=ownkeys")
        keyed.keyboard.press("a")
        keyed.keyboard.press("e")
        expect(keyed.locator("#claim p")).to_be_focused()
        expect(item_heading(keyed, first)).to_be_visible()
        keyed.keyboard.press("y")
        expect(item_heading(keyed, second)).to_be_focused()
        expect(acts.decided(keyed, f"R {first} approved.")).to_be_visible()
    finally:
        keyed.goto("/moderation/keys/")
        keyed.get_by_label("Approve", exact=True).fill("a")
        keyed.get_by_label("Single keys act in the queue").uncheck()
        keyed.get_by_role("button", name="Keep these keys").click()


def test_focus_after_a_late_decision_is_on_what_happened(arrive: Callable[..., Page]):
    page = arrive("item-late")
    expect(page.locator("#pane [data-focus]").first).to_be_focused()
    assert path_of(page).startswith(QUEUE)


@both_ways
def test_threads_are_walked_by_their_links(page: Page, site: ReadingRoom):
    numbers = site.sample.numbers
    page.goto(f"{K}p14/responses/")
    page.locator(f"#r{numbers['published']}").get_by_role("link", name="Next").focus()
    page.keyboard.press("Enter")
    assert path_of(page) == f"{K}p14/responses/#r{numbers['removed']}"
    reply = page.locator(f"#r{numbers['reply']}")
    expect(reply).to_be_visible()
    page.locator("summary").filter(has_text=re.compile(r"\d repl")).first.focus()
    page.keyboard.press("Enter")
    expect(reply).to_be_hidden()
    assert page.goto(f"{DEBATE}responses/").status == 200
