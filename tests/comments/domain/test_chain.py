"""Each row of the log is sealed over the one before."""

from datetime import UTC, datetime, timedelta, timezone
from functools import partial

import pytest
from django.db import transaction

from comments.domain import chain
from comments.enums import Action, ActKind, Role
from comments.models import Act, Decision, LogHead
from tests.at_once import at_once
from tests.factories import decide, make_debate, make_response, make_work

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_seal_is_of_the_values_and_of_the_seal_before():
    seals = {
        chain.seal_of(before, values)
        for before in ("", "a")
        for values in (
            ["x", None],
            ["x", ""],
            ["", "x"],
            ["x", NOON],
            ["x", NOON + timedelta(microseconds=1)],
        )
    }
    assert len(seals) == 10
    assert all(len(seal) == 64 for seal in seals)


def test_a_time_is_sealed_whatever_its_zone():
    elsewhere = NOON.astimezone(timezone(timedelta(hours=5)))
    assert chain.seal_of("", [elsewhere]) == chain.seal_of("", [NOON])


@pytest.mark.django_db
def test_decisions_are_sealed_one_over_the_other_as_they_are_stored():
    response = make_response(make_work(make_debate()))
    decide(response, Action.HOLD, note="Which page?")
    decide(response, Action.APPROVE)
    before = ""
    for decision in Decision.objects.order_by("id"):
        assert decision.seal == chain.seal_of(before, chain.sealed_values(chain.DECISIONS, decision))
        before = decision.seal
    head = LogHead.objects.get(pk=chain.DECISIONS)
    assert (head.rows, head.seal) == (2, before)


@pytest.mark.django_db(transaction=True)
def test_acts_at_once_make_one_chain():
    def act(number: int) -> None:
        with transaction.atomic():
            chain.append(
                chain.ACTS,
                kind=ActKind.EXPORT,
                about=f"export {number}",
                said="",
                role=Role.EDITOR,
                actor_id=number,
                actor_name="desk",
            )

    assert at_once(*(partial(act, number) for number in range(6)), refusals=()) == [None] * 6
    before = ""
    for row in Act.objects.order_by("id"):
        assert row.seal == chain.seal_of(before, chain.sealed_values(chain.ACTS, row))
        before = row.seal
    head = LogHead.objects.get(pk=chain.ACTS)
    assert (head.rows, head.seal) == (6, before)
