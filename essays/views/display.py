"""The reader's choice of colours: one cookie, read by one stylesheet, so that the pages need not vary."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from essays.enums import Theme
from essays.forms.display import DisplayForm
from masslinesite.error_pages import NAVIGATION
from masslinesite.public_pages import personal_page

COOKIE = "theme"
COOKIE_SECONDS = 365 * 24 * 60 * 60

#: The layers are those of site.css: in “tokens” a choice still gives way to the print rules.
SHEETS = {
    Theme.AUTO: "",
    Theme.LIGHT: "@layer tokens{:root{color-scheme:light}}",
    Theme.DARK: "@layer tokens{:root{color-scheme:dark}}",
}
CHOSEN = '@layer components{{.display [value="{theme}"]{{box-shadow:inset 0 -3px var(--red)}}}}\n'


@personal_page
@csrf_exempt  # reading pages hold no token; what is at stake is a colour, and the origin is checked below
@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """POST keeps the choice and goes back to ``next``; GET (and a bad choice) shows the form."""
    if request.method != "POST":
        return _personal(render(request, "essays/display.html", _page(request, request.GET.get("next", "/"))))
    if not _from_this_site(request):
        raise PermissionDenied("Display accepts forms of this site only.")
    form = DisplayForm(request.POST)
    if not form.is_valid():
        page = _page(request, request.POST.get("next", "/")) | {"is_refused": True}
        return _personal(render(request, "essays/display.html", page, status=422))
    response = redirect(form.cleaned_data["next"])
    response.status_code = 303
    _keep(response, Theme(form.cleaned_data["theme"]), secure=request.is_secure())
    return response


@personal_page
@require_safe
def display_css(request: HttpRequest) -> HttpResponse:
    """A few characters of CSS made from the cookie."""
    theme = _chosen(request)
    response = HttpResponse(
        SHEETS[theme] + CHOSEN.format(theme=theme.value), content_type="text/css; charset=utf-8"
    )
    return _personal(response)


def _chosen(request: HttpRequest) -> Theme:
    value = request.COOKIES.get(COOKIE, "")
    return Theme(value) if value in Theme.values else Theme.AUTO


def _page(request: HttpRequest, next_address: str) -> dict[str, object]:
    """No query: colours can be chosen whatever is the matter with the database."""
    shown = {"themes": list(Theme), "chosen": _chosen(request), "next": next_address}
    return shown | {"more_navigation": NAVIGATION}


def _keep(response: HttpResponse, theme: Theme, *, secure: bool) -> None:
    if theme == Theme.AUTO:
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            COOKIE, theme.value, max_age=COOKIE_SECONDS, secure=secure, httponly=True, samesite="Lax"
        )


def _personal(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response


def _from_this_site(request: HttpRequest) -> bool:
    """Browsers say where a form comes from; one too old to say so is let through."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"
