"""manage.py transfer: moves the site from SQLite to PostgreSQL, or back."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from masslinesite.backups.transferring import transfer
from masslinesite.management.commands._copying import copying


class Command(BaseCommand):
    help = (
        "Copy every row into a database of the other engine, compared by hashes. Stop the site first: what "
        "is written meanwhile stays behind. The site's own database is only read."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "url",
            metavar="TARGET_URL",
            help="postgres://user@host/name, with the password in PGPASSWORD or ~/.pgpass; or sqlite:////path/file",
        )
        parser.add_argument("--replace", action="store_true", help="also where the target holds something")

    def handle(self, *args: Any, url: str, replace: bool, **options: Any) -> None:
        with copying(self) as tell:
            moved = transfer(url=url, replace=replace, tell=tell, say=self.stdout.write)
        rows = sum(state.rows for state in moved.tables.values())
        if moved.lost:
            self.stdout.write(f"Replaced there: {moved.lost}")
        self.stdout.write(f"{rows:,} rows in {len(moved.tables)} tables; hashes agree")
        if moved.changed:
            self.stdout.write(
                f"The site was written to meanwhile: {', '.join(moved.changed)}. That stayed behind. Stop "
                "it, then run this again with --replace."
            )
        else:
            self.stdout.write("Set DATABASE_URL to the target and start the site.")
