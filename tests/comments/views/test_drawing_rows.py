"""Rows of the queue: what is kept of them says nothing of anybody."""

from datetime import UTC, datetime

from django.template import engines
from django.utils import timezone

from comments.enums import Action
from comments.models import Item
from comments.queries.queue import queue_page
from comments.queries.queue_choice import Choice
from comments.views.drawing_rows import _mould, drawn_rows, kind_of, said_time
from tests.factories import decide, make_claim, make_response, make_user

ODD = "%s & <b>%(name)s</b> 'Ruth' \"100 %\""
#: As long as a phase's name can be.
PHASE = "%s & <b>%(phase)s"


def drawn(user_id: int, opened: int = 0) -> str:
    page = queue_page(Choice(user_id=user_id))
    return drawn_rows(page.rows, user_id=user_id, opened=opened, ticked=(), address="?show=waiting&a=<b>")


def test_what_is_written_is_shown_as_it_is(work, asta):
    response = make_response(work, name=ODD)
    Item.objects.update(held_by=PHASE, language="fr")
    shown = drawn(asta.pk)
    escaped = "%s &amp; &lt;b&gt;%(name)s&lt;/b&gt; &#x27;Ruth&#x27; &quot;100 %&quot;"
    assert f"<bdi>{escaped}</bdi>" in shown
    assert "the phase “%s &amp; &lt;b&gt;%(phase)s”" in shown
    assert "French." in shown
    assert f'href="/moderation/{response.pk}/?show=waiting&amp;a=&lt;b&gt;"' in shown
    assert "\x01" not in shown


def test_what_is_kept_names_nobody(work, asta):
    response = make_response(work, name="Xyloname", author=asta)
    decide(response, Action.HOLD)
    decide(response, Action.RELEASE)
    make_claim(response, make_user("bo"))
    Item.objects.update(held_by="xylophase", language="fr")
    (row,) = queue_page(Choice(user_id=asta.pk)).rows
    shown = drawn(asta.pk)
    for words in ("Xyloname", "xylophase", "French", "Yours", f"R&nbsp;{response.pk}<"):
        assert words in shown
    kept = _mould(kind_of(row, asta.pk, 0, ())).pattern
    for words in ("Xyloname", "xylophase", "French", "bo", f"R&nbsp;{response.pk}<", "asta"):
        assert f">{words}" not in kept
        assert f"“{words}" not in kept


def test_each_moderator_sees_their_own_row(work, asta):
    bo = make_user("bo")
    response = make_response(work, author=asta)
    make_claim(response, bo)
    first, second = drawn(asta.pk), drawn(bo.pk)
    assert "Yours" in first
    assert "Open with <bdi>bo</bdi>." in first
    assert " data-passed" in first
    assert "Yours" not in second
    assert "Open with you." in second
    assert " data-passed" not in second


def test_times_are_said_as_by_the_templates():
    as_ever = engines["django"].from_string("{{ at|date:'j F Y, H:i' }}|{{ at|date:'j F, H:i' }}")
    year = timezone.now().year
    for month in range(1, 13):
        at = datetime(year, month, month * 2, month, 5 * (month - 1), 7, tzinfo=UTC)
        assert f"{said_time(at, year=True)}|{said_time(at)}" == as_ever.render({"at": at})
    before = at.replace(year=year - 6)
    assert said_time(before) == said_time(before, year=True) == f"24 December {year - 6}, 12:55"
