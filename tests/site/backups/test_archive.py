import zipfile
from dataclasses import replace

import pytest

from masslinesite.backups import archive
from masslinesite.backups.archive import FORMAT, Manifest
from masslinesite.backups.problems import BackupProblem
from masslinesite.backups.row_text import Kind, TableState

MANIFEST = Manifest(
    made_at="2026-11-27T12:30:00+00:00",
    site_version="0.1",
    engine="sqlite",
    engine_version="3.40.1",
    migrations={"comments": ["0001_initial"]},
    tables={"well": TableState({"id": Kind.WHOLE, "words": Kind.TEXT}, 2, "0" * 64)},
    key_mark="0123456789abcdef",
    has_key=True,
)


@pytest.fixture
def path(tmp_path):
    return write(tmp_path, MANIFEST)


def write(folder, manifest):
    database, path = folder / "database", folder / "archive.zip"
    database.write_bytes(b"words " * 1000)
    archive.write(path, manifest, database, "the key")
    return path


def test_what_was_written_is_read(path, tmp_path):
    assert path.stat().st_mode & 0o777 == 0o600
    with archive.opened(path) as (opened, manifest):
        assert manifest == MANIFEST
        assert opened.read("secret_key") == b"the key"
        archive.unpack(opened, "database.sqlite3", tmp_path / "unpacked")
    assert (tmp_path / "unpacked").read_bytes() == b"words " * 1000
    assert (tmp_path / "unpacked").stat().st_mode & 0o777 == 0o600


def test_any_unzip_opens_it(path):
    with zipfile.ZipFile(path) as opened:
        assert opened.testzip() is None
        assert opened.getinfo("database.sqlite3").date_time[0] > 1980


def test_no_byte_can_be_changed_unseen(path):
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(BackupProblem, match=r"archive\.zip is damaged, not whole, or no backup"):
            archive.opened(path).__enter__()


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 200, -64, -1])
def test_no_part_of_one_is_taken_for_a_backup(path, length):
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(BackupProblem, match="Take another backup"):
        archive.opened(path).__enter__()


def test_one_of_a_later_form_is_refused(tmp_path):
    path = write(tmp_path, replace(MANIFEST, format=FORMAT + 1))
    with pytest.raises(
        BackupProblem, match=r"was made by a newer version of the site. Update the code first"
    ):
        archive.opened(path).__enter__()


def test_one_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BackupProblem, match=f"There is no file {tmp_path}/none"):
        archive.opened(tmp_path / "none").__enter__()
