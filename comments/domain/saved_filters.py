"""Filters of the queue that a moderator keeps by name."""

from django.db import transaction

from comments.domain.moderation import Refused
from comments.domain.waiting import tried_again
from comments.models import SavedFilter

#: They stand as links above the queue, where more would hide it.
MOST = 20


@tried_again
def save_filter(*, owner_id: int, name: str, address: str) -> SavedFilter:
    """Keeps ``address`` by a name. Raises Refused where there are ``MOST`` already, and where another is kept
    by that name, which is not replaced unasked. Up to four queries."""
    with transaction.atomic():
        others = SavedFilter.objects.filter(owner_id=owner_id).exclude(name=name).count()
        if others >= MOST:
            raise Refused(f"You keep {MOST} filters already. Delete one of them first.")
        kept, _ = SavedFilter.objects.get_or_create(
            owner_id=owner_id, name=name, defaults={"address": address}
        )
        if kept.address != address:
            raise Refused(
                f"You keep another filter by the name “{name}”. Delete it first, or choose another."
            )
    return kept


def delete_filter(*, owner_id: int, number: int) -> None:
    """No error for one that is gone. One query."""
    SavedFilter.objects.filter(owner_id=owner_id, pk=number).delete()
