"""A real Chromium before the site as users have it.

``site`` is one served site for the whole run, with the shipped texts and one moderator; tests
share it, so each writes what only itself can have written. ``page`` is a fresh browser context.
``javascript`` decides whether it runs scripts: a test that is to pass both ways is marked
``@both_ways``. A page that logs an error, breaks the policy or asks another host fails its test.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests import served_site
from tests.served_site import ServedSite

# Playwright keeps an event loop in this thread; tests of the ORM in the same run must not mind it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

both_ways = pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])

MODERATOR = "tess.moderator"
PASSWORD = "a long enough phrase"
#: A moderator who has already chosen a password of their own.
MAKE_MODERATOR = f"""
from django.contrib.auth.models import User
from comments.domain.accounts import change_password, make_account
from comments.enums import Role
make_account(name={MODERATOR!r}, role=Role.MODERATOR)
change_password(user=User.objects.get(username={MODERATOR!r}), password={PASSWORD!r})
"""
#: What Chromium logs for any answer from 400 on; the tests look at the page instead.
EXPECTED_MESSAGES = ("Failed to load resource: the server responded with a status of",)
TIMEOUT = 10_000


@dataclass
class ReadingRoom:
    """The served site and the moderator who can log in to it."""

    served: ServedSite
    moderator: str = MODERATOR
    password: str = PASSWORD

    @property
    def url(self) -> str:
        return self.served.url


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadingRoom]:
    folder = tmp_path_factory.mktemp("site")
    environment = served_site.environment_of(folder)
    served_site.manage(environment, "migrate", "--verbosity", "0")
    served_site.manage(environment, "load_corpus")
    served_site.manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
    served_site.manage(environment, "shell", "-c", MAKE_MODERATOR)
    served = served_site.start(folder, environment)
    yield ReadingRoom(served)
    served_site.stop(served)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = os.environ.get("MASSLINE_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=executable,
            # Root can't use the sandbox; no name resolves, so nothing outside can be asked.
            args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def javascript() -> bool:
    """Whether the page runs scripts; ``both_ways`` sets it."""
    return True


@pytest.fixture
def page(browser: Browser, site: ReadingRoom, javascript: bool) -> Iterator[Page]:
    """A page of a fresh context at 1280 x 900, with addresses relative to the site."""
    context = browser.new_context(
        base_url=site.url, java_script_enabled=javascript, viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(TIMEOUT)
    faults: list[str] = []

    def on_message(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(EXPECTED_MESSAGES):
            faults.append(message.text)

    def on_request(request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(site.url).netloc:
            faults.append(f"asked {request.url}")

    context.on("console", on_message)
    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.on("request", on_request)
    yield context.new_page()
    context.close()
    assert faults == []
