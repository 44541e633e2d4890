"""What the C library keeps of what was given back to it, seen from a process of its own."""

import subprocess
import sys

import pytest

from tests.served_site import ROOT

#: Four threads take memory while all are there; then seven of eight pages are freed. Prints how many arenas
#: there are, and the bytes that went back to the system when they were freed, and when they were given back.
LOOK = """
import ctypes, sys, threading
from pathlib import Path
from masslinesite import allocator

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

def take():
    library.free(library.malloc(1000))
    barrier.wait()

library = ctypes.CDLL(None)
library.malloc.restype = library.fopen.restype = ctypes.c_void_p
library.free.argtypes = library.fclose.argtypes = [ctypes.c_void_p]
library.malloc_info.argtypes = [ctypes.c_int, ctypes.c_void_p]
if "one" in sys.argv:
    allocator.keep_little()
barrier = threading.Barrier(4)
threads = [threading.Thread(target=take) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
file = library.fopen(sys.argv[1].encode(), b"w")
library.malloc_info(0, file)
library.fclose(file)
taken = [library.malloc(4096) for _ in range(8000)]
for piece in taken:
    ctypes.memset(piece, 1, 4096)
full = resident()
for number, piece in enumerate(taken):
    if number % 8:
        library.free(piece)
freed = resident()
allocator.give_back()
print(Path(sys.argv[1]).read_text().count("<heap "), full - freed, freed - resident())
"""


@pytest.mark.parametrize(("arguments", "has_one"), [((), False), (("one",), True)])
def test_threads_share_an_arena_once_told_to_and_what_is_free_is_given_back(tmp_path, arguments, has_one):
    command = [sys.executable, "-c", LOOK, str(tmp_path / "told"), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    arenas, by_itself, given_back = map(int, done.stdout.split())
    assert (arenas == 1) == has_one
    # Of 32 MB seven eighths were freed, in runs of seven pages between what stays.
    assert by_itself < 1_000_000
    assert given_back > 20_000_000
