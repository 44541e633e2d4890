"""Responding to a quotation link and to a position of the table."""

import pytest

from comments.domain import verifying
from comments.enums import Status
from comments.models import Response
from essays.models import Link
from tests.comments.views.answering import BOTH, LINK, PAIR, THREADS, dismiss, shown
from tests.comments.views.responding import TEXT, fields, opened, posted, send
from tests.essays.views.served import get
from tests.factories import make_response, make_voice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("texts")]


class TestLink:
    def test_it_is_called_a_quotation_only_where_that_is_established(self, client):
        for status, direction, ground, label in (
            ("confirmed", "quotes", "named", "B 1 quoting A 2"),
            ("suggested", "quotes", "named", "words shared by B 1 and A 2"),
            ("confirmed", "not-shown", "both-plain", "words shared by B 1 and A 2"),
        ):
            Link.objects.filter(slug="b1-a2").update(status=status, direction=direction, ground=ground)
            heading = get(client, f"{LINK}responses/").one("h1").text.replace("\u00a0", " ")
            assert heading == f"Responses to {label}"
        Link.objects.filter(slug="a3-a3").update(status="suggested")
        heading = get(client, "/debates/wells/quotations/a3-a3/responses/").one("h1").text
        assert heading == "Responses to words repeated in A\u00a03"

    def test_its_passages_are_quoted(self, client):
        page = get(client, f"{LINK}respond/?quote=whoever")
        assert [each.text.strip() for each in page.all("blockquote", css="evidence")] == [
            "“drinks from the well” B 1",
            "“drinks from the well” A 2",
        ]
        posted(client, f"{LINK}respond/")
        row = Response.objects.get()
        assert (row.span_start, row.span_exact) == (26, "drinks from the well")
        assert (row.other_span_start, row.other_span_exact) == (26, "drinks from the well")

    def test_one_that_was_dismissed_is_not_there(self, client):
        dismiss()
        for name in ("responses", "respond"):
            assert client.get(f"{LINK}{name}/").status_code == 404

    def test_words_for_one_that_was_dismissed_meanwhile_are_kept(self, client):
        form = opened(client, f"{LINK}respond/")
        dismiss()
        response, found = send(client, form, f"{LINK}respond/")
        assert response.status_code == 404
        assert "What you answer is not here any more" in found.text
        assert TEXT in found.one("textarea").text
        assert Response.objects.count() == 0

    def test_words_for_one_that_is_dismissed_at_this_moment_are_kept(self, client, monkeypatch):
        form = opened(client, f"{LINK}respond/")
        monkeypatch.setattr("comments.views.respond.count_hit", lambda **_: dismiss())
        response, found = send(client, form, f"{LINK}respond/")
        assert response.status_code == 409
        assert "They can still be answered as a pair, beside each other." in found.text
        assert fields(found)["text"] == TEXT
        assert Response.objects.count() == 0

    def test_a_retry_finds_its_receipt_though_the_link_was_dismissed(self, client):
        form = opened(client, f"{LINK}respond/")
        sent, _ = send(client, form, f"{LINK}respond/")
        dismiss()
        response, found = send(client, form, f"{LINK}respond/")
        assert response.status_code == 404
        assert found.all("a", href=sent["Location"])

    def test_what_was_published_on_it_stays_with_its_two_passages(self, client):
        row = make_response(Link.objects.get(slug="b1-a2"), status=Status.PUBLISHED)
        dismiss()
        page = get(client, f"/responses/{row.pk}/")
        assert page.one("h1").text == f"R\u00a0{row.pk} on A\u00a02 beside B\u00a01"
        assert page.all("a", href=f"{PAIR}responses/")
        assert client.get(f"{PAIR}responses/").status_code == 200
        assert {place: shown(client, THREADS[place]) for place in BOTH} == {name: [row.pk] for name in BOTH}
        posted(client, f"/responses/{row.pk}/respond/")
        reply = Response.objects.latest("pk")
        assert (reply.parent, reply.link) == (row, row.link)
        assert [list(find()) for _, find in verifying.CHECKS] == [[]] * len(verifying.CHECKS)


class TestPosition:
    @pytest.mark.parametrize("siglum", ["A", "a"])
    def test_the_form_shows_what_the_voice_says(self, client, siglum):
        page = get(client, f"/debates/wells/questions/who/{siglum}/respond/")
        answered = page.one("section", **{"aria-label": "What you answer"})
        words = " ".join(answered.text.replace("\u00a0", " ").split())
        assert words == ("A Wells 1, N. Brook: Stated. Whoever drinks. The positions on this question")
        assert answered.all("a", href="/debates/wells/compare/?q=who#q-who")

    def test_a_voice_that_the_table_has_nothing_of_has_no_thread(self, client, work):
        make_voice(work, siglum="C")
        for siglum in ("C", "X", "A%00", "<b>"):
            assert client.get(f"/debates/wells/questions/who/{siglum}/responses/").status_code == 404
