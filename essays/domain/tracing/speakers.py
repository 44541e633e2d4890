"""Of those who are named about a passage, who is given as having said it.

Pure. Who is named nearest has not always said it: “Ann quotes Smith:”, “Smith, whom Ann criticises,
writes:”, “As Smith says in a letter to Ann,”, “Ann is wrong, and I said before:”. Read is what stands about
the last verb of saying: its subject, whoever it is done by, and whom it quotes. What this does not make
out is doubtful, and nobody is said to have said it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from essays.domain.tracing.introductions import CLAUSE, OF_BEHIND, VERB
from essays.domain.tracing.people import Person

SAYS = re.compile(
    rf"\b{VERB}\b"
    r"|(?:\b(?:to|do|does|did|can|could|may|might|must|will|would|I|we|they|you)|n[’']t) (?:\w+ )?"
    r"(?:say|write|state|claim|hold|argue|add|declare|maintain|quote|cite|note|put it)\b"
    r"|\b(?:say|write|argue|maintain|declare|insist|believe|conclude|claim)\b",
    re.IGNORECASE,
)
QUOTES = re.compile(r"quot|cit(?:e|ing)", re.IGNORECASE)
_HEARS = re.compile(r"hear|read", re.IGNORECASE)
#: Before a verb that its subject follows: “, wrote Smith”, “as says Smith”.
_FIRST = re.compile(r"\W*(?:(?:as|so|thus|then|here)\s+)?", re.IGNORECASE)
#: What is said to the person behind the verb.
_TELLS = re.compile(r"tell|told|call|ask|answer|tea|taught|describ|defin", re.IGNORECASE)
#: The writer's own words.
OWN = re.compile(
    r"\b(?:I|we|my|our)\b[^.?!“”\"]*\b(?:defined|said|wrote|written|called|stated|argued|described|words|definition"
    r"|formulated|noted|quoted|put)\b"
)
#: Behind these stands whose words they are.
_FROM = re.compile(
    r"\b(?:according to|in the words? of"
    r"|(?:quotation|passage|sentence|word|line|extract)s? (?:from|by|of))\s",
    re.IGNORECASE,
)
_DONE = re.compile(r"\b(?:is|are|was|were|been|being|be|got)\s+(?:\w+\s+)?$", re.IGNORECASE)
_PARTICIPLE = re.compile(r"(?:ed|en|said|told|held|heard|taught|read|put it)$", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|nor|neither|den(?:y|ies|ied))\b(?! only)|n[’']t\b", re.IGNORECASE)
#: What is put between a subject and its verb.
_ASIDE = re.compile(
    r",\s+(?:whom?|whose|which|as|like|unlike|quot\w+|cit\w+|following|after|says|said|writes|reports"
    r"|\w+ed by)\b[^,;:.“”]*,"
    r"|\([^()]*\)"
)
#: Of two who are named, one may only be said to have said it, or both have.
_SHARED = re.compile(
    r"\b(?:attribut|ascrib|credit|agree|concur|shar(?:es?|ed|ing)\b)|\bmouth of\b", re.IGNORECASE
)
_PROVERB = re.compile(
    r"\b(?:the|an?|this|that)\s+(?:\w+\s+)?(?:saying|proverb|adage|motto|slogan|maxim)\W*$", re.IGNORECASE
)
_TAKEN = re.compile(r"\b(?:quot|cit|follow|after|repeat|echo|borrow)", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\b(?:(?P<own>I|[Ww]e)|(?P<again>he|she|they|the (?:same )?(?:author|writer|essay|article|text|comment"
    r"|book|paper|letter|pamphlet))"
    r"|(?P<other>it|one|you|people|some(?:body|one)?|any(?:body|one)|nobody|every(?:body|one)|many|others))\b"
    r"|\b(?P<another>and|but|that|when|because|while)\s+(?:the|an?|his|her|their|some|this|these|my)\s",
    re.IGNORECASE,
)
#: What looks like a preposition and begins a clause.
_CONJUNCTION = re.compile(r"(?:(?:^|[,;:–—-])\s*for|\bbefore|\bafter|\blike)\s+$", re.IGNORECASE)
#: What somebody does with the words of others, or does not do.
_AGAINST = re.compile(
    r"\s+(?:\w+\s+)??(?:(?:\w+\s+)?(?:not|never|den(?:y|ies|ied))\b|\w+n[’']t\b|(?:reject|refut|contradict|attack"
    r"|critici[sz]|oppos|forget|ignor|answer|mock|disput|question)(?:e?s|ed)\b)",
    re.IGNORECASE,
)
#: Between a subject and its verb nothing else stands.
_NEXT = re.compile(
    r"(?:[\s,]|\b(?:who|has|have|had|is|was|also|then|often|once|himself|herself|later|even|always|used|liked"
    r"|likes|correct|right|wrong|would|could|must|will|does|did|may|might|to|\w+ly)\b|\(\d+\w?\))*"
)
_THEIRS = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:critic|friend|enem|opponent|brother|sister|wife|husband|comrade|pupil|student|follow"
    r"|teach|editor|publish|reader|son\b|daughter|father|mother|party|people|group|admirer|defender|companion)",
    re.IGNORECASE,
)
_WORDS_OF = re.compile(
    r"\b(?:words?|lines?|sentences?|phrases?|writings?|works?|essays?|articles?|books?|pamphlets?|letters?"
    r"|speech(?:es)?|text|view|opinion|definition|formula|slogan|poem|thesis|reply|comment)\s+of\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\s*,?\s*(?:and|or|nor|&)\s+(?:\w+\s)?|\s*[;&]\s*|[^.?!]*;\s*")
#: Prepositions before a name that is spoken to, of or against, and before a place.
_TO = frozenset(
    {"to", "dear", "contrary to", "against", "about", "unlike", "than", "instead of", "without", "on", "upon"}
)
_WEAK = frozenset(
    {"of", "for", "with", "like", "over", "under", "during", "concerning", "at", "near", "before"}
)
_PLACE = frozenset({"in", "at", "near", "under", "during"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """``person`` has said it; or the writer (``own``), or whoever was named before (``again``).

    ``doubtful``: somebody is named, but not shown to have said it. ``at``: where the subject stands;
    ``behind``: it is named behind the passage.
    """

    person: Person | None = None
    own: bool = False
    again: bool = False
    doubtful: bool = False
    at: int = 0
    behind: bool = False


NOBODY, DOUBTFUL = Speaker(), Speaker(doubtful=True)

#: A text and whom it names.
Named = tuple[str, Sequence[Person]]


def speaker_about(lead: Named, source: Named, behind: Named) -> Speaker:
    """``source`` is what is told behind the passage, if nothing before it says it; ``behind`` all of it."""
    text, people = lead
    first = speaker(text, people)
    own = OWN.search(text, first.person.end) if first.person else None
    if own and not QUOTES.search(own[0]):
        return Speaker(own=True)
    says = [match[0] for match in SAYS.finditer(text)]
    if says and QUOTES.search(says[-1]) and OF_BEHIND.match(behind[0]):
        source = behind
    elif first != NOBODY and says:
        return first
    second = speaker(*source, behind=True) if source[0] else NOBODY
    if first == NOBODY or (second.person and says):
        return replace(second, behind=True)
    same = first.person and second.person and first.person.is_same(second.person)
    return first if same or second == NOBODY else DOUBTFUL


def speaker(text: str, people: Sequence[Person], *, behind: bool = False) -> Speaker:
    """Of the people in ``text``, which stands before the passage, or behind it."""
    if (len(people) > 1 and _SHARED.search(text)) or (people and not behind and _PROVERB.search(text)):
        return DOUBTFUL
    text, people = _without_asides(text, people)
    says = [match for match in SAYS.finditer(text) if not any(_in(match, one) for one in people)]
    of = [match for match in _FROM.finditer(text) if any(one.start >= match.end() for one in people)]
    # What stands nearest to the passage.
    verbs, ofs = (found[:1] if behind else found[-1:] for found in (says, of))
    if ofs and not (verbs and (verbs[0].start() > ofs[0].start()) != behind):
        return Speaker(next(one for one in people if one.start >= ofs[0].end()))
    return _of_verb(text, people, verbs[0]) if verbs else _standing(text, people, behind=behind)


def _in(match: re.Match[str], one: Person) -> bool:
    return one.start <= match.start() < one.end


def _without_asides(text: str, people: Sequence[Person]) -> Named:
    """With blanks for what a verb of saying still follows, unless it gives somebody as the source."""
    says = [match.start() for match in SAYS.finditer(text)]
    for aside in _ASIDE.finditer(text):
        inside = [one for one in people if aside.start() <= one.start < aside.end()]
        if says and says[-1] >= aside.end() and not (inside and _TAKEN.search(aside[0])):
            people = [one for one in people if one not in inside]
            text = text[: aside.start()] + " " * len(aside[0]) + text[aside.end() :]
    return text, people


def _of_verb(text: str, people: Sequence[Person], verb: re.Match[str]) -> Speaker:
    before = [one for one in people if one.start < verb.start()]
    after = [one for one in people if one.start >= verb.end()]
    done = bool(_DONE.search(text, 0, verb.start()) or re.match(r"\s+(?:\w+ly\s+)?by\b", text[verb.end() :]))
    done = done and _PARTICIPLE.search(verb[0]) and not re.match(r"\s+(?:to|as)\b", text[verb.end() :])
    found = _subject(text, before, verb)
    if QUOTES.search(verb[0]):
        return _quoted(text, found, after, done=bool(done))
    if _HEARS.match(verb[0]) or done:
        named = [one for one in (*after, *before[::-1]) if one.preposition in {"by", "in", "from"} or one.has]
        return Speaker(named[0]) if named else DOUBTFUL if people else Speaker(again=found.again)
    if found == NOBODY and after and _FIRST.fullmatch(text, 0, verb.start()):
        one, *after = after
        found = Speaker(one) if not one.preposition and not one.has else DOUBTFUL
    return _unrivalled(text, found, after, verb)


def _quoted(text: str, found: Speaker, after: list[Person], *, done: bool) -> Speaker:
    """Of “Ann quotes Smith” and “Smith, quoted by Ann” it is Smith; of “quoted by Ann” alone, Ann."""
    if done:
        return found if found.person else Speaker(after[0]) if after else found
    owners = [one for one in after if one.has or one.preposition in {"", "from", "by", "of"}]
    return Speaker(owners[0]) if owners else found


def _unrivalled(text: str, found: Speaker, after: list[Person], verb: re.Match[str]) -> Speaker:
    """Doubtful, if behind the verb somebody is named to whom the words may belong too."""
    for number, one in enumerate(after):
        spoken_to = number == 0 and bool(_TELLS.match(verb[0])) and not one.has
        aside = one.preposition in _TO | _PLACE | {"for"} or (one.preposition == "of" and not one.has)
        same = found.person is not None and found.person.is_same(one)
        if not (spoken_to or aside or same):
            return DOUBTFUL
    return found


def _subject(text: str, before: list[Person], verb: re.Match[str]) -> Speaker:
    """Whoever stands nearest before the verb and can be its subject."""
    if re.match(r"(?:I|we)\b", verb[0], re.IGNORECASE):
        return Speaker(own=True, at=verb.start())
    # The verb may have its subject with it: “they say”.
    pronouns = [match for match in _SUBJECT.finditer(text) if match.start() <= verb.start()]
    pronoun = pronouns[-1] if pronouns else None
    nearest = [one for one in before if pronoun is None or one.start > pronoun.start()]
    able = [one for one in nearest if _can_say(text, one, verb)]
    if not able:
        return _of_pronoun(pronoun, before) if pronoun else DOUBTFUL if before else NOBODY
    one = able[-1]
    others = [other for other in before if other.end <= one.start and not other.is_same(one)]
    gap = text[one.end : verb.start()]
    if _NOT.search(gap) or any(_are_together(text, other, one) for other in others):
        return DOUBTFUL
    rivals = [other for other in others if not other.preposition]
    return DOUBTFUL if rivals and not _NEXT.fullmatch(gap) else Speaker(one, at=one.start)


def _of_pronoun(pronoun: re.Match[str], before: list[Person]) -> Speaker:
    if pronoun["own"]:
        return Speaker(own=True, at=pronoun.start())
    if pronoun["again"]:
        return Speaker(again=True, at=pronoun.start())
    sources = [one for one in before if one.preposition == "in"] if pronoun["other"] else []
    return Speaker(sources[-1]) if sources else DOUBTFUL if before else NOBODY


def _can_say(text: str, one: Person, verb: re.Match[str]) -> bool:
    gap = text[one.end : verb.start()]
    is_next = _NEXT.fullmatch(gap) is not None
    if one.has and _THEIRS.match(gap):
        return False
    if one.preposition == "of":
        return bool(_WORDS_OF.search(text, 0, one.start))
    if is_next and _CONJUNCTION.search(text, 0, one.start):
        return True
    if one.preposition in {"by", "from"}:
        return bool(re.search(r"\w\s+(?:by|from)\s+$", text[: one.start]))
    if one.preposition in _TO | _WEAK | _PLACE and not one.has:
        return False
    return is_next or not re.search(r"\b(?:that|which|whom?)\s+$", text[: one.start])


def _are_together(text: str, one: Person, other: Person) -> bool:
    between = text[one.end : other.start]
    return bool(_TOGETHER.fullmatch(between) or (between.strip() == "," and not one.preposition))


def _standing(text: str, people: Sequence[Person], *, behind: bool) -> Speaker:
    """Without a verb of saying: whoever stands nearest to the passage, and alone."""
    strong = [
        one for one in people if one.preposition not in _TO and (one.has or one.preposition not in _WEAK)
    ]
    able = strong or [one for one in people if one.preposition in _WEAK]
    if not able:
        return DOUBTFUL if people else NOBODY
    one = able[0] if behind else able[-1]
    if not behind and _AGAINST.match(text, one.end):
        return DOUBTFUL
    together = any(
        _are_together(text, left, right)
        for left, right in pairwise(people)
        if one in (left, right)
        and not left.is_same(right)
        and CLAUSE.search(text, left.end, right.start) is None
    )
    return DOUBTFUL if together else Speaker(one, at=one.start)


def named_before(texts: Sequence[Named]) -> tuple[Person | None, str]:
    """Whom a pronoun stands for, with the text: whom the nearest one with a name names alone; else nobody."""
    for text, people in texts:
        able = [one for one in people if one.preposition not in _PLACE and not _is_body(text, one)]
        if able:
            return (able[-1] if all(one.is_same(able[-1]) for one in able) else None), text
    return None, ""


def _is_body(text: str, one: Person) -> bool:
    """Nobody who is not known and has an article: “the Soviet Union”."""
    return not one.whom and bool(re.search(r"\b(?:the|an?)\s+$", text[: one.start], re.IGNORECASE))
