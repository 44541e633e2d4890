"""manage.py send_mail: sends the e-mail that is due; to be run every few minutes where EMAIL_URL is set."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from comments.domain.mailing import send_due
from comments.domain.notifying import forget_what_is_over


class Command(BaseCommand):
    help = "Send authors the messages that are due, and delete the addresses that have been told all."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.OFFERS_MAIL:
            forgotten = forget_what_is_over(timezone.now())
            self.stdout.write(f"mail: no mail server is set (EMAIL_URL); {forgotten} addresses deleted")
            return
        done = send_due()
        self.stdout.write(
            f"mail: {done.sent} sent, {done.failed} to be tried again, {done.given_up} given up"
        )
