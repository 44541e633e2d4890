"""manage.py verify: what the records promise, proved on the database as it is."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from masslinesite.page_versions import ALL, touch

#: Apps that may have a module ``domain.verifying`` with CHECKS: pairs of a name and a function without
#: arguments that yields a sentence for each fault; and MENDS, functions that make anew what is derived.
APPS = ("essays", "comments")

#: Faults of one check that are printed; the rest are counted.
SHOWN = 20

Check = tuple[str, Callable[[], Iterable[str]]]


def checks() -> Iterator[tuple[str, Check]]:
    for app in APPS:
        if find_spec(f"{app}.domain.verifying"):
            for check in import_module(f"{app}.domain.verifying").CHECKS:
                yield app, check


def mend() -> None:
    for app in APPS:
        if find_spec(f"{app}.domain.verifying"):
            for recount in getattr(import_module(f"{app}.domain.verifying"), "MENDS", ()):
                recount()
    with transaction.atomic():
        touch([ALL])


def counted(faults: int) -> str:
    return "1 fault" if faults == 1 else f"{faults} faults"


class Command(BaseCommand):
    help = "Prove that the stored records hold: hashes, numbers, quotations, counts. Writes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--mend",
            action="store_true",
            help="first make anew what follows from the rest: counts of replies, tallies, the search's index",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["mend"]:
            mend()
        total = 0
        for app, (name, find_faults) in checks():
            faults = list(find_faults())
            total += len(faults)
            self.stdout.write(f"{app}: {name}: {counted(len(faults)) if faults else 'hold'}")
            for fault in faults[:SHOWN]:
                self.stdout.write(f"  {fault}")
            if len(faults) > SHOWN:
                self.stdout.write(f"  and {len(faults) - SHOWN} more")
        if total:
            raise CommandError(counted(total))
