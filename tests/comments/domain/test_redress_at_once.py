"""Appeals, flags and redactions from several sides at once, on the engine as it is in production."""

from collections import Counter
from functools import partial

import pytest

from comments.domain.appeals import add_message, reverse_appeal, uphold_appeal
from comments.domain.lifting import lift_redaction
from comments.domain.moderation import AUTHOR, Actor, Refused
from comments.domain.redactions import (
    accept_redaction,
    propose_redaction,
    redact_at_once,
    refuse_redaction,
)
from comments.enums import Action, AppealState, ItemKind, Role, Status
from comments.models import Appeal, Decision, Flag, Item, ItemCount, Redaction, Response
from tests.at_once import at_once as together
from tests.factories import (
    decide,
    make_appeal,
    make_debate,
    make_flag,
    make_response,
    make_work,
    redaction_of,
)

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 8
TEXT = "Ines, who lives at the mill, digs the well of those who drink."
at_once = partial(together, refusals=Refused)


def moderator(number: int) -> Actor:
    return Actor(Role.MODERATOR, number, f"moderator {number}")


@pytest.fixture
def work():
    return make_work(make_debate())


def counted() -> None:
    """The counts of what waits are what waits."""
    for kind in ItemKind:
        counts = ItemCount.objects.filter(kind=kind)
        is_open = Item.objects.open().filter(kind=kind).count()
        assert sum(counts.values_list("number", flat=True)) == is_open


def kinds(results) -> tuple[str, ...]:
    return tuple("refused" if isinstance(each, Refused) else "done" for each in results)


def test_of_two_moderators_one_settles_an_appeal(work):
    outcomes = Counter()
    for _ in range(TIMES):
        response = make_response(work, status=Status.REJECTED)
        appeal = make_appeal(response)
        how = {"response_id": response.pk, "appeal_id": appeal.pk, "note": "Read again."}
        results = at_once(
            partial(uphold_appeal, by=moderator(1), **how),
            partial(reverse_appeal, by=moderator(2), **how),
            partial(add_message, response_id=response.pk, by=AUTHOR, text="One thing more."),
        )
        outcomes[kinds(results[:2])] += 1
        appeal.refresh_from_db()
        response.refresh_from_db()
        upheld = kinds(results)[0] == "done"
        assert (appeal.state, response.status) == (
            (AppealState.UPHELD, Status.REJECTED) if upheld else (AppealState.REVERSED, Status.PUBLISHED)
        )
        assert appeal.messages.count() == 1 + (kinds(results)[2] == "done")
    assert set(outcomes) <= {("done", "refused"), ("refused", "done")}
    assert Decision.objects.filter(action__in=[Action.UPHOLD, Action.REVERSE]).count() == TIMES
    counted()


def test_an_appeal_is_made_once_and_not_against_what_is_undone_at_the_same_time(work):
    for _ in range(TIMES):
        response = make_response(work)
        decide(response, Action.REJECT, by=moderator(1))
        results = at_once(
            partial(make_appeal, response, "The first words of an appeal."),
            partial(make_appeal, response, "Other words, from another tab."),
            partial(decide, response, Action.UNDO, by=moderator(1)),
        )
        assert kinds(results).count("done") == 1
        appealed = "done" in kinds(results)[:2]
        assert Appeal.objects.filter(response=response).count() == appealed
        response.refresh_from_db()
        assert response.status == (Status.REJECTED if appealed else Status.PENDING)
    counted()


def test_flags_at_once_hold_once_and_each_sender_counts_once(work):
    for _ in range(TIMES):
        response = make_response(work, status=Status.PUBLISHED)
        nets = ["10.0.1.1", "10.0.1.2", "10.0.2.1", "10.0.3.1"]
        at_once(*(partial(make_flag, response, sender=net) for net in nets))
        response.refresh_from_db()
        assert response.status == Status.HELD
        assert Decision.objects.filter(response=response, action=Action.HOLD).count() == 1
        assert Flag.objects.filter(response=response).count() == 3
    counted()


def test_a_flag_that_holds_against_a_removal_leaves_one_of_both_and_their_order(work):
    for _ in range(TIMES):
        parent = make_response(work, status=Status.PUBLISHED)
        response = make_response(parent, status=Status.PUBLISHED)
        for net in ("10.0.1.1", "10.0.2.1"):
            make_flag(response, sender=net)
        at_once(
            partial(make_flag, response, sender="10.0.3.1"),
            partial(decide, response, Action.REMOVE, by=moderator(1)),
            partial(decide, parent, Action.REMOVE, by=moderator(2)),
        )
        response.refresh_from_db()
        assert response.status in (Status.HELD, Status.REMOVED)
        last = Decision.objects.filter(response=response).latest("id")
        assert last.new_status == response.status
    counted()


def test_an_author_answers_once_while_moderators_take_it_back(work):
    for _ in range(TIMES):
        response = make_response(work, text=TEXT, status=Status.PUBLISHED)
        proposal = redaction_of(response, "lives at the mill")
        redaction = propose_redaction(response_id=response.pk, by=moderator(1), proposal=proposal)
        how = {"response_id": response.pk, "redaction_id": redaction.pk}
        results = at_once(
            partial(accept_redaction, **how),
            partial(refuse_redaction, **how),
            partial(lift_redaction, by=moderator(2), note="", **how),
        )
        accepted, refused, _ = kinds(results)
        assert (accepted, refused) != ("done", "done")
        redaction.refresh_from_db()
        response = Response.objects.select_related("current").get(pk=response.pk)
        assert (redaction.state == "accepted") == (accepted == "done")
        assert ("mill" in response.current.text) == (accepted == "refused")
        waits = Item.objects.open().filter(response=response, kind=ItemKind.REDACTION).exists()
        assert waits == (redaction.state == "refused")
    counted()


def test_of_two_moderators_one_withholds_words_at_once(work):
    for _ in range(TIMES):
        response = make_response(work, text=TEXT, status=Status.PUBLISHED)
        proposal = redaction_of(response, "lives at the mill")
        results = at_once(
            *(
                partial(redact_at_once, response_id=response.pk, by=moderator(number), proposal=proposal)
                for number in (1, 2)
            ),
            partial(decide, response, Action.WITHDRAW),
        )
        redacted = Redaction.objects.filter(response=response).count()
        assert redacted == kinds(results[:2]).count("done") <= 1
        assert Decision.objects.filter(response=response, action=Action.REDACT).count() == redacted
        assert response.revisions.count() == 1 + redacted
    counted()
