"""Texts without their apparatus."""

import pytest

from essays.domain.corpus.problems import CorpusRefused
from essays.domain.corpus.reading_texts import read_texts
from essays.domain.corpus.source_files import APPARATUS_FILES
from tests.essays.folders import Folder


def test_the_apparatus_may_be_missing(tmp_path):
    folder = Folder(tmp_path)
    whole = read_texts(folder.path)
    for name in APPARATUS_FILES:
        (folder.path / name).unlink()
    (folder.path / "notes.txt").write_text("not ours")
    assert read_texts(folder.path).works == whole.works
    assert read_texts(folder.path).authorities == ()
    assert [work.siglum for work in whole.works] == ["A", "B", "D"]


def test_names_are_read_though_the_apparatus_cites_amiss(tmp_path):
    folder = Folder(tmp_path)
    names = read_texts(folder.path).authorities
    assert names
    text = (folder.path / "authorities.yaml").read_text("utf-8")
    folder.write("authorities.yaml", text.replace("at: A 1", "at: A 99").replace("at: B 1", "at: B 99"))
    assert read_texts(folder.path).authorities == names


def test_the_texts_are_read_as_strictly_as_ever(tmp_path):
    folder = Folder(tmp_path).edit("debate.yaml", "  - on-weeding\n", "  - on-weeding\n  - gone\n")
    with pytest.raises(CorpusRefused, match=r"there is no file gone\.md"):
        read_texts(folder.path)
