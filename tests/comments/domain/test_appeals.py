"""Appeals: once for each decision, answered by somebody who did not make it."""

import itertools

import pytest

from comments.domain.appeals import (
    LONGEST,
    MessageRefused,
    add_message,
    fit_message,
    open_appeal,
    reverse_appeal,
    uphold_appeal,
)
from comments.domain.moderation import AUTHOR, Actor, Refused, Stale, by_rule, change_status
from comments.enums import Action, AppealState, ItemKind, Reason, Role, Status
from comments.models import (
    Appeal,
    AppealMessage,
    Decision,
    DecisionNote,
    Exemption,
    Item,
    ItemCount,
    Response,
)
from comments.rules import APPEALABLE
from tests.factories import actor, decide, make_appeal, make_response

pytestmark = pytest.mark.django_db
TEXT = "It does answer the paragraph, in its second half."
NOTE = "Read again: it answers the second half."


def waiting() -> int:
    count = ItemCount.objects.filter(kind=ItemKind.APPEAL).first()
    is_open = Item.objects.open().filter(kind=ItemKind.APPEAL).count()
    assert is_open == (count.number if count else 0)
    return is_open


@pytest.fixture
def rejected(work, asta):
    """Rejected by asta."""
    response = make_response(work)
    decide(response, Action.REJECT, by=actor(asta))
    return Response.objects.get(pk=response.pk)


@pytest.mark.parametrize(("status", "action"), list(itertools.product(Status, [Action.APPEAL])))
def test_in_which_states_an_author_may_appeal(work, status, action):
    response = make_response(work, status=status)
    last = Decision.objects.filter(response=response).order_by("-id").first()
    asked = {"response_id": response.pk, "decision_id": last.pk if last else 1, "text": TEXT}
    if status in (Status.REJECTED, Status.REMOVED):
        appeal = open_appeal(**asked)
        assert (appeal.state, appeal.decision) == (AppealState.OPEN, last)
        assert [(each.role, each.text) for each in appeal.messages.all()] == [("author", TEXT)]
        assert Decision.objects.latest("id").action == action
        assert Response.objects.get(pk=response.pk).status == status
        assert waiting() == 1
    else:
        with pytest.raises(Refused):
            open_appeal(**asked)
        assert (Appeal.objects.count(), waiting()) == (0, 0)


def test_an_appeal_is_made_once_and_sent_twice_is_the_same(rejected):
    appeal = make_appeal(rejected, TEXT)
    assert make_appeal(rejected, TEXT) == appeal
    with pytest.raises(Refused, match="there is one for each"):
        make_appeal(rejected, "Other words, but the same decision.")
    assert Decision.objects.filter(action=Action.APPEAL).count() == AppealMessage.objects.count() == 1


def test_after_it_was_upheld_there_is_no_second_one_and_after_a_reversal_there_is(rejected, bo):
    appeal = make_appeal(rejected)
    uphold_appeal(response_id=rejected.pk, by=actor(bo), appeal_id=appeal.pk, note=NOTE)
    with pytest.raises(Refused):
        make_appeal(rejected, "Once more, with other words.")
    other = make_response(rejected.work, status=Status.REJECTED)
    reverse_appeal(response_id=other.pk, by=actor(bo), appeal_id=make_appeal(other).pk, note=NOTE)
    decide(other, Action.REMOVE)
    assert make_appeal(other).state == AppealState.OPEN
    assert waiting() == 1


def test_not_against_a_decision_that_was_undone_and_made_anew(rejected, asta):
    first = Decision.objects.latest("id")
    decide(rejected, Action.UNDO, by=actor(asta))
    decide(rejected, Action.REJECT, by=actor(asta))
    with pytest.raises(Refused, match="does not stand by this decision"):
        open_appeal(response_id=rejected.pk, decision_id=first.pk, text=TEXT)


@pytest.mark.parametrize(
    ("settle", "status", "state"),
    [
        (uphold_appeal, Status.REJECTED, AppealState.UPHELD),
        (reverse_appeal, Status.PUBLISHED, AppealState.REVERSED),
    ],
)
def test_what_settling_it_does(rejected, bo, settle, status, state):
    appeal = make_appeal(rejected)
    decision = settle(response_id=rejected.pk, by=actor(bo), appeal_id=appeal.pk, note=NOTE)
    appeal.refresh_from_db()
    assert (appeal.state, appeal.closed_at is not None) == (state, True)
    assert (decision.new_status, decision.actor_name, decision.note) == (status, "bo", NOTE)
    assert Response.objects.get(pk=rejected.pk).status == status
    assert waiting() == 0
    for again in (uphold_appeal, reverse_appeal):
        with pytest.raises(Stale) as late:
            again(response_id=rejected.pk, by=actor(bo), appeal_id=appeal.pk, note=NOTE)
        assert (late.value.status, late.value.decision) == (status, decision)
    with pytest.raises(Refused, match="decided on meanwhile"):
        add_message(response_id=rejected.pk, by=AUTHOR, text="Thank you.")


@pytest.mark.parametrize("doing", ["uphold", "reverse", "say"])
def test_nobody_answers_the_appeal_against_their_own_decision(rejected, asta, doing):
    appeal = make_appeal(rejected)
    how = {"response_id": rejected.pk, "by": actor(asta)}

    def do():
        if doing == "say":
            return add_message(text="What do you mean?", **how)
        return {"uphold": uphold_appeal, "reverse": reverse_appeal}[doing](
            appeal_id=appeal.pk, note=NOTE, **how
        )

    with pytest.raises(Refused, match="The appeal is against your own decision"):
        do()
    assert (DecisionNote.objects.count(), AppealMessage.objects.count(), waiting()) == (0, 1, 1)
    Exemption.objects.create(
        response=rejected,
        moderator=asta,
        granted_by_name="eda",
        granted_as=Role.EDITOR,
        reason="Nobody else is there.",
        at=appeal.opened_at,
    )
    do()


def test_nobody_answers_the_appeal_on_their_own_response(work, asta):
    response = make_response(work, author=asta, status=Status.REJECTED)
    appeal = make_appeal(response)
    with pytest.raises(Refused, match="You sent this response yourself"):
        reverse_appeal(response_id=response.pk, by=actor(asta), appeal_id=appeal.pk, note=NOTE)
    with pytest.raises(Refused, match="You sent this response yourself"):
        add_message(response_id=response.pk, by=actor(asta), text="Hm.")


def test_a_decision_of_a_rule_can_be_appealed_against_and_anybody_answers(work, asta):
    response = make_response(work)
    change_status(
        response_id=response.pk,
        action=Action.REJECT,
        by=by_rule("word list"),
        seen_digest=response.current.digest,
        seen_status=Status.PENDING,
        reason=Reason.ADVERTISING,
    )
    appeal = make_appeal(response)
    reverse_appeal(response_id=response.pk, by=actor(asta), appeal_id=appeal.pk, note=NOTE)
    assert Response.objects.get(pk=response.pk).is_published


def test_under_what_is_not_published_a_reversal_says_so_and_leaves_the_appeal_open(work, asta, bo):
    parent = make_response(work, status=Status.PUBLISHED)
    reply = make_response(parent, status=Status.REMOVED)
    decide(parent, Action.REMOVE)
    appeal = make_appeal(reply)
    with pytest.raises(Refused, match="The response that it answers is not published"):
        reverse_appeal(response_id=reply.pk, by=actor(bo), appeal_id=appeal.pk, note=NOTE)
    appeal.refresh_from_db()
    assert (appeal.state, waiting()) == (AppealState.OPEN, 1)


def test_both_sides_write_and_the_same_words_twice_are_there_once(rejected, bo):
    appeal = make_appeal(rejected, TEXT)
    for by, text in [(actor(bo), "Which half?"), (actor(bo), "Which half?"), (AUTHOR, "The second.")]:
        add_message(response_id=rejected.pk, by=by, text=text)
    said = [(each.role, each.actor_name, each.text) for each in appeal.messages.all()]
    assert said == [("author", "", TEXT), ("moderator", "bo", "Which half?"), ("author", "", "The second.")]


@pytest.mark.parametrize("role", list(Role))
def test_who_may_take_part(rejected, bo, role):
    make_appeal(rejected)
    by = AUTHOR if role == Role.AUTHOR else Actor(role, bo.pk, "bo")
    if role in (Role.RULE, Role.READER):
        with pytest.raises(Refused, match="Your account cannot do this"):
            add_message(response_id=rejected.pk, by=by, text="And now?")
    else:
        assert add_message(response_id=rejected.pk, by=by, text="And now?").role == role


@pytest.mark.parametrize(
    ("typed", "shortest", "refusal"),
    [
        ("x" * 20, 20, None),
        ("x" * LONGEST, 20, None),
        ("x", 1, None),
        ("x" * 19, 20, "at least 20 characters; these are 19"),
        ("x" * (LONGEST + 1), 1, "At most 5,000 characters can be sent; these are 5,001"),
        ("\u200b \n", 1, "Nothing is written"),
    ],
)
def test_how_long_a_message_may_be(typed, shortest, refusal):
    if refusal is None:
        assert fit_message(typed, shortest=shortest) == typed
        return
    with pytest.raises(MessageRefused, match=refusal):
        fit_message(typed, shortest=shortest)


def test_only_rejections_and_removals_are_appealed_against():
    assert {Action.REJECT, Action.REMOVE} == APPEALABLE
