import pytest
from django.db import connection

from essays.domain.tracing.shingles import shingle_hash
from essays.models import Shingle, Work
from essays.queries.shingles import ShinglePlace, _standing, counts_of, places_of, state_of_texts
from tests.factories import change_text, make_debate, make_text

pytestmark = pytest.mark.django_db

WELL, DIG = shingle_hash(("from", "the", "well")), shingle_hash(("help", "to", "dig"))


@pytest.fixture
def work():
    return make_text(make_debate(), "Drink from the well.", "From the well, from the well.", "Help to dig.")


def places(work, *hashes, most_each=9):
    numbers = {block.pk: block.number for block in work.blocks.all()}
    found = places_of(hashes, debate=work.debate_id, most_each=most_each)
    return sorted((each.hash == WELL, numbers[each.block_id], each.position) for each in found)


def test_how_often_and_where_words_stand(work):
    assert counts_of([WELL, DIG, 1], debate=work.debate_id) == {WELL: 3, DIG: 1}
    assert places(work, WELL, DIG, 1) == [(False, 3, 0), (True, 1, 1), (True, 2, 0), (True, 2, 3)]
    block = work.blocks.get(number=3)
    assert places_of([DIG], debate=work.debate_id, most_each=1) == [ShinglePlace(DIG, block.pk, 0)]


def test_of_each_the_first_places_only(work):
    assert places(work, WELL, DIG, most_each=2) == [(False, 3, 0), (True, 1, 1), (True, 2, 0)]


def test_another_debates_places_are_none_and_take_up_no_room(work):
    """Nor do those of a debate loaded before: its blocks come first."""
    later = make_text(make_debate("rivers"), "Drink from the well.")
    assert counts_of([WELL, DIG], debate=later.debate_id) == {WELL: 1}
    assert places(later, WELL, DIG, most_each=1) == [(True, 1, 1)]
    assert places(work, WELL, DIG, most_each=9) == [(False, 3, 0), (True, 1, 1), (True, 2, 0), (True, 2, 3)]


def test_the_places_are_found_by_the_words_and_not_by_the_debate(work):
    plan = _standing([WELL, DIG], work.debate_id).explain()
    assert "essays_shingle_hash" in plan or connection.vendor == "postgresql"
    assert "essays_shingle_work" not in plan


@pytest.mark.parametrize("number", [1, 3])
def test_queries(work, number, django_assert_num_queries):
    hashes = [WELL, DIG, 1][:number]
    with django_assert_num_queries(2):
        counts_of(hashes, debate=work.debate_id)
        places_of(hashes, debate=work.debate_id, most_each=5)
    with django_assert_num_queries(0):
        counts_of([], debate=work.debate_id)
        places_of([], debate=work.debate_id, most_each=5)
    with django_assert_num_queries(2):
        state_of_texts()


def test_more_hashes_than_a_database_takes_at_first_thought(work):
    assert counts_of(range(10_000), debate=work.debate_id) == {}


def test_the_state_of_the_texts_changes_with_a_text_and_with_what_finds_its_words(work):
    first = state_of_texts()
    assert state_of_texts() == first
    Shingle.objects.filter(work=work).delete()
    second = state_of_texts()
    Work.objects.update(title="Another title")
    assert state_of_texts() == second
    change_text(work.blocks.get(number=1), "Drink from the spring.")
    assert len({first, second, state_of_texts()}) == 3


def test_there_is_a_state_without_texts(db):
    assert len(state_of_texts()) == 64
