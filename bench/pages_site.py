# ruff: noqa: E402 - Django is set up before its models are imported
"""Fills a site for ``bench/pages.py``: the shipped texts, and ``size`` responses to one paragraph besides
those that are there.

    MASSLINE_VAR=folder .venv/bin/python -m bench.pages_site 1000

Prints the addresses to ask for, a line each: name, address, queries where only pieces are kept, with tabs.
"""

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "masslinesite.settings"

import django

django.setup()

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.thread_data import fill
from comments import paths
from comments.domain.verifying import recount_tallies
from comments.models import Response
from comments.queries.threads import WHOLE
from essays.models import Block
from masslinesite.page_front import PageFront
from tests.wsgi import ask

WORK, NUMBER = "two-conceptions-of-the-mass-line", 16


def main(size: int) -> None:
    for command in (("migrate",), ("load_corpus",), ("collectstatic", "--noinput")):
        call_command(*command, verbosity=0, stdout=sys.stderr)
    block = Block.objects.select_related("work__debate").get(work__slug=WORK, number=NUMBER)
    there = Response.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    made = fill(block, size, there + 1)
    recount_tallies()
    if connection.vendor == "postgresql":
        # As its autovacuum would while pages are timed; SQLite in production has no statistics either.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")
    in_order = sorted(made)
    middle, last = (paths.numbers(in_order[at])[-1] for at in (len(made) // 2, -60))
    thread = f"/works/{WORK}/p{NUMBER}/responses/"
    pages = {
        "debate": block.work.debate.get_absolute_url(),
        "work, the longest": f"/works/{block.work.debate.works.order_by('-last_number').first().slug}/",
        "compare": f"/debates/{block.work.debate.slug}/compare/",
        "thread, first 50": thread,
        "thread, 50 in the middle": f"{thread}?after={middle}",
        "thread, the last 50": f"{thread}?after={last}",
        "thread, newest first": f"{thread}?order=newest",
        "thread, by a stance": f"{thread}?stance=neither",
        "a response in the middle": f"/responses/{middle}/",
    }
    if size <= WHOLE:
        pages[f"thread, all {size:,} on one page"] = f"{thread}?show=all"
    for name, address in pages.items():
        print(f"{name}\t{address}\t{queries_of(address)}")


def queries_of(address: str) -> int:
    """Of the page made anew for the third time, when its pieces and its responses are drawn."""
    front = PageFront(WSGIHandler(), limit=0)
    for _ in range(2):
        ask(front, address)
    with CaptureQueriesContext(connection) as captured:
        answer = ask(front, address)
    if answer.status != 200:
        raise SystemExit(f"{address}: {answer.status}")
    return len(captured)


if __name__ == "__main__":
    main(int(sys.argv[1]))
