"""How far a reply answers the text that it replies to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from essays.domain.coverage import cover
from essays.queries.coverage import answers_to, coverage_records
from essays.views.finding import work_at
from masslinesite.not_found import NotHere
from masslinesite.public_pages import public_page


@public_page
def coverage(request: HttpRequest, work: str) -> HttpResponse:
    """Row by row of the text answered, or of the reply (``?by=reply``).

    A work that answers none leads to the replies to it; raises ``NotHere`` where there are none either.
    """
    found = work_at(work)
    context = {"debate": found.debate, "work": found}
    if found.responds_to is None:
        replies = answers_to(found)
        if not replies:
            raise NotHere(f"{found.siglum} answers no text that is held here, and none answers it.")
        return render(request, "essays/coverage_choose.html", context | {"replies": replies})
    page = cover(coverage_records(found), by_reply=request.GET.get("by") == "reply")
    return render(request, "essays/coverage.html", context | {"page": page})
