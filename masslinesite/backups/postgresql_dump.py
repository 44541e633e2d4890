"""PostgreSQL's own programs: a dump in one snapshot, read back without a server, and put in place at once.

A password goes by the environment, never by the command line, which every user of a machine can read.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from masslinesite.backups import postgresql
from masslinesite.backups.problems import BackupProblem
from masslinesite.backups.row_text import Columns, Fingerprint, TableState, rearranger
from masslinesite.backups.stores import Migrations, Settings, states
from masslinesite.backups.telling import Tell

VARIABLES = {
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "host": "PGHOST",
    "port": "PGPORT",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "passfile": "PGPASSFILE",
}
#: Compresses nearly as well as the strongest, in a third of the time.
COMPRESSION = "--compress=1"
COPY = re.compile(rb"COPY (?:\S+\.)?\"?(\w+)\"? \((.+)\) FROM stdin;\n")
END = b"\\.\n"
#: All that a dump may bring along, by statements that drop it.
DROPS = (
    "SELECT format('DROP TABLE %I.%I CASCADE;', schemaname, tablename) FROM pg_tables"
    " WHERE schemaname = current_schema()",
    "SELECT format('DROP FUNCTION %s CASCADE;', p.oid::regprocedure) FROM pg_proc p"
    " WHERE pronamespace = current_schema()::regnamespace AND NOT EXISTS"
    " (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')",
)


def copy(settings: Settings, to: Path, tell: Tell) -> tuple[dict[str, TableState], Migrations, str]:
    """Dumps the database into a file; what its tables hold, hashed from the snapshot that is dumped.

    Both at once, each on a processor of its own if there are two.
    """
    with postgresql.reading(settings) as store:
        snapshot = store.ask("SELECT pg_export_snapshot()")[0][0]
        arguments = ("--format=custom", COMPRESSION, "--no-owner", "--no-privileges")
        os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        dump = (program("pg_dump"), *arguments, f"--snapshot={snapshot}", f"--file={to}")
        with _running(dump, settings) as process:
            found = states(store, tell)
            process.wait()
        return found, store.migrations(), store.version


def states_of_copy(dump: Path, wanted: dict[str, Columns], tell: Tell) -> dict[str, TableState]:
    """What the tables of a dump hold, from the dump alone. ``wanted`` has the columns of each."""
    found = {}
    with _running((program("pg_restore"), "--data-only", "--file=-", str(dump)), None) as process:
        assert process.stdout
        for line in process.stdout:
            header = COPY.fullmatch(line)
            if header is None:
                continue
            table = header[1].decode()
            fingerprint = Fingerprint()
            columns = wanted.get(table, {})
            rearrange = rearranger([name.strip('"') for name in header[2].decode().split(", ")], columns)
            for row in iter(process.stdout.readline, END):
                if not row:
                    raise BackupProblem("The dump ends in the middle of a table. Take another backup.")
                fingerprint.take(rearrange(row[:-1]))
            if columns:
                found[table] = fingerprint.state(columns)
                tell(f"{table}, verified", fingerprint.rows, fingerprint.rows)
    return found


def put(dump: Path, settings: Settings, tell: Tell) -> None:
    """The database becomes what the dump holds, in one transaction: others wait, or see the old state. One
    that fails or is stopped leaves that."""
    tell("restored", 0, 1)
    script = (program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(dump))
    alone = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--file=-")
    with _running((program("psql"), *alone), settings, takes_input=True) as server:
        assert server.stdin
        try:
            server.stdin.write("\n".join(_drops(settings)).encode())
            with _running(script, None) as source:
                shutil.copyfileobj(source.stdout, server.stdin, 2**16)
        except BrokenPipeError:
            pass  # psql has said why it ended, and what it has not read is for nobody
        except BaseException:
            # Before it sees the end of its input, which would be the time to commit.
            server.kill()
            raise
        server.communicate()
    with postgresql.filling(settings) as store:
        store.do("ANALYZE")
        store.connection.commit()
    tell("restored", 1, 1)


def _drops(settings: Settings) -> Iterable[str]:
    with postgresql.reading(settings) as store:
        yield f"SET lock_timeout = '{postgresql.LOCK_SECONDS}s';"
        for query in DROPS:
            for (statement,) in store.ask(query):
                yield statement
    yield ""


def program(name: str) -> str:
    """Where it is, in the PATH or where Debian keeps those of each version. Raises BackupProblem."""
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    newest = sorted(versions, key=lambda path: float(path.parts[4]))
    found = shutil.which(name) or (str(newest[-1]) if newest else None)
    if found is None:
        raise BackupProblem(f"{name} is missing: apt-get install postgresql-client")
    return found


@contextmanager
def _running(
    command: tuple[str, ...], settings: Settings | None, *, takes_input: bool = False
) -> Iterator[subprocess.Popen]:
    """One of the programs, ended at the end whatever happens. Raises BackupProblem, in its own words, if it
    fails or ends badly."""
    way = {VARIABLES[part]: value for part, value in postgresql.way_to(settings).items()} if settings else {}
    environment = os.environ | way | {"PGTZ": "UTC", "PGOPTIONS": postgresql.SESSION}
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.PIPE if takes_input else subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if takes_input else subprocess.PIPE,
            stderr=errors,
            env=environment,
        )
        try:
            yield process
            process.wait()
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
            if process.stdout:
                process.stdout.close()
        if process.returncode:
            errors.seek(0)
            raise BackupProblem(
                f"{Path(command[0]).name}: {_first_error(errors.read().decode(errors='replace'))}"
            )


def _first_error(said: str) -> str:
    """A line: what comes after it may quote the row that was at fault."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return next((line for line in lines if "error" in line.lower()), lines[0] if lines else "failed")
