"""Moderating: from the first sign-in to what readers see, and what two moderators see of each other."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import acts
from tests.browser.acts import QUEUE, E, heading, item_heading, path_of
from tests.browser.conftest import Visit, both_ways
from tests.browser.reading_room import ReadingRoom
from tests.browser.sample import READER

PARAGRAPH = {True: f"{E}p19/", False: f"{E}p20/"}


@both_ways
def test_first_sign_in_asks_for_a_password_of_ones_own(page: Page, site: ReadingRoom, javascript: bool):
    name = "nora.newcomer" if javascript else "nils.newcomer"
    acts.sign_in(page, name, site.sample.one_time[name])
    expect(heading(page)).to_have_text("Choose a password of your own")
    page.goto(QUEUE)
    expect(heading(page)).to_have_text("Choose a password of your own")
    page.locator("[name=old_password]").fill(site.sample.one_time[name])
    page.locator("[name=new_password1]").fill("four words of one's own")
    page.locator("[name=new_password2]").fill("four words of one's own")
    page.get_by_role("button", name="Keep this password").click()
    page.goto(QUEUE)
    expect(heading(page)).to_have_text("Moderation")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("Signed in as")).to_have_count(0)
    acts.sign_in(page, name, site.sample.one_time[name])
    expect(page.locator(".notice")).to_be_visible()
    acts.sign_in(page, name, "four words of one's own")
    expect(heading(page)).to_have_text("Moderation")


@both_ways
def test_response_is_approved_answered_and_its_reply_rejected(page: Page, moderator: Page, javascript: bool):
    """The main job from end to end."""
    reader, place = page, PARAGRAPH[javascript]
    words = f"What would the campaign have looked like {'with' if javascript else 'without'} scripts?"
    response = acts.respond_to(reader, place, words, name="Ilse", stance="Question")
    acts.approve(moderator, response.number)

    see_published(reader, place, response.number, words)
    expect(acts.state_at(reader, response)).to_contain_text("Published")

    reader.goto(place)
    reader.get_by_role("link", name=f"Reply to R\u00a0{response.number}").click()
    reply_words = f"A reply that repeats what stands above it, {words.lower()}"
    acts.write(reader, reply_words)
    reply = acts.send(reader)
    acts.reject(moderator, reply.number, reason="Repeats an earlier response", note="See R 1, please.")
    state = acts.state_at(reader, reply)
    expect(state).to_contain_text("Not published")
    expect(state).to_contain_text("repeats an earlier response")
    expect(state).to_contain_text("See R 1, please.")
    assert reader.goto(f"/responses/{reply.number}/").status == 404
    for public in ("/", place, f"{place}responses/", f"{E}responses/", f"/responses/{response.number}/"):
        reader.goto(public)
        expect(reader.locator("main")).not_to_contain_text(reply_words[:30])


def see_published(reader: Page, place: str, number: int, words: str) -> None:
    """The response stands at its paragraph, in its thread, among the latest, and in the counts."""
    reader.goto(place)
    expect(reader.locator(f"#r{number}")).to_contain_text(words)
    expect(reader.locator(f"#r{number}")).to_contain_text("Ilse")
    reader.goto(f"{place}responses/")
    expect(reader.locator(f"#r{number}")).to_contain_text(words)
    reader.goto(f"/responses/{number}/")
    expect(reader.locator(f"#r{number}")).to_contain_text(words)
    reader.goto("/")
    expect(reader.locator(".latest")).to_contain_text(f"R\u00a0{number}")
    paragraph = re.search(r"p(\d+)/$", place)[1]
    reader.goto(E)
    expect(reader.locator(f"#p{paragraph}")).to_contain_text(f"1 response to E\u00a0{paragraph}")


@both_ways
def test_decision_is_undone(page: Page, moderator: Page, javascript: bool):
    response = acts.respond_to(page, f"{E}p7/", "A response that is approved by mistake.")
    acts.approve(moderator, response.number)
    moderator.get_by_role("button", name="Undo").first.click()
    expect(acts.decided(moderator, f"R {response.number} undone.")).to_be_visible()
    assert page.goto(f"/responses/{response.number}/").status == 404
    expect(acts.state_at(page, response)).to_contain_text("waiting for a moderator")
    moderator.goto(f"/moderation/log/?response={response.number}")
    expect(moderator.locator("tbody tr")).to_have_count(2)


@both_ways
def test_held_response_waits_again_when_its_author_changes_it(page: Page, moderator: Page):
    response = acts.respond_to(page, f"{E}p8/", "A response whose source nobody can find.")
    acts.open_item(moderator, response.number)
    acts.decide(moderator, "Hold", reason="Source or quotation not found", note="Which page?")
    expect(acts.decided(moderator, f"R {response.number} held.")).to_be_visible()
    state = acts.state_at(page, response)
    expect(state).to_contain_text("Held")
    expect(state).to_contain_text("Which page?")
    state.get_by_role("link", name="Change").click()
    acts.write(page, "A response whose source is page 16 of the edition named.")
    page.get_by_role("button", name="Send the change").click()
    acts.read_receipt(page)
    acts.open_item(moderator, response.number)
    item = moderator.locator("#pane")
    item.get_by_text("What its author changed last").click()
    expect(item.locator("ins")).to_have_text("is page 16 of the edition named.")
    expect(item).to_contain_text("revision 2")


@both_ways
def test_rejection_without_a_reason_is_not_done_yet(page: Page, moderator: Page):
    response = acts.respond_to(page, f"{E}p9/", "A response that somebody rejects too quickly.")
    acts.open_item(moderator, response.number)
    acts.decide(moderator, "Reject", note="A note that is kept.")
    expect(acts.notice(moderator, "Not done yet")).to_be_focused()
    expect(item_heading(moderator, response.number)).to_be_visible()
    expect(moderator.get_by_label("Note to the writer")).to_have_value("A note that is kept.")
    expect(acts.state_at(page, response)).to_contain_text("waiting for a moderator")


@both_ways
def test_second_moderator_is_told_what_happened(
    page: Page, moderator: Page, visit: Visit, signed_in: Callable, site: ReadingRoom, javascript: bool
):
    response = acts.respond_to(page, f"{E}p10/", "A response that two moderators have open at once.")
    second = visit(javascript=javascript, storage_state=signed_in(site.second_moderator))
    acts.open_item(second, response.number)
    acts.open_item(moderator, response.number)
    expect(moderator.locator("#claim")).to_contain_text(f"Open at {site.second_moderator}’s desk since")
    expect(moderator.locator("#decide button")).to_have_count(0)
    second.get_by_role("button", name="Put back").click()
    expect(second.locator("#claim")).to_have_text("Nobody has it open. Open it at your desk")
    acts.approve(moderator, response.number)
    acts.decide(second, "Reject", reason="Off topic", note="It fits E 11.")
    told = acts.notice(second, re.compile("changed while you had it open"))
    expect(told).to_contain_text(f"{site.moderator}: approved")
    expect(told).to_contain_text("Nothing of what you sent was done")
    expect(second.get_by_label("Note to the writer")).to_have_value("It fits E 11.")
    expect(acts.state_at(page, response)).to_contain_text("Published")
    second.goto(f"/moderation/log/?response={response.number}")
    expect(second.locator("tbody tr")).to_have_count(1)


@both_ways
def test_next_response_opens_and_the_list_stays(page: Page, moderator: Page):
    """Three are found by a word that only they have; deciding on the one listed first opens the next."""
    token = f"sortie{id(page)}"
    sent = [acts.respond_to(page, f"{E}p1{n}/", f"The {token} of response {n}.") for n in (1, 2, 3)]
    numbers = [receipt.number for receipt in reversed(sent)]
    moderator.goto(f"{QUEUE}?search={token}")
    rows = moderator.locator(".queue .num")
    listed = [f"R\u00a0{number}" for number in numbers]
    expect(rows).to_have_text(listed)
    expect(item_heading(moderator, numbers[0])).to_be_visible()
    acts.decide(moderator, "Approve")
    expect(item_heading(moderator, numbers[1])).to_be_visible()
    expect(item_heading(moderator, numbers[1])).to_be_focused()
    expect(rows).to_have_text(listed)
    expect(moderator.locator(".queue li.done")).to_have_count(1)


def test_ticks_and_what_is_half_written_stay_while_another_row_is_opened(page: Page, moderator: Page):
    first, second = (
        acts.respond_to(page, f"{E}p1{n}/", f"A response that is ticked, number {n}.").number for n in (5, 6)
    )
    moderator.goto(f"{QUEUE}{first}/")
    rows = [moderator.locator(".queue li").filter(has_text=f"R\u00a0{number}") for number in (first, second)]
    for row in rows:
        row.locator("[name=pick]").check()
    moderator.get_by_label("Note to the writer").fill("Half a note.")
    rows[1].get_by_role("link").click()
    expect(item_heading(moderator, second)).to_be_visible()
    expect(moderator.get_by_label("Note to the writer")).to_have_value("")
    expect(moderator.locator("#drafts")).to_contain_text(f"what you wrote on R\u00a0{first}.")
    rows[0].get_by_role("link").click()
    expect(item_heading(moderator, first)).to_be_visible()
    expect(moderator.get_by_label("Note to the writer")).to_have_value("Half a note.")
    expect(moderator.locator("#drafts")).to_be_hidden()
    expect(moderator.locator(".queue [name=pick]:checked")).to_have_count(2)


def test_new_responses_are_announced_while_the_list_is_in_sight(
    page: Page, visit: Visit, signed_in: Callable, site: ReadingRoom
):
    """The list itself stays as it is; a tab that nobody sees asks for nothing."""
    moderator = visit(own=True, storage_state=signed_in(site.moderator))
    asked = []
    moderator.on("request", lambda request: asked.append(request.url) if "/new/" in request.url else None)
    moderator.clock.install()
    moderator.goto(QUEUE)
    rows = moderator.locator(".queue .num").all_inner_texts()
    acts.respond_to(page, f"{E}p14/", "A response that comes while somebody reads the list.")
    hide = "Object.defineProperty(document, 'hidden', {value: %s, configurable: true})"
    moderator.evaluate(hide % "true")
    moderator.clock.run_for(61_000)
    assert asked == []
    moderator.evaluate(hide % "false")
    moderator.clock.run_for(61_000)
    news = moderator.get_by_role("status").filter(has_text="since you opened this list")
    expect(news).to_contain_text("new since you opened this list")
    assert moderator.locator(".queue .num").all_inner_texts() == rows
    news.get_by_role("link").click()
    expect(moderator.locator(".queue")).to_contain_text("E\u00a014")


CLOSED = [QUEUE, f"{QUEUE}1/", "/moderation/log/", "/moderation/keys/", "/admin/", "/account/password/"]


@pytest.mark.parametrize("address", CLOSED)
def test_desk_is_closed_to_readers(page: Page, address: str):
    page.goto(address)
    expect(heading(page)).to_have_text("Sign in")


@both_ways
def test_reader_account_is_told_that_the_desk_is_not_theirs(
    visit: Visit, signed_in: Callable, javascript: bool
):
    page = visit(javascript=javascript, storage_state=signed_in(READER))
    assert page.goto(QUEUE).status == 403
    expect(heading(page)).to_have_text("This page is not open to you")


@both_ways
def test_signing_in_leads_to_the_page_that_was_asked_for(page: Page, site: ReadingRoom):
    page.goto("/moderation/log/")
    page.get_by_label("Name").fill(site.moderator)
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Sign in").click()
    expect(heading(page)).to_have_text("Decision log")
    assert path_of(page) == "/moderation/log/"
