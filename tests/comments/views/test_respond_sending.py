"""What sending a response stores: once, no more than so many, and nothing of who sent it."""

import pytest
from django.db import connection
from django.test import Client

from comments.enums import Action, Status
from comments.models import Response, Revision, Throttle
from tests.comments.views.responding import TEXT, fields, opened, posted, send
from tests.factories import PASSWORD, decide, make_response, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("work")]


class TestOnce:
    def test_sent_twice_it_leads_to_the_same_receipt(self, client):
        form = opened(client)
        first, _ = send(client, form)
        second, _ = send(client, form)
        assert first["Location"] == second["Location"]
        assert Response.objects.count() == 1

    def test_a_retry_is_not_counted(self, client, settings):
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"post": [(1, 3600)]}
        form = opened(client)
        assert [send(client, form)[0].status_code for _ in range(5)] == [303] * 5

    def test_a_retry_finds_its_receipt_when_what_it_answers_is_gone(self, client, work):
        above = make_response(work, status=Status.PUBLISHED)
        page = f"/responses/{above.pk}/respond/"
        form = opened(client, page)
        sent, _ = send(client, form, page)
        decide(above, Action.REMOVE)
        response, found = send(client, form, page)
        assert response.status_code == 404
        assert "Your words are kept" in found.text
        assert "did arrive" in found.text
        assert found.all("a", href=sent["Location"])

    def test_other_words_are_offered_as_a_change(self, client):
        form = opened(client)
        first, _ = send(client, form)
        response, page = send(client, form | {"text": "Other words, typed after going back."})
        assert response.status_code == 409
        assert "This form was sent before, with other words" in page.text
        again = fields(page)
        assert again["text"] == "Other words, typed after going back."
        response, _ = send(client, again, first["Location"] + "edit/")
        assert response["Location"] == first["Location"]
        assert Response.objects.get().current.text == "Other words, typed after going back."

    def test_or_as_a_response_of_their_own(self, client):
        form = opened(client)
        send(client, form)
        _, page = send(client, form | {"text": "Other words, typed after going back."})
        (button,) = [each for each in page.all("button") if "formaction" in each.attributes]
        own = fields(page) | {button.attributes["name"]: button.attributes["value"]}
        response, _ = send(client, own, button.attributes["formaction"])
        assert response.status_code == 303
        assert sorted(Revision.objects.values_list("text", flat=True)) == sorted(
            [TEXT, "Other words, typed after going back."]
        )

    def test_other_words_after_a_decision_become_a_response_of_their_own(self, client):
        form = opened(client)
        send(client, form)
        decide(Response.objects.get(), Action.APPROVE)
        response, page = send(client, form | {"text": "Other words, typed after going back."})
        assert response.status_code == 409
        assert "has been decided on" in page.text
        response, _ = send(client, fields(page))
        assert response.status_code == 303
        assert Response.objects.count() == 2


class TestLimits:
    def test_over_the_limit_the_words_are_kept(self, client, settings):
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"post": [(2, 3600)]}
        for _ in range(2):
            posted(client)
        form = opened(client, name="Hanne L.")
        response, page = send(client, form)
        assert response.status_code == 429
        assert 0 < int(response["Retry-After"]) <= 3600
        assert "Too much was sent from your network just now" in page.text
        again = fields(page)
        assert (again["text"], again["name"], again["form_key"]) == (TEXT, "Hanne L.", form["form_key"])
        assert Response.objects.count() == 2

    def test_five_a_minute_and_thirty_an_hour(self, settings):
        assert settings.RATE_LIMITS["post"] == [(5, 60), (30, 3600)]

    def test_another_network_has_a_limit_of_its_own(self, settings):
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"post": [(1, 3600)]}
        for address in ("192.0.2.1", "192.0.3.1", "2001:db8::1"):
            posted(Client(REMOTE_ADDR=address))
        client = Client(REMOTE_ADDR="192.0.2.99")
        assert send(client, opened(client))[0].status_code == 429


class TestPrivacy:
    MARKERS = {
        "HTTP_USER_AGENT": "marker-of-the-browser",
        "HTTP_REFERER": "https://marker-of-the-referrer.example/",
        "HTTP_X_FORWARDED_FOR": "198.51.100.77",
        "REMOTE_ADDR": "203.0.113.88",
    }

    def test_nothing_of_the_sender_is_in_the_database(self):
        client = Client(**self.MARKERS)
        posted(client)
        with connection.cursor() as cursor:
            stored = []
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                stored.append(str(cursor.fetchall()))
        everything = " ".join(stored)
        assert TEXT in everything
        assert [marker for marker in self.MARKERS.values() if marker in everything] == []
        assert "203.0.113" not in everything
        assert Throttle.objects.count() == 2

    def test_an_account_of_the_desk_is_kept_so_that_nobody_decides_on_their_own(self, client):
        user = make_user("asta")
        assert client.login(username="asta", password=PASSWORD)
        posted(client)
        assert Response.objects.get().author == user
