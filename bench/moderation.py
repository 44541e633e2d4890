# ruff: noqa: E402 - Django is set up before its models are imported
"""The desk with 10,000 items that wait and 100,000 decisions behind them, beside one of a hundredth.

    .venv/bin/python bench/moderation.py [--rounds 15] [--only 0.01 0.1 1] [--time processor]
    ./script/with-postgres .venv/bin/python bench/moderation.py

Makes databases of its own (SQLite in a temporary folder, or throw-away ones on the server of DATABASE_URL),
one for each size, fills them (``desk_corpus``), has the site's own checks look for faults, times what
moderators and authors ask for, in turns, and removes them. Each line gives the median of the smallest size,
the others as ratios to it, and what it is to the bare view and to one indexed SELECT at the largest size.
Decisions and posts are rolled back, so that the desk stays as it is: the commit itself is not in their
times. The last line is the control: counting the rows by state, which does grow.
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

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import Count
from django.test import Client
from django.test.utils import (
    CaptureQueriesContext,
    setup_databases,
    setup_test_environment,
    teardown_databases,
)

from bench.desk_corpus import COMMON_WORD, NAMES, RARE_WORD, faults, fill
from comments.domain.anchors import make_anchor
from comments.domain.drafts import make_draft
from comments.domain.moderation import Actor, change_status
from comments.domain.posting import post_response
from comments.enums import Action, Reason, Role, Status
from comments.models import Response
from comments.queries.stances import NONE
from comments.queries.subjects import paragraph_subject
from tests.factories import make_debate, make_user, make_work
from tests.stocked import Databases

try:
    from comments.queries.queue_counts import counts
except ImportError:
    from comments.queries.queue import counts

# Each request would be a line among the figures.
logging.disable(logging.INFO)
WORKS = 5
SHARES = (0.01, 0.1, 1.0)
#: On a machine with other jobs the processor's time is steadier; PostgreSQL's own is not in it.
CLOCKS = {"clock": time.perf_counter, "processor": time.process_time}
Ask = Callable[[], object]


def prepare(waiting: int, decisions: int) -> None:
    """A debate with its texts, a moderator, and the desk."""
    debate = make_debate()
    blocks = [make_work(debate, siglum=f"W{number}").blocks.get(number=2) for number in range(WORKS)]
    make_user("tess.moderator")
    fill(blocks, waiting=waiting, decisions=decisions)
    if found := faults():
        raise SystemExit("\n".join(found[:20]))
    with connection.cursor() as cursor:
        # As PostgreSQL's autovacuum does; SQLite in production has no statistics either.
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")


def questions() -> dict[str, Ask]:
    """What is asked of the database in use, by name; the first two are what the others are measured by."""
    client = Client()
    client.force_login(User.objects.get(username="tess.moderator"))
    works = [block.work.slug for block in _blocks()]
    middle = Response.objects.filter(status=Status.PENDING).order_by("pk")
    middle = middle[middle.count() // 2]

    def page(query: str = "") -> Ask:
        return lambda: served(client, f"/moderation/{query}")

    return {
        "a bare view": lambda: served(Client(), "/healthz"),
        "one indexed SELECT": lambda: Response.objects.values("status").get(pk=middle.pk),
        "the first page": page(),
        "a later page": page(f"?after={middle.pk}"),
        "filtered: a text often answered": page(f"?work={works[0]}"),
        "filtered: a text seldom answered": page(f"?work={works[-1]}"),
        "searched: a rare word": page(f"?search={RARE_WORD}"),
        "searched: a word of all": page(f"?search={COMMON_WORD}"),
        "searched: a name": page(f"?search=Reader+{NAMES // 2}"),
        "searched: a word of none": page("?search=nowhere"),
        "one item, opened": lambda: served(client, f"/moderation/{middle.pk}/"),
        "the log": lambda: served(client, "/moderation/log/"),
        "the counts": counts,
        "one decision: approve": lambda: undone(lambda: decide(middle.pk, Action.APPROVE)),
        "one decision: reject": lambda: undone(lambda: decide(middle.pk, Action.REJECT)),
        "one post": lambda: undone(post),
        "control: rows counted by state": lambda: dict(
            Response.objects.order_by().values_list("status").annotate(Count("pk"))
        ),
    }


def _blocks() -> list:
    return [
        work.blocks.select_related("work").get(number=2)
        for work in Response.objects.first().debate.works.order_by("order")
    ]


def served(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200, address


def undone(act: Ask) -> None:
    with transaction.atomic():
        act()
        transaction.set_rollback(True)


def decide(number: int, action: Action) -> None:
    row = Response.objects.select_related("current").get(pk=number)
    change_status(
        response_id=number,
        action=action,
        by=Actor(Role.MODERATOR, 1, "tess.moderator"),
        seen_digest=row.current.digest,
        seen_status=Status(row.status),
        reason=Reason.OFF_TOPIC if action == Action.REJECT else Reason.NONE,
        note="Please look at the rule once more.",
    )


def post() -> None:
    draft = make_draft(name="Ines", stance=NONE, text="The well is dug by those who drink.", reserved=[])
    anchor = make_anchor(subject=paragraph_subject(_blocks()[0].work.slug, 2), quote="")
    post_response(anchor=anchor, draft=draft, form_key=f"form {time.perf_counter_ns()}")


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


def report(sizes: list[tuple[int, int]], medians: list[dict], queries: list[dict]) -> None:
    bare, select = list(medians[0])[:2]
    columns = "".join(f"{f'{waiting:,}/{decisions:,}':>16}" for waiting, decisions in sizes)
    print(f"{'waiting/decisions':34}{columns}{'bare view':>11}{'SELECT':>9}  queries")
    for question in medians[0]:
        first, *others = (each[question] for each in medians)
        ratios = "".join(f"{f'x {each / first:.2f}':>16}" for each in others)
        last = medians[-1]
        numbers = "/".join(dict.fromkeys(str(each[question]) for each in queries))
        print(
            f"{question:34}{f'{first:.2f} ms':>16}{ratios}{last[question] / last[bare]:>10.1f}x"
            f"{last[question] / last[select]:>8.1f}x  {numbers}",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--waiting", type=int, default=10_000)
    parser.add_argument("--decisions", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--only", type=float, nargs="+", default=SHARES, help="shares of the full size")
    parser.add_argument("--time", choices=CLOCKS, default="clock", help="processor: of this process alone")
    arguments = parser.parse_args()
    sizes = [
        (round(arguments.waiting * share), round(arguments.decisions * share)) for share in arguments.only
    ]
    setup_test_environment()
    made = setup_databases(verbosity=0, interactive=False)
    databases, names = Databases(), []
    try:
        for waiting, decisions in sizes:
            name = databases.copy(f"desk{waiting}")
            databases.copies[f"desk{waiting}"] = name
            databases.use(name)
            started = time.perf_counter()
            prepare(waiting, decisions)
            names.append(name)
            seconds = time.perf_counter() - started
            print(
                f"{connection.vendor}: {waiting:,} waiting, {decisions:,} decided; filled in {seconds:.0f} s"
            )
        report(sizes, *measure(databases, names, arguments.rounds, CLOCKS[arguments.time]))
    finally:
        databases.destroy()
        teardown_databases(made, verbosity=0)


if __name__ == "__main__":
    main()
