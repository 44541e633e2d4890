"""The desk's one page, whole or as the fragment that htmx puts in place of the open response."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django_htmx.http import push_url

from comments.domain.moderation import Refused, Stale
from comments.forms.moderation import DecisionForm, EditForm
from comments.forms.queue import FilterForm, QueueForm
from comments.forms.together import picked_items
from comments.models import Decision, Revision
from comments.queries import queue as queues
from comments.queries.queue_counts import counts
from comments.queries.queue_options import filter_options
from comments.queries.reviews import Review, review_of, revision_seen
from comments.rules import MOST_TOGETHER
from comments.views.finding import found
from comments.views.opening import at_the_desk, first_to_open
from masslinesite.htmx import wants_fragment


@dataclass(frozen=True)
class Outcome:
    """What the pane says above the response: a decision just made, or why there is none.

    ``form`` is what was sent, to be kept, ``edit_form`` the one about an edit; ``status`` is that of the
    page, which a fragment has as 200. ``typed`` is what another form sent, which stands in ``pane``. ``told``
    says in a sentence what was done that is no decision.
    """

    decision: Decision | None = None
    refusal: Refused | None = None
    form: DecisionForm | None = None
    edit_form: EditForm | None = None
    status: int = 200
    pane: str = ""
    told: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_done(self) -> bool:
        """Nothing stands between the reader and the response; else the focus goes to what does."""
        return self.refusal is None and self.form is None and self.edit_form is None and not self.told

    @property
    def keeps_something(self) -> bool:
        """The form that was sent had a reason or a note."""
        sent = self.form or self.edit_form
        return sent is not None and bool(sent["reason"].value() or sent["note"].value())

    @property
    def note(self) -> str:
        """What was written to the author."""
        sent = self.form or self.edit_form
        return sent.cleaned_data.get("note", "") if sent else ""

    @property
    def is_stale(self) -> bool:
        return isinstance(self.refusal, Stale)


def desk_page(request: HttpRequest, *, number: int, outcome: Outcome) -> HttpResponse:
    """The queue with response ``number`` open beside it, or its first one for 0.

    A fragment leaves the list's rows where they are: the page sends back which they were. 404 if
    there is no response of that number. Queries: 7 for what is open, without a filter, or 5 for its fragment,
    and those of ``review_of``, ``at_the_desk`` and the frame.
    """
    fragment = wants_fragment(request)
    form = queue_form(request)
    review = found(review_of, number, request.desk) if number else None
    page = _page(request, form, number, fragment)
    if review is None and (first := first_to_open(page.rows, request.desk)):
        review = found(review_of, first, request.desk)
    context = _context(request, form, page, review, outcome) | {
        "fragment": fragment,
        "item_first": number > 0,
        **at_the_desk(request, review),
    }
    if fragment:
        response = render(request, "comments/desk/fragment.html", context)
        push_url(response, address_of(form, review.response.pk if review else 0, item=form.row))
    else:
        context |= {
            "saved_filters": form.saved,
            "filter_form": FilterForm(),
        }
        response = render(request, "comments/desk/queue.html", context, status=outcome.status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def queue_form(request: HttpRequest) -> QueueForm:
    """What is chosen stands in the address, in that of the forms too. One query."""
    return QueueForm(request.GET, options=filter_options(request.desk.user_id), user_id=request.desk.user_id)


def address_of(form: QueueForm, number: int, **more: object) -> str:
    """The page of a response, or of the queue for 0, with what is chosen now."""
    page = reverse("review", args=[number]) if number else reverse("queue")
    return page + form.choice.address(after=form.place, **more)


def _page(request: HttpRequest, form: QueueForm, number: int, fragment: bool) -> queues.QueuePage:
    """The rows shown before, if the response is among them; else those that the address asks for."""
    if fragment:
        shown = queues.same_rows(form.choice, (request.POST or request.GET).get("rows", ""))
        if shown.row_of(number):
            return shown
    return queues.queue_page(form.choice, after=form.place, holding=number, item=form.row)


def _context(
    request: HttpRequest, form: QueueForm, page: queues.QueuePage, review: Review | None, outcome: Outcome
) -> dict[str, object]:
    return {
        "debate": review.subject.debate if review else queues.only_debate(),
        "more_navigation": [{"label": "Moderation", "url": reverse("queue"), "current": "page"}],
        "form": form,
        "choice": form.choice,
        "counts": counts(),
        "page": page,
        "open_row": page.row_of(review.response.pk, form.row) if review else 0,
        "address": form.choice.address(after=form.place),
        "next_page": form.choice.address(after=page.next_after),
        **_ticks(request, form, page),
        "review": review,
        "outcome": outcome,
    } | (_deciding(review, outcome) if review else {})


def _ticks(request: HttpRequest, form: QueueForm, page: queues.QueuePage) -> dict[str, object]:
    """Which rows are ticked, and what is ticked on other pages of the list, which goes along."""
    picked = picked_items((request.POST or request.GET).getlist("pick"))[:MOST_TOGETHER]
    shown = {row.number for row in page.rows}
    return {
        "ticked": shown if form.ticks_all else shown.intersection(picked),
        "ticked_elsewhere": [number for number in picked if number not in shown],
    }


def _deciding(review: Review, outcome: Outcome) -> dict[str, object]:
    """The decision form. It names what the moderator has seen: after mere mistakes in the form still
    what they saw at first, so that a change in the meantime cannot slip past them."""
    sent, edit = outcome.form, outcome.edit_form
    response = review.response
    seen = {
        "digest": review.current.digest,
        "status": response.status,
        "edit": response.proposed_id or 0,
    }
    if sent is not None and outcome.refusal is None:
        seen = {name: sent.data.get(f"seen_{name}", "") for name in seen}
    proposed = review.edit.proposed
    seen_edit = edit.data.get("seen_digest", "") if edit is not None and outcome.refusal is None else ""
    return {
        "decision_form": sent or DecisionForm(initial={"open_next": True}),
        "edit_form": edit or EditForm(),
        "seen": seen,
        "seen_edit": seen_edit or (proposed.digest if proposed else ""),
        "seen_revision": _other_words(review, outcome),
    }


def _other_words(review: Review, outcome: Outcome) -> Revision | None:
    """The words that were seen, where they aren't the latest. One query."""
    sent = outcome.form
    if not outcome.is_stale or sent is None:
        return None
    digest = sent.cleaned_data["seen_digest"]
    return revision_seen(review.response.pk, digest) if digest != review.current.digest else None
