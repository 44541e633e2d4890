"""manage.py verify on responses: silent while all holds, and each fault seen when it is made."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F
from django.utils import timezone

from comments.append_only import install_triggers, remove_triggers
from comments.domain import verifying
from comments.domain.checking.storing import check_due
from comments.domain.edits import accept_edit, refuse_edit
from comments.domain.items import open_item
from comments.domain.moderation import Actor
from comments.domain.verifying_log import BROKEN
from comments.enums import Action, ItemKind, Reason, Role, Status
from comments.models import Decision, Item, QuotationCheck, Response, Tally
from essays.models import Block
from tests.factories import (
    change_text,
    decide,
    make_debate,
    make_edit,
    make_formulation,
    make_link,
    make_position,
    make_question,
    make_response,
    make_revision,
    make_voice,
    make_work,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def top():
    """A thread in which everything has happened once."""
    work = make_work(make_debate())
    block = Block.objects.get(work=work, number=1)
    top = make_response(block, status=Status.PUBLISHED)
    for status in Status:
        make_response(top, status=status)
    below = make_response(make_response(top, status=Status.PUBLISHED), status=Status.PUBLISHED)
    decide(below.parent, Action.REMOVE)
    make_response(make_formulation(work.debate), status=Status.PUBLISHED)
    far = Block.objects.get(work=make_work(work.debate, siglum="B"), number=1)
    link = make_link(far, block, "whoever")
    for target in (link, (far, block), make_position(make_question(work.debate), make_voice(work))):
        make_response(make_response(target, status=Status.PUBLISHED), status=Status.PUBLISHED)
    changed = make_response(work, status=Status.HELD)
    make_revision(changed, text="Other words than those.")
    decide(changed, Action.REVISE)
    decide(changed, Action.APPROVE)
    decide(changed, Action.UNDO)
    edited = make_response(work, status=Status.PUBLISHED)
    by = Actor(Role.MODERATOR, 0, "desk")
    accept_edit(response_id=edited.pk, by=by, seen_digest=make_edit(edited, "Accepted words of it.").digest)
    refused = make_edit(edited, "Refused words of this one.")
    refuse_edit(response_id=edited.pk, by=by, seen_digest=refused.digest, reason=Reason.PERSON)
    make_edit(edited, "Words that wait, and go on waiting.")
    aside = make_response(work, status=Status.PUBLISHED)
    make_edit(aside)
    decide(aside, Action.HOLD)
    back = make_response(work, status=Status.PUBLISHED)
    make_edit(back)
    make_edit(back, "Words that wait, and are taken back.")
    refuse_edit(
        response_id=back.pk,
        by=by,
        seen_digest=Response.objects.get(pk=back.pk).proposed.digest,
        reason=Reason.PERSON,
    )
    return top


def faults() -> dict[str, list[str]]:
    found = {name: list(find()) for name, find in verifying.CHECKS}
    return {name: sentences for name, sentences in found.items() if sentences}


def test_all_holds(top):
    assert faults() == {}
    call_command("verify", verbosity=0)


def test_wrong_quotations_are_seen_and_those_in_changed_words_mended(top):
    block = top.block
    words = "“from the well should help to dig it” and “nobody here wrote this at all”"
    quoting = make_response(block, text=words)
    check_due()
    assert faults() == {}
    change_text(block, block.text.replace("dig it", "fill it"))
    assert faults() == {
        "quotations": [f"{quoting.current}: quotation 1 was looked up in words that have changed"]
    }
    call_command("verify", "--mend", verbosity=0)
    QuotationCheck.objects.filter(order=2).update(start=F("start") + 1, end=F("end") + 1)
    assert faults() == {"quotations": [f"{quoting.current}: quotation 2 is not what was typed there"]}


def test_wrong_counts_are_seen_and_mended(top):
    Tally.objects.filter(scope=f"block:{top.block_id}").update(responses=9)
    (pair,) = {f"{row.block_id}-{row.other_block_id}" for row in Response.objects.exclude(other_block=None)}
    Tally.objects.filter(scope=f"pair:{pair}").update(responses=3)
    Tally.objects.create(scope="work:99", responses=1)
    Tally.objects.create(scope="link:99", responses=2, threads=1)
    Response.objects.filter(pk=top.pk).update(reply_count=7)
    assert faults() == {
        "tallies": [
            f"block:{top.block_id}: counted 9 responses, 3 threads; there are 7, 3",
            "link:99: counted 2 responses, 1 threads; there are 0, 0",
            f"pair:{pair}: counted 3 responses, 2 threads; there are 4, 2",
            "work:99: counted 1 responses, 0 threads; there are 0, 0",
        ],
        "counts of replies": [f"R {top.pk}: counted 7 replies, there are 2"],
    }
    with pytest.raises(CommandError, match="5 faults"):
        call_command("verify")
    call_command("verify", "--mend")
    assert faults() == {}
    assert Response.objects.get(pk=top.pk).reply_count == 2


def test_a_status_without_its_decision_is_seen_and_not_mended(top):
    made = make_response(top)
    Response.objects.filter(pk=made.pk).update(status=Status.PUBLISHED, published_at=timezone.now())
    verifying.recount_tallies()
    verifying.recount_replies()
    verifying.mend_items()
    verifying.recount()
    verifying.recount_entries()
    assert faults() == {"records of decisions": [f"R {made.pk}: it is published, its decisions say pending"]}


def test_a_decision_outside_the_rules_is_seen(top):
    made = make_response(top)
    decision = decide(made, Action.REJECT)
    remove_triggers(connection)
    Decision.objects.filter(pk=decision.pk).update(action="remove")
    install_triggers(connection)
    assert faults() == {
        "records of decisions": [
            f"R {made.pk}: decision {decision.pk} does not follow from what was before it"
        ],
        "seals of the logs": [f"decisions: row {decision.pk} (R {made.pk} removed): {BROKEN}"],
    }


def test_a_reply_above_nothing_is_seen(top):
    above = make_response(top, status=Status.PUBLISHED)
    reply = make_response(above, status=Status.PUBLISHED)
    Response.objects.filter(pk=above.pk).update(status=Status.REJECTED, published_at=None)
    assert faults()["published replies"] == [
        f"R {reply.pk}: published, while R {above.pk} which it answers is rejected"
    ]


def test_misplaced_responses_are_seen(top):
    path, deep, far = (make_response(top) for _ in range(3))
    pair = Response.objects.exclude(other_block=None).exclude(parent=None).first()
    Response.objects.filter(pk=path.pk).update(path="zzzzzzz")
    Response.objects.filter(pk=deep.pk).update(depth=9)
    Response.objects.filter(pk=far.pk).update(block=None)
    Response.objects.filter(pk=pair.pk).update(status=Status.PENDING, other_block=None, other_work=None)
    assert faults()["places in threads"] == sorted(
        [
            f"R {pair.pk}: it hangs on something else than what it answers",
            f"R {path.pk}: its path is not that of a reply to what it answers",
            f"R {deep.pk}: its depth or its thread's first response is not that of its path",
            f"R {far.pk}: it hangs on something else than what it answers",
        ],
        key=lambda fault: int(fault.split(":")[0][2:]),
    )


def test_wrong_revisions_are_seen(top):
    other = make_response(top)
    decision = decide(other, Action.HOLD)
    remove_triggers(connection)
    Decision.objects.filter(pk=decision.pk).update(revision_digest="0" * 64)
    third = make_response(top)
    third.revisions.update(number=2)
    install_triggers(connection)
    assert faults() == {
        "revisions": [
            f"R {third.pk}: its revisions are not numbered from 1 on",
            f"R {other.pk}: decision {decision.pk} names a revision that is not there",
        ],
        "seals of the logs": [f"decisions: row {decision.pk} (R {other.pk} held): {BROKEN}"],
        "words that stand": [
            f"R {third.pk}: its current revision is not the one that its decisions say",
        ],
    }


def test_words_that_no_decision_put_there_are_seen(top):
    made = make_response(top)
    make_revision(made, text="Other words than those.")
    edited = Response.objects.exclude(proposed=None).get()
    Response.objects.filter(pk=edited.pk).update(proposed=None)
    assert faults() == {
        "words that stand": sorted(
            [
                f"R {made.pk}: its current revision is not the one that its decisions say",
                f"R {edited.pk}: the edit that waits is not the one that its decisions say",
            ],
            key=lambda fault: int(fault.split(":")[0][2:]),
        ),
        "index of the desk's search": [
            f"R {edited.pk}: the desk's search finds it by other words than its own"
        ],
    }


def test_an_edit_without_its_item_and_an_item_without_its_edit_are_seen(top):
    edited = Response.objects.exclude(proposed=None).get()
    Item.objects.filter(response=edited).update(closed_at=timezone.now())
    open_item(Response.objects.select_related("current").get(pk=top.pk), ItemKind.EDIT)
    assert faults() == {
        "words that stand": [
            f"R {pk}: an edit waits without its item, or an item without its edit"
            for pk in sorted((edited.pk, top.pk))
        ],
        "counts of the desk": ["edit: counted 2, there are 1"],
    }
