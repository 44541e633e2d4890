# ruff: noqa: E402 - Django is set up before its models are imported
"""The desk with 10,000 items that wait and 100,000 decisions behind them, beside one of a hundredth.

    .venv/bin/python bench/moderation.py [--rounds 15] [--only 0.01 0.1 1] [--time processor]
    .venv/bin/python bench/moderation.py --keep FOLDER [--jobs]
    ./script/with-postgres .venv/bin/python bench/moderation.py

Makes databases of its own (SQLite in a temporary folder, or throw-away ones on the server of DATABASE_URL),
one for each size, fills them (``desk_corpus``), has the site's own checks look for faults, times what
moderators and authors ask for (``desk_questions``), in turns, and removes them; ``--keep`` leaves them, and
the next run goes on from what is there. Each line gives the median of the smallest size, the others as ratios
to it, the exponent of growth over the last step (0: constant, 1: in proportion to the items), and what it is
to the bare view and to one indexed SELECT at the largest size. Decisions and posts are rolled back, so that
the desk stays as it is: the commit itself is not in their times. The last line is the control: counting the
rows by state, which does grow. ``--jobs`` times what reads all of something instead.
"""

import argparse
import logging
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

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import (
    CaptureQueriesContext,
    setup_databases,
    setup_test_environment,
    teardown_databases,
)

from bench.desk_corpus import faults, fill
from bench.desk_questions import MODERATOR, Ask, blocks, jobs, questions
from bench.exponents import exponent
from essays.models import Debate
from tests.factories import make_debate, make_user, make_work
from tests.stocked import Databases

# Each request would be a line among the figures.
logging.disable(logging.INFO)
WORKS = 5
SHARES = (0.01, 0.1, 1.0)


def processor_time() -> float:
    """Seconds of this process and, where it runs on this machine, of PostgreSQL's that serves it."""
    own = time.process_time()
    if connection.vendor != "postgresql" or connection.connection is None:
        return own
    served = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return own + (int(served.read_text().split()[0]) / 1e9 if served.exists() else 0)


#: On a machine with other jobs the processor's time is steadier.
CLOCKS = {"clock": time.perf_counter, "processor": processor_time}


def prepare(waiting: int, decisions: int) -> None:
    """A debate with its texts, the desk, and a moderator, whose account comes last and says all is there."""
    if User.objects.filter(username=MODERATOR).exists():
        return
    if not Debate.objects.exists():
        with transaction.atomic():
            debate = make_debate()
            for number in range(WORKS):
                make_work(debate, siglum=f"W{number}")
    fill(blocks(), waiting=waiting, decisions=decisions, progress=_progress())
    if found := faults():
        raise SystemExit("\n".join(found[:20]))
    make_user(MODERATOR)
    with connection.cursor() as cursor:
        # As PostgreSQL's autovacuum does; SQLite in production has no statistics either.
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")


def _progress() -> Callable[[str], None]:
    """Lines on the error output, one in some seconds."""
    told = time.monotonic()

    def progress(line: str) -> None:
        nonlocal told
        if time.monotonic() - told > 5:
            told = time.monotonic()
            print(line, file=sys.stderr, flush=True)

    return progress


def milliseconds(ask: Ask, clock: Callable[[], float]) -> float:
    started = clock()
    ask()
    return (clock() - started) * 1000


def measure(
    databases: Databases, names: list[str], rounds: int, clock: Callable[[], float]
) -> tuple[list[dict], list[dict]]:
    """Median milliseconds and numbers of queries of each question, by size; the sizes take turns."""
    asked, queries = [], []
    for name in names:
        databases.use(name)
        asked.append(questions())
        queries.append({question: _queries(ask) for question, ask in asked[-1].items()})
    times: list[dict[str, list[float]]] = [{question: [] for question in asks} for asks in asked]
    for _ in range(rounds):
        for name, asks, taken in zip(names, asked, times, strict=True):
            databases.use(name)
            for question, ask in asks.items():
                # Once for the connection and the pages that this one has not seen.
                ask()
                taken[question].append(milliseconds(ask, clock))
    return [{each: statistics.median(taken[each]) for each in taken} for taken in times], queries


def _queries(ask: Ask) -> int:
    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)


def report_jobs(
    databases: Databases, names: list[str], sizes: list[tuple[int, int]], clock: Callable[[], float]
) -> None:
    """Seconds of each job at each size, and its exponent of growth over the last step."""
    taken: dict[str, list[float]] = {}
    for name in names:
        databases.use(name)
        for job, ask in jobs().items():
            taken.setdefault(job, []).append(milliseconds(ask, clock) / 1000)
    for job, seconds in taken.items():
        columns = "".join(f"{f'{each:.2f} s':>16}" for each in seconds)
        print(f"{job:34}{columns}{growth_of(sizes, seconds):>8}", flush=True)


def growth_of(sizes: list[tuple[int, int]], times: list[float]) -> str:
    """The exponent of the time with the items, from the last size but one to the last."""
    if len(sizes) < 2:
        return "-"
    return f"{exponent([waiting for waiting, _ in sizes[-2:]], times[-2:]):.2f}"


def report(sizes: list[tuple[int, int]], medians: list[dict], queries: list[dict]) -> None:
    bare, select = list(medians[0])[:2]
    columns = "".join(f"{f'{waiting:,}/{decisions:,}':>16}" for waiting, decisions in sizes)
    print(f"{'waiting/decisions':34}{columns}{'growth':>8}{'bare view':>11}{'SELECT':>9}  queries")
    for question in medians[0]:
        first, *others = (each[question] for each in medians)
        ratios = "".join(f"{f'x {each / first:.2f}':>16}" for each in others)
        last = medians[-1]
        numbers = "/".join(dict.fromkeys(str(each[question]) for each in queries))
        growth = growth_of(sizes, [each[question] for each in medians])
        print(
            f"{question:34}{f'{first:.2f} ms':>16}{ratios}{growth:>8}{last[question] / last[bare]:>10.1f}x"
            f"{last[question] / last[select]:>8.1f}x  {numbers}",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--waiting", type=int, default=10_000)
    parser.add_argument("--decisions", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--only", type=float, nargs="+", default=SHARES, help="shares of the full size")
    parser.add_argument("--time", choices=CLOCKS, default="clock")
    parser.add_argument("--keep", metavar="FOLDER", help="keep the databases for the next run")
    parser.add_argument("--jobs", action="store_true", help="time what reads all of something, once")
    arguments = parser.parse_args()
    sizes = [
        (round(arguments.waiting * share), round(arguments.decisions * share)) for share in arguments.only
    ]
    setup_test_environment()
    if arguments.keep:
        Path(arguments.keep).mkdir(parents=True, exist_ok=True)
        named = f"{Path(arguments.keep).resolve()}/desk.sqlite3"
        settings.DATABASES["default"]["TEST"]["NAME"] = (
            named if connection.vendor == "sqlite" else "massline_desk"
        )
    made = setup_databases(verbosity=0, interactive=False, keepdb=bool(arguments.keep))
    databases, names = Databases(), []
    try:
        for waiting, decisions in sizes:
            names.append(_filled(databases, waiting, decisions, keep=bool(arguments.keep)))
        if arguments.jobs:
            report_jobs(databases, names, sizes, CLOCKS[arguments.time])
        else:
            report(sizes, *measure(databases, names, arguments.rounds, CLOCKS[arguments.time]))
    finally:
        if not arguments.keep:
            databases.destroy()
            teardown_databases(made, verbosity=0)


def _filled(databases: Databases, waiting: int, decisions: int, *, keep: bool) -> str:
    """A database of that size; one that was kept is brought to this site's migrations and filled up."""
    databases.use(databases.empty)
    connection.close()
    connection.creation.clone_test_db(suffix=f"desk{waiting}", verbosity=0, autoclobber=True, keepdb=keep)
    name = connection.creation.get_test_db_clone_settings(f"desk{waiting}")["NAME"]
    databases.copies[f"desk{waiting}"] = name
    databases.use(name)
    if keep:
        call_command("migrate", verbosity=0)
    started = time.perf_counter()
    prepare(waiting, decisions)
    seconds = time.perf_counter() - started
    print(
        f"{connection.vendor}: {waiting:,} waiting, {decisions:,} decided; there in {seconds:.0f} s",
        flush=True,
    )
    return name


if __name__ == "__main__":
    main()
