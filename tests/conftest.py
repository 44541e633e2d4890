"""The harness: no network, strict outcomes, append-only tables that a test may still empty."""

import gc
import os
import signal
import socket
from collections.abc import Iterator
from ipaddress import ip_address

import pytest

from tests import once
from tests.emptied import empty

pytest_plugins = ["pytester", "tests.fixtures", "tests.migrated", "tests.stocked"]
COMMON = pytest.StashKey()

#: What a test may connect to; everything else raises before a packet leaves.
LOCAL_NAMES = frozenset({None, "", "localhost", b"localhost"})
#: Of pytest-django; whatever else gives a test the database is built on them.
DATABASE_FIXTURES = frozenset({"_django_db_helper", "django_db_setup"})


class NetworkForbidden(RuntimeError):
    """A test tried to reach something outside this machine."""


def check_host(host: object) -> None:
    if host in LOCAL_NAMES:
        return
    text = host.decode() if isinstance(host, bytes) else str(host)
    try:
        if ip_address(text).is_loopback:
            return
    except ValueError:
        pass
    raise NetworkForbidden(f"tests may not reach {text!r}")


class GuardedSocket(socket.socket):
    """A socket that connects to this machine only. Unix sockets have paths and pass."""

    def connect(self, address: object) -> None:
        self.check(address)
        super().connect(address)

    def connect_ex(self, address: object) -> int:
        self.check(address)
        return super().connect_ex(address)

    def sendto(self, data: bytes, *arguments: object) -> int:
        self.check(arguments[-1])
        return super().sendto(data, *arguments)

    def check(self, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            check_host(address[0])


def guarded_getaddrinfo(host: object, *arguments: object, **options: object) -> list:
    check_host(host)
    return original_getaddrinfo(host, *arguments, **options)


original_getaddrinfo = socket.getaddrinfo


def pytest_configure(config: pytest.Config) -> None:
    socket.socket = GuardedSocket
    socket.getaddrinfo = guarded_getaddrinfo
    # So that fixtures stop what they started when the run is ended from outside.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    config.stash[COMMON] = once.begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    once.end(config.stash[COMMON])


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what asks for the database: with ``-m database`` run the tests to which an engine matters.

    pytest-django lets no other test query, so there is nothing to forget.
    """
    for item in items:
        if asks_for_database(item):
            item.add_marker(pytest.mark.database)


def asks_for_database(item: pytest.Item) -> bool:
    names = item.fixturenames
    return item.get_closest_marker("django_db") is not None or not DATABASE_FIXTURES.isdisjoint(names)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for garbage over and over was a sixth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A test that did not run has shown nothing: skipped and expected failures fail the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(session.config, "workerinput"):
        return  # a worker of pytest-xdist, whose results the controller counts
    not_run = sum(len(reporter.stats.get(kind, ())) for kind in ("skipped", "xfailed", "xpassed"))
    if not_run and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    if path := os.environ.get("MASSLINE_TEST_COUNTS"):
        failed = not_run + sum(len(reporter.stats.get(kind, ())) for kind in ("failed", "error"))
        with open(path, "a", encoding="ascii") as file:
            file.write(f"{len(reporter.stats.get('passed', ()))} {failed}\n")


@pytest.fixture(scope="session", autouse=True)
def empty_instead_of_flushing() -> Iterator[None]:
    """After a test that commits, the tables are emptied that have rows."""
    from django.db import connection
    from django.test import TransactionTestCase

    flush = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda case: empty(connection)
    yield
    TransactionTestCase._fixture_teardown = flush
