"""Questions that are kept: their records are those that the ORM would give."""

from datetime import timedelta

import pytest
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from comments.enums import Action, Status
from comments.models import Claim, Decision, Response, Revision
from masslinesite.prepared import GREATEST, NAME, NOW, NUMBER, prepared_records
from tests.factories import decide, make_claim, make_debate, make_response, make_user, make_work

pytestmark = pytest.mark.django_db


@prepared_records
def responses(status: Status | None = None) -> QuerySet[Response]:
    decided = Exists(Decision.objects.filter(response=OuterRef("pk")))
    rows = Response.objects.select_related("block__work", "parent", "current__stance_formulation", "claim")
    rows = rows.annotate(was_decided=decided).filter(current__name=NAME).order_by("pk")
    return rows if status is None else rows.filter(status=status)


@prepared_records
def living() -> QuerySet[Claim]:
    return Claim.objects.filter(ends_at__gt=NOW).select_related("holder").order_by("pk")


@prepared_records
def one() -> QuerySet[Response]:
    return Response.objects.filter(pk=NUMBER)


@pytest.fixture
def work():
    return make_work(make_debate())


def test_records_have_their_relations_and_annotations(work, django_assert_num_queries):
    top = make_response(work.blocks.first(), name="Ruth", status=Status.PUBLISHED)
    reply = make_response(top, name="Ruth")
    make_response(work, name="Ines")
    make_claim(reply, make_user("bo"))
    with django_assert_num_queries(1):
        found = responses().records(name="Ruth")
        assert [each.pk for each in found] == [top.pk, reply.pk]
        assert [each.was_decided for each in found] == [True, False]
        assert [each.block.work.siglum for each in found] == ["A", "A"]
        assert [each.parent and each.parent.pk for each in found] == [None, top.pk]
        assert found[0].current.stance_formulation is None
        assert [hasattr(each, "claim") for each in found] == [False, True]
    expected = {each.pk: each for each in Response.objects.all()}
    names = [field.attname for field in Response._meta.concrete_fields]
    for each in found:
        assert [getattr(each, name) for name in names] == [getattr(expected[each.pk], name) for name in names]
    assert [each.pk for each in responses(Status.PENDING).records(name="Ruth")] == [reply.pk]


def test_a_record_can_be_changed_and_stored(work):
    made = make_response(work)
    found = one().first(number=made.pk)
    assert (found._state.adding, found._state.db) == (False, "default")
    found.edited_at = timezone.now()
    found.save()
    assert Response.objects.get().edited_at == found.edited_at


def test_a_time_is_a_place_of_its_own(work):
    made = make_claim(make_response(work), make_user("bo"))
    for seconds, holders in ((-1, ["bo"]), (1, [])):
        at = made.ends_at + timedelta(seconds=seconds)
        assert [each.holder.username for each in living().records(now=at)] == holders


def test_none_has_a_number_greater_than_there_are(work):
    assert make_response(work).pk < GREATEST
    assert one().first(number=GREATEST) is None
    assert one().first(number=GREATEST + 1) is None


def test_a_place_without_a_value_is_an_error():
    with pytest.raises(KeyError, match="number"):
        one().records()


def test_what_was_written_since_is_found(work):
    made = make_response(work)
    assert one().first(number=made.pk).status == Status.PENDING
    decide(made, Action.APPROVE)
    assert one().first(number=made.pk).status == Status.PUBLISHED
    assert Revision.objects.count() == 1
