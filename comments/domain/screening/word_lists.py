"""Words and phrases of the lists, however they are spelt: pure.

Words have ends: “ass” is not in “class”. Each entry is up to six words, the last with ``*`` for any ending.
Steps: for each word of the text up to six, times the different lengths of the entries that have a ``*``.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from comments.domain.screening.answers import MOST_WORDS, Answer, Context, Sent, counted, passes
from comments.domain.screening.folding import Token, chunks_of, words_of
from comments.domain.screening.settings import Rules
from comments.enums import Reason, Ruling

LONGEST_ENTRY = 6
ANY_ENDING = "*"
EDGES = " .,;:!?…\"'“”‘’«»()[]{}*_`>"


class WordList(NamedTuple):
    """Entries by their folded words; of those with any ending the last word is a beginning only."""

    whole: dict[tuple[str, ...], str]
    begun: dict[tuple[str, ...], str]
    longest: int
    lengths: tuple[int, ...]


class Hit(NamedTuple):
    entry: str
    start: int
    end: int


class Place(NamedTuple):
    """Where an entry was found, as it stands there."""

    entry: str
    words: str


@lru_cache(maxsize=32)
def read_list(entries: tuple[str, ...]) -> WordList:
    """Entries without a letter or a digit are left out, words of one beyond the sixth too."""
    whole, begun = {}, {}
    for entry in entries:
        words = tuple(words_of(entry.rstrip(ANY_ENDING))[:LONGEST_ENTRY])
        if words:
            (begun if entry.endswith(ANY_ENDING) else whole)[words] = entry
    keys = [*whole, *begun]
    return WordList(
        whole, begun, max(map(len, keys), default=0), tuple(sorted({len(key[-1]) for key in begun}))
    )


def hits_in(tokens: tuple[Token, ...], entries: tuple[str, ...]) -> Iterator[Hit]:
    listed = read_list(entries)
    words = tuple(token.word for token in tokens)
    for at in range(len(tokens)):
        for size in range(1, min(listed.longest, len(tokens) - at) + 1):
            entry = _entry(listed, words[at : at + size])
            if entry:
                yield Hit(entry, tokens[at].start, tokens[at + size - 1].end)


def _entry(listed: WordList, words: tuple[str, ...]) -> str:
    if words in listed.whole:
        return listed.whole[words]
    beginnings = ((*words[:-1], words[-1][:length]) for length in listed.lengths)
    return next((listed.begun[each] for each in beginnings if each in listed.begun), "")


def places_of(sent: Sent, entries: tuple[str, ...]) -> list[Place]:
    """Where entries stand in what was sent, in the order of the text; what is found in the words as typed is
    not counted once more in the words as shown."""
    places: list[Place] = []
    for reading in sent.readings if entries else ():
        before = {place.entry for place in places}
        chunks = chunks_of(reading.words)
        hits = dict.fromkeys(hit for tokens in reading.folded for hit in hits_in(tokens, entries))
        places += [
            Place(hit.entry, " ".join(chunks[hit.start : hit.end + 1]).strip(EDGES))
            for hit in hits
            if hit.entry not in before
        ]
    return places


def ask_word_lists(sent: Sent, context: Context) -> Answer:
    rules = context.rules
    for ruling, entries in ((Ruling.REJECT, rules.reject), (Ruling.HOLD, rules.hold)):
        if places := places_of(sent, entries):
            return _answer(ruling, places, rules)
    return passes("No word of the lists is in it.", figure=0)


def _answer(ruling: Ruling, places: list[Place], rules: Rules) -> Answer:
    """Why it is rejected is what the first of its entries says."""
    name = "list of rejected words" if ruling == Ruling.REJECT else "list of held words"
    reason = rules.reason_of(places[0].entry) if ruling == Ruling.REJECT else Reason.NONE
    rule = f"{name}: {_few(dict.fromkeys(place.entry for place in places))}"
    said = f"{counted(len(places), 'place has', 'places have')} words of the {name}."
    words = tuple(dict.fromkeys(place.words for place in places))[:MOST_WORDS]
    return Answer(ruling, rule[:120], words, said, len(places), reason)


def _few(entries: Iterable[str]) -> str:
    entries = list(entries)
    return ", ".join(entries[:3]) + (" …" if len(entries) > 3 else "")
