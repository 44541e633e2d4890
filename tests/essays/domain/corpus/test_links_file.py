"""links.yaml: what it gives, and the message of each of its faults."""

from collections import Counter

import pytest

from essays.domain.corpus.reading import read_debate
from essays.domain.corpus.records import LinkRecord, SpanRecord
from essays.domain.links.judging import same_words
from tests.essays.folders import Folder, problems_after

SENTENCE = "We should shelve the read and sell the unread"
FIRST = LinkRecord(
    slug="b2-a1",
    left=SpanRecord("for-the-window", 2, 0, 45, SENTENCE),
    right=SpanRecord("on-weeding", 1, 43, 88, SENTENCE),
    kind="verbatim",
    marked=True,
    direction="quotes",
    ground="named",
    ground_note="",
    attributed_to="",
    attributed_as="“On Weeding”",
    continues="",
    origin="found",
    status="confirmed",
    reason="",
    note="The whole sentence.",
)
#: (words to replace, their replacement, problems); see ``problems_after``.
CASES = {
    "words that do not stand there": (
        "from_quote: We should",
        "from_quote: They should",
        "links.yaml:{line}: B 2: the quotation “They should shelve the read and sell the unread” does not "
        "occur in it; the nearest passage is “We should shelve the read and sell the unread.”",
    ),
    "words that are cut": (
        "from_quote: We should",
        "from_quote: e should",
        "links.yaml:{line}: from_quote: it begins inside the word “We”",
    ),
    "a passage without words": (
        "    from_quote: The book that was seen\n",
        "",
        "links.yaml:23: link: “from_quote” is missing or empty",
    ),
    "a dismissal without a reason": (
        "    reason: Two entries of one list.\n",
        "",
        "links.yaml:21: reason: a dismissed link needs a reason",
    ),
    "a reason without a dismissal": (
        "note: The whole sentence.",
        "reason: The whole sentence.",
        "links.yaml:{line}: reason: only a dismissed link has a reason; what readers should know is a note",
    ),
    "a suggestion that comparison would make": (
        "status: suggested",
        "status: suggested\n    origin: found",
        "links.yaml:13: origin: what comparison finds is suggested by itself",
    ),
    "a ground that shows nothing": (
        "ground: named",
        "ground: both-plain",
        "links.yaml:{line}: ground: “neither text shows that it takes the words from the other” "
        "shows no direction",
    ),
    "the earlier passage first": (
        "B 5\n    from_quote: The book that was seen\n    to: B 4\n    to_quote: The book that was never",
        "B 4\n    from_quote: The book that was never seen\n    to: B 5\n    to_quote: The book that was",
        "links.yaml:{line}: from: where no direction is shown, the left passage is the later of the two",
    ),
    "the same words called a variant": (
        "note: The whole sentence.",
        "kind: variant",
        "links.yaml:{line}: kind: no word is changed",
    ),
    "unknown authority": (
        "attributed_as: “On Weeding”",
        "attributed_to: ms-adler",
        "links.yaml:{line}: there is no authority “ms-adler”; did you mean “ms-alder”?",
    ),
    "attribution that is not printed": (
        "attributed_as: “On Weeding”",
        "attributed_as: Mr Brook",
        "links.yaml:{line}: attributed_as: “Mr Brook” does not stand in B",
    ),
    "unknown link continued": (
        "continues: b2-a1",
        "continues: b2-a2",
        "links.yaml:{line}: there is no link “b2-a2”; did you mean “b2-a1”?",
    ),
    "a link that continues itself": (
        "continues: b2-a1",
        "continues: b3-a1",
        "links.yaml:{line}: continues: a link can't continue itself",
    ),
    "a slug that stands twice": (
        "slug: b5-b4",
        "slug: b2-a1",
        "links.yaml:{line}: link “b2-a1” stands twice, first in line 2",
    ),
    "the same passages twice": (
        "slug: b5-b4\n",
        f"slug: again\n    from: B 2\n    from_quote: {SENTENCE}\n    to: A 1\n"
        f"    to_quote: {SENTENCE}\n  - slug: b5-b4\n",
        "links.yaml:22: from: a link of the same two passages stands above",
    ),
    "unknown status": (
        "status: dismissed",
        "status: rejected",
        "links.yaml:{line}: status: “rejected” is unknown; known: confirmed, dismissed, suggested",
    ),
    "unknown key": (
        "note: The whole sentence.",
        "notes: The whole sentence.",
        "links.yaml:{line}: link: unknown key “notes”; did you mean “note”?",
    ),
}


@pytest.mark.parametrize(("old", "new", "problems"), CASES.values(), ids=CASES)
def test_refusal(tmp_path, old, new, problems):
    assert problems_after(Folder(tmp_path), "links.yaml", old, new) == problems


def test_what_the_passages_show_need_not_be_given(small_debate_record):
    first, suggested, dismissed = small_debate_record.links
    assert first == FIRST
    assert (suggested.status, suggested.origin, suggested.kind) == ("suggested", "editor", "variant")
    assert (suggested.marked, suggested.continues) == (False, "b2-a1")
    assert (dismissed.direction, dismissed.ground, dismissed.marked) == ("not-shown", "same-work", False)


def test_a_debate_may_do_without_the_file(tmp_path):
    folder = Folder(tmp_path)
    (folder.path / "links.yaml").unlink()
    assert read_debate(folder.path).links == ()
    assert read_debate(folder.write("links.yaml", "").path).links == ()


def test_every_link_of_the_shipped_debate_is_decided(mass_line_record):
    counted = Counter((link.origin, link.status) for link in mass_line_record.links)
    assert counted == {("found", "confirmed"): 17, ("editor", "confirmed"): 5}


def test_relations_of_the_shipped_debate_call_a_change_what_the_links_do(mass_line_record):
    said = {
        relation.slug: (relation.kind, same_words(relation.source.exact, relation.target.exact))
        for relation in mass_line_record.relations
        if relation.kind in ("quotes", "quotes with change")
    }
    assert {slug for slug, one in said.items() if one == ("quotes", True)} == {"r03", "r08", "r09"}
    assert {slug for slug, one in said.items() if one == ("quotes with change", False)} == {
        *("r05", "r10", "r11", "r12")
    }
    assert len(said) == 7
