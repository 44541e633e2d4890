"""How the cost of reading, posting and deciding grows with what a site holds.

    .venv/bin/python bench/growth.py [--sizes 1000 1000000] [--rounds 5] [--seconds 1] [--keep FOLDER]
    ./script/with-postgres --durable .venv/bin/python bench/growth.py

For each size a site of its own with the shipped texts, that many responses to one paragraph, and a desk in
proportion: a hundredth as many that wait and a tenth as many decisions behind them, but at least 100 and
1,000, which fill the queue's first page. All are served as deployed with two workers, keeping pages and
making each anew, and take turns with every question: pages over 16 connections by wrk, posts to the paragraph
of many responses and approvals of the newest over 8. A figure is the median of the rounds, once of the rate,
once of the milliseconds of the processor that an answer took, of the server with all its processes and, where
it runs on this machine, of PostgreSQL. Of each there is the exponent of its growth: 0 is constant, 1 goes
with the size. The control, which must grow, is the number of responses counted by the database, by the clock.
``--keep`` leaves the SQLite sites in FOLDER, and the next run goes on with them.
"""

import argparse
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.exponents import exponent
from bench.pages import ANEW, KEEPING, KEPT, fill
from bench.serving import database_for, postgres_pid, processor, put_load, site
from bench.writing import QUEUE, Asked, Site, filling

READERS, WRITERS = 16, 8
LEAST_WAITING, LEAST_DECISIONS = 100, 1_000
COUNTED = "SELECT COUNT(*) FROM comments_response WHERE path <> ''"
#: Before each turn, for what a connection has not yet read or prepared.
WARM_SECONDS = 1


class Cost(NamedTuple):
    """Answers a second, and milliseconds of the processor for one answer."""

    rate: float
    used: float


Ask = Callable[[], Cost]


@dataclass(frozen=True)
class Reader:
    """Asks for an address of the server ``pid`` again and again."""

    url: str
    pid: int
    seconds: int
    cookies: str = ""

    def __call__(self) -> Cost:
        headers = {"Accept_Encoding": "br", "X_Forwarded_For": "10.0.0.1"}
        headers |= {"Cookie": self.cookies} if self.cookies else {}
        put_load(self.url, connections=READERS, seconds=WARM_SECONDS, **headers)
        before = used_by(self.pid)
        load = put_load(self.url, connections=READERS, seconds=self.seconds, **headers)
        return Cost(load.rate, (used_by(self.pid) - before) * 1000 / (load.rate * self.seconds))


@dataclass(frozen=True)
class Writer:
    """Sends so many of what is made before."""

    kind: Asked
    number: int

    def __call__(self) -> Cost:
        before = used_by(0)
        load, used = self.kind.ask(self.number, WRITERS)
        return Cost(load.rate, used + (used_by(0) - before) * 1000 / self.number)


def used_by(pid: int) -> float:
    """Seconds of the processor by now, of the server ``pid`` (0: none) and of PostgreSQL."""
    return sum(processor(each) for each in (pid, postgres_pid()) if each)


@dataclass(frozen=True)
class Counted:
    """The rows of a site's database counted by its driver."""

    environment: dict[str, str]

    def __call__(self) -> Cost:
        if url := self.environment.get("DATABASE_URL"):
            import psycopg2

            connection = psycopg2.connect(url)
        else:
            connection = sqlite3.connect(Path(self.environment["MASSLINE_VAR"]) / "site.sqlite3")
        cursor = connection.cursor()
        started = time.perf_counter()
        cursor.execute(COUNTED)
        cursor.fetchone()
        seconds = time.perf_counter() - started
        connection.close()
        return Cost(1 / seconds, seconds * 1000)


def questions(stack: ExitStack, folder: Path, size: int, arguments: argparse.Namespace) -> dict[str, Ask]:
    """What is asked of the site of a size, by name."""
    environment = {"MASSLINE_VAR": str(folder), "MASSLINE_PROXIES": "1"}
    environment |= stack.enter_context(database_for(f"massline_growth_{size}"))
    sessions = desk(folder, size, environment)
    pages = fill(folder, size, environment)
    served = {way: stack.enter_context(site(**environment, **KEEPING[way])) for way in (KEPT, ANEW)}
    reading = {
        f"{page.name}, {way}": Reader(url + page.address, pid, arguments.seconds)
        for way, (url, pid) in served.items()
        for page in pages
        if "all " not in page.name
    }
    cookie = f"sessionid={sessions[0]}"
    reading |= {
        f"the queue\u2019s first page, {way}": Reader(url + QUEUE, pid, arguments.seconds, cookie)
        for way, (url, pid) in served.items()
    }
    url, pid = served[KEPT]
    ours = Site(url, environment, sessions)
    return reading | {
        "a post": Writer(Asked(ours.posts, url, pid), arguments.posts),
        "a decision": Writer(Asked(ours.decisions, url, pid), arguments.posts),
        "control: responses counted": Counted(environment),
    }


def desk(folder: Path, size: int, environment: dict[str, str]) -> list[str]:
    """What waits and what was decided, if it is not there; the sessions of moderators."""
    kept = folder / "sessions"
    if not kept.exists():
        sessions = filling(environment, "make")
        waiting, decisions = max(size // 100, LEAST_WAITING), max(size // 10, LEAST_DECISIONS)
        filling(environment, "desk", str(waiting), str(decisions))
        kept.write_text(json.dumps(sessions))
    return json.loads(kept.read_text())


def in_turns(asked: dict[int, dict[str, Ask]], rounds: int) -> Iterator[tuple[str, int, Cost]]:
    """Each question to each size, one after the other; who is first changes with the round."""
    sizes = list(asked)
    for number in range(rounds):
        for name in asked[sizes[0]]:
            for size in sizes:
                yield name, size, asked[size][name]()
        sizes.reverse()
        print(f"round {number + 1} of {rounds} done", file=sys.stderr, flush=True)


def report(costs: dict[tuple[str, int], list[Cost]], sizes: list[int]) -> None:
    heads = [*(f"{size:,}" for size in sizes), "exponent", *(f"{size:,}: ms" for size in sizes), "exponent"]
    print(f"| asked for | {' | '.join(heads)} |\n|{'---|' * (1 + len(heads))}")
    for name in dict.fromkeys(name for name, _ in costs):
        rates = [statistics.median(cost.rate for cost in costs[name, size]) for size in sizes]
        used = [statistics.median(cost.used for cost in costs[name, size]) for size in sizes]
        cells = [*(f"{each:,.0f}" for each in rates), f"{exponent(sizes, [1 / each for each in rates]):+.3f}"]
        cells += [*(f"{each:.3f}" for each in used), f"{exponent(sizes, used):+.3f}"]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=1, help="of a page in a round")
    parser.add_argument("--posts", type=int, default=100, help="of a round")
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    sizes = sorted(set(arguments.sizes))
    if len(sizes) < 2:
        parser.error("two sizes at least")
    if arguments.keep and postgres_pid():
        parser.error("--keep is for SQLite: on PostgreSQL each run has databases of its own")
    with ExitStack() as stack:
        temporary = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="massline-bench.")))
        folder = (arguments.keep or temporary).resolve()
        asked: dict[int, dict[str, Ask]] = {}
        for size in sizes:
            started = time.monotonic()
            (folder / str(size)).mkdir(parents=True, exist_ok=True)
            asked[size] = questions(stack, folder / str(size), size, arguments)
            print(f"{size:,} responses there in {time.monotonic() - started:.0f} s", file=sys.stderr)
        costs: dict[tuple[str, int], list[Cost]] = {}
        for name, size, cost in in_turns(asked, arguments.rounds):
            costs.setdefault((name, size), []).append(cost)
        report(costs, sizes)


if __name__ == "__main__":
    main()
