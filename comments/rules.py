"""Who may do what to a response, when, and why: tables and pure functions, no database.

Everything that changes a response's status asks here first; ``comments.domain.moderation`` is the
only writer. A pair of status and action that is not in ``TRANSITIONS`` is refused, except an undo,
which ``status_after`` reads off the decision it takes back.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from comments.enums import NEEDS_REASON, Action, FlagReason, Reason, Role, Status

#: The policy that the site comes with; later ones are records, and each decision names its own.
FIRST_POLICY_VERSION = "1"

TRANSITIONS: dict[tuple[Status, Action], Status] = {
    (Status.PENDING, Action.APPROVE): Status.PUBLISHED,
    (Status.PENDING, Action.HOLD): Status.HELD,
    (Status.PENDING, Action.SECURE): Status.SECURED,
    (Status.PENDING, Action.RETURN): Status.RETURNED,
    (Status.PENDING, Action.REJECT): Status.REJECTED,
    (Status.PENDING, Action.REVISE): Status.PENDING,
    (Status.PENDING, Action.WITHDRAW): Status.WITHDRAWN,
    (Status.PENDING, Action.REDACT): Status.PENDING,
    (Status.HELD, Action.APPROVE): Status.PUBLISHED,
    (Status.HELD, Action.RELEASE): Status.PENDING,
    (Status.HELD, Action.SECURE): Status.SECURED,
    (Status.HELD, Action.RETURN): Status.RETURNED,
    (Status.HELD, Action.REJECT): Status.REJECTED,
    (Status.HELD, Action.REMOVE): Status.REMOVED,
    (Status.HELD, Action.REVISE): Status.PENDING,
    (Status.HELD, Action.WITHDRAW): Status.WITHDRAWN,
    (Status.HELD, Action.REDACT): Status.HELD,
    (Status.SECURED, Action.APPROVE): Status.PUBLISHED,
    (Status.SECURED, Action.RELEASE): Status.PENDING,
    (Status.SECURED, Action.RETURN): Status.RETURNED,
    (Status.SECURED, Action.REJECT): Status.REJECTED,
    (Status.SECURED, Action.REMOVE): Status.REMOVED,
    # What was held for safety is not let into the open queue by a change of its author's.
    (Status.SECURED, Action.REVISE): Status.SECURED,
    (Status.SECURED, Action.WITHDRAW): Status.WITHDRAWN,
    (Status.SECURED, Action.REDACT): Status.SECURED,
    (Status.RETURNED, Action.APPROVE): Status.PUBLISHED,
    (Status.RETURNED, Action.RELEASE): Status.PENDING,
    (Status.RETURNED, Action.REJECT): Status.REJECTED,
    (Status.RETURNED, Action.REMOVE): Status.REMOVED,
    (Status.RETURNED, Action.REVISE): Status.PENDING,
    (Status.RETURNED, Action.WITHDRAW): Status.WITHDRAWN,
    (Status.PUBLISHED, Action.HOLD): Status.HELD,
    (Status.PUBLISHED, Action.SECURE): Status.SECURED,
    (Status.PUBLISHED, Action.REMOVE): Status.REMOVED,
    (Status.PUBLISHED, Action.WITHDRAW): Status.WITHDRAWN,
    (Status.PUBLISHED, Action.EDIT): Status.PUBLISHED,
    (Status.PUBLISHED, Action.ACCEPT): Status.PUBLISHED,
    (Status.PUBLISHED, Action.REFUSE): Status.PUBLISHED,
    (Status.PUBLISHED, Action.REDACT): Status.PUBLISHED,
    (Status.REJECTED, Action.APPEAL): Status.REJECTED,
    (Status.REJECTED, Action.UPHOLD): Status.REJECTED,
    (Status.REJECTED, Action.REVERSE): Status.PUBLISHED,
    (Status.REMOVED, Action.APPEAL): Status.REMOVED,
    (Status.REMOVED, Action.UPHOLD): Status.REMOVED,
    (Status.REMOVED, Action.REVERSE): Status.PUBLISHED,
} | {(status, Action.ERASE): Status.ERASED for status in Status if status != Status.ERASED}

#: In these a response waits for a moderator or for its author, and its author can change it and take it back.
OPEN = frozenset(status for status in Status if (status, Action.REVISE) in TRANSITIONS)
#: How long after publication its author can still edit a response or take it back: a day and a night, so
#: that whoever writes in the evening can mend it the next, and a thread does not lose what it answers later.
GRACE = timedelta(hours=24)

#: What has waited for longer is overdue: who writes in the evening shall find an answer the next evening, and
#: a debate in which nothing appears for a day has stopped.
OVERDUE = timedelta(hours=24)

#: As many as somebody can have read before they press the button; two pages of the queue.
MOST_TOGETHER = 50

#: What a moderator decides can be undone; what an author does is the author's, and an undo is final.
UNDOABLE = frozenset(
    {
        Action.APPROVE,
        Action.HOLD,
        Action.SECURE,
        Action.RETURN,
        Action.RELEASE,
        Action.REJECT,
        Action.REMOVE,
    }
)
#: All that a moderator may do.
DECIDING = UNDOABLE | {
    Action.UNDO,
    Action.ACCEPT,
    Action.REFUSE,
    Action.REDACT,
    Action.UPHOLD,
    Action.REVERSE,
}
#: Who may do what, before anything is known of the response. An editor is a moderator too, and an
#: administrator an editor; a rule does what the screening, the trust and the flags of readers call for. An
#: author redacts by accepting what a moderator proposes.
RULES: dict[Role, frozenset[Action]] = {
    Role.AUTHOR: frozenset({Action.REVISE, Action.WITHDRAW, Action.EDIT, Action.APPEAL, Action.REDACT}),
    Role.RULE: frozenset({Action.APPROVE, Action.HOLD, Action.REJECT, Action.ACCEPT}),
    Role.READER: frozenset(),
    Role.MODERATOR: DECIDING,
    Role.EDITOR: DECIDING,
    Role.ADMINISTRATOR: DECIDING | {Action.ERASE},
}

#: Long enough to notice a slip the next morning, short enough that an author can rely on a decision.
UNDO_WITHIN = timedelta(hours=24)
#: Whoever decided may undo it; these may undo the decisions of others too.
MAY_UNDO_OTHERS = frozenset({Role.EDITOR, Role.ADMINISTRATOR})

#: What rejects a response never shown, and what removes one that was: they are told apart by publication.
BEFORE_PUBLICATION, AFTER_PUBLICATION = frozenset({Action.REJECT}), frozenset({Action.REMOVE})
#: Decisions that an author may appeal against, once each.
APPEALABLE = frozenset({Action.REJECT, Action.REMOVE})
#: Flags of so many distinct readers hold a published response until a moderator has looked: one can be
#: mistaken, two can be friends.
FLAGS_THAT_HOLD = 3
#: The reason that readers' flags give the author. “Something else” names no rule, so flags that say
#: nothing but that are read by moderators and hold nothing by themselves.
REASONS_OF_FLAGS: dict[FlagReason, Reason] = {
    FlagReason.ENDANGERS: Reason.ENDANGERS,
    FlagReason.PERSON: Reason.PERSON,
    FlagReason.SOURCE: Reason.SOURCE,
    FlagReason.ADVERTISING: Reason.ADVERTISING,
    FlagReason.OFF_TOPIC: Reason.OFF_TOPIC,
}

#: The text of each reason in the first version of the policy; later ones are records
#: (``comments.models.PolicyReason``), which say what held when a decision was made.
REASON_TEXTS: dict[Reason, str] = {
    Reason.PERSON: "It is about a person, not about the argument. Attacks, suspicions of motive and "
    "judgements of another writer’s character are not published; disagreement in any terms is.",
    Reason.ENDANGERS: "It could endanger someone: it names or describes a person who has not made "
    "themselves known here, says where someone lives, works or is held, or accounts for acts that "
    "someone could be punished for.",
    Reason.OFF_TOPIC: "It does not speak to what it answers; it may fit another passage or response.",
    Reason.REPEATS: "It repeats an earlier response, of the same writer or another, and adds nothing to it.",
    Reason.SOURCE: "It rests on a source or a quotation that could not be found as given. With an exact "
    "reference, or without the quotation, it can be sent again.",
    Reason.ADVERTISING: "It advertises a product, a service or a site.",
    Reason.UNREADABLE: "It cannot be read: most of it is not language, or not in a form that can be shown.",
    Reason.UNLAWFUL: "Publishing it would be against the law where this site is run.",
}


class NotAllowed(Exception):
    """The rules refuse an action; ``str()`` of it says why in plain words for the person."""


def may_act(role: Role, action: Action) -> bool:
    return action in RULES[role]


def status_after(status: Status, action: Action, *, last: tuple[Status, Action] | None = None) -> Status:
    """The status that ``action`` leads to from ``status``.

    ``last`` is the old status and the action of the latest decision on the response, which an undo
    takes back. Raises NotAllowed for every pair that is not in the table.
    """
    if action == Action.UNDO:
        if last is None or last[1] not in UNDOABLE or TRANSITIONS.get(last) != status:
            raise NotAllowed(
                "The last change of this response is not a moderator’s decision, so there is nothing to undo."
            )
        return last[0]
    try:
        return TRANSITIONS[status, action]
    except KeyError:
        raise NotAllowed(f"A response that is {status.label} cannot be {action.label}.") from None


def check_reason(action: Action, reason: Reason) -> None:
    """Raises NotAllowed when ``action`` lacks the reason it needs, or is given one that it does not take."""
    if action in NEEDS_REASON and reason == Reason.NONE:
        raise NotAllowed("Choose a reason: the author is told why.")
    if action not in NEEDS_REASON and reason != Reason.NONE:
        raise NotAllowed("This decision takes no reason.")


def check_publication(action: Action, *, was_published: bool) -> None:
    """Raises NotAllowed when something never shown is to be removed, or something shown rejected."""
    if was_published and action in BEFORE_PUBLICATION:
        raise NotAllowed("It has been published, so it is removed rather than rejected.")
    if not was_published and action in AFTER_PUBLICATION:
        raise NotAllowed("It has never been published, so it is rejected rather than removed.")


def check_grace(status: Status, action: Action, *, published_at: datetime | None, now: datetime) -> None:
    """Raises NotAllowed when an author edits or withdraws a published response too late."""
    if (
        status == Status.PUBLISHED
        and action in (Action.EDIT, Action.WITHDRAW)
        and not in_grace(published_at, now)
    ):
        raise NotAllowed(
            "It was published more than 24 hours ago, so it can no longer be changed or withdrawn here."
        )


def in_grace(published_at: datetime | None, now: datetime) -> bool:
    return published_at is not None and now - published_at <= GRACE


def actions_on(status: Status, role: Role, *, was_published: bool = False) -> list[Action]:
    """What ``role`` may decide on a response that is ``status``, in the order of ``Action``.

    Undoing, and what has a form of its own (edits, redactions, appeals, erasure), is left out.
    """
    refused = BEFORE_PUBLICATION if was_published else AFTER_PUBLICATION
    return [
        action
        for action in Action
        if (status, action) in TRANSITIONS
        and action in UNDOABLE
        and action not in refused
        and may_act(role, action)
    ]


def why_not_decide(*, user_id: int | None, author_id: int | None, parent_author_id: int | None) -> str:
    """Why an account may not decide on a response that ``author_id`` sent, in answer to a response that
    ``parent_author_id`` sent; empty where it may. None: not sent by anybody signed in, or no parent."""
    if user_id is None:
        return ""
    if author_id == user_id:
        return "You sent this response yourself, so somebody else decides on it."
    if parent_author_id == user_id:
        return "It answers a response that you sent yourself, so somebody else decides on it."
    return ""


def why_not_undo(
    *, role: Role, user_id: int | None, decided_by: int | None, decided_at: datetime, now: datetime
) -> str:
    """Why an account may not undo a decision, whatever has become of its response; empty where it may."""
    if decided_by != user_id and role not in MAY_UNDO_OTHERS:
        return "Only who made this decision, or an editor, can undo it."
    if now - decided_at > UNDO_WITHIN:
        return "A decision can be undone within 24 hours, and this one is older."
    return ""


def why_not_answer_appeal(*, user_id: int, decided_by: int | None) -> str:
    """Why an account may not take part in the appeal against the decision of ``decided_by``; None: a rule."""
    if decided_by == user_id:
        return "The appeal is against your own decision, so somebody else answers it."
    return ""


def why_not_keep_withheld(*, user_id: int, withheld_by: int) -> str:
    """Why an account may not decide, against an author's refusal, that words stay withheld."""
    if withheld_by == user_id:
        return "You withheld these words yourself, so somebody else decides whether they stay withheld."
    return ""


def reason_of_flags(reasons: Sequence[FlagReason]) -> Reason:
    """What to tell the author where so many flags hold a response: the reason given most often, of several
    the first of ``REASONS_OF_FLAGS``; none where nobody names one."""
    named = [reason for reason in REASONS_OF_FLAGS if reason in reasons]
    return REASONS_OF_FLAGS[max(named, key=reasons.count)] if named else Reason.NONE
