"""Draws threads: each response from what was drawn before, put together without a template for each.

What a response shows is drawn once, by ``_response.html``, as a *pattern*: in UTF-8, as Python's % operator
takes it, with a slot for the page of what it answers, if it answers a response, which is empty where that
stands on the same page, and one for its neighbours. What is missing is drawn for the page and kept when it is
sent.
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
from comments.queries.threads import Standing, Standings
from essays.page_keys import texts_of
from masslinesite.moulds import (
    SLOT,
    Mould,
    Slot,
    around_number,
    kept_unless_debugging,
    numbered,
    small_mould,
)
from masslinesite.page_versions import known_version
from masslinesite.public_pages import after_sending

TEMPLATE = "comments/partials/_response.html"
#: Raised when the same response would be drawn otherwise by code that no template holds.
VERSION = "2"
INCLUDED = re.compile(r"""{% include "([^"]+)\"""")
#: In this order.
SLOTS = ("parent_page", "neighbours")


def draw(response: Response) -> str:
    """A response's pattern, as text. No query where all that is shown of it is loaded.

    Its slots have no names, by which filling them would take twice as long.
    """
    branch = {name: Slot(name) for name in SLOTS}
    drawn = render_to_string(TEMPLATE, {"response": response, "branch": branch})
    return SLOT.sub("%s", drawn.replace("%", "%%"))


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


def drawn(numbers: Sequence[int], debate_id: int) -> dict[int, bytes]:
    """The pattern of each of ``numbers``. One query, two more where some have to be drawn."""
    return _completed(drawn_before(numbers, good(debate_id)), numbers)


def drawn_of(rows: Standings) -> Sequence[bytes | None]:
    """The pattern of each of ``rows``, which were asked for with it; None for what was erased since. Two
    queries where some have to be drawn."""
    patterns = rows.patterns
    if None not in patterns:
        return patterns
    numbers = rows.columns.pk
    known = {number: each for number, each in zip(numbers, patterns, strict=True) if each is not None}
    return [*map(_completed(known, numbers).get, numbers)]


def _completed(found: dict[int, bytes], numbers: Sequence[int]) -> dict[int, bytes]:
    missing = [number for number in numbers if number not in found]
    if missing:
        found |= {row.pk: draw(row).encode() for row in responses_to_draw(missing)}
        after_sending(partial(keep_drawn, missing, draw, drawn_by()))
    return found


def alone(parent: int | None, pattern: bytes) -> SafeString:
    """A response outside of any list."""
    slots = (b"",) if parent is None else (page_of(parent).encode(), b"")
    return SafeString((pattern % slots).decode())


def chain(earlier: Sequence[int], ancestors: Sequence[int], patterns: Mapping[int, bytes]) -> SafeString:
    """Ancestors from the top down, each answering the one before it; the first the last of ``earlier``."""
    above = [*earlier[-1:], *ancestors]
    parents = [None, *above][-len(ancestors) - 1 :] if ancestors else []
    mould = _mould("_branch.html", article=1)
    shown = [
        alone(parent, patterns[each])
        for parent, each in zip(parents, ancestors, strict=False)
        if each in patterns
    ]
    return SafeString("".join([mould.fill({"article": article}) for article in shown]))


def links(numbers: Iterable[int]) -> SafeString:
    """To the pages of responses."""
    mould = _mould("_number.html", url=1, number=1)
    return SafeString("".join([mould.fill({"url": page_of(each), "number": str(each)}) for each in numbers]))


def page_of(number: int) -> str:
    """The address of a response's page."""
    return numbered("response", number)


def threads(rows: Standings, patterns: Sequence[bytes | None]) -> list[bytes]:
    """The rows of a page in their lists, in UTF-8, to be joined, each by its pattern, and none that has no
    pattern; nothing for none."""
    if None in patterns:
        rows = rows.where(patterns)
        patterns = [each for each in patterns if each is not None]
    if not rows:
        return []
    before, after = _mould("_threads.html", items=1).around("items")
    return [before.encode(), *_drawn_rows(rows.columns, patterns, _moulds()), after.encode()]


@dataclass(frozen=True, slots=True)
class _Moulds:
    """What stands around responses, in UTF-8; in parts, to be joined by it, where a number comes."""

    alone: tuple[bytes, bytes]
    #: Before a response with replies.
    replied: bytes
    #: Between it and them, for one and for more; each part a pattern with the count.
    summaries: tuple[list[bytes], list[bytes]]
    end_of_replies: bytes
    #: The address of a response's page.
    page: list[bytes]
    previous: list[bytes]
    following: list[bytes]

    def summary(self, count: int) -> list[bytes]:
        return [part % {b"count": count} for part in self.summaries[count != 1]]


@kept_unless_debugging
def _moulds() -> _Moulds:
    before, after = _mould("_branch.html", article=1).around("article")
    replied, one, end_of_replies = _around_replies(1)
    _, several, _ = _around_replies(2)
    return _Moulds(
        alone=(before.encode(), after.encode()),
        replied=replied,
        summaries=(one, several),
        end_of_replies=end_of_replies,
        page=[part.encode() for part in around_number("response")],
        previous=[part.encode() for part in _mould("_neighbours.html", previous=1).around("previous")],
        following=[part.encode() for part in _mould("_neighbours.html", following=1).around("following")],
    )


def _around_replies(count: int) -> tuple[bytes, list[bytes], bytes]:
    mould = _mould("_branch_with_replies.html", article=1, number=1, items=1, count=count)
    start, rest = mould.pattern.split("%(article)s")
    summary, end = rest.split("%(items)s")
    parts = summary.replace("%(count)s", "%(count)d").encode().split(b"%(number)s")
    return (start % ()).encode(), parts, (end % ()).encode()


def _drawn_rows(columns: Standing, patterns: Sequence[bytes], moulds: _Moulds) -> list[bytes]:
    """A page has up to a thousand responses, so this is all that is done for each, and no text is joined
    twice."""
    numbers, parents = columns.pk, columns.parent_id
    levels, *places = arrange(numbers, columns.path, parents)
    labels = {number: b"%d" % number for number in numbers}
    summaries: dict[int, list[bytes]] = {}
    start, end = moulds.alone
    drawn: list[bytes] = []
    for number, parent, pattern, count, level, next_level, previous, following, is_near in zip(
        numbers, parents, patterns, columns.reply_count, levels, [*levels[1:], 0], *places, strict=True
    ):
        beside = b"" if previous is None else labels[previous].join(moulds.previous)
        if following is not None:
            beside += labels[following].join(moulds.following)
        if parent is None:
            article = pattern % (beside,)
        elif is_near:
            article = pattern % (b"", beside)
        else:
            article = pattern % ((b"%d" % parent).join(moulds.page), beside)
        if next_level > level:
            if count not in summaries:
                summaries[count] = moulds.summary(count)
            drawn += (moulds.replied, article, labels[number].join(summaries[count]))
        else:
            drawn += (start, article, end)
            if next_level < level:
                drawn.append(moulds.end_of_replies * (level - next_level))
    return drawn


def _mould(name: str, **slots: int) -> Mould:
    return small_mould(f"comments/partials/{name}", **slots)
