"""A database with thousands of rows in each table that grows, for what its engine makes of queries.

Each table is filled by one statement that copies a row which the site has made itself.
"""

from django.db import connection, models, transaction

from comments.enums import Action, Status
from comments.models import Decision, Item, Tally
from comments.queries.scopes import Scope
from essays.enums import EntryKind
from essays.models import Block, SearchEntry
from masslinesite.models import PageVersion
from tests.factories import decide, make_debate, make_formulation, make_question, make_response, make_work

MANY = 8_000
#: From here on the first text is answered, before it the second: responses to one lie together.
LATER = 7_200
#: In a thread, the first response included.
THREAD = 10
#: Numbers below are those of rows that were not copied.
BASE = 100_000
NUMBER = f"{BASE} + i"
FIRST = f"{BASE} + i - i %% {THREAD}"
COPY = """
INSERT INTO {table} ({columns})
WITH RECURSIVE numbers(i) AS (SELECT {least} UNION ALL SELECT i + 1 FROM numbers WHERE i < {most})
SELECT {values} FROM {table} one, numbers WHERE one.{key} = %s
"""


def copies(row: models.Model, **columns: str) -> None:
    """``MANY`` copies of a row; ``columns`` are expressions of what differs, in which ``i`` counts them."""
    meta = row._meta
    names = [field.column for field in meta.concrete_fields if not field.generated]
    values = [columns.pop(name, f'one."{name}"') for name in names]
    assert not columns, columns
    statement = COPY.format(
        table=meta.db_table,
        columns=", ".join(f'"{name}"' for name in names),
        values=", ".join(values),
        key=meta.pk.column,
        least=THREAD,
        most=MANY,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [row.pk])


def label(number: str) -> str:
    return f"substr(CAST(10000000 + {number} AS text), 2)"


def seconds_before(number: str) -> str:
    """A second after each other."""
    if connection.vendor == "postgresql":
        return f"one.opened_at - ({number}) * interval '1 second'"
    return f"datetime(one.opened_at, '-' || ({number}) || ' seconds')"


def fill() -> None:
    """Two texts of one debate, of which the first is the shorter, was answered later, and has a tenth of all
    responses. Half of what answers the other one answers two of its paragraphs."""
    debate = make_debate()
    make_formulation(debate)
    make_question(debate)
    short, long = make_work(debate), make_work(debate, siglum="B")
    one, other = short.blocks.get(number=2), long.blocks.get(number=2)
    with transaction.atomic():
        copies(other, id=NUMBER, order="100 + i", number="100 + i")
        fill_responses(one, other)
        entry = SearchEntry.objects.filter(kind=EntryKind.PARAGRAPH).first()
        rare = "CASE WHEN i %% 400 = 0 THEN 'bucket' ELSE 'rope' || i END"
        copies(entry, id=NUMBER, key="'copy-' || i", forms=rare, stems=rare)
        copies(Tally.objects.get(pk=Scope.of(short).name), scope="'work:' || (i + 100000)")
        copies(PageVersion.objects.get(pk="site"), key="'copied:' || i")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def fill_responses(one: Block, other: Block) -> None:
    make_response(one, text="The well is deep.")
    first = make_response(one, text="The well is dug.", status=Status.PUBLISHED)
    decide(make_response(one, text="The well is dry."), Action.REJECT)
    is_first, waits = f"i %% {THREAD} = 0", "i %% 5 = 3"
    # Every other thread of the longer text answers two of its paragraphs.
    is_pair = f"i < {LATER} AND i / {THREAD} %% 2 = 1"

    def of_work(short: int, long: int) -> str:
        return f"CASE WHEN i >= {LATER} THEN {short} ELSE {long} END"

    copies(
        first,
        id=NUMBER,
        current_id=NUMBER,
        root_id=FIRST,
        parent_id=f"CASE WHEN {is_first} THEN NULL ELSE {FIRST} END",
        depth=f"CASE WHEN {is_first} THEN 1 ELSE 2 END",
        target=f"CASE WHEN NOT ({is_first}) THEN 'response' WHEN {is_pair} THEN 'pair' ELSE one.target END",
        path=f"{label(FIRST)} || CASE WHEN {is_first} THEN '' ELSE {label(NUMBER)} END",
        reply_count=f"CASE WHEN {is_first} THEN 7 ELSE 0 END",
        work_id=of_work(one.work_id, other.work_id),
        block_id=of_work(one.pk, other.pk),
        other_work_id=f"CASE WHEN {is_pair} THEN {other.work_id} END",
        other_block_id=f"CASE WHEN {is_pair} THEN {BASE + THREAD} END",
        status=f"CASE WHEN {waits} THEN 'pending' ELSE one.status END",
        published_at=f"CASE WHEN {waits} THEN NULL ELSE one.published_at END",
        form_key="'form ' || i",
        receipt_hash="'receipt ' || i",
    )
    copies(first.current, id=NUMBER, response_id=NUMBER, name="'Reader ' || i")
    copies(
        Item.objects.filter(closed_at=None).first(),
        id=NUMBER,
        opened_at=seconds_before(f"{MANY} - i"),
        response_id=NUMBER,
        work_id=of_work(one.work_id, other.work_id),
        closed_at=f"CASE WHEN {waits} THEN NULL ELSE one.opened_at END",
    )
    copies(Decision.objects.first(), id=NUMBER, response_id=NUMBER, seal="'seal ' || i")
