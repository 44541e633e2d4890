import pytest
from django.core.exceptions import ObjectDoesNotExist

from comments.enums import Status, Target
from comments.models import Response
from comments.queries import subjects
from comments.queries.threads import SHOWN_WITH
from tests.factories import make_debate, make_formulation, make_question, make_response, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate():
    return make_debate()


@pytest.fixture
def work(debate):
    return make_work(debate)


def test_a_debate_is_read_and_not_answered(debate):
    subject = subjects.debate_subject("wells")
    assert (subject.label, subject.url, subject.responses_url) == (
        "The Wells",
        "/debates/wells/",
        "/debates/wells/responses/",
    )
    assert (subject.respond_url, subject.target) == ("", None)


def test_addresses_of_each_subject(debate, work):
    make_formulation(debate)
    make_question(debate)
    found = [
        subjects.work_subject("wells-a"),
        subjects.paragraph_subject("wells-a", 2),
        subjects.formulation_subject("wells", "dig"),
        subjects.question_subject("wells", "who"),
    ]
    assert [(each.target, each.label, each.url, each.responses_url, each.respond_url) for each in found] == [
        (Target.WORK, "Wells 1", "/works/wells-a/", "/works/wells-a/responses/", "/works/wells-a/respond/"),
        (
            Target.PARAGRAPH,
            "A\u00a02",
            "/works/wells-a/p2/",
            "/works/wells-a/p2/responses/",
            "/works/wells-a/p2/respond/",
        ),
        (
            Target.FORMULATION,
            "“dig together”",
            "/debates/wells/compare/#wording",
            "/debates/wells/formulations/dig/responses/",
            "/debates/wells/formulations/dig/respond/",
        ),
        (
            Target.QUESTION,
            "“Who digs?”",
            "/debates/wells/compare/#q-who",
            "/debates/wells/questions/who/responses/",
            "/debates/wells/questions/who/respond/",
        ),
    ]
    assert {each.debate for each in found} == {debate}


def test_a_published_response_is_answered_within_its_threads_subject(work):
    row = make_response(work.blocks.get(number=2), status=Status.PUBLISHED)
    subject = subjects.response_subject(row.pk)
    assert (subject.target, subject.parent, subject.work, subject.block) == (
        Target.RESPONSE,
        row,
        work,
        row.block,
    )
    assert (subject.label, subject.url) == (f"R\u00a0{row.pk}", f"/responses/{row.pk}/")
    assert subject.respond_url == f"/responses/{row.pk}/respond/"


@pytest.mark.parametrize("status", [status for status in Status if status != Status.PUBLISHED])
def test_an_unpublished_response_is_answered_by_nobody(work, status):
    row = make_response(work, status=status)
    with pytest.raises(Response.DoesNotExist):
        subjects.response_subject(row.pk)


@pytest.mark.parametrize(
    ("find", "address"),
    [
        (subjects.debate_subject, ["none"]),
        (subjects.work_subject, ["none"]),
        (subjects.paragraph_subject, ["none", 1]),
        (subjects.formulation_subject, ["wells", "none"]),
        (subjects.formulation_subject, ["none", "dig"]),
        (subjects.question_subject, ["wells", "none"]),
        (subjects.response_subject, [2**63]),
    ],
)
def test_what_is_not_there(work, find, address):
    with pytest.raises(ObjectDoesNotExist):
        find(*address)


@pytest.mark.parametrize("number", [0, 4, 2**31, 2**63])
def test_a_number_that_the_work_does_not_have(work, number):
    with pytest.raises(subjects.NoSuchNumber) as missing:
        subjects.paragraph_subject("wells-a", number)
    assert missing.value.work == work


def test_what_a_loaded_response_answers_costs_no_query(work, django_assert_num_queries):
    above = make_response(work.blocks.get(number=2), status=Status.PUBLISHED)
    make_response(above, status=Status.PUBLISHED)
    rows = list(Response.objects.select_related(*SHOWN_WITH, "parent").order_by("pk"))
    with django_assert_num_queries(0):
        assert [subjects.subject_of(row).label for row in rows] == ["A\u00a02", "A\u00a02"]
        assert [subjects.answered_by(row).label for row in rows] == ["A\u00a02", f"R\u00a0{above.pk}"]


@pytest.mark.parametrize(
    ("find", "address"),
    [
        (subjects.debate_subject, ["wells"]),
        (subjects.work_subject, ["wells-a"]),
        (subjects.paragraph_subject, ["wells-a", 2]),
    ],
)
def test_one_query(work, find, address, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert find(*address).scope
