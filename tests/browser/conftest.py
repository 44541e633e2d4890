"""A real Chromium before the site as users have it.

``site`` is one served site for the whole run, with the shipped texts and what ``sample`` lays out;
tests share it, so each looks for what only itself can have written. ``visit`` opens a browser as
somebody's own, ``page`` is one such. ``javascript`` decides whether it runs scripts: a test that is to
pass both ways is marked ``@both_ways``. A page that logs an error, breaks the policy or asks another
host fails its test.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests import served_site
from tests.browser.acts import heading, sign_in
from tests.browser.reading_room import ReadingRoom, serve
from tests.browser.sample import PASSWORD
from tests.browser.states import STATES, State, enter
from tests.browser.windows import TIMEOUT, Windows, open_context

# Playwright keeps an event loop in this thread; tests of the ORM in the same run must not mind it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

both_ways = pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])

#: Chromium starts two more processes a window for lists below an address bar that nobody here sees, and one
#: for a page that might be next: half of all that a short test costs. Of several options of this name the
#: last one counts, so what Playwright's own switches off and what concerns pages is said again.
FEATURES_OFF = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints"),
    *("NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
)
expect.set_options(timeout=TIMEOUT)
WIDE, NARROW, NARROWEST = 1440, 390, 320
Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadingRoom]:
    room = serve(tmp_path_factory.mktemp("site") / "var", "stocked")
    yield room
    served_site.stop(room.served)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = os.environ.get("MASSLINE_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=executable,
            # Root can't use the sandbox; no name resolves, so nothing outside can be asked.
            args=[
                "--no-sandbox",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
                f"--disable-features={','.join(FEATURES_OFF)}",
            ],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def javascript() -> bool:
    """Whether the page runs scripts; ``both_ways`` sets it."""
    return True


@pytest.fixture(scope="session")
def noted() -> list[str]:
    """Where every browser of the run tells what goes wrong."""
    return []


@pytest.fixture
def faults(noted: list[str]) -> Iterator[list[str]]:
    """What has gone wrong in the test's browsers so far; the test fails if anything is left in it."""
    noted.clear()
    yield noted
    assert noted == []


@pytest.fixture(scope="session")
def windows(browser: Browser, noted: list[str]) -> Iterator[Windows]:
    """Where tests take their windows from."""
    kept = Windows(browser, noted)
    yield kept
    kept.close()


@pytest.fixture
def visit(windows: Windows, browser: Browser, site: ReadingRoom, faults: list[str]) -> Iterator[Visit]:
    """Opens a page of a browser as new: ``visit(javascript=False, width=390, url=...)``.

    Addresses are relative to the site. ``own=True`` makes the browser for this test alone, which is for
    what no other may meet again; what it has loaded is then nothing either.
    """
    with ExitStack() as stack:

        def open_page(*, url: str = site.url, own: bool = False, javascript: bool = True, **options) -> Page:
            if own:
                context = open_context(browser, url, faults, javascript=javascript, **options)
                stack.callback(context.close)
                return context.new_page()
            page = windows.take(url, javascript=javascript, **options)
            stack.callback(windows.give_back, url, page, javascript=javascript)
            return page

        yield open_page


@pytest.fixture
def page(visit: Visit, javascript: bool) -> Page:
    """A page of a browser as new, at 1280 x 900."""
    return visit(javascript=javascript)


@pytest.fixture(scope="session")
def signed_in(windows: Windows, site: ReadingRoom) -> Callable[[str, str], dict]:
    """The cookies of an account on the site at an address, signed in once for the whole run."""
    kept: dict[tuple[str, str], dict] = {}

    def cookies_of(account: str, url: str = site.url) -> dict:
        if (account, url) not in kept:
            page = windows.take(url)
            sign_in(page, account, PASSWORD)
            expect(heading(page)).not_to_have_text("Sign in")
            kept[account, url] = page.context.storage_state()
            windows.give_back(url, page)
        return kept[account, url]

    return cookies_of


@pytest.fixture
def moderator(visit: Visit, site: ReadingRoom, signed_in: Callable, javascript: bool) -> Page:
    """A page of the first moderator, signed in."""
    return visit(javascript=javascript, storage_state=signed_in(site.moderator))


@pytest.fixture(scope="session")
def bare_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadingRoom]:
    """A site as it is before any text is loaded, with the desk's accounts."""
    room = serve(tmp_path_factory.mktemp("bare-site") / "var", "bare")
    yield room
    served_site.stop(room.served)


def room_of(state: State, request: pytest.FixtureRequest) -> ReadingRoom:
    """The site on which a state is met; it is served when it is first asked for."""
    return request.getfixturevalue("bare_site" if state.site else "site")


@pytest.fixture
def arrive(visit: Visit, signed_in: Callable, request: pytest.FixtureRequest) -> Callable:
    """Opens a page in one of ``states.STATES``: ``arrive("queue", width=390)``."""

    def in_state(name: str, **options: object) -> Page:
        state = STATES[name]
        room = room_of(state, request)
        kept = signed_in(state.account, room.url) if state.account else None
        page = visit(url=room.url, storage_state=kept, **options)
        enter(name, page, room)
        return page

    return in_state
