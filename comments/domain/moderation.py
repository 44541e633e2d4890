"""The one writer of a response's status, with everything that must change together with it."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from comments import paths, rules
from comments.domain.tallies import add_to_tallies
from comments.enums import Action, Reason, Role, Status
from comments.models import Decision, Response, Revision

#: Actions after which the response is public, or is not any more.
CHANGES_WHAT_IS_PUBLIC = frozenset({Action.APPROVE, Action.REMOVE, Action.UNDO})
MAX_NOTE_LENGTH = 2000


@dataclass(frozen=True)
class Actor:
    """Who acts, in which role. An author has no account, so no id and no name."""

    role: Role
    user_id: int | None = None
    user_name: str = ""


AUTHOR = Actor(Role.AUTHOR)


class Refused(Exception):
    """Nothing was written. ``message`` says why in plain words for the person."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Stale(Refused):
    """The response is not any more as the person saw it.

    ``status`` is what it is now, ``decision`` the latest decision on it (none: empty), and
    ``revision`` its latest words, to be shown beside those that were seen.
    """

    def __init__(self, *, status: Status, decision: Decision | None, revision: Revision) -> None:
        super().__init__("This response has changed since you opened it, so nothing was done.")
        self.status = status
        self.decision = decision
        self.revision = revision


def change_status(
    *,
    response_id: int,
    action: Action,
    by: Actor,
    seen_digest: str,
    seen_status: Status,
    reason: Reason = Reason.NONE,
    note: str = "",
) -> Decision:
    """Does ``action`` and returns its decision; counts of replies and tallies change with it.

    ``seen_digest`` and ``seen_status`` are the current revision's digest and the response's status as
    the person saw them. An author's new revision is made current first, then this is called with its
    digest, in the same transaction; its decision names the new revision.

    Raises Stale when either differs by now, Refused when the rules refuse, Response.DoesNotExist.
    Only one of several callers at once gets a decision, the others Stale.

    A response above the tree is locked before one below it, and tallies in the order of their scopes,
    so callers can wait for each other but never in a circle; an action that changes nothing public locks
    its response alone, which lets a caller hold that lock already.

    Cost: 6 queries, one more for a reply, and 2 more when something becomes public or ceases to be
    (4 the first time in a scope).
    """
    if not rules.may_act(by.role, action):
        raise Refused("Your account cannot do this.")
    with transaction.atomic():
        response, parent = _lock(response_id, with_ancestors=action in CHANGES_WHAT_IS_PUBLIC)
        last = Decision.objects.filter(response_id=response_id).order_by("-id").first()
        if response.status != seen_status or response.current.digest != seen_digest:
            raise Stale(status=Status(response.status), decision=last, revision=response.current)
        new = _status_after(response, action, reason, last)
        _check_not_own(response, parent, by)
        if action == Action.UNDO:
            _check_undo(response, last, by)
        if new == Status.PUBLISHED and parent is not None and parent.status != Status.PUBLISHED:
            raise Refused("The response that it answers is not published, so it cannot be published either.")
        return _write(response, action, new, by, reason, note)


def _lock(response_id: int, *, with_ancestors: bool) -> tuple[Response, Response | None]:
    """The response, locked, with its current revision, and its parent; with ancestors also its ``root``.

    The parent is locked by its id, since at the greatest depth it is not among the path's ancestors.
    Paths and parents never change. The revision is read after the lock: a join would read it before.
    """
    found = Response.objects.values("path", "parent_id").get(pk=response_id)
    wanted = Q(pk=response_id)
    if with_ancestors:
        wanted |= Q(path__in=paths.ancestors(found["path"])) | Q(pk=found["parent_id"])
    # no_key: a reply being posted holds a key share on its ancestors, which this must not wait for.
    rows = Response.objects.filter(wanted).order_by("path").select_for_update(no_key=True)
    locked = {row.pk: row for row in rows}
    response = locked[response_id]
    response.current = Revision.objects.get(pk=response.current_id)
    if found["parent_id"] and not with_ancestors:
        return response, Response.objects.get(pk=found["parent_id"])
    if with_ancestors:
        response.root = locked[response.root_id]
    return response, locked.get(found["parent_id"])


def _status_after(response: Response, action: Action, reason: Reason, last: Decision | None) -> Status:
    try:
        rules.check_reason(action, reason)
        return rules.status_after(
            Status(response.status), action, last=last and (Status(last.old_status), Action(last.action))
        )
    except rules.NotAllowed as refusal:
        raise Refused(str(refusal)) from None


def _check_not_own(response: Response, parent: Response | None, by: Actor) -> None:
    refusal = rules.why_not_decide(
        user_id=by.user_id,
        author_id=response.author_id,
        parent_author_id=parent.author_id if parent else None,
    )
    if refusal:
        raise Refused(refusal)


def _check_undo(response: Response, last: Decision, by: Actor) -> None:
    refusal = rules.why_not_undo(
        role=by.role, user_id=by.user_id, decided_by=last.actor_id, decided_at=last.at, now=timezone.now()
    )
    if refusal:
        raise Refused(refusal)
    if response.status == Status.PUBLISHED and _has_published_replies(response):
        raise Refused(
            "It has published replies. It can be removed, which leaves them in place, but not unpublished."
        )


def _has_published_replies(response: Response) -> bool:
    return response.reply_count > 0 or Response.objects.published().filter(parent=response).exists()


def _write(response: Response, action: Action, new: Status, by: Actor, reason: Reason, note: str) -> Decision:
    """All rows of one decision. The UPDATE names the old state once more: where locks are not to be
    had (SQLite without IMMEDIATE) it still finds no row for the second of two callers."""
    now = timezone.now()
    old = Status(response.status)
    changed = {"status": new}
    if new == Status.PUBLISHED and response.published_at is None:
        changed["published_at"] = now
    elif new in (Status.PENDING, Status.HELD):
        changed["published_at"] = None
    unchanged = Response.objects.filter(pk=response.pk, status=old, current_id=response.current_id)
    if unchanged.update(**changed) != 1:
        raise Stale(status=old, decision=None, revision=response.current)
    difference = (new == Status.PUBLISHED) - (old == Status.PUBLISHED)
    if difference:
        above = Response.objects.filter(path__in=paths.ancestors(response.path))
        above.update(reply_count=F("reply_count") + difference)
        published = response.root.reply_count + response.root.is_published
        add_to_tallies(response=response, difference=difference, published_in_thread=published)
    return Decision.objects.create(
        response=response,
        old_status=old,
        new_status=new,
        action=action,
        reason=reason,
        note=note.strip()[:MAX_NOTE_LENGTH],
        role=by.role,
        actor_id=by.user_id,
        actor_name=by.user_name,
        revision=response.current.number,
        revision_digest=response.current.digest,
        policy_version=rules.POLICY_VERSION,
        at=now,
    )
