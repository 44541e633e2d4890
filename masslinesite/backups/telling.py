"""How far a long job is, told on a terminal in one line that fills, elsewhere by a line a part."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: Part of the job, done, of how many; called again and again, the last time with both numbers alike.
Tell = Callable[[str, int, int], None]
WIDTH = 30


class Teller:
    """``write`` gets each piece of text at once; ``quiet`` writes nothing where there is no terminal, for
    what a timer runs."""

    def __init__(self, write: Callable[[str], None], *, on_terminal: bool, quiet: bool = False) -> None:
        self.write = write
        self.on_terminal = on_terminal
        self.quiet = quiet
        self.in_line = False

    def __call__(self, part: str, done: int, total: int) -> None:
        if self.on_terminal:
            filled = WIDTH * done // total if total else WIDTH
            self.write(f"\r[{'#' * filled:.<{WIDTH}}] {done:,} of {total:,}  {part}\x1b[K")
            self.in_line = True
            if done == total:
                self.end_line()
        elif done == total and not self.quiet:
            self.write(f"{part}: {done:,}\n")

    def end_line(self) -> None:
        """So that what follows has a line of its own."""
        if self.in_line:
            self.write("\n")
            self.in_line = False


@contextmanager
def stopped_by_sigterm() -> Iterator[None]:
    """systemd's way to stop a job becomes Ctrl-C's, which tidies up."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
