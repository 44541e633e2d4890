"""What a page costs over the wire when nothing is cached: figures for readers with a poor line."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.acts import E, K, L, Q
from tests.browser.conftest import Visit

LIMIT = 160_000
LIMIT_WITHOUT_FONTS = 40_000


def weigh(page: Page, address: str) -> dict[str, int]:
    """Bytes that Chromium received, headers included, by what was asked for."""
    wire = page.context.new_cdp_session(page)
    asked: dict[str, str] = {}
    weights: dict[str, int] = {}

    def on_request(event: dict) -> None:
        asked[event["requestId"]] = event["request"]["url"]

    def on_end(event: dict) -> None:
        weights[asked[event["requestId"]]] = event["encodedDataLength"]

    wire.on("Network.requestWillBeSent", on_request)
    wire.on("Network.loadingFinished", on_end)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(address, wait_until="networkidle")
    return weights


@pytest.mark.parametrize("address", [L, K, E, Q])
def test_work_stays_under_its_weight(visit: Callable[..., Page], address: str):
    weights = weigh(visit(), address)
    fonts = {url: weight for url, weight in weights.items() if url.endswith(".woff2")}
    assert len(fonts) >= 2
    assert sum(weights.values()) < LIMIT, weights
    assert sum(weights.values()) - sum(fonts.values()) < LIMIT_WITHOUT_FONTS, weights


def test_longest_work_loads_no_script(visit: Visit):
    assert [url for url in weigh(visit(), L) if url.endswith(".js")] == []
