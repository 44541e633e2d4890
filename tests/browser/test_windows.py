"""What a test finds in a window that another one had before it: nothing."""

from playwright.sync_api import Page

from tests.browser.acts import K
from tests.browser.conftest import WIDE
from tests.browser.reading_room import ReadingRoom
from tests.browser.windows import Windows

LEFT_BEHIND = "localStorage.kept = 'a'; sessionStorage.kept = 'b'; window.kept = 'c'"
FOUND = """["(prefers-color-scheme: dark)", "print"].map((media) => matchMedia(media).matches)
    .concat([localStorage.kept, sessionStorage.kept, window.kept, innerWidth])"""


def found(page: Page) -> list:
    page.goto("/about/")
    return page.evaluate(FOUND)


def test_a_window_given_back_is_as_new(windows: Windows, site: ReadingRoom, faults: list[str]):
    page = windows.take(site.url, width=WIDE, color_scheme="dark")
    page.emulate_media(media="print")
    page.goto(f"{K}p16/respond/")
    page.evaluate(LEFT_BEHIND)
    page.context.new_page()
    assert page.context.cookies() != []
    assert found(page) == [True, True, "a", "b", None, WIDE]
    windows.give_back(site.url, page)
    again = windows.take(site.url)
    assert again is page
    assert again.url == "about:blank"
    assert again.context.cookies() == []
    assert again.context.pages == [again]
    assert found(again) == [False, False, None, None, None, 1280]
    windows.give_back(site.url, again)
