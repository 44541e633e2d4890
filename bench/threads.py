# ruff: noqa: E402 - Django is set up before its models are imported
"""A page of a thread of 100,000 responses beside the same page of a thread of 100.

    .venv/bin/python bench/threads.py [--size 100000] [--rounds 15]

Makes a database of its own (SQLite in a temporary folder, or a throw-away one on the server of
DATABASE_URL), fills two debates, times what the pages ask for, and removes it. The figure that
counts is the ratio of the two: the load of the machine is the same for both, which are measured
in turns. The last lines are the control: the same page by OFFSET, which does grow.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ["MASSLINE_VAR"] = tempfile.mkdtemp(prefix="massline-bench.")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

from bench.thread_data import fill
from comments import paths
from comments.domain.verifying import recount_tallies
from comments.enums import Stance
from comments.models import Response
from comments.queries.scopes import Scope
from comments.queries.threads import NEWEST, OLDEST, StanceChoice, response_page, thread_page
from essays.models import Block
from tests.factories import make_debate, make_work

SMALL = 100


def questions(block: Block, made: list[str]) -> dict[str, Callable[[], object]]:
    """What the pages ask, for one of the two threads."""
    scope, in_order = Scope.of(block), sorted(made)
    middle = paths.numbers(in_order[len(made) // 2])[-1]
    deep = paths.numbers(max(made, key=len))[-1]
    one = Response.objects.in_threads().filter(debate=block.work.debate)
    offset = one.order_by("path").select_related("current")
    address = f"/works/{block.work.slug}/p2/responses/"
    return {
        "first page, oldest": lambda: thread_page(scope, order=OLDEST),
        "first page, newest": lambda: thread_page(scope, order=NEWEST),
        "middle page, oldest": lambda: thread_page(scope, order=OLDEST, after=str(middle)),
        "middle page, newest": lambda: thread_page(scope, order=NEWEST, after=str(middle)),
        "a stance nobody has": lambda: thread_page(scope, stance=StanceChoice(Stance.ASKS)),
        "a stance all have": lambda: thread_page(scope, stance=StanceChoice(Stance.NONE)),
        "a response in the middle": lambda: response_page(middle),
        "the deepest response": lambda: response_page(deep),
        "the whole page, served": lambda: served(address),
        "control: middle by OFFSET": lambda: list(offset[len(made) // 2 :][:50]),
    }


def served(address: str) -> None:
    assert Client().get(address).status_code == 200


def milliseconds(ask: Callable[[], object]) -> float:
    started = time.perf_counter()
    ask()
    return (time.perf_counter() - started) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    arguments = parser.parse_args()
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        small = make_work(make_debate("small")).blocks.get(number=2)
        large = make_work(make_debate("large")).blocks.get(number=2)
        asked_small = questions(small, fill(small, SMALL, 1))
        asked_large = questions(large, fill(large, arguments.size, SMALL + 1))
        recount_tallies()
        if connection.vendor == "postgresql":
            # As its autovacuum does; SQLite in production has no statistics either.
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        print(
            f"{connection.vendor}, {SMALL} beside {arguments.size:,}, median of {arguments.rounds} in turns"
        )
        for name in asked_small:
            pairs = [
                (milliseconds(asked_small[name]), milliseconds(asked_large[name]))
                for _ in range(arguments.rounds)
            ]
            one, other = (statistics.median(column) for column in zip(*pairs, strict=True))
            print(f"{name:28} {one:8.2f} ms {other:8.2f} ms  x {other / one:.2f}")
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
