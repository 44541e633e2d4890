"""A response between its author and a moderator, in two browsers and without scripts, to its last wording."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import acts
from tests.browser.acts import QUEUE, E


@pytest.mark.parametrize("javascript", [False], ids=["no-scripts"])
def test_response_is_sent_back_revised_published_and_edited(page: Page, moderator: Page, javascript: bool):
    receipt = acts.respond_to(page, f"{E}p11/", "A claim whose source is *nowhere to be found*, at first.")
    desk = moderator
    desk.goto(f"{QUEUE}{receipt.number}/")
    desk.get_by_label("Words in question").fill("nowhere to be found")
    acts.decide(desk, "Send back", reason="Source or quotation not found", note="Which page?")
    expect(acts.decided(desk, f"R {receipt.number} sent back.")).to_be_visible()

    expect(acts.state_at(page, receipt)).to_contain_text("Sent back: please revise")
    expect(page.locator("mark")).to_have_text("1\u00a0nowhere to be found")
    revise(page, "Revise", receipt.number, "A claim whose source is page 12, as the author says now.")
    desk.goto(f"{QUEUE}{receipt.number}/")
    expect(desk.locator("mark")).to_have_text("1\u00a0nowhere to be found")
    acts.decide(desk, "Approve")

    expect(acts.state_at(page, receipt)).to_contain_text("24 hours after publication")
    desk.goto(f"{QUEUE}{receipt.number}/")
    revise(page, "Edit", receipt.number, "A claim whose source is page 13, as the author says now.")
    acts.decide(desk, "Remove", reason="Off topic")
    expect(desk.get_by_role("heading", name="changed while you had it open")).to_be_visible()
    desk.get_by_role("button", name="Accept the edit").click()
    expect(acts.decided(desk, "edit accepted.")).to_be_visible()

    page.goto(f"/responses/{receipt.number}/")
    page.locator(f"#r{receipt.number}").get_by_role("link", name="edited").click()
    expect(page.locator("del")).to_have_text(["12,"])
    expect(page.locator("ins")).to_have_text(["13,"])
    expect(page.get_by_text("nowhere to be found")).to_have_count(0)


def revise(page: Page, verb: str, number: int, text: str) -> None:
    page.get_by_role("link", name=f"{verb} R\u00a0{number}").click()
    acts.write(page, text)
    page.get_by_role("button", name="Send the change").click()
    acts.read_receipt(page)
