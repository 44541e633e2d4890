"""The record as a table for other programs; that somebody took it is recorded itself."""

from collections.abc import Iterator

from django.db import transaction

from comments.domain import chain
from comments.domain.moderation import Actor
from comments.enums import ActKind
from comments.models import Act, Decision
from comments.queries.decision_log import ActChoice, LogChoice, log_rows

#: Without the notes to authors, which may repeat their words: what is erased here must not live on there.
DECISION_HEADER = ("id", "response", "action", "from", "to", "reason", "rule", "role", "moderator")
DECISION_HEADER += ("revision", "revision_digest", "note_digest", "policy", "at", "seal")
ACT_HEADER = ("id", "kind", "about", "said", "said_digest", "role", "account", "at", "seal", "content_digest")


def header_of(choice: LogChoice | ActChoice) -> tuple[str, ...]:
    return DECISION_HEADER if isinstance(choice, LogChoice) else ACT_HEADER


def export_log(choice: LogChoice | ActChoice, *, by: Actor) -> Iterator[tuple[object, ...]]:
    """Records who exports what, then returns the rows, the newest first, fetched as they are taken.

    The export's own act is not among them unless acts are asked for, of which it is the newest.
    """
    what = chain.DECISIONS if isinstance(choice, LogChoice) else chain.ACTS
    with transaction.atomic():
        chain.append(
            chain.ACTS,
            kind=ActKind.EXPORT,
            about=f"the log of {what}",
            said=choice.address().removeprefix("?") or "all of it",
            role=by.role,
            actor_id=by.user_id,
            actor_name=by.user_name,
        )
    return (_decision(row) if isinstance(row, Decision) else _act(row) for row in log_rows(choice))


def _decision(row: Decision) -> tuple[object, ...]:
    return (
        *(row.pk, row.response_id, row.action, row.old_status, row.new_status, row.reason, row.rule),
        *(row.role, row.actor_name, row.revision, row.revision_digest, row.note_digest),
        *(row.policy_version, row.at.isoformat(), row.seal),
    )


def _act(row: Act) -> tuple[object, ...]:
    said = (row.said, row.said_digest)
    sealed = (row.role, row.actor_name, row.at.isoformat(), row.seal, row.content_digest)
    return row.pk, row.kind, row.about, *said, *sealed
