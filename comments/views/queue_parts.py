"""What belongs to the queue besides its page: filters kept by name, what is new, decisions made together."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from comments.domain.deciding_together import FOUND_TOGETHER, Result
from comments.domain.moderation import Refused
from comments.domain.saved_filters import delete_filter
from comments.enums import Finding, ItemKind
from comments.forms.queue import FilterForm
from comments.forms.together import FORMS, PickedForm, picked_items
from comments.queries.queue import only_debate
from comments.queries.queue_counts import news
from comments.queries.queue_options import saved_filters
from comments.queries.together import together
from comments.views.acting import actor_of
from comments.views.desk_pages import address_of, desk_page, queue_form
from comments.views.leading_back import leads_back
from comments.views.outcomes import Outcome
from comments.views.undecided import keeps_note
from masslinesite.access import moderator_required


@moderator_required
@require_safe
def queue_news(request: HttpRequest) -> HttpResponse:
    """How many have come since the list was opened; 204 where it says so already."""
    form = queue_form(request)
    found = news(form.choice, since=form.last_seen)
    if request.GET.get("shown", "0") == str(found.number):
        return HttpResponse(status=204)
    context = {"news": found, "there": reverse("queue") + form.choice.address(after=form.last_seen)}
    return render(request, "comments/desk/partials/_news.html", context)


@moderator_required
@leads_back
def filter_save(request: HttpRequest) -> HttpResponse:
    """Keeps what the address chooses, by the name that is sent."""
    queue, form = queue_form(request), FilterForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(" ".join(form.errors["name"]))
        form.save(choice=queue.choice, owner_id=request.desk.user_id)
    except Refused as refusal:
        return desk_page(request, number=0, outcome=Outcome(refusal=refusal, status=422))
    return redirect(address_of(queue, 0, told="filter-kept"))


@moderator_required
@require_http_methods(["GET", "HEAD", "POST"])
def filter_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first. A filter of another moderator is not there."""
    kept = next((each for each in saved_filters(request.desk.user_id) if each.pk == pk), None)
    if kept is None:
        raise Http404
    if request.method == "POST":
        delete_filter(owner_id=request.desk.user_id, number=pk)
        return redirect("queue")
    context = {"debate": only_debate(), "kept": kept}
    return render(request, "comments/desk/filter_delete.html", context)


@keeps_note
@moderator_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide_together(request: HttpRequest) -> HttpResponse:
    """The rows that were ticked, to be confirmed; then what became of each."""
    form = FORMS.get(request.POST.get("kind"), FORMS[ItemKind.NEW])(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            results = form.decide_together(by=actor_of(request))
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            return _told(request, results)
    return _asked(request, form)


def _asked(request: HttpRequest, form: PickedForm) -> HttpResponse:
    """The page that lists what is to be decided on; after a mistake the same ones, with what was typed."""
    chosen = picked_items((request.POST or request.GET).getlist("pick"))
    listed = together(chosen, request.desk.role, form.seen)
    asked = form if form.is_bound else FORMS.get(listed.kind, FORMS[ItemKind.NEW])()
    context = _frame(request) | {
        "form": asked,
        "together": listed,
        "findings": FOUND_TOGETHER,
        "ticks": "".join(f"&pick={number}" for number in chosen),
    }
    return render(request, "comments/desk/together.html", context, status=422 if form.errors else 200)


def _told(request: HttpRequest, results: list[Result]) -> HttpResponse:
    context = _frame(request) | {
        "done": [result for result in results if not result.why],
        "left": [result for result in results if result.why],
        "finding": Finding(request.POST["action"]) if request.POST.get("kind") == ItemKind.FLAGS else None,
    }
    return render(request, "comments/desk/together_done.html", context)


def _frame(request: HttpRequest) -> dict[str, object]:
    queue = queue_form(request)
    address = queue.choice.address(after=queue.place)
    return {"debate": only_debate(), "address": address, "back": reverse("queue") + address}
