"""What the machine of the writing benchmark can do at all, as further kinds of what it asks for."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.clients import request
from bench.serving import GUNICORN, ROOT, Load, free_port, running

Text = Callable[[random.Random], str]


def _environment(folder: Path) -> dict[str, str]:
    return os.environ | {"MASSLINE_VAR": str(folder), "DJANGO_SETTINGS_MODULE": ""}


@dataclass(frozen=True)
class BareView:
    """A view that stores a row and does nothing else, under the site's server."""

    url: str
    pid: int
    text: Text

    def posts(self, number: int) -> list[bytes]:
        chance = random.Random(3)
        return [request("POST", self.url, "/", self.text(chance).encode()) for _ in range(number)]


@contextmanager
def bare_view(folder: Path, text: Text) -> Iterator[BareView]:
    url = f"http://127.0.0.1:{free_port()}"
    command = (*GUNICORN, f"--bind={url.removeprefix('http://')}", "bench.bare_writing")
    with running(command, url, _environment(folder)) as pid:
        yield BareView(url, pid, text)


@dataclass(frozen=True)
class Loop:
    """One process without a server: ``rows`` committed, or ``syncs`` of the disk, one after the other."""

    what: str
    folder: Path
    text: Text

    def ask(self, number: int, connections: int) -> tuple[Load, float] | None:
        """So many, and the milliseconds of the processor for each; nothing but one after the other."""
        if connections > 1:
            return None
        text = self.text(random.Random(4))
        command = [sys.executable, "-m", "bench.bare_writing", self.what, str(number), text]
        done = subprocess.run(
            command, cwd=ROOT, env=_environment(self.folder), stdout=subprocess.PIPE, text=True, check=True
        )
        told = json.loads(done.stdout)
        taken = sorted(each * 1000 for each in told["taken"])
        load = Load(number * 1000 / sum(taken), taken[number // 2], taken[number * 99 // 100])
        return load, told["processor"] * 1000 / number
