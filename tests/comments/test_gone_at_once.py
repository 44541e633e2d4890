"""What was taken down is gone with the next request, from every process and from every layer that keeps it.

Two processes of the site, each of which has made all pages and keeps them whole and packed, with their
pieces; the responses drawn in the database; browsers that have the pages already: whatever is taken away in
one of them is in no answer of either from then on.
"""

from collections.abc import Callable, Iterator

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler

from comments.domain.moderation import Actor
from comments.domain.redactions import redact_at_once
from comments.enums import Action, Role, Status
from comments.models import Rendering, Response
from essays.models import Block
from masslinesite import pieces
from masslinesite.page_front import PageFront
from tests.comments.taking import FREE, change_text, erase, leave_account, loaded_debate
from tests.essays.folders import Folder
from tests.factories import decide, make_response, redaction_of
from tests.wsgi import Answer, ask, connections_stay_open

pytestmark = pytest.mark.django_db
MODERATOR = Actor(Role.MODERATOR, 77, "bo")


class Process:
    """A worker of the site: its kept pages and its pieces are its own."""

    def __init__(self) -> None:
        self.front, self.pieces = PageFront(WSGIHandler(), limit=8_000_000), pieces.Pieces()

    def ask(self, monkeypatch: pytest.MonkeyPatch, address: str, **headers: str) -> Answer:
        monkeypatch.setattr(pieces, "_pieces", self.pieces)
        return ask(self.front, address, **headers)


@pytest.fixture
def folder(tmp_path) -> Folder:
    return loaded_debate(tmp_path)


@pytest.fixture
def row(folder) -> Response:
    block = Block.objects.get(work__slug="on-weeding", number=3)
    row = make_response(block, text="It says xyloword, says she.", name="Xyloname", status=Status.PUBLISHED)
    make_response(row, text="So she says, and so do I.", status=Status.PUBLISHED)
    return row


@pytest.fixture
def processes(pieces_are_kept) -> Iterator[list[Process]]:
    with connections_stay_open():
        yield [Process(), Process()]


def addresses_of(row: Response) -> list[str]:
    return [
        "/works/on-weeding/p3/responses/",
        "/works/on-weeding/p3/responses/?order=newest",
        "/works/on-weeding/p3/responses/?show=all",
        "/works/on-weeding/responses/",
        "/works/on-weeding/p3/",
        "/debates/library-shelves/responses/",
        "/debates/library-shelves/responses/feed/",
        "/debates/library-shelves/",
        f"/responses/{row.pk}/",
        "/works/on-weeding/",
    ]


#: Each with the words that are gone.
TAKEN: dict[str, tuple[Callable[[Response, Folder], object], str]] = {
    "removed": (lambda row, folder: decide(row, Action.REMOVE), "xyloword"),
    "withdrawn": (lambda row, folder: decide(row, Action.WITHDRAW), "xyloword"),
    "erased": (erase, "xyloword"),
    "withheld": (
        lambda row, folder: redact_at_once(
            response_id=row.pk, by=MODERATOR, proposal=redaction_of(row, "xyloword")
        ),
        "xyloword",
    ),
    "a name taken off": (leave_account, "Xyloname"),
    "a text changed": (change_text, FREE),
}


@pytest.mark.parametrize(("take", "words"), TAKEN.values(), ids=TAKEN)
def test_it_is_in_no_answer_of_any_process_from_then_on(processes, row, folder, monkeypatch, take, words):
    tags: dict[str, set[str]] = {}
    shown = set()
    for process in processes:
        for address in addresses_of(row):
            for coding in ("br", "br", "gzip", "identity"):
                answer = process.ask(monkeypatch, address, HTTP_ACCEPT_ENCODING=coding)
                tags.setdefault(address, set()).add(answer.headers["ETag"])
            if words.encode() in answer.body:
                shown.add(address)
            # It is sent from memory by now.
            assert process.ask(monkeypatch, address, HTTP_IF_NONE_MATCH="*").status == 304
    assert len(shown) >= 5
    assert Rendering.objects.count() == 2
    take(row, folder)
    for process in processes:
        for address in addresses_of(row):
            known = ", ".join(tags[address])
            answer = process.ask(monkeypatch, address, HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=known)
            assert answer.status in ((200,) if address in shown else (200, 304)), address
            if answer.status == 200:
                assert words.encode() not in brotli.decompress(answer.body), address
            plain = process.ask(monkeypatch, address, HTTP_ACCEPT_ENCODING="identity")
            assert words.encode() not in plain.body, address
    if words != FREE:
        assert not Rendering.objects.filter(html__contains=words).exists()
