"""The rule's words as they were when a decision was made."""

import pytest
from django.utils import timezone

from comments.enums import Action, Reason
from comments.models import Decision, PolicyReason, PolicyVersion
from comments.queries.reason_texts import reason_texts
from comments.rules import REASON_TEXTS
from tests.factories import decide, make_debate, make_response, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def response():
    return make_response(make_work(make_debate()))


def adopt(version, **texts):
    policy = PolicyVersion.objects.create(
        version=version, text="Rules.", html="<p>Rules.</p>", changed="All.", adopted_at=timezone.now()
    )
    for reason, text in texts.items():
        PolicyReason.objects.create(policy=policy, reason=reason, text=text)


def test_each_decision_has_the_words_of_its_own_version(response, django_assert_num_queries):
    first = decide(response, Action.HOLD, reason=Reason.PERSON)
    adopt("2", person="It is about a person, as version 2 says.", source="No source.")
    decide(response, Action.RELEASE)
    second = decide(response, Action.HOLD, reason=Reason.PERSON)
    adopt("3", person="Otherwise again.")
    with django_assert_num_queries(1):
        texts = reason_texts([first, second])
    assert (first.policy_version, second.policy_version) == ("1", "2")
    assert texts["1", "person"] == REASON_TEXTS[Reason.PERSON]
    assert texts["2", "person"] == "It is about a person, as version 2 says."
    assert ("3", "person") not in texts


def test_without_reasons_nothing_is_asked(response, django_assert_num_queries):
    decision = decide(response, Action.APPROVE)
    with django_assert_num_queries(0):
        assert reason_texts([decision]) == {}


def test_a_version_that_nobody_knows_has_no_words():
    assert ("0", "person") not in reason_texts([Decision(policy_version="0", reason="person")])
