"""What the database's files still hold of words that were deleted, on either engine."""

from django.db import OperationalError, connection

from comments.models import (
    Act,
    AppealMessage,
    DebateName,
    DecisionNote,
    DeskEntry,
    DeskNote,
    Exemption,
    Flag,
    LearntWord,
    LikenessKey,
    Message,
    QuotationCheck,
    Redaction,
    Rendering,
    Response,
    Revision,
    SavedFilter,
    Screening,
    ScreeningNote,
    Subscription,
    TrustRestored,
)
from essays.models import SearchEntry

#: Tables with words of responses or about them, with names or addresses of their authors, or with what could
#: be guessed from.
HOLDING_WORDS = (
    *(Revision, QuotationCheck, ScreeningNote, DecisionNote, DeskNote, AppealMessage, Flag, Redaction),
    *(DeskEntry, Screening, LikenessKey, SearchEntry, Response, DebateName, Subscription, Message),
    *(Act, Exemption, TrustRestored, SavedFilter, LearntWord, Rendering),
)


def forget_in_files() -> bool:
    """Overwrites in the files what was deleted or emptied; False if something still holds older pages.

    To be called when the transaction that erased has ended. On SQLite, whose ``secure_delete`` blanks what
    is deleted, the journal is written back and cut to nothing, unless somebody reads an older state just
    then. On PostgreSQL the tables' dead rows are vacuumed, as far as a request's time allows; the server does
    the rest by itself. Its own journal and backups keep older pages for as long as they are kept.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return cursor.fetchone()[0] == 0
        try:
            cursor.execute("VACUUM " + ", ".join(f'"{model._meta.db_table}"' for model in HOLDING_WORDS))
        except OperationalError:
            return False
    return True
