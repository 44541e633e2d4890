# ruff: noqa: E402 - Django is set up before its models are imported
"""The desk with 10,000 items that wait and 100,000 decisions behind them, beside one of a hundredth.

    .venv/bin/python bench/moderation.py [--rounds 15] [--only 0.01 0.1 1] [--time processor] [--keep FOLDER]
    ./script/with-postgres .venv/bin/python bench/moderation.py

Makes databases of its own (SQLite in a temporary folder, or throw-away ones on the server of DATABASE_URL),
one for each size, fills them (``desk_corpus``), has the site's own checks look for faults, times what
moderators and authors ask for, in turns, and removes them; with ``--keep`` they stay, and the next run goes on
from what is there. Each line gives the median of the smallest size, the others as ratios to it, the exponent
of growth over the last step (0: constant, 1: in proportion to the items), and what it is to the bare view and
to one indexed SELECT at the largest size. Decisions and posts are rolled back, so that the desk stays as it is:
the commit itself is not in their times. The last line is the control: counting the rows by state, which does
grow. Then the jobs, which read all of something and are run once.
"""

import argparse
import logging
import math
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
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
from django.db.models import Count
from django.test import Client
from django.test.utils import (
    CaptureQueriesContext,
    setup_databases,
    setup_test_environment,
    teardown_databases,
)

from bench.desk_corpus import COMMON_WORD, NAMES, RARE_WORD, code_of, faults, fill
from comments.domain import chain
from comments.domain.anchors import make_anchor
from comments.domain.drafts import make_draft
from comments.domain.moderation import Actor, change_status
from comments.domain.posting import post_response
from comments.domain.receipts import in_groups
from comments.domain.screening.learning import learn
from comments.domain.screening.rescreening import rescreen
from comments.domain.verifying_log import Walk, walk_log
from comments.enums import Action, Reason, Role, Status
from comments.models import Response
from comments.queries.decision_log import moderators_to_choose
from comments.queries.stances import NONE
from comments.queries.subjects import paragraph_subject
from essays.models import Block, Debate
from tests.factories import make_debate, make_user, make_work
from tests.stocked import Databases

from comments.queries.queue_counts import counts

# Each request would be a line among the figures.
logging.disable(logging.INFO)
WORKS, MODERATOR = 5, "tess.moderator"
SHARES = (0.01, 0.1, 1.0)
#: On a machine with other jobs the processor's time is steadier; PostgreSQL's own is not in it.
CLOCKS = {"clock": time.perf_counter, "processor": time.process_time}
Ask = Callable[[], object]


def prepare(waiting: int, decisions: int) -> None:
    """A debate with its texts, a moderator, and the desk. The account comes last and says that all is there."""
    if User.objects.filter(username=MODERATOR).exists():
        return
    if not Debate.objects.exists():
        with transaction.atomic():
            debate = make_debate()
            for number in range(WORKS):
                make_work(debate, siglum=f"W{number}")
    fill(_blocks(), waiting=waiting, decisions=decisions, progress=_progress())
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


def questions() -> dict[str, Ask]:
    """What is asked of the database in use, by name; the first two are what the others are measured by."""
    client = Client()
    client.force_login(User.objects.get(username=MODERATOR))
    middle = Response.objects.filter(status=Status.PENDING).order_by("pk")
    middle = middle[middle.count() // 2]
    return {
        "a bare view": lambda: served(Client(), "/healthz"),
        "one indexed SELECT": lambda: Response.objects.values("status").get(pk=middle.pk),
        **_pages(client, middle),
        "the counts": counts,
        "the log's moderators": moderators_to_choose,
        "one decision: approve": lambda: undone(lambda: decide(middle.pk, Action.APPROVE)),
        "one decision: reject": lambda: undone(lambda: decide(middle.pk, Action.REJECT)),
        "one post": lambda: undone(post),
        "control: rows counted by state": lambda: dict(
            Response.objects.order_by().values_list("status").annotate(Count("pk"))
        ),
    }


def _pages(client: Client, middle: Response) -> dict[str, Ask]:
    works = [block.work.slug for block in _blocks()]
    queue, log = "/moderation/", "/moderation/log/"
    addresses = {
        "the first page": queue,
        "a later page": f"{queue}?after={middle.pk}",
        "filtered: a text often answered": f"{queue}?work={works[0]}",
        "filtered: a text seldom answered": f"{queue}?work={works[-1]}",
        "filtered: a kind": f"{queue}?kind=new",
        "filtered: a phase": f"{queue}?held_by=links",
        "filtered: a state": f"{queue}?state=held",
        "filtered: an age": f"{queue}?age=week",
        "filtered: a language": f"{queue}?language=es",
        "filtered: claimed by others": f"{queue}?claimed=others",
        "filtered: claimed by nobody": f"{queue}?claimed=nobody",
        "filtered: a language and a phase": f"{queue}?language=es&held_by=links",
        "all decided": f"{queue}?show=decided",
        "searched: a rare word": f"{queue}?search={RARE_WORD}",
        "searched: a word of all": f"{queue}?search={COMMON_WORD}",
        "searched: a name": f"{queue}?search=Reader+{NAMES // 2}",
        "searched: a word of none": f"{queue}?search=nowhere",
        "one item, opened": f"{queue}{middle.pk}/",
        "the log": log,
        "the log: one moderator": f"{log}?by=3",
        "the log: an action": f"{log}?action=remove",
        "the log: a reason": f"{log}?reason={Reason.OFF_TOPIC.value}",
        "the log: a reason never given": f"{log}?reason={Reason.UNLAWFUL.value}",
        "the log: a role that never acted": f"{log}?role={Role.EDITOR.value}",
        "the log: a rule that never acted": f"{log}?rule=flags",
        "the log: a day long ago": f"{log}?since=2020-01-02&until=2020-01-02",
        "the log: one response": f"{log}?response={middle.pk}",
        "the figures": "/figures/",
        "a receipt": f"/receipts/{in_groups(code_of(middle.pk))}/",
    }
    return {name: partial(served, client, address) for name, address in addresses.items()}


def _blocks() -> list:
    return list(Block.objects.select_related("work").filter(number=2).order_by("work__order"))


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


def jobs() -> dict[str, Ask]:
    """What reads all of something, so that its time is for all; it is undone."""
    by = Actor(Role.EDITOR, 1, MODERATOR)
    return {
        "verify_log": lambda: list(walk_log(Walk(chain.DECISIONS))),
        "learn_filter": lambda: undone(lambda: learn(by=by)),
        "rescreen, nothing written": lambda: rescreen(dry_run=True),
    }


def report_jobs(databases: Databases, names: list[str], sizes: list[tuple[int, int]]) -> None:
    """Seconds of each job at each size, and its exponent of growth over the last step."""
    taken: dict[str, list[float]] = {}
    for name in names:
        databases.use(name)
        for job, ask in jobs().items():
            taken.setdefault(job, []).append(milliseconds(ask, time.perf_counter) / 1000)
    for job, seconds in taken.items():
        columns = "".join(f"{f'{each:.2f} s':>16}" for each in seconds)
        print(f"{job:34}{columns}{exponent(sizes, seconds):>8}", flush=True)


def exponent(sizes: list[tuple[int, int]], times: list[float]) -> str:
    """How the time goes with the items from the last size but one to the last: 0 constant, 1 in proportion."""
    if len(sizes) < 2:
        return "-"
    return f"{math.log(times[-1] / times[-2]) / math.log(sizes[-1][0] / sizes[-2][0]):.2f}"


def report(sizes: list[tuple[int, int]], medians: list[dict], queries: list[dict]) -> None:
    bare, select = list(medians[0])[:2]
    columns = "".join(f"{f'{waiting:,}/{decisions:,}':>16}" for waiting, decisions in sizes)
    print(f"{'waiting/decisions':34}{columns}{'growth':>8}{'bare view':>11}{'SELECT':>9}  queries")
    for question in medians[0]:
        first, *others = (each[question] for each in medians)
        ratios = "".join(f"{f'x {each / first:.2f}':>16}" for each in others)
        last = medians[-1]
        numbers = "/".join(dict.fromkeys(str(each[question]) for each in queries))
        growth = exponent(sizes, [each[question] for each in medians])
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
    parser.add_argument("--time", choices=CLOCKS, default="clock", help="processor: of this process alone")
    parser.add_argument(
        "--keep", metavar="FOLDER", help="keep the databases (SQLite's there) for the next run"
    )
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
        report(sizes, *measure(databases, names, arguments.rounds, CLOCKS[arguments.time]))
        report_jobs(databases, names, sizes)
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
        f"{connection.vendor}: {waiting:,} waiting, {decisions:,} decided; filled in {seconds:.0f} s",
        flush=True,
    )
    return name


if __name__ == "__main__":
    main()
