"""What has happened to a response in order of time, as its author is told: decisions, and what was asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from comments.enums import Action, Role
from comments.models import AppealMessage, Redaction
from comments.queries.erasures import Erasure
from comments.queries.receipts import Receipt, Told

WRITES = "A moderator writes to you in your appeal"
PROPOSES = "The moderators ask you to agree that words are withheld"
DECLINES = "An administrator has decided not to erase it"


@dataclass(frozen=True)
class Event:
    """``told`` is a decision; else ``said`` is what it was, without a word of what anybody wrote, and ``key``
    tells it from all others of the response."""

    at: datetime
    told: Told | None = None
    said: str = ""
    key: str = ""


def news_of(receipt: Receipt, redactions: Iterable[Redaction], erasure: Erasure) -> list[Event]:
    """What is no decision and is told to the author all the same, the first first. One query where there ever
    was an appeal, else none."""
    proposed = [each for each in redactions if not each.was_urgent]
    asked = [Event(each.at, said=PROPOSES, key=f"redaction-{each.pk}") for each in proposed]
    if any(each.decision.action == Action.APPEAL for each in receipt.told):
        messages = AppealMessage.objects.filter(appeal__response=receipt.response).exclude(role=Role.AUTHOR)
        asked += [Event(each.at, said=WRITES, key=f"message-{each.pk}") for each in messages]
    if erasure.declined:
        asked.append(Event(erasure.declined.at, said=DECLINES, key=f"erasure-{erasure.declined.pk}"))
    return sorted(asked, key=lambda event: event.at)


def receipt_log(receipt: Receipt, redactions: Iterable[Redaction], erasure: Erasure) -> list[Event]:
    """Those and all decisions. Queries as of ``news_of``."""
    decided = [Event(each.decision.at, told=each) for each in receipt.told]
    return sorted([*decided, *news_of(receipt, redactions, erasure)], key=lambda event: event.at)
