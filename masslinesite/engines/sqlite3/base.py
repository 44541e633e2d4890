"""Django's SQLite, which does not rewrite the text of the same statement each time.

Django writes places as PostgreSQL has them, and looks through every statement for them before SQLite gets it:
5 us each, of some 25 for a post, and more for those that read a page.
"""

from functools import lru_cache

from django.db.backends.sqlite3 import base

#: Statements whose rewritten text is kept. Those that list what they ask for differ in length.
MOST = 1024


@lru_cache(maxsize=MOST)
def converted(query: str) -> str:
    """With places as SQLite has them."""
    return base.SQLiteCursorWrapper.convert_query(None, query)


class Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        if param_names is None:
            return converted(query)
        return super().convert_query(query, param_names=param_names)


class DatabaseWrapper(base.DatabaseWrapper):
    def create_cursor(self, name: str | None = None) -> Cursor:
        return self.connection.cursor(factory=Cursor)
