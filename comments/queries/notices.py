"""What an author is told of the decisions on a response, and whether by e-mail."""

from dataclasses import dataclass

from django.conf import settings

from comments.enums import Action, Role, Status
from comments.models import Decision, Response, Subscription
from comments.queries.reason_texts import reason_texts

#: Each decision in a few words to the author.
SAID: dict[Action, str] = {
    Action.APPROVE: "Published",
    Action.HOLD: "Held: the moderators ask for something",
    Action.SECURE: "Held for safety",
    Action.RETURN: "Sent back to you, to be revised",
    Action.RELEASE: "Waiting for a moderator again",
    Action.REJECT: "Not published",
    Action.REMOVE: "Removed after publication",
    Action.ACCEPT: "Your edit is published",
    Action.REFUSE: "Your edit is not published; the words before it stand",
    Action.REDACT: "Words of it are withheld",
    Action.UPHOLD: "The decision stands after your appeal",
    Action.REVERSE: "Published after your appeal",
    Action.ERASE: "Erased",
}
#: Nobody asks the author for anything then.
HELD_BY_RULE = "Held by a rule of the site until a moderator has read it"


@dataclass(frozen=True)
class Told:
    """A decision as its response's author is told of it; ``rule`` is what its reason meant at the time."""

    decision: Decision
    rule: str

    @property
    def said(self) -> str:
        if self.decision.action == Action.UNDO:
            return f"A decision was taken back: it is {Status(self.decision.new_status).label} again"
        if self.decision.action == Action.HOLD and self.decision.role == Role.RULE:
            return HELD_BY_RULE
        return SAID[Action(self.decision.action)]


def decisions_told(response: Response) -> list[Told]:
    """Decisions of others on ``response``, the latest first. One query, one more where reasons were given."""
    rows = Decision.objects.filter(response=response).exclude(role=Role.AUTHOR).order_by("-id")
    decisions = list(rows)
    texts = reason_texts(decisions)
    return [Told(each, texts.get((each.policy_version, each.reason), "")) for each in decisions]


def subscription_to(response: Response) -> Subscription | None:
    """Who is told of decisions on ``response``, or asked whether they want to be. One query."""
    return Subscription.objects.filter(response=response).first()


def offers_mail() -> bool:
    """Whether the operator has set a mail server."""
    return settings.OFFERS_MAIL
