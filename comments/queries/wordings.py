"""The wordings of a response that readers have seen, for those who want to see how it was changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from comments.enums import Action
from comments.markup.withheld import MARK
from comments.models import Decision, Response, Revision
from comments.page_keys import thread_of
from comments.queries.shown import SHOWN_WITH
from essays.page_keys import texts_of
from masslinesite.page_versions import depends_on

#: These put words before readers in place of all that they saw before.
ANEW = frozenset({Action.APPROVE, Action.REVERSE, Action.REDACT})


@dataclass(frozen=True)
class Shown:
    """Since when readers see words, and what put them there."""

    since: datetime
    action: Action


@dataclass(frozen=True)
class Wording:
    """Words that were published, since when, and the words that they took the place of. ``action`` put them
    there: what moderators did about withheld words is no change of their author's."""

    revision: Revision
    since: datetime
    before: Revision | None
    action: Action

    @property
    def is_redaction(self) -> bool:
        return self.action == Action.REDACT

    @property
    def has_marks(self) -> bool:
        return MARK in self.revision.text


def wordings_of(number: int) -> tuple[Response, list[Wording]]:
    """A published response and its published wordings, the newest first. Three queries.

    Raises Response.DoesNotExist.
    """
    response = Response.objects.published().select_related(*SHOWN_WITH).get(pk=number)
    depends_on(texts_of(response.debate_id), thread_of(response.root_id))
    shown = published_revisions(Decision.objects.filter(response_id=number).order_by("id"))
    rows = response.revisions.filter(number__in=shown, erased_at=None).select_related("stance_formulation")
    wordings: list[Wording] = []
    for revision in sorted(rows, key=lambda row: list(shown).index(row.number)):
        before = wordings[-1].revision if wordings else None
        how = shown[revision.number]
        wordings.append(Wording(revision, how.since, before, how.action))
    return response, wordings[::-1]


def published_revisions(decisions: Iterable[Decision]) -> dict[int, Shown]:
    """By number, since when and by what: the revisions whose words a reader of a published response may see.

    Those are the words that stand and those in whose place accepted edits put them. What was approved by
    mistake is not among them, nor what moderators took away and did not publish again as it was: such words
    must not come back by this way. Pure.
    """
    shown: dict[int, Shown] = {}
    undone: dict[int, Shown] = {}
    for decision in decisions:
        before = shown
        if decision.action == Action.UNDO:
            shown = undone
        elif decision.action == Action.ACCEPT:
            shown = shown | {decision.revision: Shown(decision.at, Action(decision.action))}
        elif decision.action in ANEW and decision.revision != next(reversed(shown), None):
            shown = {decision.revision: Shown(decision.at, Action(decision.action))}
        undone = before
    return shown
