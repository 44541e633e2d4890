"""Posting, deciding and the queue's first page as they are served, beside Isso and a bare view.

    python3 -m venv var/isso && var/isso/bin/pip install isso gunicorn
    .venv/bin/python bench/writing.py [--isso var/isso/bin/python] [--rounds 5] [--posts 400]
    ./script/with-postgres --durable .venv/bin/python bench/writing.py

The site is served as deployed, with two workers, and each post is what a browser sends: a form of its own
that was fetched before, with its key and cookie, and 80 other words. The clients come from many networks, as
behind a proxy (``MASSLINE_PROXIES``), so that the rate limits count and none is reached. A decision is the
form of a moderator who is signed in, with the next response to be found; each of 16 has a share. Isso is
served by gunicorn with two workers, on its own SQLite, with its limits off and moderation on, and asked by
its own interface. What the machine can do at all takes its turn with them: a bare view that stores a row and
does nothing else under the same server, the same without a server, and the disk (``bench.bare_writing``). In
each round all take turns over 1 and 8 connections; figures are medians of the rounds, or of many short rounds
the best (``--best``), which is near an idle machine. In the end 8 clients post while 8 read, and what
was acknowledged is counted.
"""

import argparse
import html
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.clients import Client, in_shares, request, send_all
from bench.isso_server import IssoServer
from bench.least import Loop, bare_view
from bench.serving import ROOT, Load, bare, processor, put_load, site

CONNECTIONS, QUEUE_CONNECTIONS = (1, 8), 16
PAGE = "/works/two-conceptions-of-the-mass-line/p16/respond/"
QUEUE = "/moderation/"
WORDS = 80
POSTED, SEEN = frozenset({303, 302}), frozenset({200, 201, 202})
COMMON = ("the", "of", "and", "to", "is", "in", "that", "it", "was", "for", "are", "with", "as", "they", "we")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FORM_KEY = re.compile(r'name="form_key" value="([^"]+)"')
ACTION = re.compile(r'action="(/works/[^"]+sent=1)"')
networks = count(1)
Found = tuple[Load, float]
Row = tuple[float, ...]


def text(chance: random.Random) -> str:
    """80 words of which about half are common ones, in sentences and two paragraphs."""
    syllables = [first + vowel for first in "bdfgklmnprst" for vowel in "aeiou"]
    words = [
        chance.choice(COMMON) if chance.random() < 0.5 else "".join(chance.choices(syllables, k=3))
        for _ in range(WORDS)
    ]
    sentences = [" ".join(words[at : at + 16]).capitalize() + "." for at in range(0, WORDS, 16)]
    return " ".join(sentences[:3]) + "\n\n" + " ".join(sentences[3:])


def filling(environment: dict[str, str], *what: str) -> object:
    """What ``bench.writing_site`` says of the site of that environment, in a process of its own."""
    command = [sys.executable, "-m", "bench.writing_site", *what]
    environment = os.environ | environment
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


@dataclass
class Site:
    """The site of ``environment`` at ``url`` with the signed-in moderators' ``sessions``."""

    url: str
    environment: dict[str, str]
    sessions: list[str]
    chance: random.Random = field(default_factory=lambda: random.Random(1))

    def posts(self, number: int) -> list[bytes]:
        """So many forms, filled in and ready to be sent."""
        client = Client(self.url)
        return [self._post(client) for _ in range(number)]

    def _post(self, client: Client) -> bytes:
        place = next(networks)
        network = f"10.{place >> 8}.{place & 255}.7"
        form = client.ask(request("GET", self.url, PAGE, X_Forwarded_For=network))
        page = form.body.decode()
        sent = {
            "csrfmiddlewaretoken": TOKEN.search(page)[1],
            "form_key": html.unescape(FORM_KEY.search(page)[1]),
            "stance": "",
            "name": f"Reader {place}",
            "text": text(self.chance),
            "website": "",
        }
        headers = {"X_Forwarded_For": network, "Cookie": form.header("Set-Cookie").partition(";")[0]}
        return self._form(html.unescape(ACTION.search(page)[1]), sent, **headers)

    def decisions(self, number: int) -> list[bytes]:
        """Approvals of the newest that wait, so many, each by the next of the moderators."""
        tokens = [self._token(session) for session in self.sessions]
        requests = []
        for place, (response, digest) in enumerate(filling(self.environment, "waiting")[-number:]):
            session, (cookie, token) = self.sessions[place % len(tokens)], tokens[place % len(tokens)]
            sent = {"csrfmiddlewaretoken": token, "seen_digest": digest, "seen_status": "pending"}
            sent |= {"seen_edit": 0, "action": "approve", "open_next": "on", "reason": "", "note": ""}
            cookies = f"sessionid={session}; {cookie}"
            path = f"{QUEUE}{response}/decide/"
            requests.append(self._form(path, sent, Cookie=cookies, X_Forwarded_For="10.0.0.1"))
        return requests

    def _token(self, session: str) -> tuple[str, str]:
        cookie = {"Cookie": f"sessionid={session}", "X_Forwarded_For": "10.0.0.1"}
        page = Client(self.url).ask(request("GET", self.url, f"{QUEUE}settings/", **cookie))
        return page.header("Set-Cookie").partition(";")[0], TOKEN.search(page.body.decode())[1]

    def _form(self, path: str, sent: dict[str, object], **headers: str) -> bytes:
        headers |= {"Content_Type": "application/x-www-form-urlencoded", "Origin": self.url}
        return request("POST", self.url, path, urlencode(sent).encode(), **headers)


class Kind(Protocol):
    def ask(self, number: int, connections: int) -> Found | None:
        """So many over so many connections; None where that cannot be asked."""


@dataclass(frozen=True)
class Asked:
    """A kind of request: how so many are made, where they go, the server's process, and whether a wrong
    answer ends the run (RuntimeError) or is only told."""

    prepare: Callable[[int], list[bytes]]
    url: str
    pid: int
    strict: bool = True

    def ask(self, number: int, connections: int) -> Found:
        requests = self.prepare(number)
        before = processor(self.pid)
        load, wrong = send_all(self.url, in_shares(requests, connections), right=POSTED | SEEN)
        used = (processor(self.pid) - before) * 1000 / len(requests)
        if wrong:
            told = f"{self.url}: {len(wrong)} of {len(requests)} answers were {set(wrong)}"
            if self.strict:
                raise RuntimeError(told)
            print(told, file=sys.stderr)
        return load, used


def measure(
    kinds: dict[str, Kind], number: int, rounds: int, *, best: bool = False
) -> dict[tuple[str, int], Row]:
    """Of each kind and number of connections, which took turns: answers a second, p50 and p99 in
    milliseconds, milliseconds of the processor for an answer; each the median of the rounds, or the best."""
    found: dict[tuple[str, int], list[Found]] = {}
    for each in range(rounds):
        for connections in CONNECTIONS:
            for name, kind in kinds.items():
                if answer := kind.ask(number, connections):
                    found.setdefault((name, connections), []).append(answer)
        print(f"round {each + 1} of {rounds} done", file=sys.stderr)
    picks = (max, min, min, min) if best else (statistics.median,) * 4
    rows = {}
    for key, each in found.items():
        columns = zip(*((load.rate, load.p50, load.p99, used) for load, used in each), strict=True)
        rows[key] = tuple(pick(column) for pick, column in zip(picks, columns, strict=True))
    return rows


def report(middle: dict[tuple[str, int], Row]) -> None:
    heads = [f"{connections} | x Isso | p50 | p99 | processor" for connections in CONNECTIONS]
    print(f"| a second over | {' | '.join(heads)} |\n|{'---|' * (1 + 5 * len(CONNECTIONS))}")
    for name in dict.fromkeys(name for name, _ in middle):
        cells = [name]
        for connections in CONNECTIONS:
            row = middle.get((name, connections))
            peer = middle.get((f"{name.partition(',')[0]}, Isso", connections))
            if row is None:
                cells += [""] * 5
                continue
            rate, p50, p99, used = row
            ratio = f"{rate / peer[0]:.2f}" if peer else ""
            cells += [f"{rate:,.0f}", ratio, f"{p50:.1f} ms", f"{p99:.1f} ms", f"{used:.2f} ms"]
        print(f"| {' | '.join(cells)} |", flush=True)


def posts_and_readers(ours: Site, number: int) -> None:
    """8 clients post while 8 read; says what became of the posts."""
    before = len(filling(ours.environment, "waiting"))
    pages = [PAGE.replace("respond", "responses"), "/", PAGE.replace("p16/respond/", "")]
    reading = [request("GET", ours.url, page) for page in pages for _ in range(number // 2)]
    shares = in_shares(ours.posts(number), 8) + in_shares(reading, 8)
    load, wrong = send_all(ours.url, shares, right=POSTED | {200})
    there = len(filling(ours.environment, "waiting")) - before
    print(
        f"8 posting, 8 reading: {number} posts, {there} there, {len(wrong)} wrong answers of "
        f"{number + len(reading)}; {load.rate:,.0f} answers a second, p99 {load.p99:.0f} ms"
    )


def queue_page(ours: Site, stack: ExitStack, folder: Path, rounds: int, seconds: int) -> None:
    """The first page with 10,000 waiting and 100,000 decisions, sent again while nothing is committed, and
    made for each request, beside a bare view of as many bytes."""
    headers = {"Cookie": f"sessionid={ours.sessions[0]}", "X_Forwarded_For": "10.0.0.1"}
    page = folder / "page"
    page.write_bytes(Client(ours.url).ask(request("GET", ours.url, QUEUE, **headers)).body)
    plain = stack.enter_context(bare(page))
    anew = site(**ours.environment, MASSLINE_KEPT_PAGES="0")
    asked = {"sent again": ours.url, "made anew": stack.enter_context(anew)[0]}
    ratios: dict[str, list[float]] = {how: [] for how in asked}
    for _ in range(rounds):
        w0 = put_load(plain, connections=QUEUE_CONNECTIONS, seconds=seconds)
        for how, url in asked.items():
            load = put_load(url + QUEUE, connections=QUEUE_CONNECTIONS, seconds=seconds, **headers)
            ratios[how].append(load.rate / w0.rate)
            print(f"the queue, {how}: {load.rate:,.0f}, W0 {w0.rate:,.0f}, p99 {load.p99:.0f} ms")
    for how, found in ratios.items():
        print(f"the queue\u2019s first page, {how}: {statistics.median(found):.3f} x W0")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--isso", type=Path, help="the Python of an environment with isso and gunicorn")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--posts", type=int, default=400, help="of a round")
    parser.add_argument("--best", action="store_true", help="the best of the rounds, not the median")
    parser.add_argument("--seconds", type=int, default=4, help="of a round of the queue's page")
    parser.add_argument("--waiting", type=int, default=10_000)
    parser.add_argument("--decisions", type=int, default=100_000)
    parser.add_argument("--no-queue", action="store_true", help="leave the queue's page out")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="massline-bench.")))
        (folder / "site").mkdir()
        environment = {"MASSLINE_VAR": str(folder / "site"), "MASSLINE_PROXIES": "1"}
        sessions = filling(environment, "make")
        url, pid = stack.enter_context(site(**environment))
        ours = Site(url, environment, sessions)
        kinds = {
            "posting, here": Asked(ours.posts, url, pid),
            "approving, here": Asked(ours.decisions, url, pid),
        }
        if arguments.isso:
            isso = stack.enter_context(IssoServer(arguments.isso, folder / "isso"))
            kinds["posting, Isso"] = Asked(partial(isso.posts, text=text), isso.url, isso.pid, strict=False)
            kinds["approving, Isso"] = Asked(isso.approvals, isso.url, isso.pid, strict=False)
        (folder / "bare").mkdir()
        least = stack.enter_context(bare_view(folder / "bare", text))
        kinds |= {
            "posting, a bare view that stores a row": Asked(least.posts, least.url, least.pid),
            "posting, rows in a loop": Loop("rows", folder / "bare", text),
            "posting, fdatasync alone": Loop("syncs", folder / "bare", text),
        }
        report(measure(kinds, arguments.posts, arguments.rounds, best=arguments.best))
        posts_and_readers(ours, arguments.posts)
        if not arguments.no_queue:
            filling(environment, "desk", str(arguments.waiting), str(arguments.decisions))
            queue_page(ours, stack, folder, arguments.rounds, arguments.seconds)


if __name__ == "__main__":
    main()
