"""What a reader types is read, whatever it is."""

import pytest

from essays.domain.search_names import Name, names_by_words, runs_in
from essays.domain.search_query import LONE_OR, parse_query
from essays.queries.search.terms import AnyForm, Clause, Phrase, Query

MAO = [(1, "Mao Zedong"), (1, "Mao Tse-Tung"), (1, "Mao"), (1, "Chairman Mao")]
CPP = [(2, "Communist Party of the Philippines"), (2, "CPP")]
NAMES = names_by_words([*MAO, *CPP])


def any_form(word: str, *stems: str) -> AnyForm:
    return AnyForm(word, (*stems, word) if stems else (word,))


def one(atom, *others, excluded=False) -> Clause:
    return Clause((atom, *others), excluded)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("mass line", [one(any_form("mass")), one(any_form("line"))]),
        ("Isolating", [one(any_form("isolating", "isol"))]),
        ('"Bring Over"', [one(Phrase(("bring", "over")))]),
        ("“bring over” now", [one(Phrase(("bring", "over"))), one(any_form("now"))]),
        ('"backwards"', [one(Phrase(("backwards",)))]),
        ("liberat*", [one(Phrase(("liberat",), open_ended=True))]),
        ("all-rou*", [one(Phrase(("all", "rou"), open_ended=True), Phrase(("allrou",), open_ended=True))]),
        ("all-round", [one(Phrase(("all", "round")), any_form("allround"))]),
        (
            "mass -all‑round",
            [one(any_form("mass")), one(Phrase(("all", "round")), any_form("allround"), excluded=True)],
        ),
        ('"die-hard foes"', [one(Phrase(("die", "hard", "foes")), Phrase(("diehard", "foes")))]),
        ("1-2", [one(Phrase(("1", "2")))]),
        ("mass -line", [one(any_form("mass")), one(any_form("line"), excluded=True)]),
        ('mass -"mass line"', [one(any_form("mass")), one(Phrase(("mass", "line")), excluded=True)]),
        ("mass −li*", [one(any_form("mass")), one(Phrase(("li",), True), excluded=True)]),
        ("mass OR line", [one(any_form("mass"), any_form("line"))]),
        ("a1 OR b2 OR c3", [one(any_form("a1"), any_form("b2"), any_form("c3"))]),
        ("mass OR -line", [one(any_form("mass")), one(any_form("line"), excluded=True)]),
        ("mass AND line", [one(any_form("mass")), one(any_form("line"))]),
        ('"foo AND bar', [one(Phrase(("foo", "and", "bar")))]),
        ("OR mass OR", [one(any_form("mass"))]),
        ("mass OR OR line", [one(any_form("mass"), any_form("line"))]),
        ("-mass OR line", [one(any_form("mass"), excluded=True), one(any_form("line"))]),
        ("a* OR mass", [one(any_form("mass"))]),
        ("mass OR a*", [one(any_form("mass"))]),
        ("mass OR a* OR line", [one(any_form("mass"), any_form("line"))]),
        ("mass OR a* line", [one(any_form("mass")), one(any_form("line"))]),
        ("mass a* OR line", [one(any_form("mass")), one(any_form("line"))]),
        ("a* OR b* OR c*", []),
        ("mass or line", [one(any_form("mass")), one(any_form("or")), one(any_form("line"))]),
        ('mass "OR"', [one(any_form("mass")), one(Phrase(("or",)))]),
        ("OR", []),
        ("J. P. Smith", [one(Phrase(("j", "p"))), one(any_form("smith"))]),
        ("J.P. Smith", [one(Phrase(("j", "p"))), one(any_form("smith"))]),
        ("title:mass", [one(Phrase(("title", "mass")))]),
        ("* \" ' ( ) ^ : - + 😀 \x00", []),
        ("- * -*", []),
        ("", []),
    ],
)
def test_reading(text, clauses):
    assert parse_query(text, {}).query == Query(tuple(clauses))


def test_operators_of_engines_are_words():
    words = [clause.alternatives[0] for clause in parse_query("NEAR(ab cd, 5) NOT ef", {}).query.clauses]
    assert words == [Phrase(("near", "ab")), any_form("cd"), any_form("5"), any_form("not"), any_form("ef")]


def test_what_only_leaves_out_asks_for_nothing():
    parsed = parse_query("-mass", {})
    assert not parsed.query
    assert len(parsed.query.clauses) == 1


@pytest.mark.parametrize(
    ("text", "also"),
    [
        ("Mao Tse-Tung", ("Mao Zedong", "Chairman Mao")),
        ("mao zedong", ("Mao Tse-Tung", "Chairman Mao")),
        ('"Mao Zedong" masses', ("Mao Tse-Tung", "Chairman Mao")),
        ("on Mao Tse Tung today", ("Mao Zedong", "Chairman Mao")),
        ("Mao", ()),
        ("cpp", ("Communist Party of the Philippines",)),
        ("-Mao Zedong", ("Tse-Tung",)),
        ("Zedong", ("Tse-Tung",)),
        ("Tse-tung", ("Zedong",)),
        ("what Tse Tung wrote", ("Zedong",)),
        ("Mao OR Zedong", ("Tse-Tung",)),
        ("Zedong Mao", ("Tse-Tung",)),
        ("-Zedong", ()),
        ("zed*", ()),
        ("Tung", ()),
        ("chairman", ()),
        ("philippines", ()),
    ],
)
def test_other_forms_of_a_name_are_looked_for_too(text, also):
    assert parse_query(text, NAMES).also == also


def test_a_name_is_one_clause_of_phrases():
    assert parse_query("Mao Tse-Tung masses", NAMES).query.clauses == (
        one(Phrase(("mao", "tse", "tung")), Phrase(("mao", "zedong")), Phrase(("chairman", "mao"))),
        one(any_form("masses", "mass")),
    )
    assert parse_query("CPP", NAMES).query.clauses == (
        one(any_form("cpp"), Phrase(("communist", "party", "of", "the", "philippines"))),
    )


def test_a_form_that_two_authorities_share_is_the_first_ones():
    names = names_by_words([(1, "Li"), (1, "Lee"), (2, "Li"), (2, "Leigh")])
    assert names[("li",)] == Name("Li", ("Lee",))


@pytest.mark.parametrize(
    ("others", "also"),
    [
        ([], ("Tse-Tung",)),
        ([(3, "Mao Zedong"), (3, "Mao Tse-Tung")], ("Tse-Tung",)),
        ([(3, "Wu Zedong")], ()),
        ([(3, "Zedong"), (3, "Old Z.")], ("Old Z.",)),
    ],
)
def test_a_part_stands_for_a_name_that_no_other_authority_has(others, also):
    assert parse_query("Zedong", names_by_words([*MAO, *others])).also == also


KLAAS = [(3, "Klaas V."), (3, "Klaas V"), (3, "Klaas"), (3, "Klass V")]
LENIN = [(4, "Lenin"), (4, "Leninist"), (4, "V. I. Lenin")]


@pytest.mark.parametrize(
    ("forms", "found"),
    [
        (("Klaas V.", "Klaas", "klass v", "Klass V."), {("klaas",), ("klass", "v")}),
        (("V.I. Lenin", "V. I. Lenin", "VI Lenin", "Lenin", "leninist"), {("lenin",), ("leninist",)}),
        (
            ("Mao Zedong", "Mao Tse-Tung", "chairman mao"),
            {("mao", "zedong"), ("mao", "tse", "tung"), ("chairman", "mao")},
        ),
    ],
)
@pytest.mark.parametrize("around", ["{}", '"{}"', '-"{}"', '"as {} said"'])
def test_all_forms_of_a_name_find_the_same(forms, found, around):
    """What is looked for, without what has it in it anyhow."""
    names = names_by_words([*MAO, *CPP, *KLAAS, *LENIN])
    for form in forms:
        (clause,) = parse_query(around.format(form), names).query.clauses
        words = [each.words if isinstance(each, Phrase) else (each.form,) for each in clause.alternatives]
        bare = {each[1:-1] if "said" in around else each for each in words}
        assert {each for each in bare if not any(o != each and runs_in(o, each) for o in bare)} == found, form


def test_initials_without_spaces_stand_for_a_name_that_has_no_other_form():
    names = names_by_words([(1, "J. P. Smith")])
    assert [parse_query(text, names).query.wanted for text in ("J.P. Smith", "J. P. Smith", "JP Smith")] == [
        (Phrase(("j", "p", "smith")), Phrase(("jp", "smith"))),
        (Phrase(("j", "p", "smith")), Phrase(("jp", "smith"))),
        (Phrase(("jp", "smith")), Phrase(("j", "p", "smith"))),
    ]


def test_what_is_left_out_besides_is_said():
    parsed = parse_query('-"Mao Zedong" Mao', NAMES)
    assert (parsed.also, parsed.notes) == ((), ("Also left out: “Mao Tse-Tung”, “Chairman Mao”.",))


def test_a_phrase_of_many_names_is_looked_for_in_so_many_ways():
    names = names_by_words((1, f"N{n} X") for n in range(9))
    parsed = parse_query('"n1 x of n2 x and n3 x"', names)
    assert len(parsed.query.wanted) == 12
    assert parsed.query.wanted[0] == Phrase(("n1", "x", "of", "n2", "x", "and", "n3", "x"))


def test_no_word_is_cut_in_two():
    parsed = parse_query("ab " * 166 + "curtailed", {})
    assert parsed.query.wanted[-1] == any_form("ab")
    words = parse_query('"' + "ab " * 166 + 'curtailed"', {}).query.wanted[0].words
    assert words == ("ab",) * 166


def test_initials_and_small_words_stand_for_no_name():
    names = names_by_words([(1, "Klaas V."), (1, "Klaas W."), (2, "Mao the chairman"), (2, "Mao the poet")])
    assert [parse_query(text, names).also for text in ("V", "W", "chairman", "poet")] == [()] * 4


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("mass a*", "“a*” was passed over: give at least 2 letters before the star."),
        ("mass OR", LONE_OR),
        ("OR mass", LONE_OR),
        ("mass OR -line", LONE_OR),
        ("mass OR OR line", LONE_OR),
        ("mass " * 200, "Only the first 500 characters were looked for."),
        (" ".join(f"w{n}" for n in range(13)), "Only the first 12 words and phrases were looked for."),
        (" OR ".join(f"w{n}*" for n in range(13)), "Only the first 12 words and phrases were looked for."),
        ("ﷺ" * 34 + " mass", "A word of more than 500 letters was passed over."),
        ('"mass ' + "ﷺ" * 34 + '" mass', "A word of more than 500 letters was passed over."),
    ],
)
def test_what_was_not_looked_for_is_said(text, note):
    parsed = parse_query(text, {})
    assert note in parsed.notes
    assert parsed.query
    assert len(parsed.query.wanted) <= 12


def test_an_or_beside_what_is_passed_over_goes_without_a_note():
    assert parse_query("a* OR mass OR b*", {}).notes == (
        "“a*” was passed over: give at least 2 letters before the star.",
        "“b*” was passed over: give at least 2 letters before the star.",
    )


def test_as_many_as_may_be_are_looked_for():
    assert parse_query(" ".join(f"w{n}" for n in range(12)), {}).notes == ()


def test_ten_thousand_characters_are_read_at_once():
    for text in ('"' * 10_000, "-" * 10_000, "a " * 5_000, "a" * 10_000, '"a' * 5_000, "*" * 10_000):
        assert len(parse_query(text, NAMES).query.clauses) <= 12
