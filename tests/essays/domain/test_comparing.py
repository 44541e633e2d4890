import pytest

from essays.domain.comparing import compare_positions
from tests.factories import make_debate

pytestmark = pytest.mark.django_db


def compare(debate, p=(), q=(), everything=False):
    return compare_positions(debate=debate, positions=p, questions=q, everything=everything)


def sigla(comparison) -> list[str]:
    return [voice.siglum for voice in comparison.voices]


def test_without_a_choice_the_first_positions_on_the_core_questions(mass_line):
    comparison = compare(mass_line)
    assert sigla(comparison) == ["L", "K", "E"]
    assert len(comparison.rows) == comparison.core_count == 14
    assert all(question.core for question in comparison.questions)
    assert comparison.picked == frozenset()
    assert comparison.notices == ()


def test_all_questions(mass_line):
    comparison = compare(mass_line, ["M", "K"], everything=True)
    assert sigla(comparison) == ["K", "M"]
    assert len(comparison.rows) == 19
    assert comparison.everything


def test_questions_picked_are_shown_alone(mass_line):
    comparison = compare(mass_line, ["K", "E"], ["who-are-the-masses", "nothing"], everything=True)
    assert [row.question.slug for row in comparison.rows] == ["who-are-the-masses"]
    assert comparison.picked == {"who-are-the-masses"}
    assert not comparison.everything
    assert comparison.notices == ("There is no question “nothing”; it is left out.",)


def test_every_row_has_a_cell_for_every_voice(mass_line):
    comparison = compare(mass_line, ["L", "K", "E", "M"], everything=True)
    assert {len(row.cells) for row in comparison.rows} == {4}
    assert all([cell.voice.siglum for cell in row.cells] == ["L", "K", "E", "M"] for row in comparison.rows)
    assert all(cell.evidence for row in comparison.rows for cell in row.cells if cell.status == "stated")


def test_a_debate_without_questions_or_voices():
    comparison = compare(make_debate(), ["K"], ["who"])
    assert (comparison.voices, comparison.rows) == ((), ())


def test_two_debates_do_not_mix(small_debate, mass_line):
    comparison = compare(small_debate, ["K", "A"], everything=True)
    assert sigla(comparison) == ["A", "B"]
    assert comparison.notices[0] == "There is no position “K”; the positions are A, B, D and R."
