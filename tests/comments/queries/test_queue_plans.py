"""How the database reads the queue: one range of an index, in its order, however much there is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.enums import ItemKind, Role, Status
from comments.models import Claim, DeskEntry, Item, Response, Revision
from comments.queries import receipts
from comments.queries.accounts import Desk
from comments.queries.item_context import under_the_same_name
from comments.queries.queue import same_rows
from comments.queries.queue_choice import Choice, Show
from comments.queries.queue_counts import counts
from comments.queries.queue_listing import listing
from comments.queries.queue_options import filter_options
from comments.queries.reviews import review_of
from essays.domain.search_query import parse_query
from tests.factories import make_debate, make_response, make_user, make_work

pytestmark = pytest.mark.django_db
MANY = 600


@pytest.fixture
def long_queue():
    """As many responses, half of which wait; of these a tenth has each rarer value that a filter asks for.
    Statistics are up to date."""
    work, other = make_work(make_debate()), make_work(make_debate("ropes"), siglum="B")
    first = make_response(work)
    now = timezone.now()
    fields = {name: getattr(first, name) for name in ("debate", "work", "target", "work_version", "current")}
    rows = [
        Response(
            **fields,
            path=f"q{n:06}",
            form_key=f"form {n}",
            receipt_hash=f"receipt {n}",
            submitted_at=now,
            published_at=now,
            status=Status.PUBLISHED if n % 2 else Status.PENDING,
        )
        for n in range(MANY)
    ]
    rows = Response.objects.bulk_create(rows)
    Revision.objects.bulk_create(
        Revision(response=row, number=1, name=f"Reader {n}", text="x", html="x", created_at=now)
        for n, row in enumerate(rows)
    )
    DeskEntry.objects.bulk_create(
        DeskEntry(response=row, forms=f"well number{n}", stems=f"well number{n}")
        for n, row in enumerate(rows)
    )
    Item.objects.bulk_create(
        Item(
            response=row,
            kind=ItemKind.APPEAL if n % 20 == 0 else ItemKind.NEW,
            state=Status.HELD if n % 20 == 2 else Status.PENDING,
            debate=other.debate if n % 20 == 4 else work.debate,
            work=other if n % 20 == 6 else work,
            other_work=other if n % 20 == 8 else None,
            held_by="links" if n % 20 == 10 else "",
            language="fr" if n % 20 == 12 else "en",
            wants_second=n % 20 == 14,
            distress="hate" if n % 20 == 16 else "",
            opened_at=now - timedelta(minutes=MANY - n),
            closed_at=now if n % 2 else None,
        )
        for n, row in enumerate(rows)
    )
    user = make_user("asta")
    Claim.objects.create(response=first, holder=user, taken_at=now, ends_at=now + timedelta(hours=1))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            # As if the table were too long to be read through.
            for step in ("seqscan", "sort", "bitmapscan"):
                cursor.execute(f"SET LOCAL enable_{step} = off")
    return user


def plans(act) -> list[str]:
    """The plan of each query that ``act`` makes of what grows with the queue."""
    with CaptureQueriesContext(connection) as queries:
        act()
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    found = []
    for query in queries.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(f"{explain} {query['sql'].replace('%', '%%')}")
            found.append("\n".join(str(row[-1]) for row in cursor.fetchall()))
    return found


def page(choice: Choice, **place: object):
    return lambda: listing(choice, **place).first(25)


def is_sorted_or_read_through(plan: str) -> bool:
    scans = ("SCAN comments_item\n", "SCAN comments_response\n", "Seq Scan on comments_")
    return any(sign in f"{plan}\n" for sign in (*scans, "TEMP B-TREE", "Sort"))


ONE_RANGE = {
    "since": {},
    "kind": {"kind": "appeal"},
    "state": {"state": "held"},
    "debate": {"debate": "ropes"},
    "held_by": {"held_by": "links"},
    "language": {"language": "fr"},
    "work": {"work": "ropes-b"},
    "other_work": {"work": "ropes-b"},
    "second": {"marked": "second"},
    "covered": {"marked": "covered"},
}


@pytest.mark.parametrize("index", ONE_RANGE)
def test_an_index_gives_each_filter_in_order_of_age(long_queue, index):
    for place in ({}, {"after": Item.objects.earliest("pk").pk}):
        found = [plan for plan in plans(page(Choice(**ONE_RANGE[index]), **place)) if "item_open_" in plan]
        assert any(f"item_open_{index}" in plan for plan in found)
        assert [plan for plan in found if is_sorted_or_read_through(plan)] == []


def test_an_age_is_a_part_of_the_same_range(long_queue):
    (plan,) = plans(page(Choice(age="day")))
    assert "item_open_since" in plan
    assert not is_sorted_or_read_through(plan)


def test_several_filters_look_at_one_range_and_then_at_single_rows(long_queue):
    by_range, by_number = plans(page(Choice(kind="new", language="fr", state="pending")))
    assert "item_open_language" in by_range
    assert not is_sorted_or_read_through(by_range)
    assert not any(sign in f"{by_number}\n" for sign in ("SCAN comments_item\n", "Seq Scan"))


def test_claims_lead_to_their_items(long_queue):
    claims, items = plans(page(Choice(claimed="me", user_id=long_queue.pk)))
    assert "Seq Scan" not in claims + items
    assert "SCAN comments_item" not in items


@pytest.mark.parametrize(
    "choice", [Choice(Show.ALL), Choice(Show.DECIDED), Choice(Show.ALL, state="pending")]
)
def test_responses_come_by_their_numbers(long_queue, choice):
    found = plans(page(choice)) + plans(page(choice, after=Response.objects.latest("pk").pk))
    assert [plan for plan in found if "TEMP B-TREE" in plan or "Sort" in plan or "Seq Scan" in plan] == []


@pytest.mark.parametrize("search", ["well", "number7", "wel*", '"well number7"'])
def test_a_search_asks_the_index_of_words(long_queue, search):
    choice = Choice(Show.ALL, search=search, query=parse_query(search, {}).query)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_bitmapscan = on")
    first = plans(page(choice))[0]
    assert "VIRTUAL TABLE INDEX" in first or "comments_deskentry_" in first
    assert not is_sorted_or_read_through(first)


def test_counts_look_at_few_rows(long_queue):
    kept, late = plans(counts)
    assert "item_open_since" in late
    assert not is_sorted_or_read_through(late)
    # The kept counts are a row for each kind and state; of the items the newest is looked up.
    assert not any(
        sign in f"{kept}\n" for sign in ("SCAN comments_item\n", "Seq Scan on comments_item ", "Sort")
    )


@pytest.mark.parametrize(
    ("status", "kind", "index"),
    [
        (Status.PENDING, ItemKind.NEW, ("item_open_state", "item_open_kind", "item_open_since")),
        (Status.REJECTED, ItemKind.APPEAL, ("item_open_kind",)),
    ],
)
def test_the_place_of_a_receipt_is_counted_along_an_index(long_queue, status, kind, index):
    waits = Item.objects.open().filter(kind=kind, state=Status.PENDING).latest("opened_at").response
    waits.status = status
    (plan,) = plans(lambda: receipts._before(waits))
    assert any(name in plan for name in index)
    assert not is_sorted_or_read_through(plan)


def test_rows_and_an_opened_response_are_found_by_their_numbers(long_queue):
    """What is around each is looked up too, in indexes. Of a few replies and notes an order costs nothing."""
    numbers = ".".join(map(str, Item.objects.open().values_list("pk", flat=True)[:25]))
    desk = Desk(long_queue.pk, "asta", Role.MODERATOR)
    number = Item.objects.open().first().response_id
    for act in (lambda: same_rows(Choice(), numbers), lambda: review_of(number, desk)):
        found = [plan for plan in plans(act) if "comments_" in plan]
        assert [plan for plan in found if "Seq Scan on comments_" in plan] == []
        scans = [f"SCAN comments_{table}\n" for table in ("item", "response", "decision", "revision")]
        assert [plan for plan in found if any(scan in f"{plan}\n" for scan in scans)] == []


def test_what_came_under_a_name_is_one_range(long_queue):
    """Not all of the debate."""
    first = Response.objects.select_related("current").earliest("pk")
    (plan,) = plans(lambda: under_the_same_name(first))
    assert "revision_name" in plan
    assert "comments_response_debate" not in plan
    assert "Seq Scan on comments_" not in plan


def test_choices_step_from_value_to_value(long_queue):
    (plan,) = plans(lambda: filter_options(long_queue.pk))
    assert "item_open_held_by" in plan
    assert "item_open_language" in plan
    assert not is_sorted_or_read_through(plan)
    options = filter_options(long_queue.pk)
    assert options.phases == (("links", "Links"),)
    assert options.languages == (("en", "English"), ("fr", "French"))


def test_an_order_without_an_index_is_seen_in_the_plan(long_queue):
    (plan,) = plans(lambda: list(Item.objects.open().order_by("distress", "opened_at")[:25]))
    assert is_sorted_or_read_through(plan)
