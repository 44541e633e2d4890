"""Which debates there are."""

from essays.models import Debate


def all_debates() -> tuple[Debate, ...]:
    """One query."""
    return tuple(Debate.objects.order_by("name", "slug"))
