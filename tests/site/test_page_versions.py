"""The numbers by which a page is known to be out of date."""

import time

import pytest
from django.db import transaction

from masslinesite.models import PageVersion
from masslinesite.page_versions import (
    ALL,
    SITE,
    collecting,
    depends_on,
    keep_no_page,
    touch,
    version_of,
)


@pytest.mark.django_db
def test_what_never_changed_has_version_0():
    assert version_of(["texts:1", "responses:work:3"]) == 0


@pytest.mark.django_db
def test_touch_raises_what_it_names_and_the_site(django_assert_num_queries):
    with django_assert_num_queries(2):
        first = touch(["texts:1", "texts"])
    with django_assert_num_queries(1):
        second = touch(["texts:2"])
    assert second > first
    assert dict(PageVersion.objects.values_list("key", "version")) == {
        "texts:1": first,
        "texts": first,
        "texts:2": second,
        SITE: second,
    }
    with django_assert_num_queries(1):
        assert version_of(["texts:1", "texts:2", "texts:3"]) == second


@pytest.mark.django_db
def test_touch_of_nothing_raises_the_site_alone():
    version = touch([])
    assert list(PageVersion.objects.values_list("key", "version")) == [(SITE, version)]


@pytest.mark.django_db
def test_a_number_is_the_time_and_never_given_twice():
    """So that a database put back to an older state gives out none that a kept page has."""
    before = time.time_ns() // 1000
    given = [touch(["a"]) for _ in range(20)]
    assert before <= given[0]
    assert given == sorted(set(given))
    ahead = given[-1] + 60_000_000
    PageVersion.objects.filter(pk=SITE).update(version=ahead)
    assert touch(["a"]) == ahead + 1


@pytest.mark.django_db(transaction=True)
def test_touch_belongs_in_a_transaction():
    with pytest.raises(transaction.TransactionManagementError):
        touch(["texts:1"])
    assert not PageVersion.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_that_fails_raises_nothing():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        touch(["texts:1"])
        raise ZeroDivisionError
    assert version_of([SITE, "texts:1"]) == 0


def test_what_a_page_depends_on_is_collected_while_it_is_made():
    depends_on("before")
    with collecting() as outer:
        depends_on("texts:1")
        with collecting() as inner:
            depends_on("texts:2")
        depends_on("texts:3", "texts:4")
    depends_on("after")
    assert outer == {"texts:1", "texts:3", "texts:4", ALL}
    assert inner == {"texts:2", ALL}


def test_a_page_that_says_nothing_or_shows_the_unknown_has_no_keys():
    with collecting() as nothing:
        pass
    with collecting() as unknown:
        depends_on("texts:1")
        keep_no_page()
    assert (nothing, unknown) == (set(), set())
