"""manage.py restore: puts a backup back, on an empty machine or over what is there."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from masslinesite.backups.restoring import restore_backup
from masslinesite.management.commands._copying import copying


class Command(BaseCommand):
    help = (
        "Make the database and the secret key those of a backup. The file is checked before anything is "
        "touched, and the database after; an older one is then brought up to this code."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--replace", action="store_true", help="also where there is something, after a safety copy of it"
        )

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        with copying(self, quiet=True) as tell:
            done = restore_backup(path=file, replace=replace, tell=tell, say=self.stdout.write)
        manifest = done.manifest
        rows = sum(state.rows for state in manifest.tables.values())
        self.stdout.write(f"Restored: {rows:,} rows in the state of {manifest.made_at}; hashes agree")
        if done.migrated:
            migrations = "1 migration" if done.migrated == 1 else f"{done.migrated} migrations"
            self.stdout.write(f"Brought up to this code: {migrations}")
        if done.advice:
            self.stdout.write(done.advice)
