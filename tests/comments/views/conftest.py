"""A debate with one text, a moderator, and that moderator's browser."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from essays.models import Block, Work
from tests.factories import (
    make_debate,
    make_link,
    make_position,
    make_question,
    make_user,
    make_voice,
    make_work,
    sign_in,
)


@pytest.fixture
def work(db: None) -> Work:
    return make_work(make_debate())


@pytest.fixture
def asta(db: None) -> User:
    return make_user("asta")


@pytest.fixture
def desk(client: Client, asta: User) -> Client:
    sign_in(client, asta)
    return client


@pytest.fixture
def texts(work: Work) -> dict[str, Block]:
    """Two works; B 1 quotes A 2, a passage of A 3 stands in it twice, and A has an answer to a question."""
    far = make_work(work.debate, siglum="B")
    blocks = {f"a{block.number}": block for block in work.blocks.all()}
    blocks |= {f"b{block.number}": block for block in far.blocks.all()}
    make_link(blocks["b1"], blocks["a2"], "drinks from the well", slug="b1-a2")
    make_link(blocks["a3"], blocks["a3"], "drinks", source="help", slug="a3-a3")
    make_position(make_question(work.debate), make_voice(work))
    return blocks
