"""A second factor of one's own, passkeys, recovery codes, and the sessions of an account."""

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comments.domain import factors, passkeys, sessions
from comments.domain.factors import FactorRefused, WrongCode
from comments.domain.people import record_own_change
from comments.domain.throttling import TooMany, count_hit, take_back_hit
from comments.forms.proving import WRONG_CODE, AppForm, LabelForm
from comments.queries.sign_in_means import means_of, passkey_of, sessions_of
from comments.views.accounts import page, too_many
from comments.views.acting import actor_of
from comments.views.confirming import recently_authenticated_required
from comments.views.signing_in import keep_this_session_only
from masslinesite.access import MODERATING, signed_in_required, to_set_up

form_view = require_http_methods(["GET", "HEAD", "POST"])


@signed_in_required
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    return page(
        request,
        "second_factor",
        None,
        status=200,
        means=means_of(request.desk.user_id),
        must=to_set_up(request.desk) == "second-factor",
    )


@signed_in_required
@sensitive_post_parameters()
@form_view
@recently_authenticated_required
@sensitive_variables("secret", "address", "more")
def factor_app(request: HttpRequest) -> HttpResponse:
    """The secret as a QR code and in letters; it counts once a code made from it has been typed."""
    user_id = request.desk.user_id
    try:
        secret = factors.begin_authenticator(user_id=user_id)
    except FactorRefused:
        return redirect("second-factor")
    address = factors.address_for_app(secret=secret, user_name=request.desk.user_name)
    more = {
        "qr": segno.make(address, error="m").svg_inline(svgclass="qr", lineclass=None, omitsize=True),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
    }
    form = AppForm(request.POST if "code" in request.POST else None)
    if not form.is_valid():
        return page(request, "factor_app", form, status=422 if form.is_bound else 200, **more)
    try:
        count_hit(purpose="second-factor", sender=f"{user_id} sets up")
        factors.confirm_authenticator(user_id=user_id, code=form.cleaned_data["code"])
    except WrongCode:
        form.add_error("code", WRONG_CODE)
        return page(request, "factor_app", form, status=422, **more)
    except TooMany as limit:
        return too_many(request, "factor_app", form, limit, **more)
    take_back_hit(purpose="second-factor", sender=f"{user_id} sets up")
    return changed(request, "app for codes set up")


@signed_in_required
@form_view
@recently_authenticated_required
def factor_app_remove(request: HttpRequest) -> HttpResponse:
    """GET asks, POST takes it away."""
    if request.method == "POST":
        factors.remove_authenticator(user_id=request.desk.user_id)
        return changed(request, "app for codes taken away")
    return _removal_page(request, status=200)


@signed_in_required
@require_safe
@recently_authenticated_required
def passkey_page(request: HttpRequest) -> HttpResponse:
    """Where a passkey is made; the script does it by ``passkeys.passkey_new`` and ``passkey_add``."""
    return page(request, "passkey", None, status=200)


@signed_in_required
@form_view
@recently_authenticated_required
def passkey_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks, POST takes it away; the last way into an account stays."""
    passkey = passkey_of(request.desk.user_id, pk)
    if passkey is None:
        raise Http404
    means = means_of(request.desk.user_id)
    is_only_way = not request.user.has_usable_password() and len(means.passkeys) == 1
    if request.method == "POST" and not is_only_way:
        passkeys.remove_passkey(user_id=request.desk.user_id, passkey_id=pk)
        return changed(request, "passkey taken away")
    status = 409 if request.method == "POST" else 200
    return _removal_page(request, status=status, passkey=passkey, is_only_way=is_only_way)


@signed_in_required
@form_view
@recently_authenticated_required
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """GET asks, POST makes them and shows them this once."""
    codes = []
    if request.method == "POST":
        try:
            codes = factors.make_recovery_codes(user_id=request.desk.user_id)
        except FactorRefused:
            return redirect("second-factor")
        _record(request, "recovery codes made anew")
    return page(
        request, "recovery_codes", None, status=200, codes=codes, means=means_of(request.desk.user_id)
    )


@signed_in_required
@require_safe
def account_sessions(request: HttpRequest) -> HttpResponse:
    listed = sessions_of(request.desk.user_id, session_key=request.session.session_key)
    return page(request, "sessions", None, status=200, sessions=listed)


@signed_in_required
@require_POST
def session_change(request: HttpRequest, pk: int) -> HttpResponse:
    """A label for a session, or its end. Ending one's own is signing out."""
    user_id = request.desk.user_id
    if "end" in request.POST:
        sessions.end_session(user_id=user_id, session_id=pk)
    else:
        form = LabelForm(request.POST)
        if form.is_valid():
            sessions.name_session(user_id=user_id, session_id=pk, label=form.cleaned_data["label"])
    return redirect("account-sessions")


@signed_in_required
@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    """Every session of the account but this one."""
    sessions.end_other_sessions(user_id=request.desk.user_id, session_key=request.session.session_key)
    return redirect("account-sessions")


def changed(request: HttpRequest, said: str) -> HttpResponse:
    """After a factor has changed: other sessions end, the desk's record has it, the list shows it."""
    keep_this_session_only(request, request.user)
    _record(request, said)
    return redirect("second-factor")


def _removal_page(request: HttpRequest, *, status: int, **more: object) -> HttpResponse:
    means = means_of(request.desk.user_id)
    more["is_last"] = means.has_app + len(means.passkeys) == 1
    more["must_have_one"] = settings.SECOND_FACTOR_REQUIRED and request.desk.role in MODERATING
    return page(request, "factor_remove", None, status=status, **more)


def _record(request: HttpRequest, said: str) -> None:
    if request.desk.role in MODERATING:
        by = actor_of(request)
        record_own_change(said=said, by=by)
