"""The shape of what responses answer, and how each kind of record fills it. No query in this module."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from comments.enums import Target
from comments.models import Response
from comments.queries.passages import Passage, citation_of, place_of
from comments.queries.scopes import Scope
from essays.models import Block, Debate, Formulation, Link, Position, Question, Work


@dataclass(frozen=True)
class Subject:
    """Something with a thread. ``target`` says how a response to it is recorded.

    ``label`` stands in running text (“Responses to K 16”); ``url`` is its own page. A whole debate
    is read as one thread but not answered: its ``respond_url`` is empty and its target None. With
    ``other_block`` two passages are answered, in the order in which ``label`` names them.
    """

    debate: Debate
    label: str
    url: str
    responses_url: str
    respond_url: str
    target: Target | None
    work: Work | None = None
    block: Block | None = None
    other_block: Block | None = None
    link: Link | None = None
    formulation: Formulation | None = None
    question: Question | None = None
    position: Position | None = None
    parent: Response | None = None

    @property
    def scope(self) -> Scope:
        if self.other_block is not None and self.link is None:
            return Scope.of_pair(self.block, self.other_block)
        return Scope.of(
            self.link
            or self.block
            or self.work
            or self.formulation
            or self.position
            or self.question
            or self.debate
        )

    @property
    def is_within_one_paragraph(self) -> bool:
        """Two passages are answered, both of one paragraph."""
        return self.other_block is not None and self.block.pk == self.other_block.pk

    @property
    def passages(self) -> list[Passage]:
        """The paragraphs that are answered, none, one or two, each as a whole."""
        return [Passage(block) for block in (self.block, self.other_block) if block is not None]


def of_pair(debate: Debate, one: Block, other: Block) -> Subject:
    """Two paragraphs whose works are loaded; named in the order of the texts. No query."""
    first, second = sorted((one, other), key=place_of)
    if first.pk == second.pk:
        label = f"two passages of {citation_of(first)}"
    else:
        label = f"{citation_of(first)} beside {citation_of(second)}"
    return Subject(
        debate=debate,
        label=label,
        **_addresses_of_pair(debate, first, second),
        target=Target.PAIR,
        work=first.work,
        block=first,
        other_block=second,
    )


def of_link(link: Link) -> Subject:
    """A quotation link, its debate and both blocks with their works loaded. No query.

    That one passage quotes the other is said where it is established, otherwise what can be seen: that
    they have words in common.
    """
    left, right = link.left_block, link.right_block
    if link.is_fact and link.is_quotation:
        label = f"{citation_of(left)} quoting {citation_of(right)}"
    elif left.pk == right.pk:
        label = f"words repeated in {citation_of(left)}"
    else:
        label = f"words shared by {citation_of(left)} and {citation_of(right)}"
    address = [link.debate.slug, link.slug]
    return Subject(
        debate=link.debate,
        label=label,
        url=link.get_absolute_url(),
        responses_url=reverse("link-responses", args=address),
        respond_url=reverse("respond-to-link", args=address),
        target=Target.LINK,
        work=left.work,
        block=left,
        other_block=right,
        link=link,
    )


def _addresses_of_pair(debate: Debate, first: Block, second: Block) -> dict[str, str]:
    """Those of the two beside each other; of the text of the first where one has no number to be called by,
    which only a link's can lack."""
    if first.number is None or second.number is None:
        work = of_work(first.work, debate)
        return {"url": work.url, "responses_url": work.responses_url, "respond_url": work.respond_url}
    address = [debate.slug, *(f"{each.work.siglum.lower()}{each.number}" for each in (first, second))]
    return {
        "url": reverse("beside", args=address),
        "responses_url": reverse("pair-responses", args=address),
        "respond_url": reverse("respond-to-pair", args=address),
    }


def of_work(work: Work, debate: Debate | None = None) -> Subject:
    return Subject(
        debate=debate or work.debate,
        label=work.short_title,
        url=work.get_absolute_url(),
        responses_url=reverse("work-responses", args=[work.slug]),
        respond_url=reverse("respond-to-work", args=[work.slug]),
        target=Target.WORK,
        work=work,
    )


def of_block(block: Block, work: Work | None = None, debate: Debate | None = None) -> Subject:
    block.work = work = work or block.work
    address = [work.slug, block.number]
    return Subject(
        debate=debate or work.debate,
        label=citation_of(block),
        url=reverse("paragraph", args=address),
        responses_url=reverse("paragraph-responses", args=address),
        respond_url=reverse("respond-to-paragraph", args=address),
        target=Target.PARAGRAPH,
        work=work,
        block=block,
    )


def of_formulation(formulation: Formulation, debate: Debate | None = None) -> Subject:
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


def of_question(question: Question, debate: Debate | None = None) -> Subject:
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


def of_position(position: Position, question: Question, debate: Debate) -> Subject:
    """The table's address shows the question alone, with the voice among those compared."""
    voice, address = position.voice, [debate.slug, question.slug, position.voice.siglum]
    chosen = {"q": question.slug} if voice.chosen_first else {"p": voice.siglum, "q": question.slug}
    return Subject(
        debate=debate,
        label=f"{voice.siglum} on “{question.text}”",
        url=f"{reverse('compare', args=[debate.slug])}?{urlencode(chosen)}#q-{question.slug}",
        responses_url=reverse("position-responses", args=address),
        respond_url=reverse("respond-to-position", args=address),
        target=Target.POSITION,
        question=question,
        position=position,
    )


def of_response(response: Response, above: Subject) -> Subject:
    """``above`` is what its thread answers, which a reply answers too."""
    return replace(
        above,
        label=f"R\N{NO-BREAK SPACE}{response.pk}",
        url=response.url_in_place,
        responses_url=response.get_absolute_url(),
        respond_url=reverse("respond-to-response", args=[response.pk]),
        target=Target.RESPONSE,
        parent=response,
    )
