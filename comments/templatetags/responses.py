"""Counts and excerpts of responses for the reading pages, which do not know this app otherwise."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django import template
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from comments.models import Response
from comments.queries.passages import Passage, passages_of
from comments.queries.scopes import Record, Scope
from comments.queries.subject_kinds import Subject, of_link, of_pair
from comments.queries.subjects import subject_of as thread_subject
from comments.queries.summaries import Summary, response_in_thread, subjects_by_number
from comments.queries.summaries import latest_responses as fetch_latest
from comments.queries.tallies import Tallies, tallies_of, tallies_of_tables, tallies_of_work
from comments.queries.threads import NEWEST, OLDEST, ThreadPage, thread_page
from comments.views import drawing
from essays.domain.search_reading import Hit
from essays.enums import EntryKind
from essays.models import Block, Debate, Link, Work
from essays.page_keys import texts_of
from masslinesite.moulds import Mould, Slot
from masslinesite.page_moulds import put_off
from masslinesite.page_versions import depends_on
from masslinesite.pieces import piece

register = template.Library()


@dataclass(frozen=True)
class Counted:
    """Published responses of what ``counts`` says of ``record``, asked for when the page is put together."""

    counts: Callable[[Record], Tallies]
    record: Record
    #: Django asks whatever a template names.
    do_not_call_in_templates = True

    def __call__(self) -> Tallies:
        return self.counts(self.record)


@register.simple_tag
def response_tallies(debate: Debate) -> Counted:
    """Of everything in a debate; for ``counted``. One query for a page."""
    return Counted(tallies_of, debate)


@register.simple_tag
def table_tallies(debate: Debate) -> Counted:
    """Of the formulations, questions and positions of a debate; for ``counted``. One query for a page."""
    return Counted(tallies_of_tables, debate)


@register.simple_tag
def work_tallies(work: Work) -> Counted:
    """Of a work and of its paragraphs; for ``counted``. One query for a page."""
    return Counted(tallies_of_work, work)


@register.tag
def counted(parser: template.base.Parser, token: template.base.Token) -> "CountedNode":
    """``{% counted tallies "blocks" block.id %}… {{ count }} …{% endcounted %}``: what is inside, with the
    number of published responses to one record as ``count``, 0 where there is none."""
    _, source, kind, number = token.split_contents()
    nodes = parser.parse(("endcounted",))
    parser.delete_first_token()
    return CountedNode(*map(parser.compile_filter, (source, kind, number)), nodes)


class CountedNode(template.Node):
    """Rendered for none, for one and for several, of which the page takes one."""

    def __init__(self, source: object, kind: object, number: object, nodelist: template.NodeList) -> None:
        self.source, self.kind, self.number, self.nodelist = source, kind, number, nodelist

    def render(self, context: template.Context) -> str:
        kind, number = self.kind.resolve(context), self.number.resolve(context)
        moulds = [self._mould(context, count) for count in (0, 1, 2)]

        def draw(tallies: Tallies) -> str:
            count = getattr(tallies, kind).get(number, 0)
            return moulds[min(count, 2)].fill({"count": count})

        return put_off(context, self.source.resolve(context), draw)

    def _mould(self, context: template.Context, count: int) -> Mould:
        with context.push(count=Slot("count", count)):
            return Mould.of(self.nodelist.render(context))


@register.filter
def get(found: dict[int, object], number: int) -> object:
    """``answered|get:number``: None where there is none."""
    return found.get(number)


@register.simple_tag(takes_context=True)
def latest_responses(context: template.Context, debate: Debate, limit: int) -> str:
    """The responses published last, the last first. Two queries, one if there is none."""
    return put_off(context, Latest(debate, limit), str)


@dataclass(frozen=True)
class Latest:
    """The responses of a debate that were published last, drawn; kept until another one is."""

    debate: Debate
    limit: int

    def __call__(self) -> str:
        return piece(("latest responses", self.debate.pk, self.limit), self._drawn, size=len)

    def _drawn(self) -> str:
        depends_on(texts_of(self.debate.pk))
        latest = fetch_latest(self.debate, self.limit)
        return render_to_string("comments/partials/_latest.html", {"latest": latest})


@register.simple_tag
def answered_by(hits: Iterable[Hit]) -> dict[int, Subject]:
    """What the responses among the hits of a search answer, by their numbers. One query, none for none."""
    return subjects_by_number([hit.entry.number for hit in hits if hit.entry.kind == EntryKind.RESPONSE])


@register.simple_tag
def response_referred(number: int | None) -> Summary | None:
    """The response that a search names by ``number``, if readers can open it. One query, none for None."""
    return response_in_thread(number) if number else None


@register.simple_tag(takes_context=True)
def paragraph_responses(context: template.Context, block: Block, limit: int) -> str:
    """The first ``limit`` published responses to a paragraph and a link to all. Three queries, two more where
    some are to be drawn."""
    return put_off(context, ToParagraph(block, limit), str)


@dataclass(frozen=True)
class ToParagraph:
    """The first responses to a paragraph."""

    block: Block
    limit: int

    def __call__(self) -> str:
        good = drawing.good(self.block.work.debate_id)
        page = thread_page(Scope.of(self.block), order=OLDEST, limit=self.limit, good=good)
        context = {"block": self.block, "page": page, "threads": _drawn(page)}
        return render_to_string("comments/partials/_paragraph_responses.html", context)


@register.inclusion_tag("comments/partials/_pair_answers.html")
def pair_answers(debate: Debate, one: Block, other: Block, limit: int) -> dict[str, object]:
    """The latest published responses to two paragraphs beside each other, and the way to respond.

    Their works must be loaded. Three queries, two more where some are to be drawn.
    """
    return _latest_threads(of_pair(debate, one, other), limit)


@register.inclusion_tag("comments/partials/_pair_answers.html")
def link_answers(debate: Debate, link: Link, limit: int) -> dict[str, object]:
    """The same of a quotation link of the debate, those to its two paragraphs beside each other among
    them."""
    link.debate = debate
    return _latest_threads(of_link(link), limit)


def _latest_threads(subject: Subject, limit: int) -> dict[str, object]:
    good = drawing.good(subject.debate.pk)
    page = thread_page(subject.scope, order=NEWEST, limit=limit, good=good)
    return {"subject": subject, "page": page, "threads": _drawn(page)}


def _drawn(page: ThreadPage) -> str:
    return SafeString(b"".join(drawing.threads(page.responses, drawing.drawn_of(page.responses))).decode())


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
