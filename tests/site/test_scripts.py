"""The scripts: their plain refusals, and that the throw-away PostgreSQL is gone afterwards."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.served_site import ROOT

ASK = "import os, psycopg2; c = psycopg2.connect(os.environ['DATABASE_URL']).cursor(); {0}"
NAME_FOLDER = "c.execute('SHOW data_directory'); print(c.fetchone()[0])"


def run(*command: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | environment, cwd="/")


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield str(listener.getsockname()[1])


def ask_for_port(host: str, port: str) -> subprocess.CompletedProcess:
    return run(sys.executable, str(ROOT / "script" / "_port_is_free.py"), host, port)


def test_taken_port_is_named_with_the_remedy(taken_port):
    done = ask_for_port("127.0.0.1", taken_port)
    assert done.returncode == 1
    assert done.stderr == (
        f"Port {taken_port} on 127.0.0.1 is taken: stop what uses it, or choose another with --port.\n"
    )


def test_foreign_address_is_named_with_the_remedy():
    done = ask_for_port("192.0.2.1", "8000")
    assert done.stderr == "192.0.2.1 is no address of this machine: choose another with --host.\n"


def test_free_port_is_fine():
    assert ask_for_port("127.0.0.1", "0").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--port", "none"], "--port must be a number from 1 to 65535, not 'none'."),
        (["--port", "70000"], "--port must be a number from 1 to 65535, not '70000'."),
        (["--port"], "--port needs a value"),
        (["--fast"], "Unknown argument --fast"),
    ],
)
def test_server_refuses_wrong_arguments_in_one_line(arguments, words):
    done = run(str(ROOT / "script" / "server"), *arguments)
    assert done.returncode == 1
    assert done.stderr.startswith(words)
    assert done.stderr.count("\n") == 1


def test_server_says_when_it_cannot_write():
    done = run(str(ROOT / "script" / "server"), MASSLINE_VAR="/proc/var")
    assert done.returncode == 1
    assert done.stderr.startswith("No write access to /proc/var: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "name", ["server", "test", "test-deploy", "with-postgres", "_setup.sh", "_postgres.sh"]
)
def test_script_is_sound_bash(name):
    assert run("bash", "-n", str(ROOT / "script" / name)).returncode == 0


def with_postgres(folder: Path, code: str, **options: object) -> subprocess.Popen:
    return subprocess.Popen(
        [str(ROOT / "script" / "with-postgres"), sys.executable, "-c", ASK.format(code)],
        env=os.environ | {"MASSLINE_VAR": str(folder)},
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


def test_postgres_is_gone_when_the_command_has_ended(tmp_path):
    process = with_postgres(tmp_path / "with space", NAME_FOLDER)
    folder = Path(process.communicate()[0].strip())
    assert process.returncode == 0
    assert folder.name == "data"
    assert not folder.parent.exists()


def test_postgres_is_gone_when_the_command_has_failed(tmp_path):
    process = with_postgres(tmp_path, NAME_FOLDER + "; raise SystemExit(7)")
    folder = Path(process.communicate()[0].strip())
    assert process.returncode == 7
    assert not folder.parent.exists()


def test_postgres_is_gone_after_an_interrupt(tmp_path):
    """As Ctrl-C does: the signal goes to the script and to what it runs."""
    process = with_postgres(
        tmp_path,
        NAME_FOLDER + "; import sys, time; sys.stdout.flush(); time.sleep(60)",
        start_new_session=True,
    )
    folder = Path(process.stdout.readline().strip())
    server = int((folder / "postmaster.pid").read_text("ascii").split("\n", 1)[0])
    os.killpg(process.pid, signal.SIGINT)
    process.communicate()
    assert process.returncode == 130
    assert not folder.parent.exists()
    for _ in range(50):
        if not Path(f"/proc/{server}").exists():
            return
        time.sleep(0.1)
    pytest.fail("the server is still running")
