"""manage.py make_account: accounts for the desk, and their one-time passwords."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from comments.domain.accounts import FIRST_MODERATOR, AccountRefused
from comments.domain.moderation import Actor
from comments.domain.people import add_person, drop_factor, end_account, make_first_moderator, reset_account
from comments.enums import Role
from comments.queries.accounts import PRECEDENCE

#: Whoever can run commands is the site's administrator; there is no account to name.
SHELL = Actor(Role.ADMINISTRATOR, 0, "manage.py make_account")
ROLES = [role.value for role in reversed(PRECEDENCE)]


class Command(BaseCommand):
    help = (
        "Make an account with a one-time password, which is printed here and nowhere else. "
        "What is done to accounts is recorded."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", default="", metavar="NAME", help="the name to sign in with")
        parser.add_argument("--role", choices=ROLES, default="", help="what the account may do")
        way = parser.add_mutually_exclusive_group()
        way.add_argument(
            "--first-moderator",
            action="store_true",
            help=f"make the moderator “{FIRST_MODERATOR}” of a new site; nothing if there is one already",
        )
        way.add_argument("--reset", action="store_true", help="a new one-time password for a lost one")
        way.add_argument(
            "--deactivate",
            action="store_true",
            help="end an account, unless it is the last moderator's; its decisions stay",
        )
        way.add_argument(
            "--drop-second-factor",
            action="store_true",
            help="for who has lost app, passkeys and recovery codes: the password alone will do again",
        )

    def handle(
        self,
        *args: Any,
        name: str,
        role: str,
        first_moderator: bool,
        reset: bool,
        deactivate: bool,
        drop_second_factor: bool,
        **options: Any,
    ) -> None:
        if first_moderator:
            return self.make_first_moderator()
        if not name:
            raise CommandError("Which account? make_account NAME --role moderator")
        if not role and not (reset or deactivate or drop_second_factor):
            raise CommandError(f"Which role? make_account {name} --role {'|'.join(ROLES)}")
        try:
            if deactivate:
                end_account(name=name, by=SHELL)
                self.stdout.write(f"{name} cannot sign in any more.")
            elif drop_second_factor:
                self.drop_second_factor(name)
            else:
                password = (
                    reset_account(name=name, by=SHELL)
                    if reset
                    else add_person(name=name, role=Role(role), by=SHELL)
                )
                self.show(name, password)
        except AccountRefused as refusal:
            raise CommandError(str(refusal)) from None
        return None

    def make_first_moderator(self) -> None:
        try:
            self.show(FIRST_MODERATOR, make_first_moderator(by=SHELL))
        except AccountRefused as refusal:
            self.stdout.write(str(refusal))

    def show(self, name: str, password: str) -> None:
        self.stdout.write(f"Sign in at /account/login/ as: {name}")
        self.stdout.write(f"One-time password, shown only now: {password}")

    def drop_second_factor(self, name: str) -> None:
        drop_factor(name=name, by=SHELL)
        self.stdout.write(f"{name} signs in with the password alone, and can set up a second factor anew.")
