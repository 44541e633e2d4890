from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from comments.enums import Action, Status
from comments.models import Act, Decision, Response
from tests.comments.domain.test_erasing import SECRET, files, make_spoken
from tests.factories import make_debate, make_response, make_work

pytestmark = pytest.mark.django_db(transaction=True)
GROUND = "--ground=Ordered by a court."


@pytest.fixture
def work():
    return make_work(make_debate())


def erase(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("erase", *arguments, GROUND, stdout=out)
    return out.getvalue().splitlines()


def statuses() -> list[str]:
    return list(Response.objects.order_by("id").values_list("status", flat=True))


def test_responses_are_erased_by_number_in_no_file_is_a_word(work):
    row, other = make_spoken(work), make_response(work)
    assert erase(f"R{row.pk}", f"r {other.pk}", "--yes") == [f"R {row.pk}: erased", f"R {other.pk}: erased"]
    assert statuses() == [Status.ERASED, Status.ERASED]
    last = Decision.objects.filter(action=Action.ERASE).first()
    assert (last.actor_name, last.role, last.note) == (
        "manage.py erase",
        "administrator",
        "Ordered by a court.",
    )
    assert [file.name for file in files() if SECRET.encode() in file.read_bytes()] == []


def test_without_yes_it_only_says_what_it_would_erase(work):
    row = make_response(work)
    with pytest.raises(CommandError, match=f"Nothing was erased. With --yes this erases: R {row.pk}\\."):
        erase(f"R{row.pk}")
    with pytest.raises(CommandError, match=f"this erases: R {row.pk}\\."):
        erase("--name=Ines", "--debate=wells")
    assert statuses() == [Status.PENDING]


def test_all_under_a_name_are_erased(work):
    make_response(work, name="Mara")
    make_response(work, name="Mara")
    make_response(work, name="Ines")
    assert erase("--name=Mara", "--debate=wells", "--yes") == ["2 erased"]
    assert statuses() == [Status.ERASED, Status.ERASED, Status.PENDING]
    assert Act.objects.get().said == "Ordered by a court."


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Which responses"),
        (["R1", "--name=Mara"], "Which responses"),
        (["--name=Mara"], "In which debate"),
        (["--name=Mara", "--debate=ponds"], "In which debate"),
        (["--name=Nobody", "--debate=wells", "--yes"], "bears that name"),
        (["R99999"], "no response “R99999”"),
        (["R0"], "no response “R0”"),
        (["Rx"], "no response “Rx”"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_erased(work, arguments, words):
    make_response(work)
    with pytest.raises(CommandError, match=words):
        erase(*arguments)
    assert statuses() == [Status.PENDING]


def test_what_is_erased_already_is_said(work):
    row = make_response(work, status=Status.ERASED)
    with pytest.raises(CommandError, match="erased already"):
        erase(f"R{row.pk}", "--yes")
