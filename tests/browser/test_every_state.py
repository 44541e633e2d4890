"""What holds for every page and state: no barrier, nothing that scrolls sideways, nothing that fails.

Barriers are what axe finds by its WCAG 2.2 A and AA rules, narrow and wide, light and dark, and parts of a
page that have one name.
"""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, NARROWEST, WIDE, Visit
from tests.browser.reading_room import ReadingRoom
from tests.browser.states import STATES, enter

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALL_RULES = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"landmark-unique": {"enabled": True}},
    "resultTypes": ["violations"],
}
#: A colour scheme changes nothing but colours.
COLOUR_RULES = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
AXE = Axe().axe_script
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OPEN_ALL = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"


def violations(page: Page, options: dict) -> list[str]:
    """What axe finds, a line for each element."""
    result = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{rule['id']}: {node['html'][:160]} ({'; '.join(check['message'] for check in node['any'])[:160]})"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


def examine(page: Page) -> dict[str, list[str]]:
    """Wide as it is; narrow with everything unfolded."""
    page.evaluate(AXE)
    found = {}
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        if width == NARROW:
            page.evaluate(OPEN_ALL)
        for scheme, options in {"light": ALL_RULES, "dark": COLOUR_RULES}.items():
            page.emulate_media(color_scheme=scheme)
            if faults := violations(page, options):
                found[f"{width} {scheme}"] = faults
    return found


def sideways(page: Page) -> dict[int, int]:
    """By how many pixels the page is too wide, as it is and with everything unfolded, by width."""
    widths = {}
    for width in (NARROWEST, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        widths[width] = page.evaluate(SIDEWAYS)
    return {width: excess for width, excess in widths.items() if excess}


BARE = [name for name, state in STATES.items() if state.site == "bare"]


@pytest.mark.parametrize("state", [name for name in STATES if name not in BARE])
def test_state_is_open_to_everybody(state: str, arrive: Callable[..., Page], faults: list[str]):
    look_over(arrive(state, width=NARROWEST), faults)


def test_states_of_a_site_without_texts_are_open_to_everybody(arrive: Callable[..., Page], faults: list[str]):
    """In one test, so that one site of that kind is enough."""
    for state in BARE:
        look_over(arrive(state, width=NARROWEST), faults)


def look_over(page: Page, faults: list[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator("main")).to_have_count(1)
    assert sideways(page) == {}
    assert faults == []
    assert examine(page) == {}
    assert sideways(page) == {}
    # The page is all unfolded now. What axe itself did against the policy is no fault of the page.
    faults.clear()


def test_barriers_are_found(visit: Visit, site: ReadingRoom):
    """The same examination of a page spoilt in each of the ways that differ by width and scheme."""
    page = visit(bypass_csp=True)
    enter("about", page, site)
    assert sideways(page) == {}
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
        "1440 dark": {"color-contrast"},
        "390 light": {"image-alt", "label", "target-size"},
        "390 dark": {"color-contrast"},
    }
    assert list(sideways(page)) == [NARROWEST]
