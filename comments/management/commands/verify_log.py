"""manage.py verify_log: proves that nothing in the record was altered, dropped, added or moved."""

from argparse import ArgumentParser
from itertools import chain as joined
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from comments.append_only import find_missing_triggers
from comments.domain import chain
from comments.domain.policy_seals import find_wrong_policies
from comments.domain.verifying_log import Walk, walk_log
from comments.domain.verifying_words import find_wrong_revisions

SEAL_LENGTH = 64


def _rows(number: int) -> str:
    return "1 row holds" if number == 1 else f"{number} rows hold"


class Command(BaseCommand):
    help = (
        "Recompute every seal of the logs of decisions and of acts, and the hashes of the words and rules "
        "that they are about, and see that the database refuses to change them. With --from also prove that "
        "a seal noted earlier, as /figures/ shows it, is still in the chain. Writes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--from",
            dest="noted",
            action="append",
            default=[],
            metavar="SEAL",
            help="a seal noted earlier, 64 hexadecimal digits; may be given more than once",
        )

    def handle(self, *args: Any, noted: list[str], **options: Any) -> None:
        wanted = frozenset(seal.strip().lower() for seal in noted)
        for seal in wanted:
            if len(seal) != SEAL_LENGTH or set(seal) - set("0123456789abcdef"):
                raise CommandError(f"A seal has {SEAL_LENGTH} hexadecimal digits, and “{seal}” is none.")
        walks = [Walk(log) for log in chain.MODELS]
        faults = sum(self.verify(walk, wanted) for walk in walks) + self.verify_what_is_named()
        found = {seal: (walk, pk) for walk in walks for seal, pk in walk.found.items()}
        for seal in sorted(wanted):
            if seal in found:
                walk, pk = found[seal]
                self.stdout.write(f"{seal}: row {pk} of {walk.log}")
            else:
                self.stdout.write(f"{seal}: in neither log any more")
                faults += 1
        if faults:
            raise CommandError(f"{faults} fault{'' if faults == 1 else 's'}")

    def verify(self, walk: Walk, wanted: frozenset[str]) -> int:
        """Prints each fault as it is found, and what the log comes to; returns how many faults."""
        faults = 0
        for fault in walk_log(walk, looking_for=wanted, progress=self.tell):
            self.stdout.write(fault)
            faults += 1
        if not faults:
            last = f", the last seal {walk.seal}" if walk.rows else ""
            self.stdout.write(f"{walk.log}: {_rows(walk.rows)}{last}")
        return faults

    def verify_what_is_named(self) -> int:
        """The words that decisions are about, the rules that they were made by, and what keeps all of it from
        being changed. Prints each fault, and returns how many."""
        faults = 0
        found = find_wrong_revisions(), find_wrong_policies(), find_missing_triggers(connection)
        for fault in joined.from_iterable(found):
            self.stdout.write(fault)
            faults += 1
        return faults

    def tell(self, log: str, rows: int) -> None:
        self.stderr.write(f"{log}: {rows} rows")
