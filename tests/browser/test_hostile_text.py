"""Reader text never runs: previewed, published, in the queue, in the feed and in the admin."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import acts
from tests.browser.acts import DEBATE, QUEUE, L
from tests.browser.conftest import Visit
from tests.browser.reading_room import ReadingRoom
from tests.browser.sample import EDITOR

#: What each piece of ``hostile.md`` would do if it ran; others would ask elsewhere.example.
FLAG = "window.ran = true"
HOSTILE = (Path(__file__).parent / "hostile.md").read_text("utf-8")
ALLOWED = {
    *("a", "p", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "br"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
}
#: Of what a reader wrote: its elements, its attributes, the places that its links lead to.
ANATOMY = """(prose) => prose.map((each) => [...each.querySelectorAll("*")].map((element) => [
    element.localName, [...element.attributes].map((attribute) => attribute.name), element.href || "",
])).flat()"""
PROSE = "[hx-disable]"


def see_harmless(page: Page) -> None:
    """Nothing ran, and what stands there is of the allowed kinds only."""
    assert page.evaluate("window.ran") is None
    anatomy = page.locator(PROSE).evaluate_all(ANATOMY)
    assert anatomy
    assert {name for name, _, _ in anatomy} - ALLOWED == set()
    attributes = {attribute for _, found, _ in anatomy for attribute in found}
    assert attributes - {"href", "rel", "title", "start", "class", "lang", "dir"} == set()
    links = [link for _, _, link in anatomy if link]
    assert [link for link in links if not re.match(r"(https?|mailto):", link)] == []


def test_hostile_text_runs_nowhere(page: Page, moderator: Page, visit: Visit, site: ReadingRoom, signed_in):
    """Foreign requests and refused scripts fail in ``visit``: the text must not even try."""
    page.goto(f"{L}p20/respond/")
    acts.write(page, HOSTILE, name="O’Hara & Söhne")
    acts.preview(page)
    see_harmless(page)
    directions = page.locator(f"#respond-text, .preview {PROSE} > p").evaluate_all(
        "(found) => found.map((each) => getComputedStyle(each).unicodeBidi)"
    )
    assert set(directions) == {"plaintext"}
    assert len(directions) > 2
    response = acts.send(page)
    see_harmless(page)
    moderator.goto(f"{QUEUE}{response.number}/")
    see_harmless(moderator)
    moderator.goto(f"{QUEUE}?search=elsewhere.example")
    moderator.get_by_text("Source as typed").click()
    see_harmless(moderator)
    acts.approve(moderator, response.number)
    for address in (f"{L}p20/", f"{L}p20/responses/", f"/responses/{response.number}/"):
        page.goto(address)
        expect(page.locator(f"#r{response.number}")).to_contain_text("O’Hara & Söhne")
        see_harmless(page)
    for address in ("/", f"{DEBATE}responses/", f"/responses/{response.number}/respond/"):
        page.goto(address)
        assert page.evaluate("window.ran") is None
    editor = visit(storage_state=signed_in(EDITOR))
    for address in ("", f"{response.number}/change/"):
        assert editor.goto(f"/admin/comments/response/{address}").status == 200
        assert editor.evaluate("window.ran") is None
    editor.goto("/admin/comments/revision/?q=elsewhere")
    editor.locator("#result_list tbody a").first.click()
    expect(editor.locator("#content")).to_contain_text("elsewhere.example")
    assert editor.evaluate("window.ran") is None


def test_running_text_is_noticed(page: Page):
    """The flag does rise where a script runs: what the test above looks at is not blind."""
    page.goto("/about/")
    page.evaluate(FLAG)
    assert page.evaluate("window.ran") is True
