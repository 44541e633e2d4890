"""What a decision settles besides: the flags that readers sent, and redactions that wait."""

from django.utils import timezone

from comments.domain.items import close_item
from comments.enums import Action, Finding, ItemKind, RedactionState
from comments.markup.carrying import brought_back
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
#: Actions that put its author's other words in the place of those that stood.
CHANGING = frozenset({Action.REVISE, Action.ACCEPT})


def settle_redress(response: Response, action: Action) -> None:
    """Closes what ``action`` leaves nothing to decide of; in its transaction, after the counts of statuses.

    No query for most actions, one or two for an appeal answered; else one each for flags and for redactions,
    two for other words of its author, and two or three more where there are any.
    """
    if action == Action.UPHOLD:
        # Who answered the appeal has read what a rule had rejected.
        close_item(response, ItemKind.NEW)
    if response.published_at is not None and (action in FOUND_BY or action in ENDING):
        settle_flags(response, FOUND_BY.get(action, Finding.OPEN))
    if action in CHANGING:
        _follow_marks(response, action)
    if action in ENDING:
        _lift_redactions(response)


def _lift_redactions(response: Response) -> None:
    redactions = Redaction.objects.filter(response=response)
    if redactions.exists():
        close_item(response, ItemKind.REDACTION)
        redactions.filter(state=RedactionState.PROPOSED).update(
            state=RedactionState.LIFTED, answered_at=timezone.now()
        )


def _follow_marks(response: Response, action: Action) -> None:
    """Other words in which no mark is left leave nothing to settle of what was withheld; where a moderator
    has accepted all the words of a redaction back, it is taken back.

    One query, and up to five where words were withheld that the new ones have no mark of.
    """
    if response.current.carries_id is not None:
        return
    rows = Redaction.objects.filter(response=response, redacted__isnull=False)
    left = rows.exclude(state=RedactionState.LIFTED).select_related("revision", "redacted")
    left = list(left.prefetch_related("spans"))
    if not left:
        return
    refused = Redaction.objects.filter(response=response, redacted=None, state=RedactionState.REFUSED)
    if not refused.exists():
        close_item(response, ItemKind.REDACTION)
    if action == Action.ACCEPT:
        back = [each.pk for each in left if _is_back(each, response.current.text)]
        rows.filter(pk__in=back).update(state=RedactionState.LIFTED, answered_at=timezone.now())


def _is_back(redaction: Redaction, text: str) -> bool:
    before = redaction.revision.text
    words = [before[span.start : span.end] for span in redaction.spans.all()]
    return len(brought_back(text, words, marked=redaction.redacted.text)) == len(set(words))


def settle_flags(response: Response, finding: Finding) -> None:
    """Nobody has to look at its flags any more; those not looked at by themselves are found ``finding``.

    One query where none wait, else three.
    """
    if close_item(response, ItemKind.FLAGS):
        Flag.objects.filter(response=response, finding=Finding.OPEN).update(finding=finding)
