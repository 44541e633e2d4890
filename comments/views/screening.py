"""The rules of screening, a text to try them on, and trust."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comments.domain.moderation import Refused
from comments.domain.screening.learning import learn
from comments.domain.screening.rulebook import RulesChanged, current_rules, save_rules
from comments.domain.screening.tracing import trace_text
from comments.domain.screening.trusting import confirm_trusted, restore_trust
from comments.domain.screening.trying import Trial, try_rules
from comments.forms.screening import ReadForm, RestoreForm, RulesForm, TraceForm, digest_of
from comments.queries.queue import only_debate
from comments.queries.screening import debates, removal_that_cost_trust, removals_that_cost_trust, rulebook
from comments.views.acting import actor_of
from comments.views.confirming import recently_authenticated_required
from comments.views.desk_pages import address_of, queue_form
from comments.views.finding import found
from comments.views.kept import keeps_sent
from comments.views.leading_back import leads_back
from masslinesite.access import editor_required, moderator_required

form_view = require_http_methods(["GET", "HEAD", "POST"])


@moderator_required
@require_safe
def screening(request: HttpRequest) -> HttpResponse:
    """The rules that hold, their versions, and what the filter has learnt."""
    book = rulebook()
    context = {"form": RulesForm(current=current_rules(), debates=book.debates), "book": book}
    return _page(request, "rules", context)


@keeps_sent
@moderator_required
@form_view
@recently_authenticated_required
def screening_change(request: HttpRequest) -> HttpResponse:
    """Other rules, first tried on the latest decisions, then saved."""
    current = current_rules()
    if request.method != "POST":
        return _change_page(request, RulesForm(current=current, debates=debates()))
    form = RulesForm(request.POST, current=current, debates=debates())
    if not form.is_valid():
        return _change_page(request, form, status=422)
    if not (form.is_to_be_saved and form.was_tried):
        return _change_page(request, form, trial=try_rules(form.rules))
    try:
        save_rules(rules=form.rules, said=form.cleaned_data["said"], by=actor_of(request))
    except Refused as refusal:
        return _change_page(request, form, refusal=refusal)
    return redirect(reverse("screening") + "?done=rules")


@moderator_required
@form_view
def screening_trace(request: HttpRequest) -> HttpResponse:
    form = TraceForm(request.POST if request.method == "POST" else None)
    trace = trace_text(form.sent, form.cleaned_data["debate"]) if form.is_valid() else None
    status = 422 if form.errors else 200
    return _page(request, "trace", {"form": form, "trace": trace}, status)


@editor_required
@require_POST
def screening_learn(request: HttpRequest) -> HttpResponse:
    learn(by=actor_of(request))
    return redirect(reverse("screening") + "?done=learnt")


@editor_required
@require_safe
def screening_trust(request: HttpRequest) -> HttpResponse:
    """Removals for which accounts are not trusted."""
    return _page(request, "trust", {"removals": removals_that_cost_trust()})


@keeps_sent
@editor_required
@form_view
@recently_authenticated_required
def trust_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Trust is given back to the account that sent a removed response."""
    form = RestoreForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            found(restore_trust, response_id=pk, reason=form.cleaned_data["reason"], by=actor_of(request))
            return redirect(reverse("screening-trust") + "?done=restored")
        except Refused as refusal:
            return _page(request, "restore", {"form": form, "pk": pk, "refusal": refusal}, 409)
    context = {"form": form, "pk": pk, "removal": found(removal_that_cost_trust, pk)}
    return _page(request, "restore", context, 422 if form.errors else 200)


@moderator_required
@leads_back
def trusted_read(request: HttpRequest, pk: int) -> HttpResponse:
    """What was published by trust has been read, and stays."""
    form = ReadForm(request.POST)
    seen = form.cleaned_data["seen_digest"] if form.is_valid() else ""
    try:
        found(confirm_trusted, response_id=pk, seen_digest=seen, by=actor_of(request))
    except Refused as refusal:
        return _page(request, "read", {"pk": pk, "refusal": refusal}, 409)
    return redirect(address_of(queue_form(request), pk, told="read-stays") + "#told")


def _change_page(
    request: HttpRequest,
    form: RulesForm,
    *,
    trial: Trial | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    """``seen`` is the version that the form goes on from: where another came between, that one."""
    changed = isinstance(refusal, RulesChanged)
    context = {
        "form": form,
        "trial": trial,
        "refusal": refusal,
        "newest": rulebook().versions[:1] if changed else [],
        "seen": current_rules().version if changed else form["seen"].value(),
        "tried": digest_of(form.rules) if trial else "",
    }
    return _page(request, "change", context, 409 if refusal else status)


def _page(request: HttpRequest, name: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    context |= {"debate": only_debate(), "done": request.GET.get("done", "")}
    return render(request, f"comments/screening/{name}.html", context, status=status)
