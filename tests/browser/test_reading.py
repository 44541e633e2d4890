"""Reading: from the debate to a text, to a paragraph, along the evidence and back."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import acts
from tests.browser.acts import COMPARE, E, K, heading, path_of
from tests.browser.conftest import NARROW, WIDE, Visit, both_ways

widths = pytest.mark.parametrize("width", [NARROW, WIDE])


@both_ways
@widths
def test_debate_leads_to_a_text_and_on_to_a_paragraph(visit: Visit, javascript: bool, width: int):
    page = visit(javascript=javascript, width=width)
    page.goto("/")
    page.locator("#main").get_by_role("link", name="Two Conceptions of the Mass Line").first.click()
    expect(heading(page)).to_have_text("Two Conceptions of the Mass Line")
    assert path_of(page) == K
    paragraph = page.locator("#p16")
    paragraph.get_by_role("link", name="K 16, permanent link").click()
    assert path_of(page) == f"{K}#p16"
    expect(paragraph).to_be_in_viewport()
    text = paragraph.locator(".prose").inner_text()
    paragraph.get_by_role("link", name="Own page of K 16").click()
    assert path_of(page) == f"{K}p16/"
    expect(heading(page)).to_have_text("K 16 of 25")
    assert page.locator("#p16 .prose").inner_text().split() == text.split()
    page.get_by_role("navigation", name="Paragraphs of K").get_by_role("link", name="Next").click()
    expect(heading(page)).to_have_text("K 17 of 25")
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Two Conceptions").click()
    assert path_of(page) == K
    assert page.context.cookies() == []


def test_what_can_be_done_at_a_paragraph_covers_no_note(visit: Visit):
    """The row stands above the next paragraph, as far down as the notes beside the paragraph reach."""
    page = visit(width=WIDE)
    page.goto(f"{K}#p4")
    covers_no_note(page, 4)
    page.locator("#p1 .pn").hover()
    covers_no_note(page, 1)


def covers_no_note(page: Page, number: int) -> None:
    row = page.locator(f"#p{number} .add").bounding_box()
    beside = f"#p{number} > .notes > li:not(.add), #p{number + 1} > .notes > li:not(.add)"
    for note in page.locator(beside).all():
        box = note.bounding_box()
        assert box["y"] >= row["y"] + row["height"] or box["y"] + box["height"] <= row["y"]


@both_ways
def test_contents_lead_to_a_section(page: Page):
    page.goto(K)
    link = page.get_by_role("navigation", name="Contents").get_by_role("link").last
    anchor = link.get_attribute("href")
    link.click()
    assert path_of(page) == f"{K}{anchor}"
    expect(page.locator(anchor)).to_be_in_viewport()


@both_ways
@widths
def test_evidence_leads_to_its_paragraph_and_back(visit: Visit, javascript: bool, width: int):
    """The quoted words stand in the paragraph that the reference names."""
    page = visit(javascript=javascript, width=width)
    page.goto(COMPARE)
    evidence = page.locator("#comparison .evidence").filter(has=page.locator(f'a.ref[href^="{E}"]')).first
    reference = evidence.locator("a.ref")
    address = reference.get_attribute("href")
    quoted = evidence.inner_text().removesuffix(reference.inner_text()).strip().strip("“”")
    reference.click()
    assert path_of(page) == address
    paragraph = page.locator(f"#{address.partition('#')[2]}")
    expect(paragraph).to_be_in_viewport()
    pieces = [piece.strip() for piece in quoted.split("[…]")]
    assert all(acts.same_words(piece) in acts.same_words(paragraph.inner_text()) for piece in pieces)
    page.go_back()
    assert path_of(page) == COMPARE
    expect(evidence).to_be_in_viewport()


@both_ways
def test_layers_are_left_out_at_once_and_by_address(page: Page):
    page.goto(K)
    notes = page.locator("#p16 > .notes")
    expect(notes).to_be_visible()
    acts.leave_out(page, "Relations and other notes", "Quotations and shared words", "Responses")
    expect(notes).to_be_hidden()
    page.get_by_role("button", name="Keep in the address").click()
    assert path_of(page) == f"{K}?hide=quotations&hide=relations&hide=responses"
    expect(page.locator(".notes, .call, .cited")).to_have_count(0)
    expect(page.locator("a.term").first).to_be_visible()
    hint = page.get_by_text("Press the button to bring it back.")
    expect(hint).to_be_hidden()
    page.get_by_label("Responses", exact=True).uncheck()
    expect(hint).to_be_visible()


@both_ways
def test_missing_paragraph_names_those_that_are_there(page: Page):
    response = page.goto(f"{K}p99/")
    assert response.status == 404
    expect(page.locator("main")).to_contain_text("25")


@both_ways
def test_missing_page_has_the_frame(page: Page):
    response = page.goto("/nowhere/")
    assert response.status == 404
    expect(heading(page)).to_have_text("There is no such page")


@both_ways
def test_citation_of_a_paragraph_is_a_file(page: Page):
    page.goto(f"{K}p16/")
    with page.expect_download() as download:
        page.get_by_role("link", name="BibTeX").click()
    text = download.value.path().read_text("utf-8")
    assert text.startswith("@")
    assert "16" in text
