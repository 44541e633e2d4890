"""What a page costs over the wire, for readers with a poor line, and that nothing moves as it arrives."""

from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route

from bench.weighing import Received, weigh
from tests import served_site
from tests.browser.acts import COMPARE, DEBATE, E, K, L, Q
from tests.browser.conftest import NARROW, Visit
from tests.browser.reading_room import ReadingRoom, serve

#: Bytes with headers. The sheet is the same for all pages, and so are the two fonts that stand in the page's
#: head; what a page sets in italics asks for a third.
STYLE, FONTS, ITALIC = 14_500, 51_500, 15_500
#: Of each page: bytes of itself and of its scripts, and how many requests it makes at the first visit.
BUDGETS = {
    DEBATE: (7_000, 0, 7),
    L: (23_000, 0, 6),
    K: (18_000, 0, 6),
    E: (21_000, 0, 7),
    Q: (6_000, 0, 6),
    COMPARE: (16_000, 19_500, 9),
    f"{K}p16/responses/": (7_000, 0, 6),
}
#: The pages that set something in italics.
SLANTED = (DEBATE, COMPARE, E)
#: A page that has not changed, and the reader's colours.
AGAIN = 3_000
#: A sum over the page, of how much of the window moved how far; 0.1 is what Lighthouse calls good. Where the
#: machine has none of the faces whose widths the style sheet corrects, only that can be asked for.
STILL, GOOD = 0.01, 0.1
SHIFTED = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((each) => { sum += each.value; }))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 200);
})"""
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
STANDS_IN = """document.fonts.load('1em "Like Archivo"').then((found) => found.length > 0, () => false)"""


def sizes(received: list[Received]) -> Counter[str]:
    found: Counter[str] = Counter()
    for part in received:
        found[part.kind] += part.size
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadingRoom]:
    """A site to which nobody has posted, since a name of another alphabet asks for one more font; by one
    worker, since each packs a page quickly for whoever asks it first, and well for the second."""
    room = serve(tmp_path_factory.mktemp("weight") / "var", "stocked", WEB_CONCURRENCY="1")
    yield room
    served_site.stop(room.served)


@pytest.mark.parametrize("address", BUDGETS)
def test_page_stays_within_its_budget(visit: Visit, address: str):
    page = visit(own=True, width=NARROW)
    quickly, well = (int(page.request.get(address).headers["content-length"]) for _ in range(2))
    assert well <= quickly < 1.3 * well
    received = weigh(page, address)
    found = sizes(received)
    bytes_of_page, bytes_of_scripts, requests = BUDGETS[address]
    assert len(received) == requests, received
    assert found["page"] <= bytes_of_page
    assert found["script"] <= bytes_of_scripts
    assert found["style"] <= STYLE
    assert found["font"] <= FONTS + (ITALIC if address in SLANTED else 0)
    assert used_fonts(page) >= {"Archivo normal", "Literata normal"}
    again = weigh(page, address)
    assert {part.kind for part in again} == {"page", "style"}
    assert sizes(again).total() <= AGAIN


def used_fonts(page: Page) -> set[str]:
    """What the page has set something in; a preloaded font that is not among it was loaded for nothing."""
    return set(
        page.evaluate(
            "[...document.fonts].filter((f) => f.status === 'loaded').map((f) => `${f.family} ${f.style}`)"
        )
    )


@pytest.mark.parametrize("address", [L, COMPARE])
def test_fonts_that_come_late_move_nothing(visit: Visit, address: str):
    page = visit(own=True, width=NARROW)
    held: list[Route] = []
    page.route("**/*.woff2", lambda route: held.append(route))
    page.goto(address, wait_until="domcontentloaded")
    page.evaluate(PAINTED)
    assert "Literata normal" not in used_fonts(page)
    stands_in = page.evaluate(STANDS_IN)
    for route in held:
        route.continue_()
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready.then(() => null)")
    page.evaluate(PAINTED)
    assert used_fonts(page) >= {"Archivo normal", "Literata normal"}
    assert page.evaluate(SHIFTED) <= (STILL if stands_in else GOOD)
