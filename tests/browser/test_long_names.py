"""A name is any word of up to sixty letters, and no page scrolls sideways for it."""

from tests.browser.acts import K
from tests.browser.conftest import NARROWEST, Visit
from tests.browser.test_every_state import SIDEWAYS

#: The longest name that a form takes, without a place to break it, wherever somebody's name stands.
RENAME = """() => [...document.querySelectorAll('main bdi')]
    .map((name) => { name.textContent = 'W'.repeat(60); }).length"""


def test_no_page_scrolls_sideways_for_a_name_without_a_space(visit: Visit):
    page = visit(width=NARROWEST)
    page.goto(f"{K}p14/responses/")
    number = page.locator("article.response[id]").first.get_attribute("id").removeprefix("r")
    own = f"/responses/{number}/"
    for address in (f"{K}p14/responses/", f"{K}p14/", own, f"{own}respond/", f"{own}flag/"):
        page.goto(address)
        assert page.evaluate(RENAME) > 0, address
        assert page.evaluate(SIDEWAYS) <= 0, address
