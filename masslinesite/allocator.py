"""How much of what is given back to it the C library keeps for itself; ``bench/README.md`` has the figures.

glibc gives every thread an arena of its own. What SQLite, Brotli or Python's larger strings free in one of
them serves that thread alone, and hardly ever goes back to the system: after some minutes of load the arenas
of a worker of four threads had 105 MB, of which 27 were in use. All threads in one had no cost that could be
measured. What is freed between what stays does not go back by itself either; and once a large piece was
freed, glibc takes the next ones from among the small, where they leave holes.
"""

import ctypes

#: Of glibc's ``malloc.h``.
TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8
#: Bytes from which a piece is taken from the system and given back alone, as Brotli's tables are. A page with
#: a thousand responses has less: taking it page by page of memory each time was a tenth of its time.
LARGE = 2 << 20
#: Bytes that may be free at the heap's end. With glibc's 128 kB, a page of a thread took and gave back that
#: end each time, which was a quarter of the page's time.
SPARE = 4 << 20

_library = ctypes.CDLL(None)
#: Other C libraries have no such arenas.
_is_glibc = hasattr(_library, "gnu_get_libc_version")


def keep_little() -> None:
    """For this process and those forked from it, to be called before it has threads."""
    if _is_glibc:
        _library.mallopt(ARENA_MAX, 1)
        _library.mallopt(MMAP_THRESHOLD, LARGE)
        _library.mallopt(TRIM_THRESHOLD, SPARE)


def give_back() -> None:
    """To the system, every page of memory on which nothing is in use: a fifth of a millisecond."""
    if _is_glibc:
        _library.malloc_trim(0)
