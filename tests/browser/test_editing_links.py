"""An editor's work on a link, without scripts too."""

import pytest
from playwright.sync_api import expect

from tests.browser.acts import LINKS
from tests.browser.sample import EDITOR


@pytest.mark.parametrize("scripts", [True, False])
def test_an_editor_corrects_a_span_and_confirms(visit, signed_in, scripts):
    page = visit(storage_state=signed_in(EDITOR), javascript=scripts)
    page.goto(f"{LINKS}?show=all")
    page.locator(".queue a").filter(has_text="“conceptual distinction”").click()
    page.get_by_label("Words of the left passage").fill("his conceptual distinction")
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator(".notice")).to_contain_text("does not occur in it; the nearest passage is")
    page.get_by_label("Words of the left passage").fill("conceptual distinction")
    page.get_by_label("Note", exact=True).fill("Read again.")
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator(".notice")).to_contain_text("e9-k1: confirmed.")
