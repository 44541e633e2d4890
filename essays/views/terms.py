"""Each author's definitions, side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from essays.models import Debate
from essays.queries.terms import glossary_of
from masslinesite.public_pages import public_page


@public_page
def terms(request: HttpRequest, debate: str) -> HttpResponse:
    found = get_object_or_404(Debate, slug=debate)
    return render(request, "essays/terms.html", {"debate": found, "glossary": glossary_of(found)})


@public_page
def term(request: HttpRequest, debate: str, term: str) -> HttpResponse:
    return HttpResponse("")


@public_page
def term_csv(request: HttpRequest, debate: str, term: str) -> HttpResponse:
    return HttpResponse("")
