"""Whatever prevents a response from being stored, its words come back."""

import pytest
from django.db import InternalError, OperationalError
from django.test import Client

from comments.enums import Action, Status
from comments.models import Response
from tests.comments.views.responding import TEXT, fields, opened, send
from tests.factories import decide, make_response


class ReadOnly(Exception):
    """As the driver says that the server has just ceased to lead."""

    pgcode = "25006"


NOT_LEADING = InternalError("cannot execute INSERT in a read-only transaction")
NOT_LEADING.__cause__ = ReadOnly()

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("work")]


class TestTrouble:
    @pytest.mark.parametrize("error", [OperationalError("database is locked"), NOT_LEADING])
    def test_without_a_database_the_words_come_back_to_be_sent_again(self, client, monkeypatch, error):
        form = opened(client, name="Hanne L.", stance="asks")

        def fail(*args, **kwargs):
            raise error

        with monkeypatch.context() as broken:
            broken.setattr("comments.queries.subjects.paragraph_subject", fail)
            response, page = send(client, form)
        assert response.status_code == 503
        assert response["Retry-After"] == "5"
        assert "Your words are kept" in page.text
        again = fields(page)
        carried = {name: again[name] for name in ("text", "name", "stance", "form_key")}
        assert carried == {name: form[name] for name in carried}
        response, _ = send(client, again)
        assert response.status_code == 303

    def test_the_page_with_the_words_needs_no_query(self, client, monkeypatch, django_assert_num_queries):
        form = opened(client)

        def fail(*args, **kwargs):
            raise OperationalError("could not connect to server")

        monkeypatch.setattr("comments.queries.kept.piece", fail)
        with django_assert_num_queries(0):
            assert send(client, form)[0].status_code == 503

    def test_when_it_fails_while_storing_nothing_is_stored_and_the_words_come_back(self, client, monkeypatch):
        form = opened(client)

        def fail(*args, **kwargs):
            raise OperationalError("disk I/O error")

        with monkeypatch.context() as broken:
            broken.setattr("comments.domain.posting.add_revision", fail)
            response, page = send(client, form)
        assert response.status_code == 503
        assert Response.objects.count() == 0
        assert send(client, fields(page))[0].status_code == 303

    def test_without_the_token_the_words_come_back_with_a_fresh_one(self):
        client = Client(enforce_csrf_checks=True)
        form = opened(client, name="Hanne L.")
        client.cookies.clear()
        response, page = send(client, form)
        assert response.status_code == 403
        assert "Your browser did not send the cookie that belongs to the form" in page.text
        again = fields(page)
        assert (again["text"], again["name"], again["form_key"]) == (TEXT, "Hanne L.", form["form_key"])
        response, _ = send(client, again)
        assert response.status_code == 303

    def test_another_sites_words_do_not_come_back(self):
        client = Client(enforce_csrf_checks=True)
        response, page = send(client, {"text": TEXT}, headers={"Sec-Fetch-Site": "cross-site"})
        assert response.status_code == 403
        assert TEXT not in page.text

    def test_what_is_answered_was_removed_meanwhile(self, client, work):
        above = make_response(work, status=Status.PUBLISHED)
        page = f"/responses/{above.pk}/respond/"
        form = opened(client, page)
        decide(above, Action.REMOVE)
        response, found = send(client, form, page)
        assert response.status_code == 404
        assert TEXT in found.one("textarea").text
        assert response["Cache-Control"] == "private, no-cache"
        # They can be taken to what that answered itself; nothing is sent by it.
        there = found.one("form", css="form").attributes["action"]
        assert there == f"/works/{work.slug}/respond/?sent=1"
        assert f"/works/{work.slug}/responses/" in [each.attributes["href"] for each in found.all("a")]
        response, preview = send(client, fields(found) | {"preview": "1"}, there)
        assert response.status_code == 200
        assert fields(preview)["text"] == TEXT
        assert Response.objects.count() == 1

    def test_where_what_was_never_published_belongs_is_not_told(self, client, work):
        above = make_response(work)
        response, found = send(client, opened(client), f"/responses/{above.pk}/respond/")
        assert response.status_code == 404
        assert TEXT in found.one("textarea").text
        assert found.all("button", css="main") == []

    def test_what_is_answered_is_removed_at_this_moment(self, client, work, monkeypatch):
        above = make_response(work, status=Status.PUBLISHED)
        page = f"/responses/{above.pk}/respond/"
        form = opened(client, page)
        count_hit = "comments.views.respond.count_hit"
        monkeypatch.setattr(count_hit, lambda **_: decide(above, Action.REMOVE))
        response, found = send(client, form, page)
        assert response.status_code == 409
        assert "What you answer is not published any more." in found.text
        assert fields(found)["text"] == TEXT
