"""Signing in with a second factor, and readers' own accounts, with a passkey held by the browser itself."""

import re

from playwright.sync_api import Page, expect

from tests.browser.acts import K, heading, send, sign_in, write
from tests.browser.conftest import Visit
from tests.browser.reading_room import ReadingRoom
from tests.browser.sample import PASSWORD, SECOND
from tests.factories import app_code

FACTORS = "/account/second-factor/"


def by_name(room: ReadingRoom) -> str:
    """The site under a host's name: browsers make no passkeys for a number."""
    return room.url.replace("127.0.0.1", "localhost")


def hold_passkeys(page: Page) -> None:
    """A device in the browser that holds passkeys and knows its owner."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": device})


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_reader_with_a_passkey_alone_has_all_responses_in_one_place(visit: Visit, site: ReadingRoom):
    page = visit(url=by_name(site), own=True)
    hold_passkeys(page)
    page.goto("/account/sign-up/")
    page.get_by_label("Name to sign in by").fill("pia.passkey")
    press(page, "With a passkey in the place of a password")
    expect(heading(page)).to_have_text("My responses")
    page.goto(f"{K}p9/respond/")
    write(page, "A response that is found again without a code.", name="Otter")
    number = send(page).number
    press_out = page.get_by_role("button", name="Sign out")
    page.goto("/account/")
    press_out.click()
    page.goto("/account/login/")
    press(page, "Sign in with a passkey")
    expect(heading(page)).to_have_text("My responses")
    page.get_by_role("link", name=re.compile(rf"^R\s{number}$")).click()
    expect(page.locator("h1")).to_have_text(re.compile(rf"My response R\s{number}"))


def test_a_moderator_adds_a_passkey_and_comes_in_by_it(visit: Visit, site: ReadingRoom):
    page = visit(url=by_name(site), own=True)
    hold_passkeys(page)
    sign_in(page, SECOND, PASSWORD)
    expect(heading(page)).to_have_text("Second step")
    page.get_by_label("Code of the app").fill(app_code(site.sample.codes["app"]))
    press(page, "Sign in")
    expect(heading(page)).to_have_text("Moderation")
    page.goto(f"{FACTORS}passkey/")
    page.get_by_label("What you call it").fill("This browser")
    press(page, "Make the passkey")
    expect(page.locator(".listed bdi")).to_have_text("This browser")
    press(page, "Sign out")
    sign_in(page, SECOND, PASSWORD)
    press(page, "Use a passkey")
    expect(heading(page)).to_have_text("Moderation")


def test_without_scripts_codes_do_it_all(visit: Visit, site: ReadingRoom):
    page = visit(javascript=False)
    page.goto("/account/sign-up/")
    page.get_by_label("Name to sign in by").fill("nora.noscript")
    for label in ("Password", "Password, once more"):
        page.get_by_label(label, exact=True).fill(PASSWORD)
    press(page, "Make the account")
    page.goto(f"{FACTORS}app/")
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_label("Code that the app shows now").fill(app_code(secret))
    press(page, "Use this app")
    page.get_by_role("link", name="Make recovery codes").click()
    press(page, "Make the codes")
    code = page.locator(".codes code").first.inner_text()
    page.goto(FACTORS)
    press(page, "Sign out")
    page.goto("/account/login/")
    page.get_by_label("Name").fill("nora.noscript")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)
    page.get_by_label("Or a recovery code").fill(code)
    press(page, "Sign in")
    expect(heading(page)).to_have_text("My responses")
