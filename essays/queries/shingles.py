"""Where three words in a row stand in the texts, and in which state the texts are."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, F, Max, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber

from essays.models import Shingle, Work


@dataclass(frozen=True, slots=True)
class ShinglePlace:
    """``position`` is that of the first of the three words among the block's words."""

    hash: int
    block_id: int
    position: int


def counts_of(hashes: Collection[int], *, debate: int) -> dict[int, int]:
    """In how many places of a debate's texts each of the shingles stands, those that stand in none left out.
    One query."""
    if not hashes:
        return {}
    rows = _standing(hashes, debate).order_by().values("hash")
    return dict(rows.annotate(places=Count("pk")).values_list("hash", "places"))


def places_of(hashes: Collection[int], *, debate: int, most_each: int) -> list[ShinglePlace]:
    """The places of the shingles in a debate's texts, of each the first ``most_each`` by block. One query."""
    if not hashes:
        return []
    number = Window(RowNumber(), partition_by=[F("hash")], order_by=["block_id", "position"])
    rows = _standing(hashes, debate).annotate(number=number).filter(number__lte=most_each)
    return [ShinglePlace(*row) for row in rows.order_by().values_list("hash", "block_id", "position")]


def _standing(hashes: Collection[int], debate: int) -> QuerySet[Shingle]:
    """The debate is asked of each place that the index of the words gives. That of the works would give all
    words of the debate: adding 0 keeps it out of every plan."""
    texts = Work.objects.filter(pk=OuterRef("work_id") + 0, debate=debate)
    return Shingle.objects.filter(Exists(texts), hash__in=hashes)


def state_of_texts() -> str:
    """Equal as long as no text, and none of what finds its words, has changed. Two queries."""
    hashes = "".join(Work.objects.order_by("pk").values_list("text_hash", flat=True))
    last = Shingle.objects.aggregate(last=Max("pk"))["last"]
    return hashlib.sha256(f"{hashes} {last}".encode()).hexdigest()
