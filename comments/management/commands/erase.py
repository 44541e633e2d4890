"""manage.py erase: takes the words and the name of responses out of the database for good."""

import re
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from comments.domain.erasing import erase_name, erase_response, forget, named
from comments.domain.moderation import Actor, Refused
from comments.enums import Role
from comments.models import Response
from essays.models import Debate

#: Whoever can run commands is the site's administrator; there is no account to name.
SHELL = Actor(Role.ADMINISTRATOR, 0, "manage.py erase")
NUMBER = re.compile(r"[Rr]?[ \N{NO-BREAK SPACE}]?([1-9][0-9]{0,17})")


class Command(BaseCommand):
    help = (
        "Erase responses, on their author's or a court's demand: words, names, notes about them, index and "
        "journal. The record keeps the hashes. It cannot be undone; backups made before have the words still."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("responses", nargs="*", metavar="R12", help="numbers of responses")
        parser.add_argument("--name", default="", help="all responses that bear this name in any revision")
        parser.add_argument("--debate", default="", metavar="SLUG", help="with --name: in which debate")
        parser.add_argument("--ground", required=True, help="why; shown at the receipts, so name nobody")
        parser.add_argument("--yes", action="store_true", help="erase; without it, only say what would be")

    def handle(self, *args: Any, responses: list[str], name: str, debate: str, **options: Any) -> None:
        if bool(responses) == bool(name):
            raise CommandError("Which responses? erase R12 … or erase --name NAME --debate SLUG")
        if name:
            found = Debate.objects.filter(slug=debate).first()
            if found is None:
                raise CommandError("In which debate? Add --debate SLUG of one that there is.")
            numbers = list(named(name, found.pk).order_by("pk").values_list("pk", flat=True))
        else:
            numbers = self.numbers(responses)
        if not options["yes"]:
            listed = ", ".join(f"R {number}" for number in numbers) or "no response"
            raise CommandError(f"Nothing was erased. With --yes this erases: {listed}.")
        try:
            if name:
                erase_name(name=name, debate_id=found.pk, by=SHELL, ground=options["ground"])
            for number in () if name else numbers:
                erase_response(response_id=number, by=SHELL, ground=options["ground"])
                self.stdout.write(f"R {number}: erased")
        except Refused as refusal:
            raise CommandError(refusal.message) from None
        finally:
            forgotten = forget()
        if name:
            self.stdout.write(f"{len(numbers)} erased")
        if not forgotten:
            raise CommandError(
                "The words are erased, and an old page of them is in the database's files still, since "
                "somebody was reading. Run: sqlite3 site.sqlite3 'PRAGMA wal_checkpoint(TRUNCATE)'; on "
                "PostgreSQL: VACUUM"
            )

    def numbers(self, typed: list[str]) -> list[int]:
        """Every number, if each is of a response; else none is erased."""
        read = [NUMBER.fullmatch(each) for each in typed]
        numbers = [int(match[1]) for match in read if match]
        known = set(Response.objects.filter(pk__in=numbers).values_list("pk", flat=True))
        for each, match in zip(typed, read, strict=True):
            if match is None or int(match[1]) not in known:
                raise CommandError(f"There is no response “{each}”. Nothing was erased.")
        return numbers
