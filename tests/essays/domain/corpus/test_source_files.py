import os

import pytest

from essays.domain.corpus.problems import Problems
from essays.domain.corpus.source_files import MAX_BYTES, decode, read_folder
from tests.essays.folders import Folder


def read(raw):
    problems = Problems()
    return decode(raw, "f.md", problems), [str(problem) for problem in problems.found]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"", ""),
        ("“Thru” \u00a0 a\tb\n".encode(), "“Thru” \u00a0 a\tb\n"),
        (b"a\r\nb\r\n", "a\nb\n"),
        ("नमस्ते \u200d\u200c שלום \u200f".encode(), "नमस्ते \u200d\u200c שלום \u200f"),
    ],
)
def test_text_is_taken(raw, text):
    assert read(raw) == (text, [])


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"\xef\xbb\xbfa", "f.md:1: begins with a byte order mark; save as UTF-8 without one"),
        ("a".encode("utf-16"), "f.md:1: not UTF-8: byte 0xff can't be decoded"),
        (b"a\nna\xefve\n", "f.md:2: not UTF-8: byte 0xef can't be decoded"),
        (b"a\xed\xa0\x80", "f.md:1: not UTF-8: byte 0xed can't be decoded"),
        (b"a\nb\x00c", "f.md:2: forbidden character U+0000 in column 2"),
        (b"a\rb", "f.md:1: forbidden character U+000D in column 2"),
        ("a\u0085".encode(), "f.md:1: forbidden character U+0085 in column 2"),
        ("a\u2028b".encode(), "f.md:1: forbidden character U+2028 in column 2"),
        ("\u202eevil".encode(), "f.md:1: forbidden character U+202E in column 1"),
        ("a\ufeff".encode(), "f.md:1: forbidden character U+FEFF in column 2"),
        ("a\ufffd".encode(), "f.md:1: forbidden character U+FFFD in column 2"),
    ],
)
def test_what_is_not_plain_text_is_refused(raw, problem):
    assert read(raw) == (None, [problem])


def problems_in(path):
    problems = Problems()
    read_folder(path, problems)
    return [str(problem) for problem in problems.found]


def test_folder_that_is_not_there(tmp_path):
    assert problems_in(tmp_path / "nowhere") == [f"{tmp_path}/nowhere: there is no such folder"]


def test_missing_files_are_named(tmp_path):
    folder = Folder(tmp_path)
    (folder.path / "terms.yaml").unlink()
    (folder.path / "debate.yaml").unlink()
    assert problems_in(folder.path) == [
        "library-shelves/debate.yaml: the file is missing",
        "library-shelves/terms.yaml: the file is missing",
    ]


def test_readme_hidden_files_and_subfolders_are_left_alone(tmp_path):
    folder = Folder(tmp_path).write("README.md", b"\xff").write(".draft.md", b"\xff")
    (folder.path / "sources").mkdir()
    (folder.path / "sources" / "any.bin").write_bytes(b"\xff")
    assert problems_in(folder.path) == []


def test_any_other_file_is_refused(tmp_path):
    folder = Folder(tmp_path).write("term.yaml", "").write("notes.txt", "")
    first, second = problems_in(folder.path)
    assert first.startswith("library-shelves/notes.txt: not a file of a debate; ")
    assert second == "library-shelves/term.yaml: not a file of a debate; did you mean “terms.yaml”?"


def test_a_file_too_large_is_not_read(tmp_path):
    folder = Folder(tmp_path)
    with (folder.path / "on-weeding.md").open("ab") as file:
        file.truncate(MAX_BYTES + 1)
    assert problems_in(folder.path) == [
        "library-shelves/on-weeding.md: too large: 4,000,001 bytes, at most 4,000,000"
    ]


def test_a_link_that_leads_outside_is_refused(tmp_path):
    folder = Folder(tmp_path)
    outside = tmp_path / "secret.md"
    outside.write_text("a secret")
    (folder.path / "on-weeding.md").unlink()
    (folder.path / "on-weeding.md").symlink_to(outside)
    (folder.path / "more.md").symlink_to(tmp_path)
    assert problems_in(folder.path) == [
        "library-shelves/more.md: a symbolic link that leads outside the folder",
        "library-shelves/on-weeding.md: a symbolic link that leads outside the folder",
    ]


def test_a_link_within_the_folder_is_read(tmp_path):
    folder = Folder(tmp_path)
    (folder.path / "sources").mkdir()
    (folder.path / "on-weeding.md").rename(folder.path / "sources" / "weeding.md")
    (folder.path / "on-weeding.md").symlink_to("sources/weeding.md")
    assert problems_in(folder.path) == []


def test_a_pipe_is_not_waited_for(tmp_path):
    folder = Folder(tmp_path)
    (folder.path / "terms.yaml").unlink()
    os.mkfifo(folder.path / "terms.yaml")
    assert problems_in(folder.path) == ["library-shelves/terms.yaml: not a regular file"]


def test_a_broken_link_is_named(tmp_path):
    folder = Folder(tmp_path)
    (folder.path / "terms.yaml").unlink()
    (folder.path / "terms.yaml").symlink_to("nowhere.yaml")
    assert problems_in(folder.path) == [
        "library-shelves/terms.yaml: can't be read: No such file or directory",
        "library-shelves/terms.yaml: the file is missing",
    ]
