"""Quotations counted once each, in the small debate: B answers A, and B 3 quotes Ms Alder."""

import pytest

from essays.domain.who_quotes_whom import Matrix, gather_quotations, list_quotations, matrix_of
from essays.enums import Direction, Ground, LinkStatus
from essays.models import Authority, Debate
from essays.queries.quotations import quotation_records
from tests.essays.links import make_link

pytestmark = pytest.mark.django_db

SOLD = "shelve the read and sell the unread"
ALDER = "“A shelf is a window with the light off.”"


def gathered(debate: Debate):
    return gather_quotations(quotation_records(Debate.objects.get(pk=debate.pk)))


def matrix(debate: Debate) -> Matrix:
    records = quotation_records(Debate.objects.get(pk=debate.pk))
    return matrix_of(gather_quotations(records), records.works)


def counts(debate: Debate) -> dict[str, tuple[int, int]]:
    """ "B A": confirmed and found, of the cells that have any."""
    return {
        f"{row.work.siglum} {cell.column.work.siglum if cell.column.work else cell.column.authority.slug}": (
            cell.confirmed,
            cell.found,
        )
        for row in matrix(debate).rows
        for cell in row.cells
        if cell.confirmed or cell.found
    }


def alder() -> Authority:
    return Authority.objects.get(slug="ms-alder")


def test_a_recorded_quotation_counts_for_its_authority(unlinked_debate):
    assert counts(unlinked_debate) == {"B ms-alder": (1, 0)}


@pytest.mark.parametrize(
    ("kind", "counted"),
    [
        ("quotation", True),
        ("block quotation", True),
        ("quotation without attribution", True),
        ("quotation, altered", True),
        ("near-quotation", True),
        ("paraphrase", False),
        ("mention", False),
        ("self-quotation lead-in", False),
    ],
)
def test_only_quotations_are_counted(unlinked_debate, kind, counted):
    unlinked_debate.references.update(kind=kind)
    assert (counts(unlinked_debate) == {"B ms-alder": (1, 0)}) is counted


def test_a_reference_that_names_nobody_counts_for_nobody(unlinked_debate):
    unlinked_debate.references.get().authorities.clear()
    assert counts(unlinked_debate) == {}


def test_confirmed_and_found_are_counted_apart(unlinked_debate):
    make_link(unlinked_debate, "B 2", "A 1", left_exact=SOLD)
    make_link(
        unlinked_debate, "B 3", "A 2", left_exact="read", status=LinkStatus.SUGGESTED, right_exact="the shelf"
    )
    make_link(unlinked_debate, "B 6", "A 2", left_exact="the", status=LinkStatus.DISMISSED, reason="chance")
    assert counts(unlinked_debate) == {"B A": (1, 1), "B ms-alder": (1, 0)}


def test_an_interrupted_quotation_is_one(unlinked_debate):
    first = make_link(unlinked_debate, "B 2", "A 1", left_exact="shelve the read")
    make_link(unlinked_debate, "B 2", "A 1", left_exact="sell the unread", continues=first)
    assert counts(unlinked_debate)["B A"] == (1, 0)


def test_a_quotation_with_an_unreviewed_part_is_merely_found(unlinked_debate):
    first = make_link(unlinked_debate, "B 2", "A 1", left_exact="shelve the read")
    make_link(
        unlinked_debate,
        "B 2",
        "A 1",
        left_exact="sell the unread",
        continues=first,
        status=LinkStatus.SUGGESTED,
    )
    assert counts(unlinked_debate)["B A"] == (0, 1)


def test_parts_in_two_works_are_two_quotations(unlinked_debate):
    first = make_link(unlinked_debate, "B 3", "A 2", left_exact="A book", right_exact="a book")
    make_link(unlinked_debate, "B 3", "D 1", left_exact="read", right_exact="readers", continues=first)
    assert {cell: count for cell, count in counts(unlinked_debate).items() if "alder" not in cell} == {
        "B A": (1, 0),
        "B D": (1, 0),
    }


def test_an_attributed_link_counts_for_work_and_authority(unlinked_debate):
    make_link(unlinked_debate, "B 2", "A 1", left_exact=SOLD, attributed_to=alder())
    assert counts(unlinked_debate) == {"B A": (1, 0), "B ms-alder": (2, 0)}


def test_link_and_reference_of_one_passage_are_one(unlinked_debate):
    make_link(
        unlinked_debate, "B 3", "A 2", left_exact=ALDER[1:8], right_exact="a book", attributed_to=alder()
    )
    assert counts(unlinked_debate) == {"B A": (1, 0), "B ms-alder": (1, 0)}
    (quotation,) = gathered(unlinked_debate)
    assert quotation.reference.slug == "alder-in-b"


def test_a_link_that_names_somebody_else_stays_another(unlinked_debate):
    make_link(unlinked_debate, "B 3", "A 2", left_exact=ALDER[1:8], right_exact="a book")
    assert counts(unlinked_debate) == {"B A": (1, 0), "B ms-alder": (1, 0)}
    assert [quotation.reference is None for quotation in gathered(unlinked_debate)] == [False, True]


def test_a_recorded_authority_is_a_fact_though_the_link_is_merely_found(unlinked_debate):
    make_link(
        unlinked_debate,
        "B 3",
        "A 2",
        left_exact=ALDER[1:8],
        right_exact="a book",
        attributed_to=alder(),
        status=LinkStatus.SUGGESTED,
    )
    assert counts(unlinked_debate) == {"B A": (0, 1), "B ms-alder": (1, 0)}


def test_shared_words_count_in_no_work(unlinked_debate):
    make_link(
        unlinked_debate,
        "B 2",
        "A 1",
        left_exact=SOLD,
        direction=Direction.NOT_SHOWN,
        ground=Ground.BOTH_PLAIN,
    )
    assert counts(unlinked_debate) == {"B ms-alder": (1, 0)}
    assert [quotation.shared for quotation in gathered(unlinked_debate)] == [True, False]


def test_rows_and_columns_follow_the_debate(unlinked_debate):
    table = matrix(unlinked_debate)
    assert [row.work.siglum for row in table.rows] == ["A", "B", "D"]
    assert [column.work.siglum for column in table.columns[:3]] == ["A", "B", "D"]
    assert [column.authority.slug for column in table.columns[3:]] == ["ms-alder"]


def test_entries_say_how_the_words_differ(unlinked_debate):
    make_link(unlinked_debate, "B 2", "A 1", left_exact=SOLD)
    make_link(unlinked_debate, "B 3", "A 1", left_exact="lend the read", right_exact="shelve the read")
    listed = list_quotations(each for each in gathered(unlinked_debate) if each.links)
    assert [[part.summary for part in each.parts] for each in listed] == [
        ["same words"],
        ["changed: “lend” for “shelve”"],
    ]
