"""Words for which the desk covers a text until a moderator opens it: pure. They hold nothing back."""

from comments.domain.screening.answers import MOST_WORDS, Answer, Context, Sent, counted, passes
from comments.domain.screening.word_lists import places_of
from comments.enums import Distress, Ruling


def ask_distressing(sent: Sent, context: Context) -> Answer:
    """Of several kinds the one with most places; of as many, the first of ``Distress``."""
    found = {kind: places_of(sent, context.rules.covers.get(kind, ())) for kind in Distress if kind}
    kind = max(found, key=lambda each: len(found[each]))
    places = found[kind]
    if not places:
        return passes("No word that covers a text is in it.", figure=0)
    said = f"The desk covers it: {counted(len(places), 'place has', 'places have')} words of the list."
    words = tuple(dict.fromkeys(place.words for place in places))[:MOST_WORDS]
    return Answer(Ruling.NOTE, f"covered: {kind.label}", words, said, len(places), distress=kind)
