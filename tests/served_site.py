"""The site as users have it: a real gunicorn with production settings, its own folder and database."""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.once import made_once

ROOT = Path(__file__).resolve().parent.parent
#: Not handed down: what would make this site another one than a fresh clone's.
FOREIGN = (
    *("DATABASE_URL", "MASSLINE_DIRECT_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE", "EMAIL_URL"),
    *("MASSLINE_REPLICA_URL", "MASSLINE_STATEMENT_SECONDS"),
    *("MASSLINE_HOSTS", "MASSLINE_DEBUG", "MASSLINE_SECOND_FACTOR", "MASSLINE_ACCOUNTS", "MASSLINE_CONTACT"),
)
DATABASE = "site.sqlite3"
CONFIGURATION = "--config=deploy/gunicorn.conf.py"
PR_SET_PDEATHSIG = 1
START_SECONDS = 90


@dataclass
class ServedSite:
    """A running site: its address, its folder, and its command line."""

    url: str
    folder: Path
    environment: dict[str, str]
    process: subprocess.Popen

    def manage(self, *arguments: str) -> str:
        """Runs a management command on this site; its output. Raises if it fails."""
        return manage(self.environment, *arguments)

    @property
    def log(self) -> str:
        """All that the server has logged so far."""
        return (self.folder / "server.log").read_text("utf-8")


def manage(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def environment_of(folder: Path, **settings: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return kept | {"MASSLINE_VAR": str(folder)} | settings


def copy_empty(folder: Path) -> None:
    """Makes ``folder``, that of a site without texts and accounts, which nobody serves yet."""
    shutil.copytree(made_once("empty", make_empty), folder)


def make_empty(folder: Path) -> None:
    """The tables, and the collected files, which need no tables: both at once."""
    folder.mkdir()
    with ThreadPoolExecutor(1) as pool:
        collected = pool.submit(
            manage, environment_of(folder), "collectstatic", "--noinput", "--verbosity", "0"
        )
        tables = made_once("tables", make_tables)
        collected.result()
    shutil.copytree(tables, folder, dirs_exist_ok=True)


def make_tables(folder: Path) -> None:
    """A site's folder and its database on SQLite, ``DATABASE`` in it, as the migrations leave it."""
    folder.mkdir()
    manage(environment_of(folder), "migrate", "--verbosity", "0")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def end_with_parent() -> None:
    """In the child: the kernel ends the server if the tests are killed outright."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def start(folder: Path, environment: dict[str, str]) -> ServedSite:
    """Serves a site whose database is ready; returns when it answers. The caller stops it."""
    port = free_port()
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "gunicorn",
                "masslinesite.wsgi",
                f"--bind=127.0.0.1:{port}",
                CONFIGURATION,
            ],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
            preexec_fn=end_with_parent,
        )
    site = ServedSite(f"http://127.0.0.1:{port}", folder, environment, process)
    deadline = time.monotonic() + START_SECONDS
    while not answers(site.url):
        if process.poll() is not None or time.monotonic() > deadline:
            stop(site)
            raise RuntimeError(f"the server did not start:\n{site.log}")
        time.sleep(0.1)
    return site


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False


def stop(site: ServedSite) -> None:
    if site.process.poll() is None:
        site.process.terminate()
        try:
            site.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            site.process.kill()
            site.process.wait()
