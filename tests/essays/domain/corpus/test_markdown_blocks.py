import pytest

from essays.domain.corpus.fields import MOST_ITEMS
from essays.domain.corpus.markdown_blocks import read_blocks
from essays.domain.corpus.problems import Problems


def read(text):
    """Blocks as (kind, number, marker, text), and problems as strings."""
    problems = Problems()
    blocks = read_blocks(text, file="t.md", first_line=10, problems=problems)
    found = [(block.kind.value, block.number, block.marker, block.text) for block in blocks]
    return found, [str(problem) for problem in problems.found]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("\n \n\t\n", []),
        ("One.", [("paragraph", 1, "", "One.")]),
        (
            "One\ntwo\u00a0 three. \n\n\nFour.",
            [("paragraph", 1, "", "One two three."), ("paragraph", 2, "", "Four.")],
        ),
        ("## A\n\nB", [("heading", None, "", "A"), ("paragraph", 1, "", "B")]),
        ("- a\n- b\n  c", [("list-item", 1, "•", "a"), ("list-item", 2, "•", "b c")]),
        ("- a\n\n- b", [("list-item", 1, "•", "a"), ("list-item", 2, "•", "b")]),
        ("(1) a\n(12) b", [("list-item", 1, "(1)", "a"), ("list-item", 2, "(12)", "b")]),
        ("> a\n>b\n>  c", [("block-quotation", 1, "", "a b c")]),
        ("> a\n>\n> b", [("block-quotation", 1, "", "a b")]),
        ("::: signature\nN. B.\n:::", [("signature", None, "", "N. B.")]),
        ("::: note\na\n\n- b\n:::\nc", [("note", None, "", "a - b"), ("paragraph", 1, "", "c")]),
        ("::: speaker\nA:\n:::", [("speaker", None, "", "A:")]),
        ("a *b* [c](d) <e> & `f` __g__", [("paragraph", 1, "", "a *b* [c](d) <e> & `f` __g__")]),
        ("-a\n(b) c\n1. d", [("paragraph", 1, "", "-a (b) c 1. d")]),
        ("\\- a", [("paragraph", 1, "", "- a")]),
        ("\\(1) a", [("paragraph", 1, "", "(1) a")]),
        ("\\# a", [("paragraph", 1, "", "# a")]),
        ("\\> a", [("paragraph", 1, "", "> a")]),
        ("\\::: a", [("paragraph", 1, "", "::: a")]),
        ("\\\\ a", [("paragraph", 1, "", "\\ a")]),
        ("\\a", [("paragraph", 1, "", "\\a")]),
    ],
)
def test_blocks(text, blocks):
    assert read(text) == (blocks, [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "# A",
            "t.md:10: a heading begins with “## ”; put a backslash before a paragraph that begins with “#”",
        ),
        (
            "### A",
            "t.md:10: a heading begins with “## ”; put a backslash before a paragraph that begins with “#”",
        ),
        (
            "##A",
            "t.md:10: a heading begins with “## ”; put a backslash before a paragraph that begins with “#”",
        ),
        ("## ", "t.md:10: an empty heading"),
        ("## A\nB", "t.md:11: a blank line is missing after the heading"),
        ("> a\nb", "t.md:11: a line of a block quotation begins with “> ”"),
        (">", "t.md:10: an empty block quotation"),
        ("- a\nb", "t.md:11: a line that continues a list item is indented; a paragraph needs a blank line"),
        ("- \n", "t.md:10: an empty list item"),
        (
            "a\n- b",
            "t.md:11: “- b” would begin a block: put a blank line before it, "
            "or join the line to the one above",
        ),
        (
            "a\n## a heading here",
            "t.md:11: “## a heading” would begin a block: put a blank line before it, "
            "or join the line to the one above",
        ),
        ("\n  a", "t.md:11: a block begins at the left margin"),
        ("::: notes\na\n:::", "t.md:10: unknown kind of block “notes”; did you mean “note”?"),
        ("::: poem\na\n:::", "t.md:10: unknown kind of block “poem”; known: note, signature, speaker"),
        ("::: note\n:::", "t.md:10: an empty note"),
        ("a\n\n::: note\nb", "t.md:12: “::: note” is not closed by a line “:::”"),
    ],
)
def test_refusals(text, problem):
    assert read(text)[1] == [problem]


def test_lines_are_counted_from_the_start_of_the_body():
    blocks = read_blocks("a\n\nb\n\n\n- c\n- d", file="t.md", first_line=5, problems=Problems())
    assert [block.line for block in blocks] == [5, 7, 10, 11]
    assert [block.order for block in blocks] == [1, 2, 3, 4]


def test_a_text_has_a_longest_length():
    assert read("a\n\n" * MOST_ITEMS)[1] == []
    assert read("a\n\n" * (MOST_ITEMS + 1))[1] == [
        f"t.md:{10 + 2 * MOST_ITEMS}: {MOST_ITEMS + 1} blocks, at most {MOST_ITEMS}"
    ]
