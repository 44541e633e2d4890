"""manage.py backup: one file with the whole site, made while it is being written to."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from masslinesite.backups.making import make_backup
from masslinesite.management.commands._copying import copying


def positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"“{text}” is no number from 1 on")
    return int(text)


class Command(BaseCommand):
    help = (
        "Write the database and the secret key into one file, which is then read back and compared by "
        "hashes. The file is as secret as the site. It holds whatever was not yet erased when it was made."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "target", type=Path, metavar="FOLDER_OR_FILE", help="a folder that is there, or a new file"
        )
        parser.add_argument(
            "--no-key", action="store_true", help="leave the secret key out; keep it elsewhere"
        )
        parser.add_argument(
            "--keep",
            type=positive,
            metavar="N",
            help="then remove its own older backups in FOLDER but the N latest",
        )
        parser.add_argument(
            "--keep-daily",
            type=positive,
            default=0,
            metavar="DAYS",
            help="with --keep: but keep the latest of each of so many days, today among them",
        )

    def handle(self, *args: Any, target: Path, no_key: bool, keep: int | None, **options: Any) -> None:
        with copying(self, quiet=True) as tell:
            made = make_backup(
                target=target, with_key=not no_key, keep=keep, keep_daily=options["keep_daily"], tell=tell
            )
        rows = sum(state.rows for state in made.manifest.tables.values())
        size = made.path.stat().st_size / 1_000_000
        key = "with the secret key" if made.manifest.has_key else "without the secret key"
        self.stdout.write(f"{made.path}: {rows:,} rows, {size:,.1f} MB, {key}, verified")
        for name in made.removed:
            self.stdout.write(f"{name}: removed")
