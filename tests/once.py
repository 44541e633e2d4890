"""What takes long is made once in a run, by whichever of its processes needs it first.

Loaded before Django is set up, and by processes that have no use for it.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

#: Names the folder that all processes of a run share. ``script/test`` has one for its several runs of
#: pytest, any other run makes its own.
COMMON = "MASSLINE_TEST_COMMON"


def begin() -> tempfile.TemporaryDirectory | None:
    """Makes the folder, unless who started this process has one; the caller removes what it is given."""
    if os.environ.get(COMMON):
        return None
    folder = tempfile.TemporaryDirectory(prefix="massline-common.")
    os.environ[COMMON] = folder.name
    return folder


def end(folder: tempfile.TemporaryDirectory | None) -> None:
    if folder is not None:
        del os.environ[COMMON]
        folder.cleanup()


def common() -> Path:
    return Path(os.environ[COMMON])


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Lets one process of the run in at a time; the others wait."""
    with (common() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """The file or folder of that name, which ``make`` writes where it is told to.

    It counts only once it has its name, so that one that failed half-way is never taken for ready.
    """
    made, draft = common() / name, common() / f"{name}.draft"
    with locked(name):
        if not made.exists():
            if draft.is_dir():
                shutil.rmtree(draft)
            make(draft)
            draft.rename(made)
    return made
