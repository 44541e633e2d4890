"""What responses answer: one shape for a work, a paragraph, a formulation, a question, a response."""

from dataclasses import dataclass, replace

from django.urls import reverse

from comments.enums import Target
from comments.models import Response
from comments.queries.quotation_checks import SHOWN_CHECKS
from comments.queries.threads import SHOWN_WITH, Scope
from essays.models import Block, Debate, Formulation, Question, Work


@dataclass(frozen=True)
class Subject:
    """Something with a thread. ``target`` says how a response to it is recorded.

    ``label`` stands in running text (“Responses to K 16”); ``url`` is its own page. A whole debate
    is read as one thread but not answered: its ``respond_url`` is empty and its target None.
    """

    debate: Debate
    label: str
    url: str
    responses_url: str
    respond_url: str
    target: Target | None
    work: Work | None = None
    block: Block | None = None
    formulation: Formulation | None = None
    question: Question | None = None
    parent: Response | None = None

    @property
    def scope(self) -> Scope:
        return Scope.of(self.block or self.work or self.formulation or self.question or self.debate)


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
    return _of_work(Work.objects.select_related("debate").get(slug=work))


def paragraph_subject(work: str, number: int) -> Subject:
    """Raises Work.DoesNotExist, or NoSuchNumber where the work is there. One query, two for a miss."""
    blocks = Block.objects.select_related("work__debate")
    try:
        return _of_block(blocks.get(work__slug=work, number=number))
    except Block.DoesNotExist:
        raise NoSuchNumber(Work.objects.get(slug=work)) from None


def formulation_subject(debate: str, formulation: str) -> Subject:
    """Raises Formulation.DoesNotExist. One query."""
    found = Formulation.objects.select_related("debate").get(debate__slug=debate, slug=formulation)
    return _of_formulation(found)


def question_subject(debate: str, question: str) -> Subject:
    """Raises Question.DoesNotExist. One query."""
    return _of_question(Question.objects.select_related("debate").get(debate__slug=debate, slug=question))


def response_subject(number: int) -> Subject:
    """A published response, to be answered. Raises Response.DoesNotExist for any other. Two queries."""
    rows = Response.objects.published().select_related(*SHOWN_WITH).prefetch_related(SHOWN_CHECKS)
    response = rows.get(pk=number)
    return _of_response(response, subject_of(response))


def subject_of(response: Response) -> Subject:
    """What a response's thread answers. No query where its relations are loaded."""
    if response.block is not None:
        return _of_block(response.block, response.work, response.debate)
    if response.work is not None:
        return _of_work(response.work, response.debate)
    if response.formulation is not None:
        return _of_formulation(response.formulation, response.debate)
    return _of_question(response.question, response.debate)


def answered_by(response: Response) -> Subject:
    """What a response itself answers: the one above it, or its thread's subject.

    No query where its relations and its parent are loaded.
    """
    above = subject_of(response)
    return _of_response(response.parent, above) if response.parent_id else above


def _of_work(work: Work, debate: Debate | None = None) -> Subject:
    return Subject(
        debate=debate or work.debate,
        label=work.short_title,
        url=work.get_absolute_url(),
        responses_url=reverse("work-responses", args=[work.slug]),
        respond_url=reverse("respond-to-work", args=[work.slug]),
        target=Target.WORK,
        work=work,
    )


def _of_block(block: Block, work: Work | None = None, debate: Debate | None = None) -> Subject:
    work = work or block.work
    address = [work.slug, block.number]
    return Subject(
        debate=debate or work.debate,
        label=f"{work.siglum}\N{NO-BREAK SPACE}{block.number}",
        url=reverse("paragraph", args=address),
        responses_url=reverse("paragraph-responses", args=address),
        respond_url=reverse("respond-to-paragraph", args=address),
        target=Target.PARAGRAPH,
        work=work,
        block=block,
    )


def _of_formulation(formulation: Formulation, debate: Debate | None = None) -> Subject:
    debate = debate or formulation.debate
    address = [debate.slug, formulation.slug]
    return Subject(
        debate=debate,
        label=f"“{formulation.gist}”" if formulation.gist else formulation.label,
        url=reverse("compare", args=[debate.slug]) + "#wording",
        responses_url=reverse("formulation-responses", args=address),
        respond_url=reverse("respond-to-formulation", args=address),
        target=Target.FORMULATION,
        formulation=formulation,
    )


def _of_question(question: Question, debate: Debate | None = None) -> Subject:
    debate = debate or question.debate
    address = [debate.slug, question.slug]
    return Subject(
        debate=debate,
        label=f"“{question.text}”",
        url=f"{reverse('compare', args=[debate.slug])}#q-{question.slug}",
        responses_url=reverse("question-responses", args=address),
        respond_url=reverse("respond-to-question", args=address),
        target=Target.QUESTION,
        question=question,
    )


def _of_response(response: Response, above: Subject) -> Subject:
    """``above`` is what its thread answers, which a reply answers too."""
    return replace(
        above,
        label=f"R\N{NO-BREAK SPACE}{response.pk}",
        url=response.get_absolute_url(),
        responses_url=response.get_absolute_url(),
        respond_url=reverse("respond-to-response", args=[response.pk]),
        target=Target.RESPONSE,
        parent=response,
    )
