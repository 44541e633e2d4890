"""Reading pages: the same for every anonymous reader, so that any cache may keep them.

Everything else is ``no-store``: ``middleware.set_headers`` gives that to each response that says
nothing itself, so a page is cached by declaration only, never by omission.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from masslinesite.page_versions import collecting, one_moment
from masslinesite.replica import from_replica

View = Callable[..., HttpResponseBase]
#: Keep it, but ask each time: the ETag answers most of these questions with 304 and no body.
PUBLIC = "public, no-cache"
_later: ContextVar[list[Callable[[], None]] | None] = ContextVar("after_sending", default=None)


def public_page(view: View) -> View:
    """Declares a view's successful answers public. The view may read no session, user or cookie.

    It answers GET and HEAD; anything else is 405. A successful answer carries what it was made from
    (``page_keys``, see ``masslinesite.page_versions``), for ``masslinesite.kept_pages``, which keeps
    only what says so. It is made from the replica where there is one (``masslinesite.replica``). Where
    ``is_tagged_later`` stands at the request, whoever sends the page gives it its ETag.
    """
    writes = getattr(view, "is_made_from_primary", False)

    @require_safe
    @wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        def make() -> tuple[HttpResponseBase, set[str]]:
            with collecting() as keys, one_moment(), _collecting_work() as later:
                response = view(request, *args, **kwargs)
            response.after_sending = tuple(later)
            return response, keys

        response, keys = make() if writes else from_replica(make)
        if response.status_code == 200:
            response.headers.setdefault("Cache-Control", PUBLIC)
            if not getattr(request, "is_tagged_later", False):
                response.headers.setdefault("ETag", f'"{tag_of(response.content)}"')
            response.page_keys = frozenset(keys)
        return response

    wrapper.is_public_page = True
    return wrapper


def tag_of(body: bytes) -> str:
    """Names a body, byte for byte."""
    return hashlib.sha256(body).hexdigest()[:24]


def after_sending(work: Callable[[], None]) -> None:
    """Has ``work`` done when the page that is being made was sent. It may fail to be done, so it must be no
    more than what makes later pages cheaper; where no page is made, and where ``masslinesite.page_front``
    does not send it, it is not done."""
    later = _later.get()
    if later is not None:
        later.append(work)


@contextmanager
def _collecting_work() -> Iterator[list[Callable[[], None]]]:
    later: list[Callable[[], None]] = []
    token = _later.set(later)
    try:
        yield later
    finally:
        _later.reset(token)


def made_from_primary(view: View) -> View:
    """Declares, below ``public_page``, that a page may write something, or shows what changes without raising
    the site's number: it never comes from the replica."""
    view.is_made_from_primary = True
    return view


def personal_page(view: View) -> View:
    """Declares that a view answers whoever asks, each for themselves: no cache keeps the answer."""
    view.is_personal_page = True
    return view


def kept_for_back_button(response: HttpResponseBase) -> HttpResponseBase:
    """Declares that an answer holds a form with words that somebody types, which their own browser, and no
    cache between, keeps for its back button: of the answer to what was posted it has no other copy, and
    ``no-store`` makes some forget what stands in the fields, too.

    That gives nothing away where the address shows as much to whoever has this browser's history: that of a
    form open to all does, and that of a receipt. It is not for what opens by signing in alone, the desk and
    accounts: a page kept there would show, after the session, what others wrote.
    """
    response.headers["Cache-Control"] = "private, no-cache"
    response.is_kept_for_the_back_button = True
    return response


def keeps_answers_to_forms(view: View) -> View:
    """A view whose form comes back with what was typed in it: that answer is kept for the back button. The
    form before it is asked for each time, for what it says may have changed."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        is_answer = request.method == "POST" and not 300 <= response.status_code < 400
        return kept_for_back_button(response) if is_answer else response

    return wrapper


def is_kept_for_back_button(response: HttpResponseBase) -> bool:
    return getattr(response, "is_kept_for_the_back_button", False)


def is_public(response: HttpResponseBase) -> bool:
    """Did the view declare its page the same for every reader?"""
    return response.get("Cache-Control", "").startswith("public")
