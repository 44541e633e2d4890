"""A corpus of any size with planted reuse, the same for the same size and seed.

Words follow Zipf's law, the commonest being those of English. Every author has set phrases, refrains and
favourite words; all share stock phrases and the names of bodies. Into this, passages of earlier works are
planted: word for word or with 5 to 25 % of the words changed, left out, added or moved, in part with an
ellipsis, interrupted by the writer's own words, in quotation marks or without, attributed or not; some
from a text that itself has the passage from a third, some from the same work.
"""

import random
from dataclasses import dataclass

import numpy as np

from essays.domain.tracing.common_words import SHARES
from essays.domain.tracing.finding import Text, TextBlock

VOCABULARY = 60_000
WORK_WORDS = 4000
WORKS_PER_AUTHOR = 5
SYLLABLES = [
    a + b
    for a in [
        "b",
        "d",
        "f",
        "g",
        "k",
        "l",
        "m",
        "n",
        "p",
        "r",
        "s",
        "t",
        "v",
        "z",
        "br",
        "dr",
        "kl",
        "pr",
        "st",
        "tr",
    ]
    for b in ["a", "e", "i", "o", "u", "an", "er", "il", "or", "us"]
]
#: One planted passage for so many blocks.
BLOCKS_PER_PLANT = 4
KINDS = ["verbatim"] * 4 + ["variant"] * 6 + ["partial"] * 2 + ["interrupted"] * 2
LEADS = ("as {} put it,", "{} says:", "according to {},", "in the words of {}:")
BETWEEN = ("he then goes on to add", "and further on he says", "to which he adds")


@dataclass(frozen=True)
class Gold:
    """A planted passage: (work, order of block, start, end) on both sides; ``kind`` as planted."""

    left: tuple[int, int, int, int]
    right: tuple[int, int, int, int]
    kind: str
    marked: bool


@dataclass
class Token:
    word: str
    before: str = ""
    after: str = ""


class Corpus:
    """``texts`` and ``gold``; ``words`` is the number of words made."""

    def __init__(self, words: int, seed: int = 1926) -> None:
        self.chance, self.numbers = random.Random(seed), np.random.default_rng(seed)
        self.vocabulary = self._vocabulary()
        ranks = np.arange(1, len(self.vocabulary) + 1)
        shares = 1 / (ranks + 2.7)
        self.limits = np.cumsum(shares) / shares.sum()
        self.drawn: list[int] = []
        self.stock = [
            self.chance.choices(self.vocabulary[:2000], k=self.chance.randint(3, 5)) for _ in range(400)
        ]
        self.bodies = [
            [word.capitalize() for word in self._rare(self.chance.randint(2, 4))]
            + ["of", self._rare(1)[0].capitalize()]
            for _ in range(60)
        ]
        count = max(6, words // WORK_WORDS)
        self.authors = [self._author() for _ in range(max(3, count // WORKS_PER_AUTHOR))]
        self.author_numbers: list[int] = []
        self.texts: list[Text] = []
        self.gold: list[Gold] = []
        #: By work and block: its words, and where they begin. Places as (work, order, first word, last).
        self.made: list[list[list[str]]] = []
        self.offsets: list[list[np.ndarray]] = []
        self.planted: list[tuple[int, int, int, int]] = []
        self.quoted: list[tuple[int, int, int, int]] = []
        self.words = 0
        for number in range(count):
            self._work(number, words // count)

    def _vocabulary(self) -> list[str]:
        made = dict.fromkeys(SHARES)
        while len(made) < VOCABULARY:
            made["".join(self.chance.choices(SYLLABLES, k=self.chance.choice((2, 3, 3, 4))))] = None
        return list(made)

    def _words(self, count: int) -> list[str]:
        while len(self.drawn) < count:
            self.drawn += np.searchsorted(self.limits, self.numbers.random(1 << 16)).tolist()
        numbers, self.drawn = self.drawn[-count:], self.drawn[:-count]
        return [self.vocabulary[number] for number in numbers]

    def _rare(self, count: int) -> list[str]:
        return self.chance.choices(self.vocabulary[2000:], k=count)

    def _author(self) -> dict:
        return {
            "name": " ".join(word.capitalize() for word in self._rare(2)),
            "phrases": [self._words(self.chance.randint(4, 6)) for _ in range(30)],
            "refrains": [self._words(self.chance.randint(7, 12)) for _ in range(4)],
            "favourites": self._rare(200),
        }

    def _work(self, number: int, words: int) -> None:
        author = self.chance.randrange(len(self.authors))
        others = [work for work in range(len(self.texts)) if self._author_of(work) != author]
        answers = self.chance.choice(others) if others and self.chance.random() < 0.3 else -1
        self.made.append([])
        self.offsets.append([])
        self.author_numbers.append(author)
        blocks, size = [], 0
        while size < words:
            order = len(blocks) + 1
            tokens = self._filler(author, self.chance.randint(40, 110))
            plants = []
            if others and self.chance.random() < 1 / BLOCKS_PER_PLANT:
                tokens, plants = self._plant(number, author, answers, others, tokens)
            text, starts = _rendered(tokens)
            self.made[number].append([token.word for token in tokens])
            self.offsets[number].append(starts)
            for first, last, source, kind, marked in plants:
                self._record((number, order, first, last), source, kind, marked)
            blocks.append(TextBlock(order, order, "paragraph", text))
            size += len(tokens)
        self.words += size
        self.texts.append(
            Text(
                work=f"work-{number}",
                siglum=f"W{number}",
                author_names=(self.authors[author]["name"],),
                answers=f"work-{answers}" if answers >= 0 else "",
                title=" ".join(word.capitalize() for word in self._rare(3)),
                blocks=tuple(blocks),
            )
        )

    def _author_of(self, work: int) -> int:
        return self.author_numbers[work]

    def _filler(self, author: int, words: int) -> list[Token]:
        """Sentences of an author's own, with phrases, refrains and names among them."""
        style, tokens = self.authors[author], []
        while len(tokens) < words:
            sentence = self._words(self.chance.randint(6, 26))
            for share, phrases in (
                (0.35, self.stock),
                (0.12, style["phrases"]),
                (0.03, style["refrains"]),
                (0.05, self.bodies),
            ):
                if self.chance.random() < share:
                    at = self.chance.randint(1, len(sentence))
                    sentence[at:at] = self.chance.choice(phrases)
            if self.chance.random() < 0.5:
                sentence[self.chance.randrange(len(sentence))] = self.chance.choice(style["favourites"])
            made = [Token(word) for word in sentence]
            made[0].word = made[0].word[:1].upper() + made[0].word[1:]
            made[-1].after = "."
            if len(made) > 12:
                made[len(made) // 2].after = ","
            tokens += made
        return tokens

    def _source(
        self, work: int, author: int, answers: int, others: list[int]
    ) -> tuple[int, int, int, int] | None:
        """(work, order, first word, last word, exclusive) of a passage to take."""
        draw = self.chance.random()
        if draw < 0.08 and self.planted:
            found = self.chance.choice(self.planted)
            return found if found[0] != work and self._author_of(found[0]) != author else None
        if draw < 0.16 and self.quoted:
            found = self.chance.choice(self.quoted)
            return found if found[0] != work and self._author_of(found[0]) != author else None
        if draw < 0.19 and len(self.made[work]) > 4:
            source, length = work, self.chance.randint(20, 50)
        else:
            source = answers if answers >= 0 and draw < 0.6 else self.chance.choice(others)
            length = min(self.chance.randint(8, 30), self.chance.randint(8, 60))
        order = self.chance.randrange(len(self.made[source])) + 1
        size = len(self.made[source][order - 1])
        if size <= length or any(place[:2] == (source, order) for place in self.planted[-400:]):
            return None
        first = self.chance.randrange(size - length)
        return (source, order, first, first + length)

    def _plant(self, work: int, author: int, answers: int, others: list[int], tokens: list[Token]) -> tuple:
        source = self._source(work, author, answers, others)
        if source is None:
            return tokens, []
        words = self.made[source[0]][source[1] - 1][source[2] : source[3]]
        kind = self.chance.choice(KINDS)
        if source[0] == work or (kind in ("partial", "interrupted") and len(words) < 16):
            kind = "verbatim"
        marked = kind in ("partial", "interrupted") or source[0] == work or self.chance.random() < 0.6
        parts = self._parts(words, kind)
        lead = []
        if source[0] != work and self.chance.random() < 0.6:
            name = self.authors[self._author_of(source[0])]["name"]
            lead = [Token(word) for word in self.chance.choice(LEADS).format(name).split()]
        ends = [at + 1 for at, token in enumerate(tokens) if token.after == "."]
        at = self.chance.choice(ends)
        made, plants = [*tokens[:at], *lead], []
        for number, (part, first, last) in enumerate(parts):
            if number:
                made += [Token(word) for word in self.chance.choice(BETWEEN).split()]
            kept = [place for place, (_, own) in enumerate(part) if own is not None]
            begin = len(made)
            made += [Token(word, after=" …" if own == -1 else "") for word, own in part]
            if marked:
                made[begin].before, made[-1].after = "“", "”"
                span = (begin, len(made), (*source[:2], source[2] + first, source[2] + last))
            else:
                owns = [part[place][1] for place in kept]
                span = (
                    begin + kept[0],
                    begin + kept[-1] + 1,
                    (*source[:2], source[2] + owns[0], source[2] + owns[-1] + 1),
                )
            plants.append((*span, kind, marked))
        made[-1].after += "."
        return made + tokens[at:], plants

    def _parts(self, words: list[str], kind: str) -> list[tuple[list[tuple[str, int | None]], int, int]]:
        """Parts as (word, its number in the source or None), with the first and last words of the source."""
        own = list(zip(words, range(len(words)), strict=True))
        if kind == "interrupted":
            cut = self.chance.randint(6, len(words) - 6)
            return [(own[:cut], 0, cut), (own[cut:], cut, len(words))]
        if kind == "partial":
            first = self.chance.randint(5, len(words) - 9)
            last = self.chance.randint(first + 2, len(words) - 6)
            own[first - 1] = (own[first - 1][0], -1)
            return [(own[:first] + own[last:], 0, len(words))]
        if kind == "variant":
            own = self._varied(own, self.chance.uniform(0.05, 0.25))
        return [(own, 0, len(words))]

    def _varied(self, own: list, share: float) -> list:
        made: list[tuple[str, int | None]] = []
        for word, at in own:
            if self.chance.random() >= share:
                made.append((word, at))
                continue
            change = self.chance.choice(("other", "other", "left out", "added", "moved"))
            if change == "other":
                made.append((self._words(1)[0], None))
            elif change == "added":
                made += [(word, at), (self._words(1)[0], None)]
            elif change == "moved" and len(made) > 1:
                made.insert(-1, (word, None))
        return made if sum(at is not None for _, at in made) > 3 else own

    def _record(self, left: tuple, source: tuple, kind: str, marked: bool) -> None:
        self.gold.append(Gold(self._characters(left), self._characters(source), kind, marked))
        self.planted.append(left)
        self.quoted.append(source)

    def _characters(self, place: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
        work, order, first, last = place
        starts, words = self.offsets[work][order - 1], self.made[work][order - 1]
        return (work, order, int(starts[first]), int(starts[last - 1]) + len(words[last - 1]))


def _rendered(tokens: list[Token]) -> tuple[str, np.ndarray]:
    """The block's text, and where each word begins in it."""
    parts, starts, at = [], [], 0
    for token in tokens:
        starts.append(at + len(token.before))
        part = f"{token.before}{token.word}{token.after}"
        parts.append(part)
        at += len(part) + 1
    return " ".join(parts), np.array(starts, dtype=np.int32)
