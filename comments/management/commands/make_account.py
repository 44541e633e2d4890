"""manage.py make_account: accounts for the desk, and their one-time passwords."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from comments.domain.accounts import (
    FIRST_MODERATOR,
    AccountRefused,
    deactivate_account,
    drop_second_factor,
    make_account,
    make_first_moderator,
    reset_password,
)
from comments.enums import Role
from comments.queries.accounts import PRECEDENCE

ROLES = [role.value for role in reversed(PRECEDENCE)]


class Command(BaseCommand):
    help = "Make an account with a one-time password, which is printed here and nowhere else."

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
                deactivate_account(name=name)
                self.stdout.write(f"{name} cannot sign in any more.")
            elif drop_second_factor:
                self.drop_second_factor(name)
            else:
                password = reset_password(name=name) if reset else make_account(name=name, role=Role(role))
                self.show(name, password)
        except AccountRefused as refusal:
            raise CommandError(str(refusal)) from None
        return None

    def make_first_moderator(self) -> None:
        try:
            self.show(FIRST_MODERATOR, make_first_moderator())
        except AccountRefused as refusal:
            self.stdout.write(str(refusal))

    def show(self, name: str, password: str) -> None:
        self.stdout.write(f"Sign in at /account/login/ as: {name}")
        self.stdout.write(f"One-time password, shown only now: {password}")

    def drop_second_factor(self, name: str) -> None:
        drop_second_factor(name=name)
        self.stdout.write(f"{name} signs in with the password alone, and can set up a second factor anew.")
