import pytest

from masslinesite import env
from masslinesite.backups import postgresql_dump
from masslinesite.backups.postgresql import connect, way_to
from masslinesite.backups.postgresql_dump import program, states_of_copy
from masslinesite.backups.problems import BackupProblem
from masslinesite.backups.row_text import Kind
from tests.site.backups.conftest import silent

SETTINGS = env.database_at("postgres://massline:p%40ss@127.0.0.1:1/name?sslmode=disable")


def test_the_way_to_a_server_is_told_in_libpqs_words():
    assert way_to(SETTINGS) == {
        "dbname": "name",
        "user": "massline",
        "password": "p@ss",
        "host": "127.0.0.1",
        "port": "1",
        "sslmode": "disable",
    }
    by_socket = env.database_at("postgres://massline@/name?host=%2Fvar%2Frun")
    assert way_to(by_socket) == {"dbname": "name", "user": "massline", "host": "/var/run"}


def test_a_password_goes_by_the_environment_and_not_by_the_command(tmp_path):
    probe = tmp_path / "probe"
    probe.write_text('#!/bin/sh\ntr "\\0" " " </proc/$$/cmdline\necho "$PGPASSWORD $PGHOST"\n', "ascii")
    probe.chmod(0o700)
    with postgresql_dump._running((str(probe), "--file"), SETTINGS) as process:
        assert process.stdout.read() == f"/bin/sh {probe} --file p@ss 127.0.0.1\n".encode()


def test_a_program_that_fails_is_told_by_its_first_error(tmp_path):
    failing = tmp_path / "pg_failing"
    failing.write_text(
        "#!/bin/sh\necho warning: slow >&2\necho 'error: no room' >&2\necho 'row: Ines' >&2\nexit 3\n"
    )
    failing.chmod(0o700)
    running = postgresql_dump._running((str(failing),), None)
    with pytest.raises(BackupProblem, match=r"^pg_failing: error: no room$"), running:
        pass


def test_a_program_that_is_missing_is_told_with_the_remedy():
    with pytest.raises(BackupProblem, match=r"^pg_none is missing: apt-get install postgresql-client$"):
        program("pg_none")


def test_a_server_that_does_not_answer_is_told_without_the_password():
    with pytest.raises(BackupProblem, match=r"^PostgreSQL: .*Connection refused") as told:
        connect(SETTINGS)
    assert "MASSLINE_DIRECT_URL names it" in str(told.value)
    assert "p@ss" not in str(told.value)


DUMP = "\n".join(
    [
        "SET client_encoding = 'UTF8';",
        'COPY public.well (id, words, "order") FROM stdin;',
        "1\tdeep\t\\N",
        "2\ta\\tb\t7",
        "\\.",
        "SELECT pg_catalog.setval('public.well_id_seq', 2, true);",
        "",
    ]
)


@pytest.fixture
def unpacking(tmp_path, monkeypatch):
    """A program in the place of pg_restore, which writes what the file holds: a script, as it does itself."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "pg_restore").write_text('#!/bin/sh\nexec cat "$3"\n', "ascii")
    (folder / "pg_restore").chmod(0o700)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    return tmp_path / "dump"


COLUMNS = {"id": Kind.WHOLE, "order": Kind.WHOLE, "words": Kind.TEXT}


def test_a_dumps_rows_are_read_in_the_order_of_the_names(unpacking):
    unpacking.write_text(DUMP, "utf-8")
    state = states_of_copy(unpacking, {"well": COLUMNS}, silent)["well"]
    assert (state.rows, state.columns) == (2, COLUMNS)
    turned = DUMP.replace("1\tdeep\t\\N", "2\ta\\tb\t7", 1).replace("2\ta\\tb\t7\n\\.", "1\tdeep\t\\N\n\\.")
    unpacking.write_text(turned, "utf-8")
    assert states_of_copy(unpacking, {"well": COLUMNS}, silent)["well"] == state


def test_a_dump_that_ends_in_a_table_is_told(unpacking):
    unpacking.write_text(DUMP.partition("\\.")[0], "utf-8")
    with pytest.raises(BackupProblem, match="ends in the middle of a table"):
        states_of_copy(unpacking, {"well": COLUMNS}, silent)
