"""Words that were withheld, and what their author changes afterwards: marks stay, or are settled."""

import pytest

from comments.domain.checking.storing import check_due
from comments.domain.drafts import make_draft
from comments.domain.edits import accept_edit
from comments.domain.lifting import keep_withheld, lift_redaction
from comments.domain.moderation import Refused
from comments.domain.posting import revise_response
from comments.domain.redactions import accept_redaction, redact_at_once, refuse_redaction
from comments.enums import Action, ItemKind, RedactionState, Status
from comments.markup.withheld import HTML, MARK, SHOWN
from comments.models import Item, QuotationCheck, Redaction, Response
from comments.queries.redactions import redactions_of
from comments.queries.stances import NONE
from comments.queries.wordings import wordings_of
from tests.factories import (
    actor,
    decide,
    make_debate,
    make_edit,
    make_response,
    make_text,
    redaction_of,
)

pytestmark = pytest.mark.django_db
TEXT = "Ines, who lives at the mill, digs the well of those who drink."
OTHER = f"Ines, who {SHOWN}, digs the well of all who drink."


@pytest.fixture
def published(work):
    return make_response(work, text=TEXT, status=Status.PUBLISHED)


@pytest.fixture
def redaction(published, asta):
    return at_once(published, asta)


def now(response):
    return Response.objects.select_related("current__redaction", "current__carries").get(pk=response.pk)


def at_once(response, user, passages="lives at the mill"):
    redact_at_once(response_id=response.pk, by=actor(user), proposal=redaction_of(response, passages))
    return Redaction.objects.latest("id")


def edited(response, user, text):
    edit = make_edit(response, text)
    accept_edit(response_id=response.pk, by=actor(user), seen_digest=edit.digest)
    return now(response).current


def waits(response):
    return Item.objects.open().filter(response=response, kind=ItemKind.REDACTION).exists()


def answer(how, redaction, **words):
    return how(response_id=redaction.response_id, redaction_id=redaction.pk, **words)


def seen(redaction):
    (found,) = [each for each in redactions_of(now(redaction.response)) if each.redaction == redaction]
    return found


def shown(response: Response) -> list[int]:
    """The revisions that readers may see."""
    return [wording.revision.number for wording in wordings_of(response.pk)[1]]


def test_a_mark_stays_one_in_an_edit(published, redaction, bo):
    words = edited(published, bo, OTHER)
    assert words.text == OTHER.replace(SHOWN, MARK)
    assert HTML in words.html
    assert (words.withheld_by, words.carries) == (redaction, redaction)
    assert (seen(redaction).is_in_effect, seen(redaction).waits_for_author) == (True, True)
    assert answer(accept_redaction, redaction).state == RedactionState.ACCEPTED
    assert 1 not in shown(published)


def test_the_same_words_again_are_no_edit(published, redaction):
    assert make_edit(published, f"Ines, who {SHOWN}, digs the well of those who drink.") == redaction.redacted
    assert now(published).proposed_id is None


def test_a_mark_stays_one_while_the_response_waits(work, asta):
    response = make_response(work, text=TEXT, status=Status.HELD)
    redaction = at_once(response, asta)
    draft = make_draft(name="Ines", stance=NONE, text=OTHER, reserved=[])
    words = revise_response(response_id=response.pk, seen_digest=redaction.redacted.digest, draft=draft)
    assert (MARK in words.text, now(response).current.withheld_by) == (True, redaction)


def test_nobody_writes_a_mark_of_their_own(published, bo):
    words = edited(published, bo, f"A mark that I made up: {SHOWN}.")
    assert (MARK in words.text, words.withheld_by) == (False, None)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Ines, who Lives at the mill, digs the well.", RedactionState.LIFTED),
        ("Ines digs the well of all who drink.", RedactionState.REFUSED),
    ],
)
def test_an_accepted_edit_without_the_mark_leaves_nothing_to_settle(published, redaction, bo, text, state):
    answer(refuse_redaction, redaction)
    assert waits(published)
    edited(published, bo, text)
    redaction.refresh_from_db()
    assert (waits(published), redaction.state) == (False, state)
    found = seen(redaction)
    assert (found.is_in_effect, found.can_be_lifted, found.can_be_kept) == (False, False, False)
    assert 1 not in shown(published)


def test_an_urgent_one_that_was_left_behind_asks_its_author_nothing(published, redaction, bo):
    edited(published, bo, "Ines digs the well of all who drink.")
    assert (seen(redaction).waits_for_author, seen(redaction).was_left_behind) == (False, True)
    for how in (accept_redaction, refuse_redaction):
        with pytest.raises(Refused, match="changed since"):
            answer(how, redaction)
    assert not waits(published)


def test_an_edit_with_the_mark_leaves_the_redaction_to_be_settled(published, redaction, bo):
    answer(refuse_redaction, redaction)
    edited(published, bo, OTHER)
    assert waits(published)
    answer(keep_withheld, redaction, by=actor(bo), note="It does harm.")
    assert (waits(published), MARK in now(published).current.text) == (False, True)


def test_words_are_shown_again_in_what_its_author_has_changed_since(published, redaction, bo):
    edited(published, bo, OTHER)
    answer(lift_redaction, redaction, by=actor(bo), note="")
    assert now(published).current.text == "Ines, who lives at the mill, digs the well of all who drink."
    assert now(published).current.withheld_by is None


def test_words_are_not_shown_again_while_an_edit_with_the_mark_waits(published, redaction, bo):
    make_edit(published, OTHER)
    with pytest.raises(Refused, match="An edit by its author waits"):
        answer(lift_redaction, redaction, by=actor(bo), note="")
    redaction.refresh_from_db()
    assert redaction.state == RedactionState.URGENT


def test_an_earlier_redaction_stands_on_when_the_later_one_is_taken_back(published, redaction, asta, bo):
    later = at_once(published, asta, "of those who drink")
    edited(published, bo, f"Now Ines, who {SHOWN}, digs the well {SHOWN}.")
    assert [each.is_in_effect for each in redactions_of(now(published))] == [True, True]
    answer(lift_redaction, later, by=actor(bo), note="")
    assert now(published).current.text == f"Now Ines, who {MARK}, digs the well of those who drink."
    assert now(published).current.withheld_by == redaction
    answer(lift_redaction, redaction, by=actor(bo), note="")
    assert now(published).current.text == "Now Ines, who lives at the mill, digs the well of those who drink."


@pytest.mark.parametrize("how", [accept_redaction, refuse_redaction])
def test_an_answer_sent_twice_is_given_once(published, redaction, how):
    first = answer(how, redaction)
    assert answer(how, redaction) == first
    assert Item.objects.filter(kind=ItemKind.REDACTION).count() == (how == refuse_redaction)


def test_words_withheld_are_no_edit(published, redaction):
    assert now(published).edited_at is None
    decide(published, Action.HOLD)
    decide(published, Action.RELEASE)
    decide(published, Action.APPROVE)
    assert now(published).edited_at is None


def test_a_quotation_with_words_withheld_is_not_judged(asta):
    exact = "Gather the ideas of the masses and bring them back to the masses."
    work = make_text(make_debate("quoted"), exact)
    whole, cut = f"“{exact}”", "“whoever drinks from the well should dig it”"
    response = make_response(work, text=f"{whole}\n\n{cut}\n\n{whole}", status=Status.PUBLISHED)
    check_due()
    at_once(response, asta, "the ideas of the masses #1")
    for _ in range(2):
        checks = list(QuotationCheck.objects.filter(revision=now(response).current))
        assert [each.verdict for each in checks] == ["not-judged", "not-found", "verbatim"]
        assert checks[0].opening == "Gather [withheld here, for safety] and bring…"
        assert (checks[0].summary, checks[0].note, checks[0].left_out) == ("", "", "")
        assert (checks[0].block, checks[0].stood_otherwise) == (None, False)
        assert check_due() == 0
