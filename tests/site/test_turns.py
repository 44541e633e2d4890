"""Writers take turns on SQLite: over threads, and whatever happens in a turn."""

import threading
import time

import pytest
from django.db import connection, transaction

from comments.models import StatusCount
from masslinesite.turns import impatient, in_turn

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, TIMES = 4, 15


def test_nobody_is_lost_and_none_is_in_anothers_turn():
    StatusCount.objects.create(status="held", number=0)
    inside, together, errors = [], [], []

    def write():
        try:
            for _ in range(TIMES):
                with in_turn(), transaction.atomic():
                    inside.append(1)
                    together.append(len(inside))
                    row = StatusCount.objects.select_for_update().get(status="held")
                    time.sleep(0.001)
                    row.number += 1
                    row.save()
                    inside.pop()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert errors == []
    assert StatusCount.objects.get().number == WRITERS * TIMES
    if connection.vendor == "sqlite":
        assert max(together) == 1


def test_a_turn_ends_with_an_error_and_is_had_once_within_a_transaction():
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), in_turn(), transaction.atomic(), in_turn():
            _ = 1 / 0


def test_who_does_not_get_a_turn_in_time_is_told_and_goes_on():
    entered, done = threading.Event(), threading.Event()

    def hold():
        with in_turn():
            entered.set()
            done.wait(10)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    entered.wait(10)
    try:
        with in_turn(seconds=0) as has_turn:
            assert has_turn == (connection.vendor != "sqlite")
    finally:
        done.set()
        holder.join()
    with in_turn(seconds=0) as has_turn:
        assert has_turn


def test_the_impatient_are_as_patient_as_before_afterwards():
    def patience() -> int | None:
        if connection.vendor != "sqlite":
            return None
        with connection.cursor() as cursor:
            return cursor.execute("PRAGMA busy_timeout").fetchone()[0]

    before = patience()
    with pytest.raises(ZeroDivisionError), impatient():
        assert patience() in (0, None)
        _ = 1 / 0
    assert patience() == before
