"""Every page and every state of it that people meet, as a table of acts that lead there.

``STATES`` maps a state's name to who is there and what they do; ``enter`` brings a page into it. What
goes for every page (no barrier, no sideways scrolling, no fault) is tested over this one table.
"""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser import acts
from tests.browser.acts import (
    BESIDE,
    COMPARE,
    DEBATE,
    LINKS,
    PARALLEL,
    QUEUE,
    QUOTATIONS,
    SCREENING,
    E,
    K,
    L,
    Q,
)
from tests.browser.reading_room import ReadingRoom
from tests.browser.sample import ADMINISTRATOR, ANEW, EDITOR, QUOTING, READER, SECOND, TIRELESS

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
    "response-revisions": at("/responses/{n[edited]}/revisions/"),
    "response-erased": at("/responses/{n[erased]}/"),
    "response-withheld": at("/responses/{n[withheld]}/"),
    "house-rules": at("/house-rules/"),
    "house-rules-history": at("/house-rules/history/"),
    "house-rules-version": at("/house-rules/1/"),
    "figures": at("/figures/"),
    "debate-figures": at(f"{DEBATE}figures/"),
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
        for state in (
            "pending",
            "held",
            "returned",
            "published",
            "edited",
            "rejected",
            "withdrawn",
            "removed",
            "erased",
        )
    },
    "receipt-print": at("/receipts/{c[returned]}/print/"),
    "receipt-print-appealed": at("/receipts/{c[appealed]}/print/"),
    "receipt-edit-published": at("/receipts/{c[edited]}/edit/"),
    "receipt-edit": at("/receipts/{c[pending]}/edit/"),
    "receipt-edit-late": edit_from_two_places,
    "receipt-erasure": at("/receipts/{c[published]}/erasure/"),
    "receipt-again": at("/receipts/{c[rejected]}/again/"),
    "receipt-withdraw": at("/receipts/{c[pending]}/withdraw/"),
    "receipt-withdraw-late": at("/receipts/{c[rejected]}/withdraw/"),
    "words-kept": send_without_token,
    "flag": at("/responses/{n[published]}/flag/"),
    "flag-with-errors": then(
        at("/responses/{n[published]}/flag/"),
        lambda page, room: acts.choose(page, "It is off topic"),
        type_in("Note to the moderators", "too long " * 120),
        press("Send to the moderators"),
        see(".error"),
    ),
    "flag-sent": at("/responses/{n[published]}/flag/sent/"),
    **{
        f"receipt-{state}": at(f"/receipts/{{c[{state}]}}/")
        for state in ("appealed", "upheld", "withheld", "proposed")
    },
    "receipt-appeal": at("/receipts/{c[rejected]}/appeal/"),
    "receipt-appeal-with-errors": then(
        at("/receipts/{c[rejected]}/appeal/"), press("Send the appeal"), see(".error")
    ),
    "receipt-appeal-open": at("/receipts/{c[appealed]}/appeal/"),
    "receipt-redaction": at("/receipts/{c[proposed]}/redactions/{n[redaction-proposed]}/"),
    "receipt-redaction-urgent": at("/receipts/{c[withheld]}/redactions/{n[redaction-withheld]}/"),
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
    "queue-held": at(f"{QUEUE}?state=held"),
    "queue-all": at(f"{QUEUE}?show=all"),
    "queue-nothing-found": at(f"{QUEUE}?search={UNKNOWN.replace(' ', '+')}"),
    **{
        f"item-{state}": at(f"{QUEUE}{{n[{state}]}}/")
        for state in (
            "pending",
            "pending-reply",
            "pending-pair",
            "held",
            "returned",
            "published",
            "edited",
            "rejected",
            "withdrawn",
            "removed",
            "appealed",
            "upheld",
            "flagged",
            "withheld",
            "proposed",
        )
    },
    "item-edit-not-done": then(
        at(f"{QUEUE}{{n[edited]}}/"), press("Refuse the edit"), see("[data-focus].notice")
    ),
    "queue-narrowed": at(f"{QUEUE}?kind=new&state=pending&age=week"),
    "queue-decided": at(f"{QUEUE}?show=decided"),
    "filter-delete": keep_filter_and_ask,
    "together": tick_and_ask,
    "together-unlike": at(f"{QUEUE}together/?pick=0"),
    "together-not-done": then(tick_and_ask, press("Hold it"), see("[autofocus].notice")),
    "together-done": decide_together,
    "withhold": then(
        at(f"{QUEUE}{{n[flagged]}}/"),
        lambda page, room: page.get_by_text("Withhold words", exact=True).click(),
        type_in("Words to withhold, one passage a line", "two readers"),
        lambda page, room: page.get_by_label("Reason to withhold them").select_option("endangers"),
        press("Withhold at once"),
        see("ins.withheld"),
    ),
    "item-redaction-not-done": then(
        at(f"{QUEUE}{{n[flagged]}}/"),
        lambda page, room: page.get_by_text("Withhold words", exact=True).click(),
        type_in("Words to withhold, one passage a line", "words that do not stand there"),
        press("Propose to the author"),
        see("[data-focus].notice"),
    ),
    "item-not-done": then(at(f"{QUEUE}{{n[pending]}}/"), press("Reject"), see("[data-focus].notice")),
    "item-decided": decide_and_undo,
    "item-late": decide_late,
    "item-claimed-by-another": open_what_another_has,
    "item-covered": cover_and_ask,
    "desk-keys": at("/moderation/keys/"),
    "desk-keys-refused": then(
        at("/moderation/keys/"), type_in("Approve", "h"), press("Keep these keys"), see(".error")
    ),
    "desk-settings": at("/moderation/settings/"),
    "log": at("/moderation/log/"),
    "log-of-acts": at("/moderation/log/acts/"),
    "log-nothing-found": at("/moderation/log/?response=999999"),
    "screening": at(SCREENING),
    "screening-trace": at(f"{SCREENING}trace/"),
    "screening-traced": then(
        at(f"{SCREENING}trace/"),
        type_in("Text", "Write to P.O. Box 000, or see www.example.org/a and be brief."),
        press("Screen it"),
        see("[data-focus].notice"),
    ),
    "password": at("/account/password/"),
    "password-error": change_password_wrongly,
}
EDITING = {
    "screening-change": proving(f"{SCREENING}change/"),
    "screening-tried": then(
        proving(f"{SCREENING}change/"),
        type_in("Words and phrases to hold", "publish*\nisolate"),
        press("Try on the latest decisions"),
        see(".log-table"),
    ),
    "screening-not-done": then(
        proving(f"{SCREENING}change/"),
        type_in("Words and phrases to hold", "!!!"),
        press("Try on the latest decisions"),
        see("[data-focus].notice"),
    ),
    "screening-trust": at(f"{SCREENING}trust/"),
    "trust-restore": proving(f"{SCREENING}trust/{{n[removed]}}/"),
    "link-queue": at(f"{LINKS}?show=all"),
    "link-queue-empty": at(f"{LINKS}?show=suggested&origin=editor"),
    "link-review": open_link,
    "link-not-done": then(open_link, press("Dismiss"), see("[data-focus].notice")),
    "link-late": decide_on_link_late,
    "link-add": at(f"{LINKS}add/?debate=mass-line"),
    "exemption": proving(f"{QUEUE}{{n[pending]}}/exemption/"),
}
RECORD = {
    "policy": proving("/moderation/policy/"),
    "policy-preview": then(
        proving("/moderation/policy/"),
        type_in("What is changed, and why", "Said in short."),
        type_in("Advertising", "It advertises a product."),
        press("Preview"),
        see(".rewordings ins"),
    ),
    "policy-not-adopted": then(
        proving("/moderation/policy/"),
        type_in("What is changed, and why", "Nothing."),
        press("Adopt this version"),
        see(".notice"),
    ),
    "erased": proving("/moderation/{n[erased]}/erase/"),
    "erase": proving("/moderation/{n[published]}/erase/"),
}
ACCOUNT = {
    "account": at("/account/"),
    "account-names": at("/account/names/"),
    "account-name": at("/account/names/mass-line/"),
    "account-name-error": then(
        at("/account/names/mass-line/"), type_in("Name to show", "Moderator"), press("Keep this name")
    ),
    "account-sessions": at("/account/sessions/"),
    "second-factor": at("/account/second-factor/"),
    "receipt-own": at("/receipts/own-{n[removed]}/"),
    "confirm": at("/account/confirm/"),
}
SIGNING_IN = {
    "sign-up": at("/account/sign-up/"),
    "sign-up-error": then(
        at("/account/sign-up/"),
        type_in("Name to sign in by", READER),
        type_in("Password", "short"),
        type_in("Password, once more", "other"),
        press("Make the account"),
        see(".error"),
    ),
    "second-step": freshly(SECOND, "/", see("text=Second step")),
    "second-step-error": freshly(SECOND, "/", press("Sign in"), see(".error")),
    "factor-app": freshly(READER, "/account/second-factor/app/", see(".qr")),
    "recovery-codes": by_recovery_code(
        ANEW, "/account/second-factor/codes/", press("Make the codes"), see(".codes")
    ),
    "factor-remove": by_recovery_code(SECOND, "/account/second-factor/app/remove/", see("text=Take it away")),
    "sent-kept": freshly(ADMINISTRATOR, "/", send_signed_out),
    "passkey-page": freshly(READER, "/account/second-factor/passkey/"),
    "account-leave": freshly(READER, "/account/leave/"),
    "people": freshly(ADMINISTRATOR, "/moderation/people/", see("table")),
    "people-error": freshly(
        ADMINISTRATOR,
        "/moderation/people/",
        lambda page, room: page.locator("[name=name]").first.fill(READER),
        press("Make the account"),
        see(".error"),
    ),
    "person": freshly(ADMINISTRATOR, "/moderation/people/", press_link("una.moderator")),
}
OTHERS = {
    "not-found": State(at("/nowhere/")),
    "not-open-to-you": State(at(QUEUE), account=READER),
    "break-due": State(then(at(QUEUE), see("text=You have been deciding for an hour")), account=TIRELESS),
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
    **{name: State(act, account=ADMINISTRATOR) for name, act in RECORD.items()},
    **{name: State(act, account=READER) for name, act in ACCOUNT.items()},
    **{name: State(act) for name, act in SIGNING_IN.items()},
    **OTHERS,
}


def enter(name: str, page: Page, room: ReadingRoom) -> None:
    """Brings ``page``, of whoever belongs there, into the state of that name."""
    STATES[name].act(page, room)
