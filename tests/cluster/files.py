"""The shipped files, copied to where they belong on a machine that is a folder and an address of loopback.

What is tested is what is shipped: nothing is replaced but addresses, the two ports that only root may use,
and the folders at the beginning of paths.
"""

import os
import re
import shlex
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from tests.served_site import ROOT

DEPLOY = ROOT / "deploy"
#: Where the shipped files have the checkout.
SITE = "/srv/massline/site"
#: Each file of ``deploy/cluster`` with its place, by kind of machine. Services are read, not copied.
PLACES = {
    "db": {
        "etcd.env": "/etc/default/etcd",
        "patroni.env": "/etc/patroni_env.conf",
        "patroni.yml": "/etc/patroni/config.yml",
        "make-database": "/etc/patroni/make-database",
    },
    "app": {
        "haproxy-databases.cfg": "/etc/haproxy/haproxy.cfg",
        "pgbouncer.ini": "/etc/pgbouncer/pgbouncer.ini",
        "pgbouncer-users.txt": "/etc/pgbouncer/userlist.txt",
        "massline.env": "/etc/massline.env",
        "massline-commands.env": "/etc/massline-commands.env",
        "commands.conf": "/etc/systemd/system/massline-send-mail.service.d/commands.conf",
    },
    "front": {
        "haproxy-front.cfg": "/etc/haproxy/haproxy.cfg",
        "away.html": "/etc/haproxy/away.html",
    },
}
SERVICES = ("massline-node.service", "massline-update.service")
#: Of the services that timers start, those that every machine of the site has.
TIMED = ("send-mail", "clearsessions", "learn-filter")
FRONT_PORTS = {"80": 8080, "443": 8443}
#: The last number of each machine's address in the shipped files.
NUMBERS = {"front": 10, "db1": 11, "db2": 12, "db3": 13, "app1": 21, "app2": 22}


@dataclass(frozen=True)
class Layout:
    """Where one run has its machines: folders in ``folder``, addresses in 127.``octet``.0.0/16."""

    folder: Path
    octet: int
    postgres_bin: str
    names: tuple[str, ...] = field(default=tuple(NUMBERS))

    def address(self, name: str) -> str:
        return f"127.{self.octet}.0.{NUMBERS[name]}"

    def home(self, name: str) -> str:
        """What that machine itself calls 127.0.0.1."""
        return f"127.{self.octet}.1.{NUMBERS[name]}"

    def path(self, name: str, path: str) -> Path:
        return self.folder / name / path.lstrip("/")

    def rendered(self, file: str, name: str) -> str:
        """The text of ``deploy/cluster/<file>`` as it stands on the machine ``name``."""
        text = own(file, (DEPLOY / "cluster" / file).read_text("utf-8"), name)
        text = text.replace("127.0.0.1", self.home(name))
        # Whoever connects over loopback comes from 127.0.0.1, whatever address it listens at.
        text = text.replace("10.0.0.0/24", "127.0.0.0/8").replace("10.0.0.", f"127.{self.octet}.0.")
        for port, free in FRONT_PORTS.items():
            text = text.replace(f"bind :{port}", f"bind {self.address(name)}:{free}")
        text = text.replace("/usr/lib/postgresql/15/bin", self.postgres_bin)
        text = text.replace(SITE, str(ROOT))
        # Only whole paths: what stands after a blank, a quotation mark, a colon or an equals sign.
        begins = r"(?<![\w/.])/(etc|var/lib|run|dev)/(?!null)"
        return re.sub(begins, lambda found: f"{self.path(name, found[1])}/", text)

    def lay_out(self, name: str, owner: str | None) -> None:
        """Writes the files of the machine ``name``, and gives its folder to ``owner`` where one is named."""
        for file, place in PLACES[name.rstrip("0123456789")].items():
            target = self.path(name, place)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(self.rendered(file, name), "utf-8")
            target.chmod(0o700 if os.access(DEPLOY / "cluster" / file, os.X_OK) else 0o600)
        for folder in ("var/lib/etcd", "var/lib/postgresql", "run/postgresql", "dev"):
            self.path(name, folder).mkdir(parents=True, exist_ok=True)
        if owner:
            for path in (self.folder / name, *(self.folder / name).rglob("*")):
                shutil.chown(path, owner, owner)

    def settings(self, name: str, place: str) -> dict[str, str]:
        """The variables of an environment file as systemd would read them."""
        lines = self.path(name, place).read_text("utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))

    def commands(self, service: str, name: str) -> list[list[str]]:
        """What a service runs, in order, with its environment's variables filled in."""
        text = self.rendered(service, name)
        known = {}
        for place in re.findall(r"^EnvironmentFile=(.+)$", text, re.MULTILINE):
            known |= self.settings(name, place.removeprefix(str(self.folder / name)))
        lines = re.findall(r"^ExecStart(?:Pre)?=(.+)$", text, re.MULTILINE)
        return [shlex.split(re.sub(r"\$\{(\w+)\}", lambda found: known[found[1]], line)) for line in lines]


def own(file: str, text: str, name: str) -> str:
    """The lines that differ between machines of one kind, changed as the files' first lines say."""
    number = str(NUMBERS[name])
    if file == "massline.env":
        return text.replace("10.0.0.21", f"10.0.0.{number}")
    if file not in ("etcd.env", "patroni.env"):
        return text
    lines = [
        line if line.startswith("ETCD_INITIAL_CLUSTER=")
        else line.replace("db1", name).replace("10.0.0.11", f"10.0.0.{number}")
        for line in text.splitlines()
    ]  # fmt: skip
    return "\n".join(lines) + "\n"
