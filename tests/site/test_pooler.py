"""The site behind pgbouncer in transaction mode, where each transaction may get another connection.

What can't work there is looked for in the sources on both engines; on PostgreSQL several clients then share
one connection of a real pgbouncer.
"""

import ast
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import OperationalError, connection, connections
from django.test import Client

from comments.enums import Action, Status
from comments.models import Response
from masslinesite import time_limits
from masslinesite.page_versions import version_of
from tests.at_once import at_once
from tests.comments.views.responding import opened, send
from tests.factories import decide, make_debate, make_formulation, make_question, make_work
from tests.served_site import end_with_parent, free_port

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("essays", "comments", "masslinesite")
#: What talks to the database itself and not to a pooler; the last makes sure of it.
DIRECT = {"migrations", "backups", "server_plans.py"}
#: What stays with a connection after its transaction.
OF_A_SESSION = re.compile(
    r"""^\s*((?-i:SET|set)\s+(?!LOCAL\b|TRANSACTION\b)(SESSION\b | ROLE\b | TIME\b | \w+\s*(=|TO\b))
        | RESET\b | DISCARD\b | LISTEN\b | UNLISTEN\b | LOAD\s+'
        | PREPARE\b | EXECUTE\s(?!FUNCTION\b) | DEALLOCATE\b | DECLARE\b | FETCH\b
        | CREATE\s+(GLOBAL\s+|LOCAL\s+)?TEMP )
      | \bpg_(try_)?advisory_lock(_shared)?\( | \bset_config\( """,
    re.IGNORECASE | re.VERBOSE,
)
#: The same of psycopg2's connections and of Django's settings.
CALLS = {"set_session", "set_isolation_level", "isolation_level", "assume_role", "chunked_cursor"}
CLIENTS = 4


def faults(source: str) -> list[int]:
    """Lines on which something is said or called that belongs to a session; docstrings aside."""
    tree = ast.parse(source)
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            said = OF_A_SESSION.search(node.value) or node.value in CALLS
            found += [node.lineno] if said else []
        elif isinstance(node, ast.Attribute) and node.attr in CALLS:
            found.append(node.lineno)
    return found


def test_nothing_is_left_behind_on_a_connection():
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for folder in SOURCES
        for path in sorted((ROOT / folder).rglob("*.py"))
        if DIRECT.isdisjoint(path.parts)
        for line in faults(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        'cursor.execute("SET statement_timeout = 1")',
        'cursor.execute("set session characteristics as transaction read only")',
        'cursor.execute("SELECT pg_advisory_lock(1)")',
        'cursor.execute("SELECT pg_try_advisory_lock(1)")',
        "cursor.execute(\"SELECT set_config('work_mem', '1GB', false)\")",
        'cursor.execute("LISTEN news")',
        'cursor.execute("PREPARE asked AS SELECT 1")',
        'cursor.execute("DECLARE rows CURSOR WITH HOLD FOR SELECT 1")',
        'cursor.execute("CREATE TEMP TABLE found (id int)")',
        'cursor.execute(f"CREATE TEMPORARY TABLE {name} (id int)")',
        "connection.connection.set_session(readonly=True)",
        'OPTIONS = {"isolation_level": 1}',
        "with connection.chunked_cursor() as cursor: ...",
    ],
)
def test_what_would_be_left_behind_is_seen(line):
    assert faults(line) == [1]


@pytest.mark.parametrize(
    "line",
    [
        'cursor.execute("SET LOCAL statement_timeout = 1")',
        'cursor.execute("SET TRANSACTION READ ONLY")',
        'cursor.execute("SELECT pg_advisory_xact_lock(1)")',
        'cursor.execute("UPDATE essays_work SET title = 1")',
        'def f():\n    """SET is not used."""',
        'write("Set DATABASE_URL to the target.")',
    ],
)
def test_what_ends_with_its_transaction_is_let_through(line):
    assert faults(line) == []


@pytest.fixture
def pooled() -> Iterator[None]:
    """Connections that are opened from now on go to a pgbouncer that has one connection to the database.

    On SQLite, which has no pooler, they go where they always do.
    """
    if connection.vendor == "sqlite":
        yield
        return
    default = connections.settings["default"]
    kept = dict(default)
    with pgbouncer(default["OPTIONS"].get("host") or default["HOST"]) as port:
        default.update(HOST="127.0.0.1", PORT=str(port), OPTIONS={"connect_timeout": 5})
        connection.close()
        try:
            yield
        finally:
            connection.close()
            default.update(kept)


@contextmanager
def pgbouncer(server: str) -> Iterator[int]:
    """One for the server whose socket is in the folder ``server``; gives its port."""
    limits = "; ".join(f"SET {name} = {value}" for name, value in time_limits.for_requests(10).items())
    # Where the server's user, who is to read it, can go: a run's own temporary folder is its user's alone.
    folder, port = Path(tempfile.mkdtemp(prefix="massline-pool.", dir=server)), free_port()
    folder.chmod(0o755)
    (folder / "users").write_text('"massline" ""', "utf-8")
    (folder / "pgbouncer.ini").write_text(
        f"""[databases]
* = host={server} pool_size=1 connect_query='{limits}'
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {folder}/users
pool_mode = transaction
""",
        "utf-8",
    )
    # It refuses to be root's, as the database's server does.
    user = {"user": "postgres"} if os.getuid() == 0 else {}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [shutil.which("pgbouncer", path="/usr/sbin:/usr/bin"), str(folder / "pgbouncer.ini")],
            stdout=log, stderr=log, preexec_fn=end_with_parent, **user,
        )  # fmt: skip
    try:
        deadline = time.monotonic() + 10
        while f"listening on 127.0.0.1:{port}" not in (said := (folder / "log").read_text("utf-8")):
            assert process.poll() is None and time.monotonic() < deadline, said
            time.sleep(0.02)
        yield port
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder)


@pytest.mark.django_db(transaction=True)
class TestOneConnectionForAll:
    def test_readers_post_moderators_approve_and_everybody_reads(self, pooled):
        debate = make_debate()
        make_formulation(debate)
        make_question(debate)
        make_work(debate)

        def act(number: int):
            def run() -> bool:
                client, name = Client(REMOTE_ADDR=f"192.0.{number}.1"), f"Reader {number}"
                answer, _ = send(client, opened(client, text=f"The well is deep, {number} m.", name=name))
                assert answer.status_code == 303
                decide(Response.objects.get(current__name=name), Action.APPROVE)
                return name in Client().get("/works/wells-a/responses/").content.decode()

            return run

        found = at_once(*(act(number) for number in range(CLIENTS)), refusals=AssertionError)
        assert found == [True] * CLIENTS
        assert Response.objects.filter(status=Status.PUBLISHED).count() == CLIENTS

    def test_the_pooler_sets_the_limits_that_it_refuses_to_be_told(self, pooled, settings):
        """A later pgbouncer that takes them makes ``MASSLINE_STATEMENT_SECONDS=0`` needless there."""
        settings.STATEMENT_SECONDS = 0
        assert list(time_limits.statement_limits(["default"])) == []
        if connection.vendor == "sqlite":
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('statement_timeout'), current_setting('lock_timeout')")
            assert cursor.fetchone() == ("10s", "5s")
        telling = connection.copy("telling")
        time_limits.add(telling.settings_dict["OPTIONS"], time_limits.FOR_COMMANDS)
        with pytest.raises(OperationalError, match="unsupported startup parameter"):
            telling.ensure_connection()

    def test_nothing_is_prepared_though_the_settings_name_no_pooler(self, pooled):
        """What one client has prepared, another one would be given."""
        for _ in range(3):
            assert version_of(["texts:1", "site"]) == 0
        if connection.vendor == "postgresql":
            assert connection.server_plans.is_ours is False
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_prepared_statements")
                assert cursor.fetchone() == (0,)
