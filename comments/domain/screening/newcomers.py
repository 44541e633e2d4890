"""Whether anything of the writer has been published yet: pure."""

from comments.domain.screening.answers import Answer, Context, Sent, passes
from comments.enums import Ruling


def ask_newcomers(sent: Sent, context: Context) -> Answer:
    if context.published_before:
        return passes("Something of the same account or name has been published in this debate.", figure=1)
    if not sent.name and not context.standing.has_account:
        said = "No name is given, so nothing is known of earlier responses of its writer."
        return Answer(Ruling.NOTE, "no name", (), said, 0)
    said = "Nothing of the same account or name has been published in this debate yet."
    return Answer(Ruling.HOLD, "first response", (), said, 0)
