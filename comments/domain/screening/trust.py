"""Whether the account has earned that its responses, and its edits of published ones, are published first
and read after: pure."""

from comments.domain.screening.answers import Answer, Context, Sent, counted, passes
from comments.enums import Ruling


def ask_trust(sent: Sent, context: Context) -> Answer:
    standing = context.standing
    if not standing.needed:
        return Answer(Ruling.OFF, said="In this debate everything is read before it is published.")
    if not standing.has_account:
        return passes("It was not sent from an account.", figure=0)
    if standing.removed:
        said = f"Its account lost trust when R {standing.removed} was removed."
        return passes(said, figure=0)
    if standing.was_decided_on:
        return passes("A moderator has decided on it before, so a moderator decides again.")
    if standing.is_looked_at:
        return passes("Moderators are looking at the published words, so they read these first.")
    said = f"Its account has {counted(standing.published, 'published response')} in this debate"
    if standing.published < standing.needed:
        return passes(f"{said}; it takes {standing.needed}.", figure=standing.published)
    return Answer(Ruling.TRUST, "published responses", (), f"{said}.", standing.published)
