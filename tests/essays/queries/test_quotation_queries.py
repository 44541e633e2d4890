"""The queries of the pages of quotations: their number doesn't grow with the records."""

import pytest

from essays.enums import LinkStatus
from essays.models import Block, Debate
from essays.queries.coverage import answers_to, coverage_records
from essays.queries.parallel import pairs_of_texts, parallel_records
from essays.queries.quotations import quotation_records
from essays.queries.works import readable_works
from tests.essays.apparatus import make_apparatus
from tests.essays.links import make_link
from tests.factories import make_debate

pytestmark = pytest.mark.django_db


def make_linked(items: int) -> Debate:
    """``items`` of everything, and as many links from the last paragraph to the first."""
    debate = make_apparatus(items)
    blocks = list(Block.objects.filter(work__debate=debate).order_by("pk"))
    for word in ("whoever", "drinks", "well")[:items]:
        right = "from" if len(blocks) == 1 else word
        make_link(debate, blocks[-1], blocks[0], left_exact=word, right_exact=right)
    return debate


@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize(("query", "queries"), [(quotation_records, 6), (pairs_of_texts, 2)])
def test_number_of_queries(items, query, queries, django_assert_num_queries):
    make_linked(items)
    debate = Debate.objects.get()
    with django_assert_num_queries(queries):
        repr(query(debate))


def test_a_debate_without_texts_has_answers_too(django_assert_num_queries):
    debate = make_debate()
    with django_assert_num_queries(5):
        assert quotation_records(debate).blocks == ()
    assert pairs_of_texts(debate) == ()


@pytest.mark.parametrize("items", [1, 3])
def test_number_of_queries_of_two_texts(items, django_assert_num_queries):
    works = list(make_linked(items).works.all())
    with django_assert_num_queries(2):
        records = parallel_records(works[0], works[-1])
        blocks = (*records.left_blocks, *records.right_blocks)
        assert {block.work for block in blocks} == {works[0], works[-1]}
    assert len(records.links) == items


def test_number_of_queries_of_a_reply(unlinked_debate, django_assert_num_queries):
    reply = readable_works().get(siglum="B")
    make_link(unlinked_debate, "B 6", "A 3", left_exact="is unread", right_exact="Books that")
    with django_assert_num_queries(3):
        records = coverage_records(reply)
    assert [len(each) for each in (records.relations, records.links)] == [3, 1]
    assert [work.siglum for work in answers_to(reply)] == ["D"]


def test_blocks_come_with_work_and_length_without_text(unlinked_debate, django_assert_num_queries):
    make_link(unlinked_debate, "B 6", "A 3", left_exact="is unread", right_exact="Books that")
    records = quotation_records(Debate.objects.get())
    with django_assert_num_queries(0):
        assert [link.left_block.work.siglum for link in records.links] == ["B"]
        assert [reference.block.work.siglum for reference in records.references] == ["B"]
    texts = dict(Block.objects.values_list("pk", "text"))
    assert {block.pk: block.length for block in records.blocks} == {
        pk: len(text) for pk, text in texts.items()
    }


def test_pairs_are_counted_in_one_order(unlinked_debate):
    make_link(unlinked_debate, "B 6", "A 3", left_exact="is unread", right_exact="Books that")
    make_link(
        unlinked_debate, "A 2", "B 3", left_exact="a book", right_exact="A book", status=LinkStatus.SUGGESTED
    )
    make_link(
        unlinked_debate,
        "A 2",
        "B 3",
        left_exact="full",
        right_exact="light",
        status=LinkStatus.DISMISSED,
        reason="chance",
    )
    make_link(unlinked_debate, "B 6", "B 5", left_exact="the first", right_exact="The book")
    pairs = pairs_of_texts(Debate.objects.get())
    assert [(pair.left.siglum, pair.right.siglum, pair.confirmed, pair.found) for pair in pairs] == [
        ("A", "B", 1, 1),
        ("B", "B", 1, 0),
    ]
