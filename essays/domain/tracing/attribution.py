"""By what words a text names the source of a passage, and whom they name.

Pure. Looked for where writers put it: before the passage in its sentence ("As Mao put it,"), in the
block before it if the passage is set apart from it, behind the passage ("– Mao Zedong"), and then in the
one or two sentences before. Who of those named has said it is for ``speakers`` to tell. A later part of an
interrupted quotation often has a pronoun only ("He then went on to add"): that is an attribution too, to
whoever was named before, if the nearest sentence that names anybody names them alone.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache

from essays.domain.tracing.introductions import CITED_BEHIND, FOOTNOTE_BEHIND, Introduction, introduction
from essays.domain.tracing.names import Names
from essays.domain.tracing.people import Person, people_in, person
from essays.domain.tracing.spans import Span
from essays.domain.tracing.speakers import OWN, Speaker, named_before, speaker_about
from essays.domain.tracing.views import BlockView
from essays.domain.tracing.words import words_of
from essays.enums import BlockKind

#: Characters of the attribution kept, and those looked through before and behind the passage.
LONGEST, BEFORE, BEHIND = 200, 400, 90
#: Characters of one sentence in which names are looked for.
FARTHEST = 1600
#: Characters behind a passage within which “she writes” belongs to it.
SOON = 30
#: Words that lead to a name.
LEADS = frozenset({"as", "according", "to", "by", "from", "quote", "quoting", "in", "the", "says", "see"})
_SAYING = re.compile(
    r"\b(?:he|she|they|who|further|also|again|then)\b[^.?!]*\b(?:add|adds|added|adding|say|says|said|saying|state"
    r"|states|stated|stating|write|writes|wrote|writing|go on|goes on|went on|continue|continues|continued"
    r"|criticize|criticizes|criticized|argue|argues|argued|claim|claims|claimed|conclude|concludes|concluded)\b",
    re.IGNORECASE,
)
#: A saying of which what is said still follows, and the mark that opens it.
_LEADING_ON = re.compile(
    r"\b(?:add\w*|go on|goes on|went on|continue\w*|further|then|also|again)\b", re.IGNORECASE
)
_OPENS = re.compile(r"[“„«]|(?<=\s)[\"‘']")
#: A sentence that the number of a note does not end.
_GOES_ON = re.compile(r"[,;]?\s+[^\W\d_A-Z]|,\s")
_FRAME = " \t\n,:;–—-“”\"‘’'(["


@dataclass(frozen=True, slots=True)
class Attribution:
    """``whom`` as ``Names`` has it, empty for a pronoun.

    ``again``: whom the pronoun stands for, as far as one alone can be meant. ``is_told``: the text says that
    the words are somebody's. ``who`` is the name that it gives, where that is nobody's known.
    ``is_doubtful``: somebody is named, but the text does not show that the words are theirs.
    """

    words: str = ""
    whom: str = ""
    is_own: bool = False
    is_told: bool = False
    who: str = ""
    again: str = ""
    is_doubtful: bool = False


class Attributions:
    def __init__(self, names: Names) -> None:
        self.names = names
        # One passage is asked for the names in the same few texts again and again.
        self.known = lru_cache(maxsize=16)(self._known_in)

    def of(self, span: Span, view: BlockView, before: BlockView | None, *, set_off: bool) -> Attribution:
        """``before`` is the block before, or None; only what is set off is attributed beyond its sentence."""
        lead, rest = self._lead(span, view, before)
        behind, note = _behind(span, view)
        told = introduction(lead[-BEFORE:], behind) or (Introduction(is_behind=True) if note else None)
        beyond = rest and not lead.strip(_FRAME) and introduction((rest[0] + lead)[-FARTHEST:], "")
        is_whole = _is_whole(lead, span, view)
        lead, rest = lead[-FARTHEST:], [text[-FARTHEST:] for text in rest]
        said = self._speaker(lead, behind, told, view)
        if told and not told.again:
            # Whoever is named further off is not who is quoted; but a title may stand in the sentence before.
            same = not said.person and not told.is_impersonal and not is_whole
            rest = rest[:1] if same else []
        found = Attribution(
            is_own=said.own or bool(OWN.search(lead)),
            is_told=bool(told or beyond or said.doubtful),
            is_doubtful=said.doubtful,
        )
        if said.person and not said.person.whom and not told:
            others = len(self._people(lead)) > 1 or said.person.has
            return replace(found, is_doubtful=others, is_told=found.is_told or others)
        if said.person is not None:
            text = lead if not said.behind else told.words if told and told.is_behind else behind
            return _by(said.person, found, text, from_name=said.behind)
        if said.own or said.doubtful:
            return found
        return self._from_before(found, said, (lead, rest, behind), view.work.work, set_off=set_off)

    def _speaker(self, lead: str, behind: str, told: Introduction | None, view: BlockView) -> Speaker:
        """Who is given as having said it; the writer of the text by name is the writer."""
        words = told.words if told and told.is_behind else ""
        said = speaker_about(*((text, self._people(text)) for text in (lead, words, behind)))
        if said.person and self.names.is_author(said.person.whom, view.work.work):
            return Speaker(own=True)
        return said

    def _from_before(
        self,
        found: Attribution,
        said: Speaker,
        texts: tuple[str, list[str], str],
        work: str,
        *,
        set_off: bool,
    ) -> Attribution:
        """Nobody's who is named in the sentence: a pronoun's, or whose the sentence before names."""
        lead, rest, behind = texts
        begun = lead[: said.at]
        whom, text = named_before([(text, self._people(text)) for text in (begun, *rest)])
        whom = None if whom and self.names.is_author(whom.whom, work) else whom
        if whom and whom.whom and text is begun:
            return _by(whom, found, lead)
        leads_on = said.again or _SAYING.search(lead)
        words = (set_off and _said_behind(behind)) or (leads_on and lead.strip(_FRAME)[-LONGEST:]) or ""
        if words or said.again:
            return replace(found, words=words, again=whom.whom if whom else "")
        return _by(whom, found, text) if whom and whom.whom and set_off else found

    def _known_in(self, text: str) -> list[Person]:
        words = words_of(text)
        return [
            person(text, words[at.first].start, words[at.last - 1].end, at.whom)
            for at in self.names.among(words)
        ]

    def _people(self, text: str) -> list[Person]:
        return people_in(text, self.known(text))

    def _lead(self, span: Span, view: BlockView, before: BlockView | None) -> tuple[str, list[str]]:
        """What leads to the passage, and the texts before that, nearest first."""
        first = view.sentence_of(span.first)[0]
        start = view.words[first].start
        earlier = bisect_left(view.quotation_ends, span.start)
        if earlier:
            start = max(start, view.quotation_ends[earlier - 1])
        lead = view.text[start : span.start]
        rest = _sentences_before(view, start)
        if before is not None and len(rest) < 2 and before.block.kind != BlockKind.HEADING:
            rest += _sentences_before(before, len(before.text))
            leads_on = view.block.kind == BlockKind.BLOCK_QUOTATION or before.text.rstrip().endswith(":")
            if leads_on and rest and not lead.strip(_FRAME + "1234567890.)"):
                lead, rest = rest[0], rest[1:]
        return lead, rest[:2]


def _is_whole(lead: str, span: Span, view: BlockView) -> bool:
    """The words that lead to the passage begin its sentence."""
    return span.start - len(lead) <= view.words[view.sentence_of(span.first)[0]].start


def _said_behind(behind: str) -> str:
    """“She writes” behind the passage; not where it leads on to the next part of the quotation."""
    rest = behind.lstrip(_FRAME)
    saying = _SAYING.match(rest[:SOON])
    if saying is None or (_LEADING_ON.search(saying[0]) and _OPENS.search(rest, saying.end())):
        return ""
    return saying[0]


def _by(whom: Person, found: Attribution, text: str, *, from_name: bool = False) -> Attribution:
    """With the name, and the words of ``text`` that give it; one that is nobody's known with all of them."""
    if not whom.whom:
        return replace(found, words=text.strip(_FRAME + ")]")[-LONGEST:], who=whom.name)
    return replace(found, words=_clause(text, whom, from_name=from_name), whom=whom.whom)


def _sentences_before(view: BlockView, end: int) -> list[str]:
    """The sentences that end by ``end``, nearest first, as far back as is looked."""
    found, stop = [], end
    for number in range(bisect_left(view.sentence_places, end) - 1, -1, -1):
        start = view.sentence_places[number]
        if end - start > BEFORE and found:
            break
        found.append(view.text[start:stop])
        stop = start
    return found


def _behind(span: Span, view: BlockView) -> tuple[str, bool]:
    """The rest of the sentence; or, behind a quotation's end, the line that names its source.

    And whether the number of a note comes first, which is left out; a sentence may end with it.
    """
    rest = view.text[span.end : span.end + BEHIND]
    if re.match(r"[”\"’.?!\s]*[–—-]\s*\w", rest):
        return rest, False
    last = view.sentence_of(span.last)[1]
    end = view.words[last].start if last < len(view.words) else len(view.text)
    behind = rest[: max(0, end - span.end)]
    if note := FOOTNOTE_BEHIND.match(rest):
        goes_on = _GOES_ON.match(rest, note.end()) is not None
        return (behind[note.end() :] if goes_on else ""), True
    cited = CITED_BEHIND.match(rest)
    return (cited[0] if cited else behind), False


def _clause(text: str, whom: Person, *, from_name: bool) -> str:
    """From the name, or from the words that lead to it, to the passage; behind a passage the name alone."""
    words = words_of(text)
    name = first = bisect_left([word.start for word in words], whom.start)
    while first and words[first - 1].norm in LEADS and first > name - 3:
        first -= 1
    if from_name:
        return text[words[first].start : whom.end]
    start = words[0].start if first <= 2 else words[first].start
    clause = text[start:].rstrip(_FRAME).lstrip(_FRAME)
    return clause if len(clause) <= LONGEST else text[words[first].start : whom.end][:LONGEST]
