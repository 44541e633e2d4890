"""Flags of readers: counted once each, holding when there are enough, judged by moderators."""

import pytest

from comments.domain.flags import find_flags, flag_response, sender_of
from comments.domain.moderation import Actor, Refused
from comments.enums import Action, ActKind, Finding, FlagReason, ItemKind, Reason, Role, Status
from comments.models import Act, Decision, Flag, Item, ItemCount, Response
from comments.rules import REASONS_OF_FLAGS, reason_of_flags
from tests.factories import actor, decide, make_flag, make_response, make_revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(work):
    return make_response(work, status=Status.PUBLISHED)


def status(response):
    return Response.objects.get(pk=response.pk).status


def waits(response):
    is_open = Item.objects.open().filter(response=response, kind=ItemKind.FLAGS).exists()
    assert ItemCount.objects.filter(kind=ItemKind.FLAGS, number=1).exists() == is_open
    return is_open


def flag_by(response, *senders, **how):
    for sender in senders:
        make_flag(response, sender=sender, **how)


NETS = ["10.0.1.1", "10.0.2.1", "10.0.3.1", "10.0.4.1"]


def test_a_flag_is_kept_without_its_sender_and_waits(published):
    make_flag(published, sender="192.0.2.7", reason=FlagReason.SOURCE, note="  No such page.\u202e ")
    flag = Flag.objects.get()
    assert (flag.reason, flag.note, flag.finding) == ("source", "No such page.", "open")
    assert "192.0.2" not in f"{flag.sender}{flag.across}"
    assert (status(published), waits(published)) == ("published", True)


def test_senders(settings):
    def of(response_id=1, address="192.0.2.7", account=None):
        return sender_of(response_id=response_id, address=address, account=account)

    assert of() == of(address="192.0.2.200") != of(address="192.0.3.7")
    assert of().across == of(response_id=2).across
    assert of().here != of(response_id=2).here
    assert of(account=5) == of(address="10.0.0.1", account=5) != of(account=6)
    before, signed_in = of(), of(account=5)
    settings.THROTTLE_KEY = b"another start"
    assert before.across != of().across
    assert signed_in == of(account=5)


def test_one_sender_counts_once_for_the_same_words(published):
    flag_by(published, "10.0.1.1", "10.0.1.2", "10.0.1.1", "10.0.2.1")
    assert (Flag.objects.count(), status(published)) == (2, "published")
    make_revision(published, text="Other words, which can be flagged anew.")
    flag_by(published, "10.0.1.1")
    assert Flag.objects.count() == 3


@pytest.mark.parametrize("state", [each for each in Status if each != Status.PUBLISHED])
def test_what_is_not_published_takes_no_flag_and_says_nothing(work, state):
    response = make_response(work, status=state)
    make_flag(response)
    flag_response(
        response_id=999_999,
        reason=FlagReason.OTHER,
        note="",
        sender=sender_of(response_id=999_999, address="10.0.0.1", account=None),
    )
    assert (Flag.objects.count(), status(response)) == (0, state)


def test_three_readers_hold_by_rule_for_the_reason_given_most(published):
    flag_by(published, NETS[0], reason=FlagReason.SOURCE)
    flag_by(published, NETS[1], reason=FlagReason.PERSON)
    assert status(published) == "published"
    flag_by(published, NETS[2], reason=FlagReason.PERSON)
    decision = Decision.objects.latest("id")
    assert (decision.action, decision.role, decision.rule) == ("hold", "rule", "flags")
    assert (decision.reason, status(published), waits(published)) == ("person", "held", True)
    flag_by(published, NETS[3])
    assert Flag.objects.count() == 3


@pytest.mark.parametrize(
    ("reasons", "reason"),
    [
        *(([flag] * 3, reason) for flag, reason in REASONS_OF_FLAGS.items()),
        ([FlagReason.OTHER] * 3, Reason.NONE),
        ([FlagReason.OTHER, FlagReason.OTHER, FlagReason.SOURCE], Reason.SOURCE),
        ([FlagReason.OFF_TOPIC, FlagReason.PERSON, FlagReason.SOURCE], Reason.PERSON),
        ([FlagReason.OFF_TOPIC, FlagReason.OFF_TOPIC, FlagReason.ENDANGERS], Reason.OFF_TOPIC),
        ([], Reason.NONE),
    ],
)
def test_the_reason_that_flags_give(reasons, reason):
    assert reason_of_flags(reasons) == reason


def test_every_flag_reason_but_something_else_has_one():
    assert set(FlagReason) - set(REASONS_OF_FLAGS) == {FlagReason.OTHER}


def test_flags_that_name_no_rule_hold_nothing(published):
    flag_by(published, *NETS, reason=FlagReason.OTHER)
    assert (status(published), waits(published)) == ("published", True)


def test_what_was_found_unfounded_is_not_held_again_but_other_words_are(published, asta):
    flag_by(published, NETS[0])
    judge(published, asta, Finding.UNFOUNDED)
    assert not waits(published)
    flag_by(published, *NETS)
    assert (status(published), waits(published)) == ("published", True)
    make_revision(published, text="Other words, which nobody has looked at.")
    flag_by(published, *NETS)
    assert status(published) == "held"


def test_who_misused_flags_counts_no_more(work, asta):
    first, second = (make_response(work, status=Status.PUBLISHED) for _ in range(2))
    flag_by(first, NETS[0])
    judge(first, asta, Finding.ABUSE)
    flag_by(second, *NETS[:3])
    assert (status(second), waits(second)) == ("published", True)
    flag_by(second, NETS[3])
    assert status(second) == "held"


def judge(response, user, finding):
    flags = list(Flag.objects.filter(response=response, finding=Finding.OPEN).values_list("pk", flat=True))
    return find_flags(response_id=response.pk, by=actor(user), flags=flags, finding=finding)


@pytest.mark.parametrize(
    ("finding", "still_waits"),
    [(Finding.FOUNDED, True), (Finding.UNFOUNDED, False), (Finding.ABUSE, False)],
)
def test_what_a_finding_leaves_to_do(published, asta, finding, still_waits):
    flag_by(published, *NETS[:2])
    assert judge(published, asta, finding) == 2
    assert set(Flag.objects.values_list("finding", flat=True)) == {finding}
    assert waits(published) == still_waits
    with pytest.raises(Refused, match="looked at these flags meanwhile"):
        judge(published, asta, Finding.ABUSE)


def test_a_finding_is_recorded_by_the_reasons_and_without_the_senders(published, asta):
    flag_by(published, *NETS[:2])
    make_flag(published, sender=NETS[2], reason=FlagReason.OTHER, note="Ole wonders.")
    judge(published, asta, Finding.ABUSE)
    act = Act.objects.get()
    assert (act.kind, act.about, act.actor_name) == (ActKind.FLAGS, f"R {published.pk}", "asta")
    assert act.said == "Finding on flags, misuse of flags: 2 × it is off topic, 1 × something else."
    with pytest.raises(Refused):
        judge(published, asta, Finding.ABUSE)
    assert Act.objects.count() == 1


def test_with_some_found_the_others_go_on_waiting(published, asta):
    flag_by(published, *NETS[:2])
    first, second = Flag.objects.values_list("pk", flat=True)
    find_flags(response_id=published.pk, by=actor(asta), flags=[first], finding=Finding.ABUSE)
    assert waits(published)
    find_flags(response_id=published.pk, by=actor(asta), flags=[second], finding=Finding.UNFOUNDED)
    assert not waits(published)


def test_flags_of_another_response_are_not_found_by_the_way(published, work, asta):
    other = make_response(work, status=Status.PUBLISHED)
    make_flag(other)
    with pytest.raises(Refused):
        find_flags(
            response_id=published.pk,
            by=actor(asta),
            flags=[Flag.objects.get().pk],
            finding=Finding.ABUSE,
        )


def test_nobody_judges_the_flags_of_their_own_response(work, asta):
    response = make_response(work, author=asta, status=Status.PUBLISHED)
    make_flag(response)
    with pytest.raises(Refused, match="You sent this response yourself"):
        judge(response, asta, Finding.UNFOUNDED)
    with pytest.raises(Refused, match="cannot do this"):
        find_flags(response_id=response.pk, by=Actor(Role.READER, 1, "rea"), flags=[1], finding=Finding.ABUSE)


@pytest.mark.parametrize(
    ("actions", "finding"),
    [
        ([Action.REMOVE], Finding.FOUNDED),
        ([Action.SECURE], Finding.FOUNDED),
        ([Action.HOLD, Action.APPROVE], Finding.UNFOUNDED),
        ([Action.HOLD, Action.RELEASE], Finding.UNFOUNDED),
        ([Action.HOLD, Action.RETURN], Finding.FOUNDED),
        ([Action.HOLD, Action.REMOVE], Finding.FOUNDED),
        ([Action.WITHDRAW], Finding.OPEN),
        ([Action.ERASE], Finding.OPEN),
    ],
)
def test_a_decision_settles_the_flags(published, actions, finding):
    make_flag(published)
    for action in actions:
        assert waits(published)
        decide(published, action)
    assert not waits(published)
    assert Flag.objects.get().finding == finding


def test_what_was_found_before_stays_found(published, asta):
    flag_by(published, NETS[0])
    judge(published, asta, Finding.ABUSE)
    flag_by(published, NETS[1])
    decide(published, Action.REMOVE)
    assert list(Flag.objects.values_list("finding", flat=True)) == ["abuse", "founded"]
