"""What is refused as a whole, and how several faults are told at once."""

import pytest

from tests.essays.folders import Folder, problems_of


def test_the_small_debate_itself_is_accepted(tmp_path):
    assert problems_of(Folder(tmp_path)) == []


def test_a_cycle_of_replies_is_named_at_each_of_its_works(tmp_path):
    folder = Folder(tmp_path).edit(
        "on-weeding.md", "date: 3 May", "date: 3 May\nresponds_to: visitors-comment"
    )
    assert problems_of(folder) == [
        "library-shelves/for-the-window.md:7: responds_to: a cycle of replies: "
        "for-the-window, on-weeding, visitors-comment, for-the-window",
        "library-shelves/on-weeding.md:8: responds_to: a cycle of replies: "
        "on-weeding, visitors-comment, for-the-window, on-weeding",
        "library-shelves/visitors-comment.md:8: responds_to: a cycle of replies: "
        "visitors-comment, for-the-window, on-weeding, visitors-comment",
    ]


def test_all_problems_are_given_at_once_in_order(tmp_path):
    folder = (
        Folder(tmp_path)
        .edit("remarks.yaml", "at: B 3", "at: B 7")
        .edit("authorities.yaml", "marked: true", "marked: yes")
        .edit("for-the-window.md", "kind: essay", "kind: letter")
        .edit("remarks.yaml", "kind: no source given", "kinds: no source given")
    )
    assert problems_of(folder) == [
        "library-shelves/authorities.yaml:13: marked: “yes” is neither true nor false",
        "library-shelves/for-the-window.md:3: kind: “letter” is unknown; known: comment, essay",
        "library-shelves/remarks.yaml:2: remark: “kind” is missing",
        "library-shelves/remarks.yaml:3: remark: unknown key “kinds”; did you mean “kind”?",
        "library-shelves/remarks.yaml:6: there is no B 7: B has 1 to 6",
    ]


def test_an_empty_text_is_refused_with_nothing_else(tmp_path):
    """Citations of a text that can't be made out are no faults of the apparatus."""
    folder = Folder(tmp_path)
    front = (folder.path / "for-the-window.md").read_text("utf-8").split("---\n")[1]
    folder.write("for-the-window.md", f"---\n{front}---\n\n## Only a heading\n")
    assert problems_of(folder) == [
        "library-shelves/for-the-window.md:9: the text is empty: no paragraph, list item or block quotation"
    ]


def test_a_position_of_every_voice_is_asked_for(tmp_path):
    folder = Folder(tmp_path)
    text = (folder.path / "positions.yaml").read_text("utf-8")
    folder.write("positions.yaml", text[: text.rindex("      - {voice: D")])
    assert problems_of(folder) == [
        "library-shelves/positions.yaml:34: positions: "
        "no position of D, R; silence is a position too (status: silent)"
    ]


def test_a_folder_whose_name_is_no_slug(tmp_path):
    assert problems_of(Folder(tmp_path, "Library Shelves")) == [
        "Library Shelves/debate.yaml: the folder's name “Library Shelves” is not a slug: "
        "a-z, 0-9 and single hyphens, at most 50"
    ]


@pytest.mark.parametrize(
    "file",
    [
        "formulations.yaml",
        "positions.yaml",
        "authorities.yaml",
        "terms.yaml",
        "relations.yaml",
        "oddities.yaml",
        "remarks.yaml",
    ],
)
def test_an_apparatus_file_may_be_empty(tmp_path, file):
    assert problems_of(Folder(tmp_path).write(file, "# nothing yet\n")) == []


def test_a_debate_file_that_is_a_list(tmp_path):
    assert problems_of(Folder(tmp_path).write("debate.yaml", "- name\n")) == [
        "library-shelves/debate.yaml:1: debate: “key: value” lines are expected here"
    ]
