"""Words that were taken out of the index are in the database's files no longer, not only not found."""

from django.db import connection


def forget_removed_words(index: str = "essays_searchentry_index") -> None:
    """Where the full-text index only marks what was deleted, its parts are merged into one without it.

    FTS5 does; PostgreSQL's columns go with their row. The time goes with the size of the whole index, so
    it is for erasures alone. ``index`` is its table's name. One query on SQLite, else none.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {index}({index}) VALUES ('optimize')")  # noqa: S608 - a name of ours
