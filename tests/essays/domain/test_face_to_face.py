from dataclasses import replace

import pytest

from essays.domain.face_to_face import make_cards, set_face_to_face, sides_of
from essays.enums import HoldingStance, VerbMark
from essays.models import Formulation, Stratum, Voice, Work
from essays.queries.overview import overview_of
from essays.queries.positions import Cell, Row
from essays.queries.wordings import Held, Passage, Wordings, wordings_of
from tests.essays.domain.test_wording_table import FIRST, READ, SECOND, UNREAD, block, statement, wording

LETTER = Work(pk=1, siglum="A")
FIRST.contested = SECOND.contested = True

SELL = wording(FIRST, statement(READ, "lend", "the read"), statement(UNREAD, "sell", "the unread"))
SHOW = wording(
    SECOND,
    statement(READ, "lend", "the read"),
    statement(UNREAD, "show", "the unread ones", mark=VerbMark.WIN),
)
RECORDS = Wordings(strata=(READ, UNREAD), formulations=(FIRST, SECOND), wordings=(SELL, SHOW), holdings=())


def held(stance: HoldingStance, *, formulation: Formulation | None = FIRST, **changes: object) -> Held:
    made = Held(
        formulation_id=formulation.pk if formulation else None,
        holder="N. Brook",
        stance=stance.label,
        stance_key=stance.value,
        reserve="",
        summary="Gives it as the rule.",
        according_to=LETTER,
        is_own=True,
        evidence=(Passage("sell the unread", block(1)),),
    )
    return replace(made, **changes)


def test_contested_formulations_stand_against_each_other_stratum_by_stratum():
    contest = set_face_to_face(RECORDS)
    assert contest.formulations == (FIRST, SECOND)
    assert [[each.verb for each in line.statements] for line in contest.lines] == [
        ["lend", "lend"],
        ["sell", "show"],
    ]
    assert [line.disputed for line in contest.lines] == [False, True]
    assert contest.disputed == (UNREAD,)


def test_a_line_is_named_in_the_printed_words_where_these_agree():
    assert [line.label for line in set_face_to_face(RECORDS).lines] == ["the read", "the unread"]


def test_same_verb_under_another_mark_is_disputed():
    marked = wording(SECOND, statement(READ, "lend", "the read", mark=VerbMark.RAISE))
    lines = set_face_to_face(replace(RECORDS, wordings=(SELL, marked))).lines
    assert [line.disputed for line in lines] == [True, True]
    assert lines[1].statements[1] is None


def test_wording_shown_is_cited_once_a_block():
    assert [passage.block.number for passage in set_face_to_face(RECORDS).passages] == [1, 2]
    together = replace(SHOW, printings=SELL.printings)
    contest = set_face_to_face(replace(RECORDS, wordings=(SELL, together)))
    assert [passage.block.number for passage in contest.passages] == [1]


@pytest.mark.parametrize("wordings", [(), (SELL,), (replace(SELL, in_table=False), SHOW)])
def test_one_formulation_with_a_wording_is_no_contest(wordings):
    contest = set_face_to_face(replace(RECORDS, wordings=wordings))
    assert (contest.formulations, contest.lines, contest.disputed, contest.size) == ((), (), (), "large")


@pytest.mark.parametrize(
    ("verb", "size"),
    [
        ("win over", "large"),
        ("reliance on", "middle"),
        ("neutralize", "middle"),
        ("move and mobilize", "small"),
    ],
)
def test_longer_verbs_are_set_smaller(verb, size):
    long = wording(SECOND, statement(READ, verb, "the read"))
    assert set_face_to_face(replace(RECORDS, wordings=(SELL, long))).size == size


@pytest.mark.parametrize(
    ("stance", "sides"),
    [
        (HoldingStance.ADOPTS, 1),
        (HoldingStance.PREFERS, 1),
        (HoldingStance.PROPOSES, 1),
        (HoldingStance.ORIGINATES, 1),
        (HoldingStance.REJECTS, 0),
        (HoldingStance.REPORTS, 0),
        (HoldingStance.ASKS, 0),
    ],
)
def test_stances_that_take_a_side(stance, sides):
    records = replace(RECORDS, holdings=(held(stance),))
    assert len(sides_of(LETTER, records, [UNREAD])) == sides


@pytest.mark.parametrize(
    "changes",
    [{"is_own": False}, {"according_to": Work(pk=2, siglum="B")}, {"formulation": None}],
    ids=["reported", "elsewhere", "of all"],
)
def test_what_others_report_takes_no_side(changes):
    records = replace(RECORDS, holdings=(held(HoldingStance.ADOPTS, **changes),))
    assert sides_of(LETTER, records, [UNREAD]) == ()


def test_a_side_has_the_verbs_for_what_is_disputed():
    records = replace(RECORDS, holdings=(held(HoldingStance.ADOPTS),))
    (side,) = sides_of(LETTER, records, [UNREAD])
    assert side.formulation == FIRST
    assert [(stratum.label, each.verb) for stratum, each in side.verbs] == [("the unread", "sell")]


def test_a_stratum_without_a_task_shows_no_verb():
    idle = wording(FIRST, statement(READ, "", "they are read"), statement(UNREAD, "sell", "the unread"))
    records = replace(RECORDS, wordings=(idle, SHOW), holdings=(held(HoldingStance.ADOPTS),))
    (side,) = sides_of(LETTER, records, [READ, UNREAD])
    assert [stratum for stratum, _ in side.verbs] == [UNREAD]


def turning_point(*passages: Passage) -> Row:
    voice = Voice(siglum="A", work=LETTER)
    return Row(question=None, cells=(Cell(voice, 7, "stated", "stated", "Sell.", "", passages),))


def test_card_quotes_the_answer_to_what_the_debate_turns_on():
    records = replace(RECORDS, holdings=(held(HoldingStance.ADOPTS),))
    row = turning_point(Passage("sell them", block(2)), Passage("at once", block(3)))
    (card,) = make_cards([LETTER], row, records, [UNREAD])
    assert card.passage.text == "sell them"
    assert len(card.sides) == 1
    assert card.instead == ()


@pytest.mark.parametrize("row", [None, turning_point()])
def test_card_falls_back_on_the_words_of_a_holding(row):
    records = replace(RECORDS, holdings=(held(HoldingStance.ADOPTS),))
    (card,) = make_cards([LETTER], row, records, [UNREAD])
    assert card.passage.text == "sell the unread"


def test_card_of_a_work_that_takes_no_side_tells_what_it_does_instead():
    asks = held(HoldingStance.ASKS, formulation=None)
    (card,) = make_cards([LETTER], None, replace(RECORDS, holdings=(asks,)), [UNREAD])
    assert card.sides == ()
    assert card.instead == (asks,)


def test_card_of_a_work_of_which_nothing_is_recorded():
    (card,) = make_cards([LETTER], None, RECORDS, [UNREAD])
    assert (card.passage, card.sides, card.instead) == (None, (), ())


@pytest.mark.django_db
def test_cards_of_the_real_debate(mass_line):
    records, overview = wordings_of(mass_line), overview_of(mass_line)
    contest = set_face_to_face(records)
    assert [stratum.slug for stratum in contest.disputed] == ["intermediate", "backward"]
    cards = make_cards(overview.works, overview.turning_point, records, contest.disputed)
    assert [card.work.siglum for card in cards] == ["L", "K", "Q", "E"]
    verbs = {card.work.siglum: [[s.verb for _, s in side.verbs] for side in card.sides] for card in cards}
    assert verbs["L"] == [["won over", "isolate"]]
    assert verbs["K"] == [["win over", "isolate"]]
    assert verbs["Q"] == []
    assert verbs["E"] == [["raise", "win over"], ["unite", "focus on"]]
    assert all(card.passage.block.work_id == card.work.pk for card in cards)


@pytest.mark.django_db
def test_a_debate_of_two_strata(small_debate):
    contest = set_face_to_face(wordings_of(small_debate))
    assert isinstance(contest.lines[0].stratum, Stratum)
    assert [[each.verb for each in line.statements] for line in contest.lines] == [
        ["shelve", "lend"],
        ["sell", "show"],
    ]
