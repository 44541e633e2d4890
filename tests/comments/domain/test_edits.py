"""Other words for published ones: proposed, replaced, taken back, accepted, refused, and set aside."""

import pytest
from django.utils import timezone

from comments.domain.drafts import make_draft
from comments.domain.edits import accept_edit, edit_response, refuse_edit
from comments.domain.moderation import AUTHOR, Actor, Refused, Stale, by_rule, change_status
from comments.domain.posting import revise_response, withdraw_response
from comments.enums import Action, ItemKind, Reason, Role, Status
from comments.models import Decision, Item, ItemCount, Response, Revision
from comments.queries.stances import NONE
from essays.models import SearchEntry
from tests.factories import decide, end_grace, make_debate, make_edit, make_response, make_user, make_work

pytestmark = pytest.mark.django_db
DESK = Actor(Role.MODERATOR, 0, "desk")
OTHER = "The well is dug by all of the village."


@pytest.fixture
def response():
    return make_response(make_work(make_debate()), status=Status.PUBLISHED)


def draft(text=OTHER, name="Ines"):
    return make_draft(name=name, stance=NONE, text=text, reserved=[])


def propose(response, text=OTHER):
    """What an author sends who has seen the words that ``response`` was loaded with."""
    return edit_response(response_id=response.pk, seen_digest=response.current.digest, draft=draft(text))


def revise(response, text):
    return revise_response(response_id=response.pk, seen_digest=response.current.digest, draft=draft(text))


def now(response):
    return Response.objects.select_related("current", "proposed").get(pk=response.pk)


def waits(response):
    return list(Item.objects.open().filter(response=response).values_list("kind", "state"))


def last():
    return Decision.objects.order_by("id").last()


def test_an_edit_waits_while_the_published_words_stand(response):
    edit = propose(response)
    row = now(response)
    assert (row.status, row.edited_at) == ("published", None)
    assert (row.current, row.proposed) == (response.current, edit)
    assert (edit.number, edit.text) == (2, OTHER)
    assert edit.checked.verdicts == 0
    assert waits(response) == [("edit", "published")]
    assert ItemCount.objects.get(pk=ItemKind.EDIT).number == 1
    decision = last()
    assert (decision.action, decision.role, decision.revision) == ("edit", "author", 2)
    assert (decision.revision_digest, decision.new_status) == (edit.digest, "published")
    assert "village" not in SearchEntry.objects.get(key=f"response-{response.pk}").body


def test_a_further_edit_takes_the_place_of_the_one_that_waits(response):
    first = make_edit(response)
    second = make_edit(response, "The well is dug by nobody any more.")
    assert (now(response).proposed, second.number) == (second, 3)
    assert waits(response) == [("edit", "published")]
    assert ItemCount.objects.get(pk=ItemKind.EDIT).number == 1
    with pytest.raises(Stale) as stale:
        accept_edit(response_id=response.pk, by=DESK, seen_digest=first.digest)
    assert stale.value.revision == second
    assert list(response.revisions.values_list("number", flat=True)) == [1, 2, 3]


def test_an_edit_of_words_that_were_not_seen_is_stale(response):
    make_edit(response)
    with pytest.raises(Stale) as stale:
        propose(response, "Words of another tab here.")
    assert stale.value.revision == now(response).proposed
    assert response.revisions.count() == 2


def test_the_same_words_change_nothing(response):
    edit = make_edit(response)
    assert make_edit(response) == edit
    assert Decision.objects.count() == 2


def test_the_published_words_take_an_edit_back(response):
    text = "Words that the site itself has hashed."
    make_edit(response, text)
    accept_edit(response_id=response.pk, by=DESK, seen_digest=now(response).proposed.digest)
    make_edit(response)
    assert make_edit(response, text) == now(response).current
    assert (now(response).proposed, waits(response)) == (None, [])
    assert (last().action, last().revision) == ("edit", 2)
    assert ItemCount.objects.get(pk=ItemKind.EDIT).number == 0
    assert response.revisions.count() == 3


def test_after_the_grace_nothing_is_edited(response):
    end_grace(response)
    with pytest.raises(Refused, match="more than 24 hours ago"):
        make_edit(response)
    assert (response.revisions.count(), waits(response), now(response).proposed) == (1, [], None)


@pytest.mark.parametrize("status", [status for status in Status if status != Status.PUBLISHED])
def test_only_what_is_published_is_edited(status):
    response = make_response(make_work(make_debate()), status=status)
    with pytest.raises(Stale) as stale:
        propose(response)
    assert stale.value.status == status


def test_an_accepted_edit_is_shown_and_found(response):
    edit = make_edit(response)
    before = timezone.now()
    decision = accept_edit(response_id=response.pk, by=DESK, seen_digest=edit.digest, note="Thanks.")
    row = now(response)
    assert (row.current, row.proposed, row.status) == (edit, None, "published")
    assert row.edited_at == decision.at >= before
    assert (decision.action, decision.revision, decision.note) == ("accept", 2, "Thanks.")
    assert waits(response) == []
    assert "village" in SearchEntry.objects.get(key=f"response-{response.pk}").body


def test_a_refused_edit_leaves_the_published_words(response):
    edit = make_edit(response)
    with pytest.raises(Refused, match="Choose a reason"):
        refuse_edit(response_id=response.pk, by=DESK, seen_digest=edit.digest, reason=Reason.NONE)
    assert waits(response) == [("edit", "published")]
    decision = refuse_edit(response_id=response.pk, by=DESK, seen_digest=edit.digest, reason=Reason.PERSON)
    row = now(response)
    assert (row.current, row.proposed, row.edited_at) == (response.current, None, None)
    assert (decision.action, decision.revision, decision.reason) == ("refuse", 2, "person")
    assert (waits(response), Revision.objects.filter(pk=edit.pk).exists()) == ([], True)


@pytest.mark.parametrize("settle", [accept_edit, refuse_edit])
def test_an_edit_is_settled_once(response, settle):
    edit = make_edit(response)
    reason = {"reason": Reason.PERSON} if settle is refuse_edit else {}
    settle(response_id=response.pk, by=DESK, seen_digest=edit.digest, **reason)
    with pytest.raises(Stale):
        accept_edit(response_id=response.pk, by=DESK, seen_digest=edit.digest)
    assert Decision.objects.count() == 3


def test_nobody_settles_the_edit_of_their_own_response():
    asta = make_user("asta")
    response = make_response(make_work(make_debate()), status=Status.PUBLISHED, author=asta)
    edit = make_edit(response)
    with pytest.raises(Refused, match="You sent this response yourself"):
        accept_edit(
            response_id=response.pk, by=Actor(Role.MODERATOR, asta.pk, "asta"), seen_digest=edit.digest
        )
    assert now(response).proposed == edit


@pytest.mark.parametrize(
    ("by", "allowed"), [(AUTHOR, False), (Actor(Role.READER, 1, "r"), False), (by_rule("trust"), True)]
)
def test_who_may_accept(response, by, allowed):
    edit = make_edit(response)
    if allowed:
        assert accept_edit(response_id=response.pk, by=by, seen_digest=edit.digest).rule == "trust"
    else:
        with pytest.raises(Refused, match="cannot do this"):
            accept_edit(response_id=response.pk, by=by, seen_digest=edit.digest)


@pytest.mark.parametrize("action", [Action.HOLD, Action.SECURE, Action.REMOVE, Action.WITHDRAW])
def test_what_takes_a_response_away_sets_its_edit_aside(response, action):
    edit = make_edit(response)
    decide(response, action)
    assert now(response).proposed is None
    assert "edit" not in dict(waits(response))
    assert ItemCount.objects.get(pk=ItemKind.EDIT).number == 0
    with pytest.raises(Stale):
        accept_edit(response_id=response.pk, by=DESK, seen_digest=edit.digest)


def test_a_change_after_a_refused_edit_has_a_number_of_its_own(response):
    edit = make_edit(response)
    refuse_edit(response_id=response.pk, by=DESK, seen_digest=edit.digest, reason=Reason.PERSON)
    decide(response, Action.HOLD)
    revised = revise(response, "Words sent after the hold.")
    assert (revised.number, now(response).current) == (3, revised)


def test_other_words_published_again_are_dated_and_the_same_are_not(response):
    decide(response, Action.HOLD)
    decide(response, Action.APPROVE)
    assert now(response).edited_at is None
    decide(response, Action.HOLD)
    revise(response, OTHER)
    approved = decide(response, Action.APPROVE)
    assert now(response).edited_at == approved.at
    decide(response, Action.UNDO)
    assert now(response).edited_at is None


def decision_on(response, seen_edit):
    return change_status(
        response_id=response.pk,
        action=Action.HOLD,
        by=DESK,
        seen_digest=response.current.digest,
        seen_status=Status.PUBLISHED,
        reason=Reason.PERSON,
        seen_edit=seen_edit,
    )


def test_a_decision_on_a_response_whose_edit_was_not_seen_is_stale(response):
    edit = make_edit(response)
    with pytest.raises(Stale) as stale:
        decision_on(response, 0)
    assert (stale.value.revision, stale.value.decision.action) == (edit, "edit")
    assert decision_on(response, edit.pk).new_status == "held"


def test_a_decision_that_knows_of_an_edit_taken_back_is_stale(response):
    edit = make_edit(response)
    refuse_edit(response_id=response.pk, by=DESK, seen_digest=edit.digest, reason=Reason.PERSON)
    with pytest.raises(Stale) as stale:
        decision_on(response, edit.pk)
    assert stale.value.revision == response.current


def withdraw(response):
    return withdraw_response(
        response_id=response.pk, seen_digest=response.current.digest, seen_status=Status.PUBLISHED
    )


def test_its_author_withdraws_a_published_response_within_the_grace(response):
    reply = make_response(response, status=Status.PUBLISHED)
    withdraw(response)
    row = now(response)
    assert (row.status, row.reply_count) == ("withdrawn", 1)
    assert Response.objects.in_threads().filter(pk__in=[response.pk, reply.pk]).count() == 2
    assert not SearchEntry.objects.filter(key=f"response-{response.pk}").exists()


def test_after_the_grace_nothing_is_withdrawn(response):
    end_grace(response)
    with pytest.raises(Refused, match="more than 24 hours ago"):
        withdraw(response)
    assert now(response).status == "published"


def test_the_same_change_sent_twice_is_made_once(response):
    assert propose(response) == propose(response)
    waiting = make_response(response.work)
    changed = revise(waiting, OTHER)
    assert revise(waiting, OTHER) == changed
    seen = {"seen_digest": changed.digest, "seen_status": Status(waiting.status)}
    withdrawn = [withdraw_response(response_id=waiting.pk, **seen) for _ in range(2)]
    assert withdrawn[0] == withdrawn[1]
    assert Revision.objects.count() == 4
    actions = list(Decision.objects.order_by("id").values_list("action", flat=True))
    assert actions == ["approve", "edit", "revise", "withdraw"]


def test_a_withdrawal_of_other_words_than_were_withdrawn_is_stale(response):
    waiting = make_response(response.work)
    decide(waiting, Action.WITHDRAW)
    with pytest.raises(Stale):
        withdraw_response(response_id=waiting.pk, seen_digest="0" * 64, seen_status=Status.PENDING)


def test_queries(response, django_assert_num_queries):
    # One of each is the look of make_edit; the first edit of all makes its count.
    with django_assert_num_queries(35):
        make_edit(response)
    with django_assert_num_queries(31):
        make_edit(response, "The well is dug by nobody any more.")
    proposed = now(response).proposed
    with django_assert_num_queries(20):
        accept_edit(response_id=response.pk, by=DESK, seen_digest=proposed.digest)
