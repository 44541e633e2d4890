"""The commands of the screening say what they did."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from comments.domain.screening.settings import Rules
from comments.enums import Status
from comments.models import Learning
from tests.factories import make_debate, make_response, make_rules, make_work

pytestmark = pytest.mark.django_db


def lines(*command: str) -> list[str]:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue().splitlines()


def test_rescreen_says_what_changes_and_then_has_nothing_to_do():
    work = make_work(make_debate())
    row = make_response(work)
    make_rules(Rules(reject=("dug",)))
    said = f"R {row.pk}: rejected by word lists"
    dry = ["rescreen", "--debate", "wells", "--dry-run"]
    assert lines(*dry) == [said, "1 responses would be screened again, 1 of them differently"]
    assert lines("rescreen") == [said, "1 responses screened again, 1 of them differently"]
    assert lines("rescreen") == ["0 responses screened again, 0 of them differently"]
    with pytest.raises(CommandError, match="no debate “mills”"):
        lines("rescreen", "--debate", "mills")


def test_learn_filter_says_from_how_much_it_has_learnt():
    work = make_work(make_debate())
    make_response(work, status=Status.PUBLISHED)
    assert lines("learn_filter") == ["Learnt from 1 published and 0 rejected responses."]
    assert Learning.objects.get().published == 1
