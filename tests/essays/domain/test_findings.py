"""Records turned into findings, seen from each side. Nothing is saved: the records are only read."""

import pytest

from essays.domain.findings import gather_findings, gather_oddities, place_of
from essays.domain.layers import Layer
from essays.domain.margin import Entry, Finding, Odd, Place
from essays.enums import BlockKind
from essays.models import Block, Oddity, Reference, Relation, Remark, RemarkEvidence, Work

K = Work(pk=1, slug="two", siglum="K")
E = Work(pk=2, slug="comment", siglum="E")
K6 = Block(pk=16, work=K, kind=BlockKind.PARAGRAPH, number=6, order=9)
K7 = Block(pk=17, work=K, kind=BlockKind.PARAGRAPH, number=7, order=10)
E6 = Block(pk=26, work=E, kind=BlockKind.PARAGRAPH, number=6, order=8)
NOTE = Block(pk=20, work=E, kind=BlockKind.NOTE, order=1)
AT_K6, AT_K7, AT_E6 = (
    Place("two", "K", 6, "p6"),
    Place("two", "K", 7, "p7"),
    Place("comment", "E", 6, "p6"),
)


def relation(**fields):
    sides = {"from_work": E, "from_block": E6, "to_work": K, "to_block": K6}
    return Relation(**(sides | {"kind": "quotes"} | fields))


def gather(relations=(), references=(), evidence=(), **options):
    found = gather_findings(
        works=(K, E), relations=relations, references=references, evidence=evidence, **options
    )
    return dict(found)


def test_places():
    assert place_of(K, K6) == AT_K6
    assert place_of(K, None) == Place("two", "K")
    assert place_of(E, NOTE) == Place("comment", "E", 0, "b1", "note")


def test_relation_is_found_at_both_ends():
    spans = {
        "from_start": 4,
        "from_end": 9,
        "from_exact": "thing",
        "to_start": 1,
        "to_end": 3,
        "to_exact": "we",
    }
    assert gather([relation(**spans, summary="One change")]) == {
        26: [Finding(Entry("Quotes", places=(AT_K6,), text="One change"), 4, 9, Layer.QUOTATIONS)],
        16: [Finding(Entry("Quoted in", places=(AT_E6,), text="One change"), 1, 3, Layer.QUOTATIONS)],
    }


@pytest.mark.parametrize(
    ("kind", "layer"),
    [
        ("quotation", Layer.QUOTATIONS),
        ("block quotation", Layer.QUOTATIONS),
        ("quotation, altered", Layer.QUOTATIONS),
        ("near-quotation", Layer.QUOTATIONS),
        ("self-quotation lead-in", Layer.RELATIONS),
        ("paraphrase", Layer.RELATIONS),
        ("mention", Layer.RELATIONS),
    ],
)
def test_a_reference_to_the_words_of_another_goes_with_the_quotations(kind, layer):
    given = Reference(pk=1, block_id=16, kind=kind, start=2, end=8)
    given._prefetched_objects_cache = {"authorities": []}
    (found,) = gather(references=[given])[16]
    assert found.layer is layer


def test_at_length_the_other_words_stand_there():
    spans = {"from_end": 5, "from_exact": "thing", "to_end": 2, "to_exact": "we"}
    found = gather([relation(**spans)], at_length=True)
    assert (found[26][0].entry.quote, found[16][0].entry.quote) == ("we", "thing")


def test_relation_to_a_whole_work_is_found_at_its_passage():
    assert gather([relation(kind="answers", to_block=None)]) == {
        26: [Finding(Entry("Answers", places=(Place("two", "K"),)))]
    }


def test_what_only_the_editors_see_and_doubt_is_said():
    found = gather([relation(kind="differs from", referenced=False, confidence="probable")])
    assert found[26][0].entry == Entry(
        "Differs from", " (no reference in the text, probable)", places=(AT_K6,)
    )
    assert found[16][0].entry == Entry(
        "", " differs from this (no reference in the text, probable)", places=(AT_E6,)
    )


def test_remark_stands_at_each_passage_and_names_the_others():
    remark = Remark(pk=1, kind="tension", note="resolved by rule and exception")
    evidence = [
        RemarkEvidence(remark=remark, block=K6, start=0, end=3),
        RemarkEvidence(remark=remark, block=K7, start=5, end=9),
    ]
    text = "Resolved by rule and exception"
    assert gather(evidence=evidence) == {
        16: [Finding(Entry("Tension, with", places=(AT_K7,), text=text), 0, 3)],
        17: [Finding(Entry("Tension, with", places=(AT_K6,), text=text), 5, 9)],
    }


def test_remark_says_nothing_twice():
    remark = Remark(pk=1, kind="no source given", note="no source given")
    evidence = [RemarkEvidence(remark=remark, block=K6, start=0, end=3)]
    assert gather(evidence=evidence) == {16: [Finding(Entry("No source given"), 0, 3)]}


def test_oddities_say_whether_they_are_meant():
    rows = [
        Oddity(block=K6, exact="thru", start=0, end=4, kind="spelling", deliberate="yes"),
        Oddity(block=K6, exact="y et", start=6, end=10, kind="spacing", deliberate="no", note="“yet”"),
        Oddity(block=K7, exact="backwards", start=0, end=9, kind="word form", deliberate="unclear"),
    ]
    assert dict(gather_oddities(rows)) == {
        16: [Odd("thru", 0, 4, "spelling", "deliberate"), Odd("y et", 6, 10, "spacing", "", "“yet”")],
        17: [Odd("backwards", 0, 9, "word form", "unclear whether deliberate")],
    }
