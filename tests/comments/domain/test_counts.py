"""Counts of replies and tallies, kept by every decision, and what a decision costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.domain import moderation
from comments.domain.moderation import Refused, Stale
from comments.domain.verifying import find_wrong_tallies
from comments.enums import Action, Status
from comments.models import Decision, Response, Tally
from essays.models import Block
from tests.factories import (
    decide,
    make_debate,
    make_formulation,
    make_link,
    make_position,
    make_question,
    make_response,
    make_voice,
    make_work,
)

pytestmark = pytest.mark.django_db


def counts(response: Response) -> int:
    return Response.objects.get(pk=response.pk).reply_count


def tallies() -> dict[str, tuple[int, int]]:
    return {row.scope: (row.responses, row.threads) for row in Tally.objects.all()}


@pytest.mark.parametrize("status", [s for s in Status if s != Status.PUBLISHED])
def test_a_reply_is_published_under_a_published_response_only(work, status):
    parent = make_response(work, status=status)
    reply = make_response(parent)
    with pytest.raises(Refused) as refusal:
        decide(reply, Action.APPROVE)
    assert refusal.value.message == (
        "The response that it answers is not published, so it cannot be published either."
    )
    assert decide(reply, Action.REJECT).new_status == Status.REJECTED


def test_replies_are_counted_by_every_response_above(work):
    top = make_response(work, status=Status.PUBLISHED)
    middle = make_response(top, status=Status.PUBLISHED)
    low = make_response(middle, status=Status.PUBLISHED)
    make_response(middle, status=Status.PENDING)
    assert [counts(r) for r in (top, middle, low)] == [2, 1, 0]
    decide(middle, Action.REMOVE)
    assert [counts(r) for r in (top, middle, low)] == [1, 1, 0]
    decide(low, Action.REMOVE)
    assert [counts(r) for r in (top, middle, low)] == [0, 0, 0]


def test_tallies_count_published_responses_and_threads_in_every_scope():
    debate = make_debate()
    work, formulation, question = make_work(debate), make_formulation(debate), make_question(debate)
    block = Block.objects.get(work=work, number=2)
    on_block = make_response(block, status=Status.PUBLISHED)
    make_response(on_block, status=Status.PUBLISHED)
    make_response(work, status=Status.PUBLISHED)
    make_response(formulation, status=Status.PUBLISHED)
    make_response(question, status=Status.PENDING)
    other = Block.objects.get(work=make_work(debate, siglum="B"), number=1)
    link = make_link(other, block, "drinks")
    position = make_position(question, make_voice(work))
    for target in (link, (other, block), position):
        make_response(target, status=Status.PENDING)
    before = {
        f"block:{block.pk}": (2, 1),
        f"debate:{debate.pk}": (4, 3),
        f"formulation:{formulation.pk}": (1, 1),
        f"work:{work.pk}": (3, 2),
    }
    assert tallies() == before
    for row in Response.objects.exclude(link=None) | Response.objects.exclude(position=None):
        decide(row, Action.APPROVE)
    assert tallies() == before | {
        f"block:{block.pk}": (3, 2),
        f"block:{other.pk}": (1, 1),
        f"debate:{debate.pk}": (6, 5),
        f"link:{link.pk}": (1, 1),
        f"pair:{block.pk}-{other.pk}": (1, 1),
        f"position:{position.pk}": (1, 1),
        f"question:{question.pk}": (1, 1),
        f"work:{work.pk}": (4, 3),
        f"work:{other.work_id}": (1, 1),
    }


def test_what_is_not_published_is_counted_nowhere(work):
    top = make_response(work, status=Status.PUBLISHED)
    before = tallies()
    for status in (Status.PENDING, Status.HELD, Status.REJECTED, Status.WITHDRAWN, Status.REMOVED):
        make_response(top, status=status)
    assert counts(top) == 0
    assert tallies() == before == {f"debate:{work.debate_id}": (1, 1), f"work:{work.pk}": (1, 1)}


def test_a_thread_counts_while_anything_in_it_is_published(work):
    top, lone = make_response(work, status=Status.PUBLISHED), make_response(work, status=Status.PUBLISHED)
    replies = [make_response(top, status=Status.PUBLISHED) for _ in range(2)]
    counted = []
    for each, action in [
        (top, Action.REMOVE),
        (replies[0], Action.REMOVE),
        (replies[1], Action.REMOVE),
        (top, Action.UNDO),
        (lone, Action.REMOVE),
    ]:
        decide(each, action)
        counted.append(tallies()[f"work:{work.pk}"])
        assert list(find_wrong_tallies()) == []
    assert counted == [(3, 2), (2, 2), (1, 1), (2, 2), (1, 1)]


def test_a_refusal_leaves_the_counts_alone(work):
    parent = make_response(work, status=Status.PUBLISHED)
    decide(parent, Action.REMOVE)
    before = tallies()
    with pytest.raises(Refused):
        decide(make_response(parent), Action.APPROVE)
    assert tallies() == before


def spent(response: Response, action: Action, **how: object) -> int:
    """Queries of one decision, without those of looking the response up and of the transaction."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        decide(response, action, **how)
    return len([q for q in queries if "SAVEPOINT" not in q["sql"]]) - 1


def test_cost_of_a_decision(work):
    pair = tuple(work.blocks.filter(number__in=(1, 2)))
    for status in (Status.REJECTED, Status.REMOVED):
        make_response(work, status=status)
    for target in (work, pair):
        make_response(target, status=Status.PUBLISHED)
        assert spent(make_response(target), Action.REJECT) == 11
        assert spent(make_response(target), Action.APPROVE) == 14
        assert spent(make_response(target, status=Status.PUBLISHED), Action.REMOVE) == 15


@pytest.mark.parametrize("depth", [1, 3])
def test_cost_of_publishing_a_reply_does_not_grow_with_its_depth(work, depth):
    above = make_response(work, status=Status.PUBLISHED)
    for _ in range(depth - 1):
        above = make_response(above, status=Status.PUBLISHED)
    make_response(above, status=Status.REJECTED)
    assert spent(make_response(above), Action.APPROVE) == 15
    assert spent(make_response(above), Action.REJECT) == 12


def test_the_write_finds_no_row_when_the_status_changed_after_it_was_read(work):
    """As where locks are not to be had: two callers have read the same status."""
    response = make_response(work)
    decide(response, Action.HOLD)
    with pytest.raises(Stale):
        moderation._write(response, Action.APPROVE, Status.PUBLISHED, None, timezone.now())
    assert Response.objects.get().status == Status.HELD
    assert Decision.objects.count() == 1
