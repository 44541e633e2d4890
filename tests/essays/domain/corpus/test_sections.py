import pytest

from essays.domain.corpus.markdown_blocks import read_blocks
from essays.domain.corpus.problems import Place, Problems
from essays.domain.corpus.sections import Start, make_sections, slug_of


def sections_of(text, outline=()):
    problems = Problems()
    blocks = read_blocks(text, file="t.md", first_line=1, problems=problems)
    starts = [Start(number, title, slug_of(title), Place("t.md", 0)) for number, title in outline]
    sections, placed = make_sections(blocks, starts, file="t.md", problems=problems)
    found = [(s.slug, s.first_number, s.last_number, s.is_editorial) for s in sections]
    return found, [block.section for block in placed], [str(problem) for problem in problems.found]


def test_a_text_without_headings_and_outline_has_no_sections():
    assert sections_of("a\n\nb") == ([], ["", ""], [])


def test_headings_make_sections_and_what_stands_before_belongs_to_none():
    assert sections_of("a\n\n## B\n\nb\n\n## C\n\nc\n\n::: signature\nd\n:::") == (
        [("b", 2, 2, False), ("c", 3, 3, False)],
        ["", "b", "b", "c", "c", "c"],
        [],
    )


def test_an_outline_and_headings_together():
    assert sections_of("::: note\nn\n:::\n\na\n\nb\n\n## C\n\nc", [(1, "The start"), (2, "Then")]) == (
        [("the-start", 1, 1, True), ("then", 2, 2, True), ("c", 3, 3, False)],
        ["", "the-start", "then", "c", "c"],
        [],
    )


def test_headings_alike_get_anchors_apart():
    assert sections_of("## A\n\na\n\n## A\n\nb")[0] == [("a", 1, 1, False), ("section-2", 2, 2, False)]


@pytest.mark.parametrize("heading", ["群众", "P 12", "P12", "Contents", "Notes", "???"])
def test_a_heading_that_gives_no_anchor_gets_one(heading):
    slugs = [section[0] for section in sections_of(f"## {heading}\n\na")[0]]
    assert slugs == (["p-12"] if heading == "P 12" else ["section-1"])


@pytest.mark.parametrize(
    ("text", "outline", "problem"),
    [
        ("a", [(1, "A"), (1, "B")], "t.md: the section “A” holds no numbered block"),
        ("a", [(2, "A")], "t.md: the section “A” holds no numbered block"),
        ("a\n\n## B", [], "t.md:3: the section “B” holds no numbered block"),
        ("## A\n\n## B\n\nb", [], "t.md:1: the section “A” holds no numbered block"),
        ("a\n\nb", [(1, "A"), (2, "A")], "t.md: two sections have the anchor “a”; add a “slug”"),
    ],
)
def test_refusals(text, outline, problem):
    assert sections_of(text, outline)[2] == [problem]


def test_a_long_title_is_cut_at_a_word():
    assert slug_of("Conceptual distinctions: advanced, intermediate, backward") == (
        "conceptual-distinctions-advanced-intermediate"
    )
