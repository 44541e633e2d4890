"""Programs that end with this one, whatever happens; ended by number, never by name."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.served_site import ROOT, end_with_parent

#: PostgreSQL and pgbouncer refuse to run as root; Debian's package brings this user.
USER = "postgres" if os.geteuid() == 0 else None
#: Handed down; all else comes from the shipped files.
KEPT = ("PATH", "LANG", "TZ", "TMPDIR")


class Failed(Exception):
    """Something did not start or did not become what it should in time."""


class Program:
    """One started program: the head of a process group of its own."""

    def __init__(
        self,
        command: list[str],
        log: Path,
        settings: dict[str, str],
        *,
        as_user: bool = False,
        cwd: Path = ROOT,
    ) -> None:
        environment = {name: os.environ[name] for name in KEPT if name in os.environ} | settings
        other = {"user": USER, "group": USER, "extra_groups": []} if as_user and USER else {}
        self.log = log
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                command,
                cwd=cwd,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                preexec_fn=end_with_parent,
                **other,
            )

    @property
    def pid(self) -> int:
        return self.process.pid

    def signal_all(self, number: signal.Signals) -> None:
        """To the program and to all that it has started in its group."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    def kill(self) -> None:
        self.signal_all(signal.SIGKILL)
        self.process.wait()

    def stop(self, seconds: float = 10) -> None:
        self.signal_all(signal.SIGTERM)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
        self.signal_all(signal.SIGKILL)


def run(command: list[str], log: Path, settings: dict[str, str], **options: object) -> None:
    """Runs a program to its end. Raises Failed with the last lines of its log."""
    program = Program(command, log, settings, **options)
    try:
        status = program.process.wait()
    finally:
        program.kill()
    if status:
        raise Failed(f"{' '.join(command)}: exit {status}\n{tail(log)}")


def tail(log: Path, lines: int = 25) -> str:
    return "\n".join(log.read_text("utf-8", "replace").splitlines()[-lines:])


def wait_for(what: str, is_so: Callable[[], object], seconds: float) -> float:
    """Waits until ``is_so`` says yes; the seconds that took. Raises Failed."""
    started = time.monotonic()
    while not is_so():
        if time.monotonic() - started > seconds:
            raise Failed(f"Not within {seconds:.0f} s: {what}.")
        time.sleep(0.1)
    return time.monotonic() - started


def family(pid: int) -> list[int]:
    """A process and its children, who may have left its group; nothing if it is gone.

    It comes first: who is killed in this order has no time to notice the deaths of the others.
    """
    found = [pid] if Path(f"/proc/{pid}").exists() else []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
            if parent == pid:
                found.append(int(entry.name))
    return found


def signal_each(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
