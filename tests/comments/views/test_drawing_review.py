"""The forms beside an open response: each is what its template makes of that very response."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.template.loader import render_to_string

from comments.domain.redactions import propose_redaction
from comments.enums import Distress, NoteKind, Role, Status
from comments.forms.moderation import DecisionForm
from comments.models import Claim, DeskNote, Item, Response
from comments.queries.accounts import Desk
from comments.queries.claims import living_claim
from comments.queries.desk_settings import USUAL_KEYS
from comments.queries.reviews import Review, review_of
from comments.views.drawing_review import (
    DISTRESS_KINDS,
    PARTIALS,
    Place,
    decides_on,
    drawn_answered,
    drawn_forms,
)
from tests.factories import actor, make_claim, make_response, make_user, redaction_of

ADDRESS, TOKEN = "?show=waiting&held_by=<b>&after=7", "t" * 64
TEMPLATES = {
    "decide": "_decide.html",
    "redaction": "_review_redaction.html",
    "cover": "_cover.html",
    "notes": "_notes.html",
}
TEXT = "The well at the mill is dug by those who drink."


def seen_of(review: Review) -> dict[str, object]:
    return {
        "digest": review.current.digest,
        "status": review.response.status,
        "edit": review.response.proposed_id or 0,
    }


def forms_of(response: Response, desk: Desk, keys: dict | None = None) -> dict[str, tuple[str, str]]:
    """Of each form that is filled, what it is, and what its template makes of the response."""
    review, keys = review_of(response.pk, desk), keys or {}
    claim = living_claim(response.pk)
    place = Place(response.pk, ADDRESS, TOKEN, decides_on(review, desk, claim))
    drawn = drawn_forms(review, desk, place, keys=keys, seen=seen_of(review))
    context = {
        "review": review,
        "response": review.response,
        "notes": review.notes,
        "request": SimpleNamespace(desk=desk),
        "claim": claim,
        "keys": keys,
        "seen": seen_of(review),
        "address": ADDRESS,
        "csrf_token": TOKEN,
        "decides": place.decides,
        "decision_form": DecisionForm(initial={"open_next": True}),
        "distress_kinds": DISTRESS_KINDS,
    }
    return {
        name: (markup, render_to_string(PARTIALS + TEMPLATES[name], context))
        for name, markup in drawn.items()
    }


def desk_of(user: User, role: Role = Role.MODERATOR) -> Desk:
    return Desk(user.pk, user.username, role)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("status", [status for status in Status if status != Status.ERASED])
def test_forms_are_those_of_the_template_in_each_state(work, asta, status, role):
    response = make_response(work, text=TEXT, status=status)
    for keys in ({}, USUAL_KEYS):
        found = forms_of(response, desk_of(asta, role), keys)
        assert {"cover", "redaction", "notes"} <= found.keys()
        for name, (drawn, rendered) in found.items():
            assert drawn == rendered, name
    other = make_response(work, status=status)
    for name, (drawn, rendered) in forms_of(other, desk_of(asta, role)).items():
        assert drawn == rendered, name


def test_forms_differ_by_what_has_been_asked(work, asta):
    bo, desk = make_user("bo"), desk_of(asta)
    response = make_response(work, text=TEXT)
    proposal = redaction_of(response, "at the mill")
    for change in (
        lambda: Item.objects.filter(response=response).update(distress=Distress.HATE),
        lambda: DeskNote.objects.create(
            response=response, by=asta, by_name="asta", kind=NoteKind.ASKS, at=response.submitted_at
        ),
        lambda: propose_redaction(response_id=response.pk, by=actor(bo), proposal=proposal),
        lambda: make_claim(response, asta),
    ):
        change()
        found = forms_of(response, desk)
        assert "decide" in found
        for name, (drawn, rendered) in found.items():
            assert drawn == rendered, name
    assert found.keys() == {"decide", "cover"}
    assert "You asked for a second reader" in found["decide"][0]
    assert "Its author is asked" in found["decide"][0]


def test_there_is_no_form_to_decide_for_whom_it_is_not(work, asta):
    own = make_response(work, author=asta)
    assert "decide" not in forms_of(own, desk_of(asta))
    assert "notes" not in forms_of(own, desk_of(asta))
    assert "decide" in forms_of(own, desk_of(make_user("bo")))
    claimed = make_response(work)
    make_claim(claimed, make_user("eda"))
    assert Claim.objects.count() == 1
    assert "decide" not in forms_of(claimed, desk_of(asta))


@pytest.mark.usefixtures("pieces_are_kept")
def test_a_paragraph_is_drawn_once_until_its_text_changes(work, asta):
    block, desk = work.blocks.get(number=1), desk_of(asta)
    whole, quoting = make_response(block), make_response(block, quote="whoever drinks")
    for response, is_drawn in ((whole, True), (quoting, False), (make_response(whole), False)):
        review = review_of(response.pk, desk)
        expected = render_to_string(f"{PARTIALS}_answered.html", {"review": review})
        for _ in range(2):
            assert drawn_answered(review) == (expected if is_drawn else "")
