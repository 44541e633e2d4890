import pytest

from comments.pseudonyms import NameRefused, fit_name
from comments.queries.form_rules import form_rules

pytestmark = pytest.mark.django_db


def test_the_names_of_persons_and_organisations_are_theirs_in_all_forms(mass_line):
    voices = form_rules(mass_line).voices
    assert {"V. I. Lenin", "Lenin", "Mao Tse-Tung", "Mao", "Che Guevara", "Che", "MIM", "CPP"} <= set(voices)
    assert not {"Maoists", "MT14"} & set(voices)
    assert len(voices) == len(set(voices))


@pytest.mark.parametrize("name", ["Mao Tse-Tung", "V. I. Lenin", "Lenin", "MIM (Prisons)", "Michael Parenti"])
def test_nobody_responds_under_the_name_of_who_is_quoted(mass_line, name):
    rules = form_rules(mass_line)
    with pytest.raises(NameRefused):
        fit_name(name, rules.reserved, rules.voices)


@pytest.mark.parametrize("name", ["Michael", "A Leninist", "Maoist", "Che Alvarez", "Communist"])
def test_honest_names_that_hold_a_word_of_theirs_stand(mass_line, name):
    rules = form_rules(mass_line)
    assert fit_name(name, rules.reserved, rules.voices) == name


def test_four_queries(small_debate, django_assert_num_queries):
    with django_assert_num_queries(4):
        form_rules(small_debate)
