"""The editors' desk for links: the queue, one link with its decision, links added by hand."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from essays.domain.differences import compare_passages
from essays.domain.links.deciding import Editor, Stale
from essays.forms.links import AddForm, QueueForm, ReviewForm, seen_now
from essays.models import Link
from essays.queries import link_queue as queues
from essays.queries.link_queue import Choice, Review
from masslinesite.access import editor_required


@editor_required
@require_safe
def link_queue(request: HttpRequest) -> HttpResponse:
    form = _queue_form(request)
    page = queues.queue_page(form.choice, after=form.place)
    debates = queues.debates_to_choose()
    context = {
        "debate": debates[0] if len(debates) == 1 else "",
        "form": form,
        "choice": form.choice,
        "page": page,
        "counts": queues.counts(),
        "debates": debates,
        "next_page": form.choice.address(after=page.next_after) if page.next_after else "",
        "done": queues.decision_done(request.GET.get("done", ""), request.desk.user_id),
    }
    return render(request, "essays/editing/queue.html", context)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def link_review(request: HttpRequest, pk: int) -> HttpResponse:
    """The link with its decision form; a decision opens the next link of the queue, or the queue itself."""
    choice = _queue_form(request).choice
    review = _review(pk, choice)
    if request.method != "POST":
        return _review_page(request, choice, review, ReviewForm(review=review))
    form = ReviewForm(request.POST, review=review)
    try:
        decision = form.decide(_editor(request)) if form.is_valid() else None
    except Stale:
        return _review_page(request, choice, review, form, stale=True)
    if decision is None:
        return _review_page(request, choice, review, form)
    page = reverse("link-review", args=[review.next_number]) if review.next_number else reverse("link-queue")
    return redirect(page + choice.address(done=decision.pk))


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def link_add(request: HttpRequest) -> HttpResponse:
    debate = queues.debate_to_add_to(request.GET.get("debate", ""))
    if debate is None:
        raise Http404
    choices = queues.choices_for_adding(debate)
    form = AddForm(request.POST if request.method == "POST" else None, debate=debate, **choices)
    if form.is_bound and form.is_valid() and (link := form.add(_editor(request))):
        return redirect("link-review", link.pk)
    status = 422 if form.is_bound else 200
    return render(request, "essays/editing/add.html", {"debate": debate, "form": form}, status=status)


def _queue_form(request: HttpRequest) -> QueueForm:
    """What is chosen stands in the address, in that of the forms too. One query."""
    return QueueForm(request.GET, pairs=queues.pairs_to_choose())


def _editor(request: HttpRequest) -> Editor:
    return Editor(request.desk.user_id, request.desk.user_name)


def _review(pk: int, choice: Choice) -> Review:
    try:
        return queues.review_of(pk, choice)
    except Link.DoesNotExist:
        raise Http404 from None


def _review_page(
    request: HttpRequest, choice: Choice, review: Review, form: ReviewForm, *, stale: bool = False
) -> HttpResponse:
    """After mere mistakes the form still names what was seen at first, so that no change slips past; a
    stale decision is shown what has changed, and names the link as it is now."""
    seen = {name: form.data.get(name, "") for name in ("seen", "seen_decision")}
    since = int(form.cleaned_data.get("seen_decision") or 0) if stale else 0
    context = {
        "debate": review.link.debate,
        "choice": choice,
        "review": review,
        "link": review.link,
        "form": form,
        "seen": seen if form.is_bound and not stale else seen_now(review),
        "comparison": compare_passages(review.link.left_exact, review.link.right_exact),
        "stale": stale,
        "decisions_since": [each for each in review.decisions if each.pk > since] if stale else [],
        "done": queues.decision_done(request.GET.get("done", ""), request.desk.user_id),
    }
    status = 409 if stale else 422 if form.errors else 200
    return render(request, "essays/editing/review.html", context, status=status)
