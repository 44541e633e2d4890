"""Addresses that take what a form sends and show nothing themselves: whoever opens one is led back."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponse]


def leads_back(view: View) -> View:
    """A view of what is posted; opened, it leads to the page of its response, or to the queue, with what is
    chosen there. A page that answers a form stands at the form's address until something else is opened."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def wrapper(request: HttpRequest, **which: int) -> HttpResponse:
        if request.method == "POST":
            return view(request, **which)
        page = reverse("review", kwargs=which) if which else reverse("queue")
        chosen = request.META.get("QUERY_STRING", "")
        return redirect(f"{page}?{chosen}" if chosen else page)

    return wrapper
