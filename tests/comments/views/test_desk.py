"""The moderators' desk over HTTP: who may come in, what it shows, what its forms do."""

import pytest
from django.test import Client

from comments.enums import Action, Role, Status
from tests.factories import (
    PASSWORD,
    make_debate,
    make_response,
    make_user,
    make_work,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return make_work(make_debate())


@pytest.fixture
def asta():
    return make_user("asta")


@pytest.fixture
def desk(client: Client, asta) -> Client:
    client.force_login(asta)
    return client


def test_queue(desk, work):
    make_response(work)
    page = desk.get("/moderation/")
    assert page.status_code == 200
