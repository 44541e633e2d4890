"""Posting a response: once for each form, whatever happens on the way."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from comments import paths
from comments.domain.accounts import hold_account
from comments.domain.anchors import Anchor
from comments.domain.checking.answered import Answered
from comments.domain.checking.storing import Survey, store_survey, survey_text
from comments.domain.desk_index import DeskWords, desk_words, index_for_desk, index_new_for_desk
from comments.domain.drafts import Draft, render_draft
from comments.domain.items import open_first_item
from comments.domain.moderation import AUTHOR, Refused, Stale, change_status
from comments.domain.receipts import code_for, hash_of
from comments.domain.refusals import stale
from comments.domain.screening.answers import Sent
from comments.domain.screening.gathering import Source
from comments.domain.screening.language import guess_language
from comments.domain.screening.running import (
    Screened,
    follow_screening,
    screen,
    store_notes,
    store_screening,
)
from comments.domain.waiting import tried_again
from comments.enums import Action, Status
from comments.markup.rendering import Rendered
from comments.markup.withheld import MARK
from comments.models import Decision, Redaction, Response, Revision
from comments.rules import OPEN
from essays.models import Debate, Link
from masslinesite.durability import secure_what_was_read
from masslinesite.statements import first, insert, new_ids
from masslinesite.turns import in_turn

#: Where words sent again are those that are there already, nothing was refused.
CHANGEABLE = OPEN | {Status.PUBLISHED}
BY_FORM = "SELECT id FROM comments_response WHERE form_key = %s"


class ParentNotPublished(Refused):
    """What is answered is not, or no longer, published."""


class AccountGone(Refused):
    """The account that posts has been left, or deactivated, since its browser asked."""


class LinkNotShown(Refused):
    """The quotation link that is answered is not, or no longer, one that readers see."""


@dataclass(frozen=True)
class Posted:
    """``created`` is False when the form had been sent before; then ``response`` is that of the first
    time, and ``same_words`` says whether it was sent with the same name, stance and text."""

    response: Response
    code: str
    created: bool
    same_words: bool = True


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is worked out of words before the transaction that stores them; ``carries`` is the redaction
    whose marks they still have. ``survey`` is None where the quotations could not be looked up."""

    draft: Draft
    rendered: Rendered
    survey: Survey | None
    carries: Redaction | None = None

    @cached_property
    def language(self) -> str:
        return guess_language(self.draft.text)

    @cached_property
    def desk_words(self) -> DeskWords:
        return desk_words(self.draft.name, self.rendered.shown, self.language)


@dataclass(frozen=True, kw_only=True)
class Prepared(Words):
    """An author's words, with what the phases say of them."""

    screened: Screened


def prepare(draft: Draft, debate: Debate, answered: Answered, source: Source) -> Prepared:
    """The words as they will be shown, their quotations looked up, and what the phases say of them.

    Not to be called in a transaction: it can take the better part of a second. Queries: up to two to
    render, five to look quotations up and some ten to screen.
    """
    rendered = render_draft(draft, debate)
    survey = survey_text(draft.text, answered)
    screened = screen(Sent(draft.text, draft.name, rendered.shown), source, survey)
    prepared = Prepared(draft=draft, rendered=rendered, survey=survey, screened=screened)
    # Now, and not while everybody else waits for the transaction that stores them.
    _ = prepared.desk_words
    return prepared


def to_change(response_id: int) -> Response:
    """A response with all that a change of its words starts from. One query; Response.DoesNotExist."""
    with_marks = ("debate", "current__redaction", "current__carries")
    return Response.objects.select_related(*with_marks).get(pk=response_id)


def prepare_change(draft: Draft, response: Response) -> Prepared:
    """Other words for a response as ``to_change`` gives it: the marks of words withheld stay marks."""
    is_edit = response.is_published
    source = Source(response.debate_id, timezone.now(), response.pk, response.author_id, is_edit)
    draft = draft.with_marks_of(response.current.text)
    carries = response.current.withheld_by if MARK in draft.text else None
    return replace(prepare(draft, response.debate, Answered.by(response), source), carries=carries)


def find_posted(*, form_key: str, draft: Draft) -> Posted | None:
    """What was posted by the form of ``form_key``, if anything was, and safe to be acknowledged. One query;
    two, and that of ``secure_what_was_read``, if so."""
    found = first(BY_FORM, [hash_of(form_key)])
    if found is None:
        return None
    response = Response.objects.select_related("current", "debate").get(pk=found[0])
    secure_what_was_read()
    return Posted(
        response=response,
        code=code_for(form_key),
        created=False,
        same_words=draft.says_the_same_as(response.current),
    )


@tried_again
def post_response(*, anchor: Anchor, draft: Draft, form_key: str, author_id: int | None = None) -> Posted:
    """Stores a response, pending, with its first revision; nothing about its sender is kept. Then the
    screening may reject or publish it by rule, or says what it is held by.

    ``author_id`` is that of a desk account that is signed in, so that nobody decides on their own
    response. The same ``form_key`` again, even at the same moment, gives what was posted first.
    Raises AccountGone, ParentNotPublished and LinkNotShown.

    Queries: up to two to render, five to look quotations up and some ten to screen, before the transaction,
    eleven in it, one or two more with what is answered or an account, and those of a rule's decision.
    """
    subject, code = anchor.subject, code_for(form_key)
    source = Source(subject.debate.pk, timezone.now(), account=author_id)
    prepared = prepare(draft, subject.debate, Answered.about(subject), source)
    try:
        with in_turn(), transaction.atomic():
            response = _insert(anchor, form_key, code, author_id)
            revision = response.current = add_revision(response, 1, prepared, pk=response.current_id)
            store_survey(revision, prepared.survey)
            index_new_for_desk(response.pk, prepared.desk_words)
            store_notes(revision, prepared.screened)
            open_first_item(response, prepared.screened.held_by, prepared.screened.distress)
    except IntegrityError:
        posted = find_posted(form_key=form_key, draft=draft)
        if posted is None:
            raise
        return posted
    follow_screening(response, prepared.screened)
    return Posted(response=response, code=code, created=True)


@tried_again
def revise_response(*, response_id: int, seen_digest: str, draft: Draft) -> Revision:
    """New words for a response that no decision has been made on; a held one waits again.

    Words equal to those that stand change nothing, whatever was seen, so a form that is sent twice is one
    change; others are screened like a new response. Raises Stale when the response was decided on, or
    changed, since the words with ``seen_digest`` were shown, Response.DoesNotExist.
    """
    prepared = prepare_change(draft, to_change(response_id))
    draft = prepared.draft
    with transaction.atomic():
        response = Response.objects.select_for_update(no_key=True).get(pk=response_id)
        current = Revision.objects.get(pk=response.current_id)
        if response.status in CHANGEABLE and draft.says_the_same_as(current):
            return current
        if response.status not in OPEN or current.digest != seen_digest:
            raise stale(response, current)
        response.current = add_revision(response, next_number(response), prepared)
        store_survey(response.current, prepared.survey, before=current.checks.all())
        response.save(update_fields=["current"])
        index_for_desk(response)
        change_status(
            response_id=response_id,
            action=Action.REVISE,
            by=AUTHOR,
            seen_digest=response.current.digest,
            seen_status=Status(response.status),
        )
        store_screening(response.current, prepared.screened)
    follow_screening(response, prepared.screened)
    return response.current


def withdraw_response(*, response_id: int, seen_digest: str, seen_status: Status) -> Decision:
    """Its author takes a response back before it is decided on, or within the grace after it is published;
    published replies to it stay where they are.

    Again, of the same words, it is the withdrawal that was made. Raises Stale and Refused.
    """
    try:
        return change_status(
            response_id=response_id,
            action=Action.WITHDRAW,
            by=AUTHOR,
            seen_digest=seen_digest,
            seen_status=seen_status,
        )
    except Stale as stale:
        if stale.status == Status.WITHDRAWN and stale.decision and stale.revision.digest == seen_digest:
            return stale.decision
        raise


def _insert(anchor: Anchor, form_key: str, code: str, author_id: int | None) -> Response:
    """The row, whose path holds its id; ``current_id`` is that of the revision to be stored next."""
    subject, key_hash = anchor.subject, hash_of(form_key)
    if author_id is not None and not hold_account(author_id):
        raise AccountGone("The account that you were signed in with has ended, so nothing was sent.")
    if subject.parent is not None:
        _check_parent(subject.parent)
    elif subject.link is not None:
        _check_link(subject.link)
    pk, revision = new_ids(Response, Revision)
    path = paths.child(subject.parent.path if subject.parent else "", pk)
    response = Response(
        pk=pk,
        **anchor.columns,
        debate=subject.debate,
        link=subject.link,
        position=subject.position,
        formulation=subject.formulation,
        question=subject.question,
        parent=subject.parent,
        path=path,
        root_id=paths.numbers(path)[0],
        depth=paths.depth(path),
        current_id=revision,
        form_key=key_hash,
        receipt_hash=hash_of(code),
        author_id=author_id,
        submitted_at=timezone.now(),
    )
    insert(response)
    return response


def _check_parent(parent: Response) -> None:
    """Locks what is answered together with its thread's first response, upper first as everywhere."""
    rows = Response.objects.filter(pk__in={parent.pk, parent.root_id}).order_by("path")
    locked = {row.pk: row for row in rows.select_for_update(no_key=True)}
    if parent.pk not in locked or locked[parent.pk].status != Status.PUBLISHED:
        raise ParentNotPublished("What you answer is not published any more.")


def _check_link(link: Link) -> None:
    """Locks the link, so that nobody dismisses it before the response is there."""
    if not list(Link.objects.shown().filter(pk=link.pk).select_for_update(no_key=True)):
        raise LinkNotShown(
            "An editor has found meanwhile that these two passages are not a quotation or shared wording. "
            "They can still be answered as a pair, beside each other."
        )


def next_number(response: Response) -> int:
    """Of a new revision; the response must be locked. An edit that waits or was refused has a number too.
    One query."""
    return response.revisions.aggregate(latest=Max("number"))["latest"] + 1


def add_revision(response: Response, number: int, words: Words, *, pk: int | None = None) -> Revision:
    """Stored under ``pk`` where its id was taken beforehand. One query."""
    draft, rendered = words.draft, words.rendered
    revision = Revision(
        pk=pk,
        response=response,
        number=number,
        name=draft.name,
        stance=draft.stance.stance,
        stance_formulation=draft.stance.formulation,
        text=draft.text,
        html=rendered.html,
        renderer=rendered.renderer,
        **draft.sealed(),
        language=words.language,
        carries=words.carries,
        created_at=timezone.now(),
    )
    insert(revision)
    return revision
