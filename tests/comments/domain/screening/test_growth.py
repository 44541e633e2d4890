"""No text makes a phase's work grow faster than its length: counted in steps, not in seconds."""

import re
import sys
from re import _parser

import pytest

from comments.domain.screening import folding, language, links, names, people, trained
from comments.domain.screening.answers import Learnt, Sent, Telling
from comments.domain.screening.language import guess_language
from comments.domain.screening.likeness import keys_of
from comments.domain.screening.phases import PHASES
from comments.domain.screening.settings import Rules
from tests.comments.domain.screening.known import Known
from tests.comments.markup.growth import GROWTH, LONGEST

UNITS = [
    "a ",
    "1-",
    "ѕ ",
    "a.b@",
    "Aa Bb ",
    "12 Aa ",
    "www.",
    "born on ",
    "at (",
    "A’",
    "12 34 ",
    "cell ",
    "CO Aa ",
    "Aa Bb jail ",
    "a dot b at c dot ",
    "x\u0301",
]
RULES = Rules(hold=("a b c d e f*", "kill*", "zz"), reject=("www a*",))
CONTEXT = Known(rules=RULES, learnt=Learnt(90, 90, (Telling("born", 1, 9),)))
WORK = {phase.name: phase.ask for phase in PHASES} | {
    "likeness": lambda sent, context: keys_of(sent.text),
    "language": lambda sent, context: guess_language(sent.text),
}


def steps(ask, text: str) -> int:
    """Calls of functions, those of C too, that ``ask`` makes."""
    count = 0

    def step(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sent = Sent(text, "Ines")
    sys.setprofile(step)
    try:
        ask(sent, CONTEXT)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("work", WORK)
def test_twice_the_text_is_at_most_twice_the_steps(work):
    for unit in UNITS:
        once, twice = (steps(WORK[work], (unit * length)[:length]) for length in (500, 1000))
        assert twice <= 2.2 * once + 50, unit


def test_a_step_too_many_would_be_seen():
    def squared(sent, context):
        return [each.upper() for each in sent.text for _ in sent.text]

    assert steps(squared, "a" * 40) > 3.5 * steps(squared, "a" * 20)


#: What one place of a text can make a pattern look at, in characters.
FARTHEST = 2100
#: One class of characters, repeated as long as it fits: nothing is tried again where it ends.
RUNS = {r"[^\W_]+", r"[^\W\d_]+"}
PATTERNS = [
    *(pattern.regex for pattern in people.PATTERNS),
    *(people.FULL_NAME, names.CONFINED, names.ACRONYMS, names.NAMED, names.WORD, links.LINK),
]
WORDS = [links.WORD, trained.WORD, language.WORD]


def farthest(regex: re.Pattern[str]) -> int:
    return _parser.parse(regex.pattern, regex.flags & ~re.UNICODE).getwidth()[1]


def test_no_pattern_looks_further_than_a_bound_from_where_it_begins():
    assert [pattern.pattern for pattern in PATTERNS if farthest(pattern) > FARTHEST] == []
    assert {pattern.pattern for pattern in WORDS} <= RUNS


def test_a_pattern_without_a_bound_would_be_seen():
    assert farthest(re.compile(r"(a+)+b")) > FARTHEST
    assert farthest(folding.WORD) > FARTHEST


@pytest.mark.parametrize(
    "shape", ["[](", "> ", "é", "\u0334", "日", "http://a.", "quotations within quotations"]
)
def test_every_phase_answers_texts_of_the_greatest_length(shape):
    text = GROWTH[shape][:LONGEST]
    for phase in PHASES:
        assert phase.ask(Sent(text, "Ines"), CONTEXT).ruling
    assert len(keys_of(text)) == 8
