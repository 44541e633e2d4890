"""A work arranged for reading. Nothing is saved: the records are only read."""

import pytest

from essays.domain.layers import Layer
from essays.domain.margin import Entry, Note, Odd
from essays.domain.reading import Part, arrange_work
from essays.domain.segments import Piece, Run
from essays.enums import BlockKind, Direction, Ground, LinkStatus
from essays.models import Block, Link, Oddity, Relation, Section, Term, TermOccurrence, Work
from essays.queries.links import LinkRecords
from essays.queries.works import WorkRecords

K, E = Work(pk=1, slug="two", siglum="K"), Work(pk=2, slug="comment", siglum="E", responds_to_id=1)
L = Work(pk=3, slug="first", siglum="L")
OPENING = Section(pk=1, slug="opening", title="Opening", is_editorial=True, first_number=1, last_number=2)
ENDING = Section(pk=2, slug="what-is-sold", title="What is sold", first_number=3, last_number=4)
CLOSE = Section(pk=3, slug="close", title="Close", is_editorial=True, first_number=4, last_number=4)


def block(order, kind, text, *, number=None, section=None, marker=""):
    return Block(
        pk=order, work=K, order=order, kind=kind, text=text, number=number, section=section, marker=marker
    )


def paragraph(order, number, text="Words.", section=None):
    return block(order, BlockKind.PARAGRAPH, text, number=number, section=section)


def item(order, number, marker="•", section=None):
    return block(order, BlockKind.LIST_ITEM, "Item.", number=number, section=section, marker=marker)


def arrange(
    blocks, *, work=K, sections=(), relations=(), oddities=(), terms=(), links=(), hidden=frozenset()
):
    return arrange_work(
        WorkRecords(
            work=work,
            works=(L, K, E),
            sections=tuple(sections),
            blocks=tuple(blocks),
            references=(),
            relations=tuple(relations),
            oddities=tuple(oddities),
            evidence=(),
            terms=tuple(terms),
            links=LinkRecords(tuple(links)),
        ),
        hidden,
    )


def shape(page):
    """Kind, anchor and the lines' anchors of each part."""
    return [(part.kind, part.anchor, [line.anchor for line in part.lines]) for part in page.parts]


def test_parts_follow_the_text():
    page = arrange(
        [
            block(1, BlockKind.NOTE, "Left by a visitor."),
            block(2, BlockKind.SPEAKER, "An owl:"),
            paragraph(3, 1),
            item(4, 2),
            item(5, 3),
            block(6, BlockKind.BLOCK_QUOTATION, "Quoted.", number=4),
            block(7, BlockKind.SIGNATURE, "N. Brook"),
        ]
    )
    assert shape(page) == [
        ("note", "", ["b1"]),
        ("speaker", "", ["b2"]),
        ("paragraph", "", ["p1"]),
        ("bullets", "", ["p2", "p3"]),
        ("block-quotation", "", ["p4"]),
        ("signature", "", ["b7"]),
    ]


def test_numbered_and_plain_items_are_lists_of_their_own():
    page = arrange([item(1, 1), item(2, 2, "(1)"), item(3, 3, "(2)"), paragraph(4, 4), item(5, 5)])
    assert shape(page) == [
        ("bullets", "", ["p1"]),
        ("numbers", "", ["p2", "p3"]),
        ("paragraph", "", ["p4"]),
        ("bullets", "", ["p5"]),
    ]


def test_sections_of_the_source_begin_at_their_heading():
    page = arrange(
        [
            paragraph(1, 1, section=OPENING),
            paragraph(2, 2, section=OPENING),
            block(3, BlockKind.HEADING, "What is sold", section=ENDING),
            paragraph(4, 3, section=ENDING),
        ],
        sections=[OPENING, ENDING],
    )
    assert [(part.kind, part.anchor, part.title) for part in page.parts] == [
        ("outline", "opening", "Opening"),
        ("paragraph", "", ""),
        ("paragraph", "", ""),
        ("heading", "what-is-sold", "What is sold"),
        ("paragraph", "", ""),
    ]
    assert (page.has_outline, page.all_outline) == (True, False)


def test_outline_may_part_a_list():
    page = arrange([item(1, 3, section=OPENING), item(2, 4, section=CLOSE)], sections=[OPENING, CLOSE])
    assert shape(page) == [
        ("outline", "opening", []),
        ("bullets", "", ["p3"]),
        ("outline", "close", []),
        ("bullets", "", ["p4"]),
    ]
    assert page.all_outline


def test_text_without_sections_has_no_outline():
    page = arrange([paragraph(1, 1)])
    assert (page.has_outline, page.parts[0].anchor) == (False, "")


def test_line_carries_marks_and_notes():
    text = "the mass line wins"
    wins = paragraph(1, 1, text)
    relation = Relation(from_work=E, to_work=K, to_block=wins, kind="limits", to_start=0, to_end=8)
    page = arrange(
        [wins],
        relations=[relation],
        oddities=[Oddity(block_id=1, start=14, end=18, exact="wins", kind="form", deliberate="no")],
        terms=[TermOccurrence(term=Term(slug="mass-line"), block_id=1, start=4, end=13)],
    )
    line = page.parts[0].lines[0]
    assert line.runs == (
        Run(pieces=(Piece("the ", opens="a", cited="a"),)),
        Run(pieces=(Piece("mass", cited="a"), Piece(" line")), term="mass-line", calls=("a",)),
        Run(pieces=(Piece(" "), Piece("wins", odd=True)), calls=("*",)),
    )
    assert [note.letter for note in line.notes] == ["a", "*"]
    assert line.margin.shown == line.notes


def test_heading_is_set_plain_with_its_notes_beside_it():
    heading = block(1, BlockKind.HEADING, "Deja vu: who?")
    page = arrange(
        [heading],
        oddities=[Oddity(block_id=1, start=0, end=7, exact="Deja vu", kind="accents", deliberate="no")],
    )
    line = page.parts[0].lines[0]
    assert line.runs == (Run(pieces=(Piece("Deja vu: who?"),)),)
    assert line.notes == (Note("", oddities=(Odd("Deja vu", 0, 7, "accents"),)),)
    assert page.parts == (Part("heading", (line,), anchor="b1", title="Deja vu: who?"),)


def test_relation_inside_a_work_stands_at_both_paragraphs():
    relation = Relation(from_work=K, to_work=K, kind="repeats")
    relation.from_block, relation.to_block = paragraph(2, 2), paragraph(1, 1)
    page = arrange([paragraph(1, 1), paragraph(2, 2)], relations=[relation])
    notes = [part.lines[0].notes for part in page.parts]
    assert [[entry.lead for entry in note.entries] for (note,) in notes] == [["Repeated in"], ["Repeats"]]
    assert isinstance(notes[0][0].entries[0], Entry)


def test_neighbours_and_answers():
    page = arrange([paragraph(1, 1)])
    assert (page.previous, page.next, page.answers) == (L, E, (E,))
    first = arrange([paragraph(1, 1)], work=L)
    assert (first.previous, first.next, first.answers) == (None, K, ())
    last = arrange([paragraph(1, 1)], work=E)
    assert (last.previous, last.next, last.answers) == (K, None, ())


def everything():
    """A paragraph with something of every layer: a link of "mass", a relation, an oddity and a term."""
    there = Block(pk=20, work=E, kind=BlockKind.PARAGRAPH, number=6, order=6)
    here = paragraph(1, 1, "the mass line wins")
    spans = {"left_end": 4, "left_exact": "mass", "right_start": 4, "right_end": 8, "right_exact": "mass"}
    known = {"direction": Direction.QUOTES, "ground": Ground.NAMED, "status": LinkStatus.CONFIRMED}
    return {
        "blocks": [here],
        "links": [
            Link(
                slug="e6-k1", left_block=there, right_block=here, left_start=0, marked=True, **spans, **known
            )
        ],
        "relations": [Relation(from_work=E, to_work=K, to_block=here, kind="limits", to_start=0, to_end=8)],
        "oddities": [Oddity(block_id=1, start=14, end=18, exact="wins", kind="form", deliberate="no")],
        "terms": [TermOccurrence(term=Term(slug="line"), block_id=1, start=9, end=13)],
    }


def letters_and_terms(page):
    (line,) = page.parts[0].lines
    pieces = [piece for run in line.runs for piece in run.pieces]
    return (
        "".join(piece.quotes for piece in pieces),
        "".join(piece.opens for piece in pieces),
        [run.term for run in line.runs if run.term],
        [call for run in line.runs for call in run.quoting],
        [note.letter for note in line.notes],
    )


@pytest.mark.parametrize(
    ("hidden", "left"),
    [
        (set(), ("b", "a", ["line"], ["b"], ["a", "b", "*"])),
        ({Layer.QUOTATIONS}, ("", "a", ["line"], [], ["a", "*"])),
        ({Layer.RELATIONS}, ("a", "", ["line"], ["a"], ["a"])),
        ({Layer.TERMS}, ("b", "a", [], ["b"], ["a", "b", "*"])),
        (set(Layer), ("", "", [], [], [])),
    ],
)
def test_hidden_layers_leave_no_trace(hidden, left):
    page = arrange(**everything(), hidden=frozenset(hidden))
    assert letters_and_terms(page) == left
    assert page.has_responses is (Layer.RESPONSES not in hidden)
    assert page.has_numbers is (Layer.NUMBERS not in hidden)
    assert [layer for layer, _, is_hidden in page.layers if is_hidden] == [
        layer for layer in Layer if layer in hidden
    ]


def test_relation_that_a_link_stands_for_goes_with_the_quotations():
    given = everything()
    link = given["links"][0]
    given["relations"] = [
        Relation(
            pk=1,
            from_work=E,
            from_block=link.left_block,
            from_end=4,
            from_exact="mass",
            to_work=K,
            to_block=link.right_block,
            to_start=4,
            to_end=8,
            to_exact="mass",
            kind="quotes",
        )
    ]
    assert letters_and_terms(arrange(**given))[4] == ["a", "*"]
    assert letters_and_terms(arrange(**given, hidden=frozenset({Layer.QUOTATIONS})))[4] == ["*"]
