"""Exceptions from the conflict of interest: who grants them, to whom, and that they are recorded."""

import pytest

from comments.domain.exemptions import grant_exemption
from comments.domain.moderation import Refused
from comments.enums import Action, Role, Status
from comments.models import Act, Exemption, Response
from tests.factories import actor, decide, make_response, make_user

pytestmark = pytest.mark.django_db


def grant(response, moderator, by, role=Role.EDITOR, reason="Only two of us are here."):
    return grant_exemption(
        response_id=response.pk, moderator_id=moderator.pk, reason=reason, by=actor(by, role)
    )


def test_an_exception_lets_one_person_decide_on_one_response_and_is_recorded(work, asta, bo):
    response, other = make_response(work, author=asta), make_response(work, author=asta)
    with pytest.raises(Refused, match="You sent this response yourself"):
        decide(response, Action.APPROVE, by=actor(asta))
    grant(response, asta, bo)
    act = Act.objects.get()
    assert (act.kind, act.about, act.said) == (
        "exception",
        f"R {response.pk}",
        "asta may decide on it. Only two of us are here.",
    )
    assert (act.role, act.actor_id, act.actor_name) == ("editor", bo.pk, "bo")
    assert decide(response, Action.APPROVE, by=actor(asta)).new_status == Status.PUBLISHED
    with pytest.raises(Refused, match="You sent this response yourself"):
        decide(other, Action.APPROVE, by=actor(asta))


def test_a_reply_to_ones_own_response_too(work, asta, bo):
    parent = make_response(work, author=asta, status=Status.PUBLISHED)
    reply = make_response(parent)
    with pytest.raises(Refused, match="It answers a response that you sent yourself"):
        decide(reply, Action.APPROVE, by=actor(asta))
    grant(reply, asta, bo)
    decide(reply, Action.APPROVE, by=actor(asta))


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.READER, False), (Role.MODERATOR, False), (Role.EDITOR, True), (Role.ADMINISTRATOR, True)],
)
def test_editors_grant(work, asta, bo, role, may):
    response = make_response(work)
    if may:
        grant(response, asta, bo, role)
    else:
        with pytest.raises(Refused, match="Only an editor can grant an exception"):
            grant(response, asta, bo, role)
    assert (Exemption.objects.count(), Act.objects.count()) == (may, may)


def test_nobody_grants_one_to_themselves(work, bo):
    with pytest.raises(Refused, match="Nobody grants an exception to themselves"):
        grant(make_response(work, author=bo), bo, bo, Role.ADMINISTRATOR)
    assert not Act.objects.exists()


def test_not_without_a_reason_nor_twice_nor_to_who_cannot_decide(work, asta, bo):
    response, reader = make_response(work), make_user("rea", Role.READER)
    with pytest.raises(Refused, match="Say why"):
        grant(response, asta, bo, reason="  ")
    with pytest.raises(Refused, match="This account cannot decide"):
        grant(response, reader, bo)
    grant(response, asta, bo)
    with pytest.raises(Refused, match="asta has leave to decide on it already"):
        grant(response, asta, bo)
    assert Act.objects.count() == 1
    with pytest.raises(Response.DoesNotExist):
        grant_exemption(response_id=0, moderator_id=asta.pk, reason="x", by=actor(bo, Role.EDITOR))


def test_an_account_that_was_closed_gets_none(work, asta, bo):
    asta.is_active = False
    asta.save()
    with pytest.raises(Refused, match="This account cannot decide"):
        grant(make_response(work), asta, bo)
