"""Reading pages from a copy of the database: only while it stands where the database does.

The replica of these tests is a copy made before the test began, which follows nothing: it stands where the
database does until something is published, and is behind from then on.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import Error, OperationalError, connection, connections
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comments.domain.moderation import Actor
from comments.domain.redactions import redact_at_once
from comments.enums import Action, Role, Status
from comments.models import Response
from essays.models import Block, Debate, Link
from masslinesite import replica
from masslinesite.models import PageVersion
from masslinesite.page_front import PageFront
from masslinesite.page_versions import SITE, touch, version_of, versions_by_key
from masslinesite.pieces import forget_pieces
from masslinesite.public_pages import made_from_primary, public_page
from masslinesite.reading import REPLICA, PageWrites, Router, reading_connection
from tests.factories import decide, make_link, make_response, redaction_of
from tests.site.test_public_pages import ADDRESSES
from tests.wsgi import ask, connections_stay_open

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

    from tests.stocked import Databases

pytestmark = pytest.mark.django_db
WORDS = "The full shelf is nobody’s shelf."
#: Pages that need something published first, or are made from the database alone.
OTHERS = {"response", "response-revisions", "figures", "debate-figures", "figures-csv"}


@pytest.fixture(scope="module")
def copied(
    databases: Databases, request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """The name of a copy of the database in which the small debate stands, and there alone a link more."""
    with django_db_blocker.unblock():
        databases.use_copy("small_debate", request)
        stocked = connection.settings_dict["NAME"]
        connection.close()
        connection.creation.clone_test_db(suffix="replica", verbosity=0, autoclobber=True)
        name = connection.creation.get_test_db_clone_settings("replica")["NAME"]
        databases.use(name)
        b2, a1 = (Block.objects.get(work__siglum=siglum, number=n) for siglum, n in (("B", 2), ("A", 1)))
        Link.objects.all().delete()
        make_link(b2, a1, "shelve the read and sell the unread", slug="b2-a1")
        databases.use(databases.empty)
    yield name
    with django_db_blocker.unblock():
        databases.use(stocked)
        connection.creation.destroy_test_db(suffix="replica", verbosity=0)
        databases.use(databases.empty)


@pytest.fixture
def following(copied: str, small_debate: Debate, settings) -> Iterator[dict]:
    """The settings of the replica, which has served nobody yet."""
    connections.settings[REPLICA] = connections.settings["default"] | {"NAME": copied}
    settings.DATABASE_ROUTERS = ["masslinesite.reading.Router"]
    let_connect()
    yield connections.settings[REPLICA]
    connections[REPLICA].close()
    del connections[REPLICA], connections.settings[REPLICA]
    replica.rest.end()


def let_connect() -> None:
    """Django lets a test connect to those databases alone that were there when it began."""
    wrapper = connections[REPLICA]

    def connect() -> None:
        if wrapper.connection is None:
            with wrapper.wrap_database_errors:
                wrapper.connect()

    wrapper.ensure_connection = connect


def asked(address: str, client: Client | None = None) -> tuple[HttpResponse, int, int]:
    """The answer, and how many queries went to the database and to the replica."""
    with (
        CaptureQueriesContext(connections["default"]) as primary,
        CaptureQueriesContext(connections[REPLICA]) as copy,
    ):
        answer = (client or Client()).get(address)
    return answer, len(primary), len(copy)


def said(answer: HttpResponse) -> bool:
    return WORDS in answer.content.decode()


def published() -> Response:
    block = Block.objects.get(work__slug="on-weeding", number=1)
    return make_response(block, text=WORDS, status=Status.PUBLISHED)


def responses() -> str:
    return reverse("work-responses", args=["on-weeding"])


class TestWhereAPageComesFrom:
    @pytest.mark.parametrize("name", sorted(ADDRESSES.keys() - OTHERS))
    def test_a_reading_page_asks_the_database_for_one_number_and_the_replica_for_all_else(
        self, following, small_debate, name
    ):
        last = {
            "formulation-responses": small_debate.formulations.first().slug,
            "question-responses": small_debate.questions.first().slug,
        }
        address = reverse(name, args=[last[name] if part is None else part for part in ADDRESSES[name]])
        answer, primary, copy = asked(address + ("?q=shelf" if name == "search" else ""))
        assert answer.status_code == 200
        assert primary == 1
        assert copy >= 2

    def test_what_is_published_stands_on_the_next_page_though_the_replica_has_not_heard_of_it(
        self, following
    ):
        assert not said(asked(responses())[0])
        response = published()
        for address in (responses(), response.get_absolute_url()):
            answer, primary, _ = asked(address)
            assert said(answer)
            assert primary > 2

    @pytest.mark.parametrize("number", ["raised", "unknown"])
    def test_a_replica_that_stands_elsewhere_is_not_read(self, following, number):
        """Further on it shows what the database may never acknowledge; without numbers it says nothing."""
        rows = PageVersion.objects.using(REPLICA)
        before = version_of([SITE])
        if number == "raised":
            rows.filter(pk=SITE).update(version=before + 1)
        else:
            for alias in ("default", REPLICA):
                PageVersion.objects.using(alias).filter(pk=SITE).delete()
        try:
            answer, primary, _ = asked(responses())
        finally:
            rows.update_or_create(pk=SITE, defaults={"version": before})
        assert answer.status_code == 200
        assert primary > 2

    def test_the_page_is_as_it_was_when_its_number_was_read(self, following):
        """Whatever reaches the replica in the meantime; or half of a page could be older than the other."""

        @public_page
        def view(request: HttpRequest) -> HttpResponse:
            names = [Debate.objects.get().name]
            if connection.vendor == "postgresql":
                other = connections[REPLICA].copy("beside")
                with other.cursor() as cursor:
                    cursor.execute("UPDATE essays_debate SET name = 'Changed'")
                names.append(Debate.objects.get().name)
                with other.cursor() as cursor:
                    cursor.execute("UPDATE essays_debate SET name = %s", [names[0]])
                other.close()
            return HttpResponse(" ".join(names))

        answer = view(RequestFactory().get("/")).content.decode()
        assert "Changed" not in answer

    def test_what_is_no_reading_page_does_not_ask_the_replica(self, following):
        _, primary, copy = asked(reverse("respond-to-work", args=["on-weeding"]))
        assert (primary > 0, copy) == (True, 0)

    @pytest.mark.parametrize("name", ["figures", "figures-csv"])
    def test_figures_are_counted_and_read_in_the_database(self, following, name):
        answer, primary, copy = asked(reverse(name))
        assert (answer.status_code, primary > 0, copy) == (200, True, 0)

    def test_a_page_that_writes_has_to_say_so(self, following):
        def view(request: HttpRequest) -> HttpResponse:
            touch([])
            PageVersion.objects.create(key="written", version=1)
            return HttpResponse()

        with pytest.raises(PageWrites):
            public_page(view)(RequestFactory().get("/"))
        assert public_page(made_from_primary(view))(RequestFactory().get("/")).status_code == 200


class TestWhatWasTakenDown:
    @pytest.fixture(params=["in front", "without a front"])
    def page(self, request, following) -> Iterator:
        """Asks for a page as a node does, which keeps pages or does not."""
        application = WSGIHandler()
        if request.param == "in front":
            application = PageFront(application, limit=1_000_000)
        with connections_stay_open():
            yield lambda address: ask(application, address).body.decode()

    @pytest.mark.parametrize("taken", ["removed", "redacted"])
    def test_it_is_gone_with_the_next_request(self, page, taken):
        """Seen by a reader, kept by the node, and on the replica for as long as that takes."""
        response = published()
        assert WORDS in page(responses())
        assert WORDS in page(responses())
        if taken == "removed":
            decide(response, Action.REMOVE)
        else:
            redact_at_once(
                response_id=response.pk,
                proposal=redaction_of(response, WORDS),
                by=Actor(Role.MODERATOR, 0, "desk"),
            )
        assert WORDS not in page(responses())
        assert WORDS not in page(reverse("debate", args=["library-shelves"]))

    def test_a_page_of_a_replica_is_kept_only_while_nothing_has_changed(self, following):
        """A page read from the copy before a change must not be taken for one made after it."""
        with connections_stay_open():
            front = PageFront(WSGIHandler(), limit=1_000_000)
            made = front.maker.made

            def publishing_meanwhile(environ, match):
                page = made(environ, match)
                published()
                return page

            front.maker.made = publishing_meanwhile
            assert WORDS not in ask(front, responses()).body.decode()
            assert front.shelf.taken == 0
            front.maker.made = made
            assert WORDS in ask(front, responses()).body.decode()

    def test_what_a_page_asks_of_versions_is_as_old_as_the_page(self, following):
        """What is kept of a page is kept under these: what was read before a change would be shown for good
        under the number that the change was given."""

        @public_page
        def view(request: HttpRequest) -> HttpResponse:
            before = version_of([SITE])
            touch(["texts:1"])
            after = {version_of([SITE]), versions_by_key(["texts:1", SITE])[SITE]}
            return HttpResponse(str(after == {before}))

        assert view(RequestFactory().get("/")).content == b"True"

    def test_a_kept_page_asks_the_database_and_not_the_replica(self, following):
        forget_pieces()
        with connections_stay_open():
            front = PageFront(WSGIHandler(), limit=1_000_000)
            ask(front, responses())
            with (
                CaptureQueriesContext(connections["default"]) as primary,
                CaptureQueriesContext(connections[REPLICA]) as copy,
            ):
                ask(front, responses())
                front.forget_outdated()
        assert (len(primary), len(copy)) == (2, 0)


class TestAReplicaThatFails:
    @pytest.fixture
    def refusing(self, following) -> dict:
        """Nobody listens where it should be; on SQLite there is no such folder."""
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = listener.getsockname()[1]
        kept = dict(following)
        following.update(HOST="127.0.0.1", PORT=str(port))
        if connection.vendor == "sqlite":
            following["NAME"] = "/proc/no-such-folder/site.sqlite3"
        return kept

    def test_the_page_comes_from_the_database_and_the_replica_is_left_alone_for_a_while(
        self, refusing, following
    ):
        with CaptureQueriesContext(connection) as primary:
            answer = Client().get(responses())
        assert (answer.status_code, len(primary) > 2) == (200, True)
        # From here on it could be reached, and is not asked.
        following.update(refusing)
        connections[REPLICA].settings_dict = following
        assert asked(responses())[2] == 0
        replica.rest._until = 1.0
        answer, primary, copy = asked(responses())
        assert (primary, copy >= 4) == (1, True)
        assert asked(responses())[1] == 1

    def test_one_request_tries_it_while_the_others_go_without(self):
        rest = replica.Rest()
        assert [rest.is_over() for _ in range(2)] == [True, True]
        rest.begin()
        assert not rest.is_over()
        rest._until = 1.0
        assert [rest.is_over() for _ in range(3)] == [True, False, False]
        rest.end()
        assert rest.is_over()

    def test_a_page_that_is_broken_off_half_way_is_made_from_the_database(self, following):
        """As a standby does with who reads what has to go: "canceling statement due to conflict"."""
        seen: list[str] = []

        @public_page
        def view(request: HttpRequest) -> HttpResponse:
            asked_of = reading_connection()
            seen.append(asked_of.alias)
            name = Debate.objects.get().name
            if asked_of.alias == REPLICA:
                break_off()
            return HttpResponse(name)

        def break_off() -> None:
            with reading_connection().cursor() as cursor:
                if connection.vendor == "postgresql":
                    cursor.execute("SET LOCAL statement_timeout = 1")
                    cursor.execute("SELECT pg_sleep(1)")
                cursor.execute("SELECT * FROM no_such_table")

        answer = view(RequestFactory().get("/"))
        assert answer.content.decode() == Debate.objects.get().name
        assert seen == [REPLICA, "default"]
        assert not replica.rest.is_over()

    def test_what_the_database_itself_cannot_do_is_told(self, following):
        @public_page
        def view(request: HttpRequest) -> HttpResponse:
            raise OperationalError

        with pytest.raises(OperationalError):
            view(RequestFactory().get("/"))

    def test_what_is_not_there_is_no_failure(self, following):
        answer, primary, copy = asked(reverse("work-responses", args=["no-such-work"]))
        assert (answer.status_code, primary, copy > 0) == (404, 1, True)
        assert replica.rest.is_over()


def test_nothing_migrates_a_replica():
    router = Router()
    assert [router.allow_migrate(alias, "essays") for alias in (REPLICA, "default")] == [False, None]


def test_rows_of_both_go_together():
    assert Router().allow_relation(Debate(), Debate())


def test_a_failure_is_an_error_of_the_database():
    """What ``from_replica`` catches covers every way in which a database can fail."""
    assert issubclass(OperationalError, Error)
