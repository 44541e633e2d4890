"""Who has a response open: taken, prolonged, given up, ended, taken over; what others may do meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.domain.claims import (
    CLAIM_FOR,
    extend_claim,
    give_up_claim,
    prolong_claim,
    take_claim,
    take_over_claim,
)
from comments.domain.moderation import AUTHOR, by_rule
from comments.domain.refusals import Claimed, Refused
from comments.enums import Action, Role, Status
from comments.models import Claim, Decision, Response
from comments.queries.queue import next_entry
from comments.queries.queue_choice import Choice
from tests.factories import actor, decide, make_claim, make_response

pytestmark = pytest.mark.django_db


def test_opening_takes_for_ten_minutes(work, asta):
    response = make_response(work)
    before = timezone.now()
    claim = take_claim(response_id=response.pk, user_id=asta.pk)
    assert claim.holder == asta
    assert before <= claim.taken_at <= timezone.now()
    assert claim.ends_at - claim.taken_at == CLAIM_FOR == timedelta(minutes=10)


def test_opening_again_begins_the_time_anew_and_remembers_since_when(work, asta):
    response = make_response(work)
    first = make_claim(response, asta, minutes_ago=4)
    again = take_claim(response_id=response.pk, user_id=asta.pk)
    assert again.taken_at == first.taken_at
    assert again.ends_at - first.ends_at >= timedelta(minutes=4)


def test_what_another_holds_is_not_taken(work, asta, bo):
    response = make_response(work)
    take_claim(response_id=response.pk, user_id=asta.pk)
    assert take_claim(response_id=response.pk, user_id=bo.pk).holder == asta
    with pytest.raises(Claimed, match="is open at asta’s desk since"):
        extend_claim(response_id=response.pk, user_id=bo.pk)
    assert Claim.objects.get().holder == asta


def test_an_ended_claim_counts_for_nothing(work, asta, bo):
    response = make_response(work)
    make_claim(response, asta, minutes_ago=10)
    claim = take_claim(response_id=response.pk, user_id=bo.pk)
    assert claim.holder == bo
    assert timezone.now() - claim.taken_at < timedelta(minutes=1)
    make_claim(response, asta, minutes_ago=10)
    assert decide(response, Action.APPROVE, by=actor(bo)).new_status == Status.PUBLISHED


def test_who_comes_back_to_an_ended_claim_of_theirs_has_it_anew(work, asta):
    response = make_response(work)
    ended = make_claim(response, asta, minutes_ago=11)
    claim = extend_claim(response_id=response.pk, user_id=asta.pk)
    assert claim.taken_at > ended.ends_at


def test_opening_another_gives_up_the_former(work, asta):
    first, second = make_response(work), make_response(work)
    for response in (first, second):
        take_claim(response_id=response.pk, user_id=asta.pk)
    assert [claim.response_id for claim in Claim.objects.all()] == [second.pk]


def test_only_the_own_claim_is_given_up_or_prolonged(work, asta, bo):
    response = make_response(work)
    claim = make_claim(response, asta, minutes_ago=5)
    assert give_up_claim(response_id=response.pk, user_id=bo.pk) is False
    prolong_claim(response_id=response.pk, user_id=bo.pk)
    assert Claim.objects.get().ends_at == claim.ends_at
    prolong_claim(response_id=response.pk, user_id=asta.pk)
    assert Claim.objects.get().ends_at > claim.ends_at
    assert give_up_claim(response_id=response.pk, user_id=asta.pk) is True
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("role", "may"), [(Role.MODERATOR, False), (Role.EDITOR, True), (Role.ADMINISTRATOR, True)]
)
def test_editors_take_over_at_once(work, asta, bo, role, may):
    response = make_response(work)
    make_claim(response, asta)
    if may:
        assert take_over_claim(response_id=response.pk, user_id=bo.pk, role=role).holder == bo
    else:
        with pytest.raises(Refused, match="Only an editor can take over"):
            take_over_claim(response_id=response.pk, user_id=bo.pk, role=role)
    assert Claim.objects.get().holder == (bo if may else asta)


def test_of_a_response_that_is_not_there_nothing_is_taken(asta):
    with pytest.raises(Response.DoesNotExist):
        extend_claim(response_id=7, user_id=asta.pk)


@pytest.mark.parametrize(
    ("role", "advice"),
    [(Role.MODERATOR, "or ask an editor to take it over"), (Role.EDITOR, "or take it over")],
)
def test_a_decision_on_what_another_has_open_is_refused_with_what_to_do(work, asta, bo, role, advice):
    response = make_response(work)
    claim = make_claim(response, asta)
    with pytest.raises(Claimed) as refused:
        decide(response, Action.APPROVE, by=actor(bo, role))
    assert refused.value.message == (
        f"R\N{NO-BREAK SPACE}{response.pk} is open at asta’s desk since {claim.taken_at:%H:%M}, until "
        f"{claim.ends_at:%H:%M} UTC. Nothing was done. Wait until then, ask asta by a note, {advice}."
    )
    assert not Decision.objects.exists()
    assert Claim.objects.get() == claim


def test_a_decision_gives_up_the_claim(work, asta):
    response, other = make_response(work), make_response(work)
    make_claim(response, asta)
    decide(other, Action.APPROVE, by=actor(asta))
    assert Claim.objects.count() == 1
    decide(response, Action.HOLD, by=actor(asta))
    assert not Claim.objects.exists()


def test_what_was_taken_over_is_not_decided_by_who_had_it(work, asta, bo):
    response = make_response(work)
    make_claim(response, asta)
    take_over_claim(response_id=response.pk, user_id=bo.pk, role=Role.EDITOR)
    with pytest.raises(Claimed, match="is open at bo’s desk"):
        decide(response, Action.APPROVE, by=actor(asta))


@pytest.mark.parametrize("by", [AUTHOR, by_rule("flags")], ids=["author", "rule"])
def test_a_claim_hinders_neither_author_nor_rule(work, asta, by):
    response = make_response(work)
    make_claim(response, asta)
    decide(response, Action.WITHDRAW if by == AUTHOR else Action.HOLD, by=by)
    assert Decision.objects.count() == 1


def test_next_passes_by_what_others_hold_but_not_the_own_nor_the_ended(work, asta, bo):
    first, held, own, ended = (make_response(work) for _ in range(4))
    make_claim(held, bo)
    make_claim(own, asta)
    make_claim(ended, bo, minutes_ago=10)
    assert next_entry(Choice(), first.pk, asta.pk).response == own.pk
    assert next_entry(Choice(), own.pk, asta.pk).response == ended.pk
    assert next_entry(Choice(), first.pk, bo.pk).response == held.pk


def test_with_all_in_other_hands_there_is_no_next(work, asta, bo):
    first, second = make_response(work), make_response(work)
    make_claim(second, bo)
    assert next_entry(Choice(), first.pk, asta.pk) is None


@pytest.mark.parametrize(("minutes", "cost"), [(0, 3), (8, 2), (10, 1)])
def test_cost_of_opening(work, asta, bo, django_assert_num_queries, minutes, cost):
    """Of what nobody has open, of one's own, and of one's own that was begun just now."""
    responses = [make_response(work) for _ in range(3)]
    make_claim(responses[1], bo)
    if minutes:
        make_claim(responses[0], asta)
        Claim.objects.filter(holder=asta).update(ends_at=timezone.now() + timedelta(minutes=minutes))
    with django_assert_num_queries(cost):
        take_claim(response_id=responses[0].pk, user_id=asta.pk)


def test_a_claim_begun_within_the_minute_is_left_as_it_is_and_an_older_one_begins_anew(work, asta):
    response = make_response(work)
    for left, afterwards in ((9.5, 9.5), (8.9, 10)):
        ends_at = timezone.now() + timedelta(minutes=left)
        Claim.objects.update_or_create(
            response=response, defaults={"holder": asta, "ends_at": ends_at, "taken_at": timezone.now()}
        )
        claim = take_claim(response_id=response.pk, user_id=asta.pk)
        assert claim.ends_at == Claim.objects.get().ends_at
        assert round((claim.ends_at - timezone.now()) / timedelta(minutes=1), 1) == afterwards
