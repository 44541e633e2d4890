"""The measures of the plot, from two texts of 100 and 50 characters."""

import pytest

from essays.domain.quotation_plot import (
    BAND,
    BETWEEN,
    HANG,
    NAME,
    NUMBERS,
    Line,
    Mark,
    MarkKind,
    plot_quotations,
)
from essays.domain.who_quotes_whom import Quotation
from essays.enums import Direction, LinkStatus
from essays.models import Block, Link, Reference, Work
from essays.queries.quotations import BlockLength

A, B, C = WORKS = [Work(pk=number, siglum=siglum, last_number=2) for number, siglum in enumerate("ABC", 1)]
#: A has a heading of 20 characters and paragraphs of 30 and 50; B two paragraphs of 25; C is longer.
LENGTHS = [
    BlockLength(11, 1, None, 20),
    BlockLength(12, 1, 1, 30),
    BlockLength(13, 1, 2, 50),
    BlockLength(21, 2, 1, 25),
    BlockLength(22, 2, 2, 25),
    BlockLength(31, 3, 1, 1000),
]
WORK_OF = {length.pk: length.work_id for length in LENGTHS}
TOP = NAME + NUMBERS
SECOND = TOP + BAND + BETWEEN + NAME + NUMBERS


def plot(quotations, *, lengths=LENGTHS, every=False):
    return plot_quotations(WORKS, lengths, quotations, every=every)


def block(pk: int) -> Block:
    return Block(pk=pk, work_id=WORK_OF[pk])


def quotation(left, right, *, status=LinkStatus.CONFIRMED, shared=False) -> Quotation:
    """Each side a block and two offsets."""
    link = Link(
        left_block=block(left[0]),
        left_start=left[1],
        left_end=left[2],
        right_block=block(right[0]),
        right_start=right[1],
        right_end=right[2],
        status=status,
        direction=Direction.NOT_SHOWN if shared else Direction.QUOTES,
    )
    source, target = (WORKS[WORK_OF[side[0]] - 1] for side in (left, right))
    return Quotation(source, target, (link,), shared=shared)


def alone(pk: int, start: int, end: int) -> Quotation:
    return Quotation(WORKS[WORK_OF[pk] - 1], None, (), Reference(block=block(pk), start=start, end=end))


def test_nothing_to_draw():
    drawing = plot(())
    assert (drawing.bands, drawing.lines, drawing.height) == ((), (), 0)


def test_texts_concerned_are_drawn_to_one_scale():
    drawing = plot([quotation((21, 0, 25), (12, 0, 25))])
    assert [(band.work.siglum, band.width) for band in drawing.bands] == [("A", "100.00%"), ("B", "50.00%")]
    assert [band.edges for band in drawing.bands] == [("20.00%", "50.00%"), ("25.00%",)]
    assert [[(each.number, each.x) for each in band.numbers] for band in drawing.bands] == [
        [(1, "20.00%"), (2, "50.00%")],
        [(1, "0.00%"), (2, "25.00%")],
    ]
    assert [band.y for band in drawing.bands] == [TOP, SECOND]


def test_marks_lie_where_the_passages_do():
    first, second = plot([quotation((22, 5, 15), (13, 10, 20))]).bands
    assert first.marks == (Mark(MarkKind.QUOTED, "60.00%", "10.00%", True),)
    assert second.marks == (Mark(MarkKind.QUOTING, "30.00%", "10.00%", True),)


def test_a_line_leads_from_the_middle_of_one_to_that_of_the_other():
    down = plot([quotation((12, 0, 10), (21, 0, 10))])
    assert down.lines == (Line("25.00%", TOP + BAND, "5.00%", SECOND, True, False),)
    up = plot([quotation((21, 0, 10), (12, 0, 10))])
    assert up.lines == (Line("5.00%", SECOND, "25.00%", TOP + BAND, True, False),)


def test_a_line_within_one_text_hangs_under_its_band():
    lines = plot([quotation((13, 0, 10), (12, 0, 10))]).lines
    bottom, depth = TOP + BAND, TOP + BAND + HANG
    assert [(line.x1, line.y1, line.x2, line.y2) for line in lines] == [
        ("55.00%", bottom, "55.00%", depth),
        ("55.00%", depth, "25.00%", depth),
        ("25.00%", depth, "25.00%", bottom),
    ]


def test_lines_stay_inside_the_drawing():
    drawing = plot([quotation((13, 0, 10), (12, 0, 10))] * 9)
    assert max(line.y2 for line in drawing.lines) < drawing.height


@pytest.mark.parametrize(
    ("made", "kinds", "styles"),
    [
        (quotation((21, 0, 9), (12, 0, 9)), {MarkKind.QUOTING, MarkKind.QUOTED}, [(True, False)]),
        (
            quotation((21, 0, 9), (12, 0, 9), status=LinkStatus.SUGGESTED),
            {MarkKind.QUOTING, MarkKind.QUOTED},
            [(False, False)],
        ),
        (quotation((21, 0, 9), (12, 0, 9), shared=True), {MarkKind.SHARING}, [(True, True)]),
        (alone(21, 0, 9), {MarkKind.ALONE}, []),
    ],
)
def test_each_kind_is_told_apart(made, kinds, styles):
    drawing = plot([made])
    assert {mark.kind for band in drawing.bands for mark in band.marks} == kinds
    assert [(line.confirmed, line.shared) for line in drawing.lines] == styles


def test_the_shortest_passage_can_be_seen():
    lengths = [BlockLength(11, 1, 1, 1_000_000), BlockLength(21, 2, 1, 25)]
    first, _ = plot([quotation((21, 0, 9), (11, 0, 9))], lengths=lengths).bands
    assert first.marks[0].width == "0.35%"


def test_numbers_leave_each_other_room():
    lengths = [BlockLength(100 + n, 1, n, 10) for n in range(1, 101)]
    made = Quotation(A, None, (), Reference(block=Block(pk=101, work_id=1), start=0, end=9))
    (band,) = plot([made], lengths=lengths).bands
    assert [each.number for each in band.numbers][:4] == [1, 9, 17, 25]


def test_a_mark_stands_where_its_kind_does_however_narrow_it_is():
    """Passages of one character: those that quote above, those quoted below, and neither over the other."""
    made = [
        quotation((21, 0, 1), (12, 0, 1)),
        quotation((12, 0, 1), (22, 0, 1)),
        quotation((21, 0, 1), (13, 0, 1), shared=True),
        alone(13, 0, 1),
    ]
    first, second = plot(made).bands
    half = BAND // 2
    places = [(mark.kind, mark.down, mark.height) for mark in first.marks]
    assert places == [
        (MarkKind.QUOTED, half, half),
        (MarkKind.QUOTING, 0, half),
        (MarkKind.SHARING, 0, BAND),
        (MarkKind.ALONE, 0, BAND // 4),
    ]
    assert len({(mark.down, mark.height) for band in (first, second) for mark in band.marks}) == 4


def test_every_text_is_drawn_where_no_list_is_asked_for():
    bands = plot([quotation((21, 0, 25), (12, 0, 25))], every=True).bands
    assert [(band.work.siglum, band.width, len(band.marks)) for band in bands] == [
        ("A", "10.00%", 1),
        ("B", "5.00%", 1),
        ("C", "100.00%", 0),
    ]


def test_texts_without_words_are_not_drawn():
    bands = plot([quotation((21, 0, 25), (12, 0, 25))], lengths=LENGTHS[:5], every=True).bands
    assert [band.work.siglum for band in bands] == ["A", "B"]
