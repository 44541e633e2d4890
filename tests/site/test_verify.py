from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from essays.models import Block, Oddity
from masslinesite.management.commands.verify import checks

pytestmark = pytest.mark.django_db


def verify() -> list[str]:
    out = StringIO()
    call_command("verify", stdout=out)
    return out.getvalue().splitlines()


def test_every_app_s_checks_are_run(small_debate):
    assert verify() == [f"{app}: {name}: hold" for app, (name, _) in checks()]
    assert {app for app, _ in checks()} >= {"essays"}


def test_a_fault_ends_the_command(small_debate):
    oddity = Oddity.objects.get()
    Oddity.objects.update(start=0, end=6)
    out = StringIO()
    with pytest.raises(CommandError, match=r"^1 fault$"):
        call_command("verify", stdout=out)
    lines = out.getvalue().splitlines()
    at = lines.index("essays: quotations: 1 fault")
    assert lines[at + 1] == f"  oddity {oddity.pk}: “*this*” is not what its paragraph says there"


def test_many_faults_are_shown_in_part(mass_line):
    Block.objects.update(text_hash="0")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0] == "essays: texts, numbers and hashes: 116 faults"
    assert lines[21] == "  and 96 more"
