"""How the texts were edited, who speaks in which type, what is kept of readers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from essays.queries.debates import all_debates
from masslinesite.public_pages import public_page


@public_page
def about(request: HttpRequest) -> HttpResponse:
    """One page for all debates; the header is that of the only one."""
    debates = all_debates()
    return render(request, "essays/about.html", {"debate": debates[0] if len(debates) == 1 else None})
