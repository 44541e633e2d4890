"""manage.py check_quotations: looks up anew the quotations whose verdicts may not hold any more."""

from typing import Any

from django.core.management.base import BaseCommand

from comments.domain.checking.storing import check_due


class Command(BaseCommand):
    help = (
        "Look up anew what responses quote, where texts have changed since or it could not be looked "
        "up; load_corpus does it too."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not check_due(progress=self.stdout.write):
            self.stdout.write("quotations: nothing to look up anew")
