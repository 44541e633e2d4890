"""How many queries a reading page takes at most when it is made anew, however much there is to show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comments.enums import Status
from essays.models import Debate, Link, Work
from masslinesite.page_front import PageFront
from masslinesite.page_versions import ALL, touch
from tests.factories import make_response
from tests.site.many_rows import BASE, LATER
from tests.wsgi import ask, connections_stay_open

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

    from tests.stocked import Databases

pytestmark = pytest.mark.django_db
#: A connection is asked so often, at a quarter of a millisecond each: what remains of a page is its words.
MOST = 12
#: Pages of the shipped debate.
PAGES = {
    "home": [],
    "debate": ["mass-line"],
    "compare": ["mass-line"],
    "parallel-choose": ["mass-line"],
    "beside-choose": ["mass-line"],
    "quotations": ["mass-line"],
    "terms": ["mass-line"],
    "authorities": ["mass-line"],
    "search": [],
    "house-rules": [],
}


@pytest.fixture
def node(pieces_are_kept: None) -> Iterator[PageFront]:
    """Makes pages as a node does that keeps none, but what they have in common: as after each publication."""
    with connections_stay_open():
        yield PageFront(WSGIHandler(), limit=0)


def queries_of(node: PageFront, address: str) -> int:
    """Of the page once it has been made before, and of nothing that other tests have made."""
    touch([ALL])
    assert ask(node, address).status == 200
    with CaptureQueriesContext(connection) as queries:
        ask(node, address)
    return len(queries)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_debate(node: PageFront, mass_line: Debate, name: str):
    found = queries_of(node, reverse(name, args=PAGES[name]))
    assert found <= MOST


def test_each_text_and_a_paragraph_of_it(node: PageFront, mass_line: Debate):
    works = Work.objects.all()
    for work in works:
        make_response(work.blocks.exclude(number=None).first(), status=Status.PUBLISHED)
    pages = [address for work in works for address in (work.get_absolute_url(), paragraph(work))]
    found = {address: queries_of(node, address) for address in pages}
    assert {address: each for address, each in found.items() if each > MOST} == {}


def paragraph(work: Work) -> str:
    return reverse("paragraph", args=[work.slug, 1])


def test_two_texts_beside_each_other(node: PageFront, mass_line: Debate):
    link = Link.objects.select_related("left_block__work", "right_block__work").first()
    sigla = [block.work.siglum.lower() for block in (link.right_block, link.left_block)]
    found = queries_of(node, reverse("parallel", args=["mass-line", *sigla]))
    assert found <= MOST


class TestThreads:
    @pytest.fixture
    def database(self, grown: str, databases: Databases, django_db_blocker: DjangoDbBlocker) -> None:
        """In place of ``stocked``'s: the one with thousands of responses."""
        with django_db_blocker.unblock():
            databases.use(grown)

    @pytest.mark.parametrize("order", ["", "newest"])
    @pytest.mark.parametrize("after", ["", f"{BASE + LATER + 401}"])
    @pytest.mark.parametrize(("name", "of"), [("work-responses", "wells-a"), ("debate-responses", "wells")])
    def test_fifty_responses(self, node: PageFront, name: str, of: str, after: str, order: str):
        address = f"{reverse(name, args=[of])}?order={order}&after={after}"
        found = queries_of(node, address)
        assert found <= MOST
        assert ask(node, address).body.decode().count('<article class="response') == 50

    @pytest.mark.parametrize("number", [BASE + LATER, BASE + LATER + 1])
    def test_a_response_with_its_replies(self, node: PageFront, number: int):
        found = queries_of(node, reverse("response", args=[number]))
        assert found <= MOST
