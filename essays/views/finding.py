"""From an address to its record, or to 404; and what the page is made from (``essays.page_keys``)."""

from django.shortcuts import get_object_or_404

from essays.models import Debate, Work
from essays.page_keys import texts_of
from essays.queries.works import readable_works
from masslinesite.page_versions import depends_on


def debate_at(slug: str) -> Debate:
    """Raises Http404. One query."""
    found = get_object_or_404(Debate, slug=slug)
    depends_on(texts_of(found.pk))
    return found


def work_at(slug: str) -> Work:
    """With what its page says of it and of its debate. Raises Http404. One query."""
    found = get_object_or_404(readable_works(), slug=slug)
    depends_on(texts_of(found.debate_id))
    return found
