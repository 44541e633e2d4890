"""Words and phrases of the lists, however they are spelt: pure.

Words have ends: “ass” is not in “class”. Each entry is up to six words, the last with ``*`` for any ending.
Steps: for each word of the text up to six, times the different lengths of the entries that have a ``*``.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from comments.domain.screening.answers import MOST_WORDS, Answer, Context, Sent, counted, passes
from comments.domain.screening.folding import Token, chunks_of, words_of
from comments.enums import Ruling

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


@lru_cache(maxsize=16)
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


def hits_in(sent: Sent, entries: tuple[str, ...]) -> list[Hit]:
    """Where words of the entries stand in the text, each place once, in whatever reading."""
    hits = (hit for tokens in sent.readings for hit in _hits(tokens, entries)) if entries else ()
    return list(dict.fromkeys(hits))


def typed_words(sent: Sent, hits: Iterable[Hit]) -> tuple[str, ...]:
    """What was found, as it was typed, each wording once."""
    chunks = chunks_of(sent.text)
    return tuple(dict.fromkeys(" ".join(chunks[hit.start : hit.end + 1]).strip(EDGES) for hit in hits))


def _hits(tokens: tuple[Token, ...], entries: tuple[str, ...]) -> Iterator[Hit]:
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


def ask_word_lists(sent: Sent, context: Context) -> Answer:
    lists = ((Ruling.REJECT, context.rules.reject), (Ruling.HOLD, context.rules.hold))
    for ruling, entries in lists:
        if hits := hits_in(sent, entries):
            return _answer(ruling, sent, hits)
    return passes("No word of the lists is in it.", figure=0)


def _answer(ruling: Ruling, sent: Sent, hits: list[Hit]) -> Answer:
    name = "list of rejected words" if ruling == Ruling.REJECT else "list of held words"
    rule = f"{name}: {_few(dict.fromkeys(hit.entry for hit in hits))}"
    said = f"{counted(len(hits), 'place has', 'places have')} words of the {name}."
    return Answer(ruling, rule[:120], typed_words(sent, hits)[:MOST_WORDS], said, len(hits))


def _few(entries: Iterable[str]) -> str:
    entries = list(entries)
    return ", ".join(entries[:3]) + (" …" if len(entries) > 3 else "")
