"""The versions that the site's safety was measured with, and those it must not fall below."""

from importlib.metadata import version
from pathlib import Path

import django_htmx
import pytest
from django.db import connection
from django.db.backends.postgresql import psycopg_any
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent.parent
FONTS = ROOT / "static" / "fonts"


def test_django_talks_to_postgresql_by_psycopg2():
    assert psycopg_any.is_psycopg3 is False


@pytest.mark.parametrize(
    ("package", "floor"),
    [("Django", "5.2.19"), ("Markdown", "3.10.2"), ("nh3", "0.3.8"), ("gunicorn", "26")],
)
def test_package_is_not_below_its_floor(package, floor):
    assert Version(version(package)) >= Version(floor)


def test_bundled_htmx_is_version_2():
    """In htmx 4 ``hx-disable``, which fences off what readers wrote, means another thing."""
    source = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
    text = source.read_text("utf-8")
    found = text.partition('version:"')[2].partition('"')[0]
    assert Version(found).major == 2


def test_requirements_pin_every_package():
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / name).read_text("ascii").splitlines()
        packages = [line for line in lines if line and not line.startswith(("#", "-r "))]
        assert [line for line in packages if line.count("==") != 1] == []


def test_fonts_together_are_at_most_100_kilobytes():
    """Of these, pages ask for the first three, and for the rest where they have a letter of it."""
    sizes = {path.name.removesuffix(".woff2"): path.stat().st_size for path in FONTS.glob("*.woff2")}
    first = {"archivo", "literata-italic", "literata-normal"}
    assert set(sizes) == first | {f"{name}-more" for name in first}
    assert sum(sizes[name] for name in first) <= 62_000
    assert sum(sizes.values()) <= 100_000


def test_fonts_come_with_their_licences():
    for name in ("OFL-archivo.txt", "OFL-literata.txt"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / name).read_text("utf-8")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pragma", "expected"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("recursive_triggers", 1),
    ],
)
def test_sqlite_is_set_up_to_lose_and_to_keep_nothing(pragma, expected):
    if connection.vendor != "sqlite":
        assert connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] is True
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone()[0] == expected
