"""The harness's own guards, seen to hold."""

import os
import socket
import urllib.request

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from comments import append_only
from comments.enums import Status
from tests import once
from tests.conftest import NetworkForbidden
from tests.emptied import empty
from tests.factories import make_debate, make_response, make_work
from tests.served_site import ROOT


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 443)])
def test_network_is_out_of_reach(address):
    with socket.socket() as sender, pytest.raises(NetworkForbidden):
        sender.connect(address)
    with pytest.raises(NetworkForbidden):
        socket.create_connection(address)


def test_network_is_out_of_reach_for_datagrams_and_names():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender, pytest.raises(NetworkForbidden):
        sender.sendto(b"x", ("192.0.2.1", 53))
    with pytest.raises(NetworkForbidden):
        urllib.request.urlopen("http://example.org/")


def test_loopback_is_in_reach():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        with socket.create_connection(listener.getsockname()) as sender:
            assert sender.getpeername() == listener.getsockname()


@pytest.fixture
def run_inner(pytester, monkeypatch):
    """Runs a test file of its own under this suite's conftest, in another process."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.delenv("MASSLINE_TEST_COUNTS", raising=False)
    plugins = ("tests.conftest", "no:randomly", "no:cacheprovider")
    arguments = [argument for plugin in plugins for argument in ("-p", plugin)]

    def run(body: str) -> pytest.RunResult:
        pytester.makepyfile(body)
        return pytester.runpytest_subprocess(*arguments, "--ds=tests.settings")

    return run


@pytest.mark.parametrize(
    "body",
    [
        "import pytest\ndef test_a(): pass\n@pytest.mark.skip\ndef test_b(): pass\n",
        "import pytest\ndef test_a(): pass\n@pytest.mark.xfail\ndef test_b(): assert False\n",
        "import pytest\ndef test_a(): pass\ndef test_b(): pytest.skip('later')\n",
        "import pytest\npytest.skip('all', allow_module_level=True)\n",
    ],
)
def test_what_did_not_run_fails_the_run(run_inner, body):
    assert run_inner(body).ret != pytest.ExitCode.OK


def test_what_ran_passes_the_run(run_inner):
    result = run_inner("def test_a(): pass\n")
    result.assert_outcomes(passed=1)
    assert result.ret == pytest.ExitCode.OK


def test_a_shared_folder_without_a_name_is_not_the_one_worked_in(monkeypatch):
    monkeypatch.setenv(once.COMMON, "")
    folder = once.begin()
    try:
        assert folder is not None
        assert os.environ[once.COMMON] == folder.name
    finally:
        once.end(folder)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("takes_triggers", [False, True])
def test_nothing_is_left_of_a_test_that_commits(takes_triggers):
    make_response(make_work(make_debate()), status=Status.PUBLISHED)
    if takes_triggers:
        append_only.remove_triggers(connection)
    empty(connection)
    filled = {model for model in apps.get_models() if model._base_manager.exists()}
    assert filled == {Permission, ContentType}
    assert list(append_only.find_missing_triggers(connection)) == []
