"""What the reading pages fetch, in how many queries."""

import pytest

from essays.domain.findings import reference_entry
from essays.domain.margin import Entry, Person
from essays.models import (
    Authority,
    Block,
    Debate,
    Definition,
    Holding,
    HoldingEvidence,
    Oddity,
    Position,
    PositionEvidence,
    Printing,
    Reference,
    Relation,
    Remark,
    RemarkEvidence,
    Slot,
    Stratum,
    Term,
    TermOccurrence,
    Voice,
    Wording,
    Work,
)
from essays.queries.frame import sigla_key, works_of
from essays.queries.paragraphs import paragraph_records
from essays.queries.works import readable_works, work_records
from tests.factories import make_debate, make_formulation, make_link, make_question, make_work

SPAN = {"start": 0, "end": 9, "exact": "Paragraph"}


def make_reading(size: int) -> Work:
    """``size`` works of ``size`` paragraphs; each paragraph of the first has ``size`` records of a kind."""
    debate = make_debate()
    works = [make_work(debate, siglum="ABC"[index], blocks=size) for index in range(size)]
    stratum = Stratum.objects.create(debate=debate, slug="all", order=1, label="everybody")
    for order in range(1, size + 1):
        terms = Term.objects.create(
            debate=debate, slug=f"t{order}", order=order, label="well", pattern="well", marked=True
        )
        authority = Authority.objects.create(
            debate=debate, slug=f"a{order}", order=order, name=f"Reader {order}", kind="person"
        )
        formulation = make_formulation(debate, slug=f"f{order}")
        wording = Wording.objects.create(
            formulation=formulation, slug="w", order=order, label="W", source_label="A"
        )
        holding = Holding.objects.create(
            formulation=formulation,
            debate=debate,
            slug=f"h{order}",
            order=order,
            holder="N.",
            is_own=True,
            according_to=works[0],
            stance="adopts",
            summary="Adopts it.",
        )
        voice = Voice.objects.create(
            debate=debate, siglum=f"Q{order}", order=order, label="V", who="V.", work=works[0], quoted=True
        )
        position = Position.objects.create(
            question=make_question(debate, slug=f"q{order}"), voice=voice, status="stated", claim="Everybody."
        )
        remark = Remark.objects.create(
            debate=debate, slug=f"r{order}", order=order, kind="tension", note="Two."
        )
        for number, block in enumerate(works[0].blocks.all(), 1):
            place = {"block": block, "order": (order - 1) * size + number} | SPAN
            reference = Reference.objects.create(
                debate=debate, slug=f"x{place['order']}", kind="quotation", marked=True, **place
            )
            reference.authorities.add(authority)
            Oddity.objects.create(debate=debate, kind="typo", deliberate="no", **place)
            RemarkEvidence.objects.create(remark=remark, **place)
            TermOccurrence.objects.create(term=terms, block=block, first_in_section=True, **SPAN)
            Definition.objects.create(term=terms, role="definition", **place)
            PositionEvidence.objects.create(position=position, **place)
            HoldingEvidence.objects.create(holding=holding, **place)
            Printing.objects.create(wording=wording, **place)
            Slot.objects.create(
                wording=wording,
                stratum=stratum,
                mark="other",
                verb="dig",
                force="task",
                principal=False,
                **place,
            )
            Relation.objects.create(
                debate=debate,
                slug=f"e{place['order']}",
                order=place["order"],
                kind="quotes",
                from_work=works[0],
                from_block=block,
                to_work=works[-1],
                to_block=works[-1].blocks.first(),
            )
            make_link(
                block, works[-1].blocks.first(), ["whoever", "drinks", "should"][order - 1], source="well"
            )
    return works[0]


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 3])
def test_work_records_cost_the_same_for_any_size(size, django_assert_num_queries):
    slug = make_reading(size).slug
    with django_assert_num_queries(12):
        records = work_records(readable_works().get(slug=slug))
        assert len(records.works) == len(records.blocks) == size
        assert len(records.references) == len(records.oddities) == size * size
        assert len(records.evidence) == len(records.terms) == len(records.relations) == size * size
        assert [str(work.author) for work in records.works] == ["N. Brook"] * size
        assert [len(reference.authorities.all()) for reference in records.references] == [1] * size * size
        assert {relation.to_block.number for relation in records.relations} == {1}
        assert {occurrence.term.label for occurrence in records.terms} == {"well"}
        assert {span.remark.kind for span in records.evidence} == {"tension"}
        assert len(records.links.links) == len(records.links.beyond) == size * size
        assert {link.right_block.number for link in records.links.links} == {1}


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 3])
def test_paragraph_records_cost_the_same_for_any_size(size, django_assert_num_queries):
    slug = make_reading(size).slug
    with django_assert_num_queries(16):
        records = paragraph_records(readable_works().get(slug=slug), size)
        assert (records.before is None, records.after) == (size == 1, None)
        found = (
            records.references,
            records.oddities,
            records.terms,
            records.definitions,
            records.positions,
            records.printings,
            records.slots,
            records.holdings,
        )
        assert [len(rows) for rows in found] == [size] * 8
        assert len(records.evidence) == size * size
        assert {evidence.position.question.text for evidence in records.positions} == {"Who digs?"}
        assert {evidence.position.voice.who for evidence in records.positions} == {"V."}
        assert {slot.wording.formulation.gist for slot in records.slots} == {"dig together"}
        assert {slot.stratum.label for slot in records.slots} == {"everybody"}
        assert {evidence.holding.formulation.gist for evidence in records.holdings} == {"dig together"}
        assert {definition.term.label for definition in records.definitions} == {"well"}


@pytest.mark.django_db
def test_paragraph_has_numbered_neighbours_only():
    work = make_work(make_debate(), blocks=3)
    Block.objects.filter(work=work, number=3).update(order=5)
    Block.objects.create(work=work, order=3, kind="heading", text="A heading", text_hash="")
    records = paragraph_records(work, 2)
    assert (records.before.number, records.block.number, records.after.number) == (1, 2, 3)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, 4, 10**30])
def test_paragraph_that_is_not_there(number):
    work = make_work(make_debate(), blocks=3)
    with pytest.raises(Block.DoesNotExist):
        paragraph_records(work, number)


@pytest.mark.django_db
def test_relations_that_touch_other_works_only_are_left_out():
    debate = make_debate()
    first, second, third = (make_work(debate, siglum=letter) for letter in "ABC")
    Relation.objects.create(
        debate=debate,
        slug="far",
        order=1,
        kind="quotes",
        from_work=second,
        from_block=second.blocks.first(),
        to_work=third,
        to_block=third.blocks.first(),
    )
    Relation.objects.create(
        debate=debate,
        slug="near",
        order=2,
        kind="quotes",
        from_work=third,
        from_block=third.blocks.first(),
        to_work=first,
        to_block=first.blocks.first(),
    )
    assert [relation.slug for relation in work_records(first).relations] == ["near"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "entry"),
    [
        ({"kind": "quotation"}, Entry("Quotes", people=(Person("mao", "Mao"),), text="Work not named")),
        (
            {"kind": "quotation", "cited_title": "Two Tactics", "note": "brackets added"},
            Entry("Quotes", people=(Person("mao", "Mao"),), title="Two Tactics", text="Brackets added"),
        ),
        (
            {"kind": "paraphrase", "note": "work not named, nor the year"},
            Entry("Paraphrases", people=(Person("mao", "Mao"),), text="Work not named, nor the year"),
        ),
        (
            {"kind": "quotation", "note": "cut short", "outside_note": "From 1945."},
            Entry(
                "Quotes",
                people=(Person("mao", "Mao"),),
                text="Work not named. Cut short",
                outside="From 1945.",
            ),
        ),
        ({"kind": "mention", "use_made": "example"}, Entry("Names", people=(Person("mao", "Mao"),))),
    ],
)
def test_reference_in_the_margin(fields, entry):
    debate = make_debate()
    block = make_work(debate).blocks.first()
    mao = Authority.objects.create(debate=debate, slug="mao", order=1, name="Mao", kind="person")
    reference = Reference.objects.create(
        debate=debate, slug="x", order=1, block=block, marked=True, **SPAN, **fields
    )
    reference.authorities.add(mao)
    assert reference_entry(reference, at_length=False) == entry


@pytest.mark.django_db
def test_reference_at_length_says_what_use_is_made_of_it():
    debate = make_debate()
    block = make_work(debate).blocks.first()
    made = {"kind": "mention", "note": "by surname", "use_made": "an example"}
    reference = Reference.objects.create(
        debate=debate, slug="x", order=1, block=block, marked=True, **SPAN, **made
    )
    assert reference_entry(reference, at_length=True).text == "By surname. Use made of it: an example"


@pytest.mark.django_db
def test_page_and_frame_share_the_works(django_assert_num_queries):
    work = make_reading(3)
    debate = Debate.objects.get(pk=work.debate_id)
    with django_assert_num_queries(2):
        works = works_of(debate)
        key = sigla_key(debate)
        assert key.works == works
        assert [voice.siglum for voice in key.quoted] == ["Q1", "Q2", "Q3"]
        assert sigla_key(debate) == key
