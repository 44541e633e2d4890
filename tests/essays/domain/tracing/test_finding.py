"""What is found in small texts, and what is not."""

import pytest

from essays.enums import Direction, Ground, LinkKind
from tests.essays.domain.tracing.texts import PASSAGE, links, passages, slugs, work

FILLER = "Nothing in these lines has been taken from anybody, and they only keep the others apart."
AFTER = "Whatever comes behind was written for a different purpose altogether."


def test_unmarked_words_are_found_with_exact_ends():
    one = work("A", f"First this. {PASSAGE}. In the end it rained.")
    other = work("B", f"And so {PASSAGE[0].lower()}{PASSAGE[1:]}. In a sense we knew.")
    (link,) = links(one, other)
    assert (link.left.exact.lower(), link.right.exact) == (f"{PASSAGE.lower()}.", f"{PASSAGE}.")
    assert (link.slug, link.kind, link.marked) == ("b1-a1", LinkKind.VERBATIM, False)
    assert (link.direction, link.ground) == (Direction.NOT_SHOWN, Ground.BOTH_PLAIN)


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        (PASSAGE.replace("beg the landlord", "beg the squire"), LinkKind.VARIANT),
        (PASSAGE.replace("has come ", ""), LinkKind.VARIANT),
        (PASSAGE.replace("his cattle", "his own hungry cattle"), LinkKind.VARIANT),
        (PASSAGE.replace("need not", "not need"), LinkKind.VARIANT),
        (PASSAGE.replace("beg the landlord for water when his cattle ", "… "), LinkKind.PARTIAL),
        (PASSAGE.upper(), LinkKind.VERBATIM),
        (PASSAGE.replace("cattle stand", "cattle\u00a0stand, "), LinkKind.VERBATIM),
    ],
)
def test_changes_break_nothing(changed, kind):
    (link,) = links(work("A", PASSAGE), work("B", f"{FILLER} “{changed}” {AFTER}"))
    assert (link.left.exact, link.right.exact, link.kind) == (changed, PASSAGE, kind)


def test_changed_first_and_last_words_belong_to_a_passage_in_marks():
    changed = "Who" + PASSAGE.removeprefix("Whoever").removesuffix("yard") + "barn"
    (link,) = links(work("A", f"{FILLER} {PASSAGE}. {AFTER}"), work("B", f"See “{changed}” so."))
    assert passages([link]) == [(changed, PASSAGE)]


def test_an_interrupted_quotation_is_one_group():
    first, second = PASSAGE.split(" need ")
    left = f"As Ann put it, “{first}”. She then went on to add “need {second}.” {FILLER}"
    found = links(work("A", PASSAGE, author="Ann"), work("B", left))
    assert passages(found) == [(first, first), (f"need {second}.", f"need {second}")]
    assert [link.continues for link in found] == [None, 0]
    assert [link.attributed_as for link in found] == ["As Ann put it", "She then went on to add"]
    assert slugs(found) == ["b1-a1", "b1-a1-2"]


@pytest.mark.parametrize(
    ("left", "options", "ground"),
    [
        (f"Ann says: {PASSAGE}.", {}, Ground.NAMED),
        (f"In “Digging Wells in Summer” one reads {PASSAGE}.", {}, Ground.NAMED),
        (f"“{PASSAGE}” is wrong.", {"answers": "a"}, Ground.ANSWERS),
        (f"“{PASSAGE}” is wrong.", {}, Ground.SET_OFF),
    ],
)
def test_a_direction_needs_a_ground(left, options, ground):
    one = work("A", f"{FILLER} {PASSAGE}.", author="Ann", title="Digging Wells in Summer")
    (link,) = links(one, work("B", left, **options))
    assert (link.left.work, link.direction, link.ground) == ("b", Direction.QUOTES, ground)


@pytest.mark.parametrize(
    ("left", "options", "ground"),
    [
        (f"{PASSAGE}.", {"answers": "a"}, Ground.BOTH_PLAIN),
        (f"As Mao put it, “{PASSAGE}”.", {}, Ground.BOTH_PLAIN),
        (f"I have previously said “{PASSAGE}”.", {}, Ground.BOTH_PLAIN),
    ],
)
def test_without_a_ground_no_direction_is_guessed(left, options, ground):
    found = links(work("A", f"{PASSAGE}."), work("B", left, **options), names={"mao": ("Mao",)})
    assert [(link.direction, link.ground) for link in found] == [(Direction.NOT_SHOWN, ground)]


def test_the_earlier_text_can_be_the_one_that_quotes():
    (link,) = links(work("A", f"As Ben wrote, “{PASSAGE}”."), work("B", f"{PASSAGE}.", author="Ben"))
    assert (link.slug, link.ground) == ("a1-b1", Ground.NAMED)


def test_two_that_quote_a_third():
    texts = [work(letter, f"As Mao put it, “{PASSAGE}”.") for letter in "AB"]
    (link,) = links(*texts, names={"mao": ("Mao", "Mao Zedong")})
    assert (link.direction, link.ground) == (Direction.NOT_SHOWN, Ground.BOTH_QUOTE)
    assert (link.ground_note, link.authority) == ("both name the same source", "mao")


def test_what_follows_from_two_others_is_no_link():
    texts = [
        work("A", f"{PASSAGE}."),
        work("B", f"{FILLER} {PASSAGE}.", author="Ben"),
        work("C", f"Ben said “{PASSAGE}”. {AFTER}"),
    ]
    assert slugs(links(*texts)) == ["b1-a1", "c1-b1"]


@pytest.mark.parametrize(
    "shared",
    [
        "in order to push the line",
        "for the first time in the history of it",
        "the Central Committee of the Communist Party of Somewhere",
        "the Well Diggers of the Upper Valley and the Lower Plain",
    ],
)
def test_chance_names_and_titles_are_no_links(shared):
    names = {"party": ("Central Committee", "Communist Party of Somewhere")}
    one, other = f"We met {shared} last winter.", f"Nobody saw {shared} come by."
    assert links(work("A", one), work("B", other), names=names) == []


def test_an_author_s_refrain_is_no_link():
    refrain = "let us gather the ideas of the masses and carry them through patiently"
    texts = [work("A", *(f"Number {n} says {refrain} item {n}." for n in range(9)), author="Ann")]
    assert links(*texts, work("B", FILLER)) == []


def test_an_author_s_deliberate_repetition_is_one():
    (link,) = links(work("A", f"{FILLER} {PASSAGE}.", "Between.", f"As I said: {PASSAGE}."))
    assert (link.slug, link.direction, link.ground) == ("a3-a1", Direction.NOT_SHOWN, Ground.SAME_WORK)


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (
            "He makes his “conceptual distinction” again.",
            [("conceptual distinction", "conceptual distinction")],
        ),
        ("The so-called “die hard enemies” of ours.", [("die hard enemies", "diehard enemies")]),
        ("He speaks of “the well” only.", []),
        ("He speaks of “hungry cattle” only.", []),
        ("He makes his conceptual distinction again.", []),
    ],
)
def test_short_quotations_from_the_work_that_is_answered(left, expected):
    right = f"{FILLER} I have met a conceptual distinction. The well and the diehard enemies of the well."
    assert passages(links(work("A", right), work("B", left, answers="a"))) == expected
    assert links(work("A", right), work("B", left)) == []


def test_a_block_quotation_is_marked():
    texts = [work("A", f"{FILLER} {PASSAGE}."), work("B", f"{PASSAGE}.", kinds={1: "block-quotation"})]
    (link,) = links(*texts)
    assert (link.marked, link.ground) == (True, Ground.SET_OFF)


def test_only_some_works_give_the_same_links():
    texts = [
        work("A", f"{PASSAGE}."),
        work("B", f"{FILLER} {PASSAGE}.", author="Ben"),
        work("C", f"Ben said “{PASSAGE}”. {FILLER}"),
    ]
    whole = links(*texts)
    for only in ("a", "b", "c"):
        expected = [link for link in whole if only in (link.left.work, link.right.work)]
        assert slugs(links(*texts, only={only})) == slugs(expected)


def test_progress_ends_with_everything_done():
    told = []
    links(work("A", PASSAGE), work("B", PASSAGE), progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (48, 48)


@pytest.mark.parametrize("texts", [[], [work("A")], [work("A", ""), work("B", "…")]])
def test_nothing_is_found_in_nothing(texts):
    assert links(*texts) == []


def test_the_line_that_names_a_block_quotation_s_source_is_no_part_of_it():
    texts = [
        work("A", f"{FILLER} {PASSAGE}. {AFTER}", author="Ann Weller"),
        work("B", f"{PASSAGE}. – Ann Weller, On Wells", kinds={1: "block-quotation"}),
    ]
    (link,) = links(*texts)
    assert (link.left.exact, link.ground) == (f"{PASSAGE}.", Ground.NAMED)
    assert link.attributed_as == "Ann Weller"


def test_a_first_part_of_two_words_belongs_to_the_quotation():
    left = f"“Whoever digs,” Ann wrote, “{PASSAGE.removeprefix('Whoever digs ')}.” {AFTER}"
    found = links(work("A", PASSAGE, author="Ann"), work("B", left))
    assert [link.left.exact for link in found] == [
        "Whoever digs,",
        f"{PASSAGE.removeprefix('Whoever digs ')}.",
    ]


def test_many_plain_words_on_end_are_a_passage_too():
    words = "the only way out of the valley is through the hills"
    one, other = work("A", f"We found that {words} there."), work("B", f"Remember: {words} and back.")
    assert passages(links(one, other)) == [(words, words)]


def test_a_saying_behind_a_quotation_is_its_attribution():
    left = f"“{PASSAGE},” she writes. {AFTER}"
    (link,) = links(work("A", PASSAGE, author="Ann"), work("B", "Ann is quoted here.", left))
    assert (link.attributed_as, link.ground) == ("she writes", Ground.NAMED)


def test_whoever_is_named_by_a_pronoun_is_somebody_else():
    left = f"Then she adds that “{PASSAGE}”, as if it mattered."
    (link,) = links(work("A", f"{FILLER} {PASSAGE}."), work("B", left))
    assert (link.direction, link.ground) == (Direction.NOT_SHOWN, Ground.BOTH_PLAIN)


def test_passages_that_change_places_are_found_both():
    one, other = work("A", f"{FILLER} {PASSAGE}."), work("B", f"{PASSAGE}. {FILLER}")
    assert passages(links(one, other)) == [(f"{PASSAGE}.",) * 2, (FILLER,) * 2]


def test_no_passage_ends_with_a_word_that_only_leads_on():
    one = work("A", f"{FILLER} {PASSAGE}, and whoever reads this knows it.")
    other = work("B", f"{AFTER} {PASSAGE}, and everybody in this town says so.")
    assert passages(links(one, other)) == [(PASSAGE, PASSAGE)]


def test_words_that_lead_on_to_the_next_part_are_not_the_first_part_s_attribution():
    first, second = PASSAGE.split(" need ")
    left = f"Ann is here again. “{first}”, she then went on to add “need {second}.” {FILLER}"
    found = links(work("A", PASSAGE, author="Ann"), work("B", left))
    assert [(link.left.exact, link.attributed_as) for link in found] == [
        (first, "Ann is here again."),
        (f"need {second}.", "she then went on to add"),
    ]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (f"“{PASSAGE}. In the end it rained.", f"{FILLER} {PASSAGE}. In a sense we knew."),
        (f"See “{PASSAGE}. In the end “it rained” all day.", f"{FILLER} {PASSAGE}. In a sense we knew."),
        (f"In the end. {PASSAGE}. In the end it rained”.", f"{FILLER} {PASSAGE}. In a sense we knew."),
    ],
)
def test_marks_that_are_never_closed_hold_no_chance_words(left, right):
    (link,) = links(work("A", right), work("B", left))
    assert passages([link]) == [(f"{PASSAGE}.", f"{PASSAGE}.")]


@pytest.mark.parametrize("mark", "。！？")
def test_a_full_stop_of_another_script_is_kept_on_both_sides(mark):
    words = "从群众中来到群众中去这就是领导方法的根本原则" + mark
    (link,) = links(work("A", f"我们说。{words}其他的话不同"), work("B", f"他写道：“{words}”就是这样"))
    assert passages([link]) == [(words, words)]


def test_a_block_quotation_found_with_its_source_begins_where_it_begins():
    source = "— From the solemn address spoken at dusk beside the grave of the charcoal burner"
    quoted = f"Wholehearted devotion distinguishes revolutionaries. {source}"
    kinds = {1: "block-quotation"}
    assert passages(links(work("A", quoted, kinds=kinds), work("B", quoted, kinds=kinds))) == [
        (quoted, quoted)
    ]
