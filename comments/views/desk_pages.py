"""The desk's one page, whole or as the fragment that htmx puts in place of the open response."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django_htmx.http import push_url

from comments.domain.moderation import Refused, Stale
from comments.forms.moderation import DecisionForm, QueueForm
from comments.models import Decision, Revision
from comments.queries import queue as queues
from comments.queries.reviews import Review, review_of, revision_seen
from comments.views.finding import found
from comments.views.opening import at_the_desk, first_to_open
from masslinesite.htmx import wants_fragment


@dataclass(frozen=True)
class Outcome:
    """What the pane says above the response: a decision just made, or why there is none.

    ``form`` is what was sent, to be kept; ``status`` that of the page, which a fragment has as 200.
    """

    decision: Decision | None = None
    refusal: Refused | None = None
    form: DecisionForm | None = None
    status: int = 200

    @property
    def is_done(self) -> bool:
        """Nothing stands between the reader and the response; else the focus goes to what does."""
        return self.refusal is None and self.form is None

    @property
    def keeps_something(self) -> bool:
        """The form that was sent had a reason or a note."""
        return self.form is not None and bool(self.form["reason"].value() or self.form["note"].value())

    @property
    def is_stale(self) -> bool:
        return isinstance(self.refusal, Stale)


def desk_page(request: HttpRequest, *, number: int, outcome: Outcome) -> HttpResponse:
    """The queue with response ``number`` open beside it, or its first one for 0.

    A fragment leaves the list's rows where they are: the page sends back which they were. 404 if
    there is no response of that number. Queries: 6, one more for a fragment, those of
    ``review_of``, and those of ``first_to_open`` and ``at_the_desk``.
    """
    fragment = wants_fragment(request)
    form = queue_form(request)
    page = _page(request, form, number, fragment)
    first, unasked = first_to_open([row.response.pk for row in page.rows], request.desk)
    opened = number or first
    review = found(review_of, opened, request.desk) if opened else None
    context = _context(request, form, page, review, outcome) | {
        "fragment": fragment,
        "item_first": number > 0,
        "unasked": unasked,
        **at_the_desk(request, review),
    }
    if fragment:
        response = render(request, "comments/desk/fragment.html", context)
        push_url(response, address_of(form, opened))
    else:
        response = render(request, "comments/desk/queue.html", context, status=outcome.status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def queue_form(request: HttpRequest) -> QueueForm:
    """What is chosen stands in the address, in that of the forms too. Two queries."""
    return QueueForm(request.GET, works=queues.works_to_choose(), stances=queues.stances_to_choose())


def address_of(form: QueueForm, number: int, **more: object) -> str:
    """The page of a response, or of the queue for 0, with what is chosen now."""
    page = reverse("review", args=[number]) if number else reverse("queue")
    return page + form.choice.address(after=form.place, **more)


def _page(request: HttpRequest, form: QueueForm, number: int, fragment: bool) -> queues.QueuePage:
    """The rows shown before, if the response is among them; else those that the address asks for."""
    if fragment:
        shown = queues.same_rows(form.choice, (request.POST or request.GET).get("rows", ""))
        if number in {row.response.pk for row in shown.rows}:
            return shown
    return queues.queue_page(form.choice, after=form.place, holding=number)


def _context(
    request: HttpRequest, form: QueueForm, page: queues.QueuePage, review: Review | None, outcome: Outcome
) -> dict[str, object]:
    counts = queues.counts()
    debate = review.subject.debate if review else queues.only_debate()
    address = form.choice.address(after=form.place)
    return {
        "debate": debate,
        "more_navigation": [{"label": "Moderation", "url": reverse("queue"), "current": "page"}],
        "form": form,
        "choice": form.choice,
        "counts": counts,
        "page": page,
        "address": address,
        "next_page": form.choice.address(after=page.next_after),
        "review": review,
        "outcome": outcome,
    } | (_deciding(review, outcome) if review else {})


def _deciding(review: Review, outcome: Outcome) -> dict[str, object]:
    """The decision form. It names what the moderator has seen: after mere mistakes in the form still
    what they saw at first, so that a change in the meantime cannot slip past them."""
    sent = outcome.form
    seen = {"digest": review.current.digest, "status": review.response.status}
    if sent is not None and outcome.refusal is None:
        seen = {"digest": sent.data.get("seen_digest", ""), "status": sent.data.get("seen_status", "")}
    return {
        "decision_form": sent or DecisionForm(initial={"open_next": True}),
        "seen": seen,
        "seen_revision": _other_words(review, sent) if outcome.is_stale and sent is not None else None,
    }


def _other_words(review: Review, sent: DecisionForm) -> Revision | None:
    """The words that were seen, where they aren't the latest. One query."""
    digest = sent.cleaned_data["seen_digest"]
    return revision_seen(review.response.pk, digest) if digest != review.current.digest else None
