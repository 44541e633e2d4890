from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from comments.append_only import install_triggers, remove_triggers
from comments.enums import Action
from comments.models import Decision, LogHead
from tests.factories import decide, make_debate, make_response, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def decisions():
    row = make_response(make_work(make_debate()))
    return [decide(row, action) for action in (Action.HOLD, Action.APPROVE)]


def verify(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("verify_log", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_a_log_that_holds_is_said_with_its_last_seal(decisions):
    assert verify() == [
        f"decisions: 2 rows hold, the last seal {decisions[1].seal}",
        "acts: 0 rows hold",
    ]


def test_a_seal_noted_earlier_is_found(decisions):
    noted = decisions[0].seal
    assert verify("--from", noted.upper())[-1] == f"{noted}: row {decisions[0].pk} of decisions"


def test_a_log_made_anew_lacks_the_seal_noted_earlier(decisions):
    """The last decision and the head are dropped together, which the chain alone can't tell."""
    remove_triggers(connection)
    Decision.objects.filter(pk=decisions[1].pk)._raw_delete("default")
    LogHead.objects.filter(pk="decisions").update(rows=1, seal=decisions[0].seal)
    assert verify()[0] == f"decisions: 1 row holds, the last seal {decisions[0].seal}"
    with pytest.raises(CommandError, match=r"^1 fault$"):
        verify("--from", decisions[1].seal)
    install_triggers(connection)


def test_a_fault_ends_the_command_with_the_row(decisions):
    remove_triggers(connection)
    Decision.objects.filter(pk=decisions[0].pk).update(actor_name="somebody")
    out = StringIO()
    with pytest.raises(CommandError, match=r"^1 fault$"):
        call_command("verify_log", stdout=out)
    assert out.getvalue().startswith(f"decisions: row {decisions[0].pk} (")
    install_triggers(connection)


def test_what_is_no_seal_is_refused(db):
    with pytest.raises(CommandError, match="64 hexadecimal digits"):
        verify("--from", "12ab")
