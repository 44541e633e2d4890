"""Finds what responses answer: by an address, or by the response."""

from dataclasses import replace

from django.db.models import Q
from django.urls import reverse

from comments.models import Response
from comments.queries.passages import loaded_block
from comments.queries.quotation_checks import SHOWN_CHECKS
from comments.queries.shown import SHOWN_WITH
from comments.queries.subject_kinds import (
    Subject,
    of_block,
    of_formulation,
    of_link,
    of_pair,
    of_position,
    of_question,
    of_response,
    of_work,
)
from essays.enums import LinkStatus
from essays.models import Block, Debate, Formulation, Link, Position, Question, Work


class NoSuchNumber(Exception):
    """The work has no such paragraph; it has 1 to ``work.last_number``."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self.work = work


def debate_subject(debate: str) -> Subject:
    """Raises Debate.DoesNotExist. One query."""
    found = Debate.objects.get(slug=debate)
    return Subject(
        debate=found,
        label=found.name,
        url=found.get_absolute_url(),
        responses_url=reverse("debate-responses", args=[found.slug]),
        respond_url="",
        target=None,
    )


def work_subject(work: str) -> Subject:
    """Raises Work.DoesNotExist. One query."""
    return of_work(Work.objects.select_related("debate").get(slug=work))


def paragraph_subject(work: str, number: int) -> Subject:
    """Raises Work.DoesNotExist, or NoSuchNumber where the work is there. One query, two for a miss."""
    blocks = Block.objects.select_related("work__debate")
    try:
        return of_block(blocks.get(work__slug=work, number=number))
    except Block.DoesNotExist:
        raise NoSuchNumber(Work.objects.get(slug=work)) from None


def formulation_subject(debate: str, formulation: str) -> Subject:
    """Raises Formulation.DoesNotExist. One query."""
    found = Formulation.objects.select_related("debate").get(debate__slug=debate, slug=formulation)
    return of_formulation(found)


def question_subject(debate: str, question: str) -> Subject:
    """Raises Question.DoesNotExist. One query."""
    return of_question(Question.objects.select_related("debate").get(debate__slug=debate, slug=question))


def pair_subject(debate: Debate, one: tuple[str, int], other: tuple[str, int]) -> Subject:
    """Two paragraphs by siglum and number, which may be the same. Raises Block.DoesNotExist. One query."""
    wanted = Q()
    for siglum, number in (one, other):
        wanted |= Q(work__siglum=siglum, number=number)
    blocks = Block.objects.filter(wanted, work__debate=debate).select_related("work")
    found = {(block.work.siglum, block.number): block for block in blocks}
    if one not in found or other not in found:
        raise Block.DoesNotExist(f"{one} or {other}")
    return of_pair(debate, found[one], found[other])


def link_subject(debate: str, link: str) -> Subject:
    """A quotation link that readers see. Raises Link.DoesNotExist for any other. One query."""
    rows = Link.objects.shown().select_related("debate", "left_block__work", "right_block__work")
    return of_link(rows.get(debate__slug=debate, slug=link))


def position_subject(debate: str, question: str, siglum: str) -> Subject:
    """What a voice says on a question, if the table has it; the letter's case does not count.

    Raises Position.DoesNotExist. One query, for what all voices say on the question.
    """
    rows = Position.objects.select_related("question__debate", "voice")
    for row in rows.filter(question__debate__slug=debate, question__slug=question):
        if row.voice.siglum.casefold() == siglum.casefold():
            return of_position(row, row.question, row.question.debate)
    raise Position.DoesNotExist(f"{siglum} on {question}")


def response_subject(number: int) -> Subject:
    """A published response, to be answered. Raises Response.DoesNotExist for any other. Two queries."""
    rows = Response.objects.published().select_related(*SHOWN_WITH).prefetch_related(SHOWN_CHECKS)
    response = rows.get(pk=number)
    return of_response(response, subject_of(response))


def subject_once_answered(number: int) -> Subject:
    """What the thread of a response answers that was published once, so that its place is known to all.
    Raises Response.DoesNotExist for any other. One query."""
    return subject_of(Response.objects.select_related(*SHOWN_WITH).get(pk=number, published_at__isnull=False))


def subject_of(response: Response) -> Subject:
    """What a response's thread answers. No query where its relations are loaded.

    A response to a quotation link that was dismissed since answers its two passages.
    """
    if response.other_block is not None:
        return _of_two(response)
    if response.block is not None:
        return of_block(response.block, response.work, response.debate)
    if response.work is not None:
        return of_work(response.work, response.debate)
    if response.formulation is not None:
        return of_formulation(response.formulation, response.debate)
    if response.position is not None:
        return of_position(response.position, response.question, response.debate)
    return of_question(response.question, response.debate)


def answered_by(response: Response) -> Subject:
    """What a response itself answers: the one above it, or its thread's subject.

    No query where its relations and its parent are loaded.
    """
    above = subject_of(response)
    return of_response(response.parent, above) if response.parent_id else above


def _of_two(response: Response) -> Subject:
    """Of a link that is still shown between the blocks that were answered, or of the two blocks."""
    one, other = loaded_block(response, "block"), loaded_block(response, "other_block")
    link = response.link
    if link is None:
        return of_pair(response.debate, one, other)
    blocks = {one.pk: one, other.pk: other}
    if link.status == LinkStatus.DISMISSED or {link.left_block_id, link.right_block_id} != set(blocks):
        return replace(of_pair(response.debate, one, other), link=link)
    link.debate = response.debate
    link.left_block, link.right_block = blocks[link.left_block_id], blocks[link.right_block_id]
    return of_link(link)
