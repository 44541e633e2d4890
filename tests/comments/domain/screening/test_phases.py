"""What each phase says of a text, as a truth table; and what becomes of a response by what they say."""

import pytest

from comments.domain.screening.answers import Alike, Answer, Learnt, Quoted, Sent, Standing, Telling
from comments.domain.screening.phases import PHASES, Note, held_by, outcome_of
from comments.domain.screening.settings import SETTINGS, Rules
from comments.enums import Distress, Ruling
from tests.comments.domain.screening.known import PLAIN, Known, ask

PASS, OFF, NOTE, HOLD, REJECT, TRUST, FAILED = (
    Ruling[name] for name in ("PASS", "OFF", "NOTE", "HOLD", "REJECT", "TRUST", "FAILED")
)
COVERS = Rules(covers={Distress.VIOLENCE: ("tortur*",), Distress.HATE: ("scum",)})
LISTS = Rules(hold=("pills*", "free lunch"), reject=("casino",))
LEARNT = Learnt(60, 60, (Telling("casino", 0, 30), Telling("bonus", 1, 20), Telling("well", 40, 2)))
WELL = Learnt(60, 60, (Telling("well", 40, 2),))


@pytest.mark.parametrize(
    ("phase", "text", "facts", "ruling", "rule"),
    [
        ("length", PLAIN, {}, PASS, ""),
        ("length", "Incomprehensibilities throughout.", {}, HOLD, "fewest words"),
        ("length", "so it goes " * 900, {}, NOTE, "most words"),
        ("length", "so it goes " * 900, {"rules": Rules(values={"length_most": 2700})}, PASS, ""),
        ("links", PLAIN, {}, PASS, ""),
        ("links", f"{PLAIN} https://example.org/a", {}, PASS, ""),
        ("links", f"{PLAIN} " + "www.example.org/a " * 4, {}, HOLD, "most links"),
        ("links", "Buy here: http://example.org/pills now", {}, HOLD, "words beside links"),
        ("links", "See example.shop for all of it", {}, HOLD, "words beside links"),
        ("repeated text", PLAIN, {}, PASS, ""),
        ("repeated text", PLAIN, {"alike": Alike(7, 79)}, PASS, ""),
        ("repeated text", PLAIN, {"alike": Alike(7, 80)}, HOLD, "nearly the same words"),
        ("repeated text", PLAIN, {"alike": Alike(7, 100)}, HOLD, "same words"),
        ("posting pace", PLAIN, {"in_last_hour": 5}, PASS, ""),
        ("posting pace", PLAIN, {"in_last_hour": 6}, HOLD, "most in an hour"),
        ("word lists", PLAIN, {"rules": LISTS}, PASS, ""),
        ("word lists", "Take these Pillsbury rolls.", {"rules": LISTS}, HOLD, "list of held words: pills*"),
        ("word lists", "A free\nLUNCH, too.", {"rules": LISTS}, HOLD, "list of held words: free lunch"),
        ("word lists", "Free, and lunch.", {"rules": LISTS}, PASS, ""),
        (
            "word lists",
            "A casino with a free lunch",
            {"rules": LISTS},
            REJECT,
            "list of rejected words: casino",
        ),
        ("word lists", "Occasionology of casinos", {"rules": LISTS}, PASS, ""),
        ("word lists", PLAIN, {"rules": LISTS, "name": "Free Lunch"}, HOLD, "list of held words: free lunch"),
        (
            "word lists",
            "A cas*in*o",
            {"rules": LISTS, "shown": "A casino"},
            REJECT,
            "list of rejected words: casino",
        ),
        ("distressing text", PLAIN, {"rules": COVERS}, PASS, ""),
        (
            "distressing text",
            "They TORTURED the wells",
            {"rules": COVERS},
            NOTE,
            "covered: violence or torture",
        ),
        (
            "distressing text",
            "Torture, and s.c.u.m, scum",
            {"rules": COVERS},
            NOTE,
            "covered: hatred of a group",
        ),
        ("links", PLAIN, {"name": "www.example.org"}, HOLD, "link in the name"),
        ("links", "www.exa**mp**le.org", {"shown": "www.example.org"}, HOLD, "words beside links"),
        ("quotations", PLAIN, {}, PASS, ""),
        ("quotations", PLAIN, {"quoted": Quoted(altered=("a",))}, NOTE, "differs"),
        ("quotations", PLAIN, {"quoted": Quoted(not_found=("a", "b"))}, NOTE, "not found"),
        ("quotations", PLAIN, {"quoted": Quoted(("a",), ("b", "c", "d"))}, HOLD, "most not found"),
        ("learnt filter", PLAIN, {}, OFF, ""),
        ("learnt filter", PLAIN, {"learnt": Learnt(500, 49)}, OFF, ""),
        ("learnt filter", PLAIN, {"learnt": LEARNT}, HOLD, "like what was rejected"),
        ("learnt filter", PLAIN, {"learnt": WELL}, PASS, ""),
        ("newcomers", PLAIN, {}, PASS, ""),
        ("newcomers", PLAIN, {"published_before": 0}, HOLD, "first response"),
        ("trust", PLAIN, {}, OFF, ""),
        ("trust", PLAIN, {"standing": Standing(3)}, PASS, ""),
        ("trust", PLAIN, {"standing": Standing(3, 2, has_account=True)}, PASS, ""),
        ("trust", PLAIN, {"standing": Standing(3, 3, has_account=True)}, TRUST, "published responses"),
        ("trust", PLAIN, {"standing": Standing(3, 3, removed=9, has_account=True)}, PASS, ""),
        ("trust", PLAIN, {"standing": Standing(3, 3, has_account=True, was_decided_on=True)}, PASS, ""),
        ("trust", PLAIN, {"standing": Standing(3, 3, has_account=True, is_looked_at=True)}, PASS, ""),
    ],
)
def test_truth_table(phase, text, facts, ruling, rule):
    answer = ask(phase, text, **facts)
    assert (answer.ruling, answer.rule) == (ruling, rule)


def test_every_phase_and_every_ruling_is_in_the_order_of_the_table():
    assert [phase.name for phase in PHASES] == [
        *("people", "length", "links", "repeated text", "posting pace", "word lists"),
        *("distressing text", "quotations"),
        *("learnt filter", "newcomers", "trust"),
    ]
    assert {setting.phase for setting in SETTINGS.values()} == {phase.name for phase in PHASES}


@pytest.mark.parametrize("phase", [phase.name for phase in PHASES])
def test_every_phase_says_why_in_a_sentence(phase):
    answer = ask(phase)
    assert answer.ruling in (PASS, OFF)
    assert answer.said[0].isupper() or answer.said[0].isdigit()
    assert answer.said.endswith(".")


def test_nothing_is_known_of_a_writer_without_a_name():
    assert ask("newcomers", name="", published_before=0).ruling == NOTE
    account = Standing(has_account=True)
    assert ask("newcomers", name="", published_before=0, standing=account).ruling == HOLD


def test_quotations_that_could_not_be_looked_up_are_a_failure():
    with pytest.raises(ValueError, match="not looked up"):
        ask("quotations", quoted=None)


def test_what_matched_is_shown_as_it_was_typed():
    answer = ask("word lists", "Take the *PILLS*, or a Free Lunch!", rules=LISTS)
    assert answer.words == ("PILLS", "Free Lunch")
    assert answer.said == "2 places have words of the list of held words."
    assert answer.figure == 2


def test_the_filter_gives_its_words_as_reasons():
    answer = ask("learnt filter", learnt=LEARNT)
    assert answer.words == ("casino", "bonus")
    assert "“casino” in 30 rejected, 0 published; “bonus” in 20 rejected, 1 published" in answer.said


@pytest.mark.parametrize(
    ("rulings", "held", "outcome"),
    [
        ([PASS, OFF, NOTE], "", None),
        ([PASS, HOLD, HOLD], "b", None),
        ([PASS, PASS, TRUST], "", "c"),
        ([PASS, NOTE, TRUST], "", "c"),
        ([HOLD, PASS, TRUST], "a", None),
        ([HOLD, REJECT, TRUST], "a", "b"),
        ([FAILED, REJECT, TRUST], "a", None),
        ([PASS, FAILED, TRUST], "b", None),
    ],
)
def test_what_becomes_of_a_response(rulings, held, outcome):
    notes = [Note(name, Answer(ruling)) for name, ruling in zip("abc", rulings, strict=True)]
    assert held_by(notes) == held
    decides = outcome_of(notes)
    assert (decides and decides.phase) == outcome


def test_a_switch_is_a_setting_of_every_phase():
    off = Rules(values={name: 0 for name, setting in SETTINGS.items() if setting.is_switch})
    assert [phase.name for phase in PHASES if off.is_on(phase.name)] == []
    assert [phase.name for phase in PHASES if not Known().rules.is_on(phase.name)] == []


def test_a_change_touches_the_phases_it_is_about():
    def touched(other):
        return [phase.name for phase in PHASES if Rules().of_phase(phase.name) != other.of_phase(phase.name)]

    assert touched(Rules(hold=("a",))) == ["word lists"]
    assert touched(Rules(values={"links_most": 4, "pace_most": 6})) == ["links"]
    assert touched(Rules(trusting={1: 3})) == []
    assert touched(COVERS) == ["distressing text"]
    assert touched(Rules(places=("a",))) == ["people"]


def test_words_that_cover_say_for_what_and_hold_nothing():
    answer = ask("distressing text", "They *tortured* the scum.", rules=COVERS)
    assert (answer.distress, answer.words, answer.figure) == (Distress.VIOLENCE, ("tortured",), 1)
    assert held_by([Note("distressing text", answer)]) == ""


def test_words_are_folded_once_for_all_lists():
    sent = Sent("The wells.")
    assert sent.readings is sent.readings
