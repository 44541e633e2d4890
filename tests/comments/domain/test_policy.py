"""The policy and its versions."""

from functools import partial

import pytest
from django.db import connection

from comments.append_only import install_triggers, remove_triggers
from comments.domain import first_policy
from comments.domain.policy import (
    PolicyMoved,
    PolicyRefused,
    adopt_policy,
    current_version,
    lay_down_policy,
)
from comments.domain.policy_reading import NoSuchPolicy, policy_history, policy_in_force, policy_page
from comments.enums import Action, ActKind, Reason, Role
from comments.models import Act, Decision, PolicyReason, PolicyVersion
from comments.queries.reason_texts import reason_texts
from comments.rules import REASON_TEXTS
from tests.at_once import at_once
from tests.factories import decide, make_debate, make_response, make_work

pytestmark = pytest.mark.django_db
PERSON = "It is about a person."


def reason_text(version: str, reason: Reason | str) -> str:
    """As it is told at the receipt of a decision that was made by this version."""
    decision = Decision(policy_version=version, reason=reason)
    return reason_texts([decision]).get((version, reason), "")


def adopt(**given: object) -> PolicyVersion:
    words = {
        "text": first_policy.TEXT,
        "reasons": REASON_TEXTS | {Reason.PERSON: PERSON},
        "changed": "The first reason is said in short.",
        "seen": current_version(),
        "role": Role.ADMINISTRATOR,
        "user_id": 9,
        "name": "ada",
    }
    return adopt_policy(**words | given)


@pytest.fixture(autouse=True)
def policy(db):
    """A flush between transactional tests may have taken the first version."""
    lay_down_policy()


def test_the_first_version_is_laid_down():
    policy = PolicyVersion.objects.get()
    assert (policy.version, policy.text, policy.adopted_by) == ("1", first_policy.TEXT, "")
    assert "<strong>Who decides</strong>" in policy.html
    assert policy.html.count("<li>") == first_policy.TEXT.count("\n- ")
    assert {row.reason: row.text for row in policy.reasons.all()} == REASON_TEXTS


def test_laying_it_down_again_changes_nothing():
    lay_down_policy()
    assert (PolicyVersion.objects.count(), PolicyReason.objects.count()) == (1, len(REASON_TEXTS))


@pytest.mark.django_db(transaction=True)
def test_without_any_record_the_rules_stand_and_can_be_laid_down_and_changed():
    remove_triggers(connection)
    PolicyReason.objects.all().delete()
    PolicyVersion.objects.all().delete()
    install_triggers(connection)
    assert policy_in_force().version == "1"
    assert policy_in_force().reasons == REASON_TEXTS
    assert policy_page(1).is_in_force
    assert [policy.version for policy in policy_history()] == ["1"]
    assert reason_text("1", Reason.PERSON) == REASON_TEXTS[Reason.PERSON]
    assert adopt().version == "2"


def test_another_version_holds_from_now_on(django_assert_num_queries):
    row = make_response(make_work(make_debate()))
    before = decide(row, Action.HOLD, reason=Reason.PERSON)
    adopted = adopt()
    after = decide(row, Action.REJECT, reason=Reason.PERSON)
    assert (before.policy_version, after.policy_version) == ("1", "2")
    with django_assert_num_queries(1):
        assert reason_text(before.policy_version, before.reason) == REASON_TEXTS[Reason.PERSON]
    assert reason_text(after.policy_version, after.reason) == PERSON
    assert reason_text("99", Reason.PERSON) == ""
    assert reason_text("1", Reason.NONE) == ""
    act = Act.objects.get()
    assert (act.kind, act.about, act.actor_name) == (ActKind.POLICY, "policy 2", "ada")
    assert (adopted.adopted_by, act.said) == ("ada", adopted.changed)
    assert Decision.objects.count() == 2


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"reasons": REASON_TEXTS}, "Neither the text nor a reason is changed"),
        ({"text": " "}, "The rules have"),
        ({"text": "x" * 20_001}, "The rules have"),
        ({"changed": ""}, "What is changed and why"),
        ({"reasons": REASON_TEXTS | {Reason.PERSON: " "}}, "about a person"),
        ({"reasons": {}}, "about a person"),
        ({"role": Role.EDITOR}, "cannot do this"),
    ],
)
def test_what_is_missing_or_changes_nothing_is_refused(given, words):
    with pytest.raises(PolicyRefused, match=words):
        adopt(**given)
    assert PolicyVersion.objects.count() == 1
    assert not Act.objects.exists()


def test_who_began_from_an_older_version_is_told():
    adopt()
    with pytest.raises(PolicyMoved, match="Version 2 was adopted meanwhile"):
        adopt(seen="1", text="Other rules.")


def test_html_in_the_text_is_shown_as_it_was_typed():
    adopt(text="<script>alert(1)</script> **not** [here](javascript:x)")
    html = policy_in_force().html
    assert "<script" not in html and "href" not in html and "<strong>not</strong>" in html


def test_pages_say_what_changed(django_assert_num_queries):
    adopt(text=first_policy.TEXT.replace("No view is a ground", "No opinion is a ground"))
    with django_assert_num_queries(4):
        page = policy_page(2)
    (runs,) = page.changes.passages
    assert [(run.left, run.right) for run in runs if run.number] == [("view", "opinion")]
    assert [reason for reason, _ in page.changes.reasons] == [Reason.PERSON]
    assert (page.is_in_force, page.before.version) == (True, "1")
    first = policy_page(1)
    assert (first.is_in_force, first.before, first.changes) == (False, None, None)
    with pytest.raises(NoSuchPolicy):
        policy_page(3)
    adopt(text="Short rules.")
    with django_assert_num_queries(2):
        assert [policy.version for policy in policy_history()] == ["3", "2", "1"]


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_adopted_and_the_other_told():
    jobs = [partial(adopt, text=f"Rules of {name}.", seen="1", name=name) for name in ("ada", "eda")]
    outcomes = at_once(*jobs, refusals=PolicyRefused)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["PolicyMoved", "PolicyVersion"]
    assert list(PolicyVersion.objects.values_list("version", flat=True)) == ["1", "2"]
    assert Act.objects.count() == 1
