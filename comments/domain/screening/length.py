"""How many words: pure."""

from comments.domain.screening.answers import Answer, Context, Sent, counted, passes
from comments.enums import Ruling


def ask_length(sent: Sent, context: Context) -> Answer:
    words = len(sent.text.split())
    fewest, most = context.rules["length_fewest"], context.rules["length_most"]
    said = f"It has {counted(words, 'word')}"
    if words < fewest:
        return Answer(Ruling.HOLD, "fewest words", (), f"{said}, fewer than {fewest:,}.", words)
    if words > most:
        return Answer(Ruling.NOTE, "most words", (), f"{said}, more than {most:,}.", words)
    return passes(f"{said}.", figure=words)
