"""How much the same writer sends; no address is known or kept: pure."""

from comments.domain.screening.answers import Answer, Context, Sent, counted, passes
from comments.enums import Ruling


def ask_pace(sent: Sent, context: Context) -> Answer:
    others, most = context.in_last_hour, context.rules["pace_most"]
    said = f"{counted(others, 'other response')} of the hour before it came from the same account or name."
    if others >= most:
        said = f"{said} With this one they are more than {most}."
        return Answer(Ruling.HOLD, "most in an hour", (), said, others)
    return passes(said, figure=others)
