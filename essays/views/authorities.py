"""Whom the texts refer to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from essays.queries.authorities import authorities_of
from essays.views.finding import debate_at
from masslinesite.public_pages import public_page


@public_page
def authorities(request: HttpRequest, debate: str) -> HttpResponse:
    found = debate_at(debate)
    return render(request, "essays/authorities.html", {"debate": found, "authorities": authorities_of(found)})
