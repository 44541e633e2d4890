"""What editors decide on links, and what is refused."""

from dataclasses import replace

import pytest

from comments.enums import Role
from essays.domain.links.checking import Refused, Verdict, Words
from essays.domain.links.deciding import Editor, Stale, add_link, decide_link
from essays.domain.links.judging import Judgement
from essays.domain.links.stored import state_of
from essays.models import Link, LinkDecision
from tests.essays.domain.links.makers import block, decide, make_link, verdict_on
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def edda():
    return make_user("edda", Role.EDITOR)


@pytest.fixture
def link(small_debate):
    return make_link(
        block("B", 6), "Only the second kind", block("B", 5), "book that was seen", ground="same-work"
    )


def refusal(act) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        act()
    return [(fault.field, fault.reason) for fault in refused.value.faults]


def test_a_decision_is_written_with_its_record(link, edda, django_assert_num_queries):
    verdict = verdict_on(
        link, note="Read twice.", attributed_as="Ms Alder of the bindery", attributed_to="ms-alder"
    )
    with django_assert_num_queries(12):
        decision = decide_link(
            link_id=link.pk, verdict=verdict, seen=state_of(link), by=Editor(edda.pk, "edda")
        )
    link.refresh_from_db()
    assert (link.status, link.note, link.attributed_to.slug) == ("confirmed", "Read twice.", "ms-alder")
    assert (link.decided_here, link.origin, link.score) == (True, "found", 0.75)
    assert (decision.link, decision.link_slug, decision.by, decision.by_name) == (link, "b6-b5", edda, "edda")
    assert (decision.old_status, decision.new_status, decision.reason) == ("suggested", "confirmed", "")
    assert (decision.left_exact, decision.right_exact) == ("Only the second kind", "book that was seen")


@pytest.mark.parametrize("old", ["suggested", "confirmed", "dismissed"])
@pytest.mark.parametrize("new", ["suggested", "confirmed", "dismissed"])
def test_any_status_may_follow_on_any(link, edda, old, new):
    for status in (old, new):
        decision = decide(link, edda, status=status, reason="A set phrase." if status == "dismissed" else "")
    assert (decision.old_status, decision.new_status) == (old, new)
    link.refresh_from_db()
    assert (link.status, link.reason) == (new, "A set phrase." if new == "dismissed" else "")


def test_spans_are_corrected(link, edda):
    decide(
        link,
        edda,
        left=Words(link.left_block_id, "Only the second"),
        right=Words(link.right_block_id, "was seen"),
    )
    link.refresh_from_db()
    assert (link.left_start, link.left_end, link.left_exact) == (0, 15, "Only the second")
    assert link.right_block.text[link.right_start : link.right_end] == link.right_exact == "was seen"


def test_a_passage_that_cuts_words_is_refused(link, edda):
    cut = Words(link.left_block_id, "nly the second kin")
    assert refusal(lambda: decide(link, edda, left=cut)) == [
        ("left", "B 6: it begins inside the word “Only” and it ends inside the word “kind”")
    ]
    decide(link, edda, left=cut, status="dismissed", reason="Cut.")
    link.refresh_from_db()
    assert (link.status, link.left_exact) == ("dismissed", "nly the second kin")


def test_words_that_do_not_stand_there_are_refused_with_the_nearest(link, edda):
    wrong = Words(link.left_block_id, "Only the second kin is")
    assert refusal(lambda: decide(link, edda, left=wrong)) == [
        (
            "left",
            "B 6: the quotation “Only the second kin is” does not occur in it; "
            "the nearest passage is “Only the second kind is”",
        )
    ]
    assert refusal(lambda: decide(link, edda, left=Words(link.left_block_id, " ")))[0] == (
        "left",
        "B 6: no words are given",
    )
    assert LinkDecision.objects.count() == 0


def test_a_paragraph_that_is_gone_is_refused(link, edda):
    assert refusal(lambda: decide(link, edda, left=Words(0, "Only the second kind"))) == [
        ("left", "the paragraph is no longer in the text")
    ]


def test_words_that_stand_there_twice_are_counted(small_debate, edda):
    link = make_link(block("A", 2), "found its reader", block("A", 1), "hold no new book", ground="same-work")
    twice = Words(link.left_block_id, "its reader")
    assert refusal(lambda: decide(link, edda, left=twice))[0][1].startswith(
        "A 2: the quotation “its reader” occurs 2 times in it"
    )
    decide(link, edda, left=replace(twice, occurrence=2))
    link.refresh_from_db()
    text = link.left_block.text
    assert link.left_start == text.index("its reader", text.index("its reader") + 1)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"status": "dismissed"}, ("reason", "a dismissed link needs a reason")),
        ({"kind": "verbatim"}, ("kind", "the words are not the same")),
        ({"ground": "named"}, ("ground", "“the text names the source” shows a direction")),
        ({"attributed_to": "nobody"}, ("attributed_to", "there is no authority “nobody”")),
        ({"attributed_as": "As Owl says"}, ("attributed_as", "“As Owl says” does not stand in B")),
        ({"continues": "x1-y1"}, ("continues", "there is no link “x1-y1”")),
        ({"continues": "b6-b5"}, ("continues", "a link can't continue itself")),
        ({"continues": "b2-a1"}, ("continues", "“b2-a1” is of two other texts")),
    ],
)
def test_what_the_rules_refuse_is_not_written(link, edda, changes, fault):
    assert refusal(lambda: decide(link, edda, **changes)) == [fault]
    assert Link.objects.get(pk=link.pk).decided_here is False


def test_a_link_continues_the_first_of_its_quotation(small_debate, edda):
    first, second = Link.objects.get(slug="b2-a1"), Link.objects.get(slug="b3-a1")
    third = make_link(block("B", 4), "never seen", block("A", 2), "every book")
    assert refusal(lambda: decide(third, edda, continues=second.slug)) == [
        ("continues", "“b3-a1” continues another link; name the first of them")
    ]
    decide(third, edda, continues=first.slug)
    assert Link.objects.get(pk=third.pk).continues == first
    assert refusal(lambda: decide(first, edda, continues="b4-a2", kind="verbatim")) == [
        ("continues", "“b4-a2” continues another link; name the first of them")
    ]


def test_without_a_direction_the_passages_are_put_in_order(link, edda):
    verdict = verdict_on(link)
    decide(link, edda, left=verdict.right, right=verdict.left)
    link.refresh_from_db()
    assert (link.left_block.number, link.right_block.number) == (6, 5)


def test_two_links_never_have_the_same_passages(link, edda):
    other = make_link(
        block("B", 6), "the first is unknown", block("B", 5), "left", ground="same-work", slug="other"
    )
    same = verdict_on(link)
    assert refusal(lambda: decide(other, edda, left=same.left, right=same.right)) == [
        ("left", "the link “b6-b5” is of these passages already")
    ]


def test_a_decision_on_what_has_changed_is_refused(link, edda):
    seen = state_of(link)
    decide(link, edda, note="First.")
    with pytest.raises(Stale):
        decide_link(link_id=link.pk, verdict=verdict_on(link), seen=seen, by=Editor(edda.pk, "edda"))
    assert LinkDecision.objects.count() == 1


def test_an_added_link_is_confirmed_and_named_by_its_citations(small_debate, edda):
    said = Judgement(
        status="confirmed",
        kind="verbatim",
        marked=False,
        direction="quotes",
        ground="editor",
        ground_note="Seen.",
    )
    verdict = Verdict(said, Words(block("B", 6).pk, "the first"), Words(block("B", 4).pk, "(1)"))
    assert refusal(
        lambda: add_link(debate_id=small_debate.pk, verdict=verdict, by=Editor(edda.pk, "edda"))
    ) == [("right", "B 4: the quotation “(1)” does not occur in it")]
    verdict = Verdict(said, Words(block("B", 6).pk, "second kind"), Words(block("B", 4).pk, "seen"))
    verdict = replace(verdict, said=replace(said, kind="variant"))
    link = add_link(debate_id=small_debate.pk, verdict=verdict, by=Editor(edda.pk, "edda"))
    assert (link.slug, link.origin, link.status, link.decided_here) == ("b6-b4", "editor", "confirmed", True)
    decision = LinkDecision.objects.get()
    assert (decision.link, decision.old_status, decision.new_status) == (link, "", "confirmed")


def test_what_is_there_already_is_not_added(small_debate, edda):
    said = Judgement(status="confirmed", kind="verbatim", marked=True, direction="quotes", ground="named")
    verdict = Verdict(
        said, Words(block("B", 2).pk, "shelve the read"), Words(block("A", 1).pk, "shelve the read")
    )
    assert refusal(
        lambda: add_link(debate_id=small_debate.pk, verdict=verdict, by=Editor(edda.pk, "edda"))
    ) == [("left", "the link “b2-a1” is of these passages already")]
