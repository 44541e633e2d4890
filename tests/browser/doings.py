"""What leads to a page's state: small acts of which the tables of states are made, and long ones by name."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser import acts
from tests.browser.acts import LINKS, QUEUE, L
from tests.browser.reading_room import ReadingRoom

Act = Callable[[Page, ReadingRoom], None]
UNKNOWN = "no response has these words"


@dataclass(frozen=True)
class State:
    """``act`` leads to the state; ``account`` signs in first; ``site`` is "bare" for one without texts."""

    act: Act
    account: str = ""
    site: str = ""


def at(address: str) -> Act:
    """Just an address, in which ``{published}`` and the like stand for the sample's numbers and codes."""

    def go(page: Page, room: ReadingRoom) -> None:
        page.goto(address.format(n=room.sample.numbers, c=room.sample.codes))

    return go


def proving(address: str) -> Act:
    """An address that asks again who it is once a while has passed since signing in."""

    def go(page: Page, room: ReadingRoom) -> None:
        at(address)(page, room)
        if acts.heading(page).inner_text() == "Is it you?":
            page.get_by_label("Password").fill(room.password)
            page.get_by_role("button", name="Go on").click()
            expect(acts.heading(page)).not_to_have_text("Is it you?")

    return go


def then(*doings: Act) -> Act:
    def one_after_the_other(page: Page, room: ReadingRoom) -> None:
        for act in doings:
            act(page, room)

    return one_after_the_other


def press(button: str) -> Act:
    return lambda page, room: page.get_by_role("button", name=button, exact=True).first.click()


def press_link(link: str) -> Act:
    return lambda page, room: page.get_by_role("link", name=link, exact=True).first.click()


def see(selector: str) -> Act:
    return lambda page, room: expect(page.locator(selector).first).to_be_visible()


def type_in(label: str, text: str) -> Act:
    return lambda page, room: page.get_by_label(label, exact=True).fill(text)


def decide_and_undo(page: Page, room: ReadingRoom) -> None:
    page.goto(f"{QUEUE}{room.sample.numbers['pending']}/")
    acts.decide(page, "Hold", reason="Off topic")
    page.get_by_role("button", name="Undo").first.click()
    expect(acts.decided(page, "undone.")).to_be_visible()


def find_wrong_code(page: Page, room: ReadingRoom) -> None:
    page.goto("/receipts/")
    page.get_by_label("Code of the receipt").fill("aaaa-bbbb")
    page.get_by_role("button", name="Open the receipt").click()
    expect(page.locator(".error")).to_be_visible()


def edit_from_two_places(page: Page, room: ReadingRoom) -> None:
    """The form is open while the words are changed in another tab."""
    receipt = acts.respond_to(page, f"{L}p50/", "First words of a response that is changed twice.")
    page.goto(f"{receipt.path}edit/")
    other = page.context.new_page()
    other.goto(f"{receipt.path}edit/")
    acts.write(other, "Second words, sent from another tab in the meantime.")
    other.get_by_role("button", name="Send the change").click()
    acts.read_receipt(other)
    other.close()
    acts.write(page, "Third words, sent without knowing of the second.")
    page.get_by_role("button", name="Send the change").click()
    expect(acts.notice(page, "The response was changed elsewhere meanwhile")).to_be_visible()


def send_without_token(page: Page, room: ReadingRoom) -> None:
    """A form that has lay open until its cookie was gone."""
    page.goto(f"{L}p51/respond/")
    acts.write(page, "Words that are to survive the loss of a cookie.")
    page.context.clear_cookies()
    page.get_by_role("button", name="Send to the moderators").click()
    expect(acts.heading(page)).to_have_text("Your words are kept")


def decide_late(page: Page, room: ReadingRoom) -> None:
    """The open response is changed by its author before the decision is made."""
    writer = page.context.browser.new_page(base_url=room.url)
    writer.set_extra_http_headers({"X-Forwarded-For": "10.99.99.1"})
    receipt = acts.respond_to(writer, f"{L}p52/", "First words, which a moderator has open just now.")
    page.goto(f"{QUEUE}{receipt.number}/")
    writer.goto(f"{receipt.path}edit/")
    acts.write(writer, "Second words, which that moderator has not seen.")
    writer.get_by_role("button", name="Send the change").click()
    acts.read_receipt(writer)
    writer.close()
    acts.decide(page, "Approve")
    expect(page.get_by_role("heading", name="changed while you had it open")).to_be_visible()


def open_what_another_has(page: Page, room: ReadingRoom) -> None:
    """The response waits at the desk of another moderator, who has it open."""
    other = page.context.browser.new_page(base_url=room.url)
    other.set_extra_http_headers({"X-Forwarded-For": "10.99.99.2"})
    receipt = acts.respond_to(other, f"{L}p53/", "Words that another moderator has open just now.")
    acts.sign_in(other, room.second_moderator, room.password)
    other.goto(f"{QUEUE}{receipt.number}/")
    expect(other.locator("#claim")).to_contain_text("At your desk until")
    other.close()
    page.goto(f"{QUEUE}{receipt.number}/")
    expect(page.locator("#decide")).to_contain_text("ask by a note above")


def cover_and_ask(page: Page, room: ReadingRoom) -> None:
    """A covered response on which a second reader is wanted."""
    page.goto(f"{QUEUE}{room.sample.numbers['pending-reply']}/")
    if page.locator(".shield").count() == 0:
        page.get_by_text("Cover this text").click()
        page.get_by_role("button", name="Violence or torture").click()
        expect(page.locator(".shield").first).to_be_visible()
        page.get_by_label("Note to the other moderators").fill("Is this somebody's name?")
        page.get_by_role("button", name="Ask for a second reader").click()
    expect(page.get_by_text("Covered: violence or torture").first).to_be_visible()
    expect(page.locator("#notes")).to_contain_text("you asked, and nobody has read it yet")


def open_link(page: Page, room: ReadingRoom) -> None:
    page.goto(f"{LINKS}?show=all")
    page.locator(".queue a").filter(has_text="“unite the advanced, bring over").click()
    expect(page.get_by_role("heading", name="E 5 and K 4")).to_be_visible()


def decide_on_link_late(page: Page, room: ReadingRoom) -> None:
    """The open link is decided on in another tab before the decision is sent."""
    open_link(page, room)
    address, other = page.url, page.context.new_page()
    other.goto(address)
    other.get_by_label("Note", exact=True).fill("Set off as a numbered line; written in another tab.")
    other.get_by_role("button", name="Confirm").click()
    expect(other.locator(".notice")).to_contain_text("e5-k4: confirmed.")
    other.close()
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", name="changed while you had it open")).to_be_visible()


def sign_in_for_the_first_time(page: Page, room: ReadingRoom) -> None:
    name = "nele.newcomer"
    acts.sign_in(page, name, room.sample.one_time[name])
    expect(acts.heading(page)).to_have_text("Choose a password of your own")


def sign_in_wrongly(page: Page, room: ReadingRoom) -> None:
    acts.sign_in(page, "nobody", "nothing that is right")
    expect(page.locator(".notice")).to_be_visible()


def change_password_wrongly(page: Page, room: ReadingRoom) -> None:
    page.goto("/account/password/")
    for field in ("old_password", "new_password1", "new_password2"):
        page.locator(f"[name={field}]").fill(field)
    page.get_by_role("button", name="Keep this password").click()
    expect(page.locator(".error").first).to_be_visible()


def keep_filter_and_ask(page: Page, room: ReadingRoom) -> None:
    page.goto(f"{QUEUE}?state=held")
    page.get_by_text("Keep this filter by name").click()
    page.get_by_label("Name", exact=True).fill("What is held")
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("link", name="Delete the filter What is held").click()
    expect(acts.heading(page)).to_contain_text("Delete the filter")


def tick_and_ask(page: Page, room: ReadingRoom) -> None:
    page.goto(f"{QUEUE}?state=pending")
    page.locator(".queue [name=pick]").last.check()
    page.get_by_role("button", name="Decide on those ticked together").click()
    expect(acts.heading(page)).to_have_text("Decide together")


def decide_together(page: Page, room: ReadingRoom) -> None:
    """A response of its own, so that none that others look for is decided on."""
    receipt = acts.respond_to(page, f"{L}p54/", "A response that is decided on together with others.")
    page.goto(f"{QUEUE}{receipt.number}/")
    pick = page.locator(".queue li").filter(has_text=f"R\u00a0{receipt.number}").locator("[name=pick]")
    pick.check()
    page.get_by_role("button", name="Decide on those ticked together").click()
    page.get_by_label("Reason").select_option(label="Off topic")
    page.get_by_role("button", name="Hold it").click()
    expect(acts.heading(page)).to_have_text("Decided together")


def freshly(account: str, address: str, *doings: Act) -> Act:
    """Signs in anew, for pages that ask again who it is after a while."""

    def go(page: Page, room: ReadingRoom) -> None:
        page.goto(f"/account/login/?next={address}")
        page.get_by_label("Name").fill(account)
        page.get_by_label("Password").fill(room.password)
        page.get_by_role("button", name="Sign in", exact=True).click()
        then(*doings)(page, room)

    return go


def by_recovery_code(account: str, address: str, *doings: Act) -> Act:
    """Signs in anew with password and a recovery code, which is used up by it."""

    def use_code(page: Page, room: ReadingRoom) -> None:
        page.get_by_label("Or a recovery code").fill(room.sample.codes[f"recovery-{account}"])
        page.get_by_role("button", name="Sign in", exact=True).click()

    return freshly(account, address, use_code, *doings)


def send_signed_out(page: Page, room: ReadingRoom) -> None:
    """A form whose session has ended while it was filled in."""
    proving(f"{QUEUE}{room.sample.numbers['published']}/erase/")(page, room)
    page.get_by_label("Ground").fill("Ordered by a court, which has been told why it took so long.")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Erase", exact=False).first.click()
    expect(acts.heading(page)).to_have_text("What you sent is kept")
