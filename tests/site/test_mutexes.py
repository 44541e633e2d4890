"""SQLite without mutexes, seen from processes of their own: it is decided once for each."""

import subprocess
import sys

import pytest

from tests.served_site import ROOT

#: Prints whether a connection of this process has a mutex.
LOOK = """
import ctypes, _sqlite3
library = ctypes.CDLL(_sqlite3.__file__)
handle = ctypes.c_void_p()
assert library.sqlite3_open(b":memory:", ctypes.byref(handle)) == 0
library.sqlite3_db_mutex.restype = ctypes.c_void_p
print(library.sqlite3_db_mutex(handle) is not None)
"""
DO_WITHOUT = "from masslinesite.engines.sqlite3 import mutexes; print(mutexes.do_without())"
DEPLOYED = "import runpy; runpy.run_path('deploy/gunicorn.conf.py')"
#: Four threads, each with a connection of its own, write into one file while they read it.
AT_ONCE = """
import sqlite3, sys, threading

def count():
    own = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)
    for _ in range(200):
        own.execute("UPDATE counted SET times = times + 1")
        assert len(own.execute("SELECT * FROM many").fetchall()) == 1000
    own.close()

first = sqlite3.connect(sys.argv[1])
first.executescript("PRAGMA journal_mode = wal; CREATE TABLE counted (times); CREATE TABLE many (text)")
first.execute("INSERT INTO counted VALUES (0)")
first.executemany("INSERT INTO many VALUES (?)", [(str(number) * 50,) for number in range(1000)])
first.commit()
threads = [threading.Thread(target=count) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(first.execute("SELECT times FROM counted").fetchone()[0])
"""


def told(code: str, *arguments: object) -> list[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()


@pytest.mark.parametrize(
    ("before", "told_before", "has_mutex"),
    [
        ("", [], "True"),
        (DO_WITHOUT, ["True"], "False"),
        # Too late.
        (f"import sqlite3\n{DO_WITHOUT}", ["False"], "True"),
        (DEPLOYED, [], "False"),
    ],
)
def test_a_connection_has_none_where_sqlite_was_told_before_it_was_begun(before, told_before, has_mutex):
    assert told(f"{before}\n{LOOK}") == [*told_before, has_mutex]


def test_threads_write_and_read_at_once(tmp_path):
    assert told(f"{DO_WITHOUT}\n{AT_ONCE}", tmp_path / "file.sqlite3") == ["True", "800"]


def test_where_sqlite_is_hidden_nothing_is_done():
    hidden = "import ctypes; ctypes.CDLL = lambda name: object()"
    assert told(f"{hidden}\n{DO_WITHOUT}") == ["False"]
