"""Every page and every state of it that people meet, as a table of acts that lead there.

``STATES`` maps a state's name to who is there and what they do; ``enter`` brings a page into it. What
goes for every page (no barrier, no sideways scrolling, no fault) is tested over this one table.
"""

from playwright.sync_api import Page

from tests.browser import acts
from tests.browser.acts import BESIDE, COMPARE, DEBATE, PARALLEL, QUEUE, QUOTATIONS, E, K, L, Q
from tests.browser.doings import (
    State,
    at,
    by_recovery_code,
    edit_from_two_places,
    find_wrong_code,
    freshly,
    press,
    proving,
    see,
    send_without_token,
    sign_in_for_the_first_time,
    sign_in_wrongly,
    then,
    type_in,
)
from tests.browser.reading_room import ReadingRoom
from tests.browser.sample import ADMINISTRATOR, ANEW, EDITOR, QUOTING, READER, SECOND, TIRELESS
from tests.browser.states_of_the_desk import DESK, EDITING, RECORD

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
ACCOUNT = {
    "account": at("/account/"),
    "account-names": at("/account/names/"),
    "account-name": at("/account/names/mass-line/"),
    "account-name-error": then(
        at("/account/names/mass-line/"), type_in("Name to show", "Moderator"), press("Keep this name")
    ),
    "account-sessions": at("/account/sessions/"),
    "account-leave": proving("/account/leave/"),
    "second-factor": at("/account/second-factor/"),
    "factor-app": then(proving("/account/second-factor/app/"), see(".qr")),
    "passkey-page": proving("/account/second-factor/passkey/"),
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
    "recovery-codes": by_recovery_code(
        ANEW, "/account/second-factor/codes/", press("Make the codes"), see(".codes")
    ),
    "factor-remove": by_recovery_code(SECOND, "/account/second-factor/app/remove/", see("text=Take it away")),
}
OTHERS = {
    "not-found": State(at("/nowhere/")),
    "not-open-to-you": State(at(QUEUE), account=READER),
    "break-due": State(
        then(at(QUEUE), see("text=You have been deciding without a pause of ten minutes")), account=TIRELESS
    ),
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
