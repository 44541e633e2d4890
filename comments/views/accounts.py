"""Signing in and out, and a password of one's own."""

from django.contrib import auth
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from comments.domain.sign_in import count_try, take_back_try
from comments.domain.throttling import TooMany
from comments.forms.accounts import OwnPasswordForm, SignInForm
from comments.queries.accounts import desk_of
from comments.queries.queue import only_debate
from masslinesite.access import MODERATING, client_address, signed_in_required
from masslinesite.public_pages import personal_page


@personal_page
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """One answer for a wrong name and a wrong password; after it the page that was asked for."""
    if request.user.is_authenticated:
        return redirect(_landing(request, request.user))
    form = SignInForm(request.POST or None)
    if not form.is_valid():
        return _page(request, "login", form, status=422 if form.is_bound else 200)
    try:
        user = form.sign_in(sender=client_address(request))
    except TooMany as limit:
        return _too_many(request, "login", form, limit)
    if user is None:
        return _page(request, "login", form, status=422)
    auth.login(request, user)
    return redirect(_landing(request, user))


@personal_page
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    auth.logout(request)
    return redirect("home")


@signed_in_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password_change(request: HttpRequest) -> HttpResponse:
    """This session goes on; every other one of the account ends."""
    form = OwnPasswordForm(request.user, request.POST or None)
    if form.is_bound:
        try:
            count_try(name=request.desk.user_name, sender=client_address(request))
        except TooMany as limit:
            return _too_many(request, "password", form, limit)
    if form.knows_the_old_one:
        take_back_try(name=request.desk.user_name, sender=client_address(request))
    if not form.is_valid():
        return _page(request, "password", form, status=422 if form.is_bound else 200)
    auth.update_session_auth_hash(request, form.save())
    return redirect(_landing(request, request.user))


def _page(
    request: HttpRequest, name: str, form: SignInForm | OwnPasswordForm, *, status: int, **more: object
) -> HttpResponse:
    context = {
        "debate": only_debate(),
        "form": form,
        "next": request.POST.get("next", request.GET.get("next", "")),
    }
    response = render(request, f"account/{name}.html", context | more, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _too_many(
    request: HttpRequest, name: str, form: SignInForm | OwnPasswordForm, limit: TooMany
) -> HttpResponse:
    response = _page(request, name, form, status=429, minutes=-(-limit.retry_after // 60))
    response.headers["Retry-After"] = str(limit.retry_after)
    return response


def _landing(request: HttpRequest, user: User) -> str:
    """The page asked for, if it is one of ours; else the queue, or the debate for who has no part in it."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("queue" if desk_of(user_id=user.pk).role in MODERATING else "home")
