import pytest
from django.core.exceptions import ObjectDoesNotExist

from comments.enums import Status, Target
from comments.models import Response
from comments.queries import subjects
from comments.queries.passages import passages_of
from comments.queries.shown import SHOWN_WITH
from essays.models import Link
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
    make_position(make_question(debate), make_voice(work, chosen_first=False))
    make_link(work.blocks.get(number=2), work.blocks.get(number=1), "drinks", slug="a2-a1")
    found = [
        subjects.work_subject("wells-a"),
        subjects.paragraph_subject("wells-a", 2),
        subjects.formulation_subject("wells", "dig"),
        subjects.question_subject("wells", "who"),
        subjects.position_subject("wells", "who", "a"),
        subjects.pair_subject(debate, ("A", 3), ("A", 1)),
        subjects.link_subject("wells", "a2-a1"),
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
        (
            Target.POSITION,
            "A on “Who digs?”",
            "/debates/wells/compare/?p=A&q=who#q-who",
            "/debates/wells/questions/who/A/responses/",
            "/debates/wells/questions/who/A/respond/",
        ),
        (
            Target.PAIR,
            "A\u00a01 beside A\u00a03",
            "/debates/wells/beside/a1/a3/",
            "/debates/wells/beside/a1/a3/responses/",
            "/debates/wells/beside/a1/a3/respond/",
        ),
        (
            Target.LINK,
            "A\u00a02 quoting A\u00a01",
            "/debates/wells/quotations/a2-a1/",
            "/debates/wells/quotations/a2-a1/responses/",
            "/debates/wells/quotations/a2-a1/respond/",
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
    assert (subject.label, subject.url) == (f"R\u00a0{row.pk}", f"/responses/{row.pk}/#r{row.pk}")
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
        (subjects.position_subject, ["wells", "who", "A"]),
        (subjects.link_subject, ["wells", "none"]),
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


def test_what_a_loaded_response_answers_costs_no_query(work, debate, django_assert_num_queries):
    one, two = work.blocks.filter(number__in=(1, 2))
    labels = {
        two: "A\u00a02",
        (two, one): "A\u00a01 beside A\u00a02",
        make_link(two, one, "drinks"): "A\u00a02 quoting A\u00a01",
        make_position(make_question(debate), make_voice(work)): "A on “Who digs?”",
    }
    for target, label in labels.items():
        above = make_response(target, status=Status.PUBLISHED)
        reply = make_response(above, status=Status.PUBLISHED)
        rows = Response.objects.select_related(*SHOWN_WITH, "parent").filter(pk__in=(above.pk, reply.pk))
        rows = list(rows.order_by("pk"))
        with django_assert_num_queries(0):
            found = [subjects.subject_of(row) for row in rows]
            assert [each.label for each in found] == [label, label]
            assert all(each.url and each.responses_url and each.respond_url for each in found)
            assert found[0].scope == found[1].scope
            assert [subjects.answered_by(row).label for row in rows] == [label, f"R\u00a0{above.pk}"]
            assert [passage.label for row in rows for passage in passages_of(row)] == [
                passage.label for each in rows for passage in passages_of(rows[0])
            ]


def test_a_link_that_was_dismissed_or_moved_is_answered_as_its_two_passages(work):
    one, two, three = work.blocks.order_by("number")
    link = make_link(two, one, "drinks")
    row = make_response(link, status=Status.PUBLISHED)
    moved = {"status": "confirmed", "reason": "", "left_block": three}
    for changed in ({"status": "dismissed", "reason": "No."}, moved):
        Link.objects.update(**changed)
        subject = subjects.subject_of(Response.objects.select_related(*SHOWN_WITH).get(pk=row.pk))
        assert (subject.target, subject.label) == (Target.PAIR, "A\u00a01 beside A\u00a02")
        assert subject.url == "/debates/wells/beside/a1/a2/"
        assert subjects.response_subject(row.pk).link == link


def test_a_passage_without_a_number_has_a_place_in_its_text(work):
    signature = work.blocks.create(order=9, kind="signature", text="N. Brook", text_hash="0" * 64)
    link = make_link(signature, work.blocks.get(number=1), "N. Brook", source="A: whoever")
    row = make_response(link, status=Status.PUBLISHED)
    assert subjects.link_subject("wells", link.slug).label == "A\u00a0signature quoting A\u00a01"
    assert [passage.url for passage in passages_of(row)] == ["/works/wells-a/p1/", "/works/wells-a/#b9"]
    Link.objects.update(status="dismissed", reason="No.")
    subject = subjects.subject_of(Response.objects.get(pk=row.pk))
    assert (subject.label, subject.url) == ("A\u00a01 beside A\u00a0signature", "/works/wells-a/")


@pytest.mark.parametrize(
    ("find", "address"),
    [
        (subjects.debate_subject, ["wells"]),
        (subjects.work_subject, ["wells-a"]),
        (subjects.paragraph_subject, ["wells-a", 2]),
        (subjects.position_subject, ["wells", "who", "A"]),
        (subjects.link_subject, ["wells", "a2-a1"]),
    ],
)
def test_one_query(work, debate, find, address, django_assert_num_queries):
    make_position(make_question(debate), make_voice(work))
    make_link(work.blocks.get(number=2), work.blocks.get(number=1), "drinks", slug="a2-a1")
    with django_assert_num_queries(1):
        assert find(*address).scope
