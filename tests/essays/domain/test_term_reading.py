"""A term's uses: counts, spread and lines."""

import pytest

from essays.domain.concordance import Sorting
from essays.domain.term_reading import WIDTH, list_numbers, read_term
from essays.queries.term_uses import term_record

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([], ""),
        ([2], "2"),
        ([2, 3], "2, 3"),
        ([2, 3, 4, 6], "2 to 4, 6"),
        ([2, 2, 3, 4, 5, 9, 9, 9], "2 (2 times), 3 to 5, 9 (3 times)"),
    ],
)
def test_paragraphs_in_words(numbers, said):
    assert list_numbers(numbers) == said


def test_every_use_is_counted_and_shown(mass_line):
    reading = read_term(term_record(mass_line, "masses"))
    assert [(spread.work.siglum, spread.uses) for spread in reading.spreads] == [
        ("L", 126),
        ("K", 11),
        ("Q", 0),
        ("E", 40),
    ]
    assert reading.total == len(reading.uses) == 177
    for spread in reading.spreads:
        assert len(spread.marks) == spread.uses
        assert list(spread.marks) == sorted(spread.marks)
        assert all(0 <= mark <= WIDTH for mark in spread.marks)
        assert spread.per_thousand == pytest.approx(spread.uses * 1000 / spread.work.word_count)
    assert [spread.work.siglum for spread in reading.defining] == ["L", "K", "E"]


def test_a_line_is_cut_from_its_paragraph(mass_line):
    for use in read_term(term_record(mass_line, "masses")).uses:
        assert use.line.left + use.line.key + use.line.right in use.block.text


def test_one_form_alone(small_debate):
    record = term_record(small_debate, "shelf")
    reading = read_term(record)
    assert sum(form.uses for form in reading.forms) == reading.total
    assert {form.form for form in reading.forms} >= {"shelf", "shelve"}
    kept = read_term(record, form="shelve")
    assert {use.line.form for use in kept.uses} == {"shelve"}
    assert (kept.total, kept.forms) == (reading.total, reading.forms)
    assert len(read_term(record, form="no such form").uses) == reading.total


def test_sorted_by_form(small_debate):
    uses = read_term(term_record(small_debate, "shelf"), sorting=Sorting.FORM).uses
    assert [use.line.form for use in uses] == sorted(use.line.form for use in uses)
