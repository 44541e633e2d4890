"""The texts of a folder as the search takes them, and what it finds as lines of JSON."""

import json
from pathlib import Path
from typing import Any

from essays.domain.corpus.reading_texts import TextsRecord, read_texts
from essays.domain.corpus.records import SpanRecord
from essays.domain.differences import compare_passages
from essays.domain.links.matching import Index, Side
from essays.domain.tracing.finding import Found, Place, Text, TextBlock, find_links
from essays.domain.tracing.tracer import Progress
from essays.enums import LinkStatus


def texts_of(record: TextsRecord) -> list[Text]:
    """The works in the order of the debate."""
    names = {author.slug: author.name for author in record.authors}
    return [
        Text(
            work=work.slug,
            siglum=work.siglum,
            author_names=tuple(filter(None, [names[work.author]])),
            answers=work.responds_to,
            title=work.title,
            blocks=tuple(
                TextBlock(block.order, block.number, block.kind, block.text) for block in work.blocks
            ),
        )
        for work in record.works
    ]


def names_of(record: TextsRecord) -> dict[str, tuple[str, ...]]:
    """The forms of each authority's name."""
    return {authority.slug: authority.names for authority in record.authorities}


def lines_of_folder(folder: Path, *, workers: int = 1, progress: Progress | None = None) -> list[str]:
    """What the texts of a folder share, one JSON object a line. Raises ``CorpusRefused``."""
    record = read_texts(folder)
    found = find_links(texts_of(record), names=names_of(record), workers=workers, progress=progress)
    firsts = {link.continues for link in found}
    groups = [
        found[link.continues].slug if link.continues is not None else link.slug if number in firsts else ""
        for number, link in enumerate(found)
    ]
    said = Said(record)
    return [
        json.dumps(_entry(link, group, said.status_of(link)), ensure_ascii=False)
        for link, group in zip(found, groups, strict=True)
    ]


def _entry(link: Found, group: str, status: str) -> dict[str, Any]:
    """``group`` is the slug of the interrupted quotation's first part, the link's own there; or empty."""
    differences = compare_passages(link.left.exact, link.right.exact).differences
    return {
        "slug": link.slug,
        "left": _side(link.left),
        "right": _side(link.right),
        "kind": link.kind.value,
        "marked": link.marked,
        "direction": link.direction.value,
        "ground": link.ground.value,
        "attributed_as": link.attributed_as,
        "group": group,
        "score": link.score,
        "differences": [
            {"kind": one.kind.value, "left": one.left, "right": one.right} for one in differences
        ],
        "status": status,
    }


def _side(place: Place) -> dict[str, Any]:
    return {
        "work": place.work,
        "paragraph": place.number,
        "start": place.start,
        "end": place.end,
        "exact": place.exact,
    }


class Said:
    """What the folder's links.yaml says of the passages that are found in its texts."""

    def __init__(self, record: TextsRecord) -> None:
        self.statuses = {link.slug: link.status for link in record.links}
        self.index = Index((link.slug, (_spanned(link.left), _spanned(link.right))) for link in record.links)

    def status_of(self, link: Found) -> str:
        """``suggested`` for what nobody has reviewed."""
        like = self.index.like((_placed(link.left), _placed(link.right)))
        return self.statuses[like[0]] if like else LinkStatus.SUGGESTED.value


def _spanned(span: SpanRecord) -> Side:
    return Side((span.work, span.block), span.start, span.end)


def _placed(place: Place) -> Side:
    return Side((place.work, place.order), place.start, place.end)
