"""What every page is rendered with besides what its view says."""

from django.http import HttpRequest
from django.urls import reverse

from masslinesite.access import MODERATING


def desk_navigation(request: HttpRequest) -> dict[str, object]:
    """The way back to the queue, on the pages that ask who is signed in; the queue's own says that it is
    there. No query."""
    desk = getattr(request, "desk", None)
    if desk is None or desk.role not in MODERATING:
        return {}
    return {"more_navigation": [{"label": "Moderation", "url": reverse("queue"), "current": ""}]}
