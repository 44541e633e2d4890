"""The site that the browser tests share: served for real, with what ``sample`` lays out in it."""

import fcntl
import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests import served_site
from tests.browser.sample import MODERATORS, PASSWORD, Sample
from tests.served_site import ServedSite, manage

LAY_OUT = "from tests.browser.sample import {0}; {0}()"
SAMPLE = "sample.json"


@dataclass
class ReadingRoom:
    """The served site, and what stood in it before the first test."""

    served: ServedSite
    sample: Sample
    moderator: str = MODERATORS[0]
    second_moderator: str = MODERATORS[1]
    password: str = PASSWORD

    @property
    def url(self) -> str:
        return self.served.url


def serve(common: Path, folder: Path, laid_out: str) -> ReadingRoom:
    """A site behind one proxy, so that each visitor can come from a network of their own.

    What takes long is made once in ``common``, the folder that all processes of a run share; each serves
    a copy of its own, in ``folder``, which does not exist yet. ``laid_out`` is one of ``KINDS``.
    """
    shutil.copytree(made_once(common, laid_out), folder)
    sample = Sample(**json.loads((folder / SAMPLE).read_text("utf-8")))
    return ReadingRoom(served_site.start(folder, environment_of(folder)), sample)


def made_once(common: Path, kind: str) -> Path:
    """The folder of a site of this kind that nobody serves, so that its files can be copied as they lie.

    The first process that asks makes it while others wait. It counts only once it has its name, so that
    one that failed half-way is never taken for ready.
    """
    made, draft = common / kind, common / f"{kind}.draft"
    with (common / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(draft, ignore_errors=True)
            KINDS[kind](common, draft)
            draft.rename(made)
    return made


def make_empty(common: Path, folder: Path) -> None:
    """The tables, and the collected files, which need no tables: both at once."""
    folder.mkdir()
    environment = environment_of(folder)
    with ThreadPoolExecutor(1) as pool:
        collected = pool.submit(manage, environment, "collectstatic", "--noinput", "--verbosity", "0")
        manage(environment, "migrate", "--verbosity", "0")
        collected.result()


def make_bare(common: Path, folder: Path) -> None:
    shutil.copytree(made_once(common, "empty"), folder)
    lay_out(folder, "lay_out_accounts")


def make_stocked(common: Path, folder: Path) -> None:
    shutil.copytree(made_once(common, "empty"), folder)
    manage(environment_of(folder), "load_corpus")
    lay_out(folder, "lay_out")


def lay_out(folder: Path, function: str) -> None:
    """What ``sample`` lays out, and where to find it."""
    sample = manage(environment_of(folder), "shell", "-v", "0", "-c", LAY_OUT.format(function))
    (folder / SAMPLE).write_text(sample, "utf-8")


def environment_of(folder: Path) -> dict[str, str]:
    return served_site.environment_of(folder, MASSLINE_PROXIES="1", EMAIL_URL="dummymail://")


#: "stocked" has the shipped texts and a response in every state, "bare" no text, "empty" not even accounts.
KINDS: dict[str, Callable[[Path, Path], None]] = {
    "empty": make_empty,
    "bare": make_bare,
    "stocked": make_stocked,
}
