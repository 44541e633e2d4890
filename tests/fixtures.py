"""Debates for tests: read once a session, and stored where a test that asks for one works.

Imports stand inside the fixtures: this module is loaded before Django is set up.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import once

if TYPE_CHECKING:
    from essays.domain.corpus.debate_record import DebateRecord
    from essays.domain.tracing.finding import Found
    from essays.models import Debate

ROOT = Path(__file__).resolve().parents[1]
MASS_LINE = ROOT / "essays/corpus/mass-line"
SMALL_DEBATE = ROOT / "tests/essays/debates/library-shelves"
#: What comparison gave, by what it was asked.
FOUND: dict[str, list[Found]] = {}
#: Table, columns and rows.
Rows = tuple[str, list[str], list[tuple]]
#: What loading wrote in this session, by database, whose sequences stand beyond it, and hash of the files.
LOADED: dict[tuple[str, str], list[Rows]] = {}


def read(folder: Path) -> DebateRecord:
    from essays.domain.corpus.reading import read_debate

    return read_debate(folder)


def find_once(texts, *, only=None, names=None, progress=None) -> list[Found]:
    """``find_links``, which gives the same for the same texts: each are compared once a run."""
    from essays.domain.tracing.finding import find_links

    def find(path: Path) -> None:
        path.write_bytes(pickle.dumps(find_links(texts, only=only, names=names, progress=progress)))

    asked = repr((list(texts), sorted(only or ()), sorted((names or {}).items())))
    if asked not in FOUND:
        made = once.made_once(f"found-{sha256(asked.encode()).hexdigest()}", find)
        FOUND[asked] = pickle.loads(made.read_bytes())
    return FOUND[asked]


def store(record: DebateRecord) -> Debate:
    """Loads a debate. Loaded into empty tables a second time, it is put back as it was, row by row.

    Where it stands already, as ``stocked`` has it, there is nothing to do.
    """
    from django.db import connection

    from essays.domain.loading.load import store_debate
    from essays.models import Debate

    if stands := Debate.objects.filter(slug=record.slug, source_hash=record.source_hash).first():
        return stands
    loaded = (connection.settings_dict["NAME"], record.source_hash)
    alone = not Debate.objects.exists()
    if alone and loaded in LOADED:
        put_back(LOADED[loaded])
    else:
        store_debate(record=record, find=find_once)
        if alone:
            LOADED[loaded] = taken()
    return Debate.objects.get(slug=record.slug)


def taken() -> list[Rows]:
    """All rows of the texts and the apparatus."""
    from django.apps import apps

    rows = []
    for model in apps.get_app_config("essays").get_models(include_auto_created=True):
        fields = model._meta.concrete_fields
        values = list(model._base_manager.values_list(*(field.attname for field in fields)))
        if values:
            rows.append((model._meta.db_table, [field.column for field in fields], values))
    return rows


def put_back(tables: list[Rows]) -> None:
    """By one statement a table: what refers to rows of a later one is looked at in the end."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for table, columns, values in tables:
            names = ", ".join(f'"{column}"' for column in columns)
            if connection.vendor == "postgresql":
                from psycopg2.extras import execute_values

                execute_values(cursor, f'INSERT INTO "{table}" ({names}) VALUES %s', values, page_size=10_000)
            else:
                marks = ", ".join(["%s"] * len(columns))
                cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values)


@pytest.fixture(scope="session")
def mass_line_record() -> DebateRecord:
    return read(MASS_LINE)


@pytest.fixture(scope="session")
def small_debate_record() -> DebateRecord:
    return read(SMALL_DEBATE)


@pytest.fixture
def pieces_are_kept(settings: object) -> Iterator[None]:
    """As on a site, and as in no other test: see the tests' settings."""
    from masslinesite.pieces import forget_pieces

    settings.KEPT_PIECES_BYTES = 8_000_000
    forget_pieces()
    yield
    forget_pieces()


@pytest.fixture
def mass_line(db: None, mass_line_record: DebateRecord) -> Debate:
    """The real texts with their whole apparatus."""
    return store(mass_line_record)


@pytest.fixture
def small_debate(db: None, small_debate_record: DebateRecord) -> Debate:
    """A debate of two strata: works on-weeding (A), for-the-window (B) and visitors-comment (D)."""
    return store(small_debate_record)


@pytest.fixture
def shelf_links(small_debate: Debate) -> Debate:
    """The library shelves with three links of the tests' own and no others.

    b2-a1: B 2 quotes A 1, and the editors recorded a relation that says so; b3-a1: B 3 has the same words of
    A 1 with changes, unmarked, its direction not shown, and nobody has reviewed it; d1-b2: D 1 is taken to
    share words with the rule in B 2, so that A 1 has it through B 2.
    """
    from essays.enums import Direction, Ground, LinkStatus
    from essays.models import Block, Link
    from tests.factories import make_link

    Link.objects.all().delete()
    a1, b2, b3, d1 = (
        Block.objects.select_related("work__debate").get(work__siglum=siglum, number=number)
        for siglum, number in (("A", 1), ("B", 2), ("B", 3), ("D", 1))
    )
    rule = "shelve the read and sell the unread"
    unknown = {"direction": Direction.NOT_SHOWN, "ground": Ground.BOTH_PLAIN, "marked": False}
    make_link(b2, a1, rule, slug="b2-a1")
    changed = "lend the read, show the unread"
    make_link(b3, a1, changed, source=rule, slug="b3-a1", status=LinkStatus.SUGGESTED, **unknown)
    make_link(d1, b2, "the readers", source="the read", slug="d1-b2", **unknown)
    return small_debate
