from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from comments.append_only import install_triggers, remove_triggers
from comments.domain.policy import lay_down_policy
from comments.enums import Action, Reason
from comments.models import Decision, DeskEntry, Item, LogHead, PolicyReason, Response, Revision
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
    install_triggers(connection)
    assert verify()[0] == f"decisions: 1 row holds, the last seal {decisions[0].seal}"
    with pytest.raises(CommandError, match=r"^1 fault$"):
        verify("--from", decisions[1].seal)


def test_a_fault_ends_the_command_with_the_row(decisions):
    remove_triggers(connection)
    Decision.objects.filter(pk=decisions[0].pk).update(actor_name="somebody")
    install_triggers(connection)
    out = StringIO()
    with pytest.raises(CommandError, match=r"^1 fault$"):
        call_command("verify_log", stdout=out)
    assert out.getvalue().startswith(f"decisions: row {decisions[0].pk} (")


def fault_of(number: int = 1) -> str:
    """What the command says besides of the logs, which hold."""
    out = StringIO()
    with pytest.raises(CommandError, match=rf"^{number} faults?$"):
        call_command("verify_log", stdout=out)
    assert out.getvalue().splitlines()[0].startswith("decisions: 2 rows hold")
    return "\n".join(out.getvalue().splitlines()[2:])


def test_forged_words_are_seen(decisions):
    revision = Revision.objects.get()
    remove_triggers(connection)
    Revision.objects.update(text="forged words")
    install_triggers(connection)
    assert fault_of() == f"{revision}: its stance or its text was altered"


def test_a_response_that_is_gone_with_its_words_is_named(decisions):
    number = decisions[0].response_id
    remove_triggers(connection)
    with connection.constraint_checks_disabled():
        Response.objects.update(current=None)
        for model in (Item, DeskEntry, Revision, Response):
            model.objects.all()._raw_delete("default")
    install_triggers(connection)
    assert fault_of(2).splitlines() == [
        f"R {number}: decision {row.pk} names a revision that is not there" for row in decisions
    ]


def test_a_forged_rule_is_seen(decisions):
    lay_down_policy()
    assert len(verify()) == 2
    remove_triggers(connection)
    PolicyReason.objects.filter(reason=Reason.PERSON).update(text="FORGED RULE")
    install_triggers(connection)
    assert fault_of() == "policy 1: it is not what the site came with"


def test_triggers_that_are_gone_are_seen(decisions):
    with connection.cursor() as cursor:
        on = " ON comments_decision" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER comments_decision_no_update{on}")
    assert fault_of().startswith("comments_decision: the trigger comments_decision_no_update is gone")
    install_triggers(connection)


def test_what_is_no_seal_is_refused(db):
    with pytest.raises(CommandError, match="64 hexadecimal digits"):
        verify("--from", "12ab")
