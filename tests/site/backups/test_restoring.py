import time
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection

from comments.append_only import find_missing_triggers
from comments.models import Decision, Response
from essays.append_only import find_missing_triggers as find_missing_of_essays
from essays.models import Debate
from masslinesite.backups import archive, site, sqlite
from masslinesite.backups.making import make_backup
from masslinesite.backups.problems import BackupProblem
from masslinesite.backups.restoring import _restore_key, restore_backup
from masslinesite.backups.stores import named, reading, states
from masslinesite.page_versions import ALL, version_of
from tests.factories import make_debate, make_response
from tests.site.backups.conftest import silent
from tests.site.backups.elsewhere import empty_machine, migrated_machine, used


def restore(*arguments: object) -> list[str]:
    out = StringIO()
    call_command("restore", *map(str, arguments), stdout=out, stderr=StringIO())
    return out.getvalue().splitlines()


def held() -> dict:
    """Hashes of all that the site's database holds, but for the versions of its pages."""
    with reading(connection.settings_dict) as store:
        return {table: state for table, state in states(store, silent).items() if "pageversion" not in table}


@pytest.fixture
def elsewhere(made, tmp_path, settings):
    """An empty machine, where the site has made itself a key of its own."""
    folder = tmp_path / "other-var"
    folder.mkdir()
    (folder / "secret_key").write_text("made at the first start", "ascii")
    settings.VAR_DIR = folder
    with empty_machine(tmp_path) as name, used(name):
        yield folder


def rewritten(path, folder, **changes):
    """The same backup with another manifest, sealed."""
    with archive.opened(path) as (opened, manifest):
        database = folder / "database"
        archive.unpack(opened, archive.DATABASES[manifest.engine], database)
        changed = folder / "changed.zip"
        archive.write(changed, replace(manifest, **changes), database, opened.read("secret_key").decode())
    return changed


def test_an_empty_machine_becomes_the_site_by_one_command(work, responses, made, elsewhere, settings):
    before = time.time_ns() // 1000
    lines = restore(made.path)
    assert lines[0].startswith("Restored: ")
    assert lines[0].endswith(f" rows in the state of {made.manifest.made_at}; hashes agree")
    assert len(lines) == 1
    assert held() == {table: state for table, state in made.manifest.tables.items() if "page" not in table}
    assert list(Response.objects.order_by("pk")) == responses
    assert (elsewhere / "secret_key").read_text("ascii") == settings.SECRET_KEY
    assert (elsewhere / "secret_key").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in elsewhere.iterdir()) == ["secret_key"]
    call_command("verify", stdout=StringIO())
    call_command("verify_log", stdout=StringIO(), stderr=StringIO())
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("DELETE FROM comments_decision WHERE id = %s", [Decision.objects.first().pk])
    assert make_response(work).pk > responses[-1].pk
    assert version_of([ALL]) > before


def test_what_holds_something_is_replaced_only_if_asked_and_kept(made, elsewhere):
    restore(made.path)
    make_debate("springs")
    there = held()
    said = r"^The site's database holds 2 debates, 2 responses, 1 decision\. Nothing was changed\. With"
    with pytest.raises(CommandError, match=said):
        restore(made.path)
    assert held() == there
    first, second = restore(made.path, "--replace")
    (safety,) = (elsewhere / "before-restore").iterdir()
    assert first == f"To be replaced: 2 debates, 2 responses, 1 decision. It is kept in {safety}"
    assert second.startswith("Restored: ")
    assert Debate.objects.count() == 1
    restore(safety, "--replace")
    assert held() == there


def test_a_database_of_something_else_is_not_replaced_unasked(elsewhere, made):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE payroll (id integer)")
    with pytest.raises(
        CommandError, match=r"^The site's database holds 1 table of something else\. Nothing was"
    ):
        restore(made.path)
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM payroll")
        assert cursor.fetchone() == (0,)


def spoil(path, folder, how: str):
    """What may be wrong with a backup, and what is said of it."""
    whole = path.read_bytes()
    spoilt = folder / "spoilt.zip"
    if how == "a byte":
        spoilt.write_bytes(whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:])
        return spoilt, "spoilt.zip is damaged, not whole, or no backup of this site. Nothing was changed."
    if how == "its end":
        spoilt.write_bytes(whole[: len(whole) // 2])
        return spoilt, "spoilt.zip is damaged, not whole, or no backup of this site. Nothing was changed."
    with archive.opened(path) as (_, manifest):
        other = {"sqlite": "postgresql", "postgresql": "sqlite"}[manifest.engine]
        migrations = {**manifest.migrations, "comments": [*manifest.migrations["comments"], "9999_ahead"]}
        tables = {**manifest.tables}
        tables["auth_group"] = replace(tables["auth_group"], sha256="0" * 64)
    changes, said = {
        "its engine": (
            {"engine": other},
            r"was made on .*, and this site is on .*, then move it with manage.py ",
        ),
        "its age": (
            {"migrations": migrations},
            r"newer than this site's code, which does not know comments.9999_a",
        ),
        "its rows": (
            {"tables": tables},
            r"does not hold what was hashed: auth_group has other rows\. Noth",
        ),
    }[how]
    return rewritten(path, folder, **changes), said


@pytest.mark.parametrize("how", ["a byte", "its end", "its engine", "its age", "its rows"])
def test_what_is_wrong_is_said_before_anything_is_touched(db, site_folder, tmp_path, how):
    made = make_backup(target=tmp_path / "sound.zip", tell=silent)
    spoilt, said = spoil(made.path, tmp_path, how)
    there = held()
    with pytest.raises(CommandError, match=said):
        restore(spoilt, "--replace")
    assert held() == there
    assert [path.name for path in site_folder.iterdir()] == ["secret_key"]


def test_an_older_backup_is_brought_up_to_the_code(transactional_db, site_folder, kept, tmp_path):
    with migrated_machine(tmp_path) as name, used(name):
        call_command("migrate", "essays", "0005", verbosity=0)
        older = make_backup(target=kept, tell=silent)
        assert restore(older.path)[-1] == "Brought up to this code: 1 migration"
        assert [*find_missing_triggers(connection), *find_missing_of_essays(connection)] == []
        with reading(connection.settings_dict) as store:
            assert named(store.migrations()) == site.known_migrations()


def test_a_lost_trigger_is_told(transactional_db, site_folder, kept):
    with connection.cursor() as cursor:
        on = " ON comments_decision" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER comments_decision_no_delete{on}")
    lacking = make_backup(target=kept, tell=silent)
    said = r"comments_decision_no_delete is gone, .*\. The backup itself lacks it"
    with pytest.raises(CommandError, match=said):
        restore(lacking.path)


def test_it_is_told_what_is_to_be_done_about_the_key(db, site_folder, kept, settings, monkeypatch):
    manifest = make_backup(target=kept, tell=silent).manifest
    key = settings.SECRET_KEY
    assert _restore_key(key, manifest) == ""
    settings.SECRET_KEY = "of this machine"
    assert _restore_key(key, manifest).startswith("SECRET_KEY is set and is not the backup's: take it out")
    monkeypatch.delenv("SECRET_KEY")
    assert _restore_key(key, manifest) == "The secret key is the backup's: restart the site, if it runs."
    assert _restore_key(None, manifest).startswith("The backup has no secret key and was made under another")
    assert (site_folder / "secret_key").read_text("ascii") == key


def test_a_restore_that_is_stopped_before_the_end_says_so(made, elsewhere):
    def stop(part: str, done: int, total: int) -> None:
        if part.endswith("compared"):
            raise KeyboardInterrupt

    with pytest.raises(BackupProblem, match=r"Stopped.*replaced already: run the same again"):
        restore_backup(path=made.path, replace=False, tell=stop, say=str)


def test_a_restore_that_is_stopped_on_the_way_changes_nothing(made, site_folder, monkeypatch):
    monkeypatch.setattr(sqlite, "STEP", 50)
    make_debate("springs")
    there = held()

    def stop(part: str, done: int, total: int) -> None:
        if part.startswith("restored") and done < total:
            raise KeyboardInterrupt

    with pytest.raises(BackupProblem, match="Stopped"):
        restore_backup(path=made.path, replace=True, tell=stop, say=str)
    connection.close()
    assert held() == there
