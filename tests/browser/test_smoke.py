"""The served site opens in a browser, with scripts and without."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import both_ways


@both_ways
def test_home_page_opens(page: Page):
    response = page.goto("/")
    assert response.status == 200
    expect(page.locator("h1")).to_have_count(1)
    assert page.context.cookies() == []


@both_ways
def test_missing_page_has_the_frame(page: Page):
    response = page.goto("/nowhere/")
    assert response.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page")
