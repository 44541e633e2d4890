"""What responses answer: read once for many, until a text changes."""

import pytest
from django.db import transaction

from comments.models import Response
from comments.queries import labels
from comments.queries.labels import Answers, label_of, labels_of, load_answered
from comments.queries.subjects import subject_of
from essays.models import Block, Work
from essays.page_keys import keys_of_texts
from masslinesite.page_versions import touch
from tests.factories import (
    make_debate,
    make_formulation,
    make_link,
    make_position,
    make_question,
    make_response,
    make_voice,
    make_work,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pieces_are_kept")]


@pytest.fixture
def work():
    return make_work(make_debate())


def one_of_each(work: Work) -> list[Response]:
    first, second, third = work.blocks.order_by("number")
    link = make_link(first, third, "whoever drinks from the well")
    question = make_question(work.debate)
    made = [
        make_response(target)
        for target in (
            *(work, first, link, make_formulation(work.debate), question),
            make_position(question, make_voice(work)),
        )
    ]
    return [*made, make_response(made[1]), make_response(second, quote="whoever drinks")]


def shorn(response: Response) -> Response:
    return Response.objects.get(pk=response.pk)


def labels_now(responses: list[Response]) -> list[str]:
    found = labels_of([(each.pk, Answers.of(each)) for each in responses])
    return [found[each.pk] for each in responses]


def change(work: Work) -> None:
    with transaction.atomic():
        Work.objects.filter(pk=work.pk).update(siglum="Z")
        touch(keys_of_texts(work.debate_id))


def test_labels_are_those_of_each_by_itself(work, django_assert_num_queries):
    made = one_of_each(work)
    expected = [label_of(shorn(each)) for each in made]
    assert len(set(expected)) == 8
    assert labels_now(made) == expected
    with django_assert_num_queries(1):
        assert labels_now(made) == expected


def test_what_was_loaded_answers_the_same_without_a_query(work, django_assert_num_queries):
    made = one_of_each(work)
    expected = [subject_of(shorn(each)) for each in made]
    for each in made:
        load_answered(shorn(each))
    for each, subject in zip(made, expected, strict=True):
        response = shorn(each)
        with django_assert_num_queries(1):
            load_answered(response)
            assert subject_of(response) == subject


def test_a_changed_text_is_read_anew(work):
    made = one_of_each(work)
    assert labels_now(made)[1] == "A\N{NO-BREAK SPACE}1"
    load_answered(shorn(made[1]))
    change(work)
    assert labels_now(made)[1] == "Z\N{NO-BREAK SPACE}1"
    response = shorn(made[1])
    load_answered(response)
    assert response.work.siglum == "Z"


def test_it_begins_anew_where_there_is_no_room(work, monkeypatch):
    monkeypatch.setattr(labels, "KEPT", 2)
    monkeypatch.setattr(labels, "KEPT_LABELS", 2)
    made = one_of_each(work)
    for each in made:
        load_answered(each)
        assert labels_now([each]) == [label_of(shorn(each))]
    assert len(labels._records()) <= 2
    assert len(labels._labels()) <= 2
    assert Block.objects.count() == 3
