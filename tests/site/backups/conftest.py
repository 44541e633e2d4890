"""A small site with a record, and its backup."""

from pathlib import Path

import pytest
from django.conf import settings as site_settings

from comments.enums import Status
from masslinesite.backups.making import Made, make_backup
from tests.factories import make_debate, make_response, make_work


@pytest.fixture
def site_folder(tmp_path: Path, settings) -> Path:
    """The folder that the site writes to, with its secret key."""
    folder = tmp_path / "var"
    folder.mkdir()
    (folder / "secret_key").write_text(site_settings.SECRET_KEY, "ascii")
    settings.VAR_DIR = folder
    return folder


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The folder with the backups."""
    folder = tmp_path / "kept"
    folder.mkdir()
    return folder


@pytest.fixture
def work(transactional_db):
    return make_work(make_debate())


@pytest.fixture
def responses(work):
    """One published, under decisions, and one that waits, with all that breaks lines."""
    return [
        make_response(work, status=Status.PUBLISHED),
        make_response(work, text="A\ttab, a \\ and\nšumava 🜄", name="Mara"),
    ]


@pytest.fixture
def made(responses, site_folder, kept) -> Made:
    return make_backup(target=kept, tell=silent)


def silent(part: str, done: int, total: int) -> None:
    assert done <= total
