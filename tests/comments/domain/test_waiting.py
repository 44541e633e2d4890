"""A second try, and one only, for what the database broke off; and that every writer has it."""

import ast
from pathlib import Path
from threading import Barrier, Event

import pytest
from django.db import OperationalError, connection, transaction

from comments.domain.waiting import tried_again
from comments.models import Tally
from tests.at_once import at_once

DOMAIN = Path(__file__).resolve().parents[3] / "comments/domain"
#: What opens a transaction and is not tried again: one only reads, one asks the engine about itself.
NOT_TRIED_AGAIN = {"export_log", "_engine_agrees"}


class BrokenOff(Exception):
    """As the driver says it."""

    pgcode = "40P01"


class Locked(Exception):
    pgcode = None


def failing(times: int, cause: Exception):
    """Fails so often, then returns how often it was called."""
    calls = []

    def act() -> int:
        calls.append(1)
        if len(calls) <= times:
            raise OperationalError("no") from cause
        return len(calls)

    return act, calls


@pytest.mark.django_db(transaction=True)
class TestTryingAgain:
    def test_what_was_broken_off_is_done_at_the_second_try(self):
        act, _ = failing(1, BrokenOff())
        assert tried_again(act)() == 2

    def test_what_is_broken_off_twice_is_not_tried_a_third_time(self):
        act, calls = failing(2, BrokenOff())
        with pytest.raises(OperationalError):
            tried_again(act)()
        assert len(calls) == 2

    def test_other_errors_of_the_database_are_not_tried_again(self):
        act, calls = failing(1, Locked())
        with pytest.raises(OperationalError):
            tried_again(act)()
        assert len(calls) == 1

    def test_within_a_transaction_it_is_left_to_who_began_it(self):
        act, calls = failing(1, BrokenOff())
        with transaction.atomic(), pytest.raises(OperationalError):
            tried_again(act)()
        assert len(calls) == 1

    def test_two_who_wait_for_each_other_are_both_done(self):
        """PostgreSQL breaks one of them off; on SQLite the second waits until the first is done."""
        Tally.objects.bulk_create([Tally(scope="one"), Tally(scope="other")])
        # Who was broken off comes back when the other is done: it could be the sooner of the two.
        met, is_done = Barrier(2), Event()

        def adding(scopes: list[str]):
            tries = []

            @tried_again
            def add() -> int:
                tries.append(1)
                if len(tries) == 2:
                    is_done.wait(10)
                with transaction.atomic():
                    for scope in scopes:
                        row = Tally.objects.select_for_update().get(scope=scope)
                        Tally.objects.filter(pk=row.pk).update(responses=row.responses + 1)
                        if connection.vendor == "postgresql" and len(tries) == 1 and scope == scopes[0]:
                            met.wait(10)
                is_done.set()
                return len(tries)

            return add

        tries = at_once(adding(["one", "other"]), adding(["other", "one"]), refusals=OperationalError)
        assert sorted(tries) == ([1, 2] if connection.vendor == "postgresql" else [1, 1])
        assert set(Tally.objects.values_list("responses", flat=True)) == {2}


def opens_a_transaction(function: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr == "atomic" for node in ast.walk(function))


def test_every_function_of_the_domain_that_writes_in_a_transaction_is_tried_again():
    without = {
        function.name
        for path in DOMAIN.rglob("*.py")
        for function in ast.parse(path.read_text()).body
        if isinstance(function, ast.FunctionDef)
        and opens_a_transaction(function)
        and not (
            function.decorator_list
            and isinstance(function.decorator_list[0], ast.Name)
            and function.decorator_list[0].id == "tried_again"
        )
    }
    assert without == NOT_TRIED_AGAIN
