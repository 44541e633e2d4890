"""Responding: to all there is to respond to, with errors, once, and what the receipt can do."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import acts
from tests.browser.acts import DEBATE, E, K, Q, heading, notice, path_of
from tests.browser.conftest import NARROW, Visit, both_ways
from tests.browser.sample import QUOTING

WORDS = "Where people work together every day, *isolate* can hardly mean what it says. Compare K 16."


@both_ways
@pytest.mark.parametrize("width", [NARROW, 1440])
def test_response_to_a_paragraph_is_previewed_sent_and_receipted(visit: Visit, javascript: bool, width: int):
    page = visit(javascript=javascript, width=width)
    page.goto(f"{E}p3/")
    page.get_by_role("link", name="Respond to E 3", exact=True).click()
    expect(heading(page)).to_have_text("Respond to E 3")
    acts.write(page, WORDS, name="Ilse", stance="Question")
    preview = acts.preview(page)
    expect(preview.locator("em")).to_have_text("isolate")
    expect(preview.get_by_role("link", name="K 16")).to_have_attribute("href", re.compile(rf"^{K}"))
    expect(page.get_by_label("Response", exact=True)).to_have_value(WORDS)
    expect(page.get_by_label("Question", exact=True)).to_be_checked()
    receipt = acts.send(page)
    expect(page.locator("section.notice")).to_contain_text("Received; waiting for a moderator")
    expect(page.locator(".response")).to_contain_text("Ilse")
    expect(page.locator(".response")).to_contain_text("Question")
    page.goto(f"{E}p3/")
    expect(page.locator("main")).not_to_contain_text("Ilse")
    assert page.goto(f"/responses/{receipt.number}/").status == 404


@both_ways
def test_response_to_words_of_a_paragraph_quotes_them(page: Page):
    page.goto(f"{K}p16/")
    page.get_by_text("Respond to some of its words").click()
    sentence = page.locator("input[name=quote][type=radio]").first
    words = sentence.get_attribute("value")
    sentence.check()
    page.get_by_role("button", name="Respond to this sentence").click()
    expect(page.get_by_label("What you answer")).to_contain_text(words)
    acts.write(page, "What this sentence takes for granted is what has to be shown.")
    acts.send(page)
    expect(page.locator(".response .evidence")).to_contain_text(words)


@both_ways
def test_words_that_do_not_stand_there_are_not_quoted(page: Page):
    page.goto(f"{K}p16/")
    page.get_by_text("Respond to some of its words").click()
    page.get_by_label("Exact words from K 16").fill("words that K never wrote")
    page.get_by_role("button", name="Respond to these words").click()
    expect(notice(page, "The quoted words are not in K 16")).to_be_visible()


@both_ways
@pytest.mark.parametrize(
    ("address", "on"),
    [
        (Q, "First comment"),
        (f"{DEBATE}formulations/isolate-the-backward/", "Isolate the backward"),
        (f"{DEBATE}questions/can-they-be-won-over/", "Can the backward be won over?"),
    ],
    ids=["work", "formulation", "question"],
)
def test_response_to_something_else_than_a_paragraph(page: Page, address: str, on: str):
    acts.respond_to(page, address, "It would help to know what the three texts agree on.")
    expect(page.locator(".response header")).to_contain_text(re.compile(re.escape(on), re.IGNORECASE))


@both_ways
def test_question_is_responded_to_from_the_comparison(page: Page):
    page.goto(acts.COMPARE)
    page.locator("#q-can-they-be-won-over").get_by_role("link", name="Respond to this question").click()
    expect(page.get_by_label("What you answer")).to_contain_text("Can the backward be won over?")


@both_ways
@pytest.mark.parametrize("width", [NARROW, 1440])
def test_pair_of_paragraphs_is_responded_to_and_shown_at_both(
    visit: Visit, moderator: Page, javascript: bool, width: int
):
    page = visit(javascript=javascript, width=width)
    page.goto(f"{acts.BESIDE}e5/k4/")
    page.get_by_role("link", name="Respond to K 4 beside E 5").click()
    expect(heading(page)).to_have_text("Respond to K\u00a04 beside E\u00a05")
    page.get_by_text("Respond to some words of each").click()
    words = page.locator(".prose").nth(1).inner_text().split(". ")[0]
    page.get_by_label("Exact words from E 5").fill(words)
    page.get_by_role("button", name="Respond to these words").click()
    expect(page.get_by_label("What you answer").locator(".evidence")).to_contain_text(words)
    text = f"What the one says of the other, at {width} {'with' if javascript else 'without'} scripts."
    acts.write(page, text, name="Ilse")
    expect(acts.preview(page)).to_contain_text("What the one says of the other")
    receipt = acts.send(page)
    expect(page.locator(".response header")).to_contain_text("K\u00a04 beside E\u00a05")
    acts.approve(moderator, receipt.number)
    for address in (f"{acts.BESIDE}k4/e5/", f"{acts.BESIDE}e5/k4/responses/", f"{K}p4/", f"{E}p5/"):
        page.goto(address)
        expect(page.locator(f"#r{receipt.number}")).to_have_count(1)
        expect(page.locator(f"#r{receipt.number}")).to_contain_text(text)


@both_ways
def test_passages_are_chosen_while_a_response_is_written(page: Page):
    """Nothing that was typed goes, neither when passages are chosen nor on the way back from the receipt."""
    words = "Why the same words come back in one paragraph, and what changes between the two."
    page.goto(f"{acts.BESIDE}k20/k20/respond/")
    acts.write(page, words, name="Ilse", stance="Question")
    page.get_by_role("button", name="Send to the moderators").click()
    expect(notice(page, "Two passages of K\u00a020 have to be chosen")).to_be_visible()
    sentences = page.locator("section .prose p").first.inner_text().split(". ")
    page.get_by_label("Exact words of the first passage").fill(sentences[0])
    page.get_by_label("Exact words of the second passage").fill(sentences[1])
    page.get_by_role("button", name="Respond to these words").click()
    expect(page.get_by_label("What you answer").locator(".evidence")).to_have_count(2)
    for _ in range(2):
        expect(page.get_by_label("Response", exact=True)).to_have_value(words)
        expect(page.get_by_label("Name to show")).to_have_value("Ilse")
        expect(page.get_by_label("Question", exact=True)).to_be_checked()
        expect(page.get_by_label("Exact words of the second passage")).to_have_value(sentences[1])
        first = acts.send(page)
        page.go_back()
    assert acts.send(page) == first


@both_ways
def test_position_is_responded_to_from_its_cell(page: Page):
    page.goto(acts.COMPARE)
    row = page.locator("#q-can-they-be-won-over")
    row.get_by_role("link", name=re.compile("^Respond to K on this question")).click()
    expect(heading(page)).to_have_text("Respond to K on “Can the backward be won over?”")
    acts.write(page, "What the table says of it here is said with more reserve in the text.")
    acts.send(page)
    expect(page.locator(".response header")).to_contain_text("K on “Can the backward be won over?”")


@both_ways
def test_errors_keep_the_text_and_name_the_fields(page: Page):
    page.goto(f"{K}p16/respond/")
    acts.write(page, "too short", name="moderator", stance="Adds evidence")
    page.get_by_role("button", name="Send to the moderators").click()
    summary = notice(page, acts.NOT_SENT)
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(2)
    expect(page.get_by_label("Response", exact=True)).to_have_value("too short")
    expect(page.get_by_label("Name to show")).to_have_value("moderator")
    expect(page.get_by_label("Adds evidence")).to_be_checked()
    summary.get_by_role("link").first.click()
    expect(page.get_by_label("Response", exact=True)).to_be_focused()
    acts.write(page, "Long enough now, and under a name that nobody else has.", name="Ilse")
    acts.send(page)


def numbers_like(page: Page, words: str) -> int:
    """How many responses with these words are at the desk."""
    page.goto(f"{acts.QUEUE}?search={words.replace(' ', '+')}")
    return page.locator(".queue li").count()


@both_ways
def test_two_quick_clicks_post_once(page: Page, visit: Visit, moderator: Page, javascript: bool):
    words = f"Sent by two quick clicks, {'with' if javascript else 'without'} scripts."
    page.goto(f"{K}p2/respond/")
    acts.write(page, words)
    page.get_by_role("button", name="Send to the moderators").dblclick()
    acts.read_receipt(page)
    assert numbers_like(moderator, words) == 1


def test_slow_sending_is_said_and_its_button_comes_back(visit: Visit):
    """204 leaves the page where it is, as Stop does."""
    page = visit(own=True)
    page.clock.install()
    page.goto(f"{K}p16/respond/")
    acts.write(page, "A response whose answer takes longer than anybody likes to wait.")
    page.route("**/respond/?sent=1", lambda route: route.fulfill(status=204))
    button = page.get_by_role("button", name="Send to the moderators")
    button.click()
    page.clock.run_for(100)
    expect(button).to_be_disabled()
    page.clock.run_for(10_000)
    expect(button).to_be_enabled()
    expect(page.get_by_text("This is slow. Nothing is lost")).to_be_visible()


@both_ways
def test_form_sent_again_after_the_back_button_posts_once(page: Page, moderator: Page, javascript: bool):
    words = f"Sent again after going back, {'with' if javascript else 'without'} scripts."
    first = acts.respond_to(page, f"{K}p3/", words)
    page.go_back()
    field = page.get_by_label("Response", exact=True)
    expect(field).to_have_value(words)
    again = acts.send(page)
    assert again == first
    assert numbers_like(moderator, words) == 1


@both_ways
def test_words_are_still_there_after_a_preview_and_a_lost_line(visit: Visit, javascript: bool):
    page = visit(own=True, javascript=javascript)
    words = "Looked at first, then sent while the line was down."
    page.goto(f"{K}p5/respond/")
    acts.write(page, words, name="Ada", stance="Question")
    acts.preview(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Send to the moderators").click()
    page.wait_for_url(lambda url: url.startswith("chrome-error:"), wait_until="commit")
    page.context.set_offline(False)
    page.go_back()
    expect(page.get_by_label("Response", exact=True)).to_have_value(words)
    expect(page.get_by_label("Name to show")).to_have_value("Ada")
    expect(page.get_by_label("Question", exact=True)).to_be_checked()


@both_ways
def test_form_sent_again_with_other_words_offers_to_change_the_first(page: Page, javascript: bool):
    first = acts.respond_to(page, f"{K}p4/", "The first words of a form that is sent twice.")
    page.go_back()
    other = "Other words, sent by the very same form."
    acts.write(page, other)
    page.get_by_role("button", name="Send to the moderators").click()
    expect(notice(page, "This form was sent before, with other words")).to_be_visible()
    expect(page.get_by_label("Response", exact=True)).to_have_value(other)
    page.get_by_role("button", name="Send the change").click()
    assert acts.read_receipt(page) == first
    expect(page.locator(".response")).to_contain_text("Other words")


@both_ways
def test_receipt_lets_the_words_be_changed_and_withdrawn(page: Page):
    receipt = acts.respond_to(page, f"{K}p5/", "Words that will be changed at the receipt.", name="Ilse")
    page.get_by_role("link", name=f"Change R\u00a0{receipt.number}").click()
    expect(page.get_by_label("Name to show")).to_have_value("Ilse")
    acts.write(page, "Too short.")
    page.get_by_role("button", name="Send the change").click()
    expect(page).to_have_title(re.compile("^Error: Change R"))
    page.goto("/house-rules/")
    page.go_back()
    expect(page.get_by_label("Response", exact=True)).to_have_value("Too short.")
    acts.write(page, "Words that were changed at the receipt.")
    page.get_by_role("button", name="Send the change").click()
    assert acts.read_receipt(page) == receipt
    expect(page.locator(".response")).to_contain_text("Words that were changed")
    page.get_by_role("link", name=f"Withdraw R\u00a0{receipt.number}").click()
    expect(heading(page)).to_have_text(f"Withdraw R\u00a0{receipt.number}?")
    page.get_by_role("button", name="Withdraw").click()
    assert acts.read_receipt(page) == receipt
    expect(page.locator("section.notice")).to_contain_text("Withdrawn by you")
    expect(page.get_by_role("link", name="Change")).to_have_count(0)


@both_ways
def test_receipt_is_found_by_its_code_however_it_is_typed(page: Page):
    receipt = acts.respond_to(page, f"{K}p6/", "Words whose receipt is written down by hand.")
    code = page.locator(".receipt-code").inner_text()
    page.goto("/")
    page.get_by_role("link", name="Find my response by its receipt").click()
    page.get_by_label("Code of the receipt").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Open the receipt").click()
    assert acts.read_receipt(page) == receipt


@both_ways
def test_words_survive_the_loss_of_the_cookie(page: Page):
    words = "Words that are to survive the loss of the cookie."
    page.goto(f"{K}p7/respond/")
    acts.write(page, words)
    page.context.clear_cookies()
    page.get_by_role("button", name="Send to the moderators").click()
    expect(heading(page)).to_have_text("Your words are kept")
    expect(page.get_by_label("Response")).to_have_value(words)
    page.get_by_role("button", name="Send again").click()
    acts.read_receipt(page)
    assert path_of(page).startswith("/receipts/")


@both_ways
def test_the_sources_words_are_taken_for_a_quotation_and_ones_own_kept(page: Page):
    page.goto(f"{K}p16/respond/")
    acts.write(page, QUOTING.replace("led by an active", "made by an active"), name="Ilse")
    acts.preview(page)
    quotations = page.get_by_role("region", name="Quotations, looked up in the texts")
    expect(quotations.locator("del").nth(1)).to_contain_text("left out")
    quotations.get_by_role("button", name=re.compile("^Take the words of K.6")).click()
    expect(quotations.get_by_role("status")).to_contain_text("the words of K 6 now stand in your text")
    typed = page.get_by_label("Response", exact=True)
    expect(typed).to_have_value(re.compile("“the people in society who are excluded and dominated by"))
    quotations.get_by_role("status").get_by_role("link").click()
    page.go_back()
    expect(typed).to_have_value(re.compile("“the people in society who are excluded and dominated by"))
    expect(typed).to_have_value(re.compile("revolutions are made by an active"))
    acts.preview(page)
    quotations.get_by_role("button", name=re.compile("^Keep mine")).click()
    expect(quotations).to_contain_text("You keep it as you wrote it.")
    page.get_by_label("Name to show").press("Enter")
    receipt = acts.read_receipt(page)
    checks = page.locator(".checks li")
    expect(checks).to_have_count(4)
    expect(checks.nth(1)).to_contain_text("K 16, differs: “made” for “led”")
    assert receipt.number
