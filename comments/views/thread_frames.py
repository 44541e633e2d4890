"""Pages of threads, put together from a frame and from what stands in it.

What surrounds a thread depends on the texts and on a few facts about the page: whether there is a next one,
whether there is one response or several. It is rendered from the page's own template, once for all pages that
agree in these, with slots for the rest (``masslinesite.moulds``), and kept as a piece until the texts change.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.html import escape

from comments import paths
from comments.forms.threads import ThreadChoice, ThreadChoiceForm
from comments.queries.renderings import responses_to_draw
from comments.queries.stances import StanceOption, stance_options
from comments.queries.subjects import Subject, subject_of
from comments.queries.threads import OLDEST, WHOLE, ResponsePage, StanceChoice, Standings, ThreadPage
from comments.views import drawing
from comments.views.answered import answered_paragraphs
from essays.page_keys import texts_of
from masslinesite.moulds import Mould, Slot, mould_of
from masslinesite.page_versions import depends_on
from masslinesite.pieces import piece

THREADS, RESPONSE = "comments/threads.html", "comments/response.html"


@dataclass(frozen=True)
class Threads:
    """A subject with the stances that the first responses to it can take."""

    subject: Subject
    options: list[StanceOption]


@dataclass(frozen=True)
class ChosenThreads:
    """What is shown of a subject's threads, which are those of ``path``."""

    path: str
    subject: Subject
    options: list[StanceOption]
    choice: ThreadChoice

    @property
    def stance(self) -> StanceChoice | None:
        return self.choice.stance_among(self.options)

    @property
    def order(self) -> str:
        return self.choice.order or OLDEST


def chosen_threads(request: HttpRequest, find: Callable[[], Subject]) -> ChosenThreads:
    """``find`` is asked for the subject of this address where it is not known from before."""

    def make() -> Threads:
        subject = find()
        depends_on(texts_of(subject.debate.pk))
        return Threads(subject, stance_options(subject.debate))

    threads = piece(("threads", request.path), make, size=lambda made: 8_000)
    choice = ThreadChoice.of(request.GET, threads.options)
    return ChosenThreads(request.path, threads.subject, threads.options, choice)


def _plural(number: int) -> int:
    """What a count counts as in a template: none, one, several."""
    return min(number, 2)


def _address(**parts: str | int | None) -> str:
    """The query string of a page with this choice; empty for none."""
    given = {name: part for name, part in parts.items() if part}
    return f"?{urlencode(given)}" if given else ""


def _mould(name: tuple, make: Callable[[], Mould]) -> Mould:
    return piece(name, make, size=lambda made: made.size)


def _is_later(request: HttpRequest, page: ThreadPage | ResponsePage) -> bool:
    return bool(request.GET.get("after")) and not page.lost_place


def _begun(rows: Standings, above: str = "") -> int | None:
    """The response right below the path ``above`` that stands on an earlier page, and under which the first
    of ``rows`` is; None where there is no such."""
    path = rows.columns.path[0] if rows else ""
    first = path[: len(above) + paths.LABEL]
    return None if path == first else paths.number(first)


def _slots_where(is_continued: bool) -> dict[str, object]:
    """What a template says where a later page goes on."""
    return {"after": Slot("after"), "begun": Slot("begun", is_continued), "begun_url": Slot("begun_url")}


def _continued(request: HttpRequest, is_later: bool, begun: int | None) -> dict[str, str]:
    """What is filled into those. The cursor is a number, or the page would be the first."""
    after = int(request.GET["after"]) if is_later else 0
    return {"after": str(after), "begun": str(begun), "begun_url": drawing.page_of(begun or 0)}


@dataclass(frozen=True)
class ThreadFrame:
    """A page of a subject's threads."""

    request: HttpRequest
    chosen: ChosenThreads
    page: ThreadPage

    @property
    def _is_later(self) -> bool:
        return _is_later(self.request, self.page)

    @property
    def _offers_whole(self) -> bool:
        has_others = self._is_later or self.page.next_after is not None
        return has_others and self.page.total <= WHOLE and not self.chosen.choice.shows_all

    def page_bytes(self) -> bytes:
        page = self.page
        states = (_plural(page.total), _plural(page.threads), bool(page.responses), self._is_later)
        states += (page.lost_place, page.next_after is not None, self._offers_whole)
        begun = _begun(page.responses)
        states += (begun is not None,)
        name = ("frame of threads", self.chosen.path, self.chosen.choice, states)
        mould = _mould(name, lambda: self._rendered(states))
        patterns = drawing.drawn_of(page.responses)
        return mould.page(
            {
                "total": str(page.total),
                "thread_count": str(page.threads),
                "threads": drawing.threads(page.responses, patterns),
                "answered": self._answered(),
                **_continued(self.request, self._is_later, begun),
                "next": escape(_address(**self.chosen.choice.address, after=page.next_after)),
                "address": escape(self.request.get_full_path()),
            }
        )

    def _rendered(self, states: tuple) -> Mould:
        total, threads, has_threads, is_later, lost_place, has_next, offers_whole, is_continued = states
        subject = self.chosen.subject
        depends_on(texts_of(subject.debate.pk))
        context = {
            "debate": subject.debate,
            "subject": subject,
            "choice": ThreadChoiceForm(self.chosen.choice, self.chosen.options),
            "has_stance": bool(self.chosen.choice.stance),
            "page": {
                "total": Slot("total", total),
                "threads": Slot("thread_count", threads),
                "lost_place": lost_place,
            },
            "threads": Slot("threads", has_threads),
            "answered": Slot("answered"),
            "is_later_page": is_later,
            **_slots_where(is_continued),
            "first": _address(**self.chosen.choice.address),
            "next": Slot("next", has_next),
            "whole": _address(**(self.chosen.choice.address | {"show": "all"})) if offers_whole else "",
            "address": Slot("address"),
        }
        return mould_of(THREADS, context, self.request)

    def _answered(self) -> str:
        """The subject's paragraphs and those that the page's responses answer, once each, in that order."""
        subject = self.chosen.subject
        numbers = [passage.block.pk for passage in subject.passages]
        columns = self.page.responses.columns
        numbers += chain.from_iterable(zip(columns.block_id, columns.other_block_id, strict=True))
        found = [number for number in dict.fromkeys(numbers) if number is not None]
        if len(found) == 1 and subject.block:
            heading = "The paragraph"
        else:
            heading = "The paragraphs" if subject.other_block else "Paragraphs answered here"
        return answered_paragraphs(subject.debate.pk, found, heading)


class _Stood:
    """Stands in the template for the response whose page it is."""

    def __init__(self, replies: int) -> None:
        self.pk, self.get_absolute_url = Slot("number"), Slot("url")
        self.reply_count = Slot("count", replies)

    def __str__(self) -> str:
        return f"R {self.pk}"


@dataclass(frozen=True)
class ResponseFrame:
    """The page of a response."""

    request: HttpRequest
    page: ResponsePage

    def page_bytes(self) -> bytes:
        page, response = self.page, self.page.response
        is_later, begun = _is_later(self.request, page), _begun(page.replies, response.path)
        states = (_plural(response.reply_count), bool(page.ancestors), bool(page.earlier))
        states += (bool(page.replies), page.lost_place, is_later, page.next_after is not None)
        states += (begun is not None,)
        answered = (*page.answered, response.block_id, response.other_block_id)
        mould = _mould(("frame of a response", answered, states), lambda: self._rendered(states))
        debate = page.answered[0]
        numbers = [response.pk, *page.ancestors, *page.replies.columns.pk]
        patterns = drawing.drawn(numbers, debate)
        blocks = [number for number in (response.block_id, response.other_block_id) if number is not None]
        return mould.page(
            {
                "number": str(response.pk),
                "url": drawing.page_of(response.pk),
                "count": str(response.reply_count),
                "earlier": drawing.links(page.earlier),
                "ancestors": drawing.chain(page.earlier, page.ancestors, patterns),
                "article": drawing.alone(response.parent_id, patterns[response.pk]),
                "threads": drawing.threads(page.replies, [*map(patterns.get, page.replies.columns.pk)]),
                "answered": answered_paragraphs(
                    debate, blocks, "The paragraphs" if len(blocks) > 1 else "The paragraph"
                ),
                **_continued(self.request, is_later, begun),
                "next": escape(_address(after=page.next_after)),
                "address": escape(self.request.get_full_path()),
            }
        )

    def _rendered(self, states: tuple) -> Mould:
        replies, has_ancestors, has_earlier, has_replies, lost_place, *place = states
        is_later, has_next, is_continued = place
        (row,) = responses_to_draw([self.page.response.pk])
        subject = subject_of(row)
        depends_on(texts_of(subject.debate.pk))
        context = {
            "debate": subject.debate,
            "subject": subject,
            "response": _Stood(replies),
            "earlier": Slot("earlier", has_earlier),
            "ancestors": Slot("ancestors", has_ancestors),
            "article": Slot("article"),
            "threads": Slot("threads", has_replies),
            "answered": Slot("answered"),
            "lost_place": lost_place,
            "is_later_page": is_later,
            **_slots_where(is_continued),
            "next": Slot("next", has_next),
            "address": Slot("address"),
        }
        return mould_of(RESPONSE, context, self.request)
