"""The places where a response to a link, to two paragraphs, to a position is read and written."""

from essays.enums import LinkStatus
from essays.models import Link
from tests.essays.views.served import get

PAIR = "/debates/wells/beside/a2/b1/"
LINK = "/debates/wells/quotations/b1-a2/"
POSITION = "/debates/wells/questions/who/A/"
THREADS = {
    "debate": "/debates/wells/responses/",
    "A": "/works/wells-a/responses/",
    "B": "/works/wells-b/responses/",
    "A 1": "/works/wells-a/p1/responses/",
    "A 2": "/works/wells-a/p2/responses/",
    "A 3": "/works/wells-a/p3/responses/",
    "B 1": "/works/wells-b/p1/responses/",
    "pair": f"{PAIR}responses/",
    "pair turned": "/debates/wells/beside/b1/a2/responses/",
    "A 1 beside A 2": "/debates/wells/beside/a1/a2/responses/",
    "A 3 beside A 3": "/debates/wells/beside/a3/a3/responses/",
    "link": f"{LINK}responses/",
    "link in A 3": "/debates/wells/quotations/a3-a3/responses/",
    "question": "/debates/wells/questions/who/responses/",
    "position": f"{POSITION}responses/",
}
BOTH = {"debate", "A", "B", "A 2", "B 1", "pair", "pair turned"}


def words_of(element):
    return element.text.replace("\u00a0", " ").strip()


def shown(client, address):
    """The responses of a page, each as often as it stands there."""
    return [int(each.attributes["id"][1:]) for each in get(client, address).all("article", css="response")]


def dismiss():
    Link.objects.filter(slug="b1-a2").update(status=LinkStatus.DISMISSED, reason="A set phrase.")
