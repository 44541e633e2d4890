"""Screening what is posted and revised: what is kept, what holds it, what follows by rule."""

import pytest

from comments.domain.anchors import make_anchor
from comments.domain.desk_notes import add_desk_note, cover_text
from comments.domain.drafts import make_draft
from comments.domain.moderation import Actor
from comments.domain.posting import post_response, revise_response
from comments.domain.redactions import propose_redaction
from comments.domain.screening.answers import Answer, Sent
from comments.domain.screening.phases import PHASES, Note, Phase, held_by
from comments.domain.screening.running import Screened, ask_all, drop_screening, follow_screening
from comments.domain.screening.settings import Rules
from comments.enums import Action, Distress, ItemKind, NoteKind, Reason, Role, Ruling, Status
from comments.models import Decision, Item, LikenessKey, Response, Revision, Screening, ScreeningNote
from comments.queries import subjects
from comments.queries.stances import NONE
from tests.comments.domain.screening.known import PLAIN, Known
from tests.factories import (
    actor,
    decide,
    make_claim,
    make_response,
    make_rules,
    make_screened,
    make_user,
    redaction_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def paragraph(work):
    return subjects.paragraph_subject(work.slug, 2)


def post(subject, text=PLAIN, *, key="key", name="Ines", author=None):
    draft = make_draft(name=name, stance=NONE, text=text, reserved=[])
    posted = post_response(
        anchor=make_anchor(subject=subject, quote=""),
        draft=draft,
        form_key=key,
        author_id=author and author.pk,
    )
    return Response.objects.select_related("current").get(pk=posted.response.pk)


def rulings(response):
    rows = ScreeningNote.objects.filter(revision=response.current).order_by("order")
    return {row.phase: Ruling(row.ruling) for row in rows}


def item(response):
    return Item.objects.get(response=response, kind=ItemKind.NEW)


def test_every_phase_leaves_a_note_and_the_first_that_holds_names_the_item(paragraph):
    row = post(paragraph)
    assert list(rulings(row)) == [phase.name for phase in PHASES]
    assert rulings(row)["newcomers"] == Ruling.HOLD
    assert (row.status, item(row).held_by, item(row).language) == (Status.PENDING, "newcomers", "en")
    assert row.current.language == "en"


def test_what_identifies_somebody_comes_before_what_is_merely_new(paragraph):
    row = post(paragraph, f"{PLAIN} Write to P.O. Box 000.")
    assert item(row).held_by == "people"
    note = ScreeningNote.objects.get(revision=row.current, phase="people")
    assert (note.rule, note.words, note.figure) == ("post box", "P.O. Box 000", 1)
    assert note.said == "1 place looks as if somebody could be identified by it."


def test_a_phase_that_raises_has_failed_and_holds(paragraph):
    def raises(sent, context):
        raise KeyError(sent.text)

    notes = ask_all(Sent(PLAIN), Known(), [Phase("length", raises), *PHASES[1:]])
    assert (notes[0].answer.ruling, held_by(notes)) == (Ruling.FAILED, "length")
    assert notes[0].answer.said == "It could not be applied, so somebody has to look."
    assert [note.answer.ruling for note in notes[1:4]] == [Ruling.PASS] * 3


def test_a_fact_that_cannot_be_found_out_is_its_phases_failure(work):
    screened = make_screened(make_response(work), survey=None)
    failed = [note.phase for note in screened.notes if note.answer.ruling == Ruling.FAILED]
    assert failed == ["quotations"]


def test_a_phase_that_is_switched_off_is_not_asked(paragraph):
    make_rules(Rules(values={"newcomers_on": 0, "people_on": 0}))
    row = post(paragraph, f"{PLAIN} Write to P.O. Box 000.")
    assert (rulings(row)["people"], rulings(row)["newcomers"]) == (Ruling.OFF, Ruling.OFF)
    assert item(row).held_by == ""


def test_a_word_of_the_list_rejects_by_rule_with_a_reason(paragraph):
    make_rules(Rules(reject=("casino",), reject_reason=Reason.UNREADABLE))
    row = post(paragraph, f"{PLAIN} C4SINO!")
    decision = Decision.objects.get()
    assert (row.status, decision.action, decision.reason) == (Status.REJECTED, Action.REJECT, "unreadable")
    assert (decision.role, decision.actor_id) == (Role.RULE, None)
    assert decision.rule == "word lists: list of rejected words: casino"
    assert "casino" not in decision.note.lower()
    assert (item(row).closed_at, item(row).state, item(row).held_by) == (None, Status.REJECTED, "word lists")


def test_a_word_can_have_a_reason_of_its_own(paragraph):
    make_rules(Rules(reject=("casino", "slur"), reasons={"slur": Reason.PERSON}))
    rows = [post(paragraph, f"{PLAIN} {word}", key=word) for word in ("A casino!", "A slur!")]
    reasons = [Decision.objects.get(response=row).reason for row in rows]
    assert reasons == [Reason.ADVERTISING, Reason.PERSON]


def test_what_is_rejected_is_what_readers_would_see_and_the_name(paragraph):
    make_rules(Rules(reject=("casino",)))
    assert post(paragraph, f"{PLAIN} A cas*in*o.").status == Status.REJECTED
    assert post(paragraph, f"{PLAIN} cas*in o*.", key="other").status == Status.PENDING
    assert post(paragraph, key="third", name="Casino king").status == Status.REJECTED


def test_what_identifies_somebody_is_found_in_what_readers_would_see(paragraph):
    row = post(paragraph, f"{PLAIN} He is ZZ**00**00 there.")
    assert (rulings(row)["people"], item(row).held_by) == (Ruling.HOLD, "people")


def test_the_debates_own_people_are_not_held(paragraph):
    assert rulings(post(paragraph, f"{PLAIN} So Nora Brook, in prison."))["people"] == Ruling.PASS
    other = post(paragraph, f"{PLAIN} So Peter Stone, in prison.", key="other")
    assert rulings(other)["people"] == Ruling.HOLD


class TestInHand:
    """No rule decides over the head of a moderator."""

    MO = Actor(Role.MODERATOR, 7, "mo")

    @pytest.fixture(params=["claim", "note", "second reader", "cover", "redaction", "released"])
    def in_hand(self, request, work):
        row, mo = make_response(work, name=""), make_user("mo")
        by = actor(mo)
        match request.param:
            case "claim":
                make_claim(row, mo)
            case "note":
                add_desk_note(response_id=row.pk, kind=NoteKind.NOTE, text="Wait.", by=by)
            case "second reader":
                add_desk_note(response_id=row.pk, kind=NoteKind.ASKS, text="", by=by)
            case "cover":
                cover_text(response_id=row.pk, distress=Distress.HATE, by=by)
            case "redaction":
                propose_redaction(response_id=row.pk, by=by, proposal=redaction_of(row, "those who drink"))
            case "released":
                decide(row, Action.HOLD, by=by)
                decide(row, Action.RELEASE, by=by)
        return Response.objects.select_related("current").get(pk=row.pk)

    @pytest.mark.parametrize("ruling", [Ruling.TRUST, Ruling.REJECT])
    def test_it_waits_whatever_a_rule_says(self, in_hand, ruling):
        before = Decision.objects.count()
        notes = (Note("trust", Answer(ruling, "any rule")),)
        follow_screening(in_hand, Screened(notes, "", (), 1, Reason.SOURCE))
        in_hand.refresh_from_db()
        assert (in_hand.status, Decision.objects.count()) == (Status.PENDING, before)
        assert item(in_hand).closed_at is None

    def test_a_claim_that_has_ended_hinders_nothing(self, work):
        row = make_response(work)
        make_claim(row, make_user("mo"), minutes_ago=10)
        follow_screening(row, Screened((Note("x", Answer(Ruling.REJECT, "x")),), "", (), 1, Reason.SOURCE))
        row.refresh_from_db()
        assert row.status == Status.REJECTED


def test_a_failure_keeps_a_rejected_text_for_a_moderator(work):
    make_rules(Rules(reject=("well",)))
    assert make_screened(make_response(work), survey=None).outcome is None
    assert make_screened(make_response(work)).outcome.phase == "word lists"


def test_a_revision_is_screened_anew(paragraph):
    row = post(paragraph)
    make_rules(Rules(hold=("pump*",)))
    draft = make_draft(name="Ines", stance=NONE, text="Pumps would do it better than wells.", reserved=[])
    revise_response(response_id=row.pk, seen_digest=row.current.digest, draft=draft)
    assert item(row).held_by == "word lists"
    assert Screening.objects.filter(response=row).count() == 2
    assert sorted(Screening.objects.values_list("rules", flat=True)) == [0, 1]


def test_a_revision_can_be_rejected_by_rule(paragraph):
    row = post(paragraph)
    make_rules(Rules(reject=("pump*",)))
    draft = make_draft(name="Ines", stance=NONE, text="Pumps would do it better than wells.", reserved=[])
    revise_response(response_id=row.pk, seen_digest=row.current.digest, draft=draft)
    row.refresh_from_db()
    assert row.status == Status.REJECTED
    assert [each.action for each in Decision.objects.order_by("pk")] == [Action.REVISE, Action.REJECT]


def test_what_is_held_for_safety_stays_so_whatever_a_rule_says(paragraph):
    row = post(paragraph)
    decide(row, Action.SECURE, reason=Reason.ENDANGERS)
    make_rules(Rules(reject=("pump*",)))
    draft = make_draft(name="Ines", stance=NONE, text="Pumps would do it better than wells.", reserved=[])
    revise_response(response_id=row.pk, seen_digest=row.current.digest, draft=draft)
    row.refresh_from_db()
    assert row.status == Status.SECURED


class TestTrust:
    @pytest.fixture
    def ines(self, work):
        """An account with one published response, in a debate that asks for one."""
        make_rules(Rules(trusting={work.debate.pk: 1}))
        account = make_user("ines", Role.READER)
        make_screened(make_response(work, author=account, status=Status.PUBLISHED))
        return account

    def test_is_off_by_default(self, paragraph, work):
        account = make_user("ines", Role.READER)
        make_screened(make_response(work, author=account, status=Status.PUBLISHED))
        row = post(paragraph, author=account)
        assert (row.status, rulings(row)["trust"]) == (Status.PENDING, Ruling.OFF)

    def test_publishes_and_leaves_the_item_open(self, paragraph, ines):
        row = post(paragraph, author=ines)
        decision = Decision.objects.filter(response=row).get()
        assert (row.status, decision.rule) == (Status.PUBLISHED, "trust: published responses")
        assert (item(row).closed_at, item(row).state) == (None, Status.PUBLISHED)

    def test_is_the_accounts_and_not_the_names(self, paragraph, ines):
        assert post(paragraph).status == Status.PENDING

    def test_does_not_reach_what_another_phase_holds(self, paragraph, ines):
        row = post(paragraph, f"{PLAIN} Write to P.O. Box 000.", author=ines)
        assert (row.status, rulings(row)["trust"]) == (Status.PENDING, Ruling.TRUST)

    def test_is_lost_on_a_removal(self, paragraph, ines, work):
        gone = make_response(work, author=ines, status=Status.REMOVED)
        row = post(paragraph, author=ines)
        note = ScreeningNote.objects.get(revision=row.current, phase="trust")
        assert (row.status, note.said) == (
            Status.PENDING,
            f"Its account lost trust when R {gone.pk} was removed.",
        )

    def test_does_not_override_a_moderator(self, paragraph, ines):
        row = post(paragraph, "Held at first: P.O. Box 000 is where to write to.", author=ines)
        decide(row, Action.HOLD)
        draft = make_draft(name="Ines", stance=NONE, text=PLAIN, reserved=[])
        revise_response(response_id=row.pk, seen_digest=row.current.digest, draft=draft)
        row.refresh_from_db()
        assert row.status == Status.PENDING

    def test_ends_with_the_item_when_it_is_removed(self, paragraph, ines):
        row = post(paragraph, author=ines)
        decide(row, Action.REMOVE)
        assert item(row).closed_at is not None


def test_nothing_is_left_of_what_is_dropped(paragraph):
    row = post(paragraph)
    drop_screening(Revision.objects.filter(pk=row.current.pk))
    for model in (Screening, ScreeningNote, LikenessKey):
        assert model.objects.count() == 0
