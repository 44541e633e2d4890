"""What was taken away, or changed, is so at the desk with the next request, from every process and for every
moderator, whatever the process keeps of the pages that it made before."""

from collections.abc import Callable, Iterator

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

from comments.enums import Action, Distress, Role
from comments.models import Claim, DeskNote, Item, Response
from essays.models import Block
from masslinesite import pieces, unchanged
from tests.comments.taking import FREE, change_text, erase, leave_account, loaded_debate
from tests.essays.folders import Folder
from tests.factories import decide, make_claim, make_response, make_user, sign_in
from tests.wsgi import ask, connections_stay_open

pytestmark = pytest.mark.django_db


class Process:
    """A worker of the site: what it keeps is its own."""

    def __init__(self) -> None:
        self.handler, self.pieces, self.shelf = WSGIHandler(), pieces.Pieces(), unchanged.Shelf()

    def read(self, monkeypatch: pytest.MonkeyPatch, address: str, session: str) -> str:
        monkeypatch.setattr(pieces, "_pieces", self.pieces)
        monkeypatch.setattr(unchanged, "shelf", self.shelf)
        answer = ask(self.handler, address, HTTP_COOKIE=f"sessionid={session}")
        assert answer.status == 200, address
        return answer.body.decode()


@pytest.fixture
def folder(tmp_path) -> Folder:
    return loaded_debate(tmp_path)


@pytest.fixture
def row(folder) -> Response:
    block = Block.objects.get(work__slug="on-weeding", number=3)
    return make_response(block, text="It says xyloword, says she.", name="Xyloname")


@pytest.fixture
def processes(pieces_are_kept) -> Iterator[list[Process]]:
    with connections_stay_open():
        yield [Process(), Process()]


@pytest.fixture
def sessions(row) -> list[str]:
    """Of two moderators; it is the second one's own desk that the response is not at."""
    found = []
    for name in ("asta", "bo"):
        client = Client()
        sign_in(client, make_user(name))
        found.append(client.cookies["sessionid"].value)
    return found


def addresses_of(row: Response) -> list[str]:
    return ["/moderation/", "/moderation/?show=all", f"/moderation/{row.pk}/", "/moderation/?search=xyloword"]


#: Each with the words that are gone.
TAKEN: dict[str, tuple[Callable[[Response, Folder], object], str]] = {
    "erased": (erase, "xyloword"),
    "a name taken off": (leave_account, "Xyloname"),
    "a text changed": (change_text, FREE),
}


@pytest.mark.parametrize(("take", "words"), TAKEN.values(), ids=TAKEN)
def test_it_is_on_no_page_of_any_process_from_then_on(
    processes, row, folder, sessions, monkeypatch, take, words
):
    shown = 0
    for process in processes:
        for session in sessions:
            for address in addresses_of(row) * 2:
                shown += words in process.read(monkeypatch, address, session)
    assert shown >= 16
    take(row, folder)
    for process in processes:
        for session in sessions:
            for address in addresses_of(row):
                page = process.read(monkeypatch, address, session)
                if address.endswith("=xyloword"):
                    page = page.replace('value="xyloword"', "").replace("<bdi>xyloword</bdi>", "")
                    page = page.replace("search=xyloword", "")
                assert words not in page, address


#: Each with what a row or the open response says from then on.
CHANGED: dict[str, tuple[Callable[[Response], object], str]] = {
    "held": (lambda row: decide(row, Action.HOLD), "Held by desk:"),
    "decided": (lambda row: decide(row, Action.REJECT), "Rejected, desk"),
    "claimed by another": (
        lambda row: Claim.objects.filter(response=row).update(holder=make_user("eda")),
        "Open with <bdi>eda</bdi>.",
    ),
    "covered": (
        lambda row: Item.objects.filter(response=row).update(distress=Distress.HATE),
        "Covered: hatred of a group.",
    ),
    "a second reader asked for": (
        lambda row: Item.objects.filter(response=row).update(wants_second=True),
        '<span class="flag">Second reader</span>',
    ),
    "a note written": (
        lambda row: DeskNote.objects.create(
            response=row, by_name="eda", text="Look & see.", at=row.submitted_at
        ),
        "Look &amp; see.",
    ),
    "another came": (
        lambda row: make_response(Block.objects.get(pk=row.block_id), name="Newcomer"),
        "<bdi>Newcomer</bdi>",
    ),
}


@pytest.mark.parametrize(("change", "words"), CHANGED.values(), ids=CHANGED)
def test_what_has_changed_is_shown_by_each_process(processes, row, sessions, monkeypatch, change, words):
    addresses = ["/moderation/?show=all&look=on", f"/moderation/{row.pk}/?look=on"]
    make_claim(row, make_user("mo"))

    def read() -> list[str]:
        return [
            "".join(process.read(monkeypatch, address, session) for address in addresses)
            for process in processes
            for session in sessions
        ]

    read()
    assert all(words not in page for page in read())
    Claim.objects.all().delete() if words.startswith(("Held", "Rejected")) else None
    change(row)
    assert all(words in page for page in read())


def test_a_page_of_one_moderator_names_no_other(processes, row, sessions, monkeypatch):
    """Frames are the same for both but for what is filled in."""
    for process in processes:
        for session, own, other in zip(sessions, ("asta", "bo"), ("bo", "asta"), strict=True):
            page = process.read(monkeypatch, "/moderation/?show=decided", session)
            assert f"Signed in as <bdi>{own}</bdi>, moderator." in page
            assert f"<bdi>{other}</bdi>" not in page


def test_what_only_others_may_do_is_not_offered(processes, row, sessions, monkeypatch):
    """The frames of an editor and of an administrator are kept apart from a moderator's."""
    offered = {Role.EDITOR: ("/editing/links/", "/exemption/"), Role.ADMINISTRATOR: ("/people/", "/erase/")}
    for role, addresses in offered.items():
        client = Client()
        sign_in(client, make_user(role.value, role))
        session = client.cookies["sessionid"].value
        for process in processes:
            for _ in range(2):
                page = process.read(monkeypatch, f"/moderation/{row.pk}/?look=on", session)
                assert all(address in page for address in addresses)
                page = process.read(monkeypatch, f"/moderation/{row.pk}/?look=on", sessions[0])
                assert not any(address in page for address in addresses)
