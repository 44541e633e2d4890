"""Versions of the rules: which holds, what a change needs, what is recorded of it."""

from dataclasses import replace
from functools import partial

import pytest

from comments.domain.moderation import Actor, Refused
from comments.domain.screening.rulebook import RulesChanged, current_rules, problems_of, save_rules
from comments.domain.screening.settings import PRISONS, SETTINGS, Rules
from comments.enums import ActKind, Distress, Reason, Role
from comments.models import Act, RuleSet, RuleValue
from tests.at_once import at_once
from tests.factories import make_debate, make_rules

pytestmark = pytest.mark.django_db
EDA = Actor(Role.EDITOR, 7, "eda")
LISTS = Rules(values={"links_most": 9}, hold=("pills*",), reject=("casino", "free lunch"))


def save(rules, *, said="Too many of them.", by=EDA):
    return save_rules(rules=rules, said=said, by=by)


def test_without_a_version_those_hold_that_the_site_comes_with(django_assert_num_queries):
    with django_assert_num_queries(1):
        rules = current_rules()
    assert (rules, rules["links_most"], rules.hold, rules.trusting) == (Rules(), 3, (), {})


def test_a_saved_version_holds_and_is_whole(django_assert_num_queries):
    debate = make_debate()
    saved = save(replace(LISTS, trusting={debate.pk: 5}, reject_reason=Reason.UNREADABLE))
    assert (saved.version, saved["links_most"], saved["links_words"]) == (1, 9, 8)
    assert (saved.hold, saved.reject) == (("pills*",), ("casino", "free lunch"))
    assert (saved.trusting, saved.reject_reason) == ({debate.pk: 5}, Reason.UNREADABLE)
    assert RuleValue.objects.count() == len(SETTINGS)
    with django_assert_num_queries(1):
        assert current_rules() == saved


def test_who_changed_what_and_why_is_kept_and_recorded():
    save(LISTS)
    row = RuleSet.objects.get()
    assert (row.number, row.said, row.by_name, row.by_role) == (1, "Too many of them.", "eda", "editor")
    assert row.changed.splitlines() == [
        "links: most links, 3 before, now 9",
        "words to be held: “pills*” added",
        "words to be rejected: “casino” added",
        "words to be rejected: “free lunch” added",
    ]
    act = Act.objects.get()
    assert (act.kind, act.about, act.said, act.actor_name) == (
        ActKind.RULES,
        "rules 1",
        "Too many of them.",
        "eda",
    )


def test_switches_trust_and_reasons_are_named_in_words():
    debate = make_debate()
    save(Rules(values={"links_on": 0}, trusting={debate.pk: 5}, reject_reason=Reason.PERSON))
    assert RuleSet.objects.get().changed.splitlines() == [
        "links: apply, on before, now off",
        "reason of a rejection: about a person, not the argument, advertising before",
        "trust in The Wells: after 5 published responses",
    ]


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (Rules(values={"links_most": 51}), "Most links: from 0 to 50."),
        (Rules(values={"repeated_percent": 49}), "from 50 to 100"),
        (Rules(hold=("!!!",)), "“!!!” has no letter"),
        (Rules(hold=("one two three four five six seven",)), "longer than 6 words"),
        (Rules(hold=("x" * 101,)), "100 characters"),
        (Rules(reject=("ab*",)), "needs three letters"),
        (Rules(hold=tuple(f"word{number}" for number in range(1001))), "at most 1,000"),
        (Rules(reject_reason=Reason.NONE), "Choose a reason"),
        (Rules(), "Nothing differs"),
    ],
)
def test_what_cannot_stand_is_refused(rules, said):
    with pytest.raises(Refused, match=said):
        save(rules)
    assert RuleSet.objects.count() == 0


def test_a_change_needs_a_reason_and_a_moderator():
    with pytest.raises(Refused, match="Say why"):
        save(LISTS, said="  ")
    with pytest.raises(Refused, match="Moderators change"):
        save(LISTS, by=Actor(Role.READER, 7, "rea"))
    save(LISTS, by=Actor(Role.MODERATOR, 8, "mo"))
    assert (RuleSet.objects.get().by_role, Act.objects.get().actor_name) == ("moderator", "mo")


def test_every_list_and_the_reasons_of_words_are_kept_and_named():
    covers = {Distress.VIOLENCE: ("flogg*",), Distress.HATE: ("slur",)}
    rules = Rules(
        reject=("casino", "free lunch"),
        reasons={"free lunch": Reason.OFF_TOPIC},
        covers=covers,
        places=("Brunnwald",),
    )
    saved = save(rules)
    assert (saved.reasons, saved.covers, saved.places) == (rules.reasons, covers, ("Brunnwald",))
    assert [saved.reason_of(entry) for entry in saved.reject] == [Reason.ADVERTISING, Reason.OFF_TOPIC]
    changed = RuleSet.objects.get().changed.splitlines()
    assert "words to be rejected: “free lunch”, reason off topic" in changed
    assert "words to be covered: violence or torture: “flogg*” added" in changed
    assert "names of prisons: “Brunnwald” added" in changed
    save(replace(saved, reasons={}))
    assert RuleSet.objects.get(number=2).changed == (
        "words to be rejected: “free lunch”, reason that of the list"
    )


def test_without_a_prison_of_its_own_those_hold_that_the_site_comes_with():
    assert save(Rules(places=())).places == PRISONS


def test_all_that_is_wrong_with_a_list_is_told():
    assert list(problems_of(("!!!", "casino", "ab*"))) == [
        "“!!!” has no letter and no digit.",
        "“ab*”: any ending needs three letters before it.",
    ]


def test_a_version_made_from_another_than_the_newest_is_refused():
    make_rules(Rules(hold=("well",)))
    with pytest.raises(RulesChanged):
        save(LISTS)
    assert current_rules().hold == ("well",)


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_at_once_one_saves_and_the_other_is_told():
    jobs = [partial(save, replace(LISTS, hold=(word,))) for word in ("well", "pump")]
    results = at_once(*jobs, refusals=Refused)
    assert sorted(type(each).__name__ for each in results) == ["Rules", "RulesChanged"]
    assert (RuleSet.objects.count(), Act.objects.count()) == (1, 1)
