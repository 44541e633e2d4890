"""Threads of any size for the benchmarks: deterministic, with branches as long argument has them."""

import random

from django.core.management.color import no_style
from django.db import connection, models
from django.utils import timezone

from comments import paths
from comments.enums import Stance, Status, Target
from comments.models import Response, Revision
from essays.models import Block

#: One in fifty opens a thread; the others answer one of the last hundred, which makes chains of some
#: thirty, as long argument has them.
ROOT_EVERY = 50
WORDS = "<p>" + "The well is dug by those who drink from it, and drawn by those who dig. " * 6 + "</p>"
BATCH = 2000


def fill(block: Block, size: int, first: int) -> list[str]:
    """``size`` published responses to ``block``, numbered from ``first``; their paths.

    Every second thread answers it beside the paragraph before it, so that both of its streams are long.
    """
    before = block.work.blocks.get(number=block.number - 1)
    chance, now, made = random.Random(size), timezone.now(), []
    for number in range(first, first + size):
        above = "" if len(made) % ROOT_EVERY == 0 else chance.choice(made[-100:])
        made.append(paths.child(above, number))
    replies = dict.fromkeys(made, 0)
    for path in made:
        for ancestor in paths.ancestors(path):
            replies[ancestor] += 1
    for at in range(0, size, BATCH):
        part = made[at : at + BATCH]
        Response.objects.bulk_create([row(block, before, path, replies[path], now) for path in part])
        Revision.objects.bulk_create([words(paths.numbers(path)[-1], now) for path in part])
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE comments_response SET current_id = id WHERE debate_id = %s", [block.work.debate_id]
        )
    let_numbers_go_on(Response, Revision)
    return made


def let_numbers_go_on(*tables: type[models.Model]) -> None:
    """Rows to come get the numbers after those that were given here."""
    for command in connection.ops.sequence_reset_sql(no_style(), list(tables)):
        with connection.cursor() as cursor:
            cursor.execute(command)


def row(block: Block, before: Block, path: str, replies: int, now: object) -> Response:
    numbers = paths.numbers(path)
    is_pair = numbers[0] // ROOT_EVERY % 2 == 1
    return Response(
        pk=numbers[-1],
        debate=block.work.debate,
        work=block.work,
        block=before if is_pair else block,
        other_work=block.work if is_pair else None,
        other_block=block if is_pair else None,
        target=Target.RESPONSE if len(numbers) > 1 else Target.PAIR if is_pair else Target.PARAGRAPH,
        parent_id=numbers[-2] if len(numbers) > 1 else None,
        root_id=numbers[0],
        path=path,
        depth=len(numbers),
        reply_count=replies,
        status=Status.PUBLISHED,
        form_key=f"form {numbers[-1]}",
        receipt_hash=f"receipt {numbers[-1]}",
        submitted_at=now,
        published_at=now,
    )


def words(number: int, now: object) -> Revision:
    return Revision(
        pk=number,
        response_id=number,
        number=1,
        stance=Stance.NONE,
        text=WORDS,
        html=WORDS,
        renderer="bench",
        digest=str(number),
        created_at=now,
    )
