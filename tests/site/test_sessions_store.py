"""The sessions' store asks as Django's own does."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from masslinesite.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def key() -> str:
    store = SessionStore()
    store["choice"] = "one"
    store.save()
    return store.session_key


def test_what_was_stored_is_found_by_either_in_one_query(key, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert SessionStore(key)["choice"] == "one"
    assert db.SessionStore(key)["choice"] == "one"


def test_one_that_has_ended_or_is_not_there_is_empty_and_gets_another_key(key):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    for asked in (key, "x" * 32):
        store = SessionStore(asked)
        assert store.is_empty() is False
        assert dict(store.items()) == {}
        store["choice"] = "two"
        store.save()
        assert store.session_key not in (key, "x" * 32)


def test_a_key_that_no_database_takes_is_nobodys():
    assert SessionStore("abcdefgh\0ij").load() == {}
