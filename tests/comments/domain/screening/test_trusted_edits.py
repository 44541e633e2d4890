"""Edits of published responses by accounts that a debate trusts: published first, read after."""

import pytest

from comments.domain.moderation import Actor, Refused, Stale
from comments.domain.redactions import propose_redaction
from comments.domain.screening.settings import Rules
from comments.domain.screening.trusting import confirm_trusted
from comments.enums import Action, ItemKind, Reason, Role, Ruling, Status
from comments.models import Decision, Item, Response, ScreeningNote
from comments.queries.screening import said_of
from tests.factories import (
    actor,
    decide,
    make_edit,
    make_flag,
    make_response,
    make_rules,
    make_screened,
    make_user,
    redaction_of,
)

pytestmark = pytest.mark.django_db
EDIT = "The well is dug by all who drink from it, each in turn, and by nobody else."
DESK = Actor(Role.MODERATOR, 0, "desk")


@pytest.fixture
def ines():
    return make_user("ines", Role.READER)


@pytest.fixture
def trusting(work):
    make_rules(Rules(trusting={work.debate_id: 1}))


@pytest.fixture
def response(work, ines):
    response = make_response(work, author=ines, status=Status.PUBLISHED)
    make_screened(response)
    return response


def edited(response, text=EDIT, **fields):
    """The response after its author's edit, and the last decision on it."""
    make_edit(response, text, **fields)
    row = Response.objects.select_related("current", "proposed").get(pk=response.pk)
    return row, Decision.objects.filter(response=row).latest("pk")


def waiting(response):
    return list(Item.objects.open().filter(response=response).values_list("kind", "state"))


def test_it_is_off_by_default(response):
    row, decision = edited(response)
    assert (row.proposed.text, decision.action) == (EDIT, Action.EDIT)
    assert waiting(row) == [(ItemKind.EDIT, Status.PUBLISHED)]


def test_it_is_published_by_rule_and_waits_to_be_read(trusting, response):
    row, decision = edited(response)
    assert (row.current.text, row.proposed, row.status) == (EDIT, None, Status.PUBLISHED)
    assert row.edited_at is not None
    assert (decision.action, decision.role) == (Action.ACCEPT, Role.RULE)
    assert (decision.rule, decision.revision_digest) == ("trust: published responses", row.current.digest)
    assert waiting(row) == [(ItemKind.NEW, Status.PUBLISHED)]
    assert said_of(row).is_to_be_read


def test_it_waits_since_it_was_edited_not_since_it_was_sent(trusting, response):
    sent = Item.objects.get(response=response)
    row, _ = edited(response)
    item = Item.objects.open().get(response=row)
    assert item.pk != sent.pk
    assert item.opened_at > sent.closed_at


def test_several_edits_are_read_once_as_they_stand(trusting, response):
    first, _ = edited(response)
    row, _ = edited(response, f"{EDIT} Each year anew.")
    assert waiting(row) == [(ItemKind.NEW, Status.PUBLISHED)]
    with pytest.raises(Stale):
        confirm_trusted(response_id=row.pk, seen_digest=first.current.digest, by=DESK)
    confirm_trusted(response_id=row.pk, seen_digest=row.current.digest, by=DESK)
    assert waiting(row) == []
    with pytest.raises(Refused, match="already"):
        confirm_trusted(response_id=row.pk, seen_digest=row.current.digest, by=DESK)


def test_what_is_removed_need_not_be_read(trusting, response):
    row, _ = edited(response)
    decide(row, Action.REMOVE)
    assert waiting(row) == []


def test_an_edit_that_a_phase_holds_waits_as_ever(trusting, response):
    row, decision = edited(response, f"{EDIT} Write to P.O. Box 000.")
    assert (row.proposed.number, decision.action) == (2, Action.EDIT)
    item = Item.objects.open().get(response=row)
    assert (item.kind, item.held_by) == (ItemKind.EDIT, "people")


def test_an_edit_that_a_list_rejects_is_left_to_a_moderator(work, response):
    make_rules(Rules(trusting={work.debate_id: 1}, reject=("in turn",), reject_reason=Reason.SOURCE))
    row, decision = edited(response)
    assert (row.proposed.number, decision.action) == (2, Action.EDIT)


def test_an_edit_held_after_one_to_be_read_leaves_that_one_to_be_read(trusting, response):
    edited(response)
    row, _ = edited(response, f"{EDIT} Write to P.O. Box 000.")
    assert sorted(waiting(row)) == [(ItemKind.EDIT, Status.PUBLISHED), (ItemKind.NEW, Status.PUBLISHED)]
    make_edit(row, EDIT)
    assert waiting(row) == [(ItemKind.NEW, Status.PUBLISHED)]


def _flagged(response):
    make_flag(response)


def _asked_to_withhold(response):
    by = actor(make_user("asta"))
    propose_redaction(response_id=response.pk, by=by, proposal=redaction_of(response, "well"))


def _held_before(response):
    decide(response, Action.HOLD)
    decide(response, Action.APPROVE)


def _removed_elsewhere(response):
    target = response.work
    make_response(target, author=response.author, status=Status.REMOVED)


@pytest.mark.parametrize(
    "what",
    [_flagged, _asked_to_withhold, _held_before, _removed_elsewhere],
)
def test_it_is_read_first_where_somebody_has_objected(trusting, response, what):
    what(response)
    row, decision = edited(response)
    assert (row.proposed.text, decision.action) == (EDIT, Action.EDIT)
    note = ScreeningNote.objects.get(revision=row.proposed, phase="trust")
    assert note.ruling == Ruling.PASS


def test_it_is_the_accounts_that_sent_it(trusting, work, ines, response):
    other = make_response(work, status=Status.PUBLISHED)
    row, decision = edited(other)
    assert (row.proposed.text, decision.action) == (EDIT, Action.EDIT)
