"""The queries of the pages that compare: their number doesn't grow with the records."""

import pytest

from essays.domain.comparing import compare_positions
from essays.models import Block, Debate
from essays.queries.authorities import authorities_of
from essays.queries.debates import all_debates
from essays.queries.overview import overview_of
from essays.queries.pairs import pair_of, recorded_pairs
from essays.queries.positions import offer_of, rows_of
from essays.queries.terms import glossary_of
from essays.queries.wordings import wordings_of
from tests.essays.apparatus import make_apparatus, make_relation
from tests.factories import make_debate

pytestmark = pytest.mark.django_db

EVERYTHING = {"positions": (), "questions": (), "everything": True}


def use(result: object) -> str:
    """Touches everything of a result, so that nothing is fetched later than counted."""
    return repr(result)


@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize(
    ("query", "queries"),
    [
        (wordings_of, 7),
        (overview_of, 8),
        (offer_of, 2),
        (glossary_of, 4),
        (authorities_of, 5),
        (recorded_pairs, 2),
        (lambda debate: pair_of(debate, ("A", 1), ("A", 1)), 2),
        (lambda debate: compare_positions(debate=debate, **EVERYTHING), 4),
    ],
    ids=["wordings", "overview", "offer", "terms", "authorities", "pairs", "pair", "positions"],
)
def test_number_of_queries(items, query, queries, django_assert_num_queries):
    make_apparatus(items)
    debate = Debate.objects.get()
    with django_assert_num_queries(queries):
        use(query(debate))


@pytest.mark.parametrize(
    ("query", "queries"),
    [(wordings_of, 3), (overview_of, 6), (glossary_of, 4), (authorities_of, 3), (recorded_pairs, 2)],
)
def test_a_debate_without_apparatus_has_answers_too(query, queries, django_assert_num_queries):
    debate = make_debate()
    with django_assert_num_queries(queries):
        use(query(debate))


def test_all_debates(django_assert_num_queries):
    make_debate("wells")
    make_debate("roads")
    with django_assert_num_queries(1):
        assert [debate.slug for debate in all_debates()] == ["roads", "wells"]


def test_wordings_in_the_order_of_the_table(mass_line):
    records = wordings_of(mass_line)
    assert [stratum.label for stratum in records.strata] == [
        "the advanced",
        "the intermediate",
        "the backward",
    ]
    assert [each.gist for each in records.contested] == ["isolate the backward", "win over the backward"]
    in_table = [f"{each.label}, {each.source_label}" for each in records.wordings if each.in_table]
    assert in_table[:3] == [
        "Formulation 1, as given by Klaas V.",
        "Formulation 2, as given by Klaas V.",
        "Formulation 2, as quoted by Ehecatl",
    ]
    assert [held.holder for held in records.of_all] == ["The first commenter"]


def test_rows_stand_in_the_order_asked_for(small_debate):
    offer = offer_of(small_debate)
    voices = tuple(reversed(offer.voices[:2]))
    questions = tuple(reversed(offer.questions))
    rows = rows_of(questions, voices)
    assert [row.question.slug for row in rows] == ["what-is-unread", "what-is-a-full-shelf-for"]
    assert [[cell.voice.siglum for cell in row.cells] for row in rows] == [["B", "A"], ["B", "A"]]
    assert [cell.status for cell in rows[0].cells] == ["stated", "silent"]
    assert [passage.text for passage in rows[0].cells[0].evidence] == ["Only the second kind is unread"]


def test_an_answer_nobody_recorded_is_an_empty_cell(small_debate):
    offer = offer_of(small_debate)
    offer.questions[0].positions.all().delete()
    assert rows_of(offer.questions[:1], offer.voices[:1])[0].cells[0].status == ""


def test_overview_counts_passages_by_referring_work(mass_line):
    overview = overview_of(mass_line)
    assert [work.siglum for work in overview.works] == ["L", "K", "Q", "E"]
    assert overview.numbered_blocks == 109
    assert overview.kinds == (("essay", 2), ("comment", 2))
    to_k = next(each for each in overview.mentioned_works if each.work.siglum == "K")
    assert to_k.counts[:2] == (0, 0)
    assert to_k.counts[2:] == (1, 18)
    mao = overview.mentioned_authorities[0]
    assert (mao.name, mao.counts) == ("Mao Zedong", (7, 2, 0, 5))
    counts = [each.total for each in overview.mentioned_authorities]
    assert counts == sorted(counts, reverse=True)


def test_overview_tells_what_answers_what(mass_line):
    texts = {text.work.siglum: text for text in overview_of(mass_line).texts}
    assert texts["L"].answers is None
    assert texts["L"].answered_by == ()
    assert [work.siglum for work in texts["K"].answered_by] == ["Q", "E"]
    assert texts["E"].answers.siglum == "K"
    assert [each.name for each in texts["Q"].refers_to] == ["K"]
    assert len(texts["E"].refers_to) == 4
    assert texts["E"].others == 4


def test_an_editors_comparison_is_no_mention(small_debate):
    before = overview_of(Debate.objects.get()).mentioned_works
    assert [(each.work.siglum, each.counts) for each in before] == [("A", (0, 2, 1)), ("B", (0, 0, 1))]
    small_debate.relations.update(referenced=False)
    assert overview_of(Debate.objects.get()).mentioned_works == ()


def test_leading_questions_have_the_answers_of_the_texts_only(small_debate):
    overview = overview_of(small_debate)
    assert [row.question.slug for row in overview.leading] == ["what-is-a-full-shelf-for"]
    assert [cell.voice.siglum for cell in overview.leading[0].cells] == ["A", "B", "D"]
    assert overview.turning_point == overview.leading[-1]


def test_pair_knows_its_neighbours(mass_line):
    pair = pair_of(mass_line, ("K", 1), ("E", 21))
    assert (pair.left.previous_address, pair.left.next_address) == ("", "k2")
    assert (pair.right.previous_address, pair.right.next_address) == ("e20", "")
    assert pair.left.label == "K\u00a01"
    assert not pair.same


def test_pair_has_exactly_the_relations_between_the_two(mass_line):
    pair = pair_of(mass_line, ("K", 3), ("E", 3))
    assert [relation.kind for relation in pair.relations] == ["quotes", "answers"]
    assert pair_of(mass_line, ("E", 3), ("K", 3)).relations == pair.relations
    assert pair_of(mass_line, ("L", 1), ("E", 3)).relations == ()


@pytest.mark.parametrize(
    ("left", "right"), [(("K", 1), ("K", 26)), (("Z", 1), ("K", 1)), (("K", 0), ("K", 1))]
)
def test_no_pair_without_both_paragraphs(mass_line, left, right):
    with pytest.raises(Block.DoesNotExist):
        pair_of(mass_line, left, right)


def test_a_pair_stays_within_its_debate(small_debate, mass_line):
    with pytest.raises(Block.DoesNotExist):
        pair_of(small_debate, ("K", 1), ("E", 1))


def test_recorded_pairs_name_each_kind_once():
    debate = make_apparatus(3)
    blocks = list(Block.objects.filter(work__debate=debate).order_by("pk"))
    make_relation(debate, 7, blocks, kind="criticises")
    make_relation(debate, 8, blocks, kind="criticises", reverse=True)
    groups = recorded_pairs(debate)
    assert [(group.from_work.siglum, group.to_work.siglum) for group in groups] == [("A", "C"), ("C", "A")]
    assert [(pair.left, pair.right, pair.kinds) for pair in groups[1].pairs] == [
        ("c3", "a1", ("quotes", "criticises"))
    ]


def test_glossary_counts_uses_and_keeps_definitions_with_their_author(small_debate):
    glossary = glossary_of(small_debate)
    assert [entry.term.slug for entry in glossary.defined] == ["unread"]
    assert [entry.term.slug for entry in glossary.undefined] == ["shelf"]
    unread = glossary.defined[0]
    assert [column.work.siglum for column in unread.defining] == ["B"]
    assert [each.exact for each in unread.defining[0].definitions] == ["Only the second kind is unread"]
    uses = {column.work.siglum: column.uses for column in unread.columns}
    assert list(uses) == ["A", "B", "D"]
    assert unread.uses == sum(uses.values()) == unread.term.occurrences.count()


def test_authorities_group_references_by_work(mass_line):
    entries = {entry.authority.name: entry for entry in authorities_of(mass_line).entries}
    mao = entries["Mao Zedong"]
    assert [group.work.siglum for group in mao.groups] == ["L", "K", "E"]
    assert "Mao Tse-Tung" in mao.names
    assert "Mao Zedong" not in mao.names
    assert mao.total == mao.authority.references.count() == 21


def test_a_reference_that_names_nobody_is_kept(small_debate):
    small_debate.references.get().authorities.clear()
    found = authorities_of(small_debate)
    assert [entry.groups for entry in found.entries] == [()]
    assert [(group.work.siglum, len(group.references)) for group in found.unnamed] == [("B", 1)]
