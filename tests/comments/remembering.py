"""Which columns can hold words or names of a reader's response, or words about it, and which cannot.

Every column with text of every table is here, so that a new one has to be thought of before the tests pass.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection
from django.db.models import BinaryField, CharField, Field, JSONField, Model, TextField

#: Emptied or gone after an erasure. A test plants a word in each, and looks for them afterwards.
HOLDING: dict[str, tuple[str, ...]] = {
    "essays.SearchEntry": ("by", "body", "forms", "stems"),
    "comments.DebateName": ("name",),
    "comments.Revision": ("name", "text", "html"),
    "comments.Rendering": ("html",),
    "comments.DeskNote": ("text",),
    "comments.Exemption": ("reason",),
    "comments.DecisionNote": ("text",),
    "comments.Act": ("said",),
    "comments.Subscription": ("key", "address", "code", "site"),
    "comments.DeskEntry": ("forms", "stems"),
    "comments.SavedFilter": ("name", "address"),
    "comments.QuotationCheck": ("exact", "opening", "summary", "left_out", "note"),
    "comments.AppealMessage": ("text",),
    "comments.Flag": ("note",),
    "comments.Redaction": ("note",),
    "comments.ScreeningNote": ("rule", "words", "said"),
    "comments.Screening": ("name",),
    "comments.LearntWord": ("word",),
    "comments.TrustRestored": ("reason",),
}
#: No words of a response and none about it, with the reason. ``*``: all columns of the table.
NOT_HOLDING: dict[str, dict[str, tuple[str, ...]]] = {
    "Django's own and the project's: accounts end by leaving, and the admin writes nothing": dict.fromkeys(
        (
            *("admin.LogEntry", "auth.Permission", "auth.Group", "auth.User", "contenttypes.ContentType"),
            *("sessions.Session", "masslinesite.PageVersion"),
        ),
        ("*",),
    ),
    "the texts and what their editors say of them": dict.fromkeys(
        (
            *("essays.Debate", "essays.Author", "essays.Work", "essays.Section", "essays.Block"),
            *("essays.Authority", "essays.AuthorityName", "essays.Reference", "essays.Term"),
            *("essays.TermOccurrence", "essays.Definition", "essays.Relation", "essays.Oddity"),
            *("essays.Remark", "essays.RemarkEvidence", "essays.Stratum", "essays.Formulation"),
            *("essays.Wording", "essays.Printing", "essays.Slot", "essays.Holding"),
            *("essays.HoldingEvidence", "essays.Link", "essays.LinkDecision", "essays.Voice"),
            *("essays.Question", "essays.Position", "essays.PositionEvidence"),
        ),
        ("*",),
    ),
    "by what an account is signed in to; it goes with the account": {
        "comments.Authenticator": ("secret",),
        "comments.RecoveryCode": ("digest",),
        "comments.Passkey": ("label", "credential_id", "credential"),
        "comments.AccountSession": ("session_key", "label"),
    },
    "words of the texts, hashes and addresses of the thread": {
        "essays.SearchEntry": ("key", "title", "url", "language", "label", "facets"),
        "comments.Response": (
            *("span_exact", "span_prefix", "span_suffix", "block_hash"),
            *("other_span_exact", "other_span_prefix", "other_span_suffix", "other_block_hash"),
            *("path", "form_key", "receipt_hash"),
        ),
        "comments.Revision": ("renderer", "digest", "salt", "name_digest", "language"),
        "comments.QuotationCheck": ("block_hash",),
        "comments.CheckedRevision": ("texts",),
        "comments.Rendering": ("drawn_by",),
        "comments.Item": ("held_by", "language"),
        "comments.ScreeningNote": ("phase",),
        "comments.Tally": ("scope",),
        "comments.Throttle": ("key",),
        "comments.Flag": ("sender", "across"),
    },
    "the record, which holds hashes, and who decided": {
        "comments.Decision": (
            *("note_digest", "rule", "actor_name", "revision_digest", "policy_version", "seal"),
        ),
        "comments.LogHead": ("log", "seal"),
        "comments.DecisionNote": ("salt",),
        "comments.Act": ("about", "said_digest", "said_salt", "content_digest", "actor_name", "seal"),
        "comments.DeskNote": ("by_name",),
        "comments.Exemption": ("granted_by_name",),
        "comments.AppealMessage": ("actor_name",),
        "comments.Redaction": ("by_name",),
        "comments.TrustRestored": ("by_name",),
    },
    "what the desk lays down for all responses": {
        "comments.DeskKey": ("key",),
        "comments.PolicyVersion": ("version", "text", "html", "changed", "adopted_by"),
        "comments.PolicyReason": ("text",),
        "comments.RuleSet": ("said", "changed", "by_name"),
        "comments.RuleValue": ("name",),
        "comments.RuleWord": ("words",),
    },
}


def columns_with_text() -> Iterator[tuple[str, str]]:
    """Table and column, of every model; those with a closed vocabulary left out."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            if _has_text(field):
                yield model._meta.label, field.name


def _has_text(field: Field) -> bool:
    return isinstance(field, CharField | TextField | JSONField | BinaryField) and not field.choices


def undeclared() -> list[tuple[str, str]]:
    """Columns that neither table above has, or that both have."""
    ways = (HOLDING, *NOT_HOLDING.values())
    return [
        (table, column)
        for table, column in columns_with_text()
        if sum(column in way.get(table, ()) or "*" in way.get(table, ()) for way in ways) != 1
    ]


def values_of(model: type[Model], column: str) -> list[str]:
    return [str(value) for value in model._base_manager.values_list(column, flat=True)]


def all_rows() -> Iterator[tuple[str, str]]:
    """Each row of every table, those of the full-text indexes too, as a text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                yield table, repr([bytes(each) if isinstance(each, memoryview) else each for each in row])
