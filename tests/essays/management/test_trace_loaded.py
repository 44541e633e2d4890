"""manage.py trace on the loaded debates."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from essays.models import Link

pytestmark = pytest.mark.django_db

FOUND = "library-shelves: 1 link found, 0 of them decided on before"


def trace(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("trace", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue().splitlines()


def test_loaded_debates_are_compared_and_what_is_new_is_suggested(small_debate):
    Link.objects.all().delete()
    assert trace() == [f"{FOUND}; 1 suggested anew, 0 changed, 0 taken back"]
    link = Link.objects.get()
    assert (link.slug, link.origin, link.status) == ("b2-a1", "found", "suggested")
    assert trace("--debate", "library-shelves") == [f"{FOUND}; 0 suggested anew, 0 changed, 0 taken back"]


@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        (["--debate", "nowhere"], "no debate “nowhere” is loaded"),
        (["folder"], "folders are traced with --json FILE; without it, the loaded debates are"),
        (["--json", "-", "--debate", "x"], "--debate is for the loaded debates, --json for folders"),
    ],
)
def test_what_makes_no_sense_is_refused(small_debate, arguments, refusal):
    with pytest.raises(CommandError, match=refusal):
        trace(*arguments)


def test_a_search_that_is_stopped_ends_its_line_first(small_debate, monkeypatch):
    def told(self, portions):
        self.progress(0, 100)
        raise KeyboardInterrupt

    monkeypatch.setattr("essays.domain.tracing.tracer.Tracer._run", told)
    err = StringIO()
    with pytest.raises(CommandError, match="stopped; nothing was changed"):
        call_command("trace", stdout=StringIO(), stderr=err)
    assert err.getvalue() == "\r0 of 100 words, 0%\n"
