"""links.yaml in the database: what the file says, and what it leaves to editors and to comparison."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.enums import Role
from essays.domain.corpus.problems import CorpusRefused
from essays.domain.corpus.reading import read_debate
from essays.domain.links import judging
from essays.domain.links.judging import Judgement
from essays.domain.links.stored import passages_of
from essays.domain.links.suggesting import trace_debate
from essays.domain.loading.load import load_debate, store_debate
from essays.models import Block, Link, Shingle
from tests.essays.domain.links.makers import block, decide, make_link
from tests.essays.domain.loading.found import Finder
from tests.essays.domain.loading.test_load import writes
from tests.essays.folders import Folder
from tests.essays.records import everything
from tests.factories import make_user
from tests.fixtures import find_once

pytestmark = pytest.mark.django_db

ECHO = (("D", 1, "Both letters count the books"), ("B", 3, "read within the month"))
PART = (("B", 2, "shelve the read and sell"), ("A", 1, "shelve the read and sell"))


@pytest.fixture
def folder(tmp_path):
    folder = Folder(tmp_path)
    store(folder, Finder())
    return folder


@pytest.fixture
def edda():
    return make_user("edda", Role.EDITOR)


def store(folder, find, **options):
    return store_debate(record=read_debate(folder.path), find=find, **options)


def statuses() -> dict[str, tuple[str, str]]:
    return {link.slug: (link.origin, link.status) for link in Link.objects.order_by("slug")}


FROM_FILE = {
    "b2-a1": ("found", "confirmed"),
    "b3-a1": ("editor", "suggested"),
    "b5-b4": ("found", "dismissed"),
}


def test_the_file_s_links_are_stored_where_their_words_stand(folder):
    assert statuses() == FROM_FILE
    link = Link.objects.select_related("left_block", "right_block").get(slug="b2-a1")
    assert link.left_block.text[link.left_start : link.left_end] == link.left_exact
    assert (link.right_block.work.slug, link.right_block.number, link.right_start) == ("on-weeding", 1, 43)
    assert (link.attributed_as, link.note, link.decided_here) == (
        "“On Weeding”",
        "The whole sentence.",
        False,
    )
    assert Link.objects.get(slug="b3-a1").continues == link


def test_the_same_files_again_write_nothing(folder):
    before = everything()
    find = Finder(ECHO)
    with CaptureQueriesContext(connection) as captured:
        store(folder, find)
    assert (writes(captured), find.asked) == ([], [])
    assert everything() == before


def test_an_entry_changed_keeps_its_key(folder):
    before = set(Link.objects.values_list("pk", flat=True))
    folder.edit("links.yaml", "note: The whole sentence.", "note: Word for word.")
    assert store(folder, Finder()).changed == 2
    assert Link.objects.get(slug="b2-a1").note == "Word for word."
    assert set(Link.objects.values_list("pk", flat=True)) == before


def test_two_entries_may_change_their_passages(folder):
    text = (folder.path / "links.yaml").read_text("utf-8")
    text = (
        text.replace("slug: b2-a1", "slug: x")
        .replace("slug: b5-b4", "slug: b2-a1")
        .replace("slug: x", "slug: b5-b4")
    )
    store(folder.write("links.yaml", text.replace("continues: b2-a1", "continues: b5-b4")), Finder())
    assert Link.objects.get(slug="b5-b4").left_block.work.siglum == "B"
    assert statuses()["b2-a1"] == ("found", "dismissed")


def test_an_entry_takes_over_the_suggestion_of_its_passages(folder):
    suggested = make_link(block("D", 1), ECHO[0][2], block("B", 3), ECHO[1][2], slug="d1-b3")
    entry = (
        "  - slug: owl\n    from: D 1\n    from_quote: Both letters count\n    to: B 3\n"
        "    to_quote: within the month\n"
    )
    store(folder.append("links.yaml", entry), Finder())
    assert statuses() == FROM_FILE | {"owl": ("found", "confirmed")}
    assert Link.objects.get(slug="owl").pk == suggested.pk


def test_an_entry_with_the_address_of_another_link_is_refused(folder):
    make_link(block("D", 1), ECHO[0][2], block("B", 3), ECHO[1][2], slug="owl")
    entry = (
        "  - slug: owl\n    from: D 1\n    from_quote: the readers\n"
        "    to: B 3\n    to_quote: show the unread\n"
    )
    folder.append("links.yaml", entry)
    with pytest.raises(CorpusRefused) as refused:
        store(folder, Finder())
    assert str(refused.value) == (
        "library-shelves/links.yaml: “owl” is the address of another link on this site; "
        "give this one another slug"
    )


@pytest.mark.parametrize("still_found", [True, False])
def test_without_its_entry_a_link_is_as_good_as_what_comparison_finds(folder, still_found):
    pk = Link.objects.get(slug="b2-a1").pk
    text = (folder.path / "links.yaml").read_text("utf-8")
    folder.write("links.yaml", "links:\n" + text[text.index("  - slug: b5-b4") :])
    find = Finder(PART) if still_found else Finder()
    store(folder, find)
    assert find.asked == [["for-the-window", "on-weeding"]]
    kept = {"b2-a1": ("found", "suggested")} if still_found else {}
    assert statuses() == kept | {"b5-b4": ("found", "dismissed")}
    if still_found:
        link = Link.objects.get(slug="b2-a1")
        assert (link.pk, link.note, link.left_exact) == (pk, "", PART[0][2])


def test_what_an_editor_decided_here_holds_against_the_file(folder, edda):
    decide(Link.objects.get(slug="b2-a1"), edda, status="dismissed", reason="Not so.", kind="verbatim")
    folder.edit("links.yaml", "note: The whole sentence.", "note: Word for word.")
    store(folder, Finder())
    link = Link.objects.get(slug="b2-a1")
    assert (link.status, link.reason, link.note) == ("dismissed", "Not so.", "")
    (folder.path / "links.yaml").unlink()
    store(folder, Finder())
    assert statuses() == {"b2-a1": ("found", "dismissed")}


def test_an_entry_never_repeats_what_an_editor_gave_the_same_passages(folder, edda):
    first = Link.objects.select_related("left_block__work__debate", "right_block").get(slug="b5-b4")
    passages = (first.left_block, first.left_exact, first.right_block, first.right_exact)
    Link.objects.filter(pk=first.pk).update(left_end=3, left_exact="The")
    decide(make_link(*passages, slug="here", ground="same-work"), edda)
    store(folder, Finder())
    kept = {slug: status for slug, status in FROM_FILE.items() if slug != "b5-b4"}
    assert statuses() == kept | {"here": ("found", "confirmed")}


def test_a_first_load_compares_all_its_texts(tmp_path):
    find = Finder(ECHO)
    store(Folder(tmp_path), find)
    assert find.asked == [["for-the-window", "on-weeding", "visitors-comment"]]
    assert [text.siglum for text in find.texts] == ["A", "B", "D"]
    assert (find.texts[1].answers, find.texts[1].author_names) == ("on-weeding", ("Friends of the Library",))
    assert find.texts[2].author_names == ()
    assert find.names == {"ms-alder": ("Ms Alder",)}
    assert statuses() == FROM_FILE | {"d1-b3": ("found", "suggested")}


def test_only_works_that_changed_are_compared_again(folder):
    find = Finder(ECHO)
    folder.edit("visitors-comment.md", "Who counts the readers?", "And who counts the readers?")
    store(folder, find, revise=True)
    assert find.asked == [["visitors-comment"]]
    assert statuses() == FROM_FILE | {"d1-b3": ("found", "suggested")}


def test_shingles_are_rewritten_for_changed_blocks_only(folder):
    before = set(Shingle.objects.values_list("pk", flat=True))
    changed = block("D", 1)
    others = set(Shingle.objects.exclude(block=changed).values_list("pk", flat=True))
    folder.edit("visitors-comment.md", "Who counts the readers?", "And who counts the readers?")
    store(folder, Finder(), revise=True)
    after = set(Shingle.objects.values_list("pk", flat=True))
    assert before & after == others
    assert Shingle.objects.filter(block=changed).count() == 8
    assert set(Shingle.objects.filter(block=changed).values_list("work", flat=True)) == {changed.work_id}


def test_a_debate_loaded_before_there_was_an_index_is_indexed_and_compared(folder):
    rows = set(Shingle.objects.values_list("hash", "block", "work", "position"))
    Shingle.objects.all().delete()
    find = Finder()
    store(folder, find)
    assert find.asked == [["for-the-window", "on-weeding", "visitors-comment"]]
    assert set(Shingle.objects.values_list("hash", "block", "work", "position")) == rows


def test_tracing_again_changes_nothing(folder):
    find = Finder(ECHO, PART)
    first = trace_debate(slug="library-shelves", find=find)
    assert (first.found, first.settled, first.created, first.changed, first.dropped) == (2, 1, 1, 0, 0)
    before = everything()
    with CaptureQueriesContext(connection) as captured:
        again = trace_debate(slug="library-shelves", find=find)
    assert (again.created, again.changed, again.dropped) == (0, 0, 0)
    # The texts are read before the lock and under it; a savepoint; the four of the finder of this test.
    assert len(captured) == 6 + 4 + 2 + 4
    assert (writes(captured), find.asked) == ([], [None, None])
    assert everything() == before


def test_texts_that_change_while_they_are_compared_are_compared_again(folder):
    class Slow(Finder):
        def __call__(self, texts, **options):
            found = super().__call__(texts, **options)
            if len(self.asked) == 1:
                folder.edit("visitors-comment.md", "Who counts the readers?", "And who counts the readers?")
                store(folder, Finder(), revise=True)
            return found

    find = Slow(ECHO)
    assert trace_debate(slug="library-shelves", find=find).created == 1
    assert find.asked == [None, None]
    assert "And who counts" in "".join(block.text for block in find.texts[2].blocks)
    assert Link.objects.get(slug="d1-b3").left_exact == ECHO[0][2]


def test_a_suggestion_changes_with_what_is_found_and_goes_with_it(folder):
    trace_debate(slug="library-shelves", find=Finder(ECHO))
    pk = Link.objects.get(slug="d1-b3").pk
    shorter = (("D", 1, "letters count the books"), ECHO[1], {"score": 0.25, "slug": "other"})
    assert trace_debate(slug="library-shelves", find=Finder(shorter)).changed == 1
    link = Link.objects.get(pk=pk)
    assert (link.slug, link.left_exact, link.score) == ("d1-b3", "letters count the books", 0.25)
    assert trace_debate(slug="library-shelves", find=Finder()).dropped == 1
    assert statuses() == FROM_FILE


def test_suggestions_of_other_works_stay_where_only_some_are_compared(folder):
    trace_debate(slug="library-shelves", find=Finder(ECHO))
    folder.edit("on-weeding.md", "Books of which we hold three copies", "Books of which we keep three copies")
    store(folder, Finder(), revise=True)
    assert "d1-b3" in statuses()


@pytest.mark.parametrize("status", ["confirmed", "dismissed", "suggested"])
def test_a_decision_outlives_every_later_run(folder, edda, status):
    trace_debate(slug="library-shelves", find=Finder(ECHO))
    decide(
        Link.objects.get(slug="d1-b3"), edda, status=status, reason="Chance." if status == "dismissed" else ""
    )
    before = everything()
    longer = (("D", 1, "Both letters count the books. Who"), ("B", 3, "is read within the month"))
    for find in (Finder(ECHO), Finder(longer), Finder()):
        assert trace_debate(slug="library-shelves", find=find).created == 0
        assert everything() == before


def test_parts_of_a_quotation_point_at_the_first(folder):
    first = (("D", 1, "Both letters"), ("B", 3, "We answer"), {"slug": "d1-b3"})
    second = (("D", 1, "count the books"), ("B", 3, "lend the read"), {"slug": "d1-b3", "continues": 0})
    third = (("D", 1, "the readers"), ("B", 3, "show the unread"), {"slug": "d1-b3-2", "continues": 0})
    trace_debate(slug="library-shelves", find=Finder(first, second, third))
    links = {link.slug: link for link in Link.objects.filter(left_block__work__siglum="D")}
    assert sorted(links) == ["d1-b3", "d1-b3-2", "d1-b3-3"]
    assert links["d1-b3"].continues is None
    assert links["d1-b3-2"].continues == links["d1-b3-3"].continues == links["d1-b3"]
    trace_debate(slug="library-shelves", find=Finder(second[:2]))
    assert [link.continues for link in Link.objects.filter(left_block__work__siglum="D")] == [None]


def test_an_attribution_is_that_of_the_authority_named(folder):
    said = {"attributed_as": "Ms Alder of the bindery", "authority": "ms-alder"}
    trace_debate(slug="library-shelves", find=Finder((*ECHO, said)))
    link = Link.objects.get(slug="d1-b3")
    assert (link.attributed_as, link.attributed_to.slug) == ("Ms Alder of the bindery", "ms-alder")


def test_what_comparison_finds_can_be_confirmed_as_it_is(db, mass_line_record):
    store_debate(record=replace(mass_line_record, links=()), find=find_once)
    found = list(Link.objects.select_related("left_block__work", "right_block__work"))
    assert len(found) > 10
    for link in found:
        said = Judgement("confirmed", link.kind, link.marked, link.direction, link.ground, link.ground_note)
        assert (link.slug, judging.faults(said, *passages_of(link))) == (link.slug, [])


def test_every_link_that_comparison_finds_in_the_shipped_debate_is_decided(mass_line):
    assert statuses_of(mass_line) == {"confirmed"}


def statuses_of(debate) -> set[str]:
    return set(Link.objects.filter(debate=debate).values_list("status", flat=True))


def test_a_load_from_the_folder_compares_by_itself(tmp_path):
    load_debate(folder=Folder(tmp_path).path)
    assert statuses() == FROM_FILE
    assert Shingle.objects.count() == sum(
        max(len(text.replace("-", " ").split()) - 2, 0)
        for text in Block.objects.values_list("text", flat=True)
    )


def test_an_entry_may_move_to_the_passages_of_another_link(folder):
    text = (folder.path / "links.yaml").read_text("utf-8")
    gone = text[text.index("  - slug: b5-b4") :]
    moved = gone.replace("slug: b5-b4", "slug: b3-a1")
    start = text.index("  - slug: b3-a1")
    store(folder.write("links.yaml", text[:start] + moved), Finder())
    assert statuses() == {"b2-a1": ("found", "confirmed"), "b3-a1": ("found", "dismissed")}
