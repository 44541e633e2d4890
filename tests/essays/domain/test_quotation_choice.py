"""Which quotations an address asks for, as tables."""

import pytest

from essays.domain.quotation_choice import Selection, choose_quotations
from essays.domain.who_quotes_whom import Quotation
from essays.models import Authority, Work

A, B, D = WORKS = [Work(pk=number, siglum=siglum) for number, siglum in enumerate("ABD", 1)]
ALDER, BIRCH = AUTHORITIES = [
    Authority(pk=1, slug="ms-alder", name="Ms Alder"),
    Authority(pk=2, slug="mr-birch", name="Mr Birch"),
]
NO_AUTHORITY = "There is no authority “x”; each name in the table’s head opens one."


def choose(source: str = "", target: str = "", authority: str = "") -> Selection:
    return choose_quotations(
        source=source, target=target, authority=authority, works=WORKS, authorities=AUTHORITIES
    )


@pytest.mark.parametrize(
    ("asked", "selection"),
    [
        ({}, Selection()),
        ({"source": "B"}, Selection(source=B)),
        ({"source": "b", "target": " a "}, Selection(source=B, target=A)),
        ({"source": "B", "authority": "Ms-Alder"}, Selection(source=B, authority=ALDER)),
        ({"source": "z"}, Selection(notices=("There is no text “z”; the texts are A, B and D.",))),
        (
            {"source": "B", "target": "<b>"},
            Selection(source=B, notices=("There is no text “<b>”; the texts are A, B and D.",)),
        ),
        ({"authority": "x"}, Selection(notices=(NO_AUTHORITY,))),
        (
            {"target": "A", "authority": "ms-alder"},
            Selection(
                target=A,
                notices=(
                    "A list is of one text or of one authority: the quotations of A are shown, those of "
                    "Ms Alder are left out.",
                ),
            ),
        ),
    ],
)
def test_what_is_asked(asked, selection):
    assert choose(**asked) == selection


def test_nothing_known_is_an_answer_too():
    found = choose_quotations(source="A", target="", authority="", works=[], authorities=[])
    assert found == Selection(notices=("There is no text “A”; there are no texts yet.",))
    assert not found.asked


QUOTES = Quotation(B, A, authorities=(ALDER,))
SHARES = Quotation(B, A, shared=True, authorities=(BIRCH,))
REPEATS = Quotation(B, B, shared=True)
ALONE = Quotation(D, None, authorities=(ALDER,))
ALL = {"quotes": QUOTES, "shares": SHARES, "repeats": REPEATS, "alone": ALONE}


@pytest.mark.parametrize(
    ("asked", "taken", "shared"),
    [
        ({}, {"quotes", "alone"}, {"shares", "repeats"}),
        ({"source": "B"}, {"quotes"}, {"shares", "repeats"}),
        ({"source": "A"}, set(), {"shares"}),
        ({"target": "A"}, {"quotes"}, {"shares"}),
        ({"source": "B", "target": "A"}, {"quotes"}, {"shares"}),
        ({"source": "A", "target": "B"}, set(), {"shares"}),
        ({"source": "B", "target": "B"}, set(), {"repeats"}),
        ({"source": "B", "target": "D"}, set(), set()),
        ({"authority": "ms-alder"}, {"quotes", "alone"}, set()),
        ({"source": "D", "authority": "ms-alder"}, {"alone"}, set()),
        ({"authority": "mr-birch"}, {"shares"}, set()),
    ],
)
def test_what_is_taken(asked, taken, shared):
    selection = choose(**asked)
    assert {name for name, each in ALL.items() if selection.takes(each)} == taken
    assert {name for name, each in ALL.items() if selection.takes_shared(each)} == shared
