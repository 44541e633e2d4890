"""Reading threads: of a debate and of all in it that can be answered, and of one response."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from comments.domain.arranging import arrange
from comments.forms.threads import ThreadChoiceForm
from comments.queries import subjects
from comments.queries.passages import Passage, passages_of
from comments.queries.stances import stance_options
from comments.queries.threads import ThreadPage, response_page, thread_page
from comments.queries.wordings import wordings_of
from comments.views.finding import found
from comments.views.pairs import other_spelling, pair_at
from essays.page_keys import texts_of
from masslinesite.page_versions import depends_on
from masslinesite.public_pages import public_page


@public_page
def debate_responses(request: HttpRequest, debate: str) -> HttpResponse:
    return _threads(request, found(subjects.debate_subject, debate))


@public_page
def work_responses(request: HttpRequest, work: str) -> HttpResponse:
    return _threads(request, found(subjects.work_subject, work))


@public_page
def paragraph_responses(request: HttpRequest, work: str, number: int) -> HttpResponse:
    return _threads(request, found(subjects.paragraph_subject, work, number))


@public_page
def formulation_responses(request: HttpRequest, debate: str, formulation: str) -> HttpResponse:
    return _threads(request, found(subjects.formulation_subject, debate, formulation))


@public_page
def question_responses(request: HttpRequest, debate: str, question: str) -> HttpResponse:
    return _threads(request, found(subjects.question_subject, debate, question))


@public_page
def position_responses(request: HttpRequest, debate: str, question: str, siglum: str) -> HttpResponse:
    return _threads(request, found(subjects.position_subject, debate, question, siglum))


@public_page
def pair_responses(request: HttpRequest, debate: str, a: str, b: str) -> HttpResponse:
    """The same thread in either order of the two."""
    pair = pair_at(debate, a, b)
    return other_spelling(request, "pair-responses", pair) or _threads(request, pair.subject)


@public_page
def link_responses(request: HttpRequest, debate: str, link: str) -> HttpResponse:
    return _threads(request, found(subjects.link_subject, debate, link))


@public_page
def response(request: HttpRequest, pk: int) -> HttpResponse:
    """The permalink of a response: what it answers, itself, its replies."""
    page = found(response_page, pk, after=request.GET.get("after", ""))
    subject = subjects.subject_of(page.response)
    context = {
        "debate": subject.debate,
        "subject": subject,
        "page": page,
        "response": page.response,
        "answered": subject.passages,
        "threads": arrange(page.replies),
        "is_later_page": "after" in request.GET and not page.lost_place,
        "next": page.next_after and _address(after=page.next_after),
    }
    return render(request, "comments/response.html", context)


@public_page
def response_revisions(request: HttpRequest, pk: int) -> HttpResponse:
    """How a published response was changed: the wordings that readers have seen, and no others."""
    response, wordings = found(wordings_of, pk)
    subject = subjects.subject_of(response)
    context = {"debate": subject.debate, "subject": subject, "response": response, "wordings": wordings}
    return render(request, "comments/revisions.html", context)


def _threads(request: HttpRequest, subject: subjects.Subject) -> HttpResponse:
    depends_on(texts_of(subject.debate.pk))
    choice = ThreadChoiceForm(request.GET, options=stance_options(subject.debate))
    page = thread_page(
        subject.scope,
        order=choice.chosen_order,
        stance=choice.chosen_stance,
        after=request.GET.get("after", ""),
    )
    chosen = {"order": request.GET.get("order") and choice.chosen_order, "stance": choice.chosen_value}
    context = {
        "debate": subject.debate,
        "subject": subject,
        "choice": choice,
        "page": page,
        "threads": arrange(page.responses),
        "answered": _answered_paragraphs(page, subject),
        "is_later_page": "after" in request.GET and not page.lost_place,
        "first": _address(**chosen),
        "next": page.next_after and _address(**chosen, after=page.next_after),
    }
    return render(request, "comments/threads.html", context)


def _address(**parts: str | int | None) -> str:
    """The query string of a page with this choice; empty for none."""
    given = {name: part for name, part in parts.items() if part}
    return f"?{urlencode(given)}" if given else ""


def _answered_paragraphs(page: ThreadPage, subject: subjects.Subject) -> list[Passage]:
    """The subject's paragraphs and those that the page's responses answer, once each, in that order."""
    passages = [*subject.passages, *(found for each in page.responses for found in passages_of(each))]
    return list({passage.block.pk: passage for passage in passages}.values())
