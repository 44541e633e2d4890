"""Words withheld: proposed or at once, accepted or refused, kept or shown again; never in silence."""

import pytest

from comments.domain.lifting import SHOWN_AGAIN, STAY, keep_withheld, lift_redaction
from comments.domain.moderation import Actor, Refused, Stale
from comments.domain.redactions import (
    Proposal,
    accept_redaction,
    propose_redaction,
    redact_at_once,
    refuse_redaction,
)
from comments.enums import Action, ActKind, Finding, ItemKind, Reason, RedactionState, Role, Status
from comments.markup.withheld import HTML, MARK
from comments.models import Act, Decision, Flag, Item, Redaction, Response, Revision
from comments.queries.wordings import wordings_of
from comments.rules import TRANSITIONS
from essays.models import SearchEntry
from tests.factories import actor, decide, make_flag, make_response, make_revision, redaction_of

pytestmark = pytest.mark.django_db
TEXT = "Ines, who lives at the mill, digs the well of those who drink."
WITHHELD = f"Ines, who {MARK}, digs the well of those who drink."
PASSAGE = "lives at the mill"


@pytest.fixture
def published(work):
    return make_response(work, text=TEXT, status=Status.PUBLISHED)


def now(response):
    return Response.objects.select_related("current").get(pk=response.pk)


def waits(response):
    return Item.objects.open().filter(response=response, kind=ItemKind.REDACTION).exists()


def propose(response, user, passages=PASSAGE, **how):
    return propose_redaction(
        response_id=response.pk, by=actor(user), proposal=redaction_of(response, passages, **how)
    )


def at_once(response, user, passages=PASSAGE):
    redact_at_once(response_id=response.pk, by=actor(user), proposal=redaction_of(response, passages))
    return Redaction.objects.latest("id")


def answered(answer, redaction):
    return answer(response_id=redaction.response_id, redaction_id=redaction.pk)


def settled(settle, redaction, user, note="It does no harm."):
    return settle(response_id=redaction.response_id, redaction_id=redaction.pk, by=actor(user), note=note)


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("start", [propose_redaction, redact_at_once])
def test_in_which_states_words_can_be_withheld(work, asta, status, start):
    response = make_response(work, text=TEXT, status=status)
    how = {"response_id": response.pk, "by": actor(asta), "proposal": redaction_of(response, PASSAGE)}
    if (status, Action.REDACT) in TRANSITIONS:
        start(**how)
        assert Redaction.objects.get().state == ("proposed" if start == propose_redaction else "urgent")
    else:
        with pytest.raises(Refused, match="cannot be redacted"):
            start(**how)
        assert (Redaction.objects.count(), Revision.objects.count()) == (0, 1)


def test_a_proposal_changes_nothing_until_its_author_accepts(published, asta):
    redaction = propose(published, asta, note="Where she lives is nobody’s business.")
    assert (now(published).current.text, Decision.objects.count(), waits(published)) == (TEXT, 1, False)
    answered(accept_redaction, redaction)
    response = now(published)
    assert (response.current.text, response.current.number, response.status) == (WITHHELD, 2, "published")
    assert f"who {HTML}, digs" in response.current.html
    redaction.refresh_from_db()
    assert (redaction.state, redaction.redacted) == (RedactionState.ACCEPTED, response.current)
    decision = Decision.objects.latest("id")
    assert (decision.action, decision.role, decision.reason) == ("redact", "author", "endangers")
    assert decision.revision_digest == response.current.digest
    assert PASSAGE not in SearchEntry.objects.get(key=f"response-{response.pk}").body


def test_a_refused_proposal_waits_for_the_moderators_and_can_be_taken_back(published, asta, bo):
    redaction = answered(refuse_redaction, propose(published, asta))
    assert (now(published).current.text, redaction.state, waits(published)) == (TEXT, "refused", True)
    assert settled(lift_redaction, redaction, bo) is None
    redaction.refresh_from_db()
    assert (redaction.state, waits(published)) == (RedactionState.LIFTED, False)
    assert Decision.objects.count() == 1


def test_an_urgent_one_takes_effect_at_once_and_its_author_can_agree_afterwards(published, asta):
    redaction = at_once(published, asta)
    assert now(published).current.text == WITHHELD
    assert (redaction.state, redaction.was_urgent, redaction.redacted) == (
        "urgent",
        True,
        now(published).current,
    )
    assert [(span.start, span.end) for span in redaction.spans.all()] == [(10, 27)]
    decision = Decision.objects.latest("id")
    assert (decision.action, decision.actor_name, decision.reason) == ("redact", "asta", "endangers")
    assert answered(accept_redaction, redaction).state == RedactionState.ACCEPTED
    assert (Decision.objects.count(), Revision.objects.count(), waits(published)) == (2, 2, False)


def test_a_refused_urgent_one_stays_until_another_moderator_decides(published, asta, bo):
    redaction = answered(refuse_redaction, at_once(published, asta))
    assert (now(published).current.text, redaction.state, waits(published)) == (WITHHELD, "refused", True)
    with pytest.raises(Refused, match="You withheld these words yourself"):
        settled(keep_withheld, redaction, asta)
    decision = settled(keep_withheld, redaction, bo, note="It does harm.")
    assert (decision.note, decision.actor_name) == (f"{STAY} It does harm.", "bo")
    assert (now(published).current.text, waits(published)) == (WITHHELD, False)
    with pytest.raises(Refused, match="settled meanwhile"):
        settled(keep_withheld, redaction, bo)


@pytest.mark.parametrize("answer", [None, accept_redaction, refuse_redaction])
def test_words_are_shown_again_by_a_new_revision(published, asta, bo, answer):
    redaction = at_once(published, asta)
    if answer:
        answered(answer, redaction)
    decision = settled(lift_redaction, redaction, bo)
    response = now(published)
    assert (response.current.text, response.current.number) == (TEXT, 3)
    assert (decision.action, decision.note) == ("redact", f"{SHOWN_AGAIN} It does no harm.")
    redaction.refresh_from_db()
    assert (redaction.state, waits(published)) == (RedactionState.LIFTED, False)
    assert readable(response) == [3]
    with pytest.raises(Refused, match="settled meanwhile"):
        settled(lift_redaction, redaction, bo)


def readable(response) -> list[int]:
    """The revisions that any reader can look at, newest first."""
    return [wording.revision.number for wording in wordings_of(response.pk)[1]]


def test_no_reader_sees_a_revision_that_holds_words_which_are_withheld(work, asta):
    response = make_response(work, text=f"First. {TEXT}")
    make_revision(response, text=TEXT)
    decide(response, Action.APPROVE)
    assert readable(response) == [2]
    at_once(response, asta)
    assert readable(response) == [3]


def test_a_second_urgent_one_comes_upon_the_first_and_both_wait_for_the_author(published, asta, bo):
    first = at_once(published, asta)
    second = at_once(published, bo, "Ines")
    assert now(published).current.text == WITHHELD.replace("Ines", MARK)
    with pytest.raises(Refused, match="earlier ones cannot be put back"):
        settled(lift_redaction, first, asta)
    assert answered(refuse_redaction, first).state == answered(refuse_redaction, second).state == "refused"
    settled(lift_redaction, second, asta)
    assert now(published).current.text == WITHHELD


def test_one_proposal_at_a_time_and_one_for_other_words_makes_room(published, asta, bo):
    first = propose(published, asta)
    with pytest.raises(Refused, match="Another redaction of these words waits"):
        propose(published, bo, "Ines")
    make_revision(published, text=f"{TEXT} Ask her.")
    with pytest.raises(Refused, match="words have been changed since"):
        answered(accept_redaction, first)
    second = propose(published, bo, "Ask her")
    first.refresh_from_db()
    assert (first.state, second.state) == (RedactionState.LIFTED, RedactionState.PROPOSED)


def test_an_urgent_one_takes_the_place_of_a_proposal(published, asta, bo):
    proposed = answered(refuse_redaction, propose(published, asta))
    assert waits(published)
    waiting = propose(published, asta)
    at_once(published, bo)
    waiting.refresh_from_db()
    assert (waiting.state, proposed.state, waits(published)) == ("lifted", "refused", False)


@pytest.mark.parametrize("answer", [accept_redaction, refuse_redaction])
def test_what_is_answered_is_not_answered_again(published, asta, answer):
    redaction = propose(published, asta)
    answered(answer, redaction)
    (other,) = {accept_redaction, refuse_redaction} - {answer}
    with pytest.raises(Refused, match="It is not open any more"):
        answered(other, redaction)


@pytest.mark.parametrize("start", [propose_redaction, redact_at_once])
def test_what_a_moderator_has_not_seen_is_not_redacted(published, asta, start):
    proposal = redaction_of(published, PASSAGE)
    make_revision(published, text=f"Other words. {TEXT}")
    with pytest.raises(Stale):
        start(response_id=published.pk, by=actor(asta), proposal=proposal)


@pytest.mark.parametrize("start", [propose_redaction, redact_at_once])
def test_who_may_not_withhold_words(work, published, asta, start):
    with pytest.raises(Refused, match="cannot do this"):
        start(
            response_id=published.pk,
            by=Actor(Role.READER, asta.pk, "asta"),
            proposal=redaction_of(published, PASSAGE),
        )
    own = make_response(work, text=TEXT, author=asta)
    with pytest.raises(Refused, match="You sent this response yourself"):
        start(response_id=own.pk, by=actor(asta), proposal=redaction_of(own, PASSAGE))
    with pytest.raises(Refused, match="does not stand in the response"):
        start(response_id=published.pk, by=actor(asta), proposal=redaction_of(published, "the moon"))
    seen = redaction_of(published, PASSAGE)
    with pytest.raises(Refused, match="Choose a reason"):
        start(
            response_id=published.pk,
            by=actor(asta),
            proposal=Proposal(seen.seen_digest, seen.seen_status, PASSAGE, Reason.NONE),
        )


def test_a_redaction_of_another_response_is_not_found(work, published, asta):
    redaction = propose(published, asta)
    other = make_response(work)
    for answer in (accept_redaction, refuse_redaction):
        with pytest.raises(Redaction.DoesNotExist):
            answer(response_id=other.pk, redaction_id=redaction.pk)
    for settle in (lift_redaction, keep_withheld):
        with pytest.raises(Redaction.DoesNotExist):
            settle(response_id=other.pk, redaction_id=redaction.pk, by=actor(asta), note="")


@pytest.mark.parametrize("action", [Action.REMOVE, Action.WITHDRAW])
def test_with_the_response_gone_nothing_waits_any_more(published, asta, action):
    answered(refuse_redaction, propose(published, asta))
    waiting = propose(published, asta)
    decide(published, action)
    waiting.refresh_from_db()
    assert (waiting.state, waits(published)) == (RedactionState.LIFTED, False)


def test_flags_are_founded_where_words_are_withheld(published, asta):
    make_flag(published)
    answered(accept_redaction, propose(published, asta))
    assert Flag.objects.get().finding == Finding.FOUNDED
    assert not Item.objects.open().filter(kind=ItemKind.FLAGS).exists()


def acts():
    return list(Act.objects.order_by("id").values_list("kind", "role", "actor_name", "said"))


def test_what_decides_on_nothing_is_an_act_without_the_words(published, asta):
    redaction = propose(published, asta)
    answered(refuse_redaction, redaction)
    settled(lift_redaction, redaction, asta)
    assert {each[0] for each in acts()} == {ActKind.PROPOSAL}
    assert [each[1:] for each in acts()] == [
        ("moderator", "asta", "Its author is asked to let 1 passage be withheld: endangers someone."),
        ("author", "", "Its author does not agree to words being withheld."),
        ("moderator", "asta", "The proposal to withhold words is taken back."),
    ]


def test_what_a_decision_records_is_no_act_too(published, asta):
    redaction = at_once(published, asta)
    assert acts() == []
    answered(accept_redaction, redaction)
    assert acts() == [("proposal", "author", "", "Its author agrees that the words stay withheld.")]
    settled(lift_redaction, redaction, asta)
    assert len(acts()) == 1
