"""The edited texts hold every character of the sources, once and in order."""

import hashlib
import re

import pytest

from essays.domain.corpus.debate_record import DebateRecord
from essays.domain.corpus.records import WorkRecord
from essays.enums import BlockKind
from tests.fixtures import MASS_LINE

ESSAY = MASS_LINE / "sources/leninism-and-the-mass-line.txt"
PAGE = MASS_LINE / "sources/two-conceptions-of-the-mass-line.txt"

#: What the saved page has besides the texts.
FURNITURE = [
    "Join the conversation! 2 Comments",
    "1.",
    "2.",
    "Leave a Reply, Comment or Question",
    "Fill in your details below or click an icon to log in: Logo",
    "You are commenting using your account. Log Out / Change )",
    "Twitter picture",
    "You are commenting using your Twitter account. Log Out / Change )",
    "Facebook photo",
    "You are commenting using your Facebook account. Log Out / Change )",
    "Connecting to %s",
    "History, Maoism, News and Analysis, Revolution, Strategy, Theory",
    ", , , , , ,",
]


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def printed(work: WorkRecord) -> list[str]:
    """The blocks as the source prints them, markers included."""
    return [f"{block.marker} {block.text}".strip() for block in work.blocks]


def works(record: DebateRecord) -> dict[str, WorkRecord]:
    return {work.siglum: work for work in record.works}


@pytest.mark.parametrize(
    ("path", "digest"),
    [
        (ESSAY, "25e2d83601e4d46650ff9f5ea35febc37b14194a57fe8f4688e1d89c05e370b5"),
        (PAGE, "072344c3289ee0b2aabbc611576139cfa1798fb8c019c920c662062cd9f59a45"),
    ],
)
def test_sources_are_kept_byte_for_byte(path, digest):
    assert hashlib.sha256(path.read_bytes()).hexdigest() == digest


def test_essay_is_its_title_and_its_blocks_and_nothing_else(mass_line_record):
    lines = [one_line(line) for line in ESSAY.read_text("utf-8").split("\n")]
    essay = works(mass_line_record)["L"]
    assert [line for line in lines if line] == [essay.title, *printed(essay)]


def test_page_is_the_blocks_of_three_texts_and_furniture(mass_line_record):
    """Every block is found where the one before it ended; what is left between them is furniture."""
    page = one_line(PAGE.read_text("utf-8"))
    found = works(mass_line_record)
    place = 0
    between = []
    for text in [*printed(found["K"]), *printed(found["Q"]), *printed(found["E"])]:
        start = page.index(text, place)
        between.append(page[place:start].strip())
        place = start + len(text)
    between.append(page[place:].strip())
    assert " ".join(part for part in between if part) == " ".join(FURNITURE)


@pytest.mark.parametrize(("siglum", "count"), [("L", 62), ("K", 25), ("Q", 1), ("E", 21)])
def test_paragraphs_are_numbered_without_a_gap(mass_line_record, siglum, count):
    work = works(mass_line_record)[siglum]
    assert [block.number for block in work.blocks if block.number] == list(range(1, count + 1))
    assert [block.order for block in work.blocks] == list(range(1, len(work.blocks) + 1))


def test_kinds_of_blocks(mass_line_record):
    kinds = {
        siglum: {
            kind: [block.number or block.text[:16] for block in work.blocks if block.kind is kind]
            for kind in BlockKind
            if kind is not BlockKind.PARAGRAPH
        }
        for siglum, work in works(mass_line_record).items()
    }
    nothing = {kind: [] for kind in BlockKind if kind is not BlockKind.PARAGRAPH}
    assert kinds["L"] == nothing
    assert kinds["Q"] == nothing
    assert kinds["K"] == nothing | {
        BlockKind.HEADING: ["Deja vu: who are", "Conceptual disti", "Intermediate and", "What is isolatio"],
        BlockKind.LIST_ITEM: [3, 4, 9, 10, 11],
        BlockKind.BLOCK_QUOTATION: [13, 15],
        BlockKind.SIGNATURE: ["Klaas V."],
    }
    assert kinds["E"] == nothing | {
        BlockKind.LIST_ITEM: [3, 5],
        BlockKind.BLOCK_QUOTATION: [15],
        BlockKind.NOTE: ["Below is a comme"],
        BlockKind.SPEAKER: ["Ehecatl of Unite"],
    }


def test_markers_of_list_items(mass_line_record):
    markers = {
        f"{work.siglum} {block.number}": block.marker
        for work in mass_line_record.works
        for block in work.blocks
        if block.marker
    }
    assert markers == {
        "K 3": "•",
        "K 4": "•",
        "K 9": "•",
        "K 10": "•",
        "K 11": "•",
        "E 3": "(1)",
        "E 5": "(2)",
    }


def test_white_space_is_normalised_and_nothing_else_is(mass_line_record):
    texts = {
        f"{work.siglum} {block.number}": block.text
        for work in mass_line_record.works
        for block in work.blocks
    }
    assert not [name for name, text in texts.items() if text != one_line(text)]
    assert "To do that. we need to deeper into" in texts["L 3"]
    assert "“people“" in texts["L 4"]
    assert "(small business owners) is split" in texts["L 8"]
    assert "revolutionary thru struggle. Same does for" in texts["E 6"]
    assert "hystorical" in texts["E 11"]
    assert "“In Analysis of the classes in Chinese Society’" in texts["E 12"]
    assert "humyn" in texts["E 14"]


def test_word_counts(mass_line_record):
    """Of the numbered blocks and the headings, as white space divides them."""
    assert {work.siglum: work.word_count for work in mass_line_record.works} == {
        "L": 6026,
        "K": 1176,
        "Q": 20,
        "E": 2662,
    }


def test_titles_and_authors(mass_line_record):
    names = {author.slug: (author.name, author.kind) for author in mass_line_record.authors}
    assert [
        (work.siglum, work.title, work.title_is_editorial, *names[work.author], work.responds_to)
        for work in mass_line_record.works
    ] == [
        ("L", "Leninism and the Mass Line", False, "", "not-stated", ""),
        ("K", "Two Conceptions of the Mass Line", False, "Klaas V.", "person", ""),
        (
            "Q",
            "First comment on “Two Conceptions of the Mass Line”",
            True,
            "",
            "not-stated",
            "two-conceptions-of-the-mass-line",
        ),
        (
            "E",
            "Comment on “Two Conceptions of the Mass Line”",
            True,
            "Ehecatl of United Struggle from Within",
            "person",
            "two-conceptions-of-the-mass-line",
        ),
    ]
    assert "E 1" in works(mass_line_record)["K"].title_note


def test_contents_cover_each_long_text(mass_line_record):
    for siglum, editorial in (("L", 14), ("K", 1), ("E", 9)):
        work = works(mass_line_record)[siglum]
        covered = [n for s in work.sections for n in range(s.first_number, s.last_number + 1)]
        assert covered == list(range(1, work.last_number + 1))
        assert sum(section.is_editorial for section in work.sections) == editorial
    assert works(mass_line_record)["Q"].sections == ()
