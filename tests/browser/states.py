"""Every page and every state of it that people meet, as a table of acts that lead there.

``STATES`` maps a state's name to who is there and what they do; ``enter`` brings a page into it. What
goes for every page (no barrier, no sideways scrolling, no fault) is tested over this one table.
"""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser import acts
from tests.browser.acts import BESIDE, COMPARE, DEBATE, LINKS, PARALLEL, QUEUE, QUOTATIONS, E, K, L, Q
from tests.browser.reading_room import ReadingRoom
from tests.browser.sample import EDITOR, QUOTING, READER

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


def then(*doings: Act) -> Act:
    def one_after_the_other(page: Page, room: ReadingRoom) -> None:
        for act in doings:
            act(page, room)

    return one_after_the_other


def press(button: str) -> Act:
    return lambda page, room: page.get_by_role("button", name=button, exact=True).first.click()


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


READING = {
    "debate": at("/"),
    "compare": at(COMPARE),
    "compare-all": at(f"{COMPARE}?p=L&p=K&p=E&p=M&show=all"),
    "compare-notices": at(f"{COMPARE}?p=L&q=can-they-be-won-over&q=unheard-of"),
    "compare-swapped": then(
        at(f"{COMPARE}?p=L&q=can-they-be-won-over"), press("Compare"), see("#comparison table")
    ),
    "beside": at(f"{BESIDE}k16/e17/"),
    "beside-word-for-word": at(f"{BESIDE}k3/e3/"),
    "beside-responded": at(f"{BESIDE}k14/e14/"),
    "beside-same": at(f"{BESIDE}k16/k16/"),
    "link": at(f"{QUOTATIONS}{{c[link]}}/"),
    "link-unreviewed": at(f"{QUOTATIONS}{{c[link-unreviewed]}}/"),
    "link-within-one-text": at(f"{QUOTATIONS}e16-e15/"),
    "beside-choose": at(BESIDE),
    "beside-choose-error": at(f"{BESIDE}?a=K+99&b=nothing"),
    "parallel": at(f"{PARALLEL}e/k/?show=all"),
    "parallel-itself": at(f"{PARALLEL}l/l/"),
    "parallel-choose": at(PARALLEL),
    "parallel-choose-error": at(f"{PARALLEL}?a=Z&b="),
    "quotations": at(QUOTATIONS),
    "quotations-list": at(f"{QUOTATIONS}?from=E&to=K"),
    "quotations-of-nothing": at(f"{QUOTATIONS}?from=Z&authority=nobody"),
    "coverage": at(f"{E}coverage/"),
    "coverage-by-reply": at(f"{E}coverage/?by=reply"),
    "coverage-choose": at(f"{K}coverage/"),
    "terms": at(f"{DEBATE}terms/"),
    "term": at(f"{DEBATE}terms/masses/"),
    "term-by-form": at(f"{DEBATE}terms/backward/?sort=form"),
    "authorities": at(f"{DEBATE}authorities/"),
    "search": at("/search/"),
    "search-found": at("/search/?q=backward"),
    "search-in-context": at("/search/?q=isolating&view=kwic"),
    "search-narrowed": at("/search/?q=Mao+Tse-Tung&author=klaas-v&since=2020"),
    "search-nothing-to-look-for": at("/search/?q=*"),
    "work-l": at(L),
    "work-k": at(K),
    "work-k-layers": then(at(f"{K}?hide=terms"), lambda page, room: acts.leave_out(page, "Responses")),
    "work-e": at(E),
    "work-q": at(Q),
    "paragraph": at(f"{K}p16/"),
    "paragraph-responded": at(f"{K}p14/"),
    "paragraph-missing": at(f"{K}p99/"),
    "cite": at(f"{K}cite/"),
    "cite-paragraph": at(f"{K}cite/?p=16"),
    "about": at("/about/"),
    "display": at("/display/"),
    "display-open": then(at("/about/"), lambda page, room: page.locator(".display summary").click()),
}
THREADS = {
    "debate-responses": at(f"{DEBATE}responses/"),
    "debate-responses-newest": at(f"{DEBATE}responses/?order=newest"),
    "work-responses": at(f"{K}responses/"),
    "work-responses-none": at(f"{Q}responses/"),
    "paragraph-responses": at(f"{K}p14/responses/"),
    "paragraph-responses-none": at(f"{L}p1/responses/"),
    "responses-filtered-away": at(f"{K}p14/responses/?stance=informs"),
    "formulation-responses": at(f"{DEBATE}formulations/isolate-the-backward/responses/"),
    "question-responses": at(f"{DEBATE}questions/can-they-be-won-over/responses/"),
    "position-responses": at(f"{DEBATE}questions/can-they-be-won-over/K/responses/"),
    "pair-responses": at(f"{BESIDE}k14/e14/responses/"),
    "pair-responses-none": at(f"{BESIDE}k16/e17/responses/"),
    "response": at("/responses/{n[published]}/"),
    "response-to-pair": at("/responses/{n[pair]}/"),
    "response-reply": at("/responses/{n[reply]}/"),
    "response-quoting": at("/responses/{n[quoting]}/"),
    "response-removed": at("/responses/{n[removed]}/"),
    "house-rules": at("/house-rules/"),
}
RESPONDING = {
    "respond-to-work": at(f"{K}respond/"),
    "respond-to-paragraph": at(f"{K}p16/respond/"),
    "respond-to-span": at(f"{K}p16/respond/?quote=the"),
    "respond-to-span-missing": at(f"{K}p16/respond/?quote=words+that+do+not+stand+there"),
    "respond-to-formulation": at(f"{DEBATE}formulations/isolate-the-backward/respond/"),
    "respond-to-question": at(f"{DEBATE}questions/can-they-be-won-over/respond/"),
    "respond-to-position": at(f"{DEBATE}questions/can-they-be-won-over/K/respond/"),
    "respond-to-pair": at(f"{BESIDE}k16/e17/respond/"),
    "respond-to-pair-of-spans": at(f"{BESIDE}k16/e17/respond/?quote=the&other_quote=the"),
    "respond-to-pair-missing": at(f"{BESIDE}k16/e17/respond/?other_quote=words+that+do+not+stand+there"),
    "respond-to-pair-same": at(f"{BESIDE}k16/k16/respond/"),
    "respond-to-response": at("/responses/{n[published]}/respond/"),
    "respond-with-errors": then(
        at(f"{K}p16/respond/"),
        type_in("Response", "short"),
        type_in("Name to show", "moderator"),
        press("Send to the moderators"),
        see(".notice ol"),
    ),
    "respond-preview": then(
        at(f"{K}p16/respond/"),
        type_in(
            "Response",
            "# A title\n\n> a quotation\n\n1. one\n2. two\n\n`code` and [a link](https://example.org/)",
        ),
        press("Preview"),
        see(".preview"),
    ),
    "respond-quotations": then(
        at(f"{K}p16/respond/"),
        type_in("Response", QUOTING),
        press("Preview"),
        see(".quotations ins"),
        lambda page, room: page.locator(".quotations summary").click(),
    ),
    "receipt-find": at("/receipts/"),
    "receipt-find-error": find_wrong_code,
    **{
        f"receipt-{state}": at(f"/receipts/{{c[{state}]}}/")
        for state in ("pending", "held", "published", "rejected", "withdrawn", "removed")
    },
    "receipt-edit": at("/receipts/{c[pending]}/edit/"),
    "receipt-edit-late": edit_from_two_places,
    "receipt-withdraw": at("/receipts/{c[pending]}/withdraw/"),
    "receipt-withdraw-late": at("/receipts/{c[published]}/withdraw/"),
    "words-kept": send_without_token,
    "mail": at("/receipts/{c[pending]}/mail/"),
    "mail-error": then(
        at("/receipts/{c[pending]}/mail/"),
        type_in("E-mail address", "ines@nowhere"),
        press("Ask this address"),
        see(".error"),
    ),
    "mail-asked": at("/receipts/{c[held]}/mail/"),
    "mail-agreed": at("/receipts/{c[rejected]}/mail/"),
    "mail-over": at("/receipts/{c[withdrawn]}/mail/"),
    "mail-confirm": at("/messages/confirm/{c[confirm]}/"),
    "mail-stop": at("/messages/stop/{c[stop]}/"),
    "mail-link-gone": at("/messages/stop/nothing/"),
}
DESK = {
    "queue": at(QUEUE),
    "queue-held": at(f"{QUEUE}?show=held"),
    "queue-all": at(f"{QUEUE}?show=all"),
    "queue-nothing-found": at(f"{QUEUE}?search={UNKNOWN.replace(' ', '+')}"),
    **{
        f"item-{state}": at(f"{QUEUE}{{n[{state}]}}/")
        for state in (
            "pending",
            "pending-reply",
            "pending-pair",
            "held",
            "published",
            "rejected",
            "withdrawn",
            "removed",
        )
    },
    "item-not-done": then(at(f"{QUEUE}{{n[pending]}}/"), press("Reject"), see("[data-focus].notice")),
    "item-decided": decide_and_undo,
    "item-late": decide_late,
    "log": at("/moderation/log/"),
    "log-nothing-found": at("/moderation/log/?response=999999"),
    "password": at("/account/password/"),
    "password-error": change_password_wrongly,
}
EDITING = {
    "link-queue": at(f"{LINKS}?show=all"),
    "link-queue-empty": at(f"{LINKS}?show=suggested&origin=editor"),
    "link-review": open_link,
    "link-not-done": then(open_link, press("Dismiss"), see("[data-focus].notice")),
    "link-late": decide_on_link_late,
    "link-add": at(f"{LINKS}add/?debate=mass-line"),
}
OTHERS = {
    "not-found": State(at("/nowhere/")),
    "not-open-to-you": State(at(QUEUE), account=READER),
    "login": State(at("/account/login/")),
    "login-error": State(sign_in_wrongly),
    "password-first": State(sign_in_for_the_first_time),
    "debate-none": State(at("/"), site="bare"),
    "queue-empty": State(at(QUEUE), site="bare", account="tess.moderator"),
    "log-empty": State(at("/moderation/log/"), site="bare", account="tess.moderator"),
}
STATES: dict[str, State] = {
    **{name: State(act) for name, act in (READING | THREADS | RESPONDING).items()},
    **{name: State(act, account="tess.moderator") for name, act in DESK.items()},
    **{name: State(act, account=EDITOR) for name, act in EDITING.items()},
    **OTHERS,
}


def enter(name: str, page: Page, room: ReadingRoom) -> None:
    """Brings ``page``, of whoever belongs there, into the state of that name."""
    STATES[name].act(page, room)
