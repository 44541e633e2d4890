"""Which wordings a reader may see: those that were published and stand, and nothing else."""

import pytest
from django.utils import timezone

from comments.domain.edits import accept_edit, refuse_edit
from comments.domain.moderation import Actor
from comments.enums import Action, Reason, Role, Status
from comments.models import Decision, Response, Revision
from comments.queries.wordings import published_revisions, wordings_of
from tests.factories import decide, make_debate, make_edit, make_response, make_work, words_gone

APPROVE, ACCEPT, UNDO, EDIT, REDACT = Action.APPROVE, Action.ACCEPT, Action.UNDO, Action.EDIT, Action.REDACT
HOLD, REVISE, REVERSE, REMOVE, REFUSE = (
    Action.HOLD,
    Action.REVISE,
    Action.REVERSE,
    Action.REMOVE,
    Action.REFUSE,
)


@pytest.mark.parametrize(
    ("decisions", "shown"),
    [
        ([], []),
        ([(APPROVE, 1)], [1]),
        ([(REVISE, 2), (APPROVE, 2)], [2]),
        ([(APPROVE, 1), (EDIT, 2)], [1]),
        ([(APPROVE, 1), (EDIT, 2), (ACCEPT, 2)], [1, 2]),
        ([(APPROVE, 1), (EDIT, 2), (REFUSE, 2), (EDIT, 3), (ACCEPT, 3)], [1, 3]),
        ([(APPROVE, 1), (EDIT, 2), (EDIT, 3), (ACCEPT, 3), (EDIT, 4), (ACCEPT, 4)], [1, 3, 4]),
        # Approved by mistake, and undone.
        ([(APPROVE, 1), (UNDO, 1), (REVISE, 2), (APPROVE, 2)], [2]),
        ([(APPROVE, 1), (UNDO, 1), (REVISE, 2)], []),
        # Taken away by moderators, and back as it was.
        ([(APPROVE, 1), (EDIT, 2), (ACCEPT, 2), (HOLD, 2), (APPROVE, 2)], [1, 2]),
        ([(APPROVE, 1), (EDIT, 2), (ACCEPT, 2), (REMOVE, 2), (UNDO, 2)], [1, 2]),
        ([(APPROVE, 1), (REMOVE, 1), (REVERSE, 1)], [1]),
        # Taken away by moderators, and back in other words: what they took away stays away.
        ([(APPROVE, 1), (HOLD, 1), (REVISE, 2), (APPROVE, 2)], [2]),
        ([(APPROVE, 1), (HOLD, 1), (REVISE, 2), (APPROVE, 2), (EDIT, 3), (ACCEPT, 3)], [2, 3]),
        ([(APPROVE, 1), (EDIT, 2), (ACCEPT, 2), (HOLD, 2), (REVISE, 3), (APPROVE, 3), (UNDO, 3)], [1, 2]),
        # Withheld words do not come back as an earlier wording.
        ([(APPROVE, 1), (REDACT, 2)], [2]),
        ([(APPROVE, 1), (EDIT, 2), (ACCEPT, 2), (REDACT, 3), (EDIT, 4), (ACCEPT, 4)], [3, 4]),
    ],
)
def test_published_revisions(decisions, shown):
    rows = [Decision(action=action, revision=number, at=timezone.now()) for action, number in decisions]
    found = published_revisions(rows)
    assert list(found) == shown
    assert {each.since for each in found.values()} <= {row.at for row in rows}


@pytest.fixture
def response(db):
    """Published, with an accepted edit, a refused one, and one that waits."""
    response = make_response(make_work(make_debate()), status=Status.PUBLISHED)
    by = Actor(Role.MODERATOR, 0, "desk")
    accepted = make_edit(response, "Accepted words of it.")
    accept_edit(response_id=response.pk, by=by, seen_digest=accepted.digest)
    refused = make_edit(response, "Refused words of this one.")
    refuse_edit(response_id=response.pk, by=by, seen_digest=refused.digest, reason=Reason.PERSON)
    make_edit(response, "Words of it that wait still.")
    return response


def test_each_wording_follows_on_the_one_before(response):
    found, wordings = wordings_of(response.pk)
    assert found == response
    assert [each.revision.number for each in wordings] == [2, 1]
    assert [each.before and each.before.number for each in wordings] == [1, None]
    assert wordings[1].since == Response.objects.get().published_at


def test_an_erased_wording_is_not_shown(response):
    Revision.objects.filter(number=1).update(**words_gone())
    _, wordings = wordings_of(response.pk)
    assert [(each.revision.number, each.before) for each in wordings] == [(2, None)]


@pytest.mark.parametrize("action", [Action.HOLD, Action.REMOVE, Action.WITHDRAW])
def test_what_is_not_published_has_no_wordings(response, action):
    make_response(response, status=Status.PUBLISHED)
    decide(response, action)
    with pytest.raises(Response.DoesNotExist):
        wordings_of(response.pk)


def test_queries(response, django_assert_num_queries):
    with django_assert_num_queries(3):
        wordings_of(response.pk)
    accepted = Response.objects.select_related("proposed").get().proposed
    by = Actor(Role.MODERATOR, 0, "desk")
    accept_edit(response_id=response.pk, by=by, seen_digest=accepted.digest)
    with django_assert_num_queries(3):
        assert len(wordings_of(response.pk)[1]) == 3
