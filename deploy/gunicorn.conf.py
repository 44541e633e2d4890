"""How gunicorn serves the site: ``gunicorn --config deploy/gunicorn.conf.py masslinesite.wsgi``."""

import gc
import os

from gunicorn.arbiter import Arbiter

from masslinesite.allocator import keep_little
from masslinesite.engines.sqlite3 import mutexes
from masslinesite.logging import CONFIGURATION, configure
from masslinesite.server import SHARES, Worker

mutexes.do_without()
configure(CONFIGURATION)
keep_little()

# Loaded once and then forked: the workers share settings.THROTTLE_KEY, which exists in memory only.
preload_app = True
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
worker_class = "masslinesite.server.Worker"
logger_class = "masslinesite.server.Logger"
# A worker's heartbeat is a file; on a disk it can stall for as long as the disk does.
in_memory = "/dev/shm"  # noqa: S108 - gunicorn makes its own unguessable name there
worker_tmp_dir = in_memory if os.path.isdir(in_memory) else None
timeout = 30
graceful_timeout = 20
keepalive = 5
# The middleware tells what there is to tell of a request; an access log would hold addresses.
accesslog = None
errorlog = "-"
# No second way in: the process is steered by signals.
control_socket_disable = True
# A comparison's address names its choice; beyond this it is nothing of ours.
limit_request_line = 8190


def child_exit(server: Arbiter, worker: Worker) -> None:
    SHARES.leave(worker.age)


def when_ready(server: Arbiter) -> None:
    """Before the workers are forked: what is loaded stays for good, so nobody need look through it for
    garbage. A page of a thread of a thousand made the collector do so often, a seventh of the page's time.
    What forms and searches leave behind in circles waits until there are 10,000 objects: some megabytes."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 20)
