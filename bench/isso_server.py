"""Isso, the comment server, as it is installed: gunicorn with two workers, its own SQLite, moderation on.

Its limits are off, as they would let four posts a minute through; nothing else is changed.
"""

import json
import os
import random
import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from bench.clients import request
from bench.serving import free_port, running

CONFIGURATION = """
[general]
dbpath = {folder}/comments.db
host = http://127.0.0.1:9/
[moderation]
enabled = true
[guard]
enabled = false
"""
#: The keys that its mails carry, each of which approves one comment.
KEYS = """
import sqlite3, sys
from itsdangerous import URLSafeTimedSerializer
database = sqlite3.connect(sys.argv[1])
key, = database.execute("SELECT value FROM preferences WHERE key = 'session-key'").fetchone()
for number, in database.execute("SELECT id FROM comments WHERE mode = 2 ORDER BY id LIMIT ?", [sys.argv[2]]):
    print(number, URLSafeTimedSerializer(key).dumps(number))
"""


class IssoServer:
    """To be entered; ``python`` is that of an environment with isso and gunicorn."""

    def __init__(self, python: Path, folder: Path) -> None:
        self.python, self.folder = python.absolute(), folder
        self.url = f"http://127.0.0.1:{free_port()}"
        self._stack, self._chance = ExitStack(), random.Random(2)

    def __enter__(self) -> Self:
        self.folder.mkdir()
        (self.folder / "isso.cfg").write_text(CONFIGURATION.format(folder=self.folder))
        bind = self.url.removeprefix("http://")
        command = (
            str(self.python),
            "-m",
            "gunicorn",
            f"--bind={bind}",
            "--workers=2",
            "--preload",
            "isso.run",
        )
        environment = os.environ | {"ISSO_SETTINGS": str(self.folder / "isso.cfg")}
        self.pid = self._stack.enter_context(running(command, self.url, environment))
        return self

    def __exit__(self, *trouble: object) -> None:
        self._stack.close()

    def posts(self, number: int, text: Callable[[random.Random], str]) -> list[bytes]:
        """So many comments of other words each, by its interface."""
        sent = [
            {"text": text(self._chance), "author": f"Reader {each}", "title": "P"} for each in range(number)
        ]
        bodies = [json.dumps(each).encode() for each in sent]
        headers = {"Content_Type": "application/json", "Origin": "http://127.0.0.1:9"}
        return [request("POST", self.url, "/new?uri=%2Fp%2F", body, **headers) for body in bodies]

    def approvals(self, number: int) -> list[bytes]:
        """Of so many that wait."""
        command = [str(self.python), "-c", KEYS, str(self.folder / "comments.db"), str(number)]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        pairs = [line.split() for line in told.splitlines()]
        return [request("POST", self.url, f"/id/{each}/activate/{key}") for each, key in pairs]
