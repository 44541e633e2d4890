"""Which debates there are."""

from essays.models import Debate
from essays.page_keys import TEXTS
from masslinesite.page_versions import depends_on


def all_debates() -> tuple[Debate, ...]:
    """One query."""
    depends_on(TEXTS)
    return tuple(Debate.objects.order_by("name", "slug"))
