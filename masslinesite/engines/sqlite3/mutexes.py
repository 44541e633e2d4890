"""SQLite without the mutexes that let several threads use one connection at once.

Django gives each thread a connection of its own, and lets no other use it. As it is built everywhere, SQLite
still takes and leaves a mutex for each value that it gives, and for each piece of memory: a tenth of the time
of a page with a thousand responses. What several connections share stays guarded
(https://www.sqlite.org/threadsafe.html, "multi-thread").
"""

import ctypes
import importlib.util

#: Of ``sqlite3.h``.
SQLITE_OK, SQLITE_CONFIG_MULTITHREAD, SQLITE_CONFIG_MEMSTATUS = 0, 2, 9


def do_without() -> bool:
    """For this process and those forked from it, and before anything in it imports ``sqlite3``; whether it is
    done. Not where SQLite was begun already, or is hidden within Python: then all is slower, as it was."""
    found = importlib.util.find_spec("_sqlite3")
    library = ctypes.CDLL(found.origin if found is not None and found.has_location else None)
    configure = getattr(library, "sqlite3_config", None)
    if configure is None or configure(SQLITE_CONFIG_MULTITHREAD) != SQLITE_OK:
        return False
    return configure(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK
