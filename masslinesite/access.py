"""Who asks, and who may come in.

Every view declares its access: ``public_page`` or ``personal_page`` (``masslinesite.public_pages``) for
whoever asks, or one of the decorators below. A test walks all addresses and fails on a view that
declares nothing.
"""

import ipaddress
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from comments.domain.sessions import touch_session
from comments.enums import Role
from comments.queries.accounts import Desk, desk_of

View = Callable[..., HttpResponseBase]
UNKNOWN = "unknown"
#: The day on which a session was last used, in the session itself; put there when it begins.
LAST_USED_ON = "last_used_on"


class Access(StrEnum):
    PUBLIC = "public"
    PERSONAL = "personal"
    SIGNED_IN = "signed in"
    MODERATOR = "moderator"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


#: Whom each kind of closed page is open to; an editor is a moderator too, an administrator an editor.
MODERATING = frozenset({Role.MODERATOR, Role.EDITOR, Role.ADMINISTRATOR})
RULES: dict[Access, frozenset[Role]] = {
    Access.SIGNED_IN: MODERATING | {Role.READER},
    Access.MODERATOR: MODERATING,
    Access.EDITOR: frozenset({Role.EDITOR, Role.ADMINISTRATOR}),
    Access.ADMINISTRATOR: frozenset({Role.ADMINISTRATOR}),
}


#: What is done only by who has proved in the last ten minutes who they are, by the name of its address: what
#: holds for everybody, what cannot be taken back, who may do what, by what an account is entered, and what
#: takes the record or an account's data away. The words stand on the page of rules for administrators.
SENSITIVE: dict[str, str] = {
    "policy": "adopting house rules",
    "screening-change": "changing the rules of screening",
    "trust-restore": "giving trust back to an account",
    "exemption": "exempting somebody from a conflict of interest",
    "erase": "erasing a response",
    "decision-log-export": "exporting the log of decisions",
    "act-log-export": "exporting the log of acts",
    "people": "making an account, or looking at all of them",
    "person": "changing somebody’s role, password, second factor or account",
    "password-change": "changing one’s own password",
    "factor-app": "setting up an app for codes",
    "factor-app-remove": "taking an app for codes away",
    "passkey-page": "opening the page where passkeys are made",
    "passkey-new": "making a passkey",
    "passkey-add": "adding a passkey",
    "passkey-remove": "taking a passkey away",
    "recovery-codes": "making recovery codes",
    "account-export": "exporting the data of one’s own account",
    "account-leave": "leaving",
}
#: The other closed pages, so that a new one is put in one of the two. What moderators do all day is undone
#: or decided anew, and is in the log; what ends a session, an exit, never waits for a proof.
ROUTINE: frozenset[str] = frozenset(
    {
        *(
            "queue",
            "queue-news",
            "review",
            "claim",
            "desk-note",
            "cover",
            "decide",
            "undo",
            "decide-together",
        ),
        *("settle-edit", "redact", "settle-redaction", "answer-appeal", "judge-flags", "trusted-read"),
        *("filter-save", "filter-delete", "desk-keys", "desk-settings", "break-put-off"),
        *("decision-log", "act-log", "screening", "screening-trace", "screening-trust", "screening-learn"),
        *("link-queue", "link-review", "link-add"),
        *("account", "account-names", "account-name", "second-factor", "confirm"),
        *("account-sessions", "session-change", "sessions-end"),
    }
)


def access_of(view: View) -> Access | None:
    """What ``view`` declares; None is a mistake of ours that the tests find."""
    if getattr(view, "is_public_page", False):
        return Access.PUBLIC
    if getattr(view, "is_personal_page", False):
        return Access.PERSONAL
    return getattr(view, "access", None)


def signed_in_required(view: View) -> View:
    """For anybody signed in, also who has to change a temporary password, or to set up a second factor: the
    pages where that is done."""
    return _guarded(view, Access.SIGNED_IN, is_for_setting_up=True)


def account_required(view: View) -> View:
    """For anybody signed in who has nothing to set up first."""
    return _guarded(view, Access.SIGNED_IN)


def moderator_required(view: View) -> View:
    return _guarded(view, Access.MODERATOR)


def editor_required(view: View) -> View:
    return _guarded(view, Access.EDITOR)


def administrator_required(view: View) -> View:
    return _guarded(view, Access.ADMINISTRATOR)


def to_set_up(desk: Desk) -> str:
    """The name of the page where something has to be done before any other opens; empty if nothing has.

    A temporary password has to be changed; where a second factor is required, who moderates sets one up.
    """
    if desk.password_is_temporary:
        return "password-change"
    if settings.SECOND_FACTOR_REQUIRED and desk.role in MODERATING and not desk.second_factor:
        return "second-factor"
    return ""


def _guarded(view: View, access: Access, *, is_for_setting_up: bool = False) -> View:
    """Lets the roles of ``RULES`` through, with ``request.desk`` (``comments.queries.accounts.Desk``).

    Others are sent to sign in, or refused with 403, or sent to what they have to set up first.
    Cost: 2 queries, for the session, and for the account with its desk; 2 more the first time on another day.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _elsewhere(request, redirect_to_login(_page_of(request), reverse("login")))
        request.desk = getattr(request.user, "signed_in_desk", None) or desk_of(user_id=request.user.pk)
        if request.desk.role not in RULES[access]:
            raise PermissionDenied
        if not is_for_setting_up and (page := to_set_up(request.desk)):
            return _elsewhere(request, redirect(page))
        _note_day(request)
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    wrapper.access = access
    return wrapper


def _note_day(request: HttpRequest) -> None:
    """So that the list of sessions can say on which day each was last used, and no nearer."""
    today = timezone.now().date().isoformat()
    if request.session.get(LAST_USED_ON, today) != today:
        touch_session(session_key=request.session.session_key)
        request.session[LAST_USED_ON] = today


def _page_of(request: HttpRequest) -> str:
    """The page to come back to: for a fragment or a form, the one it was asked from."""
    if request.method in ("GET", "HEAD") and not request.htmx:
        return request.get_full_path()
    asked_from = urlsplit(request.htmx.current_url_abs_path or request.headers.get("Referer", ""))
    return asked_from.path + (f"?{asked_from.query}" if asked_from.query else "") or reverse("queue")


def _elsewhere(request: HttpRequest, answer: HttpResponse) -> HttpResponseBase:
    """A fragment's request would follow the redirect and put the page into the fragment's place."""
    return HttpResponseClientRedirect(answer.url) if request.htmx else answer


def client_address(request: HttpRequest) -> str:
    """The network a request comes from: an IPv4 address, or an IPv6 /64, which is one household.

    For the rate limits alone; nothing stores or logs it.

    With MASSLINE_PROXIES=0 it is the peer of the connection and X-Forwarded-For, which anyone can
    write, is not looked at. With n proxies it is the n-th entry of that header from the right:
    each trusted proxy appends the peer that it saw itself, so what stands further left was
    written by the reader. Fewer entries than proxies, or no address at all: ``"unknown"``, which
    all such requests share. Use it as the input of a keyed hash only.
    """
    if settings.PROXIES:
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        found = hops[-settings.PROXIES] if len(hops) >= settings.PROXIES else ""
    else:
        found = request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(found.strip())
    except ValueError:
        return UNKNOWN
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((int(address), 64), strict=False))
    return str(address)
