"""What earlier decisions say of a text's words: a naive Bayes filter, whose reasons are words. Pure.

Of each word counts whether it stands in a text, not how often. Only the most telling words are weighed, as
Paul Graham's “A Plan for Spam” (2002) does: all of them would make any long text certain, and nobody could
read the reasons. Both kinds are taken for equally likely beforehand: the load of a week says nothing of a
text.
"""

import math
import re

from comments.domain.screening.answers import Answer, Context, Learnt, Sent, Telling, passes
from comments.enums import Ruling

MOST_TELLING = 15
#: Words that are shown as the reasons, if they stood in rejected texts at least twice as often.
SHOWN, TWICE = 8, math.log(2)
#: Different words of a text that are looked up: more of them say nothing new.
MOST_LOOKED_UP = 1000
SHORTEST, LONGEST = 3, 30
WORD = re.compile(r"[^\W\d_]+")


def words_to_learn(text: str) -> list[str]:
    """The different words of a text, in small letters, in their order; the first ``MOST_LOOKED_UP``."""
    found: dict[str, None] = {}
    for match in WORD.finditer(text.casefold()):
        if SHORTEST <= len(match[0]) <= LONGEST:
            found[match[0]] = None
            if len(found) == MOST_LOOKED_UP:
                break
    return list(found)


def weight_of(word: Telling, learnt: Learnt) -> float:
    """Above 0: it speaks for rejection. The logarithm of how many times as often it stood there."""
    rejected = (word.rejected + 1) / (learnt.rejected + 2)
    published = (word.published + 1) / (learnt.published + 2)
    return math.log(rejected / published)


def judge(learnt: Learnt) -> tuple[int, list[Telling]]:
    """How likely a rejection is, in per cent, and the words that clearly speak for it, strongest first."""
    weighed = sorted(
        ((weight_of(word, learnt), word) for word in learnt.words), key=lambda each: -abs(each[0])
    )
    weighed = weighed[:MOST_TELLING]
    total = max(-500.0, min(500.0, sum(weight for weight, _ in weighed)))
    percent = int(100 / (1 + math.exp(-total)))
    return percent, [word for weight, word in weighed if weight >= TWICE]


def ask_learnt(sent: Sent, context: Context) -> Answer:
    learnt, enough = context.learnt, context.rules["learnt_enough"]
    if min(learnt.published, learnt.rejected) < enough:
        said = (
            f"It has learnt from {learnt.published} published and {learnt.rejected} rejected responses; "
            f"it takes {enough} of each."
        )
        return Answer(Ruling.OFF, said=said)
    percent, words = judge(learnt)
    said = f"Its words are like those of rejected responses by {percent} %."
    if percent < context.rules["learnt_percent"]:
        return passes(said, figure=percent)
    reasons = "; ".join(
        f"“{each.word}” in {each.rejected} rejected, {each.published} published" for each in words[:SHOWN]
    )
    shown = tuple(each.word for each in words[:SHOWN])
    return Answer(Ruling.HOLD, "like what was rejected", shown, f"{said} {reasons}.", percent)
