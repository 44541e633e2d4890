"""The tables of responses whose rows are added and never changed.

``install_triggers`` and ``remove_triggers`` take a connection or a migration's schema editor's
connection; both may be called again. Removing is for the tests' flush alone.
"""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

from masslinesite import append_only
from masslinesite.append_only import AppendOnly

#: Decisions and acts are the record of moderation, revisions what was decided on, versions of the policy what
#: it was decided by, and those of the rules what was screened by. Erasure empties words and what they were
#: hashed with: those of a revision, what was written to its author, and what an act says of it.
RECORDS = (
    AppendOnly("comments_decision"),
    AppendOnly(
        "comments_act",
        keeps=(
            *("id", "kind", "about", "said_digest", "role"),
            *("actor_id", "actor_name", "at", "seal", "content_digest"),
        ),
        empties=("said", "said_salt"),
    ),
    AppendOnly("comments_policyversion"),
    AppendOnly("comments_policyreason"),
    AppendOnly(
        "comments_revision",
        keeps=(
            *("id", "response_id", "number", "stance", "stance_formulation_id"),
            *("renderer", "digest", "language", "carries_id", "created_at"),
        ),
        empties=("name", "text", "html", "salt", "name_digest"),
    ),
    AppendOnly("comments_decisionmark"),
    AppendOnly("comments_decisionnote", keeps=("id", "decision_id"), empties=("text", "salt")),
    AppendOnly("comments_ruleset"),
    AppendOnly("comments_rulevalue"),
    AppendOnly("comments_ruleword"),
    AppendOnly("comments_ruletrust"),
)
TABLES = tuple(record.name for record in RECORDS)


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """On those of the tables that are there: a migration calls this before later ones make the others."""
    there = set(connection.introspection.table_names())
    append_only.install_triggers(connection, (record for record in RECORDS if record.name in there))


def remove_triggers(connection: BaseDatabaseWrapper) -> None:
    """From those that are there, as above."""
    there = set(connection.introspection.table_names())
    append_only.remove_triggers(connection, (record for record in RECORDS if record.name in there))


def find_missing_triggers(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """What does not keep the tables from being changed any more, as sentences. At most two queries."""
    return append_only.find_missing_triggers(connection, RECORDS)
