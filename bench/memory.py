"""What the workers' memory comes to under an hour of load.

    .venv/bin/python bench/memory.py [--minutes 60] [--responses 20000]
    ./script/with-postgres .venv/bin/python bench/memory.py

The site as deployed, on SQLite or in a database of its own on the server of DATABASE_URL, asked over 16
connections by wrk: for a quarter of the time each for pages that are kept, for pages of a thread one after
the other, each another, for searches, which are never kept, and for forms. A line a minute tells of
each worker, in megabytes, what it had resident, its share of what is shared, and what was its own
(``serving.Footprint``), after the quarter in which it had most.
The last lines tell how what was resident went on over the second half, in megabytes an hour by least squares.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from operator import attrgetter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.pages import fill
from bench.serving import Footprint, database_for, footprints, site

SECONDS = 15
RESIDENT = attrgetter("resident")
FORM = "/works/two-conceptions-of-the-mass-line/p16/respond/"
#: Each request asks for the next of its addresses; wrk's own language.
IN_TURN = """
local number = 0
function request()
    number = number + {step}
    return wrk.format("GET", string.format("{address}", number % {count} + 1), {{["Accept-Encoding"] = "br"}})
end
"""


def in_turn(folder: Path, name: str, address: str, *, count: int = 1, step: int = 1) -> Path:
    """A script for wrk that asks for ``address``, with a number from 1 to ``count`` for its ``%d``."""
    script = folder / f"{name}.lua"
    script.write_text(IN_TURN.format(address=address, count=count, step=step))
    return script


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--responses", type=int, default=20_000)
    arguments = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="massline-bench.") as name,
        database_for("massline_memory") as database,
    ):
        folder = Path(name)
        environment = {"MASSLINE_VAR": name} | database
        pages = {page.name: page.address for page in fill(folder, arguments.responses, environment)}
        thread = pages["thread, first 50"]
        scripts = [
            in_turn(folder, "kept", pages["work, the longest"]),
            in_turn(folder, "pages", f"{thread}?after=%d", count=arguments.responses, step=37),
            in_turn(folder, "searches", "/search/?q=line+%d", count=10_000),
            in_turn(folder, "forms", FORM),
        ]
        with site(**environment) as (url, pid):
            measured = watch(url, pid, scripts, arguments.minutes)
    of_workers = list(zip(*measured, strict=True))
    slopes = [slope([each.resident for each in worker[len(worker) // 2 :]]) for worker in of_workers]
    resident = [each.resident for minute in measured for each in minute]
    print(f"at the end {max(each.resident for each in measured[-1]):.0f} MB, at most {max(resident):.0f} MB")
    print("over the second half, MB an hour: " + ", ".join(f"{each * 60:+.1f}" for each in slopes))


def watch(url: str, pid: int, scripts: list[Path], minutes: int) -> list[list[Footprint]]:
    """What each worker took in each minute of load, after the quarter of it in which it had most."""
    measured: list[list[Footprint]] = []
    workers = sorted(footprints(pid))
    report("at the start", list(footprints(pid).values()))
    for minute in range(1, minutes + 1):
        found = []
        for script in scripts:
            command = ["wrk", "-t1", "-c16", f"-d{SECONDS}s", "-s", str(script), url]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=dict(os.environ))
            found.append(footprints(pid))
        measured.append([max((each[worker] for each in found), key=RESIDENT) for worker in workers])
        report(f"{time.strftime('%H:%M')}, {minute} of {minutes} minutes", measured[-1])
    return measured


def report(when: str, workers: list[Footprint]) -> None:
    told = "; ".join(f"{each.resident:.0f} {each.share:.0f} {each.own:.0f}" for each in workers)
    print(f"{when}: {told}", flush=True)


def slope(values: list[float]) -> float:
    """Megabytes a minute; 0 for a single value."""
    return statistics.linear_regression(range(len(values)), values).slope if len(values) > 1 else 0.0


if __name__ == "__main__":
    main()
