"""Keeping the index of three words in a row in step with the blocks."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.db import connection
from django.db.models import Exists, OuterRef

from essays.domain.tracing.shingles import shingles_of
from essays.domain.tracing.words import words_of
from essays.models import Block, Debate, Shingle, Work

#: Blocks whose rows are replaced, and rows that are written, by one statement.
BLOCKS_AT_ONCE, ROWS_AT_ONCE = 500, 20_000

INSERT_ROW = "INSERT INTO essays_shingle (hash, block_id, work_id, position) VALUES (%s, %s, %s, %s)"
INSERT_ARRAYS = (
    "INSERT INTO essays_shingle (hash, block_id, work_id, position) "
    "SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::integer[])"
)
Row = tuple[int, int, int, int]
Thing = TypeVar("Thing")


def write_shingles(*, blocks: Iterable[Block]) -> None:
    """Replaces the rows of these blocks, which are new or say something else now.

    Two statements for every ``BLOCKS_AT_ONCE`` blocks, in memory for that many at a time.
    """
    for some in _batches(blocks, BLOCKS_AT_ONCE):
        Shingle.objects.filter(block__in=[block.pk for block in some]).delete()
        for rows in _batches(rows_of(some), ROWS_AT_ONCE):
            _insert(rows)


def rows_of(blocks: Iterable[Block]) -> Iterator[Row]:
    """Hash, block, work and position of every three words in a row of the blocks."""
    for block in blocks:
        for number, position in shingles_of(words_of(block.text)):
            yield number, block.pk, block.work_id, position


def works_without_shingles(debate: Debate) -> list[Work]:
    """Works that were loaded before there was an index, or that have no three words in a row. 1 query."""
    return list(
        Work.objects.filter(debate=debate).exclude(Exists(Shingle.objects.filter(work=OuterRef("pk"))))
    )


def _batches(things: Iterable[Thing], size: int) -> Iterator[tuple[Thing, ...]]:
    rest = iter(things)
    while batch := tuple(islice(rest, size)):
        yield batch


def _insert(rows: tuple[Row, ...]) -> None:
    """By SQL, because a text has as many rows as words: five times as fast as rows made one by one."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(INSERT_ARRAYS, [list(column) for column in zip(*rows, strict=True)])
        else:
            cursor.executemany(INSERT_ROW, rows)
