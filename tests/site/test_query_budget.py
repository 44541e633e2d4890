"""How many queries a reading page takes at most when it is made, however much there is to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comments.enums import Status
from essays.models import Debate, Link, Work
from tests.factories import make_response
from tests.site.many_rows import BASE, LATER

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

    from tests.stocked import Databases

pytestmark = pytest.mark.django_db
#: A connection is asked so often, at a quarter of a millisecond each: what remains of a page is its words.
MOST = 12
#: The same of the first page of its kind that a process makes, with what its pages have in common.
MOST_AT_FIRST = 20
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


def queries_of(client: Client, address: str) -> list[int]:
    """Of the page, made for the first time and made again."""
    found = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        found.append(len(queries))
    return found


def is_within(first: int, again: int) -> bool:
    return first <= MOST_AT_FIRST and again <= MOST


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_debate(client: Client, mass_line: Debate, name: str):
    found = queries_of(client, reverse(name, args=PAGES[name]))
    assert is_within(*found), found


def test_each_text_and_a_paragraph_of_it(client: Client, mass_line: Debate):
    works = Work.objects.all()
    for work in works:
        make_response(work.blocks.exclude(number=None).first(), status=Status.PUBLISHED)
    pages = [address for work in works for address in (work.get_absolute_url(), paragraph(work))]
    found = {address: queries_of(client, address) for address in pages}
    assert {address: each for address, each in found.items() if not is_within(*each)} == {}


def paragraph(work: Work) -> str:
    return reverse("paragraph", args=[work.slug, 1])


def test_two_texts_beside_each_other(client: Client, mass_line: Debate):
    link = Link.objects.select_related("left_block__work", "right_block__work").first()
    sigla = [block.work.siglum.lower() for block in (link.right_block, link.left_block)]
    found = queries_of(client, reverse("parallel", args=["mass-line", *sigla]))
    assert is_within(*found), found


class TestThreads:
    @pytest.fixture
    def database(self, grown: str, databases: Databases, django_db_blocker: DjangoDbBlocker) -> None:
        """In place of ``stocked``'s: the one with thousands of responses."""
        with django_db_blocker.unblock():
            databases.use(grown)

    @pytest.mark.parametrize("order", ["", "newest"])
    @pytest.mark.parametrize("after", ["", f"{BASE + LATER + 401}"])
    @pytest.mark.parametrize(("name", "of"), [("work-responses", "wells-a"), ("debate-responses", "wells")])
    def test_fifty_responses(self, client: Client, name: str, of: str, after: str, order: str):
        address = f"{reverse(name, args=[of])}?order={order}&after={after}"
        found = queries_of(client, address)
        assert is_within(*found), found
        assert client.get(address).content.decode().count('<article class="response') == 50

    @pytest.mark.parametrize("number", [BASE + LATER, BASE + LATER + 1])
    def test_a_response_with_its_replies(self, client: Client, number: int):
        found = queries_of(client, reverse("response", args=[number]))
        assert is_within(*found), found
