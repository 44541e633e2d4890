"""Reading threads: of a debate and of all in it that can be answered, and of one response."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from comments.queries import subjects
from comments.queries.subjects import Subject
from comments.queries.threads import PAGE, WHOLE, response_page, thread_page
from comments.queries.wordings import wordings_of
from comments.views import drawing
from comments.views.finding import found
from comments.views.pairs import other_spelling, pair_at
from comments.views.thread_frames import ResponseFrame, ThreadFrame, chosen_threads
from masslinesite.pieces import reading_begins
from masslinesite.public_pages import public_page


@public_page
def debate_responses(request: HttpRequest, debate: str) -> HttpResponse:
    return _threads(request, lambda: found(subjects.debate_subject, debate))


@public_page
def work_responses(request: HttpRequest, work: str) -> HttpResponse:
    return _threads(request, lambda: found(subjects.work_subject, work))


@public_page
def paragraph_responses(request: HttpRequest, work: str, number: int) -> HttpResponse:
    return _threads(request, lambda: found(subjects.paragraph_subject, work, number))


@public_page
def formulation_responses(request: HttpRequest, debate: str, formulation: str) -> HttpResponse:
    return _threads(request, lambda: found(subjects.formulation_subject, debate, formulation))


@public_page
def question_responses(request: HttpRequest, debate: str, question: str) -> HttpResponse:
    return _threads(request, lambda: found(subjects.question_subject, debate, question))


@public_page
def position_responses(request: HttpRequest, debate: str, question: str, siglum: str) -> HttpResponse:
    return _threads(request, lambda: found(subjects.position_subject, debate, question, siglum))


@public_page
def pair_responses(request: HttpRequest, debate: str, a: str, b: str) -> HttpResponse:
    """The same thread in either order of the two."""
    reading_begins()
    pair = pair_at(debate, a, b)
    return other_spelling(request, "pair-responses", pair) or _threads(request, lambda: pair.subject)


@public_page
def link_responses(request: HttpRequest, debate: str, link: str) -> HttpResponse:
    return _threads(request, lambda: found(subjects.link_subject, debate, link))


@public_page
def response(request: HttpRequest, pk: int) -> HttpResponse:
    """The permalink of a response: what it answers, itself, its replies."""
    page = found(response_page, pk, after=request.GET.get("after", ""))
    return HttpResponse(ResponseFrame(request, page).page_bytes())


@public_page
def response_revisions(request: HttpRequest, pk: int) -> HttpResponse:
    """How a published response was changed: the wordings that readers have seen, and no others."""
    response, wordings = found(wordings_of, pk)
    subject = subjects.subject_of(response)
    context = {"debate": subject.debate, "subject": subject, "response": response, "wordings": wordings}
    return render(request, "comments/revisions.html", context)


def _threads(request: HttpRequest, find: Callable[[], Subject]) -> HttpResponse:
    chosen = chosen_threads(request, find)
    page = thread_page(
        chosen.subject.scope,
        order=chosen.order,
        stance=chosen.stance,
        after=request.GET.get("after", ""),
        limit=WHOLE if chosen.choice.shows_all else PAGE,
        good=drawing.good(chosen.subject.debate.pk),
    )
    return HttpResponse(ThreadFrame(request, chosen, page).page_bytes())
