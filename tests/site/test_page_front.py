"""Pages sent without Django: only what is a reading page, unchanged, and the same for everybody."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from masslinesite import page_front
from masslinesite.page_front import LARGEST_FORM, PageFront
from masslinesite.page_versions import depends_on, keep_no_page, touch
from masslinesite.public_pages import public_page
from tests.wsgi import ask, connections_stay_open, environ_of

TEXT = "The shelf is full, and nobody has read the half of it. " * 40
#: Requests that reached a view.
made: list[HttpRequest] = []


@public_page
def kept(request: HttpRequest) -> HttpResponse:
    made.append(request)
    depends_on("texts:1")
    return HttpResponse(f"{TEXT} {request.GET.get('p', '')} {request.get_host()}")


@public_page
def silent(request: HttpRequest) -> HttpResponse:
    made.append(request)
    return HttpResponse(TEXT)


@public_page
def moving(request: HttpRequest) -> HttpResponse:
    """Changes what it shows while it is made."""
    made.append(request)
    depends_on("texts:1")
    touch(["texts:1"])
    return HttpResponse(TEXT)


@public_page
def unknown(request: HttpRequest) -> HttpResponse:
    made.append(request)
    depends_on("texts:1")
    keep_no_page()
    return HttpResponse(TEXT)


@public_page
def gone(request: HttpRequest) -> HttpResponse:
    made.append(request)
    depends_on("texts:1")
    return HttpResponse(TEXT, status=404)


def personal(request: HttpRequest) -> HttpResponse:
    made.append(request)
    return HttpResponse(f"{TEXT} {request.COOKIES.get('sessionid', '')}")


urlpatterns = [
    path("kept", kept, name="kept"),
    path("silent", silent, name="silent"),
    path("moving", moving, name="moving"),
    path("unknown", unknown, name="unknown"),
    path("gone", gone, name="gone"),
    path("personal", personal, name="personal"),
]


@pytest.fixture(autouse=True)
def these_addresses(settings) -> Iterator[None]:
    settings.ROOT_URLCONF = __name__
    made.clear()
    yield
    made.clear()


@pytest.fixture
def front() -> Iterator[PageFront]:
    with connections_stay_open():
        yield PageFront(WSGIHandler(), limit=1_000_000)


@pytest.mark.django_db
class TestKeeping:
    def test_the_second_request_asks_the_database_alone_and_once(self, front, django_assert_num_queries):
        first = ask(front, "/kept")
        with django_assert_num_queries(1):
            second = ask(front, "/kept")
        assert len(made) == 1
        assert (second.status, second.body) == (200, first.body)
        differing = {name for name in first.headers if first.headers[name] != second.headers[name]}
        assert differing == {"X-Request-ID"}

    def test_a_page_goes_when_what_it_shows_is_touched_and_not_otherwise(self, front):
        ask(front, "/kept")
        touch(["texts:2", "responses:work:1"])
        ask(front, "/kept")
        assert len(made) == 1
        touch(["texts:1"])
        ask(front, "/kept")
        ask(front, "/kept")
        assert len(made) == 2

    def test_an_outdated_page_leaves_the_memory(self, front, django_assert_num_queries):
        """When it is asked for, or at the latest with the minute, though nobody asks for it again."""
        for number in range(3):
            ask(front, f"/kept?p={number}")
        size = front.shelf.taken // 3
        with django_assert_num_queries(1):
            front.forget_outdated()
        assert front.shelf.taken == 3 * size
        touch(["texts:1"])
        ask(front, "/kept?p=0")
        assert front.shelf.taken == 3 * size
        front._reported -= 61
        ask(front, "/kept?p=0")
        assert front.shelf.taken == size

    def test_the_answers_of_a_minute_share_a_line_for_each_page_and_way(self, front, caplog):
        for address in ("/kept", "/kept", "/kept", "/silent"):
            ask(front, address)
        assert caplog.records == []
        front._reported -= 61
        ask(front, "/kept")
        lines = [record.msg for record in caplog.records]
        assert [(line["event"], line["route"], line["answers"]) for line in lines] == [
            ("kept_pages_sent", "kept", 3),
            ("made_pages_sent", "kept", 1),
            ("made_pages_sent", "silent", 1),
        ]

    def test_a_database_put_back_to_an_older_state_is_another_one(self, front):
        from masslinesite.models import PageVersion

        touch(["texts:1"])
        older = PageVersion.objects.get(pk="texts:1").version - 5
        ask(front, "/kept")
        PageVersion.objects.filter(pk="texts:1").update(version=older)
        ask(front, "/kept")
        assert len(made) == 2

    def test_another_address_or_host_is_another_page(self, front, settings):
        settings.ALLOWED_HOSTS = ["localhost", "reading.example"]
        bodies = [
            ask(front, "/kept").body,
            ask(front, "/kept?p=2").body,
            ask(front, "/kept", HTTP_HOST="reading.example").body,
        ]
        assert len(set(bodies)) == len(made) == 3
        assert ask(front, "/kept", HTTP_HOST="elsewhere.example").status == 400

    @pytest.mark.parametrize(("name", "times"), [("silent", 1), ("unknown", 1), ("gone", 2)])
    def test_what_may_be_another_one_next_time_is_not_kept(self, front, name, times):
        """What did not go well is made once more, by Django's handler."""
        for _ in range(2):
            ask(front, f"/{name}")
        assert len(made) == 2 * times
        assert front.shelf.taken == 0

    def test_nobody_waits_for_a_page_that_is_kept_for_nobody(self, front):
        ask(front, "/unknown")
        ask(front, "/unknown", HTTP_COOKIE="theme=dark")
        assert (front._making, front._unkept) == ({}, {("unknown", False)})

    def test_what_changes_while_it_is_made_is_not_sent_again(self, front):
        """Whether or not it was made before, and its numbers known."""
        for times in (1, 2, 3):
            ask(front, "/moving")
            assert len(made) == times

    def test_by_what_a_page_was_made_from_the_last_time_it_is_kept(self, front, django_assert_num_queries):
        """One query says that it is out of date, and one asks for the numbers of the next."""
        ask(front, "/kept")
        for times in (2, 3):
            touch(["texts:1"])
            with django_assert_num_queries(2):
                ask(front, "/kept")
            with django_assert_num_queries(1):
                ask(front, "/kept")
            assert len(made) == times

    def test_an_address_of_unusual_length_is_answered_and_not_kept(self, front):
        for _ in range(2):
            assert ask(front, f"/kept?p={'x' * 1001}").status == 200
        assert (len(made), front.shelf.taken) == (2, 0)

    def test_a_front_without_room_answers_all_the_same(self, front):
        front.shelf.limit = 0
        assert {ask(front, "/kept").status for _ in range(2)} == {200}
        assert len(made) == 2


@pytest.mark.django_db
class TestReaders:
    def test_a_reading_page_is_made_without_its_reader(self, front):
        ask(
            front,
            "/kept",
            HTTP_COOKIE="sessionid=secret; theme=dark",
            HTTP_USER_AGENT="Browser/1.0",
            HTTP_ACCEPT_LANGUAGE="de",
            HTTP_REFERER="http://localhost/receipts/secret/",
            HTTP_X_FORWARDED_FOR="192.0.2.9",
            HTTP_IF_NONE_MATCH="*",
        )
        (request,) = made
        assert {name for name in request.META if name.startswith(("HTTP_", "REMOTE_"))} == {"HTTP_HOST"}

    def test_what_is_no_reading_page_passes_untouched(self, front):
        answer = ask(front, "/personal", HTTP_COOKIE="sessionid=abc")
        assert answer.body.endswith(b" abc")
        assert ask(front, "/personal").body.endswith(b" ")
        assert front.shelf.taken == 0

    @pytest.mark.parametrize(
        ("method", "headers"),
        [
            ("POST", {}),
            ("OPTIONS", {}),
            ("GET", {"HTTP_HX_REQUEST": "true"}),
            ("GET", {"CONTENT_LENGTH": "3"}),
            ("GET", {"HTTP_TRANSFER_ENCODING": "chunked"}),
        ],
    )
    def test_what_is_not_plainly_asked_for_passes_untouched(self, front, method, headers):
        ask(front, "/kept")
        ask(front, "/kept", method, HTTP_COOKIE="theme=dark", **headers)
        assert method != "GET" or made[-1].COOKIES == {"theme": "dark"}

    @pytest.mark.parametrize("address", ["/nowhere", "/kept/%00", "/\xff\xfe"])
    def test_an_address_that_is_none_passes(self, front, address):
        assert ask(front, address).status == 404


@pytest.mark.django_db
class TestAnswers:
    @pytest.mark.parametrize(
        ("accepted", "coding"),
        [
            ("br, gzip", "br"),
            ("gzip, deflate", "gzip"),
            ("gzip;q=1.0, br;q=0", "gzip"),
            ("br ; q=0.0, gzip; q=0", ""),
            ("gzip;q=1, br;q=0.1", "gzip"),
            ("gzip;q=0.5, identity", ""),
            ("br;q=0.0 ;x", ""),
            ("br;q=much", ""),
            ("*", "br"),
            ("*;q=0.5, br;q=0", "gzip"),
            ("*;q=0", ""),
            ("BR", "br"),
            ("identity", ""),
            ("", ""),
        ],
    )
    def test_the_body_comes_in_the_best_coding_that_is_accepted(self, front, accepted, coding):
        for _ in range(2):
            answer = ask(front, "/kept", HTTP_ACCEPT_ENCODING=accepted)
            assert answer.headers.get("Content-Encoding", "") == coding
            assert answer.headers["Content-Length"] == str(len(answer.body))
            assert answer.headers["Vary"] == "Accept-Encoding"
        if coding == "br":
            assert brotli.decompress(answer.body) == ask(front, "/kept").body

    def test_each_coding_has_a_strong_tag_of_its_own(self, front):
        tags = [ask(front, "/kept", HTTP_ACCEPT_ENCODING=each).headers["ETag"] for each in ("br", "gzip", "")]
        assert len(set(tags)) == 3
        assert all(tag.startswith('"') for tag in tags)

    def test_a_browser_that_has_the_page_gets_no_body(self, front):
        first, tag = (ask(front, "/kept", HTTP_ACCEPT_ENCODING="br").headers["ETag"] for _ in range(2))
        assert first != tag
        for asked in (first, tag, f"W/{tag}", f'"other", {tag}', "*"):
            answer = ask(front, "/kept", HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=asked)
            assert (answer.status, answer.body) == (304, b"")
            assert answer.headers["ETag"] == (first if asked == first else tag)
            assert not {"Content-Length", "Content-Type", "Content-Encoding"} & set(answer.headers)
        assert ask(front, "/kept", HTTP_IF_NONE_MATCH=tag).status == 200

    def test_the_same_page_made_anew_has_the_same_tag(self, front):
        tag = ask(front, "/kept").headers["ETag"]
        touch(["texts:1"])
        assert ask(front, "/kept", HTTP_IF_NONE_MATCH=tag).status == 304

    def test_head_is_get_without_the_body(self, front):
        whole = ask(front, "/kept")
        head = ask(front, "/kept", "HEAD")
        assert (head.status, head.body) == (200, b"")
        assert head.headers["Content-Length"] == str(len(whole.body))

    def test_an_error_page_has_no_tag(self, front):
        answer = ask(front, "/gone", HTTP_IF_NONE_MATCH="*")
        assert answer.status == 404
        assert "ETag" not in answer.headers


def at_once(front: PageFront, *addresses: str) -> list[int]:
    """What each is answered with, in threads of their own."""

    def asking(address: str) -> int:
        try:
            return ask(front, address).status
        finally:
            connection.close()

    with ThreadPoolExecutor(len(addresses)) as pool:
        return [*pool.map(asking, addresses)]


class Held:
    """``front`` makes no page from now on before it may ``go_on``; ``made`` is how it makes them."""

    def __init__(self, front: PageFront) -> None:
        self.inside, self.go_on = threading.Event(), threading.Event()
        self.made, front.maker.made = front.maker.made, self._wait_and_make

    def _wait_and_make(self, environ, match):
        self.inside.set()
        self.go_on.wait(20)
        return self.made(environ, match)


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_of_many_who_ask_for_a_cold_page_one_makes_it(self, front):
        held = Held(front)
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(at_once, front, *["/kept"] * 4)
            held.inside.wait(10)
            held.go_on.set()
            assert asked.result() == [200] * 4
        assert len(made) == 1
        assert not front._making

    def test_of_several_pages_one_is_made_at_a_time_where_the_database_is_this_process(
        self, front, monkeypatch
    ):
        monkeypatch.setattr(page_front, "TURN_SECONDS", 20)
        all_are_in, most, inside = threading.Barrier(3), [], []

        def slow(environ, match):
            inside.append(environ)
            if connection.vendor != "sqlite":
                all_are_in.wait(10)
            time.sleep(0.01)
            most.append(len(inside))
            inside.remove(environ)
            return made_as_always(environ, match)

        made_as_always, front.maker.made = front.maker.made, slow
        assert at_once(front, "/kept?p=1", "/kept?p=2", "/kept?p=3") == [200] * 3
        assert max(most) == (1 if connection.vendor == "sqlite" else 3)
        assert not front._turn.locked()

    @pytest.mark.parametrize(("size", "most_at_once"), [(LARGEST_FORM, 1), (LARGEST_FORM + 1, 3)])
    def test_so_are_forms_once_they_are_there(self, monkeypatch, size, most_at_once):
        monkeypatch.setattr(page_front, "TURN_SECONDS", 20)
        expected = most_at_once if connection.vendor == "sqlite" else 3
        all_are_in, inside, most, read = threading.Barrier(expected), [], [], []

        def slow(environ, start_response):
            inside.append(environ)
            all_are_in.wait(10)
            time.sleep(0.01)
            most.append(len(inside))
            read.append(environ["wsgi.input"].read(size))
            inside.remove(environ)
            start_response("200 OK", [])
            return [b""]

        front = PageFront(slow, limit=0)

        def sending(number: int) -> None:
            body = b"%d" % number * size
            environ = environ_of("/personal", "POST", CONTENT_LENGTH=str(size))
            front(environ | {"wsgi.input": BytesIO(body)}, lambda *given: None)
            connection.close()

        with ThreadPoolExecutor(3) as pool:
            [*pool.map(sending, range(3))]
        assert max(most) == expected
        assert sorted(read) == [b"%d" % number * size for number in range(3)]
        assert not front._turn.locked()

    def test_a_form_that_comes_slowly_holds_no_other_up(self, front, monkeypatch):
        monkeypatch.setattr(page_front, "TURN_SECONDS", 20)
        comes, go_on = threading.Event(), threading.Event()

        class Slow(BytesIO):
            def read(self, size: int = -1) -> bytes:
                comes.set()
                go_on.wait(20)
                return super().read(size)

        environ = environ_of("/personal", "POST", CONTENT_LENGTH="5") | {"wsgi.input": Slow(b"a=b&c")}
        with ThreadPoolExecutor(1) as pool:
            sent = pool.submit(front, environ, lambda *given: None)
            comes.wait(10)
            assert at_once(front, "/kept?p=2", "/personal") == [200, 200]
            assert not sent.done()
            go_on.set()
            assert b"".join(sent.result())

    def test_a_page_that_hangs_holds_no_other_up(self, front):
        held = Held(front)
        with ThreadPoolExecutor(1) as pool:
            hangs = pool.submit(at_once, front, "/kept?p=1")
            held.inside.wait(10)
            front.maker.made = held.made
            assert at_once(front, "/kept?p=2") == [200]
            assert not hangs.done()
            held.go_on.set()
            assert hangs.result() == [200]

    def test_a_connection_that_has_just_answered_is_not_asked_whether_it_does(self, monkeypatch):
        asked = []
        monkeypatch.setattr(connection, "is_usable", lambda: asked.append(1) or True)
        front = PageFront(WSGIHandler(), limit=0)
        for _ in range(3):
            assert ask(front, "/kept").status == 200
        assert asked == []

    def test_a_page_that_fails_lets_the_others_try(self, front):
        def failing(environ, match):
            raise OSError

        made_as_always, front.maker.made = front.maker.made, failing
        with pytest.raises(OSError):
            ask(front, "/kept")
        front.maker.made = made_as_always
        assert not front._turn.locked()
        assert ask(front, "/kept").status == 200
        assert not front._making

    def test_a_database_that_is_away_is_djangos_to_tell(self, front, settings):
        ask(front, "/kept")
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE masslinesite_pageversion RENAME TO away")
        try:
            assert ask(front, "/kept").status == 200
            assert len(made) == 2
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE away RENAME TO masslinesite_pageversion")
        ask(front, "/kept")
        assert len(made) == 2
