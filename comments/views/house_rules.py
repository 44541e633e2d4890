"""What is published and what is not: the policy that holds, all its versions, and adopting another one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from comments.domain.policy import PolicyMoved, PolicyRefused
from comments.domain.policy_reading import (
    NoSuchPolicy,
    differences,
    policy_history,
    policy_in_force,
    policy_page,
)
from comments.forms.policy import PolicyForm
from comments.markup.cleaning import clean_text
from comments.markup.rendering import render as render_markdown
from comments.queries.queue import only_debate
from comments.views.confirming import recently_authenticated_required
from comments.views.kept import keeps_sent
from masslinesite.access import administrator_required
from masslinesite.public_pages import public_page


@public_page
def house_rules(request: HttpRequest) -> HttpResponse:
    context = {"debate": only_debate(), "policy": policy_in_force()}
    return render(request, "comments/house_rules.html", context)


@public_page
def house_rules_version(request: HttpRequest, version: int) -> HttpResponse:
    try:
        page = policy_page(version)
    except NoSuchPolicy:
        raise Http404 from None
    context = {"debate": only_debate(), "page": page, "policy": page.policy}
    return render(request, "comments/house_rules_version.html", context)


@public_page
def house_rules_history(request: HttpRequest) -> HttpResponse:
    context = {"debate": only_debate(), "policies": policy_history()}
    return render(request, "comments/house_rules_history.html", context)


@keeps_sent
@administrator_required
@require_http_methods(["GET", "HEAD", "POST"])
@recently_authenticated_required
def policy(request: HttpRequest) -> HttpResponse:
    """GET shows what holds to be changed, POST previews or adopts."""
    in_force = policy_in_force()
    if request.method != "POST":
        return _policy_page(request, PolicyForm.of(in_force))
    form = PolicyForm(request.POST)
    if not form.is_valid():
        return _policy_page(request, form, status=422)
    if "preview" in request.POST:
        preview = form.previewed(render_markdown(clean_text(form.cleaned_data["text"]), {}).html)
        return _policy_page(request, form, preview=preview, changes=differences(in_force, preview))
    try:
        adopted = form.adopt(request.desk)
    except PolicyMoved as refusal:
        return _policy_page(request, form, refusal=refusal, moved=policy_in_force(), status=409)
    except PolicyRefused as refusal:
        return _policy_page(request, form, refusal=refusal, status=422)
    return redirect("house-rules-version", int(adopted.version))


def _policy_page(
    request: HttpRequest, form: PolicyForm, *, status: int = 200, **more: object
) -> HttpResponse:
    context = {"debate": only_debate(), "form": form, **more}
    return render(request, "comments/desk/policy.html", context, status=status)
