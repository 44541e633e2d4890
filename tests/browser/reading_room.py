"""The site that the browser tests share: served for real, with what ``sample`` lays out in it."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests import served_site
from tests.browser.sample import MODERATORS, PASSWORD, Sample
from tests.once import made_once
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


def serve(folder: Path, laid_out: str, **settings: str) -> ReadingRoom:
    """A site behind one proxy, so that each visitor can come from a network of their own.

    What takes long is made once a run; each process serves a copy of its own, in ``folder``, which does not
    exist yet. ``laid_out`` is one of ``KINDS``; ``settings`` are further variables of the environment.
    """
    shutil.copytree(made_once(laid_out, KINDS[laid_out]), folder)
    sample = Sample(**json.loads((folder / SAMPLE).read_text("utf-8")))
    return ReadingRoom(served_site.start(folder, environment_of(folder) | settings), sample)


def make_bare(folder: Path) -> None:
    served_site.copy_empty(folder)
    lay_out(folder, "lay_out_accounts")


def make_stocked(folder: Path) -> None:
    served_site.copy_empty(folder)
    manage(environment_of(folder), "load_corpus")
    lay_out(folder, "lay_out")


def lay_out(folder: Path, function: str) -> None:
    """What ``sample`` lays out, and where to find it."""
    sample = manage(environment_of(folder), "shell", "-v", "0", "-c", LAY_OUT.format(function))
    (folder / SAMPLE).write_text(sample, "utf-8")


def environment_of(folder: Path) -> dict[str, str]:
    return served_site.environment_of(folder, MASSLINE_PROXIES="1", EMAIL_URL="dummymail://")


#: "stocked" has the shipped texts and a response in every state, "bare" no text.
KINDS: dict[str, Callable[[Path], None]] = {"bare": make_bare, "stocked": make_stocked}

if __name__ == "__main__":
    # Ahead of the tests, for ``script/test``; what goes wrong here does so in the first of them again.
    for kind, make in KINDS.items():
        made_once(kind, make)
