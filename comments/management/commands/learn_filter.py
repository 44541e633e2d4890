"""manage.py learn_filter: the filter learns from the decisions that have been made so far."""

from typing import Any

from django.core.management.base import BaseCommand

from comments.domain.moderation import by_rule
from comments.domain.screening.learning import learn


class Command(BaseCommand):
    help = "Let the filter learn anew from moderators' latest decisions; rescreen applies it to what waits."

    def handle(self, *args: Any, **options: Any) -> None:
        learning = learn(by=by_rule("learn_filter"))
        self.stdout.write(
            f"Learnt from {learning.published} published and {learning.rejected} rejected responses."
        )
