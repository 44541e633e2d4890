import os
import signal
from io import StringIO

import pytest
from django.core.management.base import BaseCommand

from masslinesite.backups.telling import Teller, stopped_by_sigterm
from masslinesite.management.commands._copying import copying


def told(*, on_terminal: bool = False, quiet: bool = False) -> str:
    written = []
    tell = Teller(written.append, on_terminal=on_terminal, quiet=quiet)
    for done in (0, 1500, 3000):
        tell("well", done, 3000)
    tell("spring", 1, 2)
    tell.end_line()
    tell.end_line()
    return "".join(written)


def test_a_terminal_shows_a_line_that_fills():
    assert told(on_terminal=True) == (
        "\r[..............................] 0 of 3,000  well\x1b[K"
        "\r[###############...............] 1,500 of 3,000  well\x1b[K"
        "\r[##############################] 3,000 of 3,000  well\x1b[K\n"
        "\r[###############...............] 1 of 2  spring\x1b[K\n"
    )


def test_elsewhere_each_part_has_a_line_when_it_is_done():
    assert told() == "well: 3,000\n"


def test_what_a_timer_runs_is_quiet():
    assert told(quiet=True) == ""


def test_a_command_writes_it_as_it_is():
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    shown = Terminal()
    command = BaseCommand(stderr=shown, force_color=True)
    with copying(command) as tell:
        tell("well", 1, 2)
    assert shown.getvalue() == "\r[###############...............] 1 of 2  well\x1b[K\n"


def test_an_end_from_outside_is_a_stop_that_tidies_up():
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt), stopped_by_sigterm():
        os.kill(os.getpid(), signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is before
