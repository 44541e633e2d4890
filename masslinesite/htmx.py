"""Page or fragment: which of the two an htmx request wants."""

from django.http import HttpRequest


def wants_fragment(request: HttpRequest) -> bool:
    """A swap of a part of the page. Boosted links and the restoring of history replace the whole page."""
    return bool(request.htmx) and not request.htmx.boosted and not request.htmx.history_restore_request
