import pytest

from comments.domain.checking import marks, quotations
from comments.domain.checking.quotations import MOST, find_quotations
from tests.comments.markup.growth import GROWTH, LONGEST

#: Long enough to be a quotation.
WORDS = "whoever drinks should help to dig"


def plains(text):
    found = find_quotations(text)
    for each in found:
        assert text[each.start : each.end] == each.exact
        assert [text[place] if text[place] != "\n" else " " for place in each.places] == list(each.plain)
    return [each.plain for each in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"He says “{WORDS}”.", [WORDS]),
        (f'He says "{WORDS}".', [WORDS]),
        (f"Er sagt „{WORDS}“.", [WORDS]),
        (f"On dit «{WORDS}».", [WORDS]),
        (f"On dit « {WORDS} ».", [WORDS]),
        (f"Er sagt »{WORDS}«.", [WORDS]),
        (f"He says ‘{WORDS}’.", [WORDS]),
        (f"Er sagt ‚{WORDS}‘.", [WORDS]),
        (f"> {WORDS}", [WORDS]),
        (f">{WORDS}\n> and draw the water", [f"{WORDS} and draw the water"]),
        (f"First\n> {WORDS}\nand so on", [WORDS]),
        (f"> {WORDS}\n>\n> and {WORDS} here", [WORDS, f"and {WORDS} here"]),
        (f">> {WORDS}\n> > too", [f"{WORDS} too"]),
        (f"“{WORDS}” and “{WORDS} too”", [WORDS, f"{WORDS} too"]),
    ],
)
def test_what_is_a_quotation(text, found):
    assert plains(text) == found


@pytest.mark.parametrize(
    "text",
    [
        WORDS,
        "“the masses’ ideas”",
        "“a b c d e”",
        "“incomprehensibilities unquestionably disestablished”",
        f"“{WORDS}",
        f"{WORDS}”",
        f"”{WORDS}“",
        f"“{WORDS}\n\nand”",
        f"`“{WORDS}”`",
        f"```\n> {WORDS}\n```",
        f"~~~ text\n“{WORDS}”\n~~~",
        f"don’t {WORDS} don’t",
        f'5" {WORDS} 6"',
        "> ",
        "",
    ],
)
def test_what_is_none(text):
    assert plains(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"“one left open and “{WORDS}”", [WORDS]),
        (f"“{WORDS}” and one left open “{WORDS}", [WORDS]),
        (f'"{WORDS} and "{WORDS}"', [WORDS]),
        (f"“{WORDS} ‘and draw the water together’ too”", [f"{WORDS} ‘and draw the water together’ too"]),
        (f"“{WORDS} “and draw the water together” too”", [f"{WORDS} “and draw the water together” too"]),
        (f"“{WORDS} ‘left open” and more’", [f"{WORDS} ‘left open"]),
        (f"‘the masses’ ideas and {WORDS}’", [f"the masses’ ideas and {WORDS}"]),
        ("‘don’t you drink from the well’", ["don’t you drink from the well"]),
        (f"> “{WORDS}” he said", [WORDS]),
        (f"> “{WORDS}”, as N. Brook has it", [WORDS]),
        (f"> N. Brook writes: “{WORDS}”", [WORDS]),
        (f"> “{WORDS}”, he writes, “and draw the water together.”", [WORDS, "and draw the water together."]),
        (f"> All of them, “{WORDS}”, in the shade of the old tree", None),
        (f"> “the elders” say that {WORDS}", None),
        (f"```\n“{WORDS}”", [WORDS]),
        (f"```\ncode\n```\n“{WORDS}”", [WORDS]),
        (f"`code` “{WORDS} `”` more”", [f"{WORDS} `”` more"]),
    ],
)
def test_marks_within_marks_and_marks_alone(text, found):
    assert plains(text) == (found or [text.removeprefix("> ")])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"> {WORDS} (K 6)", WORDS),
        (f"> {WORDS}\n> — K 6.", WORDS),
        (f"> {WORDS}\n> — N. Brook, On Wells, 1943", WORDS),
        (f"> {WORDS}\n> -- N. Brook", WORDS),
        (f"> {WORDS}\n> (N. Brook, ¶ 20)", WORDS),
        (f"> {WORDS} (Nora Brook)", WORDS),
        (f"> {WORDS} [Nora van Brook, p. 20].", WORDS),
        (f"> {WORDS} (¶¶ 20–21)", WORDS),
        (f"> {WORDS} (and draw the water)", f"{WORDS} (and draw the water)"),
        (f"> {WORDS} (All of them dig)", f"{WORDS} (All of them dig)"),
        (f"> {WORDS} – Nora B., K 18", WORDS),
        (f"> {WORDS} — N. Brook, On Wells, p. 4", WORDS),
        (f"> {WORDS}. -- Nora Brook", f"{WORDS}."),
        (f"> {WORDS}. – Nora B.", f"{WORDS}."),
        (f"> {WORDS}\n> – Nora B., K 18", WORDS),
        (f"> {WORDS}\n> Nora B., K 18", WORDS),
        (f"> {WORDS}\n>\n> – Nora B., On Wells and Roads, K 18", WORDS),
        (f"> {WORDS}\n>\n> Nora B., On Wells and Roads, K 18", WORDS),
        (f"> {WORDS}\n>\n> – Nora Brook, On Wells and Roads", WORDS),
        (f"> {WORDS} – Nora Brook", f"{WORDS} – Nora Brook"),
        (f"> – {WORDS}. Thus Nora", f"– {WORDS}. Thus Nora"),
        (f"> {WORDS} – and they do", f"{WORDS} – and they do"),
        (f"> (1) {WORDS}", WORDS),
        (f"> 2. {WORDS}", WORDS),
        (f"He says “b) {WORDS}”", WORDS),
        (f"> 1943. {WORDS}", f"1943. {WORDS}"),
        (f"> {WORDS} of 1943", f"{WORDS} of 1943"),
        (f"> K 6 says: {WORDS}", f"K 6 says: {WORDS}"),
    ],
)
def test_a_source_named_at_the_end_of_quoted_lines_is_no_part_of_them(text, found):
    assert plains(text) == [found]


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("who*ever* drinks **should** _help_ to dig", "whoever drinks should help to dig"),
        ("whoever [drinks *the*](https://a.example/b) water [too]", "whoever drinks the water [too]"),
        ("[W]hoever drinks should help to dig", "Whoever drinks should help to dig"),
        ("whoever drinks [should] help to dig", "whoever drinks [should] help to dig"),
        ("whoever  drinks\nshould help to dig", "whoever drinks should help to dig"),
        ("whoever drinks \\*should\\* help to dig", "whoever drinks *should* help to dig"),
        ("whoever snake_case drinks the water", "whoever snake_case drinks the water"),
        ("whoever [drinks](https://a.example/b) the water", "whoever drinks the water"),
    ],
)
def test_the_words_are_without_marks_of_markdown(typed, plain):
    assert plains(f"“{typed}”") == [plain]


def test_a_part_knows_where_it_was_typed():
    text = "> whoever *drinks*\n> should help to dig"
    (typed,) = find_quotations(text)
    part = typed.part(8, 21)
    assert (part.plain, part.exact) == ("drinks should", "drinks*\n> should")
    assert text[part.start : part.end] == part.exact


def test_no_more_than_the_first_hundred_count():
    assert len(find_quotations(f"“{WORDS}” " * (MOST + 20))) == MOST == 100


SHAPES = ("“", "”", "“”", '"', "‘", "’", "‘a", "s’ ", '"a ', "«»", "„“", "> “", f"“{WORDS}” ", "a\\*", "](")
SHAPES += ("[", "[a", "[a](", "[a](b")
HOSTILE = GROWTH | {shape: (shape * LONGEST)[:LONGEST] for shape in SHAPES}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=range(len(HOSTILE)))
def test_a_text_of_any_shape_is_read_in_few_steps(text, monkeypatch):
    """Without the bounds on what is read at all. No mark is met twice, and few open ones are tried."""
    monkeypatch.setattr(quotations, "is_within_bounds", lambda text: True)
    steps = 0
    tried = marks._Scanner._around

    def counted(scanner, place):
        nonlocal steps
        steps += 1
        return tried(scanner, place)

    monkeypatch.setattr(marks._Scanner, "_around", counted)
    found = find_quotations(text)
    assert len(found) <= MOST
    assert steps <= (marks.DEEPEST + 1) * LONGEST


def test_a_text_out_of_bounds_has_none():
    assert find_quotations("[" * 1001 + f"“{WORDS}”") == []
