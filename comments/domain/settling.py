"""What a decision settles besides: the flags that readers sent, and redactions that wait."""

from django.utils import timezone

from comments.domain.items import close_item
from comments.enums import Action, Finding, ItemKind, RedactionState
from comments.models import Flag, Redaction, Response

#: What a decision on a response that was published says of the flags that nobody has looked at by themselves.
FOUND_BY: dict[Action, Finding] = {
    Action.APPROVE: Finding.UNFOUNDED,
    Action.RELEASE: Finding.UNFOUNDED,
    Action.SECURE: Finding.FOUNDED,
    Action.RETURN: Finding.FOUNDED,
    Action.REJECT: Finding.FOUNDED,
    Action.REMOVE: Finding.FOUNDED,
}
#: Actions after which nobody asks any more which words are shown.
ENDING = frozenset({Action.REJECT, Action.REMOVE, Action.WITHDRAW, Action.ERASE})


def settle_redress(response: Response, action: Action) -> None:
    """Closes what ``action`` leaves nothing to decide of; in its transaction, after the counts of statuses.

    No query for most actions, one or two for an appeal answered; else one each for flags and for
    redactions, and two or three more where there are any.
    """
    if action == Action.UPHOLD:
        # Who answered the appeal has read what a rule had rejected.
        close_item(response, ItemKind.NEW)
    if response.published_at is not None and (action in FOUND_BY or action in ENDING):
        settle_flags(response, FOUND_BY.get(action, Finding.OPEN))
    redactions = Redaction.objects.filter(response=response)
    if action in ENDING and redactions.exists():
        close_item(response, ItemKind.REDACTION)
        redactions.filter(state=RedactionState.PROPOSED).update(
            state=RedactionState.LIFTED, answered_at=timezone.now()
        )


def settle_flags(response: Response, finding: Finding) -> None:
    """Nobody has to look at its flags any more; those not looked at by themselves are found ``finding``.

    One query where none wait, else three.
    """
    if close_item(response, ItemKind.FLAGS):
        Flag.objects.filter(response=response, finding=Finding.OPEN).update(finding=finding)
