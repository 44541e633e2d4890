"""The desk's one page, whole or as the fragment that htmx puts in place of the open response."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django_htmx.http import push_url

from comments.forms.moderation import EditForm
from comments.forms.queue import QueueForm
from comments.forms.together import picked_items
from comments.models import Revision
from comments.queries import queue as queues
from comments.queries.queue_choice import Choice, Show
from comments.queries.queue_counts import counts
from comments.queries.queue_options import FilterOptions, filter_options
from comments.queries.reviews import Review, review_of, revision_seen
from comments.rules import MOST_TOGETHER
from comments.views.desk_frames import DeskList, desk_bytes, drawn_keys, drawn_state
from comments.views.drawing_review import (
    DISTRESS_KINDS,
    Place,
    decides_on,
    drawn_answered,
    drawn_claim,
    drawn_forms,
    drawn_named,
    unsent_decision,
)
from comments.views.drawing_rows import drawn_rows
from comments.views.finding import found
from comments.views.opening import at_the_desk, first_to_open
from comments.views.outcomes import Outcome
from masslinesite.htmx import wants_fragment
from masslinesite.page_versions import one_moment

PANE = "comments/desk/partials/_pane.html"
#: What an address can choose by itself, and what else of it the form reads.
SHOWN = frozenset({"", *Show.values})
TYPED = frozenset(QueueForm.base_fields) - {"show"}


def desk_page(request: HttpRequest, *, number: int, outcome: Outcome) -> HttpResponse:
    """The queue with response ``number`` open beside it, or its first one for 0.

    A fragment leaves the list's rows where they are: the page sends back which they were. 404 if
    there is no response of that number. Queries: 7 for what is open, without a filter, or 5 for its fragment,
    and those of ``review_of``, ``at_the_desk`` and the frame.
    """
    fragment = wants_fragment(request)
    options = filter_options(request.desk.user_id)
    form = _queue_form(request, options)
    with one_moment():
        review = found(review_of, number, request.desk) if number else None
        page = _page(request, form, number, fragment)
        if review is None and (first := first_to_open(page.rows, request.desk)):
            review = found(review_of, first, request.desk)
        context = _context(form, page, review, outcome) | {"item_first": number > 0}
        context |= {"csrf_token": get_token(request)} | at_the_desk(request, review)
        if review:
            context |= _deciding(review, outcome)
            # What was sent stays, whoever has it open by now.
            claim = context["claim"] if outcome.form is None else None
            context["decides"] = decides_on(review, request.desk, claim)
            context |= _opened(request, review, context)
        listed = _list(request, form, options, page, context["open_row"])
        response = (_fragment if fragment else _whole)(request, form, listed, number, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _fragment(
    request: HttpRequest, form: QueueForm, listed: DeskList, number: int, context: dict[str, object]
) -> HttpResponse:
    context |= {"rows": listed.drawn_rows(fragment=True), "state": drawn_state(counts(), fragment=True)}
    response = render(request, "comments/desk/fragment.html", context)
    review = context["review"]
    push_url(response, address_of(form, review.response.pk if review else 0, item=form.row))
    return response


def _whole(
    request: HttpRequest, form: QueueForm, listed: DeskList, number: int, context: dict[str, object]
) -> HttpResponse:
    """With the status of its outcome. A page that answers a form is found again where it is read."""
    counted, token, review = counts(), context["csrf_token"], context["review"]
    keys = drawn_keys(context["keys"], are_on=request.desk.single_keys, token=token)
    is_read = request.method in ("GET", "HEAD")
    content = desk_bytes(
        request,
        review.subject.debate if review else queues.only_debate(),
        number,
        address=request.get_full_path() if is_read else address_of(form, number),
        is_refused=context["outcome"].status >= 400,
        token=token,
        state=drawn_state(counted, fragment=False),
        list=listed.drawn(last_item=counted.last_item, keys=keys, token=token),
        pane=render_to_string(PANE, context, request),
    )
    return HttpResponse(content, status=context["outcome"].status)


@dataclass(frozen=True)
class Chosen:
    """What is chosen of a queue whose form nobody sees: as ``QueueForm`` says it."""

    choice: Choice
    place: int = 0
    row: int = 0


def chosen(request: HttpRequest) -> Chosen:
    """What the address chooses, for an answer that leads on. No query where it chooses nothing but what is
    shown, else one."""
    if _is_plain(request):
        return _plainly_chosen(request.GET.get("show", ""), request.desk.user_id)
    form = queue_form(request)
    return Chosen(form.choice, form.place, form.row)


def queue_form(request: HttpRequest) -> QueueForm:
    """What is chosen stands in the address, in that of the forms too. One query."""
    return _queue_form(request, filter_options(request.desk.user_id))


def _queue_form(request: HttpRequest, options: FilterOptions) -> QueueForm:
    user_id = request.desk.user_id
    if _is_plain(request):
        return _plain_form(request.GET.get("show", ""), options, user_id)
    return QueueForm(request.GET, options=options, user_id=user_id)


def _is_plain(request: HttpRequest) -> bool:
    """The address chooses nothing of the queue but what it shows."""
    return request.GET.get("show", "") in SHOWN and TYPED.isdisjoint(request.GET)


@lru_cache(maxsize=64)
def _plainly_chosen(show: str, user_id: int) -> Chosen:
    return Chosen(Choice(show=Show(show or Show.WAITING), user_id=user_id))


@lru_cache(maxsize=64)
def _plain_form(show: str, options: FilterOptions, user_id: int) -> QueueForm:
    """Where nothing else is chosen. Nobody changes it."""
    return QueueForm({"show": show}, options=options, user_id=user_id)


def address_of(form: QueueForm | Chosen, number: int, **more: object) -> str:
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


def _list(
    request: HttpRequest, form: QueueForm, options: FilterOptions, page: queues.QueuePage, open_row: int
) -> DeskList:
    choice = form.choice
    ticked, elsewhere = _ticks(request, form, page)
    rows = drawn_rows(
        page.rows,
        user_id=request.desk.user_id,
        opened=open_row,
        ticked=ticked,
        address=choice.address(after=form.place),
    )
    return DeskList(form, choice, options, page, rows, elsewhere)


def _context(
    form: QueueForm, page: queues.QueuePage, review: Review | None, outcome: Outcome
) -> dict[str, object]:
    """What the open response is shown with, if there is one."""
    choice = form.choice
    return {
        "choice": choice,
        "page": page,
        "open_row": page.row_of(review.response.pk, form.row) if review else 0,
        "address": choice.address(after=form.place),
        "review": review,
        "outcome": outcome,
        "distress_kinds": DISTRESS_KINDS,
    }


def _opened(request: HttpRequest, review: Review, context: Mapping[str, object]) -> dict[str, object]:
    """The parts of an open response that there are moulds of."""
    desk, outcome, keys = request.desk, context["outcome"], context["keys"]
    place = Place(review.response.pk, context["address"], context["csrf_token"], context["decides"])
    claim, seen = context["claim"], context["seen"]
    forms = drawn_forms(review, desk, place, keys=keys, seen=seen) if outcome.is_unsent else {}
    claimable = review.is_claimed_on_opening
    return {
        "drawn": forms,
        "drawn_claim": drawn_claim(claim, desk, place, claimable=claimable, keys=keys),
        "drawn_answered": drawn_answered(review),
        "named_groups": list(zip(review.named.groups, drawn_named(review.named), strict=True)),
    }


def _ticks(request: HttpRequest, form: QueueForm, page: queues.QueuePage) -> tuple[set[int], list[int]]:
    """Which rows are ticked, and what is ticked on other pages of the list, which goes along."""
    picked = picked_items((request.POST or request.GET).getlist("pick"))[:MOST_TOGETHER]
    shown = {row.number for row in page.rows}
    ticked = shown if form.ticks_all else shown.intersection(picked)
    return ticked, [number for number in picked if number not in shown]


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
    said = sent.data if sent is not None else outcome.beside
    if said and (sent is None or outcome.refusal is None):
        seen = {name: said.get(f"seen_{name}", "") for name in seen}
    proposed = review.edit.proposed
    seen_edit = edit.data.get("seen_digest", "") if edit is not None and outcome.refusal is None else ""
    return {
        "decision_form": sent or outcome.unsent or unsent_decision(),
        "edit_form": edit or (EditForm() if proposed else None),
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
