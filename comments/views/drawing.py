"""Draws threads: each response from what was drawn before, put together without a template for each.

What a response shows is drawn once, by ``_response.html``, with slots for what depends on the page: whether
what it answers stands there too, and its neighbours. What is missing is drawn for the page and kept when it
is sent.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.template.loader import get_template, render_to_string
from django.utils.safestring import SafeString

from comments.domain.arranging import arrange
from comments.domain.renderings import keep_drawn
from comments.models import Response
from comments.queries.renderings import Good, drawn_before, responses_to_draw
from comments.queries.threads import Standing
from essays.page_keys import texts_of
from masslinesite.moulds import Mould, around_number, kept_unless_debugging, numbered, small_mould
from masslinesite.page_versions import known_version
from masslinesite.public_pages import after_sending

TEMPLATE = "comments/partials/_response.html"
#: Raised when the same response would be drawn otherwise by code that no template holds.
VERSION = "1"
INCLUDED = re.compile(r"""{% include "([^"]+)\"""")
# The same in every process, since they are kept; no reader's text and no editor's holds a control character.
PARENT, NEIGHBOURS, GONE = "\x01parent\x02", "\x01neighbours\x02", "\x01gone\x02"
PARENT_BYTES, NEIGHBOURS_BYTES, GONE_BYTES = PARENT.encode(), NEIGHBOURS.encode(), GONE.encode()
SLOTS = {"parent_page": PARENT, "neighbours": NEIGHBOURS, "neighbours_of_gone": GONE}


def draw(response: Response) -> str:
    """A response's markup with slots. No query where all that is shown of it is loaded."""
    return render_to_string(TEMPLATE, {"response": response, "branch": SLOTS})


@kept_unless_debugging
def drawn_by() -> str:
    """Hash of the templates that ``draw`` uses, and ``VERSION``."""
    found, waiting = hashlib.sha256(VERSION.encode()), [TEMPLATE]
    seen = {*waiting}
    for name in waiting:
        source = get_template(name).template.source
        found.update(source.encode())
        new = [each for each in INCLUDED.findall(source) if each not in seen]
        seen.update(new)
        waiting.extend(new)
    return found.hexdigest()[:16]


def good(debate_id: int) -> Good:
    """The renderings that can be shown of a debate's responses."""
    return Good(known_version([texts_of(debate_id)]), drawn_by())


def drawn(numbers: Sequence[int], debate_id: int) -> dict[int, str]:
    """The markup of each of ``numbers``, with slots. One query, two more where some have to be drawn."""
    return _completed(drawn_before(numbers, good(debate_id)), numbers)


def drawn_of(rows: Sequence[Standing]) -> dict[int, str]:
    """The markup of each of ``rows``, which were asked for with it. Two queries where some have to be
    drawn."""
    found = {row.pk: row.markup for row in rows if row.markup is not None}
    return _completed(found, [row.pk for row in rows] if len(found) < len(rows) else ())


def _completed(found: dict[int, str], numbers: Sequence[int]) -> dict[int, str]:
    missing = [number for number in numbers if number not in found]
    if missing:
        found |= {row.pk: draw(row) for row in responses_to_draw(missing)}
        after_sending(partial(keep_drawn, missing, draw, drawn_by()))
    return found


def alone(parent: int | None, markup: str) -> SafeString:
    """A response outside of any list."""
    markup = markup.replace(PARENT, "" if parent is None else page_of(parent))
    return SafeString(markup.replace(NEIGHBOURS, "").replace(GONE, ""))


def chain(earlier: Sequence[int], ancestors: Sequence[int], markup: Mapping[int, str]) -> SafeString:
    """Ancestors from the top down, each answering the one before it; the first the last of ``earlier``."""
    above = [*earlier[-1:], *ancestors]
    parents = [None, *above][-len(ancestors) - 1 :] if ancestors else []
    mould = _mould("_branch.html", article=1)
    shown = [
        alone(parent, markup[each])
        for parent, each in zip(parents, ancestors, strict=False)
        if each in markup
    ]
    return SafeString("".join([mould.fill({"article": article}) for article in shown]))


def links(numbers: Iterable[int]) -> SafeString:
    """To the pages of responses."""
    mould = _mould("_number.html", url=1, number=1)
    return SafeString("".join([mould.fill({"url": page_of(each), "number": str(each)}) for each in numbers]))


def page_of(number: int) -> str:
    """The address of a response's page."""
    return numbered("response", number)


def threads(rows: Sequence[Standing], markup: Mapping[int, str]) -> list[bytes]:
    """The rows of a page in their lists, in UTF-8, to be joined; nothing for none."""
    # What was erased since the page was asked for has no markup.
    there = rows if len(markup) >= len(rows) else [row for row in rows if row.pk in markup]
    if not there:
        return []
    before, after = _mould("_threads.html", items=1).around("items")
    return [before.encode(), *_drawn_rows(there, markup, _moulds()), after.encode()]


@dataclass(frozen=True, slots=True)
class _Moulds:
    """What stands around responses, in UTF-8; patterns where there is something to fill in."""

    alone: tuple[bytes, bytes]
    #: Before a response with replies, and between it and them (a pattern); with one reply and with more.
    replied: tuple[tuple[bytes, bytes], tuple[bytes, bytes]]
    end_of_replies: bytes
    #: The address of what it answers: a pattern.
    parent: bytes
    #: By whether there is none before and none after: patterns.
    neighbours: dict[tuple[bool, bool], bytes]
    #: A pattern; the links of a tombstone, which has no others.
    gone: bytes


@kept_unless_debugging
def _moulds() -> _Moulds:
    before, after = _mould("_branch.html", article=1).around("article")
    neighbours = {
        (first, last): _numbers(_mould("_neighbours.html", previous=not first, following=not last))
        for first in (False, True)
        for last in (False, True)
    }
    *one, end = _around_replies(1)
    *several, _ = _around_replies(2)
    return _Moulds(
        alone=(before.encode(), after.encode()),
        replied=(tuple(one), tuple(several)),
        end_of_replies=end,
        parent="%d".join([part.replace("%", "%%") for part in around_number("response")]).encode(),
        neighbours=neighbours | {(True, True): b""},
        gone=_mould("_neighbours_of_gone.html", neighbours=1).pattern.encode(),
    )


def _around_replies(count: int) -> tuple[bytes, bytes, bytes]:
    mould = _mould("_branch_with_replies.html", article=1, number=1, items=1, count=count)
    start, rest = _numbers(mould).split(b"%(article)s")
    middle, end = rest.split(b"%(items)s")
    return start % (), middle, end % ()


def _numbers(mould: Mould) -> bytes:
    """Its pattern with the slots that are numbers as such, since bytes take none as text."""
    return re.sub(rb"%\((previous|following|count|number)\)s", rb"%(\1)d", mould.pattern.encode())


def _drawn_rows(rows: Sequence[Standing], markup: Mapping[int, str], moulds: _Moulds) -> list[bytes]:
    """A page has up to a thousand responses, so this is all that is done for each, and no text is joined
    twice."""
    numbers, _, paths, parents, counts, *_ = zip(*rows, strict=True)
    levels, *places = arrange(numbers, paths, parents)
    drawn: list[bytes] = []
    for number, parent, count, level, next_level, previous, following, is_near in zip(
        numbers, parents, counts, levels, [*levels[1:], 0], *places, strict=True
    ):
        start, end = moulds.alone
        if next_level > level:
            start, middle = moulds.replied[count != 1]
            end = middle % {b"count": count, b"number": number}
        article = markup[number].encode()
        # Slots stand near the two ends of a response, so that its words are not gone through.
        if parent is None:
            drawn.append(start)
        else:
            head, _, article = article.partition(PARENT_BYTES)
            drawn += (start, head, b"" if is_near else moulds.parent % parent)
        beside = moulds.neighbours[previous is None, following is None]
        beside %= {b"previous": previous, b"following": following}
        words, has_neighbours, tail = article.rpartition(NEIGHBOURS_BYTES)
        if not has_neighbours:
            words, _, tail = article.rpartition(GONE_BYTES)
            beside = beside and moulds.gone % {b"neighbours": beside}
        drawn += (words, beside, tail, end)
        if next_level < level:
            drawn.append(moulds.end_of_replies * (level - next_level))
    return drawn


def _mould(name: str, **slots: int) -> Mould:
    return small_mould(f"comments/partials/{name}", **slots)
