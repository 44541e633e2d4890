"""The machines of the cluster: three for the database, two for the site, one that readers reach."""

import json
import re
import signal
import ssl
import urllib.error
import urllib.request
from pathlib import Path

from tests.cluster.browser import Browser, Place, Unanswered
from tests.cluster.files import DEPLOY, FRONT_PORTS, SITE, Layout
from tests.cluster.processes import USER, Failed, Program, family, run, signal_each, tail, wait_for
from tests.served_site import ROOT

START_SECONDS = 90


class Machine:
    """A folder, an address, and the programs that run there, in the order in which they were started."""

    def __init__(self, layout: Layout, name: str) -> None:
        self.layout, self.name = layout, name
        self.address = layout.address(name)
        self.programs: list[Program] = []
        layout.lay_out(name, USER)

    def path(self, place: str) -> str:
        return str(self.layout.path(self.name, place))

    def log(self, name: str) -> Path:
        return self.layout.folder / "logs" / f"{self.name}-{name}.log"

    def run(self, name: str, *command: str, settings: dict[str, str] | None = None) -> Program:
        """Starts what Debian's own unit for it would, as a user who is not root."""
        home = {"HOME": self.path("var/lib/postgresql")}
        program = Program(
            list(command), self.log(name), home | (settings or {}), as_user=True, cwd=Path(self.path(""))
        )
        self.programs.append(program)
        return program

    def stop(self) -> None:
        for program in reversed(self.programs):
            program.stop()
        self.programs.clear()


class Database(Machine):
    """etcd, Patroni, and the PostgreSQL that Patroni starts."""

    def start(self) -> None:
        self.run("etcd", "etcd", settings=self.layout.settings(self.name, "/etc/default/etcd"))
        settings = self.layout.settings(self.name, "/etc/patroni_env.conf")
        self.run("patroni", "patroni", self.path("etc/patroni/config.yml"), settings=settings)

    def pids(self) -> list[int]:
        """All processes of the machine. PostgreSQL's are in groups of their own."""
        found = [pid for program in self.programs for pid in family(program.pid)]
        try:
            first = Path(self.path("var/lib/postgresql/massline/postmaster.pid")).read_text().split()[0]
        except (OSError, IndexError):
            return found
        return [*found, *family(int(first))]

    def kill(self) -> None:
        """As if its plug were pulled: nothing of it can say that it goes."""
        signal_each(self.pids(), signal.SIGKILL)
        for program in self.programs:
            program.kill()
        self.programs.clear()

    def kill_postgres(self) -> None:
        """With its Patroni; etcd goes on."""
        etcd, patroni = self.programs
        signal_each([pid for pid in self.pids() if pid != etcd.pid], signal.SIGKILL)
        patroni.kill()
        self.programs.remove(patroni)

    def stop(self) -> None:
        """What it holds is thrown away, so it need not be stopped with care."""
        self.kill()

    def freeze(self) -> list[int]:
        """As a machine does whose disk or host hangs; the processes, for ``thaw``."""
        pids = self.pids()
        signal_each(pids, signal.SIGSTOP)
        return pids

    def thaw(self, pids: list[int]) -> None:
        signal_each(pids, signal.SIGCONT)

    def answers(self, question: str) -> bool:
        return ask(f"http://{self.address}:8008/{question}")[0] == 200

    def members(self) -> list[dict[str, object]]:
        """The cluster as this machine's Patroni sees it."""
        status, text = ask(f"http://{self.address}:8008/cluster")
        return json.loads(text)["members"] if status == 200 else []


class Node(Machine):
    """The site, with pgbouncer and HAProxy between it and the databases."""

    site: Program

    def start_ways(self) -> None:
        """What leads to the databases."""
        self.run("haproxy", "haproxy", "-db", "-f", self.path("etc/haproxy/haproxy.cfg"))
        self.run("pgbouncer", "pgbouncer", self.path("etc/pgbouncer/pgbouncer.ini"))

    def settings(self) -> dict[str, str]:
        """Its own folder is the one setting that the shipped file has not: here all share a checkout."""
        settings = self.layout.settings(self.name, "/etc/massline.env")
        return settings | {"MASSLINE_VAR": self.path("var/site"), "HOME": self.path("var/site")}

    def update(self) -> None:
        """What ``massline-update.service`` does. Raises Failed."""
        settings = self.settings() | self.layout.settings(self.name, "/etc/massline-commands.env")
        for command in self.layout.commands("massline-update.service", self.name):
            run(command, self.log("update"), settings)

    def run_timed(self, name: str) -> None:
        """What the service ``massline-<name>`` does, with what ``commands.conf`` adds. Raises Failed."""
        added = Path(self.path("etc/systemd/system/massline-send-mail.service.d/commands.conf")).read_text()
        place = re.search(r"^EnvironmentFile=(.+)$", added, re.MULTILINE)[1].removeprefix(self.path(""))
        unit = (DEPLOY / f"massline-{name}.service").read_text("utf-8")
        command = re.search(r"^ExecStart=(.+)$", unit, re.MULTILINE)[1].replace(SITE, str(ROOT)).split()
        run(command, self.log(name), self.settings() | self.layout.settings(self.name, place))

    def start_site(self) -> None:
        """What ``massline-node.service`` does; returns when it answers. Raises Failed."""
        *before, command = self.layout.commands("massline-node.service", self.name)
        for each in before:
            run(each, self.log("site"), self.settings())
        self.site = Program(command, self.log("site"), self.settings())
        self.programs.append(self.site)
        wait_for(f"{self.name} answers", lambda: status_of(self.place, "/healthz") == 200, START_SECONDS)

    def manage(self, *arguments: str) -> str:
        """Runs a command on the machine. Its output."""
        log = self.log(arguments[0])
        python = self.layout.commands("massline-update.service", self.name)[0][0]
        run([python, "manage.py", *arguments], log, self.settings())
        return log.read_text("utf-8")

    def kill_site(self) -> None:
        self.site.kill()
        self.programs.remove(self.site)

    @property
    def place(self) -> Place:
        return Place(self.address, 8000)


class Front(Machine):
    """HAProxy with TLS."""

    def start(self, certificate: str) -> None:
        pem = Path(self.path("etc/haproxy/reading.example.pem"))
        pem.write_text(certificate, "ascii")
        if USER:
            pem.chmod(0o644)
        self.program = self.run("haproxy", "haproxy", "-db", "-f", self.path("etc/haproxy/haproxy.cfg"))

    def place(self, tls: ssl.SSLContext) -> Place:
        return Place(self.address, FRONT_PORTS["443"], tls)


class Databases:
    """The three together."""

    def __init__(self, layout: Layout) -> None:
        self.all = [Database(layout, name) for name in layout.names if name.startswith("db")]

    def start(self) -> None:
        for machine in self.all:
            machine.start()
        wait_for("the three databases are whole", self.is_whole, START_SECONDS)

    def leader(self) -> Database:
        """The one that says that it leads. Raises Failed."""
        wait_for("a leader", lambda: any(each.answers("primary") for each in self.all), START_SECONDS)
        for machine in self.all:
            if machine.answers("primary"):
                return machine
        raise Failed("The leader went away while it was asked.")

    def is_whole(self) -> bool:
        """One leads, both others follow it without a gap, and one of them is waited for."""
        leaders = [each for each in self.all if each.answers("primary")]
        if len(leaders) != 1:
            return False
        members = leaders[0].members()
        following = [each for each in members if each["role"] != "leader"]
        return (
            len(following) == 2
            and all(each["state"] in ("running", "streaming") and each.get("lag") == 0 for each in following)
            and any(each["role"] == "sync_standby" for each in following)
            and sum(each.answers("replica") for each in self.all) == 2
        )

    def logs(self) -> str:
        return "\n".join(f"== {each.name}\n{tail(each.log('patroni'))}" for each in self.all)


def ask(url: str) -> tuple[int, str]:
    """Status and text; 0 where nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=3) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""
    except OSError:
        return 0, ""


def status_of(place: Place, path: str) -> int:
    try:
        return Browser(place, "127.0.0.1").get(path).status
    except Unanswered:
        return 0
