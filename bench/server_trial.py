"""What gunicorn and granian do with requests that are wrong or slow, and with signals; a line for each trial.

    .venv/bin/python bench/server_trial.py [--only NAME]

granian is installed by pip into a temporary folder, as for ``bench/servers.py``. Both serve
``bench/mirror.py``, which tells what came to the application, with two workers of four threads: gunicorn as
deployed, granian by ``bench/under_granian.py``. Each trial has a server of its own.
"""

import argparse
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import server_signals, server_trials
from bench.servers import install_granian
from bench.serving import GUNICORN, ROOT
from bench.trial_server import Served

COMMANDS = {
    "gunicorn": lambda address: (*GUNICORN, f"--bind={address}", "bench.mirror"),
    "granian": lambda address: (
        *(sys.executable, "-m", "bench.under_granian", "bench.mirror"),
        *(("--uds", address[5:]) if address.startswith("unix:") else ("--port", address.rpartition(":")[2])),
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", help="the trials whose names begin so")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="massline-bench.") as made:
        folder = Path(made)
        install_granian(folder / "granian")
        path = os.pathsep.join([str(ROOT), str(folder / "granian")])
        (folder / "var").mkdir()
        settings = {"PYTHONPATH": path, "MASSLINE_VAR": str(folder / "var"), "DATABASE_URL": ""}
        trials = server_trials.TRIALS | server_signals.TRIALS
        print(f"| tried | {' | '.join(COMMANDS)} |\n|{'---|' * (1 + len(COMMANDS))}")
        for name, trial in trials.items():
            if arguments.only and not name.startswith(arguments.only):
                continue
            cells = []
            for server, command in COMMANDS.items():
                log = folder / f"{server}.{time.monotonic_ns()}.log"
                try:
                    with Served(command, os.environ | settings | {"MASSLINE_TRIAL": "1"}, log) as served:
                        cells.append(trial(served))
                except (OSError, ValueError, RuntimeError) as trouble:
                    traceback.print_exc()
                    cells.append(f"failed: {trouble}")
            print(f"| {name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
