"""How much of what is given back to it the C library keeps for itself; ``bench/README.md`` has the figures.

glibc gives every thread an arena of its own. What SQLite, Brotli or Python's larger strings free in one of
them serves that thread alone, and hardly ever goes back to the system: after some minutes of load the arenas
of a worker of four threads had 105 MB, of which 27 were in use. Python's threads take turns anyway, so nobody
waits for the only arena. What is freed between what stays does not go back by itself either.
"""

import ctypes

#: ``M_ARENA_MAX`` of glibc's ``malloc.h``.
ARENA_MAX = -8

_library = ctypes.CDLL(None)
#: Other C libraries have no such arenas.
_is_glibc = hasattr(_library, "gnu_get_libc_version")


def keep_to_one_arena() -> None:
    """For this process and those forked from it, to be called before it has threads."""
    if _is_glibc:
        _library.mallopt(ARENA_MAX, 1)


def give_back() -> None:
    """To the system, every page of memory on which nothing is in use: some milliseconds."""
    if _is_glibc:
        _library.malloc_trim(0)
