"""Whom the texts refer to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from essays.models import Debate
from essays.queries.authorities import authorities_of
from masslinesite.public_pages import public_page


@public_page
def authorities(request: HttpRequest, debate: str) -> HttpResponse:
    found = get_object_or_404(Debate, slug=debate)
    return render(request, "essays/authorities.html", {"debate": found, "authorities": authorities_of(found)})
