# ruff: noqa: E402 - Django is set up before its models are imported
"""A search over a million paragraphs beside what one would do without an index.

    .venv/bin/python bench/search.py [--size 1000000] [--rounds 15]
    ./script/with-postgres .venv/bin/python bench/search.py

Makes a database of its own (SQLite in a temporary folder, or a throw-away one on the server of
DATABASE_URL), fills it through the index's own writing functions, times ``search`` as the page calls it,
and removes it. The corpus is the same at each run: words drawn by Zipf's law, one word in every
paragraph, one in seven paragraphs of the whole. Controls, in turns with what they are compared with: the
rare word by LIKE, and the commonest word with every match ranked, as without the cap.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ["MASSLINE_VAR"] = tempfile.mkdtemp(prefix="massline-bench.")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.db import connection, transaction
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

from essays.domain.search_query import parse_query
from essays.domain.searching.entries import Entry, index_entries
from essays.enums import EntryKind
from essays.queries.search import ENGINES, Filters, Page, search
from essays.queries.search.terms import Query
from tests.factories import make_debate, make_work

#: As many different words as a shelf of books has; the n-th is used 1/n times as often as the first.
VOCABULARY = 50_000
WORKS = 200
SYLLABLES = ["ba", "co", "di", "fe", "gu", "la", "mo", "ni", "pe", "ru", "sa", "to", "vi", "wo", "zu"]
RARE, COMMONEST, PAIR = "xylograph", "the", "win over"
RARE_IN = 7
#: By Zipf's law the word at ``size // RANKED_IN`` is in some 1,850 paragraphs of ``size``.
RANKED_IN = 352
BATCH = 2000
GIN = [
    f"CREATE INDEX essays_searchentry_{name} ON essays_searchentry USING gin ({name}_index)"
    for name in ("forms", "stems")
]


def word(number: int) -> str:
    letters = ""
    number += 15
    while number:
        number, rest = divmod(number, len(SYLLABLES))
        letters += SYLLABLES[rest]
    return letters


def paragraphs(size: int) -> Iterator[str]:
    """Sixty words on average, of which the commonest is in each paragraph."""
    chance = random.Random(size)
    words = [word(number) for number in range(VOCABULARY)]
    weights = list(accumulate(1 / number for number in range(1, VOCABULARY + 1)))
    rare = {chance.randrange(size) for _ in range(RARE_IN)}
    for number in range(size):
        chosen = chance.choices(words, cum_weights=weights, k=chance.randint(30, 90))
        chosen[0] = COMMONEST
        if number in rare:
            chosen[len(chosen) // 2] = RARE
        if number % 5000 == 0:
            chosen[-1] = PAIR
        yield " ".join(chosen)


def entries(size: int) -> Iterator[Entry]:
    debate = make_debate()
    works = [make_work(debate, siglum=f"T{n}", blocks=1) for n in range(WORKS)]
    for number, text in enumerate(paragraphs(size)):
        work = works[number * WORKS // size]
        yield Entry(
            kind=EntryKind.PARAGRAPH,
            key=f"block-{number}",
            debate=debate.pk,
            work=work.pk,
            author=work.author_id,
            body=text,
            url=f"{work.get_absolute_url()}#p{number}",
            place=number,
            number=number,
        )


def run_sql(*statements: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def fill(size: int) -> float:
    """Seconds that it took to index the paragraphs, made in batches of one transaction each.

    PostgreSQL's two GIN indexes are made at the end, as whoever fills a table at once does.
    """
    made, spent, done = entries(size), 0.0, 0
    run_sql(*(f"DROP INDEX essays_searchentry_{name}" for name in ("forms", "stems")))
    while batch := list(islice(made, BATCH)):
        started = time.perf_counter()
        with transaction.atomic():
            index_entries(batch)
        spent += time.perf_counter() - started
        done += len(batch)
        if done % 100_000 == 0:
            print(f"  {done} indexed, {spent:.0f} s", file=sys.stderr, flush=True)
    started = time.perf_counter()
    run_sql("SET maintenance_work_mem = '1GB'", *GIN)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return spent + time.perf_counter() - started


def by_like(word: str) -> Callable[[], int]:
    """What a site without an index would do; PostgreSQL's ILIKE, SQLite's LIKE."""
    operator = "ILIKE" if connection.vendor == "postgresql" else "LIKE"

    def run() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id FROM essays_searchentry WHERE body {operator} %s ORDER BY id LIMIT 20",
                [f"%{word}%"],
            )
            return len(cursor.fetchall())

    return run


def ranked_without_cap(query: Query) -> Callable[[], int]:
    """Every match ranked, and the best twenty taken: the engine's own search as it is usually written."""

    def run() -> int:
        if connection.vendor == "sqlite":
            statement = (
                "SELECT rowid FROM essays_searchentry_index WHERE essays_searchentry_index MATCH %s "
                "ORDER BY rank LIMIT 20"
            )
            values = [ENGINES["sqlite"].expression(query, Filters())]
        else:
            statement = (
                "SELECT id FROM essays_searchentry WHERE stems_index @@ %s::tsquery "
                "ORDER BY ts_rank_cd(stems_index, %s::tsquery) DESC LIMIT 20"
            )
            values = [COMMONEST] * 2
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return len(cursor.fetchall())

    return run


def asked(text: str, filters: Filters | None = None) -> Callable[[], int]:
    query = parse_query(text, {}).query
    return lambda: search(query, filters or Filters(), Page()).total


def times(rounds: int, **runs: Callable[[], int]) -> dict[str, tuple[float, int]]:
    """Median milliseconds and the number found, of each in turns, after one round unmeasured."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    found = {name: run() for name, run in runs.items()}
    for _ in range(rounds):
        for name, run in runs.items():
            started = time.perf_counter()
            run()
            taken[name].append((time.perf_counter() - started) * 1000)
    return {name: (statistics.median(taken[name]), found[name]) for name in runs}


def measure(size: int, rounds: int) -> list[tuple[str, float, int]]:
    last = Filters(work=max(_works()))
    plain = times(
        rounds,
        **{
            "rare word": asked(RARE),
            "commonest word": asked(COMMONEST),
            "word of nearly as many as are ranked": asked(word(size // RANKED_IN)),
            "phrase of two words": asked(f'"{PAIR}"'),
            "prefix of four letters": asked(f"{RARE[:4]}*"),
            "prefix of two letters": asked("xy*"),
            "commonest word and a rare one": asked(f"{COMMONEST} {RARE}"),
            "commonest word, in the last text": asked(COMMONEST, last),
            "commonest word without another": asked(f"{COMMONEST} -{word(0)}"),
            "word that is nowhere": asked("quixotry"),
        },
    )
    query = parse_query(COMMONEST, {}).query
    controls = times(
        max(1, rounds // 5),
        **{
            "control: rare word by LIKE": by_like(RARE),
            "control: commonest word, all ranked": ranked_without_cap(query),
        },
    )
    return [(name, ms, found) for name, (ms, found) in (plain | controls).items()]


def _works() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM essays_work")
        return [pk for (pk,) in cursor.fetchall()]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--size", type=int, default=1_000_000)
    arguments.add_argument("--rounds", type=int, default=15)
    options = arguments.parse_args()
    setup_test_environment()
    made = setup_databases(verbosity=0, interactive=False)
    try:
        seconds = fill(options.size)
        print(f"{connection.vendor}, {options.size} paragraphs, indexed in {seconds:.0f} s")
        rows = measure(options.size, options.rounds)
        milliseconds = {name: ms for name, ms, _ in rows}
        print("| asked for | found | ms |\n|---|---|---|")
        for name, ms, found in rows:
            print(f"| {name} | {found} | {ms:.1f} |")
        for control, of in (
            ("control: rare word by LIKE", "rare word"),
            ("control: commonest word, all ranked", "commonest word"),
        ):
            print(f"{control}: {milliseconds[control] / milliseconds[of]:.1f} times as long")
    finally:
        teardown_databases(made, verbosity=0)


if __name__ == "__main__":
    main()
