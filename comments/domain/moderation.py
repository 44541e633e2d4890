"""The one writer of a response's status, with everything that must change together with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from comments import paths, rules
from comments.domain import chain
from comments.domain.claims import check_holder, end_claim, give_up_claim
from comments.domain.desk_index import forget_for_desk, index_for_desk
from comments.domain.indexing import indexing_of_response, remove_response
from comments.domain.items import close_item, follow_status
from comments.domain.locking import lock
from comments.domain.notifying import tell_author
from comments.domain.policy import current_version
from comments.domain.refusals import Refused, Stale, stale
from comments.domain.renderings import forget_rendering, show_otherwise
from comments.domain.settling import settle_redress
from comments.domain.tallies import add_to_tallies
from comments.domain.waiting import tried_again
from comments.enums import Action, ItemKind, Reason, Role, Status
from comments.models import Decision, DecisionNote, Exemption, Response, Revision
from masslinesite.statements import change, load, places, update
from masslinesite.turns import in_turn

MAX_NOTE_LENGTH = 2000
LATEST = "WHERE response_id = %s ORDER BY id DESC LIMIT 1"
COUNT_REPLY = "UPDATE comments_response SET reply_count = reply_count + %s WHERE path IN ({above})"
UNCHANGED = "id = %s AND status = %s AND current_id = %s"


@dataclass(frozen=True)
class Actor:
    """Who acts, in which role. An author has no account, so no id and no name; a rule has its own name."""

    role: Role
    user_id: int | None = None
    user_name: str = ""
    rule: str = ""


AUTHOR = Actor(Role.AUTHOR)


def by_rule(name: str) -> Actor:
    """The site itself: ``name`` says which of its rules, up to 60 characters."""
    return Actor(Role.RULE, rule=name[:60])


@dataclass(frozen=True)
class _Recorded:
    """What a decision's row says of what was done."""

    old: Status
    new: Status
    action: Action
    reason: Reason
    note: str
    policy: str
    at: datetime


@tried_again
def change_status(
    *,
    response_id: int,
    action: Action,
    by: Actor,
    seen_digest: str,
    seen_status: Status,
    reason: Reason = Reason.NONE,
    note: str = "",
    revision: Revision | None = None,
    makes_current: bool = False,
    also: Callable[[Response], None] | None = None,
    seen_edit: int | None = None,
    is_leaving: bool = False,
) -> Decision:
    """Does ``action`` and returns its decision; counts of replies and tallies, items and what is searched
    change with it.

    ``seen_digest`` and ``seen_status`` are the current revision's digest and the response's status as
    the person saw them. An author's new revision is made current first, then this is called with its
    digest, in the same transaction; its decision names the new revision. ``revision`` is what the decision
    names where that is another one than the current: an edit, a redaction; with ``makes_current`` its words
    take the place of the current ones. ``seen_edit`` is the id of the edit that waited when the person
    looked, 0 where none did; None where that is no matter. ``is_leaving``: an author who ends their account
    takes back what is published however long ago. ``also`` writes what goes with it, after the counts and
    before the log; it may still refuse.

    Raises Stale when any of them differs by now, as for all but one of several callers at once; Claimed when
    another has it open, which erasure does not ask; Refused when the rules refuse; Response.DoesNotExist.
    Locks are taken in the order of ``comments.domain.waiting``; an action that changes nothing public locks
    its response alone, which lets a caller hold that lock already.
    Cost: 8 queries, one for a moderator's own claim, one for an erasure's, one for what an undo takes back,
    and, where the status changes, up to 5 for what waits; one more for a reply, one for a note, two where an
    edit waited, one or two for what is settled besides, and 5 more when something becomes public, 4 when it
    ceases to be (2 more the first time in a scope); and those of ``notifying.tell_author``.
    """
    if not rules.may_act(by.role, action):
        raise Refused("Your account cannot do this.")
    with in_turn(), transaction.atomic():
        response, parent = lock(response_id, with_ancestors=_changes_what_is_public(seen_status, action))
        _check_seen(response, seen_digest, seen_status, seen_edit)
        last = next(iter(load(Decision, LATEST, [response_id])), None) if action == Action.UNDO else None
        new = _status_after(response, action, reason, last, is_leaving=is_leaving)
        check_not_own(response, parent, by)
        current = response.current
        if current.holder and by.user_id is not None and action != Action.ERASE:
            check_holder(response_id, current.holder, current.until, user_id=by.user_id, role=by.role)
        if action == Action.UNDO:
            _check_undo(response, last, by)
        _check_answered(response, parent, new)
        now = timezone.now()
        _write(response, action, new, revision if makes_current else None, now)
        if also is not None:
            also(response)
        if action == Action.ERASE:
            end_claim(response_id=response_id)
        elif by.user_id is not None and current.holder == by.user_id:
            give_up_claim(response_id=response_id, user_id=by.user_id)
        note = note.strip()[:MAX_NOTE_LENGTH]
        what = _Recorded(seen_status, new, action, reason, note, current.policy or current_version(), now)
        return _record(response.pk, revision or response.current, by, what)


def _changes_what_is_public(status: Status, action: Action) -> bool:
    """Whether ``action`` shows or hides a response; for an undo, which may, True."""
    if action == Action.UNDO:
        return True
    return (status == Status.PUBLISHED) != (
        rules.TRANSITIONS.get((status, action), status) == Status.PUBLISHED
    )


def _check_seen(response: Response, digest: str, status: Status, edit: int | None) -> None:
    """Raises Stale where the locked response is not what the person saw any more."""
    if response.status != status or response.current.digest != digest:
        raise stale(response)
    if edit is not None and edit != (response.proposed_id or 0):
        raise stale(response, response.proposed)


def _status_after(
    response: Response, action: Action, reason: Reason, last: Decision | None, *, is_leaving: bool
) -> Status:
    status = Status(response.status)
    try:
        rules.check_reason(action, reason)
        rules.check_publication(action, was_published=response.published_at is not None)
        if not is_leaving:
            rules.check_grace(status, action, published_at=response.published_at, now=timezone.now())
        return rules.status_after(
            status, action, last=last and (Status(last.old_status), Action(last.action))
        )
    except rules.NotAllowed as refusal:
        raise Refused(str(refusal)) from None


def check_not_own(response: Response, parent: Response | None, by: Actor) -> None:
    """Raises Refused where the conflict of interest forbids it and no editor has made an exception."""
    refusal = rules.why_not_decide(
        user_id=by.user_id,
        author_id=response.author_id,
        parent_author_id=parent.author_id if parent else None,
    )
    if refusal and not Exemption.objects.filter(response=response, moderator_id=by.user_id).exists():
        raise Refused(refusal)


def _check_answered(response: Response, parent: Response | None, new: Status) -> None:
    """Raises Refused where it would be published in answer to what is not."""
    if new == Status.PUBLISHED != response.status and parent is not None and not parent.is_published:
        raise Refused("The response that it answers is not published, so it cannot be published either.")


def _check_undo(response: Response, last: Decision, by: Actor) -> None:
    refusal = rules.why_not_undo(
        role=by.role, user_id=by.user_id, decided_by=last.actor_id, decided_at=last.at, now=timezone.now()
    )
    if refusal and not last.is_rejection_by_rule:
        raise Refused(refusal)
    if response.status == Status.PUBLISHED and _has_published_replies(response):
        raise Refused(
            "It has published replies. It can be removed, which leaves them in place, but not unpublished."
        )


def _has_published_replies(response: Response) -> bool:
    return response.reply_count > 0 or Response.objects.published().filter(parent=response).exists()


def _write(response: Response, action: Action, new: Status, words: Revision | None, now: datetime) -> None:
    """The response and what follows from it. The UPDATE names the old state once more, so that without locks
    (SQLite without IMMEDIATE) it finds no row for the second of two."""
    old = Status(response.status)
    changed = _changed(response, action, new, words, now)
    if update(Response, changed, UNCHANGED, [response.pk, old.value, response.current_id]) != 1:
        raise Stale(status=old, decision=None, revision=response.current)
    difference = (new == Status.PUBLISHED) - (old == Status.PUBLISHED)
    if difference and (above := paths.ancestors(response.path)):
        change(COUNT_REPLY.format(above=places(above)), [difference, *above])
    response.current = words or response.current
    is_found_otherwise = difference > 0 or (words is not None and new == Status.PUBLISHED)
    before = []
    if is_found_otherwise:
        since = changed.get("published_at") or response.published_at
        before = [indexing_of_response(response, since, is_reworded=words is not None)]
    elif difference < 0:
        remove_response(response)
    if difference:
        # From here on others who decide wait for this: all that only this response's lock holds is done.
        published = response.root.reply_count + response.root.is_published
        add_to_tallies(response=response, difference=difference, published_in_thread=published, before=before)
        before = []
    if difference or is_found_otherwise or (old != new and response.reply_count):
        # What stands in its place among its replies says what became of it.
        show_otherwise(response, before=before)
    elif old != new and response.published_at is not None:
        forget_rendering(response)
    follow_status(response, old, new)
    if response.proposed_id and "proposed" in changed:
        close_item(response, ItemKind.EDIT)
    settle_redress(response, action)
    _follow_words(response, new, is_settled="proposed" in changed, are_other=words is not None)


def _changed(
    response: Response, action: Action, new: Status, words: Revision | None, now: datetime
) -> dict[str, object]:
    """The response's columns after ``action``, those that it changes."""
    old = Status(response.status)
    changed: dict[str, object] = {"status": new}
    if new == Status.PUBLISHED and response.published_at is None:
        changed["published_at"] = now
    elif action == Action.UNDO and old == Status.PUBLISHED:
        changed |= {"published_at": None, "edited_at": None}
    elif new == Status.PUBLISHED != old and _has_other_words(response):
        changed["edited_at"] = now
    if new != Status.PUBLISHED or action in (Action.ACCEPT, Action.REFUSE):
        changed["proposed"] = None
    if words is not None:
        changed["current"] = words
        if old == Status.PUBLISHED and action != Action.REDACT:
            changed["edited_at"] = now
    return changed


def _has_other_words(response: Response) -> bool:
    """Its author has changed the words since they were published last, as moderators who withhold some do
    not. One query, none where the words are as old."""
    since = response.edited_at or response.published_at
    revised = Decision.objects.filter(response=response, action=Action.REVISE, at__gt=since)
    return response.current.created_at > since and revised.exists()


def _follow_words(response: Response, new: Status, *, is_settled: bool, are_other: bool) -> None:
    """The desk's search, where the words in sight or those proposed are not what they were."""
    if new == Status.ERASED:
        forget_for_desk(response)
    elif are_other or (is_settled and response.proposed_id is not None):
        response.proposed = None if is_settled else response.proposed
        index_for_desk(response)


def _record(response_id: int, revision: Revision, by: Actor, what: _Recorded) -> Decision:
    """The decision's row, after all else that could be refused."""
    salt = chain.new_salt()
    decision = chain.append(
        chain.DECISIONS,
        response_id=response_id,
        old_status=what.old,
        new_status=what.new,
        action=what.action,
        reason=what.reason,
        note_digest=chain.digest_of(what.note, salt),
        rule=by.rule,
        role=by.role,
        actor_id=by.user_id,
        actor_name=by.user_name,
        revision=revision.number,
        revision_digest=revision.digest,
        policy_version=what.policy,
        at=what.at,
    )
    if what.note:
        decision.written = DecisionNote.objects.create(decision=decision, text=what.note, salt=salt)
    tell_author(decision)
    return decision
