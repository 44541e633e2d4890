"""Figures of what was received and decided, without names, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from comments.domain.figures.reading import CSV_HEADER, csv_rows, figures_page
from comments.queries.queue import only_debate
from essays.domain.tables import write_csv
from essays.models import Debate
from masslinesite.public_pages import made_from_primary, public_page


@public_page
@made_from_primary
def figures(request: HttpRequest) -> HttpResponse:
    context = {"debate": only_debate(), "page": figures_page(None), "debates": list(Debate.objects.all())}
    return render(request, "comments/figures.html", context)


@public_page
@made_from_primary
def debate_figures(request: HttpRequest, debate: str) -> HttpResponse:
    found = get_object_or_404(Debate, slug=debate)
    context = {"debate": found, "page": figures_page(found), "debates": list(Debate.objects.all())}
    return render(request, "comments/figures.html", context)


@public_page
@made_from_primary
def figures_csv(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(write_csv(CSV_HEADER, csv_rows()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="figures.csv"'
    return response
