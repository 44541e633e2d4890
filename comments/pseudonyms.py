"""What may stand as a writer's name: any pseudonym that cannot be taken for somebody else's office.

Pure: text in, text out. The tests of likeness are coarser than Unicode's tables of confusable
characters, on purpose: a name refused in error is chosen otherwise in a moment.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from comments.markup.cleaning import STRAY_JOINER, UNSEEN

LONGEST = 60
#: Who runs the site; as a word of a name each would claim to speak for it.
OFFICES = ("admin", "administrator", "moderator", "editor", "staff", "webmaster", "official", "system")
SIGNS = frozenset(" .,'’‘·&()-‐–")
WORD_ENDS = re.compile(r"[\s\-‐–&()]+")
#: A word written with something between its letters: "M o d e r a t o r".
SPACED_OUT = re.compile(r"(?:\b\w\b\W{0,2}){3,}")
#: Up to here a name is an abbreviation, whose every letter counts.
FEW_LETTERS = 4
#: So many signs that a name cannot hold are named.
MOST_LISTED = 6
#: No script needs more marks on one letter of a name.
MARKS = 3
#: Scripts that are written together count as one.
EAST_ASIAN = frozenset(
    {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"}
)

#: Signs that look like a Latin letter, by that letter. I, l and 1 become one, for they look alike.
LOOKALIKES = {
    "a": "аαɑ4@", "b": "вβьЬ6", "c": "сϲ", "d": "ԁɗ", "e": "еєε3", "f": "ғƒ", "g": "ɡց9", "h": "һнη",
    "j": "јϳ", "k": "кκ", "l": "iıіιӏǀ1|!ɩ", "m": "мμ", "n": "пոν", "o": "оοօσ0", "p": "рρ", "q": "ԛգ",
    "r": "гɾ", "s": "ѕꜱ5$", "t": "тτ7", "u": "υսцʋ", "v": "ѵ", "w": "ѡԝω", "x": "хχ", "y": "уүγ", "z": "ᴢ2",
}  # fmt: skip
TO_LATIN = str.maketrans({like: letter for letter, likes in LOOKALIKES.items() for like in likes})
#: Two letters that look like one, once the table above is applied.
PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))


class NameRefused(ValueError):
    """``str()`` of it says in plain words why a name cannot stand."""


def fit_name(typed: str, reserved: Iterable[str], voices: Iterable[str] = ()) -> str:
    """``typed`` as it will stand: NFKC, single spaces. Empty is fit: no name is given.

    ``reserved`` are the names of the debate's authors and the like, which stand for them in part too:
    their first word alone, or within a longer name. ``voices`` are names of those whom its texts quote:
    one of a single word ("Mao") is theirs as the whole name only. Raises NameRefused.
    """
    name = " ".join(unicodedata.normalize("NFKC", typed).split())
    if not name:
        return ""
    if len(name) > LONGEST:
        raise NameRefused(f"A name has at most {LONGEST} characters; this one has {len(name)}.")
    _check_characters(name)
    if len(_scripts(name)) > 1:
        raise NameRefused("A name is written in one script; this one mixes letters of several.")
    _check_likeness(name, reserved, voices)
    return name


def _check_characters(name: str) -> None:
    # Joiners that shape the letters around them, as in Persian, are part of the spelling.
    seen = name if STRAY_JOINER.search(name) else name.replace("\u200c", "").replace("\u200d", "")
    if UNSEEN.search(seen) or any(unicodedata.category(each) in ("Cf", "Cc", "Cn", "Co") for each in seen):
        raise NameRefused("The name holds characters that cannot be seen. Type it anew.")
    signs = [each for each in seen if unicodedata.category(each)[0] not in "LMN" and each not in SIGNS]
    if signs:
        raise NameRefused(f"A name holds letters, digits, spaces and . , ’ - & ( ), so not {_listed(signs)}.")
    marks = [unicodedata.category(each)[0] == "M" for each in name]
    if marks[0] or any(all(marks[at : at + MARKS + 1]) for at in range(len(marks) - MARKS)):
        raise NameRefused("The name has more marks on a letter than any script.")
    if not any(unicodedata.category(each)[0] in "LN" for each in name):
        raise NameRefused("A name holds at least one letter or digit. It can also be left empty.")


def _listed(signs: Iterable[str]) -> str:
    """Each of them once: “@”, “/” and “#”; no more than ``MOST_LISTED``."""
    quoted = [f"“{sign}”" for sign in dict.fromkeys(signs)]
    if len(quoted) > MOST_LISTED:
        quoted[MOST_LISTED:] = ["others"]
    *rest, last = quoted
    return f"{', '.join(rest)} and {last}" if rest else last


def _scripts(name: str) -> set[str]:
    """The scripts of its letters, by the first word of the characters' names."""
    letters = (each for each in name if unicodedata.category(each)[0] == "L")
    scripts = {unicodedata.name(each, "UNKNOWN").split()[0] for each in letters}
    return {"EAST ASIAN" if script in EAST_ASIAN else script for script in scripts}


def _check_likeness(name: str, reserved: Iterable[str], voices: Iterable[str]) -> None:
    words = _words(name)
    words += [skeleton(letters) for letters in SPACED_OUT.findall(name)]
    whole = skeleton(name)
    for office in OFFICES:
        like = _known(office)[0]
        if whole in (like, f"{like}s") or like in words or f"{like}s" in words:
            raise NameRefused(f"The name reads like “{office}”, which would claim to speak for this site.")
    for other in reserved:
        like, parts, _ = _known(other)
        if whole in (like, parts[0]) or _holds(words, parts):
            raise _taken(other)
    for voice in voices:
        like, _, parts = _known(voice)
        is_whole = whole == like and not _are_other_letters(name, voice)
        if is_whole or (len(parts) > 1 and _holds(words, parts)):
            raise _taken(voice)


@lru_cache(maxsize=10_000)
def _known(name: str) -> tuple[str, list[str], list[str]]:
    """Of an office, an author or a voice, never of a reader: the skeletons of the whole, of what stands
    between spaces, and of its words. They are the same for every response."""
    return skeleton(name), [skeleton(part) for part in name.split()], _words(name)


def _are_other_letters(name: str, voice: str) -> bool:
    """Of a few plain letters each is read: “MLM” is not taken for “MIM”, though a Cyrillic “МIМ” is."""
    plain = name.isascii() and name.isalpha() and len(name) <= FEW_LETTERS
    return plain and name.casefold() != voice.casefold()


def _words(name: str) -> list[str]:
    """The skeletons of its words."""
    return [word for word in map(skeleton, WORD_ENDS.split(name)) if word]


def _holds(words: list[str], parts: list[str]) -> bool:
    return any(words[at : at + len(parts)] == parts for at in range(len(words)))


def _taken(name: str) -> NameRefused:
    return NameRefused(f"The name reads like “{name}”, who is somebody else. Add what tells you apart.")


def skeleton(text: str) -> str:
    """``text`` as it looks at a glance: small Latin letters only. Equal skeletons look alike."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    plain = plain.translate(TO_LATIN)
    letters = "".join(each for each in plain if unicodedata.category(each)[0] in "LN")
    for pair, letter in PAIRS:
        letters = letters.replace(pair, letter)
    return letters
