"""The verdicts on quotations are right after a text was loaded in a new version."""

from io import StringIO

import pytest
from django.core.management import call_command

from comments.domain.checking.storing import check_due
from comments.enums import Verdict
from comments.models import QuotationCheck, Response
from essays.models import Block
from tests.essays.folders import Folder
from tests.factories import make_response

pytestmark = pytest.mark.django_db


def load(folder: Folder) -> list[str]:
    out = StringIO()
    call_command("load_corpus", folder.path, "--revise", stdout=out)
    return out.getvalue().splitlines()


def verdict(response: Response) -> tuple[str, str]:
    check = QuotationCheck.objects.get(revision=response.current)
    assert check.block is None or check.block_hash == check.block.text_hash
    return check.verdict, check.summary


def test_a_new_version_of_a_text_makes_verdicts_anew(tmp_path):
    folder = Folder(tmp_path)
    load(folder)
    block = Block.objects.get(text__startswith="Only the second kind")
    response = make_response(block, text="He says “only the second kind is unread; the first is unknown”.")
    check_due()
    assert verdict(response) == (Verdict.VERBATIM, "")
    folder.edit("for-the-window.md", "the first is unknown", "the first is forgotten")
    assert load(folder)[-1] == "quotations: looked up anew in 1 response"
    assert verdict(response) == (Verdict.ALTERED, "“unknown” for “forgotten”")
    folder.edit("for-the-window.md", "the first is forgotten", "the first is unknown")
    load(folder)
    assert verdict(response) == (Verdict.VERBATIM, "")
