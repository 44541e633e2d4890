"""What changed rules would have changed, tried on what was decided."""

import pytest

from comments.domain.screening.settings import Rules
from comments.domain.screening.trying import MOST_DECISIONS, MOST_LISTED, try_rules
from comments.enums import Action, Distress, Role, Status
from comments.models import RuleSet, ScreeningNote
from comments.queries.screening import latest_decided
from tests.factories import decide, make_response, make_revision, make_rules, make_screened, make_user

pytestmark = pytest.mark.django_db
PUMPS = "The pumps of the village, www.example.org/pumps and all, are for those who drink."


def decided(work, text, status=Status.PUBLISHED, *, screened=True, name="", **fields):
    """Without a name, no phase but the one in question holds it."""
    response = make_response(work, text=text, name=name, **fields)
    if screened:
        make_screened(response)
    for action in {Status.PUBLISHED: [Action.APPROVE], Status.REJECTED: [Action.REJECT]}[status]:
        decide(response, action)
    return response


def told(trial):
    return [
        (each.decision.response_id, ", ".join(note.phase for note in each.phases), each.before, each.after)
        for each in trial.changes
    ]


def test_a_word_on_a_list(work):
    decided(work, "Nothing of the kind is in these words.")
    first, second = decided(work, PUMPS), decided(work, PUMPS, Status.REJECTED, screened=False)
    trial = try_rules(Rules(reject=("pumps",)))
    assert trial.phases == ("word lists",)
    assert told(trial) == [
        (second.pk, "word lists", "not held", "rejected"),
        (first.pk, "word lists", "not held", "rejected"),
    ]
    assert (trial.decisions, trial.number, trial.is_a_change) == (3, 2, True)
    assert set(trial.totals) == {
        ("not held", "rejected", "approved", 1),
        ("not held", "rejected", "rejected", 1),
    }
    assert trial.changes[0].phases[0].answer.words == ("pumps", "www.example.org/pumps")


def test_a_threshold_in_both_directions(work):
    row = decided(work, PUMPS)
    assert told(try_rules(Rules(values={"links_most": 0}))) == [(row.pk, "links", "not held", "held")]
    make_rules(Rules(values={"links_most": 0}))
    assert told(try_rules(Rules(version=1))) == [(row.pk, "links", "held", "not held")]


def test_thresholds_of_what_was_measured_then(work):
    first = decided(work, PUMPS, name="Ines")
    second = decided(work, "Nothing of the kind is in these words at all.", name="Ines")
    notes = ScreeningNote.objects.filter(revision__response=second, phase="posting pace")
    assert notes.get().figure == 1
    assert told(try_rules(Rules(values={"pace_most": 1}))) == [
        (second.pk, "posting pace", "not held", "held")
    ]
    third = decided(work, PUMPS, name="Ines")
    same = try_rules(Rules(values={"repeated_on": 0}))
    assert told(same) == [(third.pk, "repeated text", "held", "not held")]
    newcomers = try_rules(Rules(values={"newcomers_on": 0}))
    assert told(newcomers) == [(first.pk, "newcomers", "held", "not held")]


def test_the_pace_is_known_beyond_the_limit_of_then(work):
    rows = [decided(work, f"These are the words of number {each} of them.", name="Ines") for each in range(5)]
    make_rules(Rules(values={"pace_most": 1, "newcomers_on": 0}))
    for row in rows:
        ScreeningNote.objects.filter(revision__response=row).delete()
        row.current.screened.delete()
        make_screened(row)
    now = try_rules(Rules(version=1, values={"pace_most": 3, "newcomers_on": 0}))
    assert [(each.decision.response_id, each.after) for each in now.changes] == [
        (rows[2].pk, "not held"),
        (rows[1].pk, "not held"),
    ]


def test_a_decision_counts_once_and_only_where_something_else_would_be_done(work):
    decided(work, "Pumps.")
    both = decided(work, PUMPS)
    trial = try_rules(Rules(values={"length_fewest": 100}, hold=("pumps",)))
    assert told(trial) == [(both.pk, "length, word lists", "not held", "held")]
    assert (trial.decisions, trial.number, trial.no_matter) == (2, 1, 1)


def test_what_was_not_measured_is_said_and_not_guessed(work):
    decided(work, PUMPS, screened=False, name="Ines")
    changed = Rules(values={"pace_most": 1, "repeated_percent": 50, "newcomers_on": 0, "links_most": 4})
    trial = try_rules(changed)
    assert told(trial) == []
    assert [(each.phase, each.number) for each in trial.unmeasured] == [
        ("repeated text", 1),
        ("posting pace", 1),
        ("newcomers", 1),
    ]


def test_trust_says_whom_it_would_reach(work):
    ines, hanne, ada = (make_user(name, Role.READER) for name in ("ines", "hanne", "ada"))
    for account in (ines, ines, hanne, ada, ada):
        make_response(work, author=account, status=Status.PUBLISHED)
    make_response(work, author=ada, status=Status.REMOVED)
    trial = try_rules(Rules(trusting={work.debate.pk: 2}))
    assert [(each.debate, each.before, each.after) for each in trial.trusted] == [(work.debate, 0, 1)]
    make_rules(Rules(trusting={work.debate.pk: 2}))
    trial = try_rules(Rules(version=1, trusting={work.debate.pk: 1}))
    assert [(each.before, each.after) for each in trial.trusted] == [(1, 2)]
    assert try_rules(Rules(version=1, trusting={work.debate.pk: 2})).trusted == ()


def test_texts_that_would_be_covered_are_counted(work):
    for text in (PUMPS, "They were tortured in the pump house of the village."):
        decided(work, text)
    trial = try_rules(Rules(covers={Distress.VIOLENCE: ("pumps",)}))
    assert (trial.number, trial.covered) == (0, 1)
    assert try_rules(Rules(hold=("pumps",))).covered is None


def test_the_words_decided_on_are_tried_and_not_later_ones(work):
    row = make_response(work, text="Nothing of the kind is in these words.")
    decide(row, Action.HOLD)
    make_revision(row, text=PUMPS)
    decide(row, Action.REVISE)
    decide(row, Action.APPROVE)
    trial = try_rules(Rules(hold=("pumps",)))
    assert [each.decision.action for each in trial.changes] == [Action.APPROVE]


def test_nothing_is_written_and_trust_alone_is_a_change_without_decisions(work):
    decided(work, PUMPS)
    trial = try_rules(Rules(trusting={work.debate.pk: 3}))
    assert (trial.phases, trial.decisions, trial.is_a_change) == ((), 0, True)
    assert try_rules(Rules()).is_a_change is False
    assert RuleSet.objects.count() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_cost_whatever_the_number(work, number, django_assert_num_queries):
    for _ in range(number):
        decided(work, PUMPS, screened=False)
    with django_assert_num_queries(13):
        assert try_rules(Rules(hold=("pumps",))).number == number


def test_the_latest_decisions_only(work):
    rows = [decided(work, PUMPS, screened=False) for _ in range(3)]
    assert [each.decision.response_id for each in latest_decided(2)] == [rows[2].pk, rows[1].pk]
    assert (MOST_DECISIONS, MOST_LISTED) == (1000, 100)
