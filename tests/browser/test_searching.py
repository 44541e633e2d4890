"""Searching as a reader does it, with and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import DEBATE, path_of
from tests.browser.conftest import Visit


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_header_to_the_paragraph(visit: Visit, scripts: bool):
    page = visit(javascript=scripts, width=390)
    page.goto(DEBATE)
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Search").click()
    page.get_by_label("Words").fill("naysayers")
    page.get_by_label("Paragraphs").check()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 place.")
    expect(page.locator(".hit mark")).to_have_text("naysayers")
    assert page.locator(".hit").bounding_box()["y"] < 300, "a screen below the form"
    page.locator(".hit .ref").click()
    assert path_of(page) == "/works/leninism-and-the-mass-line/#p14"


def test_keywords_stand_under_each_other_where_there_is_room(visit: Visit):
    page: Page = visit(width=1440)
    page.goto(f"{DEBATE}terms/masses/")
    lefts = {round(mark.bounding_box()["x"]) for mark in page.locator(".kwic mark").all()[:20]}
    assert len(lefts) == 1
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
