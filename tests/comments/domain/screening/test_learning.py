"""What the filter learns from decisions, and what it then says."""

import pytest

from comments.domain.moderation import Actor, Refused, by_rule, change_status
from comments.domain.screening.learning import learn
from comments.domain.screening.settings import Rules
from comments.enums import Action, ActKind, Reason, Role, Ruling, Status
from comments.models import Act, Learning, LearntWord
from tests.factories import decide, make_response, make_rules, make_screened

pytestmark = pytest.mark.django_db
EDA = Actor(Role.EDITOR, 7, "eda")
GOOD, BAD = "The well is dug by those who drink.", "Bonus casino bonus for those who drink."


def decided(work, number=3):
    for _ in range(number):
        make_response(work, text=GOOD, status=Status.PUBLISHED)
        make_response(work, text=BAD, status=Status.REJECTED)
    make_response(work, text=f"{BAD} removed", status=Status.REMOVED)


def learnt():
    return {row.word: (row.published, row.rejected) for row in LearntWord.objects.all()}


def test_counts_in_how_many_texts_a_word_stands(work):
    decided(work)
    learning = learn(by=EDA)
    assert (learning.published, learning.rejected) == (3, 4)
    words = learnt()
    assert (words["casino"], words["bonus"], words["well"], words["drink"]) == (
        (0, 4),
        (0, 4),
        (3, 0),
        (3, 4),
    )
    assert "removed" not in words


def test_what_rules_decided_and_what_is_not_decided_is_left_out(work):
    row = make_response(work, text=BAD)
    change_status(
        response_id=row.pk,
        action=Action.REJECT,
        by=by_rule("word lists"),
        seen_digest=row.current.digest,
        seen_status=Status.PENDING,
        reason=Reason.ADVERTISING,
    )
    for status in (Status.PENDING, Status.HELD, Status.WITHDRAWN):
        make_response(work, text=BAD, status=status)
    undone = make_response(work, text=BAD, status=Status.REJECTED)
    decide(undone, Action.UNDO)
    learning = learn(by=EDA)
    assert (learning.published, learning.rejected, learnt()) == (0, 0, {})


def test_what_was_learnt_before_goes(work):
    decided(work)
    learn(by=EDA)
    second = learn(by=by_rule("learn_filter"))
    assert Learning.objects.get() == second
    assert set(LearntWord.objects.values_list("learning", flat=True)) == {second.pk}
    assert [(act.kind, act.actor_name, act.said) for act in Act.objects.order_by("pk")] == [
        (ActKind.RULES, "eda", "Learnt from 3 published and 4 rejected responses."),
        (ActKind.RULES, "", "Learnt from 3 published and 4 rejected responses."),
    ]


def test_only_editors_let_it_learn():
    with pytest.raises(Refused):
        learn(by=Actor(Role.MODERATOR, 7, "mo"))


def test_it_is_off_until_it_has_enough_of_both_and_then_gives_its_reasons(work):
    def said(text):
        notes = make_screened(make_response(work, text=text)).notes
        return next(note.answer for note in notes if note.phase == "learnt filter")

    decided(work, 10)
    learn(by=EDA)
    assert said(BAD).ruling == Ruling.OFF
    make_rules(Rules(values={"learnt_enough": 10}))
    bad, good = said(BAD), said(GOOD)
    assert (bad.ruling, set(bad.words)) == (Ruling.HOLD, {"bonus", "casino", "for"})
    assert "“casino” in 11 rejected, 0 published" in bad.said
    assert (good.ruling, good.figure) == (Ruling.PASS, 0)


@pytest.mark.parametrize("number", [3, 9])
def test_cost_whatever_the_number(work, number, django_assert_num_queries):
    decided(work, number)
    with django_assert_num_queries(16):
        learn(by=EDA)
