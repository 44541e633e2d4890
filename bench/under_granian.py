"""The site under granian, as near to ``deploy/gunicorn.conf.py`` as granian can be brought.

    python -m bench.under_granian MODULE --port 8000 (or --uds PATH)

The application is loaded before the workers are forked, so that they share settings.THROTTLE_KEY; only HTTP/1
is spoken; granian's own lines go through the site's formatter.
"""

import argparse
import gc
import importlib
import multiprocessing
from pathlib import Path

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings

from masslinesite.logging import CONFIGURATION, configure

#: In bytes, for all that comes before the body; and for how many milliseconds it may take to come.
HEAD, PATIENCE = 16_384, 5_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("module")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--uds", type=Path)
    arguments = parser.parse_args()
    configure(CONFIGURATION)
    application = importlib.import_module(arguments.module).application
    gc.freeze()
    multiprocessing.set_start_method("fork")
    server = Granian(
        arguments.module,
        port=arguments.port,
        uds=arguments.uds,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=4,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(max_buffer_size=HEAD, header_read_timeout=PATIENCE),
        respawn_failed_workers=True,
        workers_kill_timeout=20,
        log_dictconfig={**CONFIGURATION, "loggers": {"_granian": {"level": "INFO"}}},
    )
    server.serve(target_loader=lambda: application, wrap_loader=False)


if __name__ == "__main__":
    main()
