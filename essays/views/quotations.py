"""Who quotes whom."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from essays.domain.quotation_page import arrange_quotations
from essays.forms.quotations import read_quotations
from essays.queries.quotations import quotation_records
from essays.views.finding import debate_at
from masslinesite.public_pages import public_page


@public_page
def quotations(request: HttpRequest, debate: str) -> HttpResponse:
    """The matrix, the lists of what is asked for, and where in each text the quotations lie."""
    found = debate_at(debate)
    page = arrange_quotations(quotation_records(found), **asdict(read_quotations(request.GET)))
    return render(request, "essays/quotations.html", {"debate": found, "page": page})
