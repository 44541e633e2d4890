"""Servers for the benchmarks, and the load that is put on them.

Every server listens on loopback and is ended with the benchmark. The load comes from wrk (Debian's
package), which keeps its connections open and reports how long answers took.
"""

import getpass
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
GUNICORN = (sys.executable, "-m", "gunicorn", "--config=deploy/gunicorn.conf.py")
START_SECONDS = 60
NGINX = """
user {user};
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log crit;
worker_processes 2;
events {{ worker_connections 256; }}
http {{
    access_log off;
    sendfile on;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; location / {{ root {folder}/static; index page; }} }}
}}
"""
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
LATENCY = re.compile(r"^\s+(50|99)%\s+([\d.]+)(us|ms|s)\s*$", re.MULTILINE)
WRONG = re.compile(r"(Non-2xx or 3xx responses: \d+|Socket errors: .*)")
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Load:
    """Answers a second, and within how many milliseconds half and 99 of 100 of them came."""

    rate: float
    p50: float
    p99: float


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def running(command: tuple[str, ...], url: str, environment: dict[str, str]) -> Iterator[int]:
    """A server while the block runs; gives its process id. Raises RuntimeError if it does not answer."""
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not answers(url):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{' '.join(command)} does not answer at {url}")
            time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def site(**settings: str) -> Iterator[tuple[str, int]]:
    """The site as deployed, with two workers; ``settings`` are of its environment. Its address and the
    server's process id."""
    url = f"http://127.0.0.1:{free_port()}"
    command = (*GUNICORN, f"--bind={url.removeprefix('http://')}", "masslinesite.wsgi")
    with running(command, f"{url}/healthz", os.environ | settings) as pid:
        yield url, pid


@contextmanager
def database_for(name: str) -> Iterator[dict[str, str]]:
    """A database of that name on the server of DATABASE_URL, made and removed, as the environment says it; an
    empty environment where there is none, and the site is on SQLite."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield {"DATABASE_URL": ""} if server else {}
        return
    import psycopg2

    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield {"DATABASE_URL": urlsplit(server)._replace(path=f"/{name}").geturl()}
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        connection.close()


@contextmanager
def bare(page: Path, **settings: str) -> Iterator[str]:
    """A bare Django view that sends the bytes of ``page``, under the same server; ``settings`` are of its
    environment."""
    url = f"http://127.0.0.1:{free_port()}"
    command = (*GUNICORN, f"--bind={url.removeprefix('http://')}", "bench.bare")
    environment = os.environ | {"BARE_PAGE": str(page), "DJANGO_SETTINGS_MODULE": ""} | settings
    with running(command, url, environment):
        yield url


@contextmanager
def static_file(page: Path, folder: Path) -> Iterator[str]:
    """nginx with ``page`` as a file; no address where nginx is not installed."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        yield ""
        return
    (folder / "static").mkdir(parents=True)
    shutil.copy(page, folder / "static" / "page")
    folder.chmod(0o755)
    port = free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(NGINX.format(folder=folder, port=port, user=getpass.getuser()))
    command = (program, "-p", str(folder), "-c", str(configuration))
    with running(command, f"http://127.0.0.1:{port}/", dict(os.environ)):
        yield f"http://127.0.0.1:{port}"


def put_load(url: str, *, connections: int, seconds: int, **headers: str) -> Load:
    """Asks for ``url`` again and again. Raises RuntimeError if an answer is an error."""
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is missing: apt-get install wrk")
    given = [part for name, value in headers.items() for part in ("-H", f"{name.replace('_', '-')}: {value}")]
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", *given, url]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if wrong := WRONG.search(told):
        raise RuntimeError(f"{url}: {wrong.group(1)}")
    rate = RATE.search(told)
    latency = {per_cent: float(value) * UNITS[unit] for per_cent, value, unit in LATENCY.findall(told)}
    if rate is None or len(latency) != 2:
        raise RuntimeError(f"wrk said too little of {url}: {told}")
    return Load(float(rate.group(1)), latency["50"], latency["99"])


def memory(pid: int) -> list[float]:
    """Resident megabytes of each worker of the server ``pid``."""
    children = subprocess.run(["ps", "-o", "rss=", "--ppid", str(pid)], capture_output=True, text=True)
    return [int(line) / 1024 for line in children.stdout.split()]


@dataclass(frozen=True)
class Footprint:
    """Megabytes of a process: ``resident`` as everybody counts it, what it shares with others in full;
    ``share``, the same with each shared page divided by those that share it, so that the sum over all
    processes is what they take together; ``own``, what would be free if it ended."""

    resident: float
    share: float
    own: float


def footprints(pid: int) -> dict[int, Footprint]:
    """Of each worker of the server ``pid``, by its process id."""
    children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)
    return {int(child): _footprint(int(child)) for child in children.stdout.split()}


def _footprint(pid: int) -> Footprint:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    found = {name.rstrip(":"): int(value) / 1024 for name, value, _ in map(str.split, lines)}
    return Footprint(found["Rss"], found["Pss"], found["Private_Clean"] + found["Private_Dirty"])


@cache
def postgres_pid() -> int:
    """The process of the server of DATABASE_URL that started all its others; 0 where there is none, where it
    does not tell (the user is no superuser there), and where it is on another machine."""
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return 0
    import psycopg2

    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)")
            found = int(cursor.fetchone()[0])
    except psycopg2.errors.InsufficientPrivilege:
        return 0
    finally:
        connection.close()
    name = Path(f"/proc/{found}/comm")
    return found if name.exists() and name.read_text().startswith("postgres") else 0


def processor(pid: int) -> float:
    """Seconds of the processor that the server ``pid`` and all that it started have used by now."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True).stdout
    parents = {int(one): int(other) for one, other in map(str.split, listed.splitlines())}
    ours = {pid}
    while more := {one for one, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return sum(_used(each) for each in ours)


def _used(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
