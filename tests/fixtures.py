"""Debates for tests: read once a session, stored within each test that asks for one.

Imports stand inside the fixtures: this module is loaded before Django is set up.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from essays.domain.corpus.records import DebateRecord
    from essays.domain.tracing.finding import Found
    from essays.models import Debate

ROOT = Path(__file__).resolve().parents[1]
MASS_LINE = ROOT / "essays/corpus/mass-line"
SMALL_DEBATE = ROOT / "tests/essays/debates/library-shelves"
#: What comparison gave in this session, by what it was asked.
FOUND: dict[tuple, list[Found]] = {}


def read(folder: Path) -> DebateRecord:
    from essays.domain.corpus.reading import read_debate

    return read_debate(folder)


def find_once(texts, *, only=None, names=None, progress=None) -> list[Found]:
    """``find_links``, which gives the same for the same texts: each are compared once a session."""
    from essays.domain.tracing.finding import find_links

    asked = (tuple(texts), frozenset(only or ()), tuple(sorted((names or {}).items())))
    if asked not in FOUND:
        FOUND[asked] = find_links(texts, only=only, names=names, progress=progress)
    return FOUND[asked]


def store(record: DebateRecord) -> Debate:
    from essays.domain.loading.load import store_debate
    from essays.models import Debate

    store_debate(record=record, find=find_once)
    return Debate.objects.get(slug=record.slug)


@pytest.fixture(scope="session")
def mass_line_record() -> DebateRecord:
    return read(MASS_LINE)


@pytest.fixture(scope="session")
def small_debate_record() -> DebateRecord:
    return read(SMALL_DEBATE)


@pytest.fixture
def mass_line(db: None, mass_line_record: DebateRecord) -> Debate:
    """The real texts with their whole apparatus."""
    return store(mass_line_record)


@pytest.fixture
def small_debate(db: None, small_debate_record: DebateRecord) -> Debate:
    """A debate of two strata: works on-weeding (A), for-the-window (B) and visitors-comment (D)."""
    return store(small_debate_record)
