"""The choice of colours: one cookie, every page, the reading pages' bytes unchanged."""

import hashlib
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import COMPARE, K, heading, path_of
from tests.browser.conftest import Visit, both_ways

PAPER = {"light": "rgb(245, 246, 242)", "dark": "rgb(22, 23, 21)"}
PAGES = ["/", K, f"{K}p16/", COMPARE, "/house-rules/", "/account/login/", f"{K}p16/respond/", "/nowhere/"]


def choose_display(page: Page, button: str) -> None:
    page.get_by_text("Display", exact=True).click()
    page.get_by_role("button", name=button, exact=True).click()


def paper(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def body_of(page: Page, address: str) -> str:
    return hashlib.sha256(page.request.get(address).body()).hexdigest()


@both_ways
@pytest.mark.parametrize(("device", "chosen"), [("light", "dark"), ("dark", "light")])
def test_choice_is_kept_over_pages(visit: Visit, javascript: bool, device: str, chosen: str):
    page = visit(javascript=javascript, color_scheme=device)
    page.goto(f"{K}p16/")
    before = body_of(page, f"{K}p16/")
    assert paper(page) == PAPER[device]
    choose_display(page, chosen.capitalize())
    expect(heading(page)).to_have_text(re.compile("^K 16"))
    assert path_of(page) == f"{K}p16/"
    for address in PAGES:
        page.goto(address)
        assert paper(page) == PAPER[chosen], address
    assert [cookie["value"] for cookie in page.context.cookies() if "csrf" not in cookie["name"]] == [chosen]
    assert body_of(page, f"{K}p16/") == before
    choose_display(page, "As my device")
    assert paper(page) == PAPER[device]
    assert [cookie["name"] for cookie in page.context.cookies() if "csrf" not in cookie["name"]] == []


@both_ways
def test_device_decides_where_nothing_was_chosen(page: Page):
    page.goto("/")
    for scheme, colour in PAPER.items():
        page.emulate_media(color_scheme=scheme)
        assert paper(page) == colour
