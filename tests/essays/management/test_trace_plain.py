"""manage.py trace on a folder of texts and nothing else."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from essays.domain.corpus.reading_texts import read_texts

COMMON = (
    "Whoever takes a book from the upper shelf shall put it back where the dust has kept its place, and not "
    "where the arm grows tired."
)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "My texts"
    folder.mkdir()
    (folder / "On Shelves.md").write_text(f"# On shelves\n\nFirst this.\n\n{COMMON}\n", "utf-8")
    (folder / "reply_1.txt").write_text(f"---\nauthor: Ann\n---\nLook:\n\n> {COMMON}\n", "utf-8")
    (folder / "notes.pdf").write_bytes(b"%PDF\xff")
    return folder


def trace(folder):
    out = StringIO()
    call_command("trace", "--json", "-", str(folder), stdout=out, stderr=StringIO())
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_file_is_a_work(folder):
    (entry,) = trace(folder)
    assert (entry["slug"], entry["left"]["work"], entry["right"]["work"]) == (
        "b2-a2",
        "reply_1",
        "on-shelves",
    )
    assert (entry["left"]["paragraph"], entry["left"]["exact"], entry["ground"]) == (2, COMMON, "set-off")
    assert (entry["marked"], entry["status"]) == (True, "suggested")


def test_front_matter_gives_author_title_and_whom_it_answers(folder):
    (folder / "reply_1.txt").write_text(
        f"---\ntitle: A reply\nauthor: Ann\nmood: bad\nresponds_to: On Shelves.md\n---\n“{COMMON}”\n", "utf-8"
    )
    assert [entry["ground"] for entry in trace(folder)] == ["answers"]
    record = read_texts(folder)
    assert [author.name for author in record.authors] == ["", "Ann"]
    assert [work.title for work in record.works] == ["On shelves", "A reply"]


def test_blocks_are_what_they_plainly_are(folder):
    (folder / "On Shelves.md").write_text(
        "---\nA rule above, and\n---\n\n## Two\nA paragraph of\ntwo lines - no item.\n\n"
        "* One\n* Two\n  of it\n\n1. Three\n\n> A\n>\n> B\n",
        "utf-8",
    )
    blocks = read_texts(folder).works[0].blocks
    assert [(block.kind, block.number, block.text) for block in blocks] == [
        ("paragraph", 1, "A rule above, and ---"),
        ("heading", None, "Two"),
        ("paragraph", 2, "A paragraph of two lines - no item."),
        ("list-item", 3, "One"),
        ("list-item", 4, "Two of it"),
        ("list-item", 5, "Three"),
        ("block-quotation", 6, "A"),
        ("block-quotation", 7, "B"),
    ]


@pytest.mark.parametrize(
    ("content", "blocks"),
    [
        ("# One\n## Two ##\nText", [("heading", "One"), ("heading", "Two"), ("paragraph", "Text")]),
        ("###### Six\n\n#seven", [("heading", "Six"), ("paragraph", "#seven")]),
        ("#\n\nText", [("paragraph", "#"), ("paragraph", "Text")]),
        ("One\n \t\nTwo", [("paragraph", "One"), ("paragraph", "Two")]),
        ("One\n\n* * *\nTwo\n\n===\n\n---", [("paragraph", "One"), ("paragraph", "Two")]),
        ("--\n\nOne", [("paragraph", "--"), ("paragraph", "One")]),
        ("+ One\n• Two\n- Three", [("list-item", "One"), ("list-item", "Two"), ("list-item", "Three")]),
        ("1) One\n(2) Two\n  * Three", [("list-item", "One"), ("list-item", "Two"), ("list-item", "Three")]),
        ("# \n\n- \n- One", [("list-item", "One")]),
        ("1990. A year", [("paragraph", "1990. A year")]),
        ("*One* or two", [("paragraph", "*One* or two")]),
        (">One\n> two", [("block-quotation", "One two")]),
        ("*\n- \n+ One", [("paragraph", "* - + One")]),
        ("---\nmood: bad, and\nno end", [("paragraph", "mood: bad, and no end")]),
        ("---\ntitle: T\n---\n\n---\n\nOne", [("paragraph", "One")]),
    ],
)
def test_no_more_is_taken_for_markdown_than_plainly_is(folder, content, blocks):
    (folder / "On Shelves.md").write_text(content, "utf-8")
    found = read_texts(folder).works[0].blocks
    assert [(block.kind, block.text) for block in found] == blocks
    assert [block.order for block in found] == list(range(1, len(found) + 1))


@pytest.mark.parametrize("answered", ["On Shelves.md", "On Shelves", "on-shelves"])
def test_the_file_answered_is_given_with_its_ending_or_without(folder, answered):
    (folder / "reply_1.txt").write_text(f"---\nresponds_to: {answered}\n---\nLook.", "utf-8")
    assert [work.responds_to for work in read_texts(folder).works] == ["", "on-shelves"]


def test_a_file_of_the_other_kind_can_be_answered(folder):
    (folder / "On Shelves.md").write_text("---\nresponds_to: reply_1.txt\n---\nLook.", "utf-8")
    assert [work.responds_to for work in read_texts(folder).works] == ["reply_1", ""]


def test_one_name_is_one_author_and_no_name_is_somebody_each(folder):
    (folder / "reply_2.txt").write_text("---\nauthor: Ann\n---\nLook.", "utf-8")
    (folder / "reply_3.txt").write_text("Look.", "utf-8")
    record = read_texts(folder)
    ann = "by:Ann"
    assert [author.slug for author in record.authors] == ["author-of:on-shelves", ann, "author-of:reply_3"]
    assert [work.author for work in record.works] == ["author-of:on-shelves", ann, ann, "author-of:reply_3"]


def test_a_title_is_the_text_s_own_where_it_gives_one(folder):
    (folder / "notes.txt").write_text("Look.", "utf-8")
    (folder / "reply_1.txt").write_text("---\ntitle: A reply\n---\n# Not this\n\nLook.", "utf-8")
    works = read_texts(folder).works
    assert [(work.title, work.title_is_editorial) for work in works] == [
        ("On shelves", True),
        ("notes", True),
        ("A reply", False),
    ]
    assert {work.language for work in works} == {""}


def test_behind_z_come_two_letters(folder):
    for number in range(10, 63):
        (folder / f"z{number}.txt").write_text("Look.", "utf-8")
    sigla = [work.siglum for work in read_texts(folder).works]
    assert (sigla[24:29], sigla[50:]) == (["Y", "Z", "Aa", "Ab", "Ac"], ["Ay", "Az", "Ba", "Bb", "Bc"])


def test_names_that_make_one_slug_or_none_are_kept_apart(folder):
    for name in ("on shelves.txt", "毛.md", "!.md", "README.md", ".hidden.md"):
        (folder / name).write_text("Some words.", "utf-8")
    works = read_texts(folder).works
    assert [work.slug for work in works] == ["text-1", "on-shelves", "on-shelves-2", "reply_1", "毛"]
    assert [work.siglum for work in works] == list("ABCDE")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("Schön".encode("latin-1"), "My texts/reply_1.txt:1: not UTF-8: byte 0xf6 can't be decoded"),
        (b"A\n\x00", "My texts/reply_1.txt:2: forbidden character U"),
        (b"\n \n", "My texts/reply_1.txt: the text is empty"),
        (b"# Only a heading\n", "My texts/reply_1.txt: the text is empty"),
        (b"---\ntitle: A: b\n---\nA.", "My texts/reply_1.txt:2: not well-formed YAML"),
        (
            b"---\nresponds_to: nobody\n---\nA.",
            "My texts/reply_1.txt:1: responds_to: there is no work “nobody”",
        ),
        (b"---\nresponds_to: reply_1\n---\nA.", "a cycle of replies"),
    ],
)
def test_what_is_no_text_is_refused_with_file_and_reason(folder, content, reason):
    (folder / "reply_1.txt").write_bytes(content)
    with pytest.raises(CommandError) as refused:
        trace(folder)
    assert reason in str(refused.value)


def test_a_folder_without_texts_is_refused(tmp_path):
    with pytest.raises(CommandError, match=r"no debate.yaml, and no texts: no file ends in .md or .txt"):
        trace(tmp_path)


def test_a_debate_s_folder_still_needs_its_debate_yaml(folder):
    (folder / "authorities.yaml").write_text("", "utf-8")
    with pytest.raises(CommandError, match=r"debate\.yaml: the file is missing"):
        trace(folder)


def test_a_search_that_is_stopped_ends_its_line_first(folder, monkeypatch):
    def told(self, portions):
        self.progress(0, 100)
        raise KeyboardInterrupt

    monkeypatch.setattr("essays.domain.tracing.tracer.Tracer._run", told)
    err = StringIO()
    with pytest.raises(CommandError, match="stopped"):
        call_command("trace", "--json", "-", str(folder), stdout=StringIO(), stderr=err)
    assert err.getvalue() == "\r0 of 100 words, 0%\n"


def test_a_file_of_any_script_can_be_answered(folder):
    (folder / "书.txt").write_text(f"{COMMON}\n", "utf-8")
    (folder / "reply_1.txt").write_text(f"---\nresponds_to: 书.txt\n---\n{COMMON}\n", "utf-8")
    assert {work.slug: work.responds_to for work in read_texts(folder).works} == {
        "on-shelves": "",
        "reply_1": "书",
        "书": "",
    }


def test_rules_without_end_are_passed_over(folder):
    (folder / "On Shelves.md").write_text(
        f"Above.\n\n{'***' + chr(10)}{'---' + chr(10)}" * 2 + "Below.", "utf-8"
    )
    assert [block.text for block in read_texts(folder).works[0].blocks] == ["Above.", "Above.", "Below."]
    (folder / "On Shelves.md").write_text("---\n" * 2_000 + "Below.", "utf-8")
    assert [block.text for block in read_texts(folder).works[0].blocks] == ["Below."]
