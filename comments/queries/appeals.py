"""Appeals as their author sees them at the receipt, and moderators at the desk."""

from dataclasses import dataclass

from comments import rules
from comments.enums import Action, AppealState, Status
from comments.models import Appeal, AppealMessage, Decision, Exemption, Response
from comments.queries.accounts import Desk

#: In these a decision against the response stands, so that it can be appealed against.
AGAINST = frozenset({Status.REJECTED, Status.REMOVED})
ANSWERS = frozenset({Action.UPHOLD, Action.REVERSE})


@dataclass(frozen=True)
class AppealSeen:
    """``decision`` is the one against the response; ``appeal`` what its author has made of it, if anything.

    ``outcome`` is the decision that settled the appeal. ``parent_is_gone``: what the response answers is not
    published, so a reversal could not publish it. ``refusal`` says why this moderator may not answer.
    """

    decision: Decision
    appeal: Appeal | None
    messages: list[AppealMessage]
    outcome: Decision | None
    parent_is_gone: bool
    refusal: str = ""

    @property
    def is_open(self) -> bool:
        return self.appeal is not None and self.appeal.state == AppealState.OPEN


def appealable_decision(response: Response) -> Decision | None:
    """The decision by which it is rejected or removed, if it is. At most one query."""
    if response.status not in AGAINST:
        return None
    against = Decision.objects.filter(response=response, action__in=sorted(rules.APPEALABLE))
    return against.order_by("-id").first()


def appeal_of(response: Response, parent: Response | None, desk: Desk | None = None) -> AppealSeen | None:
    """The latest decision against a response, and the appeal against it; None where it never was, or is no
    matter any more. Of an erased one the appeal is shown, with how it ended. ``parent`` is what it answers;
    ``desk`` says for whom.

    No query for a response that waits, else one; one more for an appeal, and one for its own decider.
    """
    if response.status not in AGAINST | {Status.PUBLISHED, Status.ERASED}:
        return None
    actions = sorted(rules.APPEALABLE | ANSWERS)
    rows = Decision.objects.filter(response=response, action__in=actions).select_related("appeal")
    decisions = list(rows.order_by("-id"))
    against = next((each for each in decisions if each.action in rules.APPEALABLE), None)
    appeal = getattr(against, "appeal", None)
    if against is None or (appeal is None and response.status not in AGAINST):
        return None
    outcomes = [each for each in decisions if each.action in ANSWERS and each.pk > against.pk]
    return AppealSeen(
        decision=against,
        appeal=appeal,
        messages=list(appeal.messages.all()) if appeal else [],
        outcome=outcomes[0] if outcomes else None,
        parent_is_gone=parent is not None and not parent.is_published,
        refusal=_refusal(response, against, desk) if desk and appeal else "",
    )


def _refusal(response: Response, decision: Decision, desk: Desk) -> str:
    refusal = rules.why_not_answer_appeal(user_id=desk.user_id, decided_by=decision.actor_id)
    if refusal and Exemption.objects.filter(response=response, moderator=desk.user_id).exists():
        return ""
    return refusal
