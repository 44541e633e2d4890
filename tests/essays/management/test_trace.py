"""manage.py trace."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.essays.folders import Folder

COMMON = (
    "Whoever takes a book from the upper shelf shall put it back where the dust has kept its place, and not "
    "where the arm grows tired."
)


def trace(*arguments):
    out, err = StringIO(), StringIO()
    call_command("trace", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def shelves(tmp_path):
    folder = Folder(tmp_path)
    for file in ("on-weeding.md", "for-the-window.md"):
        folder.append(file, f"\n\n{COMMON}\n")
    return folder


def test_a_folder_is_written_to_a_file_one_object_a_line(tmp_path):
    out, err = trace("--json", tmp_path / "links.jsonl", shelves(tmp_path).path)
    lines = (tmp_path / "links.jsonl").read_text("utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    assert [(entry["left"]["exact"], entry["right"]["exact"]) for entry in entries] == [
        ("We should shelve the read and sell the unread.",) * 2,
        (COMMON, COMMON),
    ]
    assert {entries[1]["left"]["work"], entries[1]["right"]["work"]} == {"on-weeding", "for-the-window"}
    assert out == ""
    assert err.splitlines()[-1] == "library-shelves: 2 links found"


def test_a_hyphen_is_the_output(tmp_path):
    out, _ = trace("--json", "-", shelves(tmp_path).path)
    assert len(out.splitlines()) == 2


def test_without_a_folder_the_shipped_texts_are_traced():
    out, err = trace("--json", "-")
    assert len(out.splitlines()) == 17
    assert err.splitlines()[-1] == "mass-line: 17 links found"


def test_progress_is_told_on_the_way(tmp_path):
    _, err = trace("--json", "-", shelves(tmp_path).path)
    assert "words, 100%" in err


def test_texts_that_are_refused_end_the_command(tmp_path):
    with pytest.raises(CommandError, match="nowhere: refused, nothing was traced in it"):
        trace("--json", "-", tmp_path / "nowhere")


def test_a_file_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(CommandError, match="can't be written: No such file or directory"):
        trace("--json", tmp_path / "no/such/file", shelves(tmp_path).path)


def test_what_fails_leaves_the_old_file_whole(tmp_path):
    file = tmp_path / "links.jsonl"
    file.write_text("old")
    with pytest.raises(CommandError):
        trace("--json", file, shelves(tmp_path).path, tmp_path / "nowhere")
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.glob("links*")] == ["links.jsonl"]
