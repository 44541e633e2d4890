"""From one engine to the other: this takes both, so the way there and back is gone on PostgreSQL alone."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from urllib.parse import quote

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.db.utils import ConnectionHandler

from comments.append_only import find_missing_triggers
from comments.models import Decision, Response
from essays.append_only import find_missing_triggers as find_missing_of_essays
from masslinesite import env
from masslinesite.backups import site
from masslinesite.backups.stores import held_at, reading, states
from masslinesite.backups.transferring import transfer
from tests.factories import make_response
from tests.once import made_once
from tests.served_site import DATABASE, make_tables
from tests.site.backups.conftest import silent
from tests.site.backups.elsewhere import migrated_machine, used


def run(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("transfer", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue().splitlines()


def state_of(settings: dict) -> tuple:
    with reading(settings) as store:
        return states(store, silent), store.last_ids()


@pytest.fixture
def file(db, tmp_path) -> str:
    """The address of a file on SQLite with the tables of the site, and nothing in them yet."""
    path = tmp_path / "target.sqlite3"
    if connection.vendor == "postgresql":
        shutil.copy(made_once("tables", make_tables) / DATABASE, path)
    return f"sqlite:///{path}"


def address(name: str) -> str:
    """Of a database beside that of the tests."""
    host = connection.settings_dict["OPTIONS"].get("host") or connection.settings_dict["HOST"]
    return f"postgres://{connection.settings_dict['USER']}@/{name}?host={quote(host, safe='')}"


def test_to_the_same_engine_there_are_backups(responses, tmp_path):
    target = address("other") if connection.vendor == "postgresql" else f"sqlite:///{tmp_path}/other"
    with pytest.raises(
        CommandError, match=r"^Both are on .*: use manage\.py backup and manage\.py restore\.$"
    ):
        run(target)


@pytest.mark.parametrize("url", ["mysql://host/name", "site.sqlite3", ""])
def test_what_is_no_address_is_told(db, url):
    with pytest.raises(CommandError, match=r"^The target is an address such as postgres://user@host/name or"):
        run(url)


def test_everything_goes_to_the_other_engine_and_back(work, responses, file, tmp_path, monkeypatch):
    if connection.vendor == "sqlite":
        return
    here = state_of(connection.settings_dict)
    assert run(file)[-1] == "Set DATABASE_URL to the target and start the site."
    assert state_of(env.database_at(file)) == here
    refuses_and_finds(env.database_at(file))
    with migrated_machine(tmp_path) as name:
        monkeypatch.setenv("MASSLINE_DIRECT_URL", file)
        with (
            kept_too_long(env.database_at(file)["NAME"]),
            pytest.raises(
                CommandError, match=r"^masslinesite_pageversion: a row does not fit: value too long"
            ),
        ):
            run(address(name))
        assert held_at(env.database_at(address(name)), site.tables()) == ""
        run(address(name))
        lines = run(address(name), "--replace")
        assert "Replaced there: 1 debate, 2 responses, 1 decision" in lines
        monkeypatch.delenv("MASSLINE_DIRECT_URL")
        assert state_of(env.database_at(address(name))) == here
        with used(name):
            call_command("verify", stdout=StringIO())
            call_command("verify_log", stdout=StringIO(), stderr=StringIO())
            assert [*find_missing_triggers(connection), *find_missing_of_essays(connection)] == []
            with pytest.raises(IntegrityError), connection.cursor() as cursor:
                cursor.execute("DELETE FROM comments_decision WHERE id = %s", [Decision.objects.first().pk])
            assert make_response(work).pk > here[1]["comments_response"]


@contextmanager
def kept_too_long(path: str) -> Iterator[None]:
    """SQLite takes a key that is longer than its column is said to be."""
    with sqlite3.connect(path) as writer:
        writer.execute("INSERT INTO masslinesite_pageversion (key, version) VALUES (?, 1)", ["k" * 61])
    yield
    with sqlite3.connect(path) as writer:
        writer.execute("DELETE FROM masslinesite_pageversion WHERE LENGTH(key) = 61")


def refuses_and_finds(settings: dict) -> None:
    """A file on SQLite keeps its record from being changed, and its searches have an index of every row."""
    target = ConnectionHandler({"default": settings})["default"]
    try:
        assert [*find_missing_triggers(target), *find_missing_of_essays(target)] == []
        with target.cursor() as cursor:
            for table in ("essays_searchentry", "comments_deskentry"):
                cursor.execute(
                    f"INSERT INTO {table}_index({table}_index, rank) VALUES ('integrity-check', 1)"
                )
                cursor.execute(
                    f"SELECT (SELECT COUNT(*) FROM {table}_index_docsize) = (SELECT COUNT(*) FROM {table})"
                )
                assert cursor.fetchone() == (1,)
            cursor.execute(
                "SELECT COUNT(*) FROM essays_searchentry_index WHERE essays_searchentry_index MATCH 'dig'"
            )
            assert cursor.fetchone()[0] > 0
    finally:
        target.close()


def test_ids_that_were_given_once_are_never_given_again(work, responses, file):
    if connection.vendor == "sqlite":
        return
    last = make_response(work)
    Response.objects.filter(pk=last.pk).update(current=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('comments_response', 'id'), 4711)")
    run(file)
    assert state_of(env.database_at(file))[1]["comments_response"] == 4711


def test_what_the_target_holds_is_not_lost_unasked(responses, file):
    if connection.vendor == "sqlite":
        return
    run(file)
    with pytest.raises(
        CommandError, match=r"^The target holds 1 debate, 2 responses, 1 decision\. Nothing was"
    ):
        run(file)


def test_one_that_is_stopped_leaves_the_target_as_it_was_and_can_be_run_again(responses, file, tmp_path):
    if connection.vendor == "sqlite":
        return
    before = state_of(env.database_at(file))

    def stop(part: str, done: int, total: int) -> None:
        if part == "comments_revision, compared":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        transfer(url=file, replace=False, tell=stop, say=str)
    assert state_of(env.database_at(file)) == before
    assert [path.name for path in tmp_path.glob(".massline*")] == []
    assert run(file)[-1] == "Set DATABASE_URL to the target and start the site."


def test_what_is_written_meanwhile_is_told(work, responses, file):
    if connection.vendor == "sqlite":
        return

    def write(part: str, done: int, total: int) -> None:
        if part == "comments_revision, compared":
            make_response(work)

    moved = transfer(url=file, replace=False, tell=write, say=str)
    assert "comments_response" in moved.changed
    assert moved.tables["comments_response"].rows == 2
