"""Who may do what to a response, when, and why: tables and pure functions, no database.

Everything that changes a response's status asks here first; ``comments.domain.moderation`` is the
only writer. A pair of status and action that is not in ``TRANSITIONS`` is refused, except an undo,
which ``status_after`` reads off the decision it takes back.
"""

from datetime import datetime, timedelta

from comments.enums import Action, Reason, Role, Status

#: Stored with every decision. Raised whenever a table of this module or a text of the house rules
#: changes, so that a decision can be read against the rules it was made under.
POLICY_VERSION = "1"

TRANSITIONS: dict[tuple[Status, Action], Status] = {
    (Status.PENDING, Action.APPROVE): Status.PUBLISHED,
    (Status.PENDING, Action.HOLD): Status.HELD,
    (Status.PENDING, Action.REJECT): Status.REJECTED,
    (Status.PENDING, Action.REVISE): Status.PENDING,
    (Status.PENDING, Action.WITHDRAW): Status.WITHDRAWN,
    (Status.HELD, Action.APPROVE): Status.PUBLISHED,
    (Status.HELD, Action.RELEASE): Status.PENDING,
    (Status.HELD, Action.REJECT): Status.REJECTED,
    (Status.HELD, Action.REVISE): Status.PENDING,
    (Status.HELD, Action.WITHDRAW): Status.WITHDRAWN,
    (Status.PUBLISHED, Action.REMOVE): Status.REMOVED,
}

#: In these a response can still be changed and withdrawn by its author.
OPEN = frozenset(status for status in Status if (status, Action.REVISE) in TRANSITIONS)

#: Who may do what, before anything is known of the response. An editor is a moderator too.
RULES: dict[Role, frozenset[Action]] = {
    Role.AUTHOR: frozenset({Action.REVISE, Action.WITHDRAW}),
    Role.READER: frozenset(),
    Role.MODERATOR: frozenset(
        {Action.APPROVE, Action.HOLD, Action.RELEASE, Action.REJECT, Action.REMOVE, Action.UNDO}
    ),
    Role.EDITOR: frozenset(
        {Action.APPROVE, Action.HOLD, Action.RELEASE, Action.REJECT, Action.REMOVE, Action.UNDO}
    ),
}

#: What a moderator decides can be undone; what an author does is the author's, and an undo is final.
UNDOABLE = frozenset({Action.APPROVE, Action.HOLD, Action.RELEASE, Action.REJECT, Action.REMOVE})
#: Long enough to notice a slip the next morning, short enough that an author can rely on a decision.
UNDO_WITHIN = timedelta(hours=24)
#: Whoever decided may undo it; these may undo the decisions of others too.
MAY_UNDO_OTHERS = frozenset({Role.EDITOR})

#: Actions that the author is owed a reason for.
NEEDS_REASON = frozenset({Action.HOLD, Action.REJECT, Action.REMOVE})

#: The house rules' text of each reason: printed there, at the desk and at the receipt.
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
        raise NotAllowed("Only holding, rejecting and removing take a reason.")


def actions_on(status: Status, role: Role) -> list[Action]:
    """What ``role`` may do to a response that is ``status``, in the order of ``Action``; undo left out."""
    return [action for action in Action if (status, action) in TRANSITIONS and may_act(role, action)]


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
