"""Draws threads: each response from what was drawn before, put together without a template for each.

What a response shows is drawn once, by ``_response.html``, with slots for what depends on the page: whether
what it answers stands there too, and its neighbours. What is missing is drawn for the page and kept when it
is sent.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial

from django.template.loader import get_template, render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from comments.domain.arranging import Branch, arrange
from comments.domain.renderings import keep_drawn
from comments.models import Response
from comments.queries.renderings import drawn_before, responses_to_draw
from comments.queries.threads import Standing
from essays.page_keys import texts_of
from masslinesite.moulds import Mould, Slot, kept_unless_debugging, small_mould
from masslinesite.page_versions import known_version
from masslinesite.public_pages import after_sending

TEMPLATE = "comments/partials/_response.html"
#: Raised when the same response would be drawn otherwise by code that no template holds.
VERSION = "1"
INCLUDED = re.compile(r"""{% include "([^"]+)\"""")
PARENT, NEIGHBOURS, GONE = Slot("parent_page"), Slot("neighbours"), Slot("neighbours_of_gone")
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


def drawn(numbers: Sequence[int], debate_id: int) -> dict[int, str]:
    """The markup of each of ``numbers``, with slots. One query, two more where some have to be drawn."""
    texts = known_version([texts_of(debate_id)])
    found = drawn_before(numbers, texts=texts, drawn_by=drawn_by())
    missing = [number for number in numbers if number not in found]
    if missing:
        found |= {row.pk: draw(row) for row in responses_to_draw(missing)}
        after_sending(partial(keep_drawn, missing, draw, drawn_by()))
    return found


def alone(parent: int | None, markup: str) -> SafeString:
    """A response outside of any list."""
    return SafeString(_placed(markup, "" if parent is None else page_of(parent), ""))


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
    before, after = _around_number()
    return f"{before}{number}{after}"


@lru_cache(maxsize=1)
def _around_number() -> tuple[str, str]:
    before, _, after = reverse("response", args=[0]).partition("0")
    return before, after


def threads(rows: Iterable[Standing], markup: Mapping[int, str]) -> SafeString:
    """The rows of a page in their lists; nothing for none."""
    items = _list(arrange(row for row in rows if row.pk in markup), markup)
    return _mould("_threads.html", items=1).fill({"items": items}) if items else SafeString()


def _list(branches: Iterable[Branch], markup: Mapping[int, str]) -> str:
    """Called for each list and not for each response, since a page has up to a thousand."""
    branch_alone, one_reply, replies = _branch_moulds()
    drawn = []
    for branch in branches:
        row = branch.response
        parent = "" if branch.parent_is_near or row.parent_id is None else page_of(row.parent_id)
        article = _placed(markup[row.pk], parent, _neighbours(branch.previous, branch.following))
        if not branch.replies:
            drawn.append(branch_alone % {"article": article})
            continue
        values = {"article": article, "count": row.reply_count, "number": row.pk}
        values["items"] = _list(branch.replies, markup)
        drawn.append((one_reply if row.reply_count == 1 else replies) % values)
    return "".join(drawn)


@kept_unless_debugging
def _branch_moulds() -> tuple[str, str, str]:
    """The patterns for a response without replies, with one, with several."""
    slots = {"article": 1, "number": 1, "items": 1}
    with_replies = [_mould("_branch_with_replies.html", **slots, count=count).pattern for count in (1, 2)]
    return _mould("_branch.html", article=1).pattern, *with_replies


def _neighbours(previous: int | None, following: int | None) -> str:
    if previous is None and following is None:
        return ""
    pattern = _neighbour_pattern(previous is not None, following is not None)
    return pattern % {"previous": previous, "following": following}


@kept_unless_debugging
def _neighbour_pattern(previous: bool, following: bool) -> str:
    return _mould("_neighbours.html", previous=previous, following=following).pattern


def _placed(markup: str, parent_page: str, neighbours: str) -> str:
    """``str.replace``, since most of a response's text has no slot to be found."""
    markup = markup.replace(PARENT.mark, parent_page).replace(NEIGHBOURS.mark, neighbours)
    if GONE.mark in markup:
        gone = _mould("_neighbours_of_gone.html", neighbours=1)
        markup = markup.replace(GONE.mark, gone.fill({"neighbours": neighbours}) if neighbours else "")
    return markup


def _mould(name: str, **slots: int) -> Mould:
    return small_mould(f"comments/partials/{name}", **slots)
