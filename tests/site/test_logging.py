"""The logs: what a line holds, and that no marker of a person reaches one by any way."""

import io
import json
import logging
import warnings

import pytest
import structlog
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from masslinesite.logging import MASKED, describe_exception, formatter, log_warning, request_id

ADDRESS, AGENT, REFERER = "203.0.113.77", "MarkerBrowser/9.9", "https://marker.example/from"
FORWARDED, EMAIL, CODE = "198.51.100.77", "marker@example.org", "Zq3markercode"
MARKERS = (ADDRESS, AGENT, "MarkerBrowser", REFERER, "marker.example", FORWARDED, EMAIL, CODE, "marker-host")


def fine(request: HttpRequest, code: str) -> HttpResponse:
    return HttpResponse("fine")


def failing(request: HttpRequest, code: str) -> HttpResponse:
    """Raises with the reader's own words in the message and in the local variables."""
    text = request.POST.get("text", "")
    logging.getLogger("some.library").error("could not use %s of %s", text, request.META["REMOTE_ADDR"])
    logging.getLogger("django.security").warning(f"text was {text}")
    structlog.get_logger("ours").warning("refused", text=text, note=text, address=ADDRESS, response=17)
    warnings.warn_explicit(f"strange text {text}", UserWarning, __file__, 1)
    try:
        raise ValueError(f"bad text {text}")
    except ValueError as error:
        raise RuntimeError(code) from error


def suspicious(request: HttpRequest, code: str) -> HttpResponse:
    raise SuspiciousOperation(f"{code} {request.META['REMOTE_ADDR']}")


handler500 = "masslinesite.error_pages.server_error"
urlpatterns = [
    path("", include("masslinesite.urls")),
    path("receipt/<str:code>/", fine, name="receipt"),
    path("failing/<str:code>/", failing, name="failing"),
    path("suspicious/<str:code>/", suspicious, name="suspicious"),
]


@pytest.fixture
def lines(settings):
    """Runs under the real configuration and returns what was written, as text and as objects."""
    settings.ROOT_URLCONF = __name__
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter())
    root = logging.getLogger()
    root.addHandler(handler)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = log_warning
        yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)


def visit(client, address: str, host: str = "testserver") -> HttpResponse:
    return client.post(
        address,
        {"text": f"write to {EMAIL}"},
        query_params={"q": EMAIL},
        REMOTE_ADDR=ADDRESS,
        headers={
            "user-agent": AGENT,
            "referer": REFERER,
            "x-forwarded-for": FORWARDED,
            "x-request-id": CODE,
            "host": host,
        },
    )


@pytest.mark.parametrize(
    ("address", "host", "status"),
    [
        (f"/receipt/{CODE}/", "testserver", 200),
        (f"/failing/{CODE}/", "testserver", 500),
        (f"/suspicious/{CODE}/", "testserver", 400),
        (f"/nowhere/{CODE}/", "testserver", 404),
        (f"/receipt/{CODE}/", "marker-host.example", 400),
    ],
)
def test_no_marker_reaches_a_line(lines, quiet_client, address, host, status):
    assert visit(quiet_client, address, host).status_code == status
    written = json.dumps(lines())
    assert [marker for marker in MARKERS if marker in written] == []
    assert lines()[-1]["event"] == "request"
    assert lines()[-1]["status"] == status


def test_request_line_holds_name_status_and_duration(lines, quiet_client):
    response = visit(quiet_client, f"/receipt/{CODE}/")
    (line,) = lines()
    assert set(line) == {"event", "level", "logger", "at", "request_id", "method", "route", "status", "ms"}
    assert line["event"] == "request"
    assert line["route"] == "receipt"
    assert line["method"] == "POST"
    assert line["request_id"] == response.headers["X-Request-ID"]
    assert 0 <= line["ms"] < 10_000


def test_failure_is_told_by_type_and_place(lines, quiet_client):
    visit(quiet_client, f"/failing/{CODE}/")
    foreign, security, ours, warned, failed, request = lines()
    assert foreign["event"] == "some.library"
    assert foreign["where"].startswith("tests/site/test_logging.py:")
    assert foreign["where"].endswith(" failing")
    assert security["event"] == "django.security"
    assert ours == ours | {
        "event": "refused",
        "text": MASKED,
        "note": MASKED,
        "address": MASKED,
        "response": 17,
    }
    assert warned == warned | {"event": "python_warning", "where": "tests/site/test_logging.py:1 UserWarning"}
    assert [error["type"] for error in failed["exceptions"]] == [
        "builtins.RuntimeError",
        "builtins.ValueError",
    ]
    assert failed["exceptions"][0]["frames"][-1].endswith(" failing")
    assert failed["status"] == 500
    assert failed["request_id"] == request["request_id"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (17, 17),
        (2.5, 2.5),
        (True, True),
        (None, None),
        ("published", "published"),
        ("comments.views.queue", "comments.views.queue"),
        ("0a1b2c3d4e5f", "0a1b2c3d4e5f"),
        ("two words", MASKED),
        (EMAIL, MASKED),
        (ADDRESS, MASKED),
        ("fe80::1", MASKED),
        ("2001:db8::7", MASKED),
        ("/receipt/abc/", MASKED),
        (["a"], MASKED),
        ({"a": 1}, MASKED),
        ("x" * 65, MASKED),
    ],
)
def test_value_passes_only_as_number_or_identifier(lines, value, shown):
    structlog.get_logger("ours").info("tried", value=value)
    assert lines()[-1]["value"] == shown


@pytest.mark.parametrize("key", ["receipt", "token", "name", "path", "user", "password"])
def test_private_key_is_masked_whatever_it_holds(lines, key):
    structlog.get_logger("ours").info("tried", **{key: "harmless"})
    assert lines()[-1][key] == MASKED


def test_server_life_is_told_with_its_numbers(lines):
    logging.getLogger("gunicorn.error").error("Worker (pid:%s) exited with code %s.", 12, 3)
    logging.getLogger("gunicorn.error").error("Error handling request %s", f"/receipt/{CODE}/")
    logging.getLogger("gunicorn.error").error(f"Invalid request from ip={ADDRESS}: {CODE}")
    logging.getLogger("gunicorn.error").info("Listening at: %s (%s)", "http://127.0.0.1:8000", 12)
    known, unknown, refused, listening = lines()
    assert listening["server"] == "Listening at: http://127.0.0.1:8000 (12)"
    assert known["server"] == "Worker (pid:12) exited with code 3."
    assert unknown["server"] == f"Error handling request {MASKED}"
    assert "server" not in refused
    assert ADDRESS not in json.dumps(refused)


def test_event_of_ours_is_written_as_the_library_would_write_it(caplog):
    log = structlog.get_logger("ours")
    log.info("tried", value=EMAIL, route="queue", status=200, ms=1.5, nothing=None)
    log.warning("tried", stack_info=True, name="x", way={1: 2})
    try:
        raise ValueError(EMAIL)
    except ValueError as error:
        log.exception("failed")
        log.error("failed", exc_info=error)
    outside = request_id.set("0a1b2c3d4e5f")
    log.info("tried", event_of=["a"])
    request_id.reset(outside)
    ours, before = formatter(), [dict(record.msg) for record in caplog.records]
    for record in caplog.records:
        assert ours.format(record) == structlog.stdlib.ProcessorFormatter.format(ours, record)
    assert [record.msg for record in caplog.records] == before
    assert len(before) == 5


def test_exception_that_came_from_itself_ends():
    first, second = ValueError("a"), KeyError("b")
    first.__context__, second.__context__ = second, first
    assert [found["type"] for found in describe_exception(first)] == [
        "builtins.ValueError",
        "builtins.KeyError",
    ]
