"""A debate with one text, a moderator, and that moderator's browser."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from essays.models import Work
from tests.factories import make_debate, make_user, make_work


@pytest.fixture
def work(db: None) -> Work:
    return make_work(make_debate())


@pytest.fixture
def asta(db: None) -> User:
    return make_user("asta")


@pytest.fixture
def desk(client: Client, asta: User) -> Client:
    client.force_login(asta)
    return client
