"""What becomes of links when a text is revised: nothing moves silently."""

import pytest

from comments.enums import Role
from essays.domain.corpus.reading import read_debate
from essays.domain.loading.load import store_debate
from essays.models import Link, LinkDecision
from tests.essays.domain.links.makers import block, decide, make_link
from tests.essays.domain.loading.found import Finder
from tests.essays.domain.test_verifying import faults
from tests.essays.folders import Folder
from tests.factories import make_user

pytestmark = pytest.mark.django_db

TEXT = "on-weeding.md"
FREE = "Books that nobody has borrowed for ten years."
COPIES = "Books of which we hold three copies, or\n  more than three."


@pytest.fixture
def folder(tmp_path):
    folder = Folder(tmp_path)
    store(folder)
    return folder


@pytest.fixture
def edda():
    return make_user("edda", Role.EDITOR)


@pytest.fixture
def link(folder, edda):
    made = make_link(block("B", 4), "never seen", block("A", 3), "nobody has borrowed")
    decide(made, edda, note="Read.")
    return made


def store(folder, find=None, **options):
    return store_debate(record=read_debate(folder.path), find=find or Finder(), revise=True, **options)


def now(link: Link) -> tuple[str, str, int]:
    link = Link.objects.select_related("right_block").get(pk=link.pk)
    assert link.right_block.text[link.right_start : link.right_end] == link.right_exact
    assert faults() == []
    return link.status, link.right_exact, link.right_start


def test_words_that_still_stand_once_in_the_block_are_followed(folder, link):
    store(folder.edit(TEXT, FREE, "All those books that nobody has borrowed for ten years."))
    assert now(link) == ("confirmed", "nobody has borrowed", 21)
    assert Link.objects.get(pk=link.pk).note == "Read."
    assert LinkDecision.objects.count() == 1


def test_words_follow_their_paragraph_to_another_number(folder, link):
    items = f"- {FREE}\n- {COPIES}"
    store(folder.edit(TEXT, items, f"- {COPIES}\n- {FREE}"))
    assert now(link) == ("confirmed", "nobody has borrowed", 11)
    assert Link.objects.get(pk=link.pk).right_block.number == 4


def test_words_that_are_no_longer_there_reopen_a_confirmed_link(folder, link):
    said = []
    store(folder.edit(TEXT, FREE, "Books that nobody had borrowed for ten years."), progress=said.append)
    assert now(link) == ("suggested", "nobody had borrowed", 11)
    changed = Link.objects.get(pk=link.pk)
    assert (changed.note, changed.is_reopened, changed.is_fact) == ("Read.", True, False)
    decision = LinkDecision.objects.last()
    assert (decision.old_status, decision.new_status) == ("confirmed", "suggested")
    assert decision.reason == "A 3 was revised: “nobody has borrowed” stands there no longer."
    assert (decision.by, decision.by_name) == (None, "a new version of the text")
    assert decision.right_exact == "nobody has borrowed"
    assert "library-shelves: 1 confirmed link reopened, because of other words in a passage" in said


def test_words_that_stand_there_more_often_than_before_reopen_it(folder, link):
    store(folder.edit(TEXT, FREE, "Books nobody has borrowed, or that nobody has borrowed lately."))
    status, exact, _ = now(link)
    assert (status, exact) == ("suggested", "nobody has borrowed")
    assert LinkDecision.objects.last().reason == (
        "A 3 was revised: “nobody has borrowed” stands there more than once."
    )


def test_words_that_stand_there_as_often_as_before_are_followed(folder, edda):
    twice = "Books that nobody has borrowed, or that nobody has borrowed lately."
    store(folder.edit(TEXT, FREE, twice))
    second = make_link(block("B", 4), "never seen", block("A", 3), "nobody has borrowed")
    start = twice.rindex("nobody")
    Link.objects.filter(pk=second.pk).update(
        status="confirmed", decided_here=True, right_start=start, right_end=start + 19
    )
    store(folder.edit(TEXT, twice, f"All those {twice}"))
    assert now(second) == ("confirmed", "nobody has borrowed", start + 10)


def test_a_slip_of_typography_mended_is_no_other_wording(folder, link):
    store(folder.edit(TEXT, FREE, "Books that Nobody has – borrowed for ten years."))
    assert now(link) == ("confirmed", "Nobody has – borrowed", 11)


def test_words_that_go_to_another_paragraph_are_followed(folder, link):
    items = f"- {FREE}\n- {COPIES}"
    folder.edit("oddities.yaml", "at: A 5", "at: A 6")
    store(folder.edit(TEXT, items, f"- Books of no use.\n- {COPIES}\n- Those that nobody has borrowed."))
    assert now(link) == ("confirmed", "nobody has borrowed", 11)
    assert Link.objects.select_related("right_block").get(pk=link.pk).right_block.number == 5


def test_words_of_a_paragraph_that_is_joined_to_another_are_followed(folder, edda):
    link = make_link(block("B", 4), "never seen", block("A", 4), "three copies")
    decide(link, edda, status="dismissed", reason="Chance.")
    folder.edit("oddities.yaml", "at: A 5", "at: A 4")
    store(folder.edit(TEXT, f"{FREE}\n- {COPIES}", f"{FREE} {COPIES}"))
    assert now(link)[:2] == ("dismissed", "three copies")
    assert Link.objects.select_related("right_block").get(pk=link.pk).right_block.number == 3


def test_without_anything_like_them_the_whole_block_is_shown(folder, link):
    store(folder.edit(TEXT, FREE, "Torn maps."))
    assert now(link) == ("suggested", "Torn maps.", 0)


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("Books that nobody had borrowed for ten years.", "nobody had borrowed"),
        ("Books that nobody at all has borrowed for ten years.", "nobody at all has borrowed"),
        ("Torn maps.", "Torn maps."),
    ],
)
def test_a_dismissal_holds_whatever_the_words_become(folder, link, edda, text, exact):
    decide(link, edda, status="dismissed", reason="Chance.")
    said = []
    there = (("B", 4, "never seen"), ("A", 3, exact))
    store(folder.edit(TEXT, FREE, text), Finder(there), progress=said.append)
    assert now(link)[:2] == ("dismissed", exact)
    assert Link.objects.get(pk=link.pk).reason == "Chance."
    assert LinkDecision.objects.count() == 2
    between = Link.objects.filter(left_block__number=4, right_block__number=3, right_block__work__siglum="A")
    assert list(between) == [link]
    assert not any("reopened" in line for line in said)


def test_the_decision_is_kept_where_a_mere_suggestion_comes_to_the_same_place(folder, edda):
    twice = "Books that nobody has borrowed, or that nobody had borrowed before."
    store(folder.edit(TEXT, FREE, twice))
    mere = make_link(block("B", 4), "never seen", block("A", 3), "nobody had borrowed", slug="mere")
    decided = make_link(block("B", 4), "never seen", block("A", 3), "nobody has borrowed")
    decide(decided, edda, status="dismissed", reason="Chance.")
    store(folder.edit(TEXT, twice, "Books that nobody had borrowed."))
    assert now(decided)[:2] == ("dismissed", "nobody had borrowed")
    assert not Link.objects.filter(pk=mere.pk).exists()


def test_what_follows_from_the_words_and_marks_is_seen_anew(folder, edda):
    quoting = "Books that were “never seen” by anybody."
    store(folder.edit(TEXT, FREE, quoting))
    shown = {"direction": "quotes", "ground": "editor", "ground_note": "Seen."}
    link = make_link(
        block("A", 3), "never seen", block("B", 4), "never seen", kind="verbatim", marked=True, **shown
    )
    decide(link, edda)
    store(folder.edit(TEXT, quoting, "Books that were never quite seen by anybody."))
    changed = Link.objects.get(pk=link.pk)
    said = changed.left_exact, changed.kind, changed.marked, changed.status
    assert said == ("never quite seen", "variant", False, "suggested")


def test_comparison_leaves_a_link_alone_that_waits_for_its_editor_again(folder, link):
    there = (("B", 4, "never seen"), ("A", 3, "nobody had borrowed"))
    store(folder.edit(TEXT, FREE, "Books that nobody had borrowed for ten years."), Finder(there))
    assert Link.objects.filter(left_block__number=4, left_block__work__siglum="B").get() == link
    assert now(link)[0] == "suggested"


def test_a_mere_suggestion_goes_where_it_is_not_found_any_more(folder):
    link = make_link(block("B", 4), "never seen", block("A", 3), "nobody has borrowed")
    store(folder.edit(TEXT, FREE, "Torn maps."))
    assert not Link.objects.filter(pk=link.pk).exists()
    assert LinkDecision.objects.count() == 0


def test_the_decision_stays_when_the_paragraph_goes(folder, link):
    folder.write("oddities.yaml", "")
    store(folder.edit(TEXT, f"- {FREE}\n", ""))
    assert not Link.objects.filter(pk=link.pk).exists()
    decision = LinkDecision.objects.get()
    assert (decision.link, decision.link_slug, decision.right_exact) == (None, "b4-a3", "nobody has borrowed")


def test_two_passages_of_one_block_never_become_one(folder, edda):
    link = make_link(
        block("A", 2),
        "not found its reader",
        block("A", 2),
        "finds its reader",
        ground="same-work",
        slug="a2-a2",
    )
    decide(link, edda)
    old = "a book that waits for twenty years has not found its reader, and the shelf is full."
    store(folder.edit(TEXT, old, "so the shelf is full."))
    assert not Link.objects.filter(pk=link.pk).exists()
    assert LinkDecision.objects.get().link is None
