"""Reading pages as they are served, beside a bare Django view under the same server.

    .venv/bin/python bench/pages.py [--sizes 1000 100000] [--rounds 3] [--seconds 4]

For each size a site of its own with the shipped texts and that many responses to one paragraph, served
as deployed with two workers: once keeping pages, once (``cold``) making each anew. The bare view sends
the bytes of the debate's page, nginx the same bytes as a file. All are asked in turns by wrk, over 1 and
16 connections; the figures that count are ratios to the bare view in the same run, medians of the rounds.
The sites are on SQLite, in a temporary folder.
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
from math import log
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.serving import ROOT, Load, bare, memory, put_load, site, static_file

CONNECTIONS = (1, 16)
BARE, FILE = "a bare Django view (W0)", "the same bytes as a file, by nginx"
KEPT, COLD, UNCHANGED = "kept", "made anew", "kept, 304"


@dataclass(frozen=True)
class Target:
    """What is asked for: its name in the table, how it is served, the size of its site, its address."""

    page: str
    way: str
    size: int
    url: str
    tag: str = ""


def fill(folder: Path, size: int) -> dict[str, str]:
    """A site in ``folder``; its pages by name. In a process of its own, since Django has one database."""
    command = [sys.executable, "-m", "bench.pages_site", str(size)]
    environment = os.environ | {"MASSLINE_VAR": str(folder)}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return dict(line.split("\t") for line in done.stdout.splitlines() if "\t" in line)


def targets_of(stack: ExitStack, folder: Path, size: int) -> tuple[list[Target], list[int]]:
    pages = fill(folder, size)
    kept, kept_pid = stack.enter_context(site(MASSLINE_VAR=str(folder)))
    cold, cold_pid = stack.enter_context(site(MASSLINE_VAR=str(folder), MASSLINE_KEPT_PAGES="0"))
    targets = []
    for page, address in pages.items():
        tag = fetch(kept + address)[1]
        targets += [
            Target(page, KEPT, size, kept + address),
            Target(page, UNCHANGED, size, kept + address, tag),
            Target(page, COLD, size, cold + address),
        ]
    return targets, [kept_pid, cold_pid]


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
    print("| page | served | responses | 1 connection | 16 | x W0 at 1 | at 16 | p50 | p99 | p99 x W0's |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for target in targets:
        one, many = (measured[target, connections] for connections in CONNECTIONS)
        ratios = (one.rate / bare_loads[1].rate, many.rate / bare_loads[16].rate)
        size = f"{target.size:,}" if target.size else ""
        print(
            f"| {target.page} | {target.way} | {size} | {one.rate:,.0f} | {many.rate:,.0f} "
            f"| {ratios[0]:.2f} | {ratios[1]:.2f} | {many.p50:.1f} ms | {many.p99:.1f} ms "
            f"| {many.p99 / bare_loads[16].p99:.1f} |"
        )
    print()
    for (page, way), rates in growth(targets, measured).items():
        print(f"growth of {page}, {way}: exponent {rates:+.3f}")


def growth(targets: list[Target], measured: dict[tuple[Target, int], Load]) -> dict[tuple[str, str], float]:
    """How the time of an answer grows with the responses, as an exponent: 0 not at all, 1 as they do."""
    rates: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
    for target in targets:
        if target.size:
            rates[target.page, target.way][target.size] = measured[target, 16].rate
    found = {}
    for key, by_size in rates.items():
        small, large = min(by_size), max(by_size)
        if small < large:
            found[key] = log(by_size[small] / by_size[large]) / log(large / small)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    arguments = parser.parse_args()
    # Another database is somebody's, and not to be filled.
    os.environ.pop("DATABASE_URL", None)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="massline-bench.")))
        targets: list[Target] = []
        pids: list[int] = []
        for size in arguments.sizes:
            started = time.monotonic()
            (folder / str(size)).mkdir()
            found, served = targets_of(stack, folder / str(size), size)
            targets += found
            pids += served
            print(f"{size:,} responses stored in {time.monotonic() - started:.0f} s", file=sys.stderr)
        page = folder / "page"
        page.write_bytes(fetch(targets[0].url)[0])
        targets.insert(0, Target(BARE, "", 0, stack.enter_context(bare(page))))
        if file := stack.enter_context(static_file(page, folder / "nginx")):
            targets.insert(1, Target(FILE, "", 0, file))
        report(targets, measure(targets, arguments.rounds, arguments.seconds))
        for pid in pids:
            print(f"memory of a worker: {statistics.mean(memory(pid)):.0f} MB")


if __name__ == "__main__":
    main()
