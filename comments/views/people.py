"""Who may do what: roles, second factors and accounts of the desk, for administrators."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from comments.domain.accounts import AccountRefused
from comments.enums import Action
from comments.forms.people import ChangeForm, FindForm, PersonForm
from comments.queries import people as queries
from comments.queries.accounts import PRECEDENCE
from comments.queries.queue import only_debate
from comments.rules import RULES as DECIDING_RULES
from comments.views.acting import actor_of
from comments.views.confirming import recently_authenticated_required
from masslinesite.access import RULES, SENSITIVE, administrator_required

form_view = require_http_methods(["GET", "HEAD", "POST"])


@administrator_required
@form_view
@recently_authenticated_required
def people(request: HttpRequest) -> HttpResponse:
    """The list, the table of rules, and a form for a new account, whose password is shown once."""
    adds, finds = "add" in request.POST, "find" in request.POST
    form = PersonForm(request.POST if adds else None)
    find = FindForm(request.POST if finds else None, auto_id="find-%s")
    if finds and find.is_valid() and (found := find.find()):
        return redirect("person", pk=found.id)
    password = form.add(by=actor_of(request)) if adds and form.is_valid() else ""
    name = form.cleaned_data["name"] if password else ""
    context = {"form": PersonForm() if password else form, "find": find, "password": password, "name": name}
    status = 200 if password or request.method != "POST" else 422
    return _page(request, "people", {**context, "people": queries.people(), **_rules()}, status=status)


@administrator_required
@form_view
@recently_authenticated_required
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One account and what can be changed about it. Each button says what it does and to whom."""
    shown = queries.person_of(pk)
    if shown is None:
        raise Http404
    form, refusal, password = ChangeForm(request.POST or None), "", ""
    if form.is_valid():
        try:
            password = form.change(shown, by=actor_of(request))
        except AccountRefused as refused:
            refusal = str(refused)
        if not (password or refusal):
            return redirect("person", pk=pk)
    context = {"person": shown, "roles": PRECEDENCE, "password": password, "refusal": refusal}
    return _page(request, "person", context, status=409 if refusal else 422 if form.errors else 200)


def _rules() -> dict[str, object]:
    """The two tables that decide, as they are: which pages are open to whom, and which decisions."""
    roles = list(reversed(PRECEDENCE))
    pages = [
        (f"Pages for: {access.value}", [role.label for role in roles if role in allowed])
        for access, allowed in RULES.items()
    ]
    decisions = [
        (f"Decision: {action.label}", [role.label for role in roles if action in DECIDING_RULES[role]])
        for action in Action
    ]
    rules = [*pages, *((what, may) for what, may in decisions if may)]
    return {"rules": rules, "sensitive": SENSITIVE.values()}


def _page(request: HttpRequest, name: str, context: dict[str, object], *, status: int) -> HttpResponse:
    context |= {"debate": only_debate(), "is_refused": status >= 400}
    return render(request, f"comments/desk/{name}.html", context, status=status)
