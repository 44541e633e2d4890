"""A debate with ``n`` of everything, to ask a page how many queries it makes for 1 and for 3."""

from essays.enums import BlockKind, Confidence, DefinitionRole, HoldingStance, PositionStatus, VerbMark
from essays.models import (
    Authority,
    AuthorityName,
    Block,
    Debate,
    Definition,
    Formulation,
    Holding,
    HoldingEvidence,
    Position,
    PositionEvidence,
    Printing,
    Question,
    Reference,
    Relation,
    Section,
    Slot,
    Stratum,
    Term,
    TermOccurrence,
    Voice,
    Wording,
)
from tests.factories import make_debate, make_work

LETTERS = "ABCDEFGH"


def span(block: Block, start: int = 0, end: int = 9) -> dict[str, object]:
    """The first words of a block made by ``make_work``: "Paragraph"."""
    return {"block": block, "start": start, "end": end, "exact": block.text[start:end]}


def make_apparatus(n: int) -> Debate:
    """``n`` works of ``n`` paragraphs; ``n`` records of each kind, each with ``n`` of what hangs on it."""
    debate = make_debate()
    works = [make_work(debate, siglum=letter, blocks=n) for letter in LETTERS[:n]]
    blocks = list(Block.objects.filter(work__debate=debate, kind=BlockKind.PARAGRAPH).order_by("pk"))
    for work in works:
        section = Section.objects.create(
            work=work, order=1, slug="all", title="All", first_number=1, last_number=n
        )
        work.blocks.update(section=section)
    strata = [
        Stratum.objects.create(debate=debate, slug=f"s{i}", order=i, label=f"stratum {i}") for i in range(n)
    ]
    for i in range(n):
        make_formulation(debate, i, strata, blocks[:n])
        make_question(debate, i, blocks[:n])
        make_authority(debate, i, blocks[:n])
        make_term(debate, i, blocks[:n])
        make_relation(debate, i, blocks)
    return debate


def make_formulation(debate: Debate, i: int, strata: list[Stratum], blocks: list[Block]) -> Formulation:
    formulation = Formulation.objects.create(
        debate=debate, slug=f"f{i}", order=i, label=f"Formulation {i}", gist=f"gist {i}", contested=True
    )
    for j, block in enumerate(blocks):
        wording = Wording.objects.create(
            formulation=formulation, slug=f"w{j}", order=10 * i + j, label=f"W {i}", source_label=f"as in {j}"
        )
        Printing.objects.create(wording=wording, order=1, **span(block))
        for k, stratum in enumerate(strata):
            for principal in (True, False):
                Slot.objects.create(
                    wording=wording,
                    stratum=stratum,
                    order=2 * k + principal,
                    verb=f"dig{j}",
                    mark=VerbMark.WIN,
                    phrase="the well",
                    force="task",
                    principal=principal,
                    **span(block),
                )
    holding = Holding.objects.create(
        formulation=formulation,
        debate=debate,
        slug=f"h{i}",
        order=i,
        holder="N. Brook",
        according_to=blocks[0].work,
        is_own=True,
        stance=HoldingStance.ADOPTS,
        summary="Says so in A 1.",
    )
    for j, block in enumerate(blocks):
        HoldingEvidence.objects.create(holding=holding, order=j, **span(block))
    return formulation


def make_question(debate: Debate, i: int, blocks: list[Block]) -> Question:
    """The ``i``-th question, which every voice there is answers, and one voice more."""
    work = blocks[0].work
    Voice.objects.create(
        debate=debate,
        siglum=LETTERS[i],
        order=i,
        label=f"V {i}",
        who="N. Brook",
        work=work,
        chosen_first=True,
    )
    question = Question.objects.create(
        debate=debate, slug=f"q{i}", order=i, text=f"Who digs {i}?", finding="See A 1.", leading=True
    )
    for voice in Voice.objects.filter(debate=debate):
        position = Position.objects.create(
            question=question, voice=voice, status=PositionStatus.STATED, claim="All.", note="See A 1."
        )
        for j, block in enumerate(blocks):
            PositionEvidence.objects.create(position=position, order=j, **span(block))
    return question


def make_authority(debate: Debate, i: int, blocks: list[Block]) -> Authority:
    authority = Authority.objects.create(
        debate=debate, slug=f"a{i}", order=i, name=f"Elder {i}", kind="person"
    )
    AuthorityName.objects.create(debate=debate, authority=authority, name=f"E. {i}")
    for j, block in enumerate(blocks):
        reference = Reference.objects.create(
            debate=debate, slug=f"r{i}-{j}", order=10 * i + j, kind="quotation", marked=True, **span(block)
        )
        reference.authorities.add(authority)
    return authority


def make_term(debate: Debate, i: int, blocks: list[Block]) -> Term:
    term = Term.objects.create(debate=debate, slug=f"t{i}", order=i, label=f"term {i}", pattern="well")
    for j, block in enumerate(blocks):
        TermOccurrence.objects.create(term=term, **span(block))
        Definition.objects.create(term=term, order=j, role=DefinitionRole.DEFINITION, **span(block))
    return term


def make_relation(
    debate: Debate, i: int, blocks: list[Block], *, kind: str = "quotes", reverse: bool = False
) -> Relation:
    """The last paragraph of the debate quotes its first (or, reversed, the first the last)."""
    source, target = (blocks[0], blocks[-1]) if reverse else (blocks[-1], blocks[0])
    return Relation.objects.create(
        debate=debate,
        slug=f"rel{i}",
        order=i,
        kind=kind,
        from_work=source.work,
        from_block=source,
        from_start=0,
        from_end=9,
        from_exact=source.text[:9],
        to_work=target.work,
        to_block=target,
        to_start=0,
        to_end=9,
        to_exact=target.text[:9],
        confidence=Confidence.CLEAR,
    )
