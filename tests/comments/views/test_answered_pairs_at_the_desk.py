"""What moderators see of responses to a quotation link, to two paragraphs, to a position."""

import pytest

from comments.enums import Action, Status
from comments.models import Response
from essays.models import Link
from tests.comments.views.desk_reading import read, send
from tests.factories import bring_to, make_position, make_question, make_response, make_voice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("texts")]


class TestDesk:
    def item(self, desk, row):
        return str(read(desk.get(f"/moderation/{row.pk}/?show=all")))

    def test_both_passages_are_shown_with_the_words_that_are_answered(self, desk, texts):
        row = make_response((texts["a2"], texts["b1"]), quote="whoever drinks")
        page = desk.get(f"/moderation/{row.pk}/").content.decode()
        assert "<mark>whoever drinks</mark> from the well" in page
        words = self.item(desk, row)
        assert "To two passages: A 2 beside B 1 To words of A 2, On Wells, Part 1" in words
        assert "To B 1, On Wells, Part 2" in words
        assert "Paragraph 1 of B: whoever drinks" in words

    def test_of_a_link_both_quotations_are_marked(self, desk):
        row = make_response(Link.objects.get(slug="b1-a2"))
        page = desk.get(f"/moderation/{row.pk}/").content.decode()
        assert page.count("<mark>drinks from the well</mark>") == 2
        assert "To two passages: B 1 quoting A 2" in self.item(desk, row)

    def test_a_reply_has_both_passages_at_the_top_of_its_thread(self, desk, texts):
        row = make_response(make_response((texts["a2"], texts["b1"]), status=Status.PUBLISHED))
        words = self.item(desk, row)
        assert "Paragraphs at the top of the thread: A 2 beside B 1" in words
        assert "A 2, On Wells, Part 1" in words
        assert "B 1, On Wells, Part 2" in words

    def test_a_position_is_shown_with_its_claim(self, desk, work):
        row = make_response(
            make_position(make_question(work.debate, slug="when"), make_voice(work, siglum="B"))
        )
        words = self.item(desk, row)
        assert "To the position B on “Who digs?”" in words
        assert "Stated. Whoever drinks." in words

    def test_the_queue_of_a_text_has_what_answers_it_second(self, desk, texts):
        row = make_response((texts["a2"], texts["b1"]))
        make_response(texts["a1"])
        for work, numbers in {"wells-b": [row.pk], "wells-a": [row.pk, row.pk + 1]}.items():
            page = read(desk.get(f"/moderation/?work={work}"))
            assert page.rows()[:1] == ["#item"]
            assert len(page.rows()) == len(numbers)
            assert f"R {row.pk}" in str(page)

    def test_nobody_decides_on_an_answer_of_their_own_or_on_a_reply_to_it(self, desk, asta, texts):
        own = make_response((texts["a2"], texts["b1"]), author=asta)
        bring_to(own, Status.PUBLISHED)
        reply = make_response(own)
        own.refresh_from_db()
        assert send(desk, own, Action.REMOVE, reason="off-topic").status_code == 422
        assert send(desk, reply, Action.APPROVE).status_code == 422
        assert list(Response.objects.order_by("pk").values_list("status", flat=True)) == [
            Status.PUBLISHED,
            Status.PENDING,
        ]
