"""Fixtures of the tests of the texts and their records."""

import pytest

from essays.models import Debate, Link


@pytest.fixture
def unlinked_debate(small_debate: Debate) -> Debate:
    """The small debate without its links: a test makes those that it is about."""
    Link.objects.all().delete()
    return small_debate
