"""Claims by several moderators at once, and against decisions, each on a connection of their own."""

from functools import partial

import pytest
from django.contrib.auth.models import User

from comments.domain.claims import extend_claim, give_up_claim, take_claim, take_over_claim
from comments.domain.desk_notes import add_desk_note
from comments.domain.moderation import change_status
from comments.domain.refusals import Refused
from comments.enums import Action, NoteKind, Role, Status
from comments.models import Claim, Decision, DeskNote, Item, Response
from tests.at_once import at_once as together
from tests.factories import actor, make_claim, make_debate, make_response, make_work

pytestmark = pytest.mark.django_db(transaction=True)
at_once = partial(together, refusals=Refused)
ROUNDS = 3


@pytest.fixture
def work():
    return make_work(make_debate())


def people(number: int) -> list[User]:
    return [User.objects.create_user(f"moderator-{n}") for n in range(number)]


def deciding(response: Response, user: User):
    return lambda: change_status(
        response_id=response.pk,
        action=Action.APPROVE,
        by=actor(user),
        seen_digest=response.current.digest,
        seen_status=Status(response.status),
    )


@pytest.mark.parametrize("left", ["nothing", "an ended claim"])
def test_of_eight_who_open_it_at_once_one_has_it_and_all_are_told_who(work, left):
    users = people(8)
    for _ in range(ROUNDS):
        response = make_response(work)
        if left != "nothing":
            make_claim(response, users[0], minutes_ago=10)
        jobs = [partial(take_claim, response_id=response.pk, user_id=user.pk) for user in users]
        claims = at_once(*jobs)
        holder = Claim.objects.get(response=response).holder_id
        assert {claim.holder_id for claim in claims} == {holder}
        Claim.objects.all().delete()


def test_two_who_change_places_never_wait_in_a_circle(work):
    one, two = people(2)
    a, b = make_response(work), make_response(work)
    for _ in range(ROUNDS):
        make_claim(a, one)
        make_claim(b, two)
        take = partial(take_over_claim, role=Role.EDITOR)
        results = at_once(
            partial(take, response_id=b.pk, user_id=one.pk), partial(take, response_id=a.pk, user_id=two.pk)
        )
        assert not [result for result in results if isinstance(result, Exception)]
        assert Claim.objects.filter(holder=one).count() <= 1


def test_a_decision_against_a_taking_over_is_made_or_refused(work):
    holder, editor = people(2)
    for _ in range(ROUNDS):
        response = make_response(work)
        make_claim(response, holder)
        decided, claim = at_once(
            deciding(response, holder),
            partial(take_over_claim, response_id=response.pk, user_id=editor.pk, role=Role.EDITOR),
        )
        assert claim.holder_id == editor.pk
        made = isinstance(decided, Decision)
        assert Decision.objects.filter(response_id=response.pk).count() == made
        assert made or "is open at moderator-1’s desk" in decided.message


def test_releasing_against_extending_leaves_one_claim_or_none(work):
    (holder,) = people(1)
    for _ in range(ROUNDS):
        response = make_response(work)
        make_claim(response, holder)
        whose = {"response_id": response.pk, "user_id": holder.pk}
        at_once(partial(give_up_claim, **whose), partial(extend_claim, **whose))
        assert Claim.objects.filter(response=response).count() <= 1


def test_of_those_who_ask_for_a_second_reader_at_once_one_does(work):
    users = people(3)
    for _ in range(ROUNDS):
        response = make_response(work)
        ask = partial(add_desk_note, response_id=response.pk, kind=NoteKind.ASKS, text="Is this a name?")
        results = at_once(*(partial(ask, by=actor(user)) for user in users))
        assert sorted(type(result).__name__ for result in results) == ["DeskNote", "Refused", "Refused"]
        assert DeskNote.objects.filter(response=response).count() == 1
        assert Item.objects.get(response=response).wants_second is True
