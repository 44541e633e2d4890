"""Pages sent again while nothing was committed: the moderators' queue, from both engines."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.enums import Action
from comments.models import Claim, DeskNote
from masslinesite import unchanged
from tests.factories import decide, make_debate, make_response, make_user, make_work, sign_in

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture(autouse=True)
def _shelf(settings, monkeypatch):
    settings.KEPT_PAGES_BYTES = 1_000_000
    monkeypatch.setattr(unchanged, "shelf", unchanged.Shelf())


@pytest.fixture
def work():
    return make_work(make_debate())


@pytest.fixture
def desk() -> Client:
    client = Client()
    sign_in(client, make_user("asta"))
    return client


def elsewhere(change, *args):
    """From another connection, as another worker's."""

    def run():
        try:
            return change(*args)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        return other.submit(run).result()


def queue(client: Client, address: str = "/moderation/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def warm(client: Client) -> str:
    """The first page claims what it opens, which is a change; the next one is kept."""
    queue(client)
    return queue(client)


def undisturbed(ask):
    """What ``ask`` gives while nothing was committed. PostgreSQL's snapshots tell of all databases of a
    server, and other processes of the tests commit in theirs."""
    for _ in range(200):
        before = unchanged.state_of_database()
        found = ask()
        if unchanged.state_of_database() == before:
            return found
    raise AssertionError("something is committed all the time")


def kept_pages() -> int:
    return len(unchanged.shelf._pages)


pytestmark = pytest.mark.django_db(transaction=True)


def test_an_unchanged_page_is_the_same_but_for_the_token_of_its_forms(desk, work):
    make_response(work)
    warm(desk)
    first, second = undisturbed(lambda: (queue(desk), queue(desk)))
    assert kept_pages() == 1
    tokens = [set(TOKEN.findall(page)) for page in (first, second)]
    assert [len(each) for each in tokens] == [1, 1]
    assert tokens[0] != tokens[1]
    assert TOKEN.sub("", first) == TOKEN.sub("", second)
    assert desk.get("/moderation/")["X-Robots-Tag"] == "noindex"


def test_it_costs_three_queries(desk, work):
    make_response(work)
    warm(desk)

    def ask() -> int:
        queue(desk)
        with CaptureQueriesContext(connection) as captured:
            queue(desk)
        return len(captured)

    assert undisturbed(ask) == 3


def test_its_forms_can_be_sent(work):
    client = Client(enforce_csrf_checks=True)
    sign_in(client, make_user("asta"))
    row = make_response(work)
    warm(client)
    token = TOKEN.search(queue(client))[1]
    sent = {"csrfmiddlewaretoken": token, "text": "Who knows the village?", "kind": "note"}
    assert client.post(f"/moderation/{row.pk}/note/", sent).status_code == 302
    assert DeskNote.objects.count() == 1


@pytest.mark.parametrize("who", [lambda change, *args: change(*args), elsewhere])
def test_what_anybody_commits_is_there_with_the_next_request(desk, work, who):
    """Whichever connection writes it, and whatever is written."""
    first, second = make_response(work), make_response(work)
    warm(desk)
    third = who(make_response, work)
    assert f"R&nbsp;{third.pk}</b>" in queue(desk)
    warm(desk)
    who(decide, second, Action.APPROVE)
    assert f"R&nbsp;{second.pk}</b>" not in queue(desk)
    warm(desk)
    who(lambda: DeskNote.objects.create(response=first, text="Look here.", by_name="bo", at=timezone.now()))
    assert "Look here." in queue(desk)
    warm(desk)
    bo = who(make_user, "bo")
    who(lambda: Claim.objects.filter(response=first).update(holder=bo))
    assert "Open with <bdi>bo</bdi>." in queue(desk)


def test_a_page_during_whose_making_something_is_committed_is_not_kept(desk, work):
    make_response(work)
    queue(desk)
    assert kept_pages() == 0


def test_nothing_is_kept_within_a_transaction(desk, work):
    make_response(work)
    warm(desk)
    with transaction.atomic():
        assert unchanged.state_of_database() is None


def test_it_is_nobody_elses_and_of_no_other_address(desk, work):
    make_response(work)
    warm(desk)
    other = Client()
    sign_in(other, make_user("bo"))
    assert "Signed in as <bdi>bo</bdi>" in queue(other)
    assert Client().get("/moderation/").status_code == 302
    assert 'value="all" selected' in queue(desk, "/moderation/?show=all")
    desk.logout()
    assert desk.get("/moderation/").status_code == 302


def test_it_is_made_anew_when_its_time_is_over(desk, work, monkeypatch):
    make_response(work)
    warm(desk)
    undisturbed(lambda: queue(desk))
    now = unchanged.time.monotonic()
    monkeypatch.setattr(unchanged.time, "monotonic", lambda: now + unchanged.SECONDS + 1)
    ((key, kept),) = unchanged.shelf._pages.items()
    assert unchanged.shelf.get(key, kept.state) is None


def test_no_more_than_so_many_are_kept():
    page = unchanged.Kept([b""], {}, (1,), unchanged.time.monotonic() + 5)
    for number in range(unchanged.MOST + 3):
        unchanged.shelf.put((number,), page)
    assert kept_pages() == unchanged.MOST
    assert unchanged.shelf.get((0,), (1,)) is None


def test_nothing_is_kept_where_no_pages_are(desk, work, settings):
    settings.KEPT_PAGES_BYTES = 0
    make_response(work)
    warm(desk)
    assert kept_pages() == 0
