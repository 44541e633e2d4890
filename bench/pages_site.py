# ruff: noqa: E402 - Django is set up before its models are imported
"""Fills a site for ``bench/pages.py``: the shipped texts and ``size`` responses to one paragraph.

    MASSLINE_VAR=folder .venv/bin/python -m bench.pages_site 1000

Prints the addresses to ask for, a line each: name, tab, address.
"""

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "masslinesite.settings"

import django

django.setup()

from django.core.management import call_command
from django.db import connection

from bench.thread_data import fill
from comments import paths
from comments.domain.verifying import recount_tallies
from essays.models import Block

WORK, NUMBER = "two-conceptions-of-the-mass-line", 16


def main(size: int) -> None:
    for command in (("migrate",), ("load_corpus",), ("collectstatic", "--noinput")):
        call_command(*command, verbosity=0, stdout=sys.stderr)
    block = Block.objects.select_related("work__debate").get(work__slug=WORK, number=NUMBER)
    made = fill(block, size, 1)
    recount_tallies()
    if connection.vendor == "postgresql":
        # As its autovacuum does; SQLite in production has no statistics either.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
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
        "a response in the middle": f"/responses/{middle}/",
    }
    for name, address in pages.items():
        print(f"{name}\t{address}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
