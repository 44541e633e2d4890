import pytest
import yaml

from essays.domain.corpus.problems import Problems
from essays.domain.corpus.yaml_tree import MAX_DEPTH, Mapping, Scalar, Sequence, read_yaml


def read(text, first_line=1):
    problems = Problems()
    tree = read_yaml(text, file="f.yaml", problems=problems, first_line=first_line)
    return tree, [str(problem) for problem in problems.found]


ALIASES = "anchors and aliases (& and *) are not part of the format; quote the text if it begins so"


def plain(node):
    """The tree without its lines."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.entries.items()}


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a: no", {"a": "no"}),
        ("a: 1926", {"a": "1926"}),
        ("a: 2026-03-12", {"a": "2026-03-12"}),
        ("a:", {"a": ""}),
        ("a: ~", {"a": "~"}),
        ("a: [b, {c: d}]", {"a": ["b", {"c": "d"}]}),
        ("a: >-\n  b\n  c", {"a": "b c"}),
        ("", {}),
        ("# nothing\n", {}),
        ("---\na: b\n", {"a": "b"}),
    ],
)
def test_values_are_the_words_they_are(text, tree):
    node, problems = read(text)
    assert problems == []
    assert plain(node) == tree


def test_lines():
    node, _ = read("a: b\nc:\n  - d\n  - e: f\n", first_line=2)
    assert node == Mapping(
        {
            "a": Scalar("b", 2),
            "c": Sequence((Scalar("d", 4), Mapping({"e": Scalar("f", 5)}, {"e": 5}, 5)), 4),
        },
        {"a": 2, "c": 3},
        2,
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "a: &x b\nc: *x",
            f"f.yaml:1: {ALIASES}",
        ),
        (
            "a: b\nc: *x",
            f"f.yaml:2: {ALIASES}",
        ),
        (
            "a: !!python/object/apply:os.system [ls]",
            "f.yaml:1: the tag tag:yaml.org,2002:python/object/apply:os.system is not part of the format; "
            "quote the text if it begins with “!”",
        ),
        ("a: b\nb: c\na: d", "f.yaml:3: the key “a” stands twice, first in line 1"),
        ("? [a]\n: b", "f.yaml:1: a key must be a word"),
        ("a: b\n---\nc: d", "f.yaml:2: a second document (“---”) in one file"),
        ('a: b\nc: "d\\0"', "f.yaml:2: forbidden character U+0000, written as an escape"),
        ('a: "\\u202eb"', "f.yaml:1: forbidden character U+202E, written as an escape"),
        ('"a\\x07": b', "f.yaml:1: forbidden character U+0007, written as an escape"),
        ("a: [" + "[" * MAX_DEPTH + "]" * MAX_DEPTH + "]", f"f.yaml:1: nested more than {MAX_DEPTH} deep"),
    ],
)
def test_refusals(text, problem):
    assert read(text) == (None, [problem])


@pytest.mark.parametrize("text", ["a: b: c", "a: [b", "a: 'b", "- a\nb: c", "a: b\n\tc: d", 'a: "\\q"'])
def test_broken_yaml_is_refused_with_its_line(text):
    tree, (problem,) = read("x: y\n" + text)
    assert tree is None
    assert problem.startswith(("f.yaml:2: not well-formed YAML: ", "f.yaml:3: not well-formed YAML: "))


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor():
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert read(bomb)[1] == [f"f.yaml:1: {ALIASES}"]


def test_a_million_brackets_are_refused_at_once():
    tree, problems = read("[" * 1_000_000)
    assert tree is None
    assert len(problems) == 1


@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
def test_both_parsers_give_the_same_tree(loader, monkeypatch):
    monkeypatch.setattr("essays.domain.corpus.yaml_tree.LOADER", loader)
    node, problems = read("a: “b”\nc:\n- {d: e, f: 'g: h'}\n- >-\n  i\n  j\n")
    assert (plain(node), problems) == ({"a": "“b”", "c": [{"d": "e", "f": "g: h"}, "i j"]}, [])
    assert node.lines == {"a": 1, "c": 2}
