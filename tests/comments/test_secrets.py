"""What is not published is nowhere public: neither its words nor that it is there."""

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

from comments.enums import Action, Status
from essays.models import Debate, Work
from masslinesite.access import Access, access_of
from tests.comments.asking import HASH, OPEN, SECRET, Walked, walk_all
from tests.factories import decide, make_response


@pytest.fixture(scope="module")
def walked(request, databases, django_db_blocker) -> Walked:
    """All that is asked for, once for this module; nothing of it is left in the database."""
    with django_db_blocker.unblock():
        databases.use_copy("small_debate", request)
        with override_settings(OFFERS_MAIL=True), transaction.atomic():
            found = walk_all(Debate.objects.get())
            transaction.set_rollback(True)
    return found


def test_no_answer_has_a_word_that_is_hidden(walked):
    answers = [*walked.after.items(), *walked.asked.items()]
    told = [(address, word) for address, each in answers for word in SECRET.findall(each.everything)]
    assert told == []
    assert len(walked.after) > 500
    assert b"R " in walked.asked["mail"].body


def test_no_answer_has_a_hash_that_would_tell_something(walked):
    answers = [*walked.after.items(), *walked.asked.items()]
    found = (
        (address, walked.hashes.intersection(HASH.findall(each.everything))) for address, each in answers
    )
    assert [each for each in found if each[1]] == []
    assert len(walked.hashes) > 100


def test_what_is_hidden_makes_no_difference(walked):
    """Counts, orders, cursors, links, ETags, times: every answer is byte for byte what it was before."""
    assert walked.before.keys() == walked.after.keys()
    assert [address for address in walked.before if walked.before[address] != walked.after[address]] == []


def test_a_hidden_response_and_a_missing_one_have_the_same_answer(walked):
    assert [asked for asked, same in walked.compared.items() if not same] == []
    assert len(walked.compared) > 400


def test_a_search_for_a_hidden_word_is_answered_as_one_for_a_word_that_is_nowhere(walked):
    assert [query for query, (one, other) in walked.searched.items() if one != other] == []
    assert len(walked.searched) > 100
    assert all(b"Nothing found" in one for one, _ in walked.searched.values())


def test_every_answer_is_a_page_a_way_or_a_refusal(walked):
    answers = [*walked.after.values(), *walked.asked.values()]
    assert {each.status for each in answers} <= {200, 204, 301, 302, 303, 304, 403, 404, 405, 422, 429}


def test_the_walk_reaches_every_kind_of_public_page(walked):
    public = {pattern.name for _, pattern in OPEN if access_of(pattern.callback) == Access.PUBLIC}
    assert public - {name for name, status in walked.reached if status == 200} == set()


def test_the_walk_would_find_what_it_looks_for(walked):
    seen = {address: bool(SECRET.search(each.body)) for address, each in walked.controls.items()}
    assert list(seen.values())[:3] == [True, True, True], seen
    (home,) = (address for address in seen if address == "/")
    assert walked.controls[home] != walked.after[home]


def test_a_search_finds_the_word_while_it_is_published(client, small_debate):
    row = make_response(Work.objects.first(), text="The xylograph is to be seen.", status=Status.PUBLISHED)
    found = "<mark>xylograph</mark>"
    assert found in client.get(f"{reverse('search')}?q=xylograph").content.decode()
    assert "xylograph" in client.get(f"{reverse('search')}?q=to+be+seen").content.decode()
    decide(row, Action.REMOVE)
    assert found not in client.get(f"{reverse('search')}?q=xylograph").content.decode()
