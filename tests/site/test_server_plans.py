"""Statements that PostgreSQL plans once for each connection; on SQLite they are asked as they stand."""

from collections.abc import Iterator

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import Error, OperationalError, connection, connections, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from comments.domain.waiting import tried_again
from masslinesite.models import PageVersion
from masslinesite.page_front import PageFront
from masslinesite.page_versions import depends_on, touch, version_of, versions_by_key
from masslinesite.public_pages import public_page
from masslinesite.server_plans import MOST, MOST_SEEN, MOST_VALUES, ask, ask_together, count
from tests.wsgi import ask as request

EACH = "SELECT key, version FROM masslinesite_pageversion WHERE key IN (%s, %s) ORDER BY version"
RAISE = "UPDATE masslinesite_pageversion SET version = version + %s WHERE key = %s"
#: What to ask, to see one that is executed and not only prepared.
OFTEN = 3


@public_page
def number(request: HttpRequest) -> HttpResponse:
    depends_on("texts:1")
    return HttpResponse(str(version_of(["texts:1"])))


urlpatterns = [path("number", number, name="number")]


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """A connection on which nothing is prepared."""
    connection.server_plans = None
    if connection.vendor == "postgresql":
        said("DEALLOCATE ALL")
    yield
    connection.server_plans = None


def said(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def prepared() -> list[str]:
    """What the server has prepared on this connection, in the order of preparing."""
    if connection.vendor == "sqlite":
        return []
    rows = said("SELECT statement FROM pg_prepared_statements ORDER BY prepare_time")
    return [statement.partition(" AS ")[2] for (statement,) in rows]


def on_postgresql(*statements: str) -> list[str]:
    return [] if connection.vendor == "sqlite" else list(statements)


def store(**versions: int) -> None:
    PageVersion.objects.bulk_create([PageVersion(key=key, version=each) for key, each in versions.items()])


@pytest.mark.django_db
class TestPreparing:
    def test_what_is_asked_again_is_prepared_once_and_answers_for_all_values(self):
        store(a=1, b=2, c=3)
        assert ask(connection, EACH, ["a", "b"]) == [("a", 1), ("b", 2)]
        assert prepared() == []
        assert ask(connection, EACH, ["c", "a"]) == [("a", 1), ("c", 3)]
        assert ask(connection, EACH, ["c", "d"]) == [("c", 3)]
        assert prepared() == on_postgresql(EACH.replace("%s", "$1", 1).replace("%s", "$2"))
        PageVersion.objects.filter(key="c").update(version=4)
        assert ask(connection, EACH, ["c", "d"]) == [("c", 4)]

    def test_percent_signs_and_questions_without_values(self):
        store(ab=1, b=2)
        sql = "SELECT key FROM masslinesite_pageversion WHERE key LIKE 'a%%'"
        assert [ask(connection, sql, []) for _ in range(OFTEN)] == [[("ab",)]] * OFTEN
        assert prepared() == on_postgresql(sql.replace("%%", "%"))

    def test_what_changes_rows_is_prepared_too_and_says_how_many(self):
        store(a=1, b=2)
        changed = [count(connection, RAISE, [5, key]) for key in "aabc"]
        assert (changed, versions_by_key("ab")) == ([1, 1, 1, 0], {"a": 11, "b": 7})
        assert prepared() == on_postgresql(RAISE.replace("%s", "$1", 1).replace("%s", "$2"))

    def test_of_several_in_one_message_each_is_prepared(self):
        store(a=1, b=2)
        if connection.vendor == "sqlite":
            return
        for times in range(1, OFTEN + 1):
            last = ask_together(connection, [(RAISE, [5, "a"]), (EACH, ["a", "b"])])
            assert last == sorted([("a", 1 + 5 * times), ("b", 2)], key=lambda row: row[1])
        assert len(prepared()) == 2

    @pytest.mark.parametrize(
        ("sql", "values", "row"),
        [
            # What PostgreSQL would take for text, and give back as that.
            ("SELECT %s", [7], (7,)),
            ("SELECT %s, %s", ["seven", None], ("seven", None)),
            # What it refuses to prepare.
            ("SELECT version + CASE key WHEN %s THEN %s END FROM masslinesite_pageversion", ["a", 7], (8,)),
        ],
    )
    def test_what_does_not_say_of_what_kind_its_values_are_is_asked_as_it_stands(self, sql, values, row):
        """The transaction in which that comes out goes on."""
        store(a=1)
        assert [ask(connection, sql, values) for _ in range(OFTEN)] == [[row]] * OFTEN
        assert len(prepared()) == len(on_postgresql("one")) * (values == ["seven", None])
        assert versions_by_key(["a"]) == {"a": 1}

    def test_what_comes_once_is_not_remembered_for_ever(self):
        for number in range(MOST_SEEN + 10):
            assert ask(connection, f"SELECT {number}", []) == [(number,)]
        if connection.vendor == "postgresql":
            assert len(connection.server_plans._seen) == 10

    def test_a_connection_prepares_so_many_and_asks_the_others_as_they_stand(self):
        store(a=1)
        wordings = [f"SELECT version + {each} FROM masslinesite_pageversion" for each in range(MOST + 1)]
        for _ in range(OFTEN):
            assert [ask(connection, sql, [])[0][0] for sql in wordings] == [*range(1, MOST + 2)]
        assert prepared() == on_postgresql(*wordings[:MOST])

    def test_lists_of_any_length_are_asked_as_they_stand(self):
        store(a=1)
        keys = ["a", *(f"b{number}" for number in range(MOST_VALUES))]
        assert [versions_by_key(keys) for _ in range(OFTEN)] == [{"a": 1}] * OFTEN
        assert prepared() == []
        assert [versions_by_key(keys[:-1]) for _ in range(OFTEN)] == [{"a": 1}] * OFTEN
        assert len(prepared()) == len(on_postgresql("one"))

    def test_what_is_logged_is_asked_in_its_own_words(self, django_assert_num_queries):
        for _ in range(OFTEN):
            with django_assert_num_queries(1) as captured:
                ask(connection, EACH, ["a", "b"])
            assert captured[0]["sql"].startswith("SELECT key, version")
        assert prepared() == []

    def test_nothing_is_prepared_where_the_settings_name_a_pooler(self, settings):
        settings.STATEMENT_SECONDS = 0
        assert [ask(connection, EACH, ["a", "b"]) for _ in range(OFTEN)] == [[]] * OFTEN
        assert prepared() == []

    def test_a_table_that_is_changed_is_planned_anew(self):
        store(a=1, b=2)
        for _ in range(OFTEN):
            ask(connection, EACH, ["a", "b"])
        said("ALTER TABLE masslinesite_pageversion ADD COLUMN said varchar(9) NULL")
        said("CREATE INDEX ON masslinesite_pageversion (said)") if connection.vendor == "postgresql" else None
        assert ask(connection, EACH, ["a", "b"]) == [("a", 1), ("b", 2)]

    def test_it_is_planned_for_all_values(self):
        for number in range(8):
            ask(connection, EACH, ["a", f"b{number}"])
        if connection.vendor == "postgresql":
            assert said("SELECT generic_plans, custom_plans FROM pg_prepared_statements") == [(7, 0)]


@pytest.mark.django_db(transaction=True)
class TestLosing:
    @pytest.fixture(autouse=True)
    def known(self) -> None:
        """Three keys, for which both questions for versions are prepared."""
        store(a=1, b=2, c=3)
        for _ in range(OFTEN):
            assert (version_of(["a", "b"]), versions_by_key(["b", "c"])) == (2, {"b": 2, "c": 3})
        assert len(prepared()) == len(on_postgresql("one", "other"))

    def forget(self) -> None:
        if connection.vendor == "postgresql":
            said("DEALLOCATE ALL")

    def test_what_the_server_has_forgotten_is_asked_again_in_its_own_words(self):
        self.forget()
        PageVersion.objects.filter(key="b").update(version=5)
        for _ in range(OFTEN):
            assert (version_of(["a", "b"]), versions_by_key(["b", "c"])) == (5, {"b": 5, "c": 3})
        assert prepared() == []

    def test_in_a_transaction_that_is_an_error_and_the_next_one_is_not_troubled(self):
        if connection.vendor == "postgresql":
            with pytest.raises(Error), transaction.atomic():
                self.forget()
                version_of(["a", "b"])
        with transaction.atomic():
            assert version_of(["a", "b"]) == 2

    def test_who_tries_again_has_it_in_its_own_words(self):
        @tried_again
        def raised() -> int:
            with transaction.atomic():
                if not times:
                    self.forget()
                times.append(1)
                return count(connection, RAISE, [5, "a"])

        for _ in range(OFTEN):
            count(connection, RAISE, [1, "a"])
        times = []
        assert raised() == 1
        assert len(times) == len(on_postgresql("again")) + 1
        assert PageVersion.objects.get(pk="a").version == 1 + OFTEN + 5

    def test_a_transaction_that_failed_takes_nothing_back_that_was_prepared(self):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            for _ in range(OFTEN):
                assert ask(connection, EACH, ["a", "c"]) == [("a", 1), ("c", 3)]
            PageVersion.objects.filter(key="a").update(version=9)
            raise ZeroDivisionError
        assert ask(connection, EACH, ["a", "c"]) == [("a", 1), ("c", 3)]
        assert len(prepared()) == len(on_postgresql("one", "other", "a third"))

    def test_a_column_of_another_type_is_read_as_it_is_now(self):
        if connection.vendor == "postgresql":
            said("ALTER TABLE masslinesite_pageversion ALTER COLUMN version TYPE numeric(30)")
        try:
            for _ in range(OFTEN):
                assert versions_by_key(["b", "c"]) == {"b": 2, "c": 3}
        finally:
            if connection.vendor == "postgresql":
                said("ALTER TABLE masslinesite_pageversion ALTER COLUMN version TYPE bigint")

    def test_a_new_connection_has_nothing_prepared(self):
        connection.close()
        assert prepared() == []
        for _ in range(OFTEN):
            assert version_of(["a", "b"]) == 2
        assert len(prepared()) == len(on_postgresql("one"))


@pytest.mark.django_db(transaction=True)
class TestPreparingInTransactions:
    def test_what_is_no_wording_to_prepare_ends_none(self):
        """Not as the first statement of one either."""
        if connection.vendor == "sqlite":
            return
        for _ in range(OFTEN):
            with transaction.atomic():
                count(connection, "SET LOCAL work_mem = '4MB'", [])
                assert ask(connection, "SHOW work_mem", []) == [("4MB",)]

    def test_whoever_waits_too_long_meanwhile_is_told_that(self):
        """And nothing else, by which nobody would know that it passes."""
        if connection.vendor == "sqlite":
            return
        store(a=1)
        count(connection, RAISE, [1, "a"])
        other = connections.create_connection("default")
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("LOCK TABLE masslinesite_pageversion IN ACCESS EXCLUSIVE MODE")
        try:
            with pytest.raises(OperationalError) as failure, transaction.atomic():
                count(connection, "SET LOCAL lock_timeout = 50", [])
                count(connection, RAISE, [1, "a"])
        finally:
            other.rollback()
            other.close()
        assert failure.value.__cause__.pgcode == "55P03"
        assert [count(connection, RAISE, [1, "a"]) for _ in range(OFTEN)] == [1] * OFTEN
        assert len(prepared()) == 1

    def test_a_transaction_that_has_failed_says_so(self):
        with transaction.atomic():
            transaction.set_rollback(True)
            for _ in range(OFTEN):
                with pytest.raises(transaction.TransactionManagementError):
                    ask(connection, EACH, ["a", "b"])


def end_connection() -> None:
    """As a server does that is stopped: the connection is gone, and this side has not heard of it."""
    if connection.vendor == "sqlite":
        return
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.connection.get_backend_pid()])
    other.close()


@pytest.mark.django_db(transaction=True)
def test_a_page_is_as_new_as_ever_after_its_connection_was_ended(settings):
    """Each request finds out by itself, without an error for its reader."""
    settings.ROOT_URLCONF = __name__
    settings.ALLOWED_HOSTS = ["localhost"]
    front = PageFront(WSGIHandler(), limit=1_000_000)
    with transaction.atomic():
        first = touch(["texts:1"])
    bodies = [request(front, "/number").body for _ in range(OFTEN)]
    with transaction.atomic():
        second = touch(["texts:1"])
    end_connection()
    bodies += [request(front, "/number").body for _ in range(OFTEN)]
    end_connection()
    answers = [request(front, "/number") for _ in range(OFTEN)]
    assert {answer.status for answer in answers} == {200}
    bodies += [answer.body for answer in answers]
    assert bodies == [str(first).encode()] * OFTEN + [str(second).encode()] * OFTEN * 2
