"""Where a quotation in a response is likely to come from, by what the response answers."""

import pytest

from comments.domain.checking.answered import Answered
from comments.queries import subjects
from tests.factories import make_debate, make_response, make_work

pytestmark = pytest.mark.django_db


def test_of_two_passages_both_are_nearest_and_then_both_texts():
    debate = make_debate()
    one, other, far = (make_work(debate, siglum=siglum) for siglum in "ABC")
    pair = one.blocks.get(number=2), other.blocks.get(number=1)
    answered = Answered.about(subjects.pair_subject(debate, ("A", 2), ("B", 1)))
    assert answered == Answered.by(make_response(pair))
    blocks = [each for work in (far, one, other) for each in work.blocks.select_related("work")]
    blocks.sort(key=lambda block: answered.distance(block, frozenset()))
    assert [f"{block.work.siglum} {block.number}" for block in blocks] == [
        *("A 2", "B 1"),
        *("A 1", "A 3", "B 2", "B 3"),
        *("C 1", "C 2", "C 3"),
    ]
