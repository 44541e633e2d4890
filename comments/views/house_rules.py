"""What is published and what is not, by the same table that the moderators decide by."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from comments import rules
from comments.queries.queue import only_debate
from masslinesite.public_pages import public_page


@public_page
def house_rules(request: HttpRequest) -> HttpResponse:
    reasons = [(reason, text) for reason, text in rules.REASON_TEXTS.items()]
    hours = round(rules.UNDO_WITHIN.total_seconds() / 3600)
    context = {"debate": only_debate(), "reasons": reasons, "undo_hours": hours}
    return render(request, "comments/house_rules.html", context)
