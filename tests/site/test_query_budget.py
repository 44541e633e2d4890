"""How many queries a reading page takes at most when it is made, however much there is to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
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
#: Pages of the shipped debate, with the longest of its texts.
OF_TEXTS = {
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


@pytest.mark.parametrize("name", OF_TEXTS)
def test_a_page_of_the_debate(client: Client, mass_line: Debate, name: str, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST):
        assert client.get(reverse(name, args=OF_TEXTS[name])).status_code == 200


def test_each_text_and_its_paragraphs(client: Client, mass_line: Debate, django_assert_max_num_queries):
    for work in Work.objects.all():
        for responses in range(2):
            if responses:
                make_response(work.blocks.exclude(number=None).first(), status=Status.PUBLISHED)
            with django_assert_max_num_queries(MOST):
                assert client.get(work.get_absolute_url()).status_code == 200
        with django_assert_max_num_queries(MOST):
            assert client.get(reverse("paragraph", args=[work.slug, 1])).status_code == 200


def test_two_texts_beside_each_other(client: Client, mass_line: Debate, django_assert_max_num_queries):
    link = Link.objects.select_related("left_block__work", "right_block__work").first()
    right, left = link.right_block.work.siglum.lower(), link.left_block.work.siglum.lower()
    with django_assert_max_num_queries(MOST):
        assert client.get(reverse("parallel", args=["mass-line", right, left])).status_code == 200


class TestThreads:
    @pytest.fixture
    def database(self, grown: str, databases: Databases, django_db_blocker: DjangoDbBlocker) -> None:
        """In place of ``stocked``'s: the one with thousands of responses."""
        with django_db_blocker.unblock():
            databases.use(grown)

    @pytest.mark.parametrize("order", ["", "newest"])
    @pytest.mark.parametrize("after", ["", f"{BASE + LATER + 401}"])
    @pytest.mark.parametrize("name", ["work-responses", "debate-responses"])
    def test_fifty_responses(self, client: Client, name, after, order, django_assert_max_num_queries):
        address = reverse(name, args=["wells-a" if name == "work-responses" else "wells"])
        with django_assert_max_num_queries(MOST):
            page = client.get(address, {"order": order, "after": after})
        assert page.content.decode().count('<article class="response') == 50

    def test_a_response_with_its_replies(self, client: Client, django_assert_max_num_queries):
        for number in (BASE + LATER, BASE + LATER + 1):
            with django_assert_max_num_queries(MOST):
                assert client.get(reverse("response", args=[number])).status_code == 200
