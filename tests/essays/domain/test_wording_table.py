from dataclasses import replace

import pytest

from essays.domain.word_diff import Run
from essays.domain.wording_table import (
    arrange_other_statements,
    arrange_wordings,
    first_wording,
    principal_statement,
    verb_key,
)
from essays.enums import VerbMark
from essays.models import Block, Formulation, Stratum
from essays.queries.wordings import Passage, Statement, WordingRecord, wordings_of

READ = Stratum(pk=1, label="the read")
UNREAD = Stratum(pk=2, label="the unread")
FIRST = Formulation(pk=1, label="Formulation 1")
SECOND = Formulation(pk=2, label="Formulation 2")


def block(number: int) -> Block:
    return Block(pk=number, number=number)


def statement(stratum: Stratum, verb: str, phrase: str, **changes: object) -> Statement:
    made = Statement(
        stratum_id=stratum.pk,
        part="",
        lead="",
        verb=verb,
        mark=VerbMark.OTHER,
        phrase=phrase,
        force="rule",
        principal=True,
        note="",
        passage=Passage(f"{verb} {phrase}", block(1)),
    )
    return replace(made, **changes)


def wording(formulation: Formulation, *statements: Statement, **changes: object) -> WordingRecord:
    made = WordingRecord(
        formulation=formulation,
        label=formulation.label,
        source_label="as given",
        in_table=True,
        note="",
        printings=(Passage("words", block(formulation.pk)),),
        statements=statements,
    )
    return replace(made, **changes)


SELL = wording(FIRST, statement(READ, "shelve", "the read"), statement(UNREAD, "sell", "the unread"))
SOLD = wording(FIRST, statement(READ, "shelve", "the read"), statement(UNREAD, "give", "the unread"))


def test_a_formulations_first_wording_is_compared_with_nothing():
    (row,) = arrange_wordings([READ, UNREAD], [SELL])
    assert row.reference is None
    assert row.compared_with is None
    assert not row.differs
    assert [[each.verb for each in cell.statements] for cell in row.cells] == [["shelve"], ["sell"]]


def test_a_later_wording_shows_where_it_departs():
    row = arrange_wordings([READ, UNREAD], [SELL, SOLD])[1]
    assert row.reference == SELL
    assert row.compared_with.number == 1
    assert row.differs
    assert row.cells[0].diff is None
    assert row.cells[1].diff.variants == (Run("sell", "give", 1),)


def test_the_lead_is_compared_too():
    led = wording(FIRST, statement(READ, "shelve", "the read", lead="we must"))
    row = arrange_wordings([READ], [SELL, led])[1]
    assert row.cells[0].diff.variants == (Run("", "we must", 1),)


def test_wordings_of_different_formulations_are_not_compared():
    show = wording(SECOND, statement(UNREAD, "show", "the unread"))
    assert [row.differs for row in arrange_wordings([READ, UNREAD], [SELL, show])] == [False, False]


def test_a_stratum_that_one_wording_leaves_out_is_no_departure():
    half = wording(FIRST, statement(READ, "shelve", "the read"))
    row = arrange_wordings([READ, UNREAD], [SELL, half])[1]
    assert row.cells[1].statements == ()
    assert not row.differs


def test_only_wordings_of_the_table_and_their_principal_statements_stand_in_it():
    minor = statement(READ, "dust", "the read", principal=False)
    aside = wording(FIRST, statement(UNREAD, "burn", "the unread"), in_table=False)
    both = wording(FIRST, statement(READ, "shelve", "the read"), minor)
    (row,) = arrange_wordings([READ, UNREAD], [aside, both])
    assert row.wording == both
    assert [[each.verb for each in cell.statements] for cell in row.cells] == [["shelve"], []]


def test_what_the_table_leaves_out_stands_beneath_it():
    minor = statement(READ, "dust", "the read", principal=False)
    aside = wording(FIRST, statement(UNREAD, "burn", "the unread"), in_table=False)
    both = wording(FIRST, statement(READ, "shelve", "the read"), minor)
    rows = arrange_other_statements([READ, UNREAD], [aside, both, SELL])
    assert [[[each.verb for each in cell.statements] for cell in row.cells] for row in rows] == [
        [[], ["burn"]],
        [["dust"], []],
    ]


@pytest.mark.parametrize(
    ("printings", "printed"),
    [
        ((), []),
        ((("a", 1),), [(1, False)]),
        ((("a", 1), ("a", 2)), [(1, False), (2, True)]),
        ((("a", 1), ("b", 2)), [(1, False), (2, False)]),
        ((("a", 1), ("b", 1), ("a", 2)), [(1, False), (2, True)]),
    ],
)
def test_printings(printings, printed):
    record = replace(SELL, printings=tuple(Passage(text, block(number)) for text, number in printings))
    (row,) = arrange_wordings([READ], [record])
    assert [(place.block.number, place.same_words) for place in row.printed] == printed


def test_first_wording_is_the_first_in_the_table():
    aside = replace(SOLD, in_table=False)
    assert first_wording(FIRST, [aside, SELL, SOLD]) == SELL
    assert first_wording(SECOND, [aside, SELL]) is None


def test_principal_statement():
    minor = statement(READ, "dust", "the read", principal=False)
    assert principal_statement(wording(FIRST, minor), READ) is None
    assert principal_statement(SELL, UNREAD).verb == "sell"


def test_verb_key_has_each_mark_once_in_the_order_of_the_marks():
    other = wording(
        SECOND,
        statement(READ, "", "they are read", mark=VerbMark.ISOLATE),
        statement(UNREAD, "win over", "the unread", mark=VerbMark.WIN),
    )
    rows = arrange_wordings([READ, UNREAD], [SELL, other])
    assert verb_key(rows) == ((VerbMark.WIN, "win over"), (VerbMark.OTHER, "shelve"))


@pytest.mark.django_db
def test_bring_over_departs_from_bring_up(mass_line):
    records = wordings_of(mass_line)
    rows = arrange_wordings(records.strata, records.wordings)
    (departing,) = [row for row in rows if row.differs]
    assert departing.wording.source_label == "as quoted by Ehecatl"
    assert departing.compared_with.number == 4
    assert [cell.diff.variants if cell.diff else None for cell in departing.cells] == [
        None,
        (Run("up", "over", 1),),
        None,
    ]


@pytest.mark.django_db
def test_every_statement_of_the_records_stands_in_one_of_the_tables(mass_line):
    records = wordings_of(mass_line)
    rows = arrange_wordings(records.strata, records.wordings)
    others = arrange_other_statements(records.strata, records.wordings)
    shown = sum(len(cell.statements) for row in [*rows, *others] for cell in row.cells)
    assert shown == sum(len(wording.statements) for wording in records.wordings)
