"""Finding shared wording: which passages of texts repeat which others, from the texts alone.

Pure. ``find_links`` is the whole of it; who adds works to a corpus one by one keeps an ``Index`` and asks
``links_of``. How it goes: equal words in threes (``seeds``) are extended to aligned passages (``extend``),
given their exact ends (``spans``), weighed (``significance``), and what only follows from others is left
out (``chains``). What shows who quotes whom is read from the texts (``attribution``, ``direction``).
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from essays.domain.tracing.candidates import Candidate
from essays.domain.tracing.chains import kept
from essays.domain.tracing.grouping import first_parts
from essays.domain.tracing.index import Index
from essays.domain.tracing.names import Names
from essays.domain.tracing.records import Found, Place, Text, TextBlock
from essays.domain.tracing.spans import Span
from essays.domain.tracing.tracer import Progress, Tracer

__all__ = ["Found", "Index", "Place", "Text", "TextBlock", "find_links", "links_of"]


def find_links(
    texts: Sequence[Text],
    *,
    only: Collection[str] | None = None,
    names: Mapping[str, tuple[str, ...]] | None = None,
    progress: Progress | None = None,
    workers: int = 1,
) -> list[Found]:
    """Links in the order of their left passages; with ``only`` (slugs), those that touch these works.

    ``names`` gives for each authority the forms of its name; ``progress`` is called with the words done and
    those to do; more than one worker makes processes, where the corpus is worth it.
    """
    index = Index()
    index.add(texts)
    return links_of(index, only=only, names=names, progress=progress, workers=workers)


def links_of(
    index: Index,
    *,
    only: Collection[str] | None = None,
    names: Mapping[str, tuple[str, ...]] | None = None,
    progress: Progress | None = None,
    workers: int = 1,
) -> list[Found]:
    """As ``find_links``, of the works in the index; with ``only`` at a cost in proportion to those."""
    tracer = Tracer(index, Names(index.texts, names or {}), workers=workers, progress=progress)
    if only is None:
        candidates = tracer.all()
    else:
        works = {number for number, text in enumerate(index.texts) if text.work in only}
        candidates = tracer.touching(works)
    candidates.sort(key=_order)
    stays = [candidates[number] for number in kept([candidate.edge for candidate in candidates])]
    if only is not None:
        stays = [one for one in stays if {one.edge.left.work, one.edge.right.work} & works]
    return _records(index, stays)


def _order(candidate: Candidate) -> tuple:
    left, right = candidate.left, candidate.right
    return (candidate.left_block, left.start, left.end, candidate.right_block, right.start, right.end)


def _records(index: Index, candidates: list[Candidate]) -> list[Found]:
    firsts, used = first_parts(candidates), Counter()
    found = []
    for candidate, first in zip(candidates, firsts, strict=True):
        slug = f"{_label(index, candidate.left_block)}-{_label(index, candidate.right_block)}"
        used[slug] += 1
        found.append(
            Found(
                left=_place(index, candidate.left_block, candidate.left),
                right=_place(index, candidate.right_block, candidate.right),
                kind=candidate.kind,
                marked=candidate.marked,
                direction=candidate.shown.direction,
                ground=candidate.shown.ground,
                ground_note=candidate.shown.note,
                attributed_as=candidate.attributed_as,
                continues=first,
                score=candidate.score,
                slug=slug if used[slug] == 1 else f"{slug}-{used[slug]}",
                authority=candidate.authority,
            )
        )
    return found


def _label(index: Index, block: int) -> str:
    """The citation without its space: e6; a block without number by its kind and order: e-note1."""
    work, record = index.blocks[block]
    siglum = index.texts[work].siglum.lower()
    return f"{siglum}{record.number}" if record.number else f"{siglum}-{record.kind}{record.order}"


def _place(index: Index, block: int, span: Span) -> Place:
    work, record = index.blocks[block]
    exact = record.text[span.start : span.end]
    return Place(index.texts[work].work, record.order, record.number, span.start, span.end, exact)
