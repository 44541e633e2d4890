"""Counts and excerpts of responses for the reading pages, which do not know this app otherwise."""

from collections.abc import Iterable

from django import template
from django.forms import BaseForm

from comments.domain.arranging import arrange
from comments.models import Response
from comments.queries.passages import Passage, passages_of
from comments.queries.scopes import Scope
from comments.queries.subject_kinds import Subject, of_link, of_pair
from comments.queries.subjects import subject_of as thread_subject
from comments.queries.summaries import Summary, subjects_by_number
from comments.queries.summaries import latest_responses as fetch_latest
from comments.queries.tallies import Tallies, tallies_of, tallies_of_tables, tallies_of_work
from comments.queries.threads import NEWEST, OLDEST, thread_page
from essays.domain.search_reading import Hit
from essays.enums import EntryKind
from essays.models import Block, Debate, Link, Work

register = template.Library()


@register.simple_tag
def response_tallies(debate: Debate) -> Tallies:
    """Published responses of everything in a debate. One query."""
    return tallies_of(debate)


@register.simple_tag
def table_tallies(debate: Debate) -> Tallies:
    """Published responses to the formulations, questions and positions of a debate. One query."""
    return tallies_of_tables(debate)


@register.simple_tag
def work_tallies(work: Work) -> Tallies:
    """Published responses of a work and of its paragraphs. One query."""
    return tallies_of_work(work)


@register.filter
def get(counts: dict[int, int], number: int) -> int:
    """``tallies.blocks|get:block.id``: 0 where there is none."""
    return counts.get(number, 0)


@register.simple_tag
def latest_responses(debate: Debate, limit: int) -> list[Summary]:
    """The responses published last, the last first. Two queries, one if there is none."""
    return fetch_latest(debate, limit)


@register.simple_tag
def answered_by(hits: Iterable[Hit]) -> dict[int, Subject]:
    """What the responses among the hits of a search answer, by their numbers. One query, none for none."""
    return subjects_by_number([hit.entry.number for hit in hits if hit.entry.kind == EntryKind.RESPONSE])


@register.inclusion_tag("comments/partials/_paragraph_responses.html")
def paragraph_responses(block: Block, limit: int) -> dict[str, object]:
    """The first ``limit`` published responses to a paragraph and a link to all. Five queries."""
    page = thread_page(Scope.of(block), order=OLDEST, limit=limit)
    return {"block": block, "page": page, "threads": arrange(page.responses)}


@register.inclusion_tag("comments/partials/_pair_answers.html")
def pair_answers(debate: Debate, one: Block, other: Block, limit: int) -> dict[str, object]:
    """The latest published responses to two paragraphs beside each other, and the way to respond.

    Their works must be loaded. Four queries, two where there is none.
    """
    return _latest_threads(of_pair(debate, one, other), limit)


@register.inclusion_tag("comments/partials/_pair_answers.html")
def link_answers(debate: Debate, link: Link, limit: int) -> dict[str, object]:
    """The same of a quotation link of the debate, those to its two paragraphs beside each other among them.
    One query more."""
    link.debate = debate
    return _latest_threads(of_link(link), limit)


def _latest_threads(subject: Subject, limit: int) -> dict[str, object]:
    page = thread_page(subject.scope, order=NEWEST, limit=limit)
    return {"subject": subject, "page": page, "threads": arrange(page.responses)}


@register.filter
def passages(response: Response) -> list[Passage]:
    """The paragraphs that a response answers, with the words of them. No query in a thread's page."""
    return passages_of(response)


@register.simple_tag
def subject_of(response: Response) -> Subject:
    """What the thread of a response answers: label and addresses. No query in a thread's page."""
    return thread_subject(response)


@register.simple_tag
def error_list(form: BaseForm) -> list[dict[str, str]]:
    """Each error's text and its field's anchor, in the order of the fields; the form's own come first."""
    faults = [{"text": text, "anchor": ""} for text in form.non_field_errors()]
    for field in form:
        anchor = f"{field.id_for_label}_0" if field.use_fieldset else field.id_for_label
        faults += [{"text": text, "anchor": anchor} for text in field.errors]
    return faults
