"""gunicorn's threads, as deployed, beside granian: which server the site is to run under.

    .venv/bin/python bench/servers.py [--responses 1000] [--rounds 5] [--seconds 4]

granian is installed by pip into a temporary folder, for it is no dependency of the site. Both serve the same
site with two workers of four threads: the bare view (W0), a page kept, a page made anew, and a form, which no
cache keeps. Asked in turns by wrk, over 1 and 16 connections; medians of the rounds, answers a second.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.pages import fetch, fill
from bench.serving import GUNICORN, ROOT, free_port, memory, put_load, running

PINNED = "granian==2.8.9"
CONNECTIONS = (1, 16)
ANEW = {"MASSLINE_KEPT_PAGES": "0"}
FORM = "/works/two-conceptions-of-the-mass-line/p16/respond/"


def install_granian(folder: Path) -> None:
    pip = (sys.executable, "-m", "pip", "install", "-q", "--no-deps", f"--target={folder}", PINNED, "click")
    subprocess.run(pip, check=True)


def granian(folder: Path) -> tuple[str, ...]:
    """Its command, once it is installed in ``folder``."""
    install_granian(folder)
    options = (
        "--interface=wsgi",
        "--workers=2",
        "--blocking-threads=4",
        "--no-access-log",
        "--host=127.0.0.1",
    )
    return (sys.executable, "-m", "granian", *options)


@contextmanager
def served(command: tuple[str, ...], module: str, path: str, environment: dict[str, str]) -> Iterator[tuple]:
    """A site under a server: its address and the server's process id."""
    port = free_port()
    where = ("--bind", f"127.0.0.1:{port}", module)
    if "granian" in command:
        where = ("--port", str(port), f"{module}:application")
    url = f"http://127.0.0.1:{port}"
    with running((*command, *where), url + path, os.environ | environment) as pid:
        yield url, pid


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--responses", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4)
    arguments = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="massline-bench.")))
        (folder / "site").mkdir()
        site = {"MASSLINE_VAR": str(folder / "site"), "DATABASE_URL": ""}
        pages = fill(folder / "site", arguments.responses, site)
        thread = next(page.address for page in pages if page.name.startswith("thread, first"))
        commands = {"gunicorn": GUNICORN, "granian": granian(folder / "granian")}
        site["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(folder / "granian")])
        targets: dict[tuple[str, str], str] = {}
        pids: dict[str, int] = {}
        for name, command in commands.items():
            kept, pids[name] = stack.enter_context(served(command, "masslinesite.wsgi", "/healthz", site))
            anew, _ = stack.enter_context(served(command, "masslinesite.wsgi", "/healthz", site | ANEW))
            (folder / "page").write_bytes(fetch(kept + thread)[0])
            bare = {"BARE_PAGE": str(folder / "page"), "DJANGO_SETTINGS_MODULE": ""}
            plain, _ = stack.enter_context(served(command, "bench.bare", "/", site | bare))
            targets |= {
                ("a bare Django view (W0)", name): plain + "/",
                ("thread, kept", name): kept + thread,
                ("thread, made anew", name): anew + thread,
                ("a form", name): kept + FORM,
            }
        rates = defaultdict(list)
        for number in range(arguments.rounds):
            for key, url in targets.items():
                for connections in CONNECTIONS:
                    load = put_load(
                        url, connections=connections, seconds=arguments.seconds, Accept_Encoding="br"
                    )
                    rates[key, connections].append(load.rate)
            print(f"round {number + 1} of {arguments.rounds} done", file=sys.stderr)
        print("| asked for | gunicorn, 1 connection | granian | ratio | gunicorn, 16 | granian | ratio |")
        print("|---|---|---|---|---|---|---|")
        for page in dict.fromkeys(page for page, _ in targets):
            cells = []
            for connections in CONNECTIONS:
                ours, others = (statistics.median(rates[(page, name), connections]) for name in commands)
                cells += [f"{ours:,.0f}", f"{others:,.0f}", f"{others / ours:.2f}"]
            print(f"| {page} | {' | '.join(cells)} |")
        for name, pid in pids.items():
            print(f"memory of a worker under {name}: {statistics.mean(memory(pid)):.0f} MB")


if __name__ == "__main__":
    main()
