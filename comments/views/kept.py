"""A form of the desk whose sender is not signed in any more, or whose token is old: all of it comes back.

It stands on a page as it was typed, to be copied, or to be sent again after signing in in another window.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from comments.queries.queue import only_debate
from comments.views.confirming import NOT_CARRIED

View = Callable[..., HttpResponseBase]

SIGNED_OUT = (
    "You are not signed in any more",
    "So nothing was done. All that you sent is kept on this page, and the words are below. Sign in in "
    "another window, then send it again from here.",
)
REFUSED = (
    "The form is older than your signing in",
    "Nothing was done. All that you sent is kept on this page, and the words are below; it can be sent again "
    "from here.",
)


def keeps_sent(view: View) -> View:
    """For the outermost place, since it is the access check that sends who isn't signed in elsewhere."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if has_words(request) and not request.user.is_authenticated:
            return kept_page(request)
        return view(request, *args, **kwargs)

    wrapper.keeps_sent = True
    return wrapper


def has_words(request: HttpRequest) -> bool:
    return request.method == "POST" and bool(_words(request))


def kept_page(request: HttpRequest) -> HttpResponseBase:
    """The words as fields that can still be changed, the rest along with them."""
    title, sentence = REFUSED if request.user.is_authenticated else SIGNED_OUT
    words, after = _words(request), {"next": request.path}
    context = {
        "debate": only_debate(),
        "title": title,
        "sentence": sentence,
        "words": [(name, name.replace("_", " ").capitalize(), value) for name, value in words.items()],
        "carried": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in NOT_CARRIED and name not in words
            for value in values
        ],
        "action": request.get_full_path(),
        "login": "" if request.user.is_authenticated else f"{reverse('login')}?{urlencode(after)}",
    }
    response = render(request, "comments/desk/kept.html", context, status=403)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _words(request: HttpRequest) -> dict[str, str]:
    """What somebody has written, by field: of more than one word, as neither a choice nor a digest is."""
    return {
        name: values[0]
        for name, values in request.POST.lists()
        if len(values) == 1 and len(values[0].split()) > 1 and name not in NOT_CARRIED
    }
