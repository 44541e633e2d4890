"""The record at the desk: decisions and acts, chosen by the address, and as tables for other programs."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from comments.domain.exporting import export_log, header_of
from comments.forms.log import ActForm, LogForm
from comments.queries.decision_log import (
    LogPage,
    actors_to_choose,
    debates_to_choose,
    log_page,
    moderators_to_choose,
)
from comments.queries.queue import only_debate
from comments.views.acting import actor_of
from comments.views.confirming import recently_authenticated_required
from essays.domain.tables import csv_lines
from masslinesite.access import moderator_required


@moderator_required
@require_safe
def decision_log(request: HttpRequest) -> HttpResponse:
    return _page(request, "comments/desk/log.html", _decisions(request))


@moderator_required
@require_safe
def act_log(request: HttpRequest) -> HttpResponse:
    return _page(request, "comments/desk/acts.html", _acts(request))


@moderator_required
@require_POST
@recently_authenticated_required
def decision_log_export(request: HttpRequest) -> HttpResponseBase:
    """POST, because it leaves a record of itself."""
    return _export(request, "comments/desk/log.html", _decisions(request), "decisions")


@moderator_required
@require_POST
@recently_authenticated_required
def act_log_export(request: HttpRequest) -> HttpResponseBase:
    return _export(request, "comments/desk/acts.html", _acts(request), "acts")


def _decisions(request: HttpRequest) -> LogForm:
    return LogForm(request.GET, moderators=moderators_to_choose(), debates=debates_to_choose())


def _acts(request: HttpRequest) -> ActForm:
    return ActForm(request.GET, moderators=actors_to_choose())


def _page(request: HttpRequest, template: str, form: LogForm | ActForm) -> HttpResponse:
    """What cannot be read narrows nothing, so it must not pass for having narrowed: nothing is listed."""
    page = LogPage([], None) if form.faults else log_page(form.choice, before=form.place)
    context = {
        "debate": only_debate(),
        "form": form,
        "page": page,
        "next": form.choice.address(before=page.next_before) if page.next_before else "",
        "is_later_page": form.place > 0,
    }
    return render(request, template, context, status=422 if form.faults else 200)


def _export(request: HttpRequest, template: str, form: LogForm | ActForm, name: str) -> HttpResponseBase:
    if form.faults:
        return _page(request, template, form)
    rows = export_log(form.choice, by=actor_of(request))
    response = StreamingHttpResponse(
        csv_lines(header_of(form.choice), rows), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
