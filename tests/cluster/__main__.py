"""python -m tests.cluster: see ``script/test-deploy``, which sees to what has to be there."""

import argparse
import os
import random
import shutil
import signal
import socket
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.cluster import one_machine, units
from tests.cluster.browser import Unanswered
from tests.cluster.files import Layout
from tests.cluster.processes import Failed
from tests.cluster.report import Report, say
from tests.cluster.trial import Size, Trial

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PORTS = (2379, 2380, 5000, 5001, 5432, 6432, 8000, 8008, 8080, 8443)


def free_octet() -> int:
    """A part of loopback at whose addresses all of the ports are free. Raises Failed."""
    for octet in random.sample(range(16, 60), 10):
        try:
            for port in PORTS:
                with socket.socket() as listener:
                    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                    listener.bind((f"127.{octet}.0.10", port))
        except OSError as error:
            taken = f"port {port}: {error.strerror}"
            continue
        return octet
    raise Failed(f"No part of loopback is free: {taken}. Something listens on all addresses.")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/test-deploy", description=__doc__)
    parser.add_argument("--kills", type=int, default=3, help="how often the database's leader is killed")
    parser.add_argument("--writers", type=int, default=4, help="readers that write at the same time")
    parser.add_argument("--readers", type=int, default=2, help="readers that read at the same time")
    parser.add_argument("--only", choices=("one", "several"), help="one machine, or several, and not both")
    parser.add_argument("--keep", action="store_true", help="leave the folder with all logs")
    parser.add_argument("--postgres-bin", required=True, help=argparse.SUPPRESS)
    return parser.parse_args()


def end(number: int, _frame: object) -> None:
    """Once: what follows is the tidying up, which a second Ctrl-C shall not break off."""
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    sys.exit(128 + number)


def main() -> int:
    chosen = arguments()
    for number in SIGNALS:
        signal.signal(number, end)
    folder = Path(tempfile.mkdtemp(prefix="massline-deploy."))
    # PostgreSQL's user has to get at its own part.
    folder.chmod(0o711)
    (folder / "logs").mkdir(mode=0o700)
    report, trial = Report(), None
    try:
        layout = Layout(folder, free_octet(), chosen.postgres_bin)
        units.check(layout, report)
        if chosen.only != "several":
            with ExitStack() as stack:
                one_machine.try_out(stack, layout, report)
        if chosen.only != "one":
            with ExitStack() as stack:
                trial = Trial(stack, layout, Size(chosen.kills, chosen.writers, chosen.readers), report)
                trial.run()
    except (Failed, Unanswered) as failure:
        report.promise("the trial itself", failure, kept=False)
        if trial:
            sys.stderr.write(trial.databases.logs() + "\n")
    finally:
        if chosen.keep:
            say(f"Left: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(f"{report}\n")
    return 0 if report.rows and report.is_kept else 1


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main())
