"""A reader's own account: all responses in one place, a name for each debate, all data, leaving."""

from django.contrib import auth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comments.domain.exporting_account import export_account
from comments.forms.own_account import LeaveForm, NameForm
from comments.queries.form_rules import form_rules
from comments.queries.own_account import debate_named, name_in, names_of, own_responses
from comments.views.accounts import page
from comments.views.confirming import recently_authenticated_required
from masslinesite.access import MODERATING, account_required
from masslinesite.public_pages import personal_page

form_view = require_http_methods(["GET", "HEAD", "POST"])
#: Numbers are shorter than that; anything else in the address shows the beginning of the list.
MOST_DIGITS = 15


@account_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    number = int(before) if before.isascii() and before.isdigit() and len(before) <= MOST_DIGITS else 0
    listed = own_responses(request.desk.user_id, before=number)
    return page(request, "responses", None, status=200, listed=listed, is_later_page=bool(number))


@account_required
@require_safe
def account_names(request: HttpRequest) -> HttpResponse:
    return page(request, "names", None, status=200, names=names_of(request.desk.user_id))


@account_required
@form_view
def account_name(request: HttpRequest, debate: str) -> HttpResponse:
    shown = debate_named(debate)
    if shown is None:
        raise Http404
    user_id = request.desk.user_id
    form = NameForm(
        request.POST if request.method == "POST" else None,
        rules=form_rules(shown),
        initial={"name": name_in(user_id, shown)},
    )
    if not form.is_valid():
        return page(request, "name", form, status=422 if form.is_bound else 200, named=shown)
    form.keep(user_id=user_id, debate=shown)
    return redirect("account-names")


@account_required
@require_POST
@recently_authenticated_required
def account_export(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(export_account(user_id=request.desk.user_id), content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="my-account.zip"'
    return response


@account_required
@form_view
@recently_authenticated_required
def account_leave(request: HttpRequest) -> HttpResponse:
    """GET asks, POST ends the account and signs out."""
    if request.desk.role in MODERATING:
        return page(request, "leave", None, status=200)
    form = LeaveForm(request.POST if "what" in request.POST or "leave" in request.POST else None)
    if not form.is_valid():
        return page(request, "leave", form, status=422 if form.is_bound else 200)
    form.leave(user_id=request.desk.user_id)
    auth.logout(request)
    return redirect("account-left")


@personal_page
@require_safe
def account_left(request: HttpRequest) -> HttpResponse:
    """What has been done, for who is nobody here any more."""
    return page(request, "left", None, status=200)
