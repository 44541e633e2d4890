"""What the commands that copy a site share: progress, a stop that tidies up, errors that say what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import psycopg2
from django.core.management.base import BaseCommand, CommandError, OutputWrapper

from masslinesite.backups.problems import BackupProblem
from masslinesite.backups.telling import Teller, stopped_by_sigterm


@contextmanager
def copying(command: BaseCommand, *, quiet: bool = False) -> Iterator[Teller]:
    """A message of an engine is told by its first line: what follows may quote what somebody wrote."""
    tell = Teller(partial(_write, command.stderr), on_terminal=command.stderr.isatty(), quiet=quiet)
    try:
        with stopped_by_sigterm():
            yield tell
    except KeyboardInterrupt:
        raise CommandError("Stopped. No row was changed, and no part of a copy is left.") from None
    except BackupProblem as problem:
        raise CommandError(str(problem)) from None
    except OSError as error:
        raise CommandError(
            f"{error.filename or 'The disk'}: {error.strerror or error}. "
            "Is there room, and may this user write there?"
        ) from None
    except (sqlite3.Error, psycopg2.Error) as error:
        said = str(error).strip().partition("\n")[0]
        raise CommandError(f"The database refused: {said}. See to that, then run this again.") from None
    finally:
        tell.end_line()


def _write(stream: OutputWrapper, text: str) -> None:
    """As it is: neither in the colour of errors nor as a line of its own."""
    stream.write(text, style_func=str, ending="")
    stream.flush()
