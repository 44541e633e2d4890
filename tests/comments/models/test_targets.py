"""What the database itself demands of a response, by what it answers."""

import pytest
from django.db import IntegrityError, transaction

from comments.enums import Status, Target
from comments.models import Response
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
def rows():
    """A response of each kind, by its target."""
    work = make_work(make_debate())
    debate, (one, two, _) = work.debate, work.blocks.order_by("number")
    targets = [
        work,
        one,
        (one, two),
        make_link(two, one, "drinks"),
        make_formulation(debate),
        make_question(debate),
        make_position(make_question(debate, slug="when"), make_voice(work)),
    ]
    found = [make_response(target, status=Status.PUBLISHED) for target in targets]
    found += [make_response(one, quote="drinks"), make_response(found[2])]
    return {Target(row.target): row for row in found}


def test_each_kind_is_there(rows):
    assert set(rows) == set(Target)


LACKING = {
    Target.LINK: ("link", "work", "block", "other_work", "other_block"),
    Target.PAIR: ("work", "block", "other_work", "other_block"),
    Target.POSITION: ("position", "question"),
    Target.RESPONSE: ("parent", "other_work", "other_block", "block"),
}


@pytest.mark.parametrize(
    ("target", "field"), [(target, field) for target, fields in LACKING.items() for field in fields]
)
def test_what_it_answers_is_named_in_full(rows, target, field):
    check_refused(rows[target], **{field: None})


@pytest.mark.parametrize("target", [target for target in Target if target != Target.RESPONSE])
@pytest.mark.parametrize("field", ["link", "position", "other_block", "formulation"])
def test_nothing_else_is_named(rows, target, field):
    owners = {
        "link": {Target.LINK},
        "position": {Target.POSITION},
        "other_block": {Target.LINK, Target.PAIR},
        "formulation": {Target.WORK, Target.PARAGRAPH, Target.SPAN, Target.FORMULATION},
    }
    if target in owners[field]:
        Response.objects.filter(pk=rows[target].pk).update(submitted_at=rows[target].submitted_at)
        return
    source = {"link": Target.LINK, "position": Target.POSITION, "formulation": Target.FORMULATION}
    given = getattr(rows[source.get(field, Target.PAIR)], field)
    more = {"other_work": given.work} if field == "other_block" else {}
    check_refused(rows[target], **{field: given}, **more)


def test_the_block_with_the_lower_id_comes_first(rows):
    row = rows[Target.PAIR]
    check_refused(row, block=row.other_block, other_block=row.block)


def test_a_paragraph_beside_itself_needs_two_quotations(rows):
    row = rows[Target.PAIR]
    check_refused(row, other_block=row.block)
    check_refused(row, other_block=row.block, span_exact="drinks", span_start=1)
    quoted = {"span_exact": "drinks", "span_start": 1, "other_span_exact": "help", "other_span_start": 9}
    Response.objects.filter(pk=row.pk).update(other_block=row.block, **quoted)


@pytest.mark.parametrize("given", [{"other_span_start": 3}, {"other_span_exact": "drinks"}])
def test_a_second_quotation_has_words_and_a_place(rows, given):
    check_refused(rows[Target.PAIR], **given)


def test_a_second_quotation_needs_a_second_passage(rows):
    check_refused(rows[Target.SPAN], other_span_start=3, other_span_exact="drinks")


@pytest.mark.parametrize("field", ["link", "position", "other_block"])
def test_what_is_answered_cannot_be_deleted(rows, field):
    from django.db.models import ProtectedError

    target = {"link": Target.LINK, "position": Target.POSITION, "other_block": Target.PAIR}[field]
    with pytest.raises(ProtectedError):
        getattr(rows[target], field).delete()


def check_refused(row, **columns):
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.filter(pk=row.pk).update(**columns)
