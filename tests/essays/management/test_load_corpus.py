from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.module_loading import import_string

from essays.domain.loading import afterwards
from essays.models import Debate
from tests.essays.folders import Folder

pytestmark = pytest.mark.django_db


def load(*arguments) -> list[str]:
    out = StringIO()
    call_command("load_corpus", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def test_without_a_folder_the_shipped_debate_is_loaded():
    assert load()[-1].startswith("mass-line: loaded; ")
    assert load() == ["mass-line: unchanged, nothing to do"]
    assert [debate.slug for debate in Debate.objects.all()] == ["mass-line"]


def test_a_folder_of_one_s_own(tmp_path):
    assert load(Folder(tmp_path).path)[-1] == "library-shelves: loaded; 87 records new, 0 changed, 0 removed"


def test_without_tables_it_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", list)
    with pytest.raises(CommandError, match=r"manage\.py migrate"):
        load(Folder(tmp_path).path)


def test_check_loads_nothing(tmp_path):
    assert load(Folder(tmp_path).path, "--check")[-1] == "library-shelves: can be loaded"
    assert not Debate.objects.exists()


def test_a_refusal_ends_the_command_with_every_problem(tmp_path):
    folder = Folder(tmp_path).edit("remarks.yaml", "at: B 3", "at: B 7").edit("oddities.yaml", "A 5", "A 6")
    with pytest.raises(CommandError) as caught:
        load(folder.path)
    assert str(caught.value).split("\n") == [
        "library-shelves/oddities.yaml:2: there is no A 6: A has 1 to 5",
        "library-shelves/remarks.yaml:6: there is no B 7: B has 1 to 6",
        f"{folder.path}: refused, nothing was loaded from it",
    ]
    assert caught.value.returncode == 1


def test_a_folder_refused_does_not_keep_others_from_loading(tmp_path):
    good = Folder(tmp_path).path
    with pytest.raises(CommandError) as caught:
        load(tmp_path / "nowhere", good)
    assert str(caught.value).split("\n") == [
        f"{tmp_path}/nowhere: there is no such folder",
        f"{tmp_path}/nowhere: refused, nothing was loaded from it",
    ]
    assert [debate.slug for debate in Debate.objects.all()] == ["library-shelves"]


def test_revise_is_handed_on(tmp_path):
    folder = Folder(tmp_path)
    load(folder.path)
    folder.edit("on-weeding.md", "Books that nobody has borrowed", "Books nobody has borrowed")
    with pytest.raises(CommandError, match="use --revise"):
        load(folder.path)
    load(folder.path, "--revise")
    assert Debate.objects.get().works.get(siglum="A").version == 2


class TestAfterwards:
    """What other apps do when the texts may have changed."""

    def done(self, settings, monkeypatch) -> list[str]:
        done = []
        monkeypatch.setattr(afterwards, "import_string", lambda name: lambda progress: done.append(name))
        settings.AFTER_LOADING = ["first", "second"]
        return done

    def test_is_done_in_order_even_if_nothing_was_loaded(self, tmp_path, settings, monkeypatch):
        done = self.done(settings, monkeypatch)
        folder = Folder(tmp_path)
        load(folder.path)
        load(folder.path)
        assert done == ["first", "second"] * 2

    def test_is_done_when_a_folder_is_refused(self, tmp_path, settings, monkeypatch):
        done = self.done(settings, monkeypatch)
        with pytest.raises(CommandError):
            load(tmp_path / "nowhere", Folder(tmp_path).path)
        assert done == ["first", "second"]

    def test_is_not_done_by_a_mere_check(self, tmp_path, settings, monkeypatch):
        done = self.done(settings, monkeypatch)
        load(Folder(tmp_path).path, "--check")
        assert done == []

    def test_what_the_site_does_can_be_called(self, settings):
        names = [import_string(name).__name__ for name in settings.AFTER_LOADING]
        assert names == ["check_due"]
