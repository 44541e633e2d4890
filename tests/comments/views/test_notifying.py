"""The feed of a receipt, and the pages by which e-mail is asked for and ended."""

from xml.etree import ElementTree

import pytest
from django.core import mail
from django.test import Client

from comments.domain.appeals import add_message
from comments.domain.encryption import decrypt
from comments.domain.erasing import ask_for_erasure, decline_erasure
from comments.domain.mailing import send_due
from comments.domain.notifying import MAIL, confirming, stopping
from comments.domain.redactions import propose_redaction
from comments.enums import Action, Reason, Role
from comments.models import Message, Response, Subscription
from comments.queries.notices import SAID
from comments.rules import DECIDING, REASON_TEXTS
from tests.comments.views.responding import PAGE, errors, fields, posted, send
from tests.essays.views.served import get, read_page
from tests.factories import actor, decide, make_appeal, make_debate, make_user, make_work, redaction_of

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = "ines.of.the.well@example.org"


@pytest.fixture(autouse=True)
def mail_server(settings):
    settings.OFFERS_MAIL = True


@pytest.fixture
def receipt(client):
    make_work(make_debate())
    return posted(client, PAGE, name="Hanne L.")


def row():
    return Response.objects.latest("pk")


def entries(client, receipt):
    """Title and text of each entry of the feed."""
    feed = ElementTree.fromstring(client.get(f"{receipt}feed/").content)
    return [
        (each.findtext(f"{ATOM}title"), each.findtext(f"{ATOM}summary"))
        for each in feed.findall(f"{ATOM}entry")
    ]


def ask(client, receipt, **words):
    return send(client, {"address": ADDRESS} | words, f"{receipt}mail/")


class TestFeed:
    def test_before_any_decision(self, client, receipt):
        ((title, text),) = entries(client, receipt)
        assert title == f"R {row().pk}: Received"
        assert text == "It waits until a moderator has read it."

    def test_decisions_in_plain_words_with_reason_and_note_the_latest_first(self, client, receipt):
        decide(row(), Action.HOLD, reason=Reason.SOURCE, note="Which <b>edition</b>?")
        decide(row(), Action.UNDO)
        decide(row(), Action.REJECT, reason=Reason.PERSON)
        titles, texts = zip(*entries(client, receipt), strict=True)
        assert [title.partition(": ")[2] for title in titles] == [
            "Not published",
            "A decision was taken back: it is waiting for a moderator again",
            "Held: the moderators ask for something",
            "Received",
        ]
        assert REASON_TEXTS[Reason.PERSON] in texts[0]
        assert "Reason" not in texts[1]
        assert REASON_TEXTS[Reason.SOURCE] in texts[2]
        assert "<p>Which &lt;b&gt;edition&lt;/b&gt;?</p>" in texts[2]

    def test_what_the_author_does_is_no_news(self, client, receipt):
        decide(row(), Action.WITHDRAW)
        assert len(entries(client, receipt)) == 1

    def test_every_decision_can_be_told(self):
        assert set(SAID) == (DECIDING | {Action.ERASE}) - {Action.UNDO}

    def test_what_is_asked_is_told_without_its_words(self, client, receipt):
        decide(row(), Action.APPROVE)
        desk = actor(make_user("asta"))
        propose_redaction(response_id=row().pk, by=desk, proposal=redaction_of(row(), "is dug by", "A name."))
        decide(row(), Action.REMOVE)
        make_appeal(row())
        add_message(response_id=row().pk, by=actor(make_user("ole")), text="Which half?")
        ask_for_erasure(response_id=row().pk)
        administrator = actor(make_user("ada", Role.ADMINISTRATOR), Role.ADMINISTRATOR)
        decline_erasure(response_id=row().pk, by=administrator, why="It is answered.")
        titles, texts = zip(*entries(client, receipt), strict=True)
        assert [title.partition(": ")[2] for title in titles] == [
            "An administrator has decided not to erase it",
            "A moderator writes to you in your appeal",
            "Removed after publication",
            "The moderators ask you to agree that words are withheld",
            "Published",
            "Received",
        ]
        assert not any(words in text for words in ("Which half", "is dug", "answered.") for text in texts)
        log = [each.text for each in get(client, receipt).one("ol", css="log").all("li")]
        assert log[-1].endswith("An administrator has decided not to erase it.")
        assert log[-2].endswith("A moderator writes to you in your appeal.")
        feed = ElementTree.fromstring(client.get(f"{receipt}feed/").content)
        assert feed.findtext(f"{ATOM}author/{ATOM}name") == "The moderators of The Wells"

    def test_it_is_private(self, receipt):
        response = Client().get(f"{receipt}feed/")
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert response["Cache-Control"] == "no-store"
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Referrer-Policy"] == "no-referrer"
        assert not response.cookies

    def test_a_wrong_code_tells_nothing_and_is_limited(self, client, receipt):
        wrong = "/receipts/aaaa-aaaa-aaaa-aaaa-aaaa-aaaa-aaaa/feed/"
        assert [client.get(wrong).status_code for _ in range(21)] == [404] * 20 + [429]
        assert client.get(f"{receipt}feed/").status_code == 200

    def test_queries(self, client, receipt, django_assert_num_queries):
        # The response, its quotations and the reason for its state; its decisions, and their reasons' texts;
        # redactions and demands for erasure.
        with django_assert_num_queries(7):
            client.get(f"{receipt}feed/")
        for action in (Action.HOLD, Action.RELEASE, Action.HOLD):
            decide(row(), action)
        with django_assert_num_queries(8):
            client.get(f"{receipt}feed/")


class TestAtTheReceipt:
    def test_it_leads_to_both(self, client, receipt):
        links = {each.attributes.get("href") for each in get(client, receipt).all("a")}
        assert {f"{receipt}feed/", f"{receipt}mail/"} <= links

    def test_without_a_mail_server_nothing_speaks_of_it(self, client, receipt, settings):
        settings.OFFERS_MAIL = False
        page = get(client, receipt)
        assert f"{receipt}feed/" in {each.attributes.get("href") for each in page.all("a")}
        assert "mail" not in page.one("main").text.lower()
        assert client.get(f"{receipt}mail/").status_code == 404
        assert ask(client, receipt)[0].status_code == 404
        assert Message.objects.count() == 0


class TestAsking:
    def test_the_page_is_private_and_its_form_can_be_sent(self, receipt):
        client = Client(enforce_csrf_checks=True)
        response = client.get(f"{receipt}mail/")
        assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store", "noindex")
        assert response["Referrer-Policy"] == "same-origin"
        form = fields(read_page(response.content.decode()))
        assert form["with_code"] == ""
        del form["with_code"]
        assert send(client, form | {"address": ADDRESS}, f"{receipt}mail/")[0].status_code == 303

    def test_the_address_is_kept_and_shown_to_nobody(self, client, receipt):
        response, _ = ask(client, receipt)
        assert (response.status_code, response["Location"]) == (303, f"{receipt}mail/")
        subscription = Subscription.objects.get()
        assert (decrypt(subscription.address, purpose=MAIL), subscription.code) == (ADDRESS, "")
        assert subscription.site == "http://testserver"
        page = get(client, f"{receipt}mail/")
        assert "Waiting for the address to agree" in page.text
        assert "example.org" not in page.text

    def test_with_the_code(self, client, receipt):
        ask(client, receipt, with_code="on")
        subscription = Subscription.objects.get()
        assert decrypt(subscription.code, purpose=MAIL) == receipt.split("/")[2].upper().replace("-", "")

    @pytest.mark.parametrize("address", ["", "ines", "ines@", "a@b.org\nBcc: c@d.org", f"{'a' * 250}@b.org"])
    def test_what_is_no_address_is_told(self, client, receipt, address):
        response, page = ask(client, receipt, address=address)
        assert response.status_code == 422
        assert response["Cache-Control"] == "private, no-cache"
        assert len(errors(page)) == 1
        assert Subscription.objects.count() == 0

    def test_what_is_over_is_not_asked_about(self, client, receipt):
        decide(row(), Action.WITHDRAW)
        response, page = ask(client, receipt)
        assert response.status_code == 409
        assert "nothing more to be told" in page.text
        assert page.one("main").all("form") == []

    def test_ended_at_the_receipt(self, client, receipt):
        ask(client, receipt)
        response, _ = send(client, {"stop": "1"}, f"{receipt}mail/")
        assert response.status_code == 303
        assert Subscription.objects.count() == 0

    def test_queries(self, client, receipt, django_assert_num_queries):
        # The response, its quotations and decision; the subscription; the frame's works and voices.
        with django_assert_num_queries(7):
            client.get(f"{receipt}mail/")


class TestLimits:
    """Whoever asks: nobody is mailed more often than they say."""

    def test_one_address_however_it_is_spelt(self, client, receipt, settings):
        assert settings.RATE_LIMITS["mail-address"] == [(5, 86400)]
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"mail-address": [(2, 86400)]}
        spelt = ["ines@example.org", "INES@example.org", "ines+well@Example.org"]
        assert [ask(client, receipt, address=each)[0].status_code for each in spelt] == [303, 303, 429]
        other = posted(client, PAGE)
        response, page = ask(client, other, address="ines@example.org")
        assert response.status_code == 429
        told = page.one("div", css="notice").text
        assert "This address has been asked as often as it may be in a day" in told
        assert "network" not in told
        assert ask(client, other, address="hanne@example.org")[0].status_code == 303

    def test_one_receipt(self, client, receipt, settings):
        assert settings.RATE_LIMITS["mail-receipt"] == [(3, 86400)]
        answers = [ask(client, receipt, address=f"r{n}@example.org") for n in range(4)]
        assert [response.status_code for response, _ in answers] == [303] * 3 + [429]
        assert "for this receipt" in answers[-1][1].one("div", css="notice").text

    def test_one_network(self, client, receipt, settings):
        assert settings.RATE_LIMITS["mail"] == [(10, 3600)]
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"mail": [(1, 3600)]}
        answers = [ask(client, receipt, address=f"r{n}@example.org") for n in range(2)]
        assert [response.status_code for response, _ in answers] == [303, 429]
        assert "from your network" in answers[-1][1].one("div", css="notice").text


class TestAgreeing:
    @pytest.fixture
    def address(self, client, receipt):
        ask(client, receipt)
        send_due()
        return f"/messages/confirm/{confirming.sign(Subscription.objects.get().key)}/"

    def test_following_the_link_agrees_to_nothing(self, client, address):
        assert f"http://testserver{address}" in mail.outbox[0].body
        page = get(client, address)
        assert page.one("main").one("button").text == "Send me messages"
        assert Subscription.objects.get().confirmed_at is None

    def test_the_button_does(self, address):
        client = Client(enforce_csrf_checks=True)
        response, page = send(client, fields(get(client, address)), address)
        assert response.status_code == 200
        assert page.one("h1").text == "Messages will be sent"
        assert Subscription.objects.get().confirmed_at is not None
        assert get(client, address).one("h1").text == "Messages will be sent"

    def test_then_the_receipt_says_so(self, client, receipt, address):
        client.post(address)
        assert "Messages are sent" in get(client, f"{receipt}mail/").text

    @pytest.mark.parametrize("method", ["get", "post"])
    @pytest.mark.parametrize("token", ["x", "%00", "a" * 500, f"{'0' * 32}.{'A' * 43}"])
    @pytest.mark.parametrize("page", ["confirm", "stop"])
    def test_a_forged_link_leads_nowhere(self, client, address, method, token, page):
        response = getattr(client, method)(f"/messages/{page}/{token}/")
        assert response.status_code == 404
        assert "This link leads nowhere" in response.content.decode()
        assert Subscription.objects.get().confirmed_at is None

    def test_wrong_links_are_limited_with_wrong_codes(self, client, address):
        statuses = [client.get("/messages/confirm/x/").status_code for _ in range(21)]
        assert statuses == [404] * 20 + [429]
        assert client.get("/receipts/aaaa-aaaa-aaaa-aaaa-aaaa-aaaa-aaaa/").status_code == 429
        assert client.get(address).status_code == 200

    def test_it_is_private(self, client, address):
        response = client.get(address)
        assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store", "noindex")
        assert response["Referrer-Policy"] == "same-origin"


class TestEnding:
    @pytest.fixture
    def address(self, client, receipt):
        ask(client, receipt)
        return f"/messages/stop/{stopping.sign(Subscription.objects.get().key)}/"

    def test_following_the_link_ends_nothing(self, client, address):
        assert get(client, address).one("h1").text == "End the messages?"
        assert Subscription.objects.count() == 1

    @pytest.mark.parametrize("body", [{}, {"List-Unsubscribe": "One-Click"}])
    def test_by_the_button_or_by_a_mail_program_without_a_cookie(self, address, body):
        client = Client(enforce_csrf_checks=True)
        response, page = send(client, body, address)
        assert response.status_code == 200
        assert page.one("h1").text == "No more messages"
        assert Subscription.objects.count() == 0
        assert client.post(address).status_code == 404

    def test_without_a_mail_server_too(self, client, address, settings):
        settings.OFFERS_MAIL = False
        assert client.post(address).status_code == 200
        assert Subscription.objects.count() == 0
