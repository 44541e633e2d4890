"""How the desk's pages say things."""

from datetime import datetime, timedelta
from math import ceil

from django import template
from django.utils import timezone

from comments.domain.rewording import reworded
from comments.enums import Action, DeskAct, Distress
from comments.models import Revision
from comments.queries.queue_options import language_name
from essays.domain.word_diff import Run

register = template.Library()

#: ``static/js/desk.js`` presses the button that has the key. Rejecting and removing never stand together.
ACTS = {
    Action.APPROVE: DeskAct.APPROVE,
    Action.HOLD: DeskAct.HOLD,
    Action.SECURE: DeskAct.SECURE,
    Action.RETURN: DeskAct.RETURN,
    Action.RELEASE: DeskAct.RELEASE,
    Action.REJECT: DeskAct.REJECT,
    Action.REMOVE: DeskAct.REJECT,
    Action.UNDO: DeskAct.UNDO,
}
#: What the buttons say where the action's name is not a phrase.
VERBS = {Action.SECURE: "Hold for safety", Action.RETURN: "Send back"}


@register.filter
def waiting(since: datetime) -> str:
    """How long something has waited, in its largest unit: “4 days”, “under an hour”."""
    waited = timezone.now() - since
    for unit, length in (("day", timedelta(days=1)), ("hour", timedelta(hours=1))):
        if number := waited // length:
            return f"{number} {unit}{'s' if number > 1 else ''}"
    return "under an hour"


@register.filter
def left(until: datetime) -> str:
    """How long it is to then, in minutes begun: “7 minutes left”."""
    minutes = max(1, ceil((until - timezone.now()) / timedelta(minutes=1)))
    return f"{minutes} minute{'s' if minutes > 1 else ''} left"


@register.filter
def language(code: str) -> str:
    return language_name(code)


@register.filter
def distress(value: str) -> str:
    """What a text is covered for."""
    return Distress(value).label


@register.filter
def verb(action: Action) -> str:
    """What a button says."""
    return VERBS.get(action, action.name.capitalize())


@register.simple_tag(takes_context=True)
def key_of(context: template.Context, action: Action) -> str:
    """The single key of an action's button, as the moderator set it; empty where keys are off."""
    return context.get("keys", {}).get(ACTS.get(action), "")


@register.simple_tag
def changes(old: Revision, new: Revision) -> tuple[Run, ...]:
    """The texts of two revisions as runs of words that they share or not."""
    return reworded(old.text, new.text)
