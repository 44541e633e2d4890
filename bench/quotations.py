# ruff: noqa: E402 - Django is set up before its models are imported
"""The quotations of a response of 2,000 words looked up in a corpus of a million words.

    .venv/bin/python bench/quotations.py [--words 1000000] [--rounds 15]

Makes a database of its own (SQLite in a temporary folder, or a throw-away one on the server of
DATABASE_URL), fills it with texts that are made by chance from a fixed seed, and removes it. The
responses quote 10 and 20 passages: word for word, with words changed, with words left out, and from
nowhere. The control is what needs no index: rapidfuzz's partial_ratio of each quotation with every
paragraph, all of them in memory already.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ["MASSLINE_VAR"] = tempfile.mkdtemp(prefix="massline-bench.")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.db import connection, reset_queries
from django.test.utils import setup_databases, setup_test_environment, teardown_databases
from rapidfuzz import fuzz

from comments.domain.checking.answered import Answered
from comments.domain.checking.looking_up import Checked, check_quotations
from comments.domain.checking.storing import survey_text
from comments.enums import Verdict
from essays.domain.tracing.shingles import shingles_of
from essays.domain.tracing.words import words_of
from essays.enums import BlockKind
from essays.models import Block, Shingle, Work
from tests.factories import make_debate, make_work, sha256

#: Words of a vocabulary whose frequencies fall as those of a language do.
VOCABULARY, PARAGRAPH, PARAGRAPHS_A_WORK = 20_000, 120, 200
RESPONSE_WORDS, QUOTED_WORDS = 2000, 25
BATCH = 20_000
#: A place counts as found by the control from this score on.
SCORE = 80
#: Said in one paragraph in ten, so that some shingles stand in very many places.
REFRAIN = "from the masses and to the masses and so on without end"


class Words:
    """A deterministic source of text: words by Zipf's law, in sentences."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        letters = random.Random(7)
        lengths = [letters.randint(2, 9) for _ in range(VOCABULARY)]
        self.known = ["".join(letters.choices("aeiouklmnprst", k=length)) for length in lengths]
        self.cumulated = list(accumulate(1 / (rank + 2) for rank in range(VOCABULARY)))

    def take(self, number: int) -> list[str]:
        return self.chance.choices(self.known, cum_weights=self.cumulated, k=number)

    def paragraph(self) -> str:
        words = self.take(PARAGRAPH)
        for at in range(12, PARAGRAPH, 17):
            words[at] += "."
        if self.chance.random() < 0.1:
            words[60:60] = REFRAIN.split()
        return " ".join(words)


def fill(total: int) -> list[Block]:
    """``total`` words in works of 200 paragraphs, with their shingles; the paragraphs."""
    debate, words, made = make_debate("bench"), Words(1), []
    for number in range(total // (PARAGRAPH * PARAGRAPHS_A_WORK)):
        work = make_work(debate, siglum=f"{number:X}"[-4:], blocks=0)
        texts = [words.paragraph() for _ in range(PARAGRAPHS_A_WORK)]
        made += Block.objects.bulk_create(
            Block(work=work, order=n, number=n, kind=BlockKind.PARAGRAPH, text=text, text_hash=sha256(text))
            for n, text in enumerate(texts, 1)
        )
    rows = (
        Shingle(hash=value, block_id=block.pk, work_id=block.work_id, position=position)
        for block in made
        for value, position in shingles_of(words_of(block.text))
    )
    Shingle.objects.bulk_create(rows, batch_size=BATCH)
    return made


def response(blocks: list[Block], quotations: int) -> tuple[str, list[tuple[Verdict, int | None]]]:
    """A response of 2,000 words and what is to be found of each of its quotations."""
    words, chance = Words(quotations), random.Random(quotations)
    own = max(1, (RESPONSE_WORDS - quotations * QUOTED_WORDS) // quotations)
    parts, expected = [], []
    for number in range(quotations):
        block = chance.choice(blocks)
        source = block.text.replace(".", "").split()
        start = chance.randrange(len(source) - 2 * QUOTED_WORDS)
        quoted, verdict = source[start : start + QUOTED_WORDS], Verdict.VERBATIM
        if number % 4 == 1:
            quoted[8], quoted[16], verdict = "otherwise", "elsewhere", Verdict.ALTERED
        elif number % 4 == 2:
            quoted[10:16], verdict = ["…"], Verdict.ELIDED
        elif number % 8 == 7:
            quoted, verdict = [f"unheard{n}" for n in range(QUOTED_WORDS)], Verdict.NOT_FOUND
        expected.append((verdict, None if verdict == Verdict.NOT_FOUND else block.pk))
        before, text = " ".join(words.take(own)), " ".join(quoted)
        parts.append(f"{before}:\n\n> {text}" if number % 2 else f"{before} “{text}”")
    return "\n\n".join(parts), expected


def right(checked: list[Checked], expected: list[tuple[Verdict, int | None]]) -> int:
    found = [(each.verdict, each.block.pk if each.block else None) for each in checked]
    return sum(one == other for one, other in zip(found, expected, strict=True))


def control(texts: list[str], quotations: list[str]) -> int:
    """How many quotations have a paragraph that scores enough."""
    return sum(any(fuzz.partial_ratio(each, text) >= SCORE for text in texts) for each in quotations)


def milliseconds(act: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    started = clock()
    act()
    return (clock() - started) * 1000


def measure(blocks: list[Block], quotations: int, rounds: int) -> None:
    text, expected = response(blocks, quotations)
    answered = Answered(blocks[0].work.debate_id)

    def look_up() -> list[Checked]:
        return check_quotations(text, answered)

    first = milliseconds(look_up)
    times = sorted(milliseconds(look_up) for _ in range(rounds))
    computed = statistics.median(milliseconds(look_up, time.process_time) for _ in range(rounds))
    whole = statistics.median(milliseconds(lambda: survey_text(text, answered)) for _ in range(rounds))
    checked = look_up()
    plain, texts = [each.typed.plain for each in checked], [block.text for block in blocks]
    spent = milliseconds(lambda: control(texts, plain[:1])) * len(plain)
    print(
        f"{len(text.split()):5} words, {quotations:2} quotations: first {first:7.1f} ms, "
        f"median {statistics.median(times):7.1f} ms, slowest {times[-1]:7.1f} ms, "
        f"processor {computed:7.1f} ms, "
        f"as posted {whole:7.1f} ms; {right(checked, expected)} of {quotations} right; "
        f"control {spent:10.1f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--words", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=15)
    arguments = parser.parse_args()
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        blocks = fill(arguments.words)
        if connection.vendor == "postgresql":
            # As its autovacuum does; SQLite in production has no statistics either.
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        reset_queries()
        print(
            f"{connection.vendor}, {arguments.words:,} words in {Work.objects.count()} works, "
            f"{len(blocks):,} paragraphs, {Shingle.objects.count():,} shingles, {arguments.rounds} rounds"
        )
        for quotations in (10, 20):
            measure(blocks, quotations, arguments.rounds)
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
