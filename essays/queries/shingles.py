"""Where three words in a row stand in the texts, and in which state the texts are."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, F, Max, Window
from django.db.models.functions import RowNumber

from essays.models import Shingle, Work


@dataclass(frozen=True, slots=True)
class ShinglePlace:
    """``position`` is that of the first of the three words among the block's words."""

    hash: int
    block_id: int
    position: int


def counts_of(hashes: Collection[int]) -> dict[int, int]:
    """In how many places each of the shingles stands, those that stand nowhere left out. One query."""
    if not hashes:
        return {}
    rows = Shingle.objects.filter(hash__in=hashes).order_by().values("hash")
    return dict(rows.annotate(places=Count("pk")).values_list("hash", "places"))


def places_of(hashes: Collection[int], *, most_each: int) -> list[ShinglePlace]:
    """The places of the shingles, of each the first ``most_each`` by block. One query."""
    if not hashes:
        return []
    number = Window(RowNumber(), partition_by=[F("hash")], order_by=["block_id", "position"])
    rows = Shingle.objects.filter(hash__in=hashes).annotate(number=number).filter(number__lte=most_each)
    return [ShinglePlace(*row) for row in rows.order_by().values_list("hash", "block_id", "position")]


def state_of_texts() -> str:
    """Equal as long as no text, and none of what finds its words, has changed. Two queries."""
    hashes = "".join(Work.objects.order_by("pk").values_list("text_hash", flat=True))
    last = Shingle.objects.aggregate(last=Max("pk"))["last"]
    return hashlib.sha256(f"{hashes} {last}".encode()).hexdigest()
