"""How the databases read what is asked for most: by an index, and no more of a table than is shown.

Nothing is forbidden to the planners: there are thousands of rows in each table that grows, and statistics.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.domain.anchors import make_anchor
from comments.domain.drafts import make_draft
from comments.domain.moderation import Actor, change_status
from comments.domain.posting import find_posted, post_response
from comments.enums import Action, Role, Status
from comments.models import Response
from comments.queries.decision_log import LogChoice, log_page
from comments.queries.queue_choice import Choice
from comments.queries.queue_counts import counts
from comments.queries.queue_listing import listing
from comments.queries.receipts import receipt_of
from comments.queries.renderings import Good
from comments.queries.scopes import Scope
from comments.queries.stances import NONE
from comments.queries.subjects import paragraph_subject
from comments.queries.tallies import tallies_of_work
from comments.queries.threads import NEWEST, response_page, thread_page
from essays.domain.search_query import parse_query
from essays.models import Work
from essays.queries.search import Page, search
from essays.queries.search.terms import Filters
from essays.queries.works import work_records
from masslinesite.page_versions import version_of
from tests.site.many_rows import BASE, LATER, MANY

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

    from tests.stocked import Databases

pytestmark = pytest.mark.django_db
#: Tables with a row for each thing that is written.
GROWING = {
    *("comments_response", "comments_revision", "comments_item", "comments_decision", "comments_tally"),
    *("essays_block", "essays_searchentry", "masslinesite_pageversion"),
}
#: Rows that one query may look at: fifty, and what is shown with each.
LOOKED_AT = MANY / 8
#: What SQLite may do for a query of one table, and for one that shows a page; to read a table through takes
#: three instructions for each row at the least.
INSTRUCTIONS = {"one table": MANY * 2, "a page": MANY * 5}
FIRST, MIDDLE, LAST = BASE + LATER, BASE + LATER + 401, BASE + MANY - 9


@pytest.fixture
def database(grown: str, databases: Databases, django_db_blocker: DjangoDbBlocker) -> None:
    """In place of ``stocked``'s: where these tests work."""
    with django_db_blocker.unblock():
        databases.use(grown)


def asked_by(act: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        act()
    assert queries.captured_queries
    return [query["sql"] for query in queries.captured_queries]


def explained(sql: str) -> list:
    how = (
        "EXPLAIN QUERY PLAN"
        if connection.vendor == "sqlite"
        else "EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON)"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{how} {sql.replace('%', '%%')}")
        return [row[-1] for row in cursor.fetchall()]


def nodes(plan: dict) -> Iterator[dict]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part)


def looked_at(node: dict) -> float:
    """Rows that a step reads from a table or an index, those included that it leaves out."""
    left_out = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    return (node["Actual Rows"] + left_out) * node["Actual Loops"]


class PostgreSQL:
    def __init__(self, sql: str) -> None:
        (plan,) = explained(sql)
        plan = json.loads(plan) if isinstance(plan, str) else plan
        self.steps = list(nodes(plan[0]["Plan"]))
        self.indexes = {node["Index Name"] for node in self.steps if "Index Name" in node}

    def faults(self) -> Iterator[str]:
        for node in self.steps:
            table = node.get("Relation Name")
            if node["Node Type"] == "Seq Scan" and table in GROWING:
                yield f"{table} is read through"
            elif looked_at(node) > LOOKED_AT:
                yield f"{node['Node Type']} looks at {looked_at(node):.0f} rows"


class SQLite:
    def __init__(self, sql: str) -> None:
        self.sql, self.steps = sql, explained(sql)
        self.indexes = set(re.findall(r"INDEX (\w+)", "\n".join(self.steps)))

    def faults(self) -> Iterator[str]:
        """What is sorted has been read to its end; but a page, of many tables, may be put in order."""
        kind = "a page" if "JOIN" in self.sql else "one table"
        if kind == "one table" and "LIMIT" in self.sql and any("TEMP B-TREE" in step for step in self.steps):
            yield "what is limited is sorted"
        if (done := instructions(self.sql)) > INSTRUCTIONS[kind]:
            yield f"{done} instructions"


def instructions(sql: str) -> int:
    """Of SQLite's machine, to the nearest hundred."""
    done = []
    connection.connection.set_progress_handler(lambda: done.append(100), 100)
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql.replace("%", "%%"))
            cursor.fetchall()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return sum(done)


def plan_of(sql: str) -> PostgreSQL | SQLite:
    return (SQLite if connection.vendor == "sqlite" else PostgreSQL)(sql)


def work() -> Work:
    return Work.objects.get(siglum="A")


def answers(work: Work, after: int = 0, **asked: object) -> object:
    page = thread_page(Scope.of(work), after=str(after or ""), **asked)
    assert len(page.responses) > 0
    assert not page.lost_place
    return page


#: What is asked, by whom it is asked, and how an index begins that serves it, on SQLite and on PostgreSQL,
#: which has two of the same for each unique text, and takes either.
HOT: dict[str, tuple[Callable[[Work], object], str, str]] = {
    "versions of a page": (
        lambda work: version_of(["site", "all", "texts:1", "responses:work:77"]),
        "sqlite_autoindex_masslinesite_pageversion_1",
        "masslinesite_pageversion_",
    ),
    "threads from the first": (answers, "response_work_path", "response_work_path"),
    "threads with what they show": (
        lambda work: answers(work, MIDDLE, good=Good(1, "these")),
        "response_work_path",
        "response_work_path",
    ),
    "threads from the middle": (
        lambda work: answers(work, MIDDLE),
        "response_work_path",
        "response_work_path",
    ),
    "threads to the last": (lambda work: answers(work, LAST), "response_work_path", "response_work_path"),
    "threads of a text whose own paragraphs are answered together": (
        lambda work: answers(Work.objects.get(siglum="B")),
        "response_second_work_path",
        "response_second_work_path",
    ),
    "newest threads of it": (
        lambda work: answers(Work.objects.get(siglum="B"), order=NEWEST),
        "response_second_work_newest",
        "response_second_work_newest",
    ),
    "threads from the newest": (
        lambda work: answers(work, order=NEWEST),
        "response_work_newest",
        "response_work_newest",
    ),
    "newest threads from the middle": (
        lambda work: answers(work, MIDDLE, order=NEWEST),
        "response_work_newest",
        "response_work_newest",
    ),
    "a response with its replies": (
        lambda work: response_page(FIRST),
        "response_debate_path",
        "response_debate_path",
    ),
    "tallies of a text": (
        tallies_of_work,
        "sqlite_autoindex_comments_tally_1",
        "comments_tally_",
    ),
    "a text": (work_records, "essays_block_work_id_af153229", "essays_block_work_id_af153229"),
    "the queue": (lambda work: listing(Choice()).first(25), "item_open_since", "item_open_since"),
    "the queue of a text": (
        lambda work: listing(Choice(work=work.slug)).first(25),
        "item_open_work",
        "item_open_work",
    ),
    "what waits": (lambda work: counts(), "item_open_since", "item_open_since"),
    "a receipt": (
        lambda work: receipt_of(code="", receipt_hash=f"receipt {LATER}"),
        "sqlite_autoindex_comments_response_3",
        "comments_response_receipt_hash_",
    ),
    "what a form has posted": (
        lambda work: find_posted(form_key="unknown", draft=None),
        "sqlite_autoindex_comments_response_2",
        "comments_response_form_key_",
    ),
    "the log": (lambda work: log_page(LogChoice(), before=MIDDLE), "", "comments_decision_pkey"),
    "the log of a response": (
        lambda work: log_page(LogChoice(response=MIDDLE)),
        "decision_response",
        "decision_response",
    ),
    "a search": (
        lambda work: search(parse_query("bucket", {}).query, Filters(), Page()),
        "",
        "essays_searchentry_stems",
    ),
}


@pytest.mark.parametrize("name", HOT)
def test_it_is_read_by_its_index_and_no_further_than_it_shows(name):
    act, *indexes = HOT[name]
    plans = [plan_of(sql) for sql in asked_by(lambda: act(work()))]
    assert [fault for plan in plans for fault in plan.faults()] == []
    index = indexes[connection.vendor == "postgresql"]
    found = set().union(*(plan.indexes for plan in plans))
    assert not index or any(each.startswith(index) for each in found)


#: What PostgreSQL plans once for a connection (``masslinesite.server_plans``), and how often it is asked
#: until it would have a plan for all values without being told to.
READ = [name for name in HOT if "thread" in name or name.endswith(("of a page", "its replies"))]
READ.append("tallies of a text")
PLANNED = 8


def executed_by(act: Callable[[], object]) -> list[str]:
    """In the words by which what is prepared is asked."""
    words = []

    def note(execute: Callable, sql: str, params: Sequence[object], many: bool, context: dict) -> object:
        words.append(connection.connection.cursor().mogrify(sql, params).decode())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        act()
    return words


@pytest.mark.parametrize("name", READ)
def test_a_plan_that_is_kept_is_as_good(name):
    if connection.vendor == "sqlite":
        return
    of, (act, _, index) = work(), HOT[name]
    for _ in range(PLANNED):
        act(of)
    words = [each for each in executed_by(lambda: act(of)) if each.startswith("EXECUTE ")]
    plans = [plan_of(each) for each in words]
    assert [fault for plan in plans for fault in plan.faults()] == []
    found = set().union(*(plan.indexes for plan in plans))
    assert any(each.startswith(index) for each in found)


def post_and_decide(of: Work) -> None:
    draft = make_draft(name="Ines", stance=NONE, text="The well is dug by those who drink.", reserved=[])
    subject = paragraph_subject(of.slug, of.blocks.filter(number__isnull=False).first().number)
    for key in range(3):
        posted = post_response(
            anchor=make_anchor(subject=subject, quote=""), draft=draft, form_key=f"a new form {key}"
        ).response
        by = Actor(Role.MODERATOR, 1, "tess")
        seen = {"seen_digest": posted.current.digest, "seen_status": Status(posted.status)}
        change_status(response_id=posted.pk, action=Action.APPROVE, by=by, **seen)


def test_no_plan_that_is_kept_reads_a_growing_table_through():
    """Of all that is prepared for reading, posting and deciding, whatever the values."""
    if connection.vendor == "sqlite":
        return
    of = work()
    for act, *_ in HOT.values():
        for _ in range(2):
            act(of)
    post_and_decide(of)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, statement, parameter_types::text[] FROM pg_prepared_statements")
        prepared = cursor.fetchall()
        through = {}
        for name, statement, types in prepared:
            values = ", ".join(f"NULL::{each}" for each in types)
            cursor.execute(f"EXPLAIN (FORMAT JSON) EXECUTE {name}" + (f"({values})" if values else ""))
            steps = nodes(cursor.fetchone()[0][0]["Plan"])
            if any(each["Node Type"] == "Seq Scan" and each["Relation Name"] in GROWING for each in steps):
                through[name] = statement
    assert through == {}
    assert len(prepared) > 30


def test_postgresql_takes_an_index_of_a_small_table_too():
    """Of one that fits four pages; as it would plan for a disk that turns, it reads them all."""
    if connection.vendor == "sqlite":
        return
    asked = "SELECT version FROM small WHERE key IN ('key 3', 'key 70', 'key 500')"
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE small (key varchar(60) PRIMARY KEY, version bigint)")
        cursor.execute("INSERT INTO small SELECT 'key ' || i, i FROM generate_series(1, 500) AS i")
        cursor.execute("ANALYZE small")
        here = PostgreSQL(asked).indexes
        cursor.execute("SET LOCAL random_page_cost = 4")
        assert (here, PostgreSQL(asked).indexes) == ({"small_pkey"}, set())


@pytest.mark.parametrize(
    "rows",
    [
        Response.objects.filter(span_suffix="unlike any other").order_by(),
        Response.objects.order_by("submitted_at", "form_key")[:50],
    ],
)
def test_what_reads_a_table_through_or_sorts_it_is_seen(rows):
    assert [fault for sql in asked_by(lambda: list(rows.all())) for fault in plan_of(sql).faults()]
