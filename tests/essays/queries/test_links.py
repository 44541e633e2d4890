"""What the margins and the page of a link fetch, in how many queries."""

import pytest

from essays.enums import LinkStatus
from essays.models import Block, Debate, Link
from essays.queries.links import link_record, links_of_blocks
from tests.factories import make_debate, make_link, make_work

WORDS = ("whoever", "drinks", "should")


def make_links(size: int) -> Debate:
    """Three works; in the last ``size`` paragraphs that each quote both of the others ``size`` times."""
    debate = make_debate()
    works = [make_work(debate, siglum=letter, blocks=size) for letter in "ABC"]
    for block in works[2].blocks.select_related("work__debate").order_by("order"):
        first = None
        for other in works[:2]:
            for word in WORDS[:size]:
                made = make_link(block, other.blocks.first(), word, source="well", continues=first)
                first = first or made
    return debate


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 3])
def test_links_of_blocks_cost_the_same_for_any_size(size, django_assert_num_queries):
    debate = make_links(size)
    with django_assert_num_queries(2):
        records = links_of_blocks(Block.objects.filter(work__debate=debate, work__siglum="A"))
        assert len(records.links) == size * size
        assert len(records.beyond) == 2 * size * size
        assert {link.left_block.order for link in records.links} == set(range(1, size + 1))


@pytest.mark.django_db
def test_blocks_without_links_cost_one_query(django_assert_num_queries):
    work = make_work(make_debate())
    with django_assert_num_queries(1):
        records = links_of_blocks(work.blocks.all())
    assert (records.links, records.beyond) == ((), ())


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 3])
def test_link_record_costs_the_same_for_any_size(size, django_assert_num_queries):
    debate = make_links(size)
    slug = debate.links.order_by("pk").first().slug
    with django_assert_num_queries(4):
        record = link_record(debate, slug)
        assert record.link.left_block.work.author.name == "N. Brook"
        assert len(record.parts) == 2 * size
        assert {link.right_block.work.siglum for link in (*record.near, *record.parts)} == {"A", "B"}


@pytest.mark.django_db
def test_what_was_dismissed_is_in_no_record(shelf_links: Debate):
    Link.objects.filter(slug="b2-a1").update(status=LinkStatus.DISMISSED, reason="a set phrase")
    with pytest.raises(Link.DoesNotExist):
        link_record(shelf_links, "b2-a1")
    assert [link.slug for link in link_record(shelf_links, "b3-a1").near] == []
    records = links_of_blocks(Block.objects.filter(work__siglum="B", work__debate=shelf_links))
    assert [link.slug for link in records.links] == ["b3-a1", "d1-b2"]


@pytest.mark.django_db
def test_only_what_is_confirmed_leads_beyond(shelf_links: Debate):
    records = links_of_blocks(Block.objects.filter(work__siglum="A", work__debate=shelf_links))
    assert [link.slug for link in records.links] == ["b2-a1", "b3-a1"]
    assert [link.slug for link in records.beyond] == ["b2-a1", "d1-b2"]


@pytest.mark.django_db
def test_neighbours_follow_the_text_between_the_same_works(shelf_links: Debate):
    first, second = link_record(shelf_links, "b2-a1"), link_record(shelf_links, "b3-a1")
    assert (first.previous, first.next.slug) == (None, "b3-a1")
    assert (second.previous.slug, second.next) == ("b2-a1", None)
    alone = link_record(shelf_links, "d1-b2")
    assert (alone.previous, alone.next, alone.parts) == (None, None, ())


@pytest.mark.django_db
def test_a_link_of_another_debate_is_not_there(shelf_links: Debate):
    with pytest.raises(Link.DoesNotExist):
        link_record(make_debate(), "b2-a1")
