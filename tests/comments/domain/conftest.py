"""A text to respond to, and two who moderate."""

import pytest

from tests.factories import make_debate, make_user, make_work


@pytest.fixture
def work():
    return make_work(make_debate())


@pytest.fixture
def asta():
    return make_user("asta")


@pytest.fixture
def bo():
    return make_user("bo")
