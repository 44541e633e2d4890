"""What the receipt says in each state, what it offers there, and how it is printed."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from comments.domain.edits import accept_edit, refuse_edit
from comments.domain.moderation import Actor, by_rule
from comments.domain.redactions import redact_at_once
from comments.domain.screening.rescreening import rescreen
from comments.domain.screening.settings import Rules
from comments.enums import Action, FlagReason, Reason, Role, Status
from comments.models import Flag, Item, PolicyReason, PolicyVersion, Response, Revision
from comments.queries import receipts
from comments.rules import REASON_TEXTS
from tests.comments.views.responding import TEXT, mark_and_return, posted
from tests.essays.views.served import get
from tests.factories import (
    decide,
    end_grace,
    make_appeal,
    make_debate,
    make_edit,
    make_flag,
    make_response,
    make_rules,
    make_work,
    redaction_of,
    words_gone,
)

pytestmark = pytest.mark.django_db
PAGE = "/works/wells-a/p2/respond/"
DESK = Actor(Role.MODERATOR, 0, "desk")


@pytest.fixture(autouse=True)
def work():
    return make_work(make_debate())


@pytest.fixture
def receipt(client):
    """The address of a waiting response's receipt."""
    return posted(client, PAGE, name="Hanne L.")


def row():
    return Response.objects.select_related("current", "proposed").latest("pk")


def edited():
    decide(row(), Action.APPROVE)
    make_edit(row())


def edit_refused():
    edited()
    digest = row().proposed.digest
    refuse_edit(response_id=row().pk, by=DESK, seen_digest=digest, reason=Reason.SOURCE, note="Which one?")


def edit_accepted():
    edited()
    accept_edit(response_id=row().pk, by=DESK, seen_digest=row().proposed.digest)


def published_long_ago():
    decide(row(), Action.APPROVE)
    end_grace(row())


def withdrawn_again():
    decide(row(), Action.APPROVE)
    decide(row(), Action.WITHDRAW)


def held_by_flags():
    decide(row(), Action.APPROVE)
    for sender in ("pia", "ole", "mona"):
        make_flag(row(), sender=sender, reason=FlagReason.SOURCE, note=f"{sender} wonders.")


def held_by_flags_and_redacted():
    held_by_flags()
    redact_at_once(response_id=row().pk, by=DESK, proposal=redaction_of(row(), "is dug by"))


def held_by_another_rule():
    decide(row(), Action.HOLD, by=by_rule("age"), reason=Reason.SOURCE)


def held_by_a_phase():
    make_rules(Rules(hold=("well",)))
    rescreen()


def rejected_by_a_phase():
    make_rules(Rules(reject=("well",), reject_reason=Reason.SOURCE))
    rescreen()


def returned():
    mark_and_return(row(), "those who drink\nA 1", "Which one?")


def by(*actions):
    """Decisions one after the other, those that need a reason for the same one."""

    def act():
        for action in actions:
            reasoned = action in (Action.HOLD, Action.SECURE, Action.REJECT, Action.REMOVE)
            decide(row(), action, reason=Reason.SOURCE if reasoned else None)

    return act


CHANGE, WITHDRAW, EDIT, REVISE = "Change", "Withdraw", "Edit", "Revise"
#: What is done; the heading; words that are said; what is offered; whether a reason is given.
STATES = {
    "pending": (by(), "Received; waiting for a moderator", "Only you", [CHANGE, WITHDRAW], False),
    "held": (
        by(Action.HOLD),
        "Held: the moderators ask for something",
        "It is not rejected",
        [CHANGE, WITHDRAW],
        True,
    ),
    "held again by an undo": (
        by(Action.HOLD, Action.RELEASE, Action.UNDO),
        "Held: the moderators ask for something",
        "It is not rejected",
        [CHANGE, WITHDRAW],
        True,
    ),
    "held after publication": (
        by(Action.APPROVE, Action.HOLD),
        "Held: the moderators ask for something",
        "It is not shown any more, but not removed",
        [CHANGE, WITHDRAW],
        True,
    ),
    "held by flags": (
        held_by_flags,
        "Held until a moderator has read it",
        "Several readers have asked the moderators to look at it. Until a moderator has, a rule of the site "
        "holds it. It is not shown meanwhile, but not removed",
        [CHANGE, WITHDRAW],
        True,
    ),
    "held by flags, then words withheld": (
        held_by_flags_and_redacted,
        "Held until a moderator has read it",
        "Several readers have asked the moderators to look at it.",
        [CHANGE, WITHDRAW],
        True,
    ),
    "held by another rule": (
        held_by_another_rule,
        "Held until a moderator has read it",
        "A rule of the site holds it. It is not rejected.",
        [CHANGE, WITHDRAW],
        True,
    ),
    "held by a phase of screening": (
        held_by_a_phase,
        "Received; waiting for a moderator",
        "Only you",
        [CHANGE, WITHDRAW],
        False,
    ),
    "flagged, looked at, held by a moderator": (
        lambda: (held_by_flags(), by(Action.RELEASE, Action.HOLD)()),
        "Held: the moderators ask for something",
        "It is not shown any more, but not removed",
        [CHANGE, WITHDRAW],
        True,
    ),
    "waiting again after publication": (
        by(Action.APPROVE, Action.HOLD, Action.RELEASE),
        "Waiting for a moderator again",
        "It is not shown meanwhile, but not removed.",
        [CHANGE, WITHDRAW],
        False,
    ),
    "released": (
        by(Action.HOLD, Action.RELEASE),
        "Received; waiting for a moderator",
        "Only you",
        [CHANGE, WITHDRAW],
        False,
    ),
    "secured": (by(Action.SECURE), "Held for safety", "could endanger somebody", [CHANGE, WITHDRAW], True),
    "secured after publication": (
        by(Action.APPROVE, Action.SECURE),
        "Held for safety",
        "It is not removed.",
        [CHANGE, WITHDRAW],
        True,
    ),
    "returned": (
        returned,
        "Sent back: please revise",
        "change the words that are marked below",
        [REVISE, WITHDRAW],
        True,
    ),
    "published": (by(Action.APPROVE), "Published", "24 hours after publication", [EDIT, WITHDRAW], False),
    "published long ago": (published_long_ago, "Published", "no longer be edited or withdrawn", [], False),
    "edited": (
        edited,
        "Published; your edit waits for a moderator",
        "the words published before go on being shown",
        [EDIT, WITHDRAW],
        False,
    ),
    "edit refused": (
        edit_refused,
        "Published; your edit was refused",
        "The words published before stay",
        [EDIT, WITHDRAW],
        True,
    ),
    "edit accepted": (edit_accepted, "Published", ", edited ", [EDIT, WITHDRAW], False),
    "rejected": (by(Action.REJECT), "Not published", "not to publish it", [], True),
    "rejected by a phase": (rejected_by_a_phase, "Not published", "not to publish it", [], True),
    "rejected by mistake": (
        by(Action.REJECT, Action.UNDO),
        "Received; waiting for a moderator",
        "Only you",
        [CHANGE, WITHDRAW],
        False,
    ),
    "removed": (
        by(Action.APPROVE, Action.REMOVE),
        "Removed after publication",
        "It was removed on",
        [],
        True,
    ),
    "withdrawn": (by(Action.WITHDRAW), "Withdrawn by you", "It was not published", [], False),
    "withdrawn after publication": (
        withdrawn_again,
        "Withdrawn by you",
        "It was published until",
        [],
        False,
    ),
    "erased": (by(Action.ERASE), "Erased", "cannot be brought back", [], False),
}


def one_space(text):
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("state", STATES)
def test_each_state_in_plain_words_with_what_can_be_done(client, receipt, state):
    act, heading, words, offered, reasoned = STATES[state]
    act()
    page = get(client, receipt)
    notice = page.one("section", css="notice")
    said = one_space(notice.text)
    assert notice.one("h2").text == heading
    assert words in said
    assert [one_space(each.text) for each in notice.all("a", css="button")] == [
        f"{offer} R {row().pk}" for offer in offered
    ]
    assert (REASON_TEXTS[Reason.SOURCE] in said) == reasoned
    assert ("Code “source”, by version 1 of the policy" in said) == reasoned
    assert ("Who decided it:" in said) == reasoned
    for address in ("edit/", "withdraw/"):
        answer = client.get(receipt + address)
        is_form = b"csrfmiddlewaretoken" in answer.content.partition(b"<main")[2]
        assert is_form == bool(offered), address


@pytest.mark.parametrize("state", ["held by flags", "held by flags, then words withheld"])
@pytest.mark.parametrize("page", ["", "print/", "feed/"])
def test_nobody_who_flags_is_named_to_the_author(client, receipt, state, page):
    act, *_ = STATES[state]
    act()
    said = client.get(receipt + page).content.decode()
    for flag in Flag.objects.all():
        assert not any(each in said for each in (flag.note, flag.sender, flag.across))
    assert "ask for something" not in said
    assert "until a moderator has read it" in said


def test_what_is_held_by_a_phase_does_not_say_by_which_words(client, receipt):
    held_by_a_phase()
    assert Item.objects.get().held_by == "word lists"
    assert "word list" not in get(client, receipt).text


def test_it_waits_since_it_came_back_not_since_it_was_sent(client, receipt):
    by(Action.APPROVE, Action.HOLD)()
    sent, week = row().submitted_at, timedelta(days=7)
    Response.objects.update(submitted_at=sent - week)
    Item.objects.filter(closed_at=None).update(opened_at=sent)
    decide(row(), Action.RELEASE)
    assert f"Waiting since {sent:{'%-d %B %Y, %H:%M'}} UTC" in one_space(get(client, receipt).text)


def test_every_status_is_in_the_table(work):
    statuses = set()
    for act, *_ in STATES.values():
        make_response(work, text=TEXT)
        act()
        statuses.add(row().status)
    assert statuses == set(Status.values)


def test_the_place_among_those_that_wait(client, work, receipt):
    def place():
        return one_space(get(client, receipt).one("section", css="notice").text)

    assert "; no response is before it." in place()
    make_response(work)
    assert "; no response is before it." in place()
    first, second, third = (make_response(work) for _ in range(3))
    last = posted(client, PAGE)
    words = one_space(get(client, last).one("section", css="notice").text)
    assert "; 5 responses are before it." in words
    decide(first, Action.APPROVE)
    decide(second, Action.HOLD)
    decide(third, Action.RETURN)
    assert "; 2 responses are before it." in one_space(get(client, last).one("section", css="notice").text)


def test_one_response_is_before_it_and_very_many_are_not_counted(client, work, monkeypatch):
    make_response(work)
    receipt = posted(client, PAGE)
    assert "; 1 response is before it." in one_space(get(client, receipt).text)
    monkeypatch.setattr(receipts, "MOST_BEFORE", 2)
    for _ in range(4):
        make_response(work)
    last = posted(client, PAGE)
    assert "; more than 2 responses are before it." in one_space(get(client, last).text)


@pytest.mark.parametrize("kind", ["edit", "appeal"])
def test_edits_and_appeals_have_a_place_among_their_like(client, work, receipt, kind):
    status = Status.PUBLISHED if kind == "edit" else Status.REJECTED
    wait = make_edit if kind == "edit" else make_appeal
    decide(row(), Action.APPROVE if kind == "edit" else Action.REJECT)
    own = row()
    make_response(work)
    before = [make_response(work, status=status) for _ in range(2)]

    def place() -> str:
        words = one_space(get(client, receipt).one("main").text)
        return words.partition(" before it.")[0].rpartition("; ")[2]

    wait(own)
    assert place() == f"no {kind} is"
    for number, response in enumerate(before, 1):
        wait(response)
        Item.objects.filter(response=response, kind=kind).update(opened_at=own.submitted_at)
        assert place() == (f"1 {kind} is" if number == 1 else f"2 {kind}s are")


def test_the_rule_is_given_as_it_was_then(client, receipt):
    policy = PolicyVersion.objects.create(
        version="2", text="Rules.", html="<p>Rules.</p>", changed="All.", adopted_at=timezone.now()
    )
    PolicyReason.objects.create(policy=policy, reason=Reason.SOURCE, text="No source, as version 2 says.")
    decide(row(), Action.REJECT, reason=Reason.SOURCE)
    later = PolicyVersion.objects.create(
        version="3", text="Rules.", html="<p>Rules.</p>", changed="More.", adopted_at=timezone.now()
    )
    PolicyReason.objects.create(policy=later, reason=Reason.SOURCE, text="Otherwise again.")
    said = one_space(get(client, receipt).text)
    assert "No source, as version 2 says." in said
    assert "by version 2 of the policy" in said
    assert "Otherwise again." not in said


@pytest.mark.parametrize(
    ("who", "words"),
    [
        (DESK, "a moderator. Who can be asked: another moderator or an editor, at"),
        (Actor(Role.EDITOR, 0, "desk"), "an editor. Who can be asked: another editor or a moderator, at"),
        (by_rule("spades"), "a rule of the site, “spades”, without a moderator. Who can be asked: any mod"),
    ],
)
def test_who_decided_and_who_can_be_asked(client, receipt, settings, who, words):
    settings.CONTACT = "The moderators, Mill Lane 3"
    decide(row(), Action.REJECT, by=who)
    page = get(client, receipt)
    assert words in one_space(page.text)
    assert "desk" not in page.one("main").text


def test_all_that_was_decided_stands_in_a_short_history(client, receipt):
    decide(row(), Action.HOLD, reason=Reason.SOURCE, note="Which <i>edition</i>?")
    decide(row(), Action.RELEASE)
    decide(row(), Action.APPROVE)
    make_edit(row())
    lines = [one_space(each.text) for each in get(client, receipt).one("ol", css="log").all("li")]
    assert [line.partition(":")[2][2:] for line in lines] == [
        "Sent by you.",
        "Held by a moderator: source or quotation not found. Note: “Which <i>edition</i>?”",
        "Released by a moderator.",
        "Approved by a moderator.",
        "Edited by you.",
    ]


def test_marked_words_are_numbered_in_the_text(client, receipt):
    returned()
    marked = get(client, receipt).one("section", **{"aria-labelledby": "marked"})
    assert [each.text for each in marked.all("mark")] == ["1\u00a0those who *drink", "2\u00a0A 1"]
    assert marked.one("pre").text.replace("1\u00a0", "").replace("2\u00a0", "") == TEXT
    form = get(client, f"{receipt}edit/")
    assert [each.text for each in form.all("mark")] == ["1\u00a0those who *drink", "2\u00a0A 1"]
    assert "Which one?" in form.text


def test_an_edit_that_waits_stands_beside_what_is_published(client, receipt):
    edited()
    versions = get(client, receipt).one("div", css="versions")
    assert [each.text.partition(",")[0] for each in versions.all("h3")] == ["Published", "Your edit"]
    assert versions.all("ins") and versions.all("del")


def test_what_is_erased_is_not_on_the_page(client, receipt):
    decide(row(), Action.ERASE)
    Revision.objects.update(**words_gone())
    page = get(client, receipt)
    assert page.all("pre") == []
    assert "Hanne" not in page.text
    assert "begin:" not in get(client, f"{receipt}print/").text


class TestPrinting:
    def test_the_slip_says_all_that_is_needed_on_paper(self, client, receipt):
        page = get(client, f"{receipt}print/")
        slip = one_space(page.one("article", css="slip").text)
        groups = [each.text for each in page.one("p", css="slip-code").all("code")]
        assert "-".join(groups).lower() == receipt.split("/")[2]
        assert len(groups) == 7
        assert f"http://testserver/receipts/{receipt.split('/')[2].upper()}/" in slip
        assert "A response on A 2 (On Wells, Part 1), received on" in slip
        assert "with the name Hanne L.; 12 words, which begin:" in slip
        assert "Waiting for a moderator since " in slip

    @pytest.mark.parametrize(
        ("act", "words"),
        [
            (held_by_flags, "Held by a rule of the site, until a moderator has read it. Decided on"),
            (by(Action.HOLD), "Held: the moderators ask for something. Decided on"),
        ],
    )
    def test_it_says_by_whom_it_is_held(self, client, receipt, act, words):
        act()
        assert words in one_space(get(client, f"{receipt}print/").one("article", css="slip").text)

    def test_it_gives_reason_and_note(self, client, receipt):
        decide(row(), Action.REJECT, reason=Reason.SOURCE, note="Which one?")
        slip = one_space(get(client, f"{receipt}print/").one("article", css="slip").text)
        assert "Rejected on " in slip
        assert "by a moderator. Reason: source or quotation not found. It rests on a source" in slip
        assert "Note from the moderators: Which one?" in slip

    def test_a_long_response_is_shortened(self, client, receipt):
        decide(row(), Action.APPROVE)
        make_edit(row(), "word " * 300)
        accept_edit(response_id=row().pk, by=DESK, seen_digest=row().proposed.digest)
        slip = get(client, f"{receipt}print/").one("article", css="slip")
        assert "300 words" in one_space(slip.text)
        assert len(slip.one("blockquote").text.split()) <= 41


def test_queries(client, receipt, django_assert_num_queries):
    # The response, its quotations, its decisions, those before it; the frame's works and voices.
    with django_assert_num_queries(8):
        client.get(receipt)
    for action in (Action.HOLD, Action.RELEASE, Action.HOLD):
        decide(row(), action)
    # The rules' texts instead of those before it.
    with django_assert_num_queries(8):
        client.get(receipt)
    decide(row(), Action.RELEASE)
    returned()
    with django_assert_num_queries(9):
        client.get(receipt)
