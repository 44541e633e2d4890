"""manage.py make_account: what it prints, and where."""

import re

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from comments.enums import Role
from comments.models import Act
from comments.queries.accounts import desk_of
from tests.factories import make_app

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(capsys):
    def run(*arguments: str) -> str:
        call_command("make_account", *arguments)
        printed = capsys.readouterr()
        assert printed.err == ""
        return printed.out

    return run


def password_in(printed: str) -> str:
    return re.search(r"One-time password, shown only now: (\S+)$", printed, re.MULTILINE)[1]


def test_it_makes_an_account_and_prints_its_password_once(run, caplog):
    printed = run("asta", "--role", "editor")
    assert printed.splitlines()[0] == "Sign in at /account/login/ as: asta"
    user = User.objects.get(username="asta")
    assert user.check_password(password_in(printed))
    assert desk_of(user_id=user.pk).role == Role.EDITOR
    assert password_in(printed) not in caplog.text


def test_the_first_moderator_is_made_once_and_said_to_be_there(run):
    assert User.objects.count() == 0
    assert password_in(run("--first-moderator"))
    assert run("--first-moderator") == "There is a moderator already.\n"
    assert User.objects.values_list("username", flat=True).get() == "moderator"


def test_who_has_lost_every_factor_signs_in_by_the_password_alone(run):
    run("asta", "--role", "moderator")
    user = User.objects.get()
    make_app(user)
    assert run("asta", "--drop-second-factor").startswith("asta signs in with the password alone")
    assert not desk_of(user_id=user.pk).second_factor
    with pytest.raises(CommandError, match="There is no account “bo”"):
        call_command("make_account", "bo", "--drop-second-factor")


def test_reset_and_deactivate(run):
    first = password_in(run("asta", "--role", "moderator"))
    second = password_in(run("asta", "--reset"))
    assert first != second
    assert User.objects.get().check_password(second)
    with pytest.raises(CommandError, match=r"^Only “asta” can moderate\."):
        call_command("make_account", "asta", "--deactivate")
    run("bo", "--role", "moderator")
    assert run("asta", "--deactivate") == "asta cannot sign in any more.\n"
    assert not User.objects.get(username="asta").is_active


def test_what_is_done_to_accounts_is_recorded(run):
    run("--first-moderator")
    run("asta", "--role", "administrator")
    run("asta", "--reset")
    run("asta", "--drop-second-factor")
    run("asta", "--deactivate")
    assert list(Act.objects.order_by("id").values_list("kind", "said")) == [
        ("account", "“moderator”: made, moderator"),
        ("account", "“asta”: made, administrator"),
        ("account", "“asta”: given a one-time password, and can sign in"),
        ("second-factor", "“asta”: second factor taken away"),
        ("account", "“asta”: cannot sign in any more"),
    ]
    by = set(Act.objects.values_list("role", "actor_id", "actor_name"))
    assert by == {("administrator", 0, "manage.py make_account")}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Which account? make_account NAME --role moderator"),
        (["asta"], "Which role? make_account asta --role reader|moderator|editor|administrator"),
        (["asta", "--reset"], "There is no account “asta”."),
        (["a b", "--role", "reader"], "A name has 1 to 150 letters, digits and @ . + - _ only."),
    ],
)
def test_what_it_cannot_do_it_says_in_one_line(arguments, message):
    with pytest.raises(CommandError) as error:
        call_command("make_account", *arguments)
    assert str(error.value) == message
    assert User.objects.count() == Act.objects.count() == 0
