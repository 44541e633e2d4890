import pytest

from comments.pseudonyms import NameRefused, fit_name
from comments.queries.form_rules import form_rules
from essays.enums import AuthorKind
from essays.models import Author
from essays.page_keys import TEXTS
from masslinesite.page_versions import touch

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


def test_one_query_until_a_text_changes(small_debate, pieces_are_kept, django_assert_num_queries):
    touch([TEXTS])
    before = form_rules(small_debate)
    with django_assert_num_queries(1):
        assert form_rules(small_debate) == before
    Author.objects.create(debate=small_debate, slug="ines", name="Ines Wells", kind=AuthorKind.PERSON)
    touch([TEXTS])
    with django_assert_num_queries(8):
        assert "Ines Wells" in form_rules(small_debate).reserved
