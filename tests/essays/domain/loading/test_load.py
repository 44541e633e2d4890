import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from essays.domain.corpus.problems import CorpusRefused
from essays.domain.corpus.reading import read_debate
from essays.domain.loading.load import Loaded, check_debate, load_debate, store_debate
from essays.models import (
    Block,
    Debate,
    Formulation,
    Holding,
    Position,
    Question,
    Reference,
    Relation,
    Slot,
    Work,
)
from tests.essays.folders import Folder
from tests.essays.records import counts, everything, forget_hash, keys
from tests.fixtures import MASS_LINE

pytestmark = pytest.mark.django_db

READ = (
    "library-shelves: read 3 texts (paragraphs: A 5, B 6, D 1), "
    "2 formulations, 2 questions, 2 terms, 5 relations"
)


def writes(captured) -> list[str]:
    statements = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in statements if sql.startswith(("INSERT", "UPDATE", "DELETE"))]


def test_counts_of_the_real_debate(mass_line):
    assert counts() == {
        "Debate": 1,
        "Author": 4,
        "Work": 4,
        "Section": 28,
        "SearchEntry": 4 + (62 + 25 + 4 + 1 + 1 + 21 + 2) + 59 + 147,
        "Block": 62 + 25 + 4 + 1 + 1 + 21 + 2,
        "Stratum": 3,
        "Formulation": 6,
        "Wording": 11,
        "Printing": 11,
        "Slot": 44,
        "Holding": 11,
        "HoldingEvidence": 16,
        "Voice": 6,
        "Question": 19,
        "Position": 114,
        "PositionEvidence": 147,
        "Authority": 12,
        "AuthorityName": 21,
        "Reference": 41,
        "Term": 54,
        "TermOccurrence": 1007,
        "Definition": 59,
        "Relation": 107,
        "Link": 22,
        "LinkDecision": 0,
        "Shingle": 9752,
        "Oddity": 63,
        "Remark": 28,
        "RemarkEvidence": 49,
    }


def test_records_point_where_the_files_say(mass_line):
    slot = Slot.objects.select_related("wording__formulation", "stratum", "block__work").get(
        verb="bring over"
    )
    assert (slot.wording.formulation.slug, slot.stratum.slug, slot.mark, slot.principal) == (
        "win-over-the-backward",
        "intermediate",
        "other",
        True,
    )
    assert (slot.block.work.siglum, slot.block.number, slot.exact) == ("E", 5, "bring over the intermediate")
    asks = Holding.objects.select_related("according_to").get(stance="asks")
    assert (asks.formulation, asks.according_to.siglum, asks.is_own) == (None, "Q", True)
    silent = Position.objects.get(question__slug="does-wording-matter", voice__siglum="L")
    assert (silent.status, silent.claim, silent.evidence.count()) == ("silent", "", 0)
    named = Reference.objects.get(slug="mim-fame")
    assert sorted(authority.slug for authority in named.authorities.all()) == ["mim", "mim-prisons"]
    answer = Relation.objects.select_related("from_block", "to_work").get(slug="e1-answers-k")
    assert (answer.from_block.number, answer.to_work.siglum, answer.to_block, answer.from_exact) == (
        1,
        "K",
        None,
        "",
    )
    assert [work.responds_to and work.responds_to.siglum for work in Work.objects.order_by("order")] == [
        None,
        None,
        "K",
        "K",
    ]


def test_the_same_files_again_cost_one_query(tmp_path):
    folder = Folder(tmp_path).path
    load_debate(folder=folder)
    before = everything()
    lines = []
    with CaptureQueriesContext(connection) as captured:
        assert load_debate(folder=folder, progress=lines.append) == Loaded("library-shelves", unchanged=True)
    assert len(captured) == 1
    assert lines == ["library-shelves: unchanged, nothing to do"]
    assert everything() == before


def test_the_same_records_again_write_nothing(mass_line, mass_line_record):
    before = everything()
    with CaptureQueriesContext(connection) as captured:
        store_debate(record=mass_line_record)
    assert writes(captured) == []
    assert everything() == before


def test_a_changed_note_changes_one_row_and_no_key(tmp_path):
    folder = Folder(tmp_path)
    load_debate(folder=folder.path)
    before = keys()
    folder.edit(
        "positions.yaml", "finding: A counts room, B counts readers.", "finding: They count differently."
    )
    assert load_debate(folder=folder.path) == Loaded("library-shelves", False, created=0, changed=2)
    assert keys() == before
    assert Question.objects.get(slug="what-is-a-full-shelf-for").finding == "They count differently."


def test_formulations_and_questions_keep_their_keys_in_another_order(tmp_path):
    folder = Folder(tmp_path)
    load_debate(folder=folder.path)
    before = dict(Formulation.objects.values_list("slug", "pk"))
    text = (folder.path / "formulations.yaml").read_text("utf-8")
    head, first, rest = text.partition("  - slug: sell-the-unread\n")
    second_at = rest.index("  - slug: show-the-unread\n")
    holdings_at = rest.index("\nholdings:")
    swapped = head + rest[second_at:holdings_at] + first + rest[:second_at] + rest[holdings_at:]
    folder.write("formulations.yaml", swapped)
    load_debate(folder=folder.path)
    assert dict(Formulation.objects.values_list("slug", "pk")) == before
    assert list(Formulation.objects.order_by("order").values_list("slug", flat=True)) == [
        "show-the-unread",
        "sell-the-unread",
    ]


def test_principal_slots_may_change_places(tmp_path):
    folder = Folder(tmp_path)
    load_debate(folder=folder.path)
    folder.edit("formulations.yaml", "{stratum: read, verb: lend", "{stratum: unread, verb: lend")
    folder.edit("formulations.yaml", "{stratum: unread, verb: show", "{stratum: read, verb: show")
    load_debate(folder=folder.path)
    slots = Slot.objects.filter(wording__formulation__slug="show-the-unread").order_by("order")
    assert [(slot.stratum.slug, slot.verb, slot.principal) for slot in slots] == [
        ("unread", "lend", True),
        ("read", "show", True),
    ]


def test_works_may_change_places(tmp_path):
    folder = Folder(tmp_path)
    load_debate(folder=folder.path)
    before = dict(Work.objects.values_list("slug", "pk"))
    folder.edit("debate.yaml", "  - on-weeding\n  - for-the-window\n", "  - for-the-window\n  - on-weeding\n")
    load_debate(folder=folder.path)
    assert dict(Work.objects.values_list("slug", "pk")) == before
    assert list(Work.objects.order_by("order").values_list("slug", "order")) == [
        ("for-the-window", 1),
        ("on-weeding", 2),
        ("visitors-comment", 3),
    ]


def test_what_is_dropped_from_the_files_is_dropped_from_the_records(tmp_path):
    folder = Folder(tmp_path)
    load_debate(folder=folder.path)
    before = counts()
    folder.write("remarks.yaml", "").write("oddities.yaml", "").write("terms.yaml", "")
    assert load_debate(folder=folder.path).deleted == 1 + 1 + 1 + 2 + 1 + 9
    after = counts()
    assert {name: before[name] - after[name] for name in after if before[name] != after[name]} == {
        "Remark": 1,
        "RemarkEvidence": 1,
        "Oddity": 1,
        "Term": 2,
        "Definition": 1,
        "TermOccurrence": 9,
        "SearchEntry": 1,
    }


def test_two_debates_live_side_by_side(mass_line, small_debate):
    assert list(Debate.objects.values_list("slug", flat=True)) == ["library-shelves", "mass-line"]
    assert Work.objects.filter(debate=mass_line).count() == 4
    assert Work.objects.filter(debate=small_debate).count() == 3


def test_loading_one_debate_leaves_the_other_alone(mass_line, tmp_path):
    before = everything()
    folder = Folder(tmp_path)
    load_debate(folder=folder.path)
    folder.edit("remarks.yaml", "note: No count is given.", "note: Nobody counted.")
    load_debate(folder=folder.path)
    after = everything()
    for name, rows in before.items():
        assert {pk: after[name][pk] for pk in rows} == rows, name


def test_a_work_of_another_debate_is_refused(small_debate, tmp_path):
    folder = Folder(tmp_path, "other-shelves")
    with pytest.raises(CorpusRefused) as caught:
        load_debate(folder=folder.path)
    assert [str(problem) for problem in caught.value.problems] == [
        f"other-shelves/{slug}.md: the debate “library-shelves” already has a text of this name"
        for slug in ("for-the-window", "on-weeding", "visitors-comment")
    ]
    assert Debate.objects.count() == 1


def test_a_refused_folder_loads_nothing(tmp_path):
    before = counts()
    folder = Folder(tmp_path).edit("remarks.yaml", "at: B 3", "at: B 7")
    with pytest.raises(CorpusRefused):
        load_debate(folder=folder.path)
    assert counts() == before


def test_a_failure_in_the_middle_writes_nothing(tmp_path):
    """A row that the database refuses, late in the load, takes everything back with it."""
    folder = Folder(tmp_path)
    load_debate(folder=folder.path)
    before = everything()
    folder.edit("debate.yaml", "headline: Sell", "headline: Burn").append("remarks.yaml", "# changed\n")
    record = read_debate(folder.path)
    broken = [remark.__class__(**{**vars(remark), "slug": None}) for remark in record.remarks]
    with pytest.raises(Exception, match=r"(?i)null"):
        store_debate(record=record.__class__(**{**vars(record), "remarks": tuple(broken)}))
    assert everything() == before


def test_check_writes_nothing_and_says_what_it_read(tmp_path):
    folder = Folder(tmp_path)
    lines = []
    with CaptureQueriesContext(connection) as captured:
        check_debate(folder=folder.path, progress=lines.append)
    assert writes(captured) == []
    assert lines == [
        READ,
        "library-shelves: can be loaded",
    ]
    assert Debate.objects.count() == 0


def test_the_load_tells_its_progress(tmp_path):
    lines = []
    load_debate(folder=Folder(tmp_path).path, progress=lines.append)
    assert lines == [
        READ,
        "library-shelves: texts written",
        "library-shelves: 1 link found, 1 of them decided on before; "
        "0 suggested anew, 0 changed, 0 taken back",
        "library-shelves: loaded; 87 records new, 0 changed, 0 removed",
    ]


def test_the_load_says_that_it_compared_the_changed_texts_alone(tmp_path):
    folder = Folder(tmp_path)
    load_debate(folder=folder.path)
    folder.edit("visitors-comment.md", "Who counts", "But who counts")
    lines = []
    load_debate(folder=folder.path, revise=True, progress=lines.append)
    assert lines[2] == (
        "library-shelves: 0 links found in the texts that are new or changed, 0 of them decided on before; "
        "0 suggested anew, 0 changed, 0 taken back"
    )


def test_a_link_to_the_folder_is_followed(tmp_path):
    folder = Folder(tmp_path)
    (tmp_path / "latest").symlink_to(folder.path)
    assert load_debate(folder=tmp_path / "latest").slug == "library-shelves"


def test_every_row_is_compared_when_the_hash_is_forgotten(small_debate, small_debate_record):
    Block.objects.filter(work__slug="on-weeding", number=1).update(marker="?")
    forget_hash()
    assert store_debate(record=small_debate_record).changed == 2
    assert Block.objects.get(work__slug="on-weeding", number=1).marker == ""


def test_the_shipped_folder_is_the_real_debate():
    assert load_debate(folder=MASS_LINE).slug == "mass-line"
