"""The page of one quotation link."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from essays.domain.link_reading import arrange_link
from essays.models import Link
from essays.queries.links import link_record
from essays.views.finding import debate_at
from masslinesite.public_pages import public_page


@public_page
def link(request: HttpRequest, debate: str, link: str) -> HttpResponse:
    """Two passages that share wording, what was dismissed is not there; an address in capitals is led to the
    one in small letters."""
    found = debate_at(debate)
    if link != link.lower():
        return redirect("link", debate=found.slug, link=link.lower(), permanent=True)
    try:
        page = arrange_link(link_record(found, link))
    except Link.DoesNotExist as missing:
        raise Http404 from missing
    above = {"label": "who quotes whom", "url": reverse("quotations", args=[found.slug])}
    context = {"debate": found, "page": page, "link": page.link, "above": above}
    return render(request, "essays/link.html", context)
