"""Faults in the texts and in debate.yaml, each with the message it gets."""

import pytest

from tests.essays.folders import Folder, problems_after

#: (file, words to replace, their replacement, problems); see ``problems_after``.
CASES = {
    "author unknown": (
        "on-weeding.md",
        "author: n-brook",
        "author: n-brooke",
        "on-weeding.md:{line}: there is no author “n-brooke”; did you mean “n-brook”?",
    ),
    "author of no name": (
        "debate.yaml",
        "    name: N. Brook\n",
        "",
        "debate.yaml:6: author: “name” is missing",
    ),
    "name of an author who is not stated": (
        "debate.yaml",
        "    kind: not-stated\n",
        "    kind: not-stated\n    name: An owl\n",
        "debate.yaml:14: name: an author who is not stated has no name",
    ),
    "siglum twice": (
        "for-the-window.md",
        "siglum: B",
        "siglum: A",
        "for-the-window.md:{line}: siglum “A” stands twice, first at on-weeding.md:2",
    ),
    "siglum that is none": (
        "visitors-comment.md",
        "siglum: D",
        "siglum: d4",
        "visitors-comment.md:{line}: siglum: “d4” is not a siglum: a capital, then at most three letters",
    ),
    "answer to an unknown work": (
        "for-the-window.md",
        "responds_to: on-weeding",
        "responds_to: on-weddings",
        "for-the-window.md:{line}: responds_to: there is no work “on-weddings”; did you mean “on-weeding”?",
    ),
    "work answering itself": (
        "for-the-window.md",
        "responds_to: on-weeding",
        "responds_to: for-the-window",
        "for-the-window.md:{line}: responds_to: a cycle of replies: for-the-window, for-the-window",
    ),
    "language that is none": (
        "for-the-window.md",
        "author: friends",
        "language: English\nauthor: friends",
        "for-the-window.md:{line}: language: “English” is not a language tag such as en or zh-Hans",
    ),
    "front matter missing": (
        "for-the-window.md",
        "---\nsiglum: B",
        "siglum: B",
        "for-the-window.md:{line}: front matter is missing: the first line must be “---”",
    ),
    "front matter not closed": (
        "for-the-window.md",
        "responds_to: on-weeding\n---",
        "responds_to: on-weeding",
        "for-the-window.md:1: front matter is not closed by a line “---”",
    ),
    "broken front matter": (
        "for-the-window.md",
        "title: For the Window\nshort",
        "title: For: the Window\nshort",
        "for-the-window.md:{line}: not well-formed YAML: mapping values are not allowed in this context",
    ),
    "unknown kind of work": (
        "for-the-window.md",
        "kind: essay",
        "kind: letter",
        "for-the-window.md:{line}: kind: “letter” is unknown; known: comment, essay",
    ),
    "section without a paragraph": (
        "on-weeding.md",
        "  - from: 1\n",
        "  - from: 3\n",
        "on-weeding.md:{line}: the section “The full shelf” holds no numbered block",
    ),
    "section beyond the end": (
        "on-weeding.md",
        "  - from: 1\n",
        "  - from: 9\n",
        "on-weeding.md:{line}: the section “The full shelf” holds no numbered block",
    ),
    "section without a start": (
        "on-weeding.md",
        "  - from: 1\n    title",
        "  - title",
        "on-weeding.md:{line}: outline: “from” is missing",
    ),
    "anchor of a paragraph for a section": (
        "on-weeding.md",
        "title: The full shelf",
        "title: P 12\n    slug: p12",
        "on-weeding.md:{line}: title: gives the anchor “p12”, which can't be used; add a “slug”",
    ),
    "text not listed": (
        "debate.yaml",
        "  - visitors-comment\n",
        "",
        "visitors-comment.md: the text is not listed under “works” in debate.yaml",
    ),
    "work listed twice": (
        "debate.yaml",
        "  - visitors-comment\n",
        "  - visitors-comment\n  - on-weeding\n",
        "debate.yaml:19: work “on-weeding” stands twice, first in line 16",
    ),
    "work without a file": (
        "debate.yaml",
        "  - visitors-comment\n",
        "  - visitors-comment\n  - second-comment\n",
        "debate.yaml:19: works: there is no file second-comment.md",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "problems"), CASES.values(), ids=CASES)
def test_refusal(tmp_path, file, old, new, problems):
    assert problems_after(Folder(tmp_path), file, old, new) == problems
