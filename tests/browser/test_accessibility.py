"""Every page and state passes axe's WCAG 2.2 A and AA rules, narrow and wide, light and dark."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import NARROW, WIDE, Visit
from tests.browser.reading_room import ReadingRoom
from tests.browser.states import STATES, enter

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALL_RULES = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
#: A colour scheme changes nothing but colours.
COLOUR_RULES = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
AXE = Axe().axe_script
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


@pytest.mark.parametrize("state", STATES)
def test_no_barrier(state: str, arrive: Callable[..., Page]):
    page = arrive(state, width=WIDE, bypass_csp=True)
    assert examine(page) == {}


def test_barriers_are_found(visit: Visit, site: ReadingRoom):
    """The same examination of a page spoilt in each of the ways that differ by width and scheme."""
    page = visit(bypass_csp=True)
    enter("about", page, site)
    page.evaluate(
        """() => {
            document.querySelector("main").insertAdjacentHTML("beforeend", `
                <style>
                .grey { color: light-dark(#191a17, #444) }
                .small { display: none }
                @media (max-width: 600px) { .small { display: block } }
                </style>
                <p class="grey">Dark grey on black</p><img class="small" src="/x.png">
                <details><summary>Folded</summary><input></details>`);
        }"""
    )
    found = {where: {fault.partition(":")[0] for fault in faults} for where, faults in examine(page).items()}
    assert found == {
        "1440 dark": {"color-contrast"},
        "390 light": {"image-alt", "label"},
        "390 dark": {"color-contrast"},
    }
