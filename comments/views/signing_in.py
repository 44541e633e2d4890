"""What a session knows of a person's signing in: who, when last proved, and who is half-way in.

The session gets a new key at each step, so that one planted beforehand opens nothing.
"""

import time
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from comments.domain.known_browsers import sender_of, token_for
from comments.domain.passkeys import Site
from comments.domain.sessions import begin_session, end_other_sessions, move_session
from comments.queries.accounts import active_account, desk_of
from masslinesite import account_backend
from masslinesite.access import LAST_USED_ON, MODERATING, client_address

View = Callable[..., HttpResponseBase]
WAITING, PROVED_AT = "waits_for_second_step", "proved_at"
#: Long enough to find a telephone, short enough that a browser left open does not stay half-way in.
SECOND_STEP_SECONDS = 10 * 60
#: What is done to accounts, roles and the record asks again after this long.
PROVED_SECONDS = 10 * 60
#: The cookie by which a browser of the desk is known, sent to pages of accounts alone.
KNOWN_BROWSER, KNOWN_SECONDS = "known_browser", 30 * 24 * 60 * 60


def enter(request: HttpRequest, user: User) -> None:
    """Signs in, with a new session that its owner can see and end."""
    request.session.pop(WAITING, None)
    auth.login(request, user, backend=account_backend.PATH)
    if not request.session.session_key:
        request.session.create()
    request.session[LAST_USED_ON] = timezone.now().date().isoformat()
    note_proof(request)
    begin_session(user_id=user.pk, session_key=request.session.session_key)


def remembers_browser(view: View) -> View:
    """After a whole signing in to an account of the desk the browser is known for a month; see
    ``comments.domain.known_browsers``. Who only has a reader's account is not followed so."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        was = request.user.pk
        response = view(request, *args, **kwargs)
        if request.user.is_authenticated and request.user.pk != was:
            desk = desk_of(user_id=request.user.pk)
            if desk.role in MODERATING:
                response.set_cookie(
                    KNOWN_BROWSER,
                    token_for(name=desk.user_name),
                    max_age=KNOWN_SECONDS,
                    path=reverse("account"),
                    secure=settings.SESSION_COOKIE_SECURE,
                    httponly=True,
                    samesite="Strict",
                )
        return response

    return wrapper


def sender_at(request: HttpRequest, name: str) -> str:
    """Whose tries at the password or the codes of ``name`` these are."""
    token = request.COOKIES.get(KNOWN_BROWSER, "")
    return sender_of(name=name, token=token, address=client_address(request))


def wait_for_second_step(request: HttpRequest, user: User) -> None:
    """The password was right; the second factor is still to come. Nothing is open until then."""
    request.session.cycle_key()
    request.session[WAITING] = {
        "user": user.pk,
        "password": user.get_session_auth_hash(),
        "until": int(time.time()) + SECOND_STEP_SECONDS,
    }


def waiting_for_second_step(request: HttpRequest) -> User | None:
    """Whose password was given in this session, not long ago and not changed since."""
    noted = request.session.get(WAITING)
    if noted is None or noted["until"] < time.time():
        return None
    user = active_account(noted["user"])
    if user is None or not constant_time_compare(user.get_session_auth_hash(), noted["password"]):
        return None
    return user


def note_proof(request: HttpRequest) -> None:
    request.session[PROVED_AT] = int(time.time())


def has_proved_lately(request: HttpRequest) -> bool:
    return time.time() - request.session.get(PROVED_AT, 0) < PROVED_SECONDS


def keep_this_session_only(request: HttpRequest, user: User) -> None:
    """After what this session proves has changed: it goes on under a new key, the others end."""
    before = request.session.session_key
    auth.update_session_auth_hash(request, user)
    move_session(old_key=before, new_key=request.session.session_key)
    end_other_sessions(user_id=user.pk, session_key=request.session.session_key)


def landing(request: HttpRequest, user: User) -> str:
    """The page asked for, if it is one of ours; else the queue, or for a reader their own page."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    if is_ours(request, wanted):
        return wanted
    return reverse("queue" if desk_of(user_id=user.pk).role in MODERATING else "account")


def is_ours(request: HttpRequest, address: str) -> bool:
    """Whether an address that came with a request leads to this site."""
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())


def site_of(request: HttpRequest) -> Site:
    """What a passkey has to have signed: this host, and the origin of our own pages."""
    return Site.at(request.scheme, request.get_host())


def offers_accounts() -> bool:
    return settings.ACCOUNTS
