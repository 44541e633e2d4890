"""The course of the trial: the machines start, work under load, die one after the other, and are asked."""

import re
import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.cluster import certificate, proofs
from tests.cluster.browser import Browser
from tests.cluster.desk import LOOKS, NAME, Desk
from tests.cluster.files import TIMED, Layout
from tests.cluster.load import Load, Sources
from tests.cluster.machines import Databases, Front, Node, status_of
from tests.cluster.processes import Failed, run, wait_for
from tests.cluster.report import Report, say

#: Seconds within which writing has to be back after the leader's death.
BACK_WITHIN = 25
#: Seconds of load before and between the blows.
CALM = 5
#: Seconds without a second machine: longer than pgbouncer lets a commit wait for one.
ALONE = 30
#: As an update brings it to one machine first.
FILE = "only-here.txt"
#: Seconds for a machine to come back whole.
WHOLE_WITHIN = 120


@dataclass(frozen=True)
class Size:
    kills: int
    writers: int
    readers: int


class Trial:
    def __init__(self, stack: ExitStack, layout: Layout, size: Size, report: Report) -> None:
        self.stack, self.layout, self.size, self.report = stack, layout, size, report
        self.databases = Databases(layout)
        self.nodes = [Node(layout, name) for name in layout.names if name.startswith("app")]
        self.front = Front(layout, "front")
        # The last one entered is the first one stopped.
        for machine in (*self.databases.all, *self.nodes, self.front):
            stack.callback(machine.stop)

    def run(self) -> None:
        self._start()
        self.load.start()
        self.desk.start()
        time.sleep(2 * CALM)
        self._kill_node()
        self._kill_leaders()
        self._freeze()
        self._hand_over()
        self._leave_alone()
        self.desk.stop()
        self.load.stop()
        self._count()
        self._close()

    def _start(self) -> None:
        say("Starting etcd, Patroni and PostgreSQL on three machines")
        self.databases.start()
        first = self.nodes[0]
        for node in self.nodes:
            node.start_ways()
        wait_for("the leader is found", lambda: proofs.answers(self.url(first)), 30)
        say("Making the tables and loading the texts")
        first.update()
        password = re.search(
            r"One-time password.*: (\S+)", first.manage("make_account", NAME, "--role", "moderator")
        )
        say("Starting the site on two machines, and HAProxy in front")
        for node in self.nodes:
            node.start_site()
        pem, key = certificate.make()
        self.front.start(pem + key)
        place = self.front.place(certificate.trusting(pem))
        wait_for("the front answers", lambda: status_of(place, "/") == 200, 30)
        self.sources = Sources(self.layout.octet)
        self.load = Load(place, self.sources, writers=self.size.writers, readers=self.size.readers)
        places = {node.name: node.place for node in self.nodes} | {"front": place}
        self.desk = Desk(self.load, place, places)
        self.desk.sign_in(password[1])
        for path in ("/healthz", "/readyz", "/%68ealthz"):
            self.report.promise(f"front, {path}", status := status_of(place, path), kept=status == 404)

    def url(self, node: Node) -> str:
        """Past pgbouncer to the leader, as that machine finds it."""
        return self.layout.settings(node.name, "/etc/massline-commands.env")["DATABASE_URL"]

    def _kill_node(self) -> None:
        node = self.nodes[0]
        began = time.monotonic()
        node.kill_site()
        time.sleep(2 * CALM)
        readings = [each for each in self.load.seen.readings if each.began >= began]
        missed = sum(not each.is_there for each in readings)
        self.report.promise(
            "site killed on one of two machines: pages in vain",
            f"{missed} of {len(readings)}",
            kept=missed == 0,
        )
        self.report.figure("… writing again after", seconds(self.load.seen.back_after(began)))
        Path(node.path("var/site/static"), FILE).write_text("new\n", "ascii")
        node.start_site()
        # The front looks every second or two whether the machine is there again.
        place, path = self.load.place, f"/static/{FILE}"
        wait_for("the front has both machines", lambda: status_of(place, path) == 200, 30)
        found = [status_of(place, path) for _ in range(LOOKS)]
        self.report.promise("a file that one of two has: answers", sorted({*found}), kept={*found} == {200})
        time.sleep(CALM)

    def _kill_leaders(self) -> None:
        times = []
        for number in range(1, self.size.kills + 1):
            leader = self.databases.leader()
            times.append(
                self._strike(f"{number}. leader, {leader.name}, killed with its machine", leader.kill)
            )
            leader.start()
            self._wait_until_whole()
        longest, middle = max(times), statistics.median(times)
        figure = f"{seconds(middle)} in the middle, {seconds(longest)} at most"
        self.report.promise(f"{len(times)} leaders killed: writing away", figure, kept=longest < BACK_WITHIN)

    def _strike(self, what: str, blow: Callable[[], object]) -> float:
        """Does it and waits until a post that was begun afterwards is acknowledged; how long none was."""
        self._wait_until_whole()
        time.sleep(CALM)
        seen, began = self.load.seen, time.monotonic()
        blow()
        struck = time.monotonic()
        try:
            wait_for("writing is back", lambda: seen.back_after(struck), 3 * BACK_WITHIN)
        except Failed:
            self.report.promise(f"{what}: writing away", "until given up", kept=False)
            raise
        back = struck + seen.back_after(struck)
        away = seen.writing_away(began, back)
        self.report.promise(f"{what}: writing away", seconds(away), kept=away < BACK_WITHIN)
        self.report.figure("… reading away", seconds(seen.reading_away(began, back + 1)))
        return away

    def _wait_until_whole(self) -> None:
        wait_for("the three databases are whole again", self.databases.is_whole, WHOLE_WITHIN)

    def _freeze(self) -> None:
        """A machine that hangs and then goes on as if nothing had been must not go on as the leader."""
        leader = self.databases.leader()
        frozen: list[int] = []
        try:
            self._strike(f"leader {leader.name} frozen", lambda: frozen.extend(leader.freeze()))
        finally:
            leader.thaw(frozen)
        self._wait_until_whole()
        self.report.promise(
            "… thawed, it leads", "no" if self.databases.leader() is not leader else "yes",
            kept=self.databases.leader() is not leader,
        )  # fmt: skip

    def _hand_over(self) -> None:
        """What an operator does before work on a machine."""
        leader = self.databases.leader()
        command = [
            "patronictl",
            "-c",
            leader.path("etc/patroni/config.yml"),
            "switchover",
            "--force",
            "massline",
        ]
        log = self.layout.folder / "logs" / "patronictl.log"
        self._strike(
            f"leader {leader.name} hands over (patronictl)", lambda: run(command, log, {"LC_ALL": "C.UTF-8"})
        )
        self._wait_until_whole()

    def _leave_alone(self) -> None:
        """With two of three machines it goes on. The last one alone acknowledges nothing, not even as it
        ceases to lead, when it shows what it has committed and nobody else has."""
        leader = self.databases.leader()
        first, second = (each for each in self.databases.all if each is not leader)
        self._strike(f"first of two replicas, {first.name}, killed", first.kill)
        time.sleep(CALM)
        began = time.monotonic()
        second.kill_postgres()
        time.sleep(ALONE)
        self._promise_silence("both replicas killed: acknowledged", began)
        began = time.monotonic()
        second.kill()
        time.sleep(2 * CALM)
        self._promise_silence("etcd’s majority gone, too: acknowledged", began)
        began = time.monotonic()
        for machine in (first, second):
            machine.start()
        wait_for("writing is back", lambda: self.load.seen.back_after(began), WHOLE_WITHIN)
        self.report.figure("… both started: writing again after", seconds(self.load.seen.back_after(began)))
        self._wait_until_whole()

    def _promise_silence(self, what: str, began: float) -> None:
        """Nothing was acknowledged since; what was under way at that moment may have been safe already."""
        late = [each for each in self.load.seen.sent if each.ended > began + 1]
        self.report.promise(what, len(late), kept=not late)

    def _close(self) -> None:
        """With no machine of the site left, the front speaks for it."""
        for node in self.nodes:
            node.kill_site()
        answer = Browser(self.load.place, self.sources.next()).get("/")
        kept = answer.status in (502, 503) and "your words are still in it" in answer.text
        kept = (
            kept
            and answer["Retry-After"] == "5"
            and "default-src 'none'" in answer["Content-Security-Policy"]
        )
        said = f"{answer.status}, Retry-After: {answer['Retry-After']}"
        self.report.promise("no machine of the site: the front answers", said, kept=kept)

    def _count(self) -> None:
        seen, looked = self.load.seen, self.desk.looked
        node = self.nodes[1]
        counts, now = proofs.stored(self.url(node)), proofs.statuses(self.url(node))
        lost, doubled = proofs.lost_and_doubled(seen, counts)
        total = len(seen.sent)
        again = sum(each.tries > 1 for each in seen.sent)
        self.report.promise(
            "responses acknowledged, and lost", f"{total}, {len(lost)}", kept=total > 0 and not lost
        )
        self.report.promise(
            "… sent more than once, and doubled", f"{again}, {len(doubled)}", kept=not doubled
        )
        bad = proofs.bad_receipts(seen, [node.place for node in self.nodes], self.sources.next())
        self.report.promise("… receipts that do not open with their words", len(bad), kept=not bad)
        back = seen.answers["post: words given back"]
        self.report.figure("forms answered with the words given back, the database being away", back)
        undone = proofs.undone(looked.decisions, now)
        self.report.promise(
            "decisions acknowledged, and undone", f"{len(looked.decisions)}, {len(undone)}", kept=not undone
        )
        for name in (*(each.name for each in self.nodes), "front"):
            before, after = looked.before[f"{name}: shown"], looked.after[f"{name}: not shown"]
            stale = looked.after[f"{name}: shown"]
            self.report.promise(
                f"{name}: pages with a response, without it once it was removed, still with it",
                f"{before}, {after}, {stale}", kept=before > 0 and after > 0 and stale == 0,
            )  # fmt: skip
        faults = [*seen.faults, *looked.faults]
        self.report.promise("other faults", "; ".join(sorted(set(faults))[:5]) or "none", kept=not faults)
        told = proofs.told_by_logs(self.layout.folder / "logs", self.sources.pattern)
        self.report.promise(
            "readers’ words or addresses in any log", "; ".join(told[:3]) or "none", kept=not told
        )
        self.report.figure("answers", ", ".join(f"{name} x {n}" for name, n in sorted(seen.answers.items())))
        for name in TIMED:
            self.nodes[0].run_timed(name)
        self.report.promise("what timers run", ", ".join(TIMED), kept=True)
        verified = self.nodes[1].manage("verify").strip().splitlines()[-1]
        self.report.promise("manage.py verify", verified, kept=True)


def seconds(value: float | None) -> str:
    return "never" if value is None else f"{value:.1f} s"
