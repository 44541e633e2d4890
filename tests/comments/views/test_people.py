"""The page of people: who has which role, and what an administrator changes."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comments.enums import Role
from comments.models import Act
from comments.queries.accounts import desk_of
from masslinesite.access import RULES
from tests.factories import PASSWORD, make_app, make_user

pytestmark = pytest.mark.django_db

PEOPLE = "/moderation/people/"


@pytest.fixture
def ada(client):
    user = make_user("ada", Role.ADMINISTRATOR)
    client.post("/account/login/", {"name": "ada", "password": PASSWORD})
    return user


@pytest.fixture
def asta():
    return make_user("asta")


def test_the_page_says_who_has_which_role_and_a_second_factor(client, ada, asta):
    make_app(asta)
    make_user("rea", Role.READER)
    page = client.get(PEOPLE).content.decode()
    found = re.findall(r"<tr role.*?</tr>", page, re.DOTALL)[1:]
    rows = {re.search("<bdi>(.*?)</bdi>", row)[1]: row for row in found}
    assert set(rows) == {"ada", "asta"}
    assert "With a second factor" in rows["asta"] and "Moderator" in rows["asta"]
    assert "Without a second factor" in rows["ada"] and "Administrator" in rows["ada"]


def test_the_page_shows_the_table_of_rules_as_it_is(client, ada):
    page = client.get(PEOPLE).content.decode()
    rows = dict(re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td>', page))
    order = (Role.READER, Role.MODERATOR, Role.EDITOR, Role.ADMINISTRATOR)
    for access, roles in RULES.items():
        assert rows[f"Pages for: {access.value}"] == ", ".join(each.value for each in order if each in roles)
    assert rows["Decision: erased"] == "administrator"
    assert rows["Decision: approved"] == "moderator, editor, administrator"
    assert "Decision: withdrawn by its author" not in rows


def test_a_new_account_has_a_one_time_password_that_is_shown_once(client, ada):
    page = client.post(PEOPLE, {"add": "1", "name": "cleo", "role": "editor"}).content.decode()
    password = re.search(r'<code class="secret">([^<]+)</code>', page)[1]
    assert desk_of(user_id=User.objects.get(username="cleo").pk).role == Role.EDITOR
    assert password not in client.get(PEOPLE).content.decode()
    other = Client()
    other.post("/account/login/", {"name": "cleo", "password": password})
    assert other.get("/moderation/").url == "/account/password/"


@pytest.mark.parametrize("name", ["ada", "a b"])
def test_a_name_that_cannot_be_had_makes_no_account(client, ada, name):
    assert client.post(PEOPLE, {"add": "1", "name": name, "role": "editor"}).status_code == 422
    assert User.objects.count() == 1


def test_a_readers_account_is_found_by_its_whole_name(client, ada):
    rea = make_user("rea", Role.READER)
    assert client.post(PEOPLE, {"find": "1", "name": "rea"}).url == f"{PEOPLE}{rea.pk}/"
    assert client.post(PEOPLE, {"find": "1", "name": "re"}).status_code == 422


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"act": "role", "role": "editor"}, "“asta”: moderator becomes editor"),
        ({"act": "deactivate"}, "“asta”: cannot sign in any more"),
        ({"act": "factor"}, "“asta”: second factor taken away by an administrator"),
        ({"act": "password"}, "“asta”: given a one-time password"),
    ],
)
def test_each_change_is_made_recorded_and_ends_the_sessions(client, ada, asta, sent, said):
    theirs = Client()
    theirs.post("/account/login/", {"name": "asta", "password": PASSWORD})
    assert theirs.get("/moderation/").status_code == 200
    assert client.post(f"{PEOPLE}{asta.pk}/", sent).status_code == (200 if sent["act"] == "password" else 302)
    assert Act.objects.get().said == said
    assert theirs.get("/moderation/").status_code == 302


@pytest.mark.parametrize("sent", [{}, {"act": "x"}, {"act": "role"}, {"act": "role", "role": "author"}])
def test_nonsense_changes_nothing(client, ada, asta, sent):
    assert client.post(f"{PEOPLE}{asta.pk}/", sent).status_code in (200, 422)
    assert not Act.objects.exists()


def test_the_last_administrator_is_told_so(client, ada):
    answer = client.post(f"{PEOPLE}{ada.pk}/", {"act": "deactivate"})
    assert answer.status_code == 409
    assert "Only “ada” can administer." in answer.content.decode()
    assert client.get(f"{PEOPLE}999/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_for_any_number(client, ada, number, django_assert_num_queries):
    for each in range(number):
        make_user(f"m{each}")
    with django_assert_num_queries(5):
        client.get(PEOPLE)
