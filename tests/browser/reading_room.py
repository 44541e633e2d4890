"""The site that the browser tests share: served for real, with what ``sample`` lays out in it."""

import json
from dataclasses import dataclass
from pathlib import Path

from tests import served_site
from tests.browser.sample import MODERATORS, PASSWORD, Sample
from tests.served_site import ServedSite

LAY_OUT = "from tests.browser.sample import {0}; {0}()"


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


def serve(folder: Path, laid_out: str) -> ReadingRoom:
    """A site behind one proxy, so that each visitor can come from a network of their own."""
    environment = served_site.environment_of(folder, MASSLINE_PROXIES="1")
    served_site.manage(environment, "migrate", "--verbosity", "0")
    if laid_out == "lay_out":
        served_site.manage(environment, "load_corpus")
    served_site.manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
    sample = served_site.manage(environment, "shell", "-v", "0", "-c", LAY_OUT.format(laid_out))
    return ReadingRoom(served_site.start(folder, environment), Sample(**json.loads(sample)))
