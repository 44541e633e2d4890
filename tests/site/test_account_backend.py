"""Who is signed in is found as Django finds them."""

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, authenticate
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, User
from django.test import Client

from comments.domain.accounts import set_single_keys
from comments.enums import Role
from comments.queries.accounts import desk_of
from masslinesite.account_backend import PATH, AccountBackend
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
OF_DJANGO = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def asta() -> User:
    return make_user("asta", Role.MODERATOR)


def fields(user: User) -> dict[str, object]:
    return {each.attname: getattr(user, each.attname) for each in User._meta.concrete_fields}


def test_the_account_is_that_of_djangos_own_in_one_query(asta, django_assert_num_queries):
    AccountBackend().get_user(asta.pk)
    with django_assert_num_queries(1):
        found = AccountBackend().get_user(asta.pk)
    expected = ModelBackend().get_user(asta.pk)
    assert found == expected
    assert fields(found) == fields(expected)
    assert (found._state.adding, found._state.db) == (expected._state.adding, expected._state.db)


def test_the_desk_comes_with_it(asta):
    nobody, both = make_user("nobody"), User.objects.create_superuser("both")
    nobody.groups.clear()
    asta.groups.set(Group.objects.all())
    set_single_keys(user_id=asta.pk, on=True)
    found = {each.pk: AccountBackend().get_user(each.pk).signed_in_desk for each in (asta, nobody, both)}
    assert found == {each.pk: desk_of(user_id=each.pk) for each in (asta, nobody, both)}
    assert (found[asta.pk].role, found[asta.pk].single_keys) == (Role.ADMINISTRATOR, True)
    assert (found[nobody.pk].role, found[both.pk].role) == (Role.READER, Role.ADMINISTRATOR)


@pytest.mark.parametrize(("backend", "queries"), [(PATH, 2), (OF_DJANGO, 3)])
def test_to_come_in_costs_the_session_and_the_account(asta, backend, queries, django_assert_num_queries):
    client = Client()
    client.force_login(asta, backend=backend)
    client.get("/moderation/break/")
    with django_assert_num_queries(queries):
        assert client.get("/moderation/break/").status_code == 405


def test_nobody_is_found_by_another_number_or_once_inactive(asta):
    assert [AccountBackend().get_user(each) for each in (asta.pk + 1, 0, -1, 2**64)] == [None] * 4
    User.objects.update(is_active=False)
    assert AccountBackend().get_user(asta.pk) is None


def test_a_session_goes_on_that_began_by_djangos_own(asta):
    for backend in (OF_DJANGO, PATH):
        client = Client()
        client.force_login(asta, backend=backend)
        assert client.session[BACKEND_SESSION_KEY] == backend
        assert client.get("/moderation/").status_code == 200


def test_who_signs_in_is_found_by_it_from_then_on(client, asta):
    client.post("/account/login/", {"name": "asta", "password": PASSWORD})
    assert client.session[BACKEND_SESSION_KEY] == PATH
    assert client.get("/moderation/").status_code == 200


def test_it_lets_nobody_in(asta):
    assert authenticate(username="asta", password=PASSWORD).backend == OF_DJANGO
    assert authenticate(username="asta", password="wrong") is None
    assert AccountBackend().authenticate(None, username="asta", password=PASSWORD) is None


def test_a_session_ends_with_the_password_it_began_by(client, asta):
    client.force_login(asta, backend=PATH)
    asta.set_password("another one, as long")
    asta.save()
    assert client.get("/moderation/").status_code == 302


def test_what_an_account_may_do_is_djangos_to_say(asta):
    asta.is_superuser = True
    asta.save()
    assert AccountBackend().get_user(asta.pk).has_perm("essays.change_work")
    assert not AccountBackend().get_user(make_user("bo").pk).has_perm("essays.change_work")
