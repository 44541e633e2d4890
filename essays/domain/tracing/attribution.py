"""By what words a text names the source of a passage, and whom they name.

Pure. Looked for where writers put it: before the passage in its sentence ("As Mao put it,"), in the
block before it if the passage is set apart from it, behind the passage ("– Mao Zedong"), and then in the
one or two sentences before. A later part of an interrupted quotation often has a pronoun only ("He
then went on to add"): that is an attribution too, to whoever was named before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from essays.domain.tracing.introductions import (
    CITED_BEHIND,
    Introduction,
    introduction,
    is_turned_from,
)
from essays.domain.tracing.names import Named, Names
from essays.domain.tracing.spans import Span
from essays.domain.tracing.views import BlockView
from essays.domain.tracing.words import Word, words_of
from essays.enums import BlockKind

#: Characters of the attribution kept, and those looked through before and behind the passage.
LONGEST, BEFORE, BEHIND = 200, 400, 90
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
_OWN = re.compile(
    r"\b(?:I|we|my|our)\b[^.?!“”\"]*\b(?:defined|said|wrote|written|called|stated|argued|described|words|definition"
    r"|formulated|noted|quoted|put)\b"
)
#: A saying of which what is said still follows, and the mark that opens it.
_LEADING_ON = re.compile(
    r"\b(?:add\w*|go on|goes on|went on|continue\w*|further|then|also|again)\b", re.IGNORECASE
)
_OPENS = re.compile(r"[“„«]|(?<=\s)[\"‘']")
_FRAME = " \t\n,:;–—-“”\"‘’'(["


@dataclass(frozen=True, slots=True)
class Attribution:
    """``whom`` as ``Names`` has it, empty for a pronoun; ``near`` are all who are named about the passage.

    ``is_told``: the text says that the words are somebody's. ``who`` is the name that it gives, where that is
    nobody's known.
    """

    words: str = ""
    whom: str = ""
    near: frozenset[str] = frozenset()
    is_own: bool = False
    is_told: bool = False
    who: str = ""


class Attributions:
    def __init__(self, names: Names) -> None:
        self.names = names

    def of(self, span: Span, view: BlockView, before: BlockView | None, *, set_off: bool) -> Attribution:
        """``before`` is the block before, or None; only what is set off is attributed beyond its sentence."""
        lead, rest = self._lead(span, view, before)
        behind = _behind(span, view)
        told = introduction(lead[-BEFORE:], behind)
        beyond = rest and not lead.strip(_FRAME) and introduction(rest[0] + lead, "")
        if told and not told.again:
            # Whoever is named further off is not who is quoted; but a title may stand in the sentence before.
            same = not told.who and not told.is_impersonal and not _is_whole(lead, span, view)
            rest = rest[:1] if same else []
            behind = "" if told.is_impersonal else behind
        places = [(lead, True), (behind, False), *((text, True) for text in rest)]
        named = [(text, at, words) for text, nearest in places for at, words in self._in(text, nearest)]
        if told and told.who and not self._is_known(told.who):
            named = [one for one in named if not (one[0] is lead and _is_turned_from(one, told.who))]
        sources = [one for one in named if not self.names.is_author(one[1].whom, view.work.work)]
        found = Attribution(
            near=frozenset(at.whom for _, at, _ in named),
            is_own=bool(_OWN.search(lead)),
            is_told=bool(told or beyond),
        )
        said_behind = _said_behind(behind)
        said = said_behind or _SAYING.search(lead)
        if sources and (sources[0][0] is lead or (set_off and not said)):
            text, at, words = sources[0]
            clause = _clause(text, at, words, from_name=text is behind)
            return replace(found, words=clause, whom=at.whom)
        if set_off and said_behind:
            return replace(found, words=said_behind)
        if _SAYING.search(lead):
            return replace(found, words=lead.strip(_FRAME)[-LONGEST:])
        return _by_name(found, told) if told and not named else found

    def _is_known(self, who: str) -> bool:
        return any(self.names.among(words_of(who)))

    def _in(self, text: str, nearest_last: bool) -> Sequence[tuple[Named, list[Word]]]:
        words = words_of(text)
        named = [(at, words) for at in self.names.among(words)]
        return named[::-1] if nearest_last else named

    def _lead(self, span: Span, view: BlockView, before: BlockView | None) -> tuple[str, list[str]]:
        """What leads to the passage, and the texts before that, nearest first."""
        first = view.sentence_of(span.first)[0]
        earlier = [stretch.end for stretch in view.stretches if stretch.end < span.start]
        start = view.words[first].start
        if earlier and start <= earlier[-1]:
            start = earlier[-1]
        lead = view.text[start : span.start]
        rest = _sentences_before(view, start)
        if before is not None and len(rest) < 2 and before.block.kind != BlockKind.HEADING:
            rest += _sentences_before(before, len(before.text))
            leads_on = view.block.kind == BlockKind.BLOCK_QUOTATION or before.text.rstrip().endswith(":")
            if leads_on and rest and not lead.strip(_FRAME + "1234567890.)"):
                lead, rest = rest[0], rest[1:]
        return lead, rest[:2]


def _is_turned_from(named: tuple[str, Named, list[Word]], who: str) -> bool:
    text, at, words = named
    return is_turned_from(words[at.last - 1].end, text, who)


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


def _by_name(found: Attribution, told: Introduction) -> Attribution:
    """With the name that is nobody's known."""
    return replace(found, words=told.words.strip(_FRAME + ")]")[-LONGEST:] if told.who else "", who=told.who)


def _sentences_before(view: BlockView, end: int) -> list[str]:
    """The sentences that end by ``end``, nearest first, as far back as is looked."""
    starts = [view.words[word].start for word in view.sentence_starts[:-1]]
    found, stop = [], end
    for start in reversed([start for start in starts if start < end]):
        if end - start > BEFORE and found:
            break
        found.append(view.text[start:stop])
        stop = start
    return found


def _behind(span: Span, view: BlockView) -> str:
    """The rest of the sentence; or, behind a quotation's end, the line that names its source."""
    rest = view.text[span.end : span.end + BEHIND]
    if re.match(r"[”\"’.?!\s]*[–—-]\s*\w", rest):
        return rest
    if cited := CITED_BEHIND.match(rest):
        return cited[0]
    last = view.sentence_of(span.last)[1]
    end = view.words[last].start if last < len(view.words) else len(view.text)
    return view.text[span.end : min(end, span.end + BEHIND)]


def _clause(text: str, at: Named, words: list[Word], *, from_name: bool) -> str:
    """From the name, or from the words that lead to it, to the passage; behind a passage the name alone."""
    first = at.first
    while first and words[first - 1].norm in LEADS and first > at.first - 3:
        first -= 1
    if from_name:
        return text[words[first].start : words[at.last - 1].end]
    start = words[0].start if first <= 2 else words[first].start
    clause = text[start:].rstrip(_FRAME).lstrip(_FRAME)
    if len(clause) <= LONGEST:
        return clause
    return text[words[first].start : words[at.last - 1].end][:LONGEST]
