"""SQLite as the site has it answers as Django's does."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from django.db.backends.sqlite3.base import SQLiteCursorWrapper

from masslinesite import env
from masslinesite.engines.sqlite3.base import Cursor, DatabaseWrapper, converted


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("SELECT %s, %s, '100%%', '%%s'", [1, "a"]),
        ("SELECT '?', %s LIKE '%%b%%'", ["abc"]),
        ("SELECT 1", []),
        ("SELECT '%s'", None),
        ("SELECT %(b)s, %(a)s, '100%%'", {"a": 1, "b": 2}),
    ],
)
def test_a_statement_is_answered_as_by_djangos(connection, query, values):
    found = [
        connection.cursor(factory=each).execute(query, values).fetchall()
        for each in (Cursor, Cursor, SQLiteCursorWrapper)
    ]
    assert found[0] == found[1] == found[2]


def test_so_are_many_at_once(connection):
    cursor = connection.cursor(factory=Cursor)
    cursor.execute("CREATE TABLE leaf (name, number)")
    cursor.executemany("INSERT INTO leaf VALUES (%s, %s)", [("a", 1), ("b", 2)])
    cursor.executemany("INSERT INTO leaf VALUES (%(a)s, %(b)s)", [{"a": "c", "b": 3}])
    assert cursor.execute("SELECT * FROM leaf").fetchall() == [("a", 1), ("b", 2), ("c", 3)]


def test_the_text_of_a_statement_is_rewritten_once(connection):
    converted.cache_clear()
    cursor = connection.cursor(factory=Cursor)
    for value in (1, 2, 3):
        assert cursor.execute("SELECT %s", [value]).fetchone() == (value,)
    assert converted.cache_info()[:2] == (2, 1)


def test_the_site_uses_it_on_sqlite():
    engine = env.database(env.database_at("sqlite:////a/site.sqlite3"))["ENGINE"]
    assert DatabaseWrapper.__module__ == f"{engine}.base"
    assert env.database(env.database_at("postgres:///a"))["ENGINE"] == "django.db.backends.postgresql"
