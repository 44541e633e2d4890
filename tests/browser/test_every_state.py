"""What holds for every page and state: no barrier, nothing that scrolls sideways, nothing that fails.

Barriers are what axe finds by its WCAG 2.2 A and AA rules, narrow and wide, light and dark, and parts of a
page that have one name.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.barriers import ALL_RULES, COLOUR_RULES, bring_axe, violations
from tests.browser.conftest import NARROW, NARROWEST, WIDE, Visit, room_of
from tests.browser.reading_room import ReadingRoom
from tests.browser.states import STATES, enter
from tests.browser.windows import FORGET, next_address, open_context

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OPEN_ALL = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
BARE = [name for name, state in STATES.items() if state.site == "bare"]
Arrive = Callable[[str], Page]


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})


def sideways(page: Page) -> list[str]:
    """By how much the page is too wide."""
    excess = page.evaluate(SIDEWAYS)
    return [f"{excess} px too wide"] if excess else []


def examine(page: Page) -> dict[str, list[str]]:
    """What is wrong at a width, in a scheme; first as it is, then with everything unfolded.

    Laying out and colouring a page anew is dear: it goes from each width and scheme to the next one once.
    """
    found = {}
    resize(page, NARROWEST)
    found["320 as it is"] = sideways(page)
    resize(page, WIDE)
    found["1440 as it is"] = sideways(page)
    found["1440 light"] = violations(page, ALL_RULES)
    page.emulate_media(color_scheme="dark")
    found["1440 dark"] = violations(page, COLOUR_RULES)
    page.evaluate(OPEN_ALL)
    found["1440 unfolded"] = sideways(page)
    resize(page, NARROW)
    found["390 dark"] = violations(page, COLOUR_RULES)
    page.emulate_media(color_scheme="light")
    found["390 light"] = violations(page, ALL_RULES)
    resize(page, NARROWEST)
    found["320 unfolded"] = sideways(page)
    return {where: faults for where, faults in found.items() if faults}


@pytest.fixture(scope="module")
def pages(browser: Browser, noted: list[str]) -> Iterator[Callable[[ReadingRoom], Page]]:
    """One page for each site, kept from state to state: a window of its own costs more than what it shows."""
    kept: dict[str, Page] = {}

    def page_of(room: ReadingRoom) -> Page:
        if room.url not in kept:
            context = open_context(browser, room.url, noted, width=NARROWEST, color_scheme="light")
            bring_axe(context)
            kept[room.url] = context.new_page()
        return kept[room.url]

    yield page_of
    for page in kept.values():
        page.context.close()


@pytest.fixture
def arrive_anew(
    pages: Callable[[ReadingRoom], Page],
    signed_in: Callable[..., dict],
    faults: list[str],
    request: pytest.FixtureRequest,
) -> Arrive:
    """Brings the kept page into a state, as somebody who has not been there before."""

    def in_state(name: str) -> Page:
        state = STATES[name]
        room = room_of(state, request)
        page = pages(room)
        if page.url.startswith(room.url):
            page.evaluate(FORGET)
        resize(page, NARROWEST)
        page.emulate_media(color_scheme="light")
        page.context.clear_cookies()
        page.context.set_extra_http_headers(next_address())
        if state.account:
            page.context.add_cookies(signed_in(state.account, room.url)["cookies"])
        enter(name, page, room)
        return page

    return in_state


@pytest.mark.parametrize("state", [name for name in STATES if name not in BARE])
def test_state_is_open_to_everybody(state: str, arrive_anew: Arrive, faults: list[str]):
    look_over(arrive_anew(state), faults)


def test_states_of_a_site_without_texts_are_open_to_everybody(arrive_anew: Arrive, faults: list[str]):
    """In one test, so that one site of that kind is enough."""
    for state in BARE:
        look_over(arrive_anew(state), faults)


def look_over(page: Page, faults: list[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator("main")).to_have_count(1)
    assert faults == []
    assert examine(page) == {}
    # What axe itself did against the policy is no fault of the page.
    faults.clear()


def test_barriers_are_found(visit: Visit, site: ReadingRoom):
    """The same examination of a page spoilt in each of the ways that differ by width and scheme."""
    page = visit(own=True, bypass_csp=True)
    bring_axe(page.context)
    enter("about", page, site)
    assert examine(page) == {}
    page.evaluate(
        """() => {
            document.querySelector("main").insertAdjacentHTML("beforeend", `
                <style>
                .grey { color: light-dark(#191a17, #444) }
                .wide { inline-size: 380px }
                .near a { display: block; block-size: 40px }
                .small { display: none }
                @media (max-width: 600px) {
                    .small { display: block }
                    .near a { display: inline-block; block-size: 9px; inline-size: 9px; font-size: 9px }
                }
                </style>
                <p class="grey">Dark grey on black</p><p class="wide">Wide</p><img class="small" src="/x.png">
                <div class="near"><a href="/a">a</a><a href="/b">b</a></div>
                <details><summary>Folded</summary><input></details>`);
        }"""
    )
    found = {where: {fault.partition(":")[0] for fault in faults} for where, faults in examine(page).items()}
    assert found == {
        "320 as it is": {"76 px too wide"},
        "1440 dark": {"color-contrast"},
        "390 dark": {"color-contrast"},
        "390 light": {"image-alt", "label", "target-size"},
        "320 unfolded": {"76 px too wide"},
    }
