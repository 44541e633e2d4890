import pytest
from django.db import connection
from django.db.models import F

from essays.domain.verifying import CHECKS
from essays.models import Block, Definition, PositionEvidence, Relation, Section, Slot, Work

pytestmark = pytest.mark.django_db


def faults() -> list[str]:
    return [fault for _, find_faults in CHECKS for fault in find_faults()]


def test_the_loaded_debates_hold(mass_line, small_debate):
    assert faults() == []


def block(number: int) -> Block:
    return Block.objects.get(work__slug="on-weeding", number=number)


def test_a_text_changed_behind_the_loader_s_back(small_debate):
    changed = block(1)
    Block.objects.filter(pk=changed.pk).update(text="All is well.")
    found = faults()
    assert f"{changed}: the hash is of another text" in found
    assert "A: On Weeding: the hash is of other texts" in found
    assert "A: On Weeding: the count of its words is wrong" in found
    assert [fault for fault in found if fault.startswith("printing")] == [
        f"printing {Slot.objects.first().wording.printings.first().pk}: "
        "“shelve the read and sell the unread” is not what its paragraph says there"
    ]


def test_a_number_skipped(small_debate):
    Block.objects.filter(pk=block(5).pk).update(number=9)
    assert "A: On Weeding: its paragraphs are not numbered 1 to 5 without a gap" in faults()


def test_an_order_skipped(small_debate):
    Block.objects.filter(work__slug="on-weeding", kind="signature").update(order=99)
    assert faults() == [
        "A: On Weeding: the order of its blocks has gaps",
        f"paragraph block-{Block.objects.get(order=99).pk}: the index of the search says something else",
    ]


def test_a_quotation_moved(small_debate):
    evidence = PositionEvidence.objects.first()
    PositionEvidence.objects.filter(pk=evidence.pk).update(start=F("start") + 1, end=F("end") + 1)
    assert faults() == [
        f"position evidence {evidence.pk}: “{evidence.exact}” is not what its paragraph says there"
    ]


def test_a_definition_of_another_paragraph(small_debate):
    definition = Definition.objects.first()
    Definition.objects.update(block=block(1))
    assert faults() == [
        f"definition {definition.pk}: “{definition.exact}” is not what its paragraph says there",
        f"evidence definition-{definition.pk}: the index of the search says something else",
    ]


def test_a_relation_that_left_its_work(small_debate):
    Relation.objects.filter(slug="b3-answers-a1").update(to_work=Work.objects.get(siglum="D"))
    Relation.objects.filter(slug="b-quotes-a").update(from_block=block(2))
    assert faults() == [
        "relation b-quotes-a: its from paragraph is of another work",
        "relation b-quotes-a: “shelve the read and sell the unread” is not what its paragraph says there",
        "relation b3-answers-a1: its to paragraph is of another work",
    ]


def test_words_of_a_slot_that_are_not_in_its_evidence(small_debate):
    slot = Slot.objects.get(verb="lend")
    Slot.objects.filter(pk=slot.pk).update(verb="burn")
    assert faults() == [f"slot {slot.pk}: “burn the read” does not stand in its evidence"]


def test_sections_with_a_gap_and_short_of_the_end(small_debate):
    Section.objects.filter(slug="what-is-sold").update(first_number=4)
    Section.objects.filter(slug="two-kinds-of-unread").update(last_number=5)
    found = faults()
    assert found[:2] == [
        "A: On Weeding: section “What is sold” does not follow on “The full shelf”",
        "B: For the Window: its sections do not reach its end",
    ]
    assert found[2:] == [
        f"{block(3)}: it is not in section “What is sold”",
        f"{Block.objects.get(work__siglum='B', number=6)}: it is not in section “Two kinds of unread”",
    ]


#: Of each check, by its place. The guards of the record stand in two catalogues on PostgreSQL.
QUERIES = [(0, 2), (1, 2), (2, 11), (3, 1), (4, 2), (5, {"sqlite": 1, "postgresql": 2}), (6, 2), (7, 6)]


@pytest.mark.parametrize(("index", "queries"), QUERIES)
def test_queries_do_not_grow_with_the_records(mass_line, index, queries, django_assert_num_queries):
    with django_assert_num_queries(queries[connection.vendor] if index == 5 else queries):
        assert list(CHECKS[index][1]()) == []
