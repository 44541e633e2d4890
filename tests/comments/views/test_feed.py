from xml.etree import ElementTree

import pytest

from comments.domain.edits import accept_edit
from comments.domain.moderation import Actor
from comments.enums import Role, Status
from comments.models import Response
from tests.factories import make_edit, make_response

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def paragraph(work):
    return work.blocks.get(number=2)


def test_the_feed_is_read_as_atom(client, paragraph):
    row = make_response(paragraph, status=Status.PUBLISHED, name="", text="A <b> & more, well enough.")
    make_response(paragraph, text="Not to be seen by anybody.")
    response = client.get("/debates/wells/responses/feed/")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == f"R {row.pk} on A\u00a02"
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver/responses/{row.pk}/#r{row.pk}"
    assert entry.find(f"{ATOM}id").text == f"http://testserver/responses/{row.pk}/"
    assert entry.find(f"{ATOM}author/{ATOM}name").text == "No name given"
    assert entry.find(f"{ATOM}summary").get("type") == "html"
    assert entry.find(f"{ATOM}summary").text == "<p>A &lt;b&gt; &amp; more, well enough.</p>"
    assert (
        feed.get("{http://www.w3.org/XML/1998/namespace}base") == "http://testserver/debates/wells/responses/"
    )


def test_an_accepted_edit_is_an_update(client, paragraph):
    row = make_response(paragraph, status=Status.PUBLISHED)
    edit = make_edit(row, "Other words, to be seen by all.")
    by = Actor(Role.MODERATOR, 0, "desk")
    accepted = accept_edit(response_id=row.pk, by=by, seen_digest=edit.digest)
    feed = ElementTree.fromstring(client.get("/debates/wells/responses/feed/").content)
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}updated").text == accepted.at.isoformat(timespec="microseconds")
    assert entry.find(f"{ATOM}summary").text == "<p>Other words, to be seen by all.</p>"


def test_a_feed_without_entries_is_the_same_at_every_request(client, work):
    """By the second in which it is asked for, its ETag would be another one each time."""
    feed = ElementTree.fromstring(client.get("/debates/wells/responses/feed/").content)
    assert feed.find(f"{ATOM}updated").text == "1970-01-01T00:00:00+00:00"


def test_the_feed_holds_the_latest_thirty(client, paragraph):
    for _ in range(32):
        make_response(paragraph, status=Status.PUBLISHED)
    feed = ElementTree.fromstring(client.get("/debates/wells/responses/feed/").content)
    titles = [entry.find(f"{ATOM}title").text for entry in feed.findall(f"{ATOM}entry")]
    latest = Response.objects.order_by("-pk")[:30]
    assert titles == [f"R {row.pk} on A\u00a02" for row in latest]
