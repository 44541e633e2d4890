"""manage.py rescreen: what waits for a moderator is screened by the rules that hold now."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from comments.domain.screening.rescreening import rescreen
from essays.models import Debate


class Command(BaseCommand):
    help = (
        "Screen again what waits and was screened by earlier rules, before the filter last learnt, or with "
        "a failure. It can be stopped and run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--debate", default="", metavar="SLUG", help="only what answers this debate")
        parser.add_argument("--dry-run", action="store_true", help="say what would change and write nothing")

    def handle(self, *args: Any, debate: str, dry_run: bool, **options: Any) -> None:
        chosen = None
        if debate:
            chosen = Debate.objects.filter(slug=debate).first()
            if chosen is None:
                raise CommandError(f"There is no debate “{debate}”.")
        done = rescreen(debate=chosen, dry_run=dry_run, progress=self.stdout.write)
        if done.compared:
            self.stdout.write(f"{done.compared} earlier responses are compared with from now on")
        would = "would be " if dry_run else ""
        self.stdout.write(
            f"{done.screened} responses {would}screened again, {done.changed} of them differently"
        )
