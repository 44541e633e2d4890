"""Browsers that tests take in turn: one made anew costs more than what most tests do in it.

What a window keeps from one test to the next is what any browser has loaded before: style sheets, scripts
and fonts. What cannot be taken back (a stopped clock, a request that is held, a device for passkeys) is
done in a browser of the test's own.
"""

import itertools
from collections import defaultdict
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

#: What Chromium logs for any answer from 400 on; the tests look at the page instead.
EXPECTED_MESSAGES = ("Failed to load resource: the server responded with a status of",)
#: Milliseconds for what a browser waits for: long beside any answer, so that only a missing one fails.
TIMEOUT = 20_000
FORGET = "localStorage.clear(); sessionStorage.clear()"
ADDRESSES = (f"10.{number // 256}.{number % 256}.1" for number in itertools.count())


def next_address() -> dict[str, str]:
    """The header of somebody who comes from a network of their own."""
    return {"X-Forwarded-For": next(ADDRESSES)}


def watch(context: BrowserContext, url: str, faults: list[str]) -> None:
    """Notes every error, every breach of the policy and every request to another host."""

    def on_message(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(EXPECTED_MESSAGES):
            faults.append(message.text)

    def on_request(request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(url).netloc:
            faults.append(f"asked {request.url}")

    context.on("console", on_message)
    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.on("request", on_request)


def open_context(
    browser: Browser, url: str, faults: list[str], *, javascript: bool = True, width: int = 1280, **options
) -> BrowserContext:
    """A browser of somebody's own, whose addresses are relative to ``url``. The caller closes it."""
    context = browser.new_context(
        base_url=url,
        java_script_enabled=javascript,
        viewport={"width": width, "height": 900},
        extra_http_headers=next_address(),
        **options,
    )
    context.set_default_timeout(TIMEOUT)
    watch(context, url, faults)
    return context


class Windows:
    """The windows of one ``browser`` that nobody uses just now, and where all tell what goes wrong."""

    def __init__(self, browser: Browser, faults: list[str]):
        self.browser, self.faults = browser, faults
        self.free: dict[tuple[str, bool], list[Page]] = defaultdict(list)

    def take(
        self,
        url: str,
        *,
        javascript: bool = True,
        width: int = 1280,
        color_scheme: str = "light",
        storage_state: dict | None = None,
    ) -> Page:
        """An empty page of somebody who has not been at ``url`` before, or who has the cookies given."""
        free = self.free[url, javascript]
        if not free:
            free.append(open_context(self.browser, url, self.faults, javascript=javascript).new_page())
        page = free.pop()
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=color_scheme)
        page.context.set_extra_http_headers(next_address())
        if storage_state:
            page.context.add_cookies(storage_state["cookies"])
        return page

    def give_back(self, url: str, page: Page, *, javascript: bool = True) -> None:
        """Forgets what its user did; a page that ended elsewhere than on the site is closed instead."""
        if page.is_closed() or not page.url.startswith(url):
            page.context.close()
            return
        for other in page.context.pages:
            if other != page:
                other.close()
        if javascript:
            page.evaluate(FORGET)
        page.goto("about:blank")
        page.emulate_media(media="null")
        page.context.clear_cookies()
        self.free[url, javascript].append(page)

    def close(self) -> None:
        for page in itertools.chain(*self.free.values()):
            page.context.close()
