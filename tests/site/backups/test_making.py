import json
import re
import sqlite3
import subprocess
import zipfile
from io import StringIO
from threading import Event

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from comments.domain.anchors import make_anchor
from comments.domain.drafts import make_draft
from comments.domain.erasing import forget
from comments.domain.posting import post_response
from comments.enums import Action
from comments.models import Response
from comments.queries.stances import NONE
from comments.queries.subjects import paragraph_subject
from masslinesite.backups import archive, sqlite
from masslinesite.backups.making import make_backup
from masslinesite.backups.postgresql_dump import program
from masslinesite.backups.problems import BackupProblem
from masslinesite.backups.stores import reading
from tests.at_once import at_once
from tests.comments.domain.test_erasing import SECRET, make_spoken
from tests.factories import decide
from tests.site.backups.conftest import silent
from tests.site.backups.elsewhere import used


def backup(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("backup", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue().splitlines()


def unpacked(path, folder) -> bytes:
    """All that the archive holds, decompressed: the file's bytes, or the dump as a script."""
    folder.mkdir()
    with zipfile.ZipFile(path) as file:
        file.extractall(folder)
    database = folder / archive.DATABASES[connection.vendor]
    if connection.vendor == "sqlite":
        return database.read_bytes()
    return subprocess.run(
        [program("pg_restore"), "--file=-", database], check=True, capture_output=True
    ).stdout


def test_a_backup_is_one_file_of_the_site_for_nobody_else(responses, site_folder, kept, settings):
    (line,) = backup(str(kept))
    (path,) = kept.iterdir()
    assert re.fullmatch(r"massline-\d{8}T\d{6}Z\.zip", path.name)
    assert re.fullmatch(
        rf"{re.escape(str(path))}: [\d,]+ rows, [\d.]+ MB, with the secret key, verified", line
    )
    assert path.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(path) as file:
        names = [archive.DATABASES[connection.vendor], "secret_key", "manifest.json"]
        assert file.namelist() == names
        assert file.read("secret_key").decode() == settings.SECRET_KEY
        manifest = json.loads(file.read("manifest.json"))
    assert manifest["tables"]["comments_response"]["rows"] == 2
    assert manifest["engine"] == connection.vendor
    assert "0001_initial" in manifest["migrations"]["comments"]


def test_the_secret_key_can_be_left_out(db, site_folder, kept, settings):
    target = kept / "without.zip"
    (line,) = backup(str(target), "--no-key")
    assert "without the secret key" in line
    with zipfile.ZipFile(target) as file:
        assert "secret_key" not in file.namelist()
        assert settings.SECRET_KEY not in file.read("manifest.json").decode()


def test_the_key_of_another_site_is_not_taken_for_the_own(db, site_folder, kept):
    (site_folder / "secret_key").write_text("left over", "ascii")
    (line,) = backup(str(kept))
    assert "without the secret key" in line


def test_all_that_was_acknowledged_before_is_in_it_while_many_write(work, site_folder, kept):
    anchor = make_anchor(subject=paragraph_subject(work.slug, 1))
    acknowledged, enough, done = [], Event(), Event()

    def write(writer: int) -> None:
        number = 0
        while not done.is_set():
            number += 1
            text = f"Of writer {writer}, the {number}. so far, about the well."
            draft = make_draft(name="Ines", stance=NONE, text=text, reserved=[])
            posted = post_response(anchor=anchor, draft=draft, form_key=f"{writer}-{number}")
            acknowledged.append(posted.response.pk)
            if len(acknowledged) >= 12:
                enough.set()

    def keep() -> tuple[set[int], object]:
        try:
            assert enough.wait(60)
            return set(acknowledged), make_backup(target=kept, tell=silent)
        finally:
            done.set()

    before, made = at_once(keep, *(lambda writer=writer: write(writer) for writer in range(3)), refusals=())[
        0
    ]
    rows = made.manifest.tables["comments_response"].rows
    assert len(before) <= rows <= len(acknowledged) == Response.objects.count()
    call_command("restore", str(made.path), "--replace", stdout=StringIO(), stderr=StringIO())
    restored = set(Response.objects.values_list("pk", flat=True))
    assert before <= restored
    assert len(restored) == rows
    call_command("verify", stdout=StringIO())


def test_a_copy_is_of_one_state_however_often_others_write_meanwhile(tmp_path, monkeypatch):
    """Without the transaction around it, it would begin anew after each step."""
    monkeypatch.setattr(sqlite, "STEP", 1)
    path = tmp_path / "site.sqlite3"
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute("CREATE TABLE well (id integer PRIMARY KEY AUTOINCREMENT, words text)")
    writer.executemany("INSERT INTO well (words) VALUES (?)", [("deep " * 500,)] * 20)
    steps = []

    def write(part: str, done: int, total: int) -> None:
        if part == "database, pages":
            steps.append((done, total))
            assert len(steps) < 100
            writer.execute("INSERT INTO well (words) VALUES ('meanwhile')")
            writer.execute("UPDATE well SET words = 'other' WHERE id = ?", [len(steps)])

    states, _, _ = sqlite.copy({"NAME": path}, tmp_path / "copy", write)
    total = steps[0][1]
    assert steps == [(number, total) for number in range(1, total + 1)]
    assert states["well"].rows == 20
    copied = sqlite3.connect(tmp_path / "copy")
    assert copied.execute("SELECT DISTINCT words FROM well").fetchall() == [("deep " * 500,)]
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600


def test_a_backup_that_is_stopped_leaves_nothing(db, site_folder, kept):
    def stop(part: str, done: int, total: int) -> None:
        if part.endswith("verified"):
            assert [path.name[:10] for path in kept.iterdir()] == [".massline-"]
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_backup(target=kept, tell=stop)
    assert list(kept.iterdir()) == []


def test_what_a_killed_backup_left_goes_with_the_next(db, site_folder, kept):
    left = kept / ".massline-unfinished-abc"
    left.mkdir()
    (left / "database.sqlite3").write_bytes(b"half")
    backup(str(kept))
    assert [path.suffix for path in kept.iterdir()] == [".zip"]


def test_older_backups_go_once_the_new_one_is_verified_and_nothing_else(db, site_folder, kept):
    old = ["massline-20200101T000000Z.zip", "massline-20200102T000000Z.zip"]
    for name in (*old, "notes.txt", "massline-by-hand.zip"):
        (kept / name).touch()
    lines = backup(str(kept), "--keep=2")
    assert lines[1:] == [f"{old[0]}: removed"]
    names = {path.name for path in kept.iterdir()}
    assert names >= {old[1], "notes.txt", "massline-by-hand.zip"}
    assert len(names) == 4


@pytest.mark.parametrize("number", ["0", "-1", "many"])
def test_to_keep_none_is_refused(number, kept):
    with pytest.raises(CommandError, match="is no number from 1 on"):
        call_command("backup", str(kept), f"--keep={number}")


def test_erased_words_are_not_in_the_next_backup(work, site_folder, kept):
    row = make_spoken(work)
    before = make_backup(target=kept, tell=silent)
    decide(row, Action.ERASE)
    assert forget()
    after = make_backup(target=kept, tell=silent)
    assert SECRET.encode() in unpacked(before.path, kept / "before")
    assert SECRET.encode() not in unpacked(after.path, kept / "after")


def test_a_file_that_is_there_is_not_written_over(db, site_folder, kept):
    there = kept / "there.zip"
    there.write_bytes(b"precious")
    with pytest.raises(CommandError, match="is there already: name a folder, or a file that is not there"):
        backup(str(there))
    assert there.read_bytes() == b"precious"


def test_a_folder_that_is_not_there_is_named(db, kept):
    with pytest.raises(
        CommandError, match=f"There is no folder {kept}/nowhere. Make it, as the site's user: "
    ):
        backup(f"{kept}/nowhere/file.zip")


def test_a_database_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BackupProblem, match=f"There is no database at {tmp_path}/none. Is MASSLINE_VAR"):
        sqlite.copy({"NAME": tmp_path / "none"}, tmp_path / "copy", silent)


def test_a_folder_that_takes_no_file_is_told(db):
    with pytest.raises(CommandError, match=r"^/proc/.*\. Is there room, and may this user write there\?$"):
        backup("/proc")


def test_what_the_engine_says_is_told_in_a_line(transactional_db, kept, tmp_path):
    path = tmp_path / "no-database"
    path.write_bytes(b"no database, and long enough to look like something else. " * 100)
    name = {"sqlite": str(path), "postgresql": "no-database"}[connection.vendor]
    said = {
        "sqlite": r"^The database refused: file is not a database\. See to that, then run this again\.$",
        "postgresql": r'^PostgreSQL: .*database "no-database" does not exist\nThe address must be',
    }[connection.vendor]
    with used(name), pytest.raises(CommandError, match=said):
        backup(str(kept))
    assert list(kept.iterdir()) == []


def test_every_column_of_the_site_has_a_form_in_a_copy(db):
    """A new type of column would stop the backups: here it is seen first."""
    with reading(connection.settings_dict) as store:
        tables = store.tables()
    for model in apps.get_models(include_auto_created=True):
        columns = {field.column for field in model._meta.local_concrete_fields}
        assert set(tables[model._meta.db_table]) == columns
