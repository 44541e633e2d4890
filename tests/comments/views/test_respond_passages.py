"""Responding to words of a paragraph."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from comments.models import Response
from tests.comments.views.responding import PAGE, TEXT, fields, opened, send
from tests.essays.views.served import get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("work")]


class TestQuotation:
    def test_it_is_shown_and_stays_in_the_address(self, client):
        page = get(client, f"{PAGE}?quote=whoever%20drinks")
        assert "“whoever drinks”" in page.one("blockquote", css="evidence").text
        assert page.one("form", css="form").attributes["action"] == f"{PAGE}?quote=whoever+drinks&sent=1"

    def test_choosing_words_or_all_of_them_keeps_what_was_typed(self, client):
        form = opened(client, name="Hanne L.", quote="whoever drinks")
        _, page = send(client, form | {"choose": "words"})
        assert "“whoever drinks”" in page.one("blockquote", css="evidence").text
        assert fields(page) == form | {"csrfmiddlewaretoken": fields(page)["csrfmiddlewaretoken"]}
        response, _ = send(client, fields(page))
        assert response.status_code == 303
        assert Response.objects.get().span_exact == "whoever drinks"
        _, page = send(client, form | {"choose": "whole"}, f"{PAGE}?quote=whoever+drinks")
        assert page.all("blockquote", css="evidence") == []
        assert (fields(page)["text"], fields(page)["quote"]) == (TEXT, "")

    def test_the_words_survive_the_loss_of_the_cookie(self, client):
        form = opened(client, quote="whoever drinks")
        response, page = send(Client(enforce_csrf_checks=True), form)
        assert response.status_code == 403
        assert page.one("input", name="quote").attributes["value"] == "whoever drinks"

    def test_enter_in_a_field_sends(self, client):
        first = get(client, f"{PAGE}?quote=whoever%20drinks").all("button", form="respond-form")[0]
        assert "name" not in first.attributes

    def test_one_that_is_not_there_is_told(self, client):
        page = get(client, f"{PAGE}?quote=whoever+eats")
        assert "The quoted words are not in A\u00a02" in page.text
        assert page.one("form", css="form").attributes["action"] == f"{PAGE}?sent=1"

    def test_nothing_is_sent_with_one_that_is_not_there_any_more(self, client, work):
        page = f"{PAGE}?quote=whoever+drinks"
        form = opened(client, page)
        work.blocks.filter(number=2).update(text="Another wording.")
        response, found = send(client, form, page)
        assert response.status_code == 422
        assert fields(found)["text"] == TEXT
        assert Response.objects.count() == 0

    def test_words_that_stand_there_twice_are_told(self, client):
        page = get(client, f"{PAGE}?{urlencode({'quote': 'ho'})}")
        assert "These words stand 2 times in A\u00a02; the first place is meant." in page.text
