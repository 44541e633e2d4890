"""Whether an earlier response says the same in the same words: pure; ``likeness`` measures it."""

from comments.domain.screening.answers import Answer, Context, Sent, passes
from comments.enums import Ruling

WHOLE = 100


def ask_repeated(sent: Sent, context: Context) -> Answer:
    alike = context.alike
    if alike is None:
        return passes("No earlier response has this wording.", figure=0)
    said = f"It has {alike.percent} % of its wording in common with R {alike.number}."
    if alike.percent >= WHOLE:
        said = f"It has the same words as R {alike.number}."
    if alike.percent < context.rules["repeated_percent"]:
        return passes(said, figure=alike.percent)
    rule = "same words" if alike.percent >= WHOLE else "nearly the same words"
    return Answer(Ruling.HOLD, rule, (f"R {alike.number}",), said, alike.percent)
