"""How long PostgreSQL works on a statement, and waits for a lock, before it breaks off."""

import subprocess
import sys

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from masslinesite import time_limits
from masslinesite.checks import check_time_limits
from tests.served_site import ROOT, environment_of

PLANNER = "-c random_page_cost=1.1 -c plan_cache_mode=force_generic_plan"
LIMITS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
handler500 = "masslinesite.error_pages.server_error"


def slow(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_sleep(20)" if connection.vendor == "postgresql" else "SELECT no_such_column"
        )
    return HttpResponse()


urlpatterns = [path("slow", slow), path("", include("masslinesite.urls"))]


@pytest.fixture
def own_options():
    """What the test adds to the options of connections ends with it."""
    options = connections.settings["default"]["OPTIONS"]
    kept = dict(options)
    yield options
    options.clear()
    options.update(kept)


def limits_of(wrapper) -> list[str]:
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"current_setting('{name}')" for name in LIMITS))
        return list(cursor.fetchone())


def test_what_is_said_to_postgresql():
    options = {"options": "-c jit=off"}
    time_limits.add(options, time_limits.FOR_COMMANDS)
    time_limits.add(options, time_limits.for_requests(10))
    assert options["options"] == (
        "-c jit=off -c lock_timeout=20000 -c statement_timeout=10000 -c lock_timeout=5000 "
        "-c idle_in_transaction_session_timeout=10000"
    )


@pytest.mark.django_db
def test_limits_of_requests_and_of_commands(own_options, settings):
    """On SQLite nothing is asked of a connection that it does not know."""
    if connection.vendor == "sqlite":
        time_limits.limit_requests()
        assert "options" not in own_options
        return
    assert limits_of(connection) == ["0", "20s", "0"]
    settings.STATEMENT_SECONDS = 7
    time_limits.limit_requests()
    fresh = connections.create_connection("default")
    assert limits_of(fresh) == ["7s", "3500ms", "7s"]
    fresh.close()


@pytest.mark.django_db
def test_no_limit_is_asked_for_where_a_pooler_sets_them(own_options, settings):
    settings.STATEMENT_SECONDS = 0
    kept = dict(own_options)
    time_limits.limit_requests()
    assert own_options == kept


@pytest.mark.django_db(transaction=True)
def test_a_statement_that_takes_too_long_is_answered_by_come_again(own_options, settings, quiet_client):
    settings.ROOT_URLCONF = __name__
    if connection.vendor == "postgresql":
        time_limits.add(own_options, {"statement_timeout": 50})
        connection.close()
    response = quiet_client.get("/slow")
    connection.close()
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")


@pytest.mark.django_db(transaction=True)
def test_who_waits_too_long_for_a_lock_is_told(own_options):
    if connection.vendor == "sqlite":
        return
    time_limits.add(own_options, {"lock_timeout": 50})
    fresh = connections.create_connection("default")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE masslinesite_pageversion")
        with pytest.raises(OperationalError, match="lock timeout"), fresh.cursor() as waiting:
            waiting.execute("SELECT * FROM masslinesite_pageversion")
    fresh.close()


@pytest.mark.django_db
def test_the_limit_is_lifted_for_one_transaction(own_options, settings):
    if connection.vendor == "sqlite":
        time_limits.lift_statement_limit()
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 50")
        time_limits.lift_statement_limit()
        cursor.execute("SELECT pg_sleep(0.1)")
    assert limits_of(connection)[0] == "0"


@pytest.mark.django_db
@pytest.mark.parametrize("seconds", [0, 10])
def test_the_check_asks_the_database_itself(own_options, settings, seconds):
    settings.STATEMENT_SECONDS = seconds
    found = [warning.id for warning in check_time_limits(None, databases=["default"])]
    unlimited = seconds == 0 and connection.vendor == "postgresql"
    assert found == (["masslinesite.W003"] if unlimited else [])
    assert check_time_limits(None) == []


def test_whoever_serves_has_limits_and_a_command_has_not(tmp_path):
    """In processes of their own, which connect to nothing."""
    show = (
        "from django.db import connections; print(connections.settings['default']['OPTIONS'].get('options'))"
    )
    environment = environment_of(
        tmp_path,
        DATABASE_URL="postgres://site:word@127.0.0.1:1/massline",
        DJANGO_SETTINGS_MODULE="masslinesite.settings",
        MASSLINE_STATEMENT_SECONDS="4",
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", f"{first}; {show}"],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
        ).stdout.strip()
        for first in ("import django; django.setup()", "import masslinesite.wsgi")
    ]  # fmt: skip
    assert said == [
        f"-c lock_timeout=20000 {PLANNER}",
        f"-c lock_timeout=20000 {PLANNER} -c statement_timeout=4000 -c lock_timeout=2000 "
        "-c idle_in_transaction_session_timeout=4000",
    ]
