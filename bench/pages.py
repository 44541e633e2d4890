"""Reading pages as they are served, beside a bare Django view under the same server.

    .venv/bin/python bench/pages.py [--sizes 1000 100000 1000000] [--rounds 5] [--seconds 4] [--keep FOLDER]
    ./script/with-postgres .venv/bin/python bench/pages.py

For each size a site of its own with the shipped texts and that many responses to one paragraph, served as
deployed with two workers, three times: keeping pages; making each page anew from pieces and drawn responses
(``anew``); and keeping nothing at all between two requests (``from nothing``). The bare view sends the
bytes of the debate's page, nginx the same bytes as a file, and ``raw`` fetches the fifty drawn responses of
a page by a plain cursor and joins them, which is the least that a page of a thread can cost; or a thousand,
and packs them. Another bare view asks for one number, as every page must. All are asked in turns by wrk, over
1 and 16 connections; the figures that count are ratios to the bare view in the same run, medians of the
rounds. The sites are on SQLite in a temporary folder, or each in a database of its own
on the server of DATABASE_URL. ``--keep`` leaves the SQLite sites in FOLDER, and the next run goes on with
them.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.exponents import exponent
from bench.serving import ROOT, Load, bare, database_for, memory, put_load, site, static_file

CONNECTIONS = (1, 16)
BARE, FILE = "a bare Django view (W0)", "the same bytes as a file, by nginx"
RAW = "raw: 50 drawn responses fetched and joined"
RAW_WHOLE = "raw: 1,000 of them, and packed"
ASKED = "a bare view that asks for one number"
KEPT, UNCHANGED, ANEW, NOTHING = "kept", "kept, 304", "anew", "from nothing"
#: What the site keeps where it makes each page anew, by the environment.
KEEPING = {
    KEPT: {},
    ANEW: {"MASSLINE_KEPT_PAGES": "0"},
    NOTHING: {"MASSLINE_KEPT_PAGES": "0", "MASSLINE_KEPT_PIECES": "0"},
}


@dataclass(frozen=True)
class Target:
    """What is asked for: its name in the table, how it is served, the size of its site, its address."""

    page: str
    way: str
    size: int
    url: str
    tag: str = ""
    queries: str = ""


@dataclass(frozen=True)
class Page:
    name: str
    address: str
    queries: str


def fill(folder: Path, size: int, environment: dict[str, str]) -> list[Page]:
    """A site in ``folder``, if it is not there; its pages. In a process of its own, since Django has one
    database."""
    listed = folder / "pages"
    if not listed.exists():
        command = [sys.executable, "-m", "bench.pages_site", str(size)]
        done = subprocess.run(
            command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE, text=True, check=True
        )
        listed.write_text("".join(line + "\n" for line in done.stdout.splitlines() if "\t" in line))
    return [Page(*line.split("\t")) for line in listed.read_text().splitlines()]


def targets_of(stack: ExitStack, folder: Path, size: int) -> tuple[list[Target], dict[str, int]]:
    """All that is asked of the sites of a size, and the processes that serve them by what they keep."""
    environment = {"MASSLINE_VAR": str(folder)} | stack.enter_context(database_for(f"massline_pages_{size}"))
    pages = fill(folder, size, environment)
    targets, served = [], {}
    for way, keeping in KEEPING.items():
        base, served[way] = stack.enter_context(site(**environment, **keeping))
        for page in pages:
            tag = fetch(base + page.address)[1]
            targets.append(Target(page.name, way, size, base + page.address, queries=page.queries))
            if way == KEPT:
                tag = fetch(base + page.address)[1]
                targets.append(Target(page.name, UNCHANGED, size, base + page.address, tag))
    raw = next(page for page in pages if page.name.startswith("thread, first"))
    url = stack.enter_context(bare(folder / "pages", RAW_PAGE=raw.address, **environment))
    bare_ones = {RAW: url, RAW_WHOLE: f"{url}/whole/", ASKED: f"{url}/asked/"}
    return [*targets, *(Target(name, "", size, each) for name, each in bare_ones.items())], served


def fetch(url: str) -> tuple[bytes, str]:
    """The body as a browser gets it, in Brotli, and its tag."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(request, timeout=120) as answer:
        return answer.read(), answer.headers["ETag"]


def measure(targets: list[Target], rounds: int, seconds: int) -> dict[tuple[Target, int], Load]:
    """Each target in each round, one after the other; the round of the median rate."""
    loads: dict[tuple[Target, int], list[Load]] = defaultdict(list)
    for number in range(rounds):
        for target in targets:
            for connections in CONNECTIONS:
                headers = {"Accept_Encoding": "br"} | ({"If_None_Match": target.tag} if target.tag else {})
                load = put_load(target.url, connections=connections, seconds=seconds, **headers)
                loads[target, connections].append(load)
        print(f"round {number + 1} of {rounds} done", file=sys.stderr)
    return {key: sorted(found, key=lambda load: load.rate)[len(found) // 2] for key, found in loads.items()}


def report(targets: list[Target], measured: dict[tuple[Target, int], Load]) -> None:
    bare_loads = {connections: measured[targets[0], connections] for connections in CONNECTIONS}
    print("| page | served | responses | queries | 1 | 16 | x W0 at 1 | at 16 | p50 | p99 | x W0’s |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for target in targets:
        one, many = (measured[target, connections] for connections in CONNECTIONS)
        ratios = (one.rate / bare_loads[1].rate, many.rate / bare_loads[16].rate)
        size = f"{target.size:,}" if target.size else ""
        queries = target.queries if target.way == ANEW else ""
        print(
            f"| {target.page} | {target.way} | {size} | {queries} | {one.rate:,.0f} | {many.rate:,.0f} "
            f"| {ratios[0]:.2f} | {ratios[1]:.3f} | {many.p50:.1f} ms | {many.p99:.1f} ms "
            f"| {many.p99 / bare_loads[16].p99:.1f} |",
            flush=True,
        )
    print()
    for (page, way), grown in growth(targets, measured).items():
        print(f"growth of {page}, {way}: exponent {grown:+.3f}")


def growth(targets: list[Target], measured: dict[tuple[Target, int], Load]) -> dict[tuple[str, str], float]:
    """How the time of an answer grows with the responses, as an exponent: 0 not at all, 1 as they do. None
    where wrk got no answer in its time."""
    rates: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
    for target in targets:
        if target.size:
            rates[target.page, target.way][target.size] = measured[target, 16].rate
    found = {}
    for key, by_size in rates.items():
        small, large = min(by_size), max(by_size)
        if small < large and all(by_size.values()):
            found[key] = exponent([small, large], [1 / by_size[small], 1 / by_size[large]])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    with ExitStack() as stack:
        temporary = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="massline-bench.")))
        folder = (arguments.keep or temporary).resolve()
        targets: list[Target] = []
        served: dict[str, int] = {}
        for size in arguments.sizes:
            started = time.monotonic()
            (folder / str(size)).mkdir(parents=True, exist_ok=True)
            found, pids = targets_of(stack, folder / str(size), size)
            targets += found
            served |= {f"{way}, {size:,} responses": pid for way, pid in pids.items()}
            print(f"{size:,} responses stored in {time.monotonic() - started:.0f} s", file=sys.stderr)
        page = temporary / "page"
        page.write_bytes(fetch(targets[0].url)[0])
        targets.insert(0, Target(BARE, "", 0, stack.enter_context(bare(page))))
        if file := stack.enter_context(static_file(page, temporary / "nginx")):
            targets.insert(1, Target(FILE, "", 0, file))
        report(targets, measure(targets, arguments.rounds, arguments.seconds))
        for name, pid in served.items():
            print(f"memory of a worker, {name}: {statistics.mean(memory(pid)):.0f} MB")


if __name__ == "__main__":
    main()
