"""The chained logs: each row's seal is a hash over the row and the seal of the row before.

Whoever alters, drops, adds or swaps rows behind the site's back has to make every later seal anew, and
the last one no longer is what somebody may have noted down: ``comments.domain.verifying_log`` compares.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from django.utils import timezone

from comments.models import Act, Decision, LogHead
from masslinesite.statements import first, insert, locked

DECISIONS, ACTS = "decisions", "acts"
MODELS = {DECISIONS: Decision, ACTS: Act}
#: What a seal is made over, in this order; a column that comes later is added at the end and must be left
#: out where it is empty, so that older seals stay what they were.
SEALED: dict[str, tuple[str, ...]] = {
    DECISIONS: (
        "response_id",
        "old_status",
        "new_status",
        "action",
        "reason",
        "note_digest",
        "rule",
        "role",
        "actor_id",
        "actor_name",
        "revision",
        "revision_digest",
        "policy_version",
        "at",
    ),
    ACTS: ("kind", "about", "said_digest", "role", "actor_id", "actor_name", "at", "content_digest"),
}
#: These came later.
LEFT_OUT_WHERE_EMPTY = frozenset({"content_digest"})
HEAD = "SELECT rows, seal FROM comments_loghead WHERE log = %s"
GROW = "UPDATE comments_loghead SET rows = %s, seal = %s WHERE log = %s"


def new_salt() -> str:
    """128 random bits as 32 hexadecimal digits: with them hashed, short words can't be had by trying."""
    return secrets.token_hex(16)


def digest_of(words: str, salt: str = "") -> str:
    """SHA-256, in hexadecimal, of words that a row is sealed over without holding them for good; empty for
    none. ``salt`` is kept beside the words and goes with them; older words have none."""
    return hashlib.sha256(f"{salt}{words}".encode()).hexdigest() if words else ""


def seal_of(before: str, values: Iterable[object]) -> str:
    """SHA-256, in hexadecimal, over the seal ``before`` and a row's values as JSON; times as UTC."""
    parts = [_written(value) for value in values]
    return hashlib.sha256(json.dumps([before, *parts]).encode()).hexdigest()


def append(log: str, **values: object) -> Decision | Act:
    """Adds a row to ``log`` with its seal and its time, ``at``, which is now if none is given.

    To be called in a transaction, as the last thing that waits for anybody: it holds the log until the
    transaction ends. Three queries.
    """
    rows, before = _lock(log)
    values.setdefault("at", timezone.now())
    if log == ACTS:
        said = values.get("said", "")
        values["said_salt"] = new_salt() if said else ""
        values["said_digest"] = digest_of(said, values["said_salt"])
    seal = seal_of(before, _sealed(log, {name: _stored(value) for name, value in values.items()}))
    row = MODELS[log](**values, seal=seal)
    insert(row, before=[(GROW, [rows + 1, seal, log])])
    return row


def sealed_values(log: str, row: Decision | Act) -> list[object]:
    """What the seal of ``row`` is made over."""
    return _sealed(log, {name: getattr(row, name) for name in SEALED[log]})


def _sealed(log: str, values: Mapping[str, object]) -> list[object]:
    return [values[name] for name in SEALED[log] if name not in LEFT_OUT_WHERE_EMPTY or values.get(name)]


def _lock(log: str) -> tuple[int, str]:
    """How many rows it has and its last seal, from now on nobody else's to change."""
    if found := first(f"{HEAD}{locked()}", [log]):
        return found
    head = LogHead.objects.select_for_update().get_or_create(pk=log)[0]
    return head.rows, head.seal


def _stored(value: object) -> object:
    """As the database gives it back: a member of an enumeration is its value."""
    return str(value.value) if hasattr(value, "value") else value


def _written(value: object) -> object:
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value
