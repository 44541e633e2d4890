"""Pages that are a text with a few numbers in it, rendered once for all the numbers.

What a page of the texts shows of the responses, be it how many there are to each of sixty paragraphs,
changes with each publication, and the rest hardly ever. A template tag that shows something of the
responses *puts it off*: it leaves a slot and says where to ask and how to draw what is answered. The page
without it is kept as a piece, and filled for each version.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Self

from django.http import HttpRequest, HttpResponse
from django.template import Context
from django.utils.html import escape
from django.utils.safestring import SafeString

from masslinesite.moulds import Mould, Slot, mould_of
from masslinesite.pieces import piece

#: Asked once for a page, whatever number of parts want its answer; equal ones are one.
Source = Callable[[], object]
Draw = Callable[[object], str]


@dataclass(frozen=True)
class Part:
    slot: str
    source: Source
    draw: Draw


_parts: ContextVar[list[Part] | None] = ContextVar("page_parts", default=None)


def put_off(context: Context, source: Source, draw: Draw) -> str:
    """For a template tag: what ``draw`` makes of what ``source`` answers, or a slot for it.

    ``source`` is hashable and says by ``depends_on`` what it reads; ``draw`` gives markup.
    """
    parts = _parts.get()
    if parts is None:
        answers = context.render_context.setdefault(put_off, {})
        if source not in answers:
            answers[source] = source()
        return SafeString(draw(answers[source]))
    parts.append(Part(f"part_{len(parts)}", source, draw))
    return SafeString(Slot(parts[-1].slot))


@dataclass(frozen=True)
class PageMould:
    mould: Mould
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, template: str, context: Mapping[str, object], request: HttpRequest) -> Self:
        with _collecting() as parts:
            mould = mould_of(template, {**context, "address": Slot("address")}, request)
        return cls(mould, tuple(parts))

    @property
    def size(self) -> int:
        return self.mould.size * 2

    def page(self, address: str) -> bytes:
        """One query for each source, or as many as it says."""
        answers = {source: source() for source in dict.fromkeys(part.source for part in self.parts)}
        values = {part.slot: part.draw(answers[part.source]) for part in self.parts}
        return self.mould.page(values | {"address": escape(address)})


@contextmanager
def _collecting() -> Iterator[list[Part]]:
    parts: list[Part] = []
    token = _parts.set(parts)
    try:
        yield parts
    finally:
        _parts.reset(token)


def moulded(
    request: HttpRequest, template: str, name: Hashable, context: Callable[[], Mapping[str, object]]
) -> HttpResponse:
    """The page of ``template``; ``context`` is asked for where it is not kept, and what it raises is raised.

    ``name`` tells apart what the same path shows for different requests; of the request the template shows
    the address, and nothing else that is not in ``name``.
    """
    kept = piece(
        ("page", template, request.path, name),
        lambda: PageMould.of(template, context(), request),
        size=lambda made: made.size,
    )
    return HttpResponse(kept.page(request.get_full_path()))
