"""What people do on the site, named as they would say it. Each act waits for what it leads to."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

K = "/works/two-conceptions-of-the-mass-line/"
L = "/works/leninism-and-the-mass-line/"
E = "/works/comment-on-two-conceptions/"
Q = "/works/first-comment/"
DEBATE = "/debates/mass-line/"
COMPARE = f"{DEBATE}compare/"
BESIDE = f"{DEBATE}beside/"
PARALLEL = f"{DEBATE}parallel/"
QUOTATIONS = f"{DEBATE}quotations/"
QUEUE = "/moderation/"
SCREENING = f"{QUEUE}screening/"
LINKS = "/editing/links/"
NOT_SENT = re.compile("^Not sent")


@dataclass(frozen=True)
class Receipt:
    """What a writer keeps: the response's number and the receipt's address."""

    number: int
    path: str


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def path_of(page: Page) -> str:
    """The page's address without the site's own part."""
    return re.sub(r"^https?://[^/]+", "", page.url)


def notice(page: Page, title: str | re.Pattern) -> Locator:
    """The notice of that title."""
    return page.locator(".notice").filter(has=page.get_by_role("heading", name=title))


def choose(page: Page, label: str) -> None:
    """A radio button or a box, by its label."""
    page.get_by_label(label, exact=True).check()


def leave_out(page: Page, *layers: str) -> None:
    """Ticks layers in the switch of a text's page, which may be open already."""
    switch = page.locator("details.layers")
    if switch.get_attribute("open") is None:
        switch.locator("summary").click()
    for layer in layers:
        switch.get_by_label(layer, exact=True).check()


def write(page: Page, text: str, *, name: str = "", stance: str = "") -> None:
    """Fills in the form of a response that is open."""
    page.get_by_label("Response", exact=True).fill(text)
    if name:
        page.get_by_label("Name to show").fill(name)
    if stance:
        choose(page, stance)


def preview(page: Page) -> Locator:
    page.get_by_role("button", name="Preview").click()
    shown = page.get_by_role("region", name="Preview, not sent yet")
    expect(shown).to_be_visible()
    return shown


def send(page: Page) -> Receipt:
    """Sends the open form and reads the receipt."""
    page.get_by_role("button", name="Send to the moderators").click()
    return read_receipt(page)


def read_receipt(page: Page) -> Receipt:
    expect(heading(page)).to_have_text(re.compile(r"^Receipt of R\s\d+$"))
    return Receipt(int(re.findall(r"\d+", heading(page).inner_text())[0]), path_of(page))


def respond_to(page: Page, address: str, text: str, *, name: str = "", stance: str = "") -> Receipt:
    """Opens the form for what stands at ``address``, writes and sends."""
    page.goto(f"{address}respond/")
    write(page, text, name=name, stance=stance)
    return send(page)


def state_at(page: Page, receipt: Receipt) -> Locator:
    """What the receipt says has become of the response."""
    page.goto(receipt.path)
    return page.locator("section.notice")


def sign_in(page: Page, name: str, password: str) -> None:
    """By way of the queue, which asks for it and then opens."""
    page.goto(QUEUE)
    expect(heading(page)).to_have_text("Sign in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def open_item(page: Page, number: int) -> None:
    """Finds a response of the queue by its number, as one does whose list is long."""
    page.goto(QUEUE)
    page.get_by_label("Search number, name or text").fill(str(number))
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name=f"Queue: search for “{number}”")).to_be_visible()
    page.locator(".queue").get_by_role("link", name=f"R\u00a0{number} ").click()
    expect(item_heading(page, number)).to_be_focused()


def item_heading(page: Page, number: int) -> Locator:
    return page.locator("#item").filter(has_text=re.compile(rf"^R\s{number},"))


def decide(page: Page, action: str, *, reason: str = "", note: str = "") -> None:
    """Uses the decision form of the item that is open. Enter in a field of it decides nothing."""
    if reason:
        page.get_by_label("Reason", exact=True).select_option(label=reason)
    if note:
        page.get_by_label("Note to the writer").fill(note)
    page.get_by_label("then open the next response").press("Enter")
    page.locator("#decide").get_by_role("button", name=action, exact=True).click()


def approve(page: Page, number: int) -> None:
    open_item(page, number)
    decide(page, "Approve")
    expect(decided(page, f"R {number} approved.")).to_be_visible()


def reject(page: Page, number: int, *, reason: str, note: str) -> None:
    open_item(page, number)
    decide(page, "Reject", reason=reason, note=note)
    expect(decided(page, f"R {number} rejected.")).to_be_visible()


def decided(page: Page, words: str) -> Locator:
    """The notice about the decision just made; in ``words`` each space may be one that does not break."""
    return page.locator(".notice").filter(has_text=re.compile(words.replace(" ", r"\s").replace(".", r"\.")))


def same_words(text: str) -> str:
    """A text without what laying it out adds: runs of white space, and note letters between words."""
    return re.sub(r"\s+", " ", text)
