"""The least that storing a post can cost: one row of 80 words, committed so that a power cut leaves it.

Under a server ``bench.bare_writing`` is a bare Django view, without middleware, that does nothing else. By
hand it is the same without a server, in one process, one after the other, and prints the seconds of each:

    MASSLINE_VAR=folder .venv/bin/python -m bench.bare_writing rows 300 "the words of a row"
    MASSLINE_VAR=folder .venv/bin/python -m bench.bare_writing syncs 300 ""

``rows`` inserts and commits. ``syncs`` writes as many bytes to a file that is there and waits for the disk by
``fdatasync``, as SQLite does for each commit: nothing can be acknowledged sooner, one after the other.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

from masslinesite import env

# The database as the site has it, its pragmas above all; that a connection still lives need not be asked.
DATABASE = env.databases()["default"] | {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False}
if not settings.configured:
    settings.configure(
        ROOT_URLCONF="bench.bare_writing",
        SECRET_KEY="bare",
        ALLOWED_HOSTS=["*"],
        MIDDLEWARE=[],
        DATABASES={"default": DATABASE},
    )
    django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402

from masslinesite.turns import in_turn  # noqa: E402

#: Two pages of SQLite's and their heads in the journal: the row's, and that of the table's latest.
SYNCED_BYTES = 2 * (4096 + 24)
PLACES = 500


def store(text: str) -> None:
    """Committed at once; on SQLite in turn, as the site does it."""
    with in_turn(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO bare_post (text) VALUES (%s)", [text])


def post(request: HttpRequest) -> HttpResponse:
    store(request.body.decode())
    return HttpResponse("stored", status=201, headers={"Content-Length": "6"})


def rows(number: int, text: str) -> Callable[[int], None]:
    return lambda _: store(text)


def syncs(number: int, text: str) -> Callable[[int], None]:
    file = os.open(env.VAR_DIR / "synced", os.O_RDWR | os.O_CREAT)
    os.pwrite(file, bytes(SYNCED_BYTES * PLACES), 0)
    os.fsync(file)
    written = random.randbytes(SYNCED_BYTES)

    def sync(place: int) -> None:
        os.pwrite(file, written, place % PLACES * SYNCED_BYTES)
        os.fdatasync(file)

    return sync


def timed(do: Callable[[int], None], number: int) -> dict[str, object]:
    """Seconds of each by the clock, and of the processor of all together."""
    taken, before = [], time.process_time()
    for place in range(number):
        started = time.perf_counter()
        do(place)
        taken.append(time.perf_counter() - started)
    return {"taken": taken, "processor": time.process_time() - before}


with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE IF NOT EXISTS bare_post (text TEXT NOT NULL)")
urlpatterns = [path("", post)]
if __name__ == "__main__":
    what, count, text = sys.argv[1:]
    print(json.dumps(timed({"rows": rows, "syncs": syncs}[what](int(count), text), int(count))))
else:
    # Not to be forked with the server's workers.
    connection.close()
    application = get_wsgi_application()
