"""The page of a link, arranged. Nothing is saved: the records are only read."""

import pytest

from essays.domain.link_reading import Cell, arrange_link
from essays.enums import BlockKind, Direction, Ground, LinkStatus
from essays.models import Block, Link, Work
from essays.queries.links import LinkRecord

K = Work(pk=1, slug="two", siglum="K")
E = Work(pk=2, slug="comment", siglum="E")
L = Work(pk=3, slug="leninism", siglum="L")
NOT_SHOWN = {"direction": Direction.NOT_SHOWN, "ground": Ground.BOTH_PLAIN}


def block(work, number, text, pk):
    kind = BlockKind.PARAGRAPH if number else BlockKind.NOTE
    return Block(pk=pk, work=work, kind=kind, number=number, order=pk, text=text)


K6 = block(K, 6, "I say: in reality, it becomes so only through struggle. Same goes.", 16)
E6 = block(E, 6, "He says in reality it becomes so thru struggle. Indeed.", 26)
L5 = block(L, 5, "As said, it becomes so only through struggle.", 35)
QUOTED, SOURCE = "in reality it becomes so thru struggle", "in reality, it becomes so only through struggle"


def link(left=E6, right=K6, words=QUOTED, source=SOURCE, pk=1, **fields):
    start, source_start = left.text.index(words), right.text.index(source)
    given = {"direction": Direction.QUOTES, "ground": Ground.NAMED, "status": LinkStatus.CONFIRMED}
    return Link(
        pk=pk,
        slug=f"link-{pk}",
        left_block=left,
        left_start=start,
        left_end=start + len(words),
        left_exact=words,
        right_block=right,
        right_start=source_start,
        right_end=source_start + len(source),
        right_exact=source,
        **given | fields,
    )


def arrange(of, *near):
    return arrange_link(LinkRecord(link=of, near=near, parts=(), previous=None, next=None))


def elsewhere(page):
    return [(third.lead, third.place, third.after) for third in page.elsewhere]


def test_both_passages_stand_whole_in_their_paragraphs():
    page = arrange(link())
    for side, block, words in ((page.source, K6, SOURCE), (page.quoting, E6, QUOTED)):
        assert "".join(cell.text for cell in side.cells) == words
        assert (side.before, side.after) == ("", "")
        assert side.lead + side.opening + words + side.tail == block.text
    assert page.beside == ("k6", "e6")


def test_words_far_from_a_passage_are_counted():
    """100 before it and 100 after it, and the mark that opens the passage goes with it."""
    long = block(E, 8, f"{'word ' * 100}“{QUOTED}”{' word' * 100}", 28)
    page = arrange(link(long))
    side = page.quoting
    assert (len(side.before.split()), len(side.lead.split()), side.opening) == (44, 56, "“")
    assert (len(side.after.split()), side.tail[:6]) == (45, "” word")
    assert side.before + side.lead + side.opening + QUOTED + side.tail + side.after == long.text
    assert (page.source.before, page.source.after) == ("", "")


def test_differences_have_one_number_on_both_sides_and_are_spoken():
    page = arrange(link())
    assert [cell for cell in page.source.cells if cell.number] == [
        Cell("reality,", 1, "printed:", is_print=True),
        Cell("only", 2, "left out:"),
        Cell("through", 3, "spelled:"),
    ]
    assert [cell for cell in page.quoting.cells if cell.number] == [
        Cell("reality", 1, "printed:", is_print=True),
        Cell("", 2, "left out here"),
        Cell("thru", 3, "spelled:"),
    ]
    assert [(row.source.number, row.quoting.number) for row in page.rows if row.source.number] == [
        (1, 1),
        (2, 2),
        (3, 3),
    ]


def test_read_as_one_the_words_keep_their_spaces():
    longer = block(E, 7, "people themselves win", 27)
    page = arrange(link(longer, block(K, 7, "people win", 17), "people themselves win", "people win"))
    assert [(row.text, row.source.number) for row in page.rows] == [
        ("people ", 0),
        ("themselves", 1),
        (" win", 0),
    ]


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        ({"marked": True}, "Without “only”; changed: “thru” for “through”."),
        ({"marked": False}, "Without “only”; changed: “thru” for “through”; without quotation marks."),
        (NOT_SHOWN | {"marked": False}, "Without “only”; changed: “thru” for “through”."),
    ],
)
def test_verdict_says_how_the_words_compare(fields, verdict):
    assert arrange(link(**fields)).verdict == verdict


def test_differences_are_listed_by_class():
    page = arrange(link())
    assert [
        (group.label, [(number, each.right, each.left) for number, each in group.entries])
        for group in page.classes
    ] == [
        ("Left out", [(2, "only", "")]),
        ("Spelling", [(3, "through", "thru")]),
        ("Punctuation and type", [(1, "reality,", "reality")]),
    ]


def test_nothing_is_said_to_be_changed_where_no_direction_is_shown():
    page = arrange(link(**NOT_SHOWN))
    spoken = {cell.spoken for side in (page.source, page.quoting) for cell in side.cells if cell.number}
    assert spoken == {"here:", "nothing here"}


@pytest.mark.parametrize(
    ("fields", "title", "direction"),
    [
        ({}, "E 6 quotes K 6", "E 6 takes the words from K 6: the text names the source."),
        (
            NOT_SHOWN,
            "E 6 shares words with K 6",
            "Not shown: neither text shows that it takes the words from the other.",
        ),
        (
            {"direction": Direction.NOT_SHOWN, "ground": Ground.SAME_WORK},
            "E 6 repeats K 6",
            "None: one text repeats itself.",
        ),
    ],
)
def test_title_and_direction_say_what_is_shown(fields, title, direction):
    page = arrange(link(**fields))
    assert page.title.replace("\xa0", " ") == title
    assert page.direction.replace("\xa0", " ") == direction


def test_block_without_a_number_has_no_pair():
    note = block(K, None, f"Note: {SOURCE}", 1)
    page = arrange(link(right=note))
    assert page.beside == ()
    assert page.source.label == "K\xa0note"


SHARED = "it becomes so only through struggle"


def test_third_text_with_the_same_words_and_no_direction():
    third = link(L5, K6, SHARED, SHARED, pk=2, **NOT_SHOWN)
    assert elsewhere(arrange(link(), third)) == [
        (
            "The words of K\xa06 also stand in",
            L5,
            "; neither text shows that it takes the words from the other",
        )
    ]


def test_words_come_through_the_text_quoted():
    third = link(K6, L5, SHARED, SHARED, pk=2)
    assert elsewhere(arrange(link(), third)) == [
        ("K\xa06 quotes the words from", L5, ", and E\xa06 has them through K\xa06")
    ]


def test_words_of_the_source_are_quoted_by_another_too():
    assert elsewhere(arrange(link(), link(L5, K6, SHARED, SHARED, pk=2))) == [
        ("K\xa06 is also quoted in", L5, "")
    ]


def test_other_words_of_the_paragraph_lead_nowhere():
    other = link(L5, K6, "As said", "Same goes", pk=2)
    assert elsewhere(arrange(link(), other)) == []


def test_a_few_words_in_common_are_not_the_same_passage():
    edge = block(L, 6, "Here: through struggle. Same goes elsewhere.", 36)
    words = "through struggle. Same goes"
    assert elsewhere(arrange(link(), link(edge, K6, words, words, pk=2))) == [
        ("K\xa06 is also quoted in", edge, "")
    ]
    words = "struggle. Same goes"
    assert elsewhere(arrange(link(), link(edge, K6, words, words, pk=2))) == []


def test_another_link_of_the_same_two_paragraphs_is_no_third_text():
    other = link(E6, K6, "thru struggle", "through struggle", pk=2)
    assert elsewhere(arrange(link(), other)) == []
