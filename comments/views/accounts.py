"""Signing in and out, and a password of one's own."""

from django.conf import settings
from django.contrib import auth
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from comments.domain.sign_in import count_try, take_back_try
from comments.domain.throttling import TooMany
from comments.forms.accounts import FirstPasswordForm, OwnPasswordForm, SignInForm, SignUpForm
from comments.forms.proving import CodeForm
from comments.queries.accounts import desk_of
from comments.queries.queue import only_debate
from comments.queries.sign_in_means import means_of
from comments.views.confirming import asks_itself, recently_authenticated_required
from comments.views.signing_in import (
    enter,
    keep_this_session_only,
    landing,
    offers_accounts,
    remembers_browser,
    sender_at,
    site_of,
    wait_for_second_step,
    waiting_for_second_step,
)
from masslinesite.access import client_address, signed_in_required
from masslinesite.public_pages import keeps_answers_to_forms, personal_page

form_view = require_http_methods(["GET", "HEAD", "POST"])


@personal_page
@sensitive_post_parameters()
@form_view
@keeps_answers_to_forms
@remembers_browser
def login(request: HttpRequest) -> HttpResponse:
    """One answer for a wrong name and a wrong password; after it the page that was asked for, by way of
    the second step where the account has one."""
    if request.user.is_authenticated:
        return redirect(landing(request, request.user))
    form = SignInForm(request.POST or None)
    if not form.is_valid():
        return page(request, "login", form, status=422 if form.is_bound else 200)
    try:
        user = form.sign_in(sender=sender_at(request, form.cleaned_data["name"]))
    except TooMany as limit:
        return too_many(request, "login", form, limit)
    if user is None:
        return page(request, "login", form, status=422)
    if desk_of(user_id=user.pk).second_factor:
        wait_for_second_step(request, user)
        return redirect(f"{reverse('second-step')}?{urlencode({'next': landing(request, user)})}")
    enter(request, user)
    return redirect(landing(request, user))


@personal_page
@sensitive_post_parameters()
@form_view
@remembers_browser
def second_step(request: HttpRequest) -> HttpResponse:
    """A code, after the password; a passkey comes by way of ``passkeys.passkey_answer``."""
    user = waiting_for_second_step(request)
    if user is None:
        return redirect("login")
    means = means_of(user.pk)
    form, more = CodeForm(request.POST or None, has_app=means.has_app), {"means": means}
    if not form.is_valid():
        return page(request, "second_step", form, status=422 if form.is_bound else 200, **more)
    try:
        if not form.proves(user_id=user.pk, sender=sender_at(request, user.username)):
            return page(request, "second_step", form, status=422, **more)
    except TooMany as limit:
        return too_many(request, "second_step", form, limit, **more)
    enter(request, user)
    return redirect(landing(request, user))


@personal_page
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Both cookies of the session go. That the browser is known stays, and says nothing of who it was."""
    auth.logout(request)
    response = redirect("home")
    response.delete_cookie(settings.CSRF_COOKIE_NAME, samesite=settings.CSRF_COOKIE_SAMESITE)
    return response


@personal_page
@sensitive_post_parameters()
@form_view
@keeps_answers_to_forms
def sign_up(request: HttpRequest) -> HttpResponse:
    """An account of a reader's own. Nothing but the name and the password is asked."""
    if request.user.is_authenticated or not offers_accounts():
        return redirect("account" if request.user.is_authenticated else "login")
    form = SignUpForm(request.POST or None)
    if not form.is_valid():
        return page(request, "sign_up", form, status=422 if form.is_bound else 200)
    try:
        user = form.sign_up(sender=client_address(request))
    except TooMany as limit:
        return too_many(request, "sign_up", form, limit)
    if user is None:
        return page(request, "sign_up", form, status=422)
    enter(request, user)
    return redirect(landing(request, user))


@signed_in_required
@sensitive_post_parameters()
@form_view
@asks_itself
def password_change(request: HttpRequest) -> HttpResponse:
    """This session goes on; every other one of the account ends."""
    if not request.user.has_usable_password():
        return _first_password(request)
    form, name = OwnPasswordForm(request.user, request.POST or None), request.desk.user_name
    sender = sender_at(request, name)
    if form.is_bound:
        try:
            count_try(name=name, sender=sender)
        except TooMany as limit:
            return too_many(request, "password", form, limit)
    if form.knows_the_old_one:
        take_back_try(name=name, sender=sender)
    if not form.is_valid():
        return page(request, "password", form, status=422 if form.is_bound else 200)
    keep_this_session_only(request, form.save())
    return redirect(landing(request, request.user))


@recently_authenticated_required
def _first_password(request: HttpRequest) -> HttpResponse:
    """For an account that has been entered by a passkey alone so far."""
    form = FirstPasswordForm(request.user, request.POST or None)
    if not form.is_valid():
        return page(request, "password", form, status=422 if form.is_bound else 200)
    keep_this_session_only(request, form.save())
    return redirect(landing(request, request.user))


def page(request: HttpRequest, name: str, form: Form | None, *, status: int, **more: object) -> HttpResponse:
    """A page of an account: ``account/<name>.html``, indexed by nobody."""
    context = {
        "debate": only_debate(),
        "form": form,
        "is_refused": status >= 400,
        "next": request.POST.get("next", request.GET.get("next", "")),
        "offers_accounts": offers_accounts(),
        "takes_passkeys": site_of(request).takes_passkeys,
    }
    response = render(request, f"account/{name}.html", context | more, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def too_many(request: HttpRequest, name: str, form: Form, limit: TooMany, **more: object) -> HttpResponse:
    response = page(request, name, form, status=429, minutes=-(-limit.retry_after // 60), **more)
    response.headers["Retry-After"] = str(limit.retry_after)
    return response
