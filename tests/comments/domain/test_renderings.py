"""Responses kept as they were drawn: by whom they are kept, and what makes them go."""

from functools import partial

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from comments.domain.edits import accept_edit
from comments.domain.erasing import erase_response
from comments.domain.moderation import Actor
from comments.domain.redactions import redact_at_once
from comments.domain.refusals import Refused
from comments.domain.renderings import keep_drawn
from comments.enums import Action, Role, Stance, Status
from comments.models import Rendering, Response
from comments.views.drawing import draw, drawn_by
from essays.page_keys import texts_of
from masslinesite.page_front import PageFront
from masslinesite.page_versions import touch, version_of
from tests.at_once import at_once
from tests.factories import decide, make_debate, make_edit, make_response, make_work, redaction_of
from tests.wsgi import ask, connections_stay_open

pytestmark = pytest.mark.django_db
MODERATOR = Actor(Role.MODERATOR, 77, "bo")
ADMINISTRATOR = Actor(Role.ADMINISTRATOR, 9, "ada")
keep = partial(keep_drawn, draw=draw, drawn_by="now")


@pytest.fixture
def work():
    return make_work(make_debate())


@pytest.fixture
def row(work):
    return make_response(work, text="The well is deep.", name="Ines", status=Status.PUBLISHED)


def kept(row: Response) -> str | None:
    return Rendering.objects.filter(pk=row.pk).values_list("html", flat=True).first()


def accept(row: Response) -> None:
    make_edit(row, "The well is dry by now, all say.")
    waiting = Response.objects.select_related("proposed").get(pk=row.pk).proposed
    accept_edit(response_id=row.pk, by=MODERATOR, seen_digest=waiting.digest)


CHANGES = {
    "edited": accept,
    "withheld": lambda row: redact_at_once(
        response_id=row.pk, by=MODERATOR, proposal=redaction_of(row, "well")
    ),
    "removed": lambda row: decide(row, Action.REMOVE),
    "withdrawn": lambda row: decide(row, Action.WITHDRAW),
    "erased": lambda row: erase_response(response_id=row.pk, by=ADMINISTRATOR, ground="Asked for."),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("has_reply", [False, True])
def test_whatever_changes_a_response_takes_it_away(row, change, has_reply):
    if has_reply:
        make_response(row, status=Status.PUBLISHED)
    keep([row.pk])
    assert "The well is deep." in kept(row)
    change(row)
    assert kept(row) is None


def test_a_tombstone_that_is_erased_is_drawn_anew(row):
    make_response(row, status=Status.PUBLISHED)
    decide(row, Action.REMOVE)
    keep([row.pk])
    assert "removed by the moderators" in kept(row)
    decide(row, Action.ERASE)
    assert kept(row) is None


def test_only_what_stands_in_a_thread_is_kept(work, row):
    others = [make_response(work, status=status).pk for status in Status if status != Status.PUBLISHED]
    keep([row.pk, *others, 10**9])
    assert list(Rendering.objects.values_list("pk", flat=True)) == [row.pk]


def test_it_says_of_what_it_was_drawn(work, row):
    with transaction.atomic():
        touch([texts_of(work.debate_id)])
    keep([row.pk])
    rendering = Rendering.objects.get()
    assert rendering.texts == version_of([texts_of(work.debate_id)]) > 0
    assert rendering.drawn_by == "now"
    keep_drawn([row.pk], draw, "later")
    assert Rendering.objects.get().drawn_by == "later"


@pytest.mark.parametrize("number", [1, 3])
def test_queries(work, number, django_assert_num_queries):
    rows = [make_response(work, status=Status.PUBLISHED).pk for _ in range(number)]
    # The savepoint around it, the rows locked, the texts, the rows with their quotations, the insert.
    with django_assert_num_queries(7):
        keep(rows)


def keep_otherwise():
    for each in Rendering.objects.select_related("response"):
        each.html = "<p>As it was kept.</p>%s" + "%s" * bool(each.response.parent_id)
        each.save()


class TestPages:
    @pytest.fixture
    def front(self):
        with connections_stay_open():
            yield PageFront(WSGIHandler(), limit=0)

    def test_the_first_page_keeps_what_it_drew_and_the_next_one_uses_it(self, front, work, row):
        address = f"/works/{work.slug}/responses/"
        first = ask(front, address)
        assert "The well is deep." in kept(row)
        keep_otherwise()
        assert b"The well is deep." in first.body
        assert b"<p>As it was kept.</p>" in ask(front, address).body

    @pytest.mark.parametrize(
        "choice", ["", "?order=newest", "?stance=asks", "?stance=asks&order=newest", "?show=all"]
    )
    def test_what_is_drawn_is_neither_drawn_nor_written_again(self, front, work, choice):
        row = make_response(work, stance=Stance.ASKS, status=Status.PUBLISHED)
        make_response(row, status=Status.PUBLISHED)
        address = f"/works/{work.slug}/responses/{choice}"
        ask(front, address)
        assert Rendering.objects.count() == 2
        keep_otherwise()
        with CaptureQueriesContext(connection) as queries:
            assert ask(front, address).body.count(b"<p>As it was kept.</p>") == 2
        assert [each["sql"] for each in queries if not each["sql"].lstrip("\n (").startswith("SELECT")] == []

    def test_one_of_other_texts_or_templates_is_not_shown(self, front, work, row):
        address = f"/works/{work.slug}/responses/"
        ask(front, address)
        keep_otherwise()
        with transaction.atomic():
            touch([texts_of(work.debate_id)])
        assert b"The well is deep." in ask(front, address).body
        assert Rendering.objects.get().texts == version_of([texts_of(work.debate_id)])
        Rendering.objects.update(drawn_by="others")
        assert b"The well is deep." in ask(front, address).body
        assert Rendering.objects.get().drawn_by == drawn_by()

    def test_it_shows_neither_neighbours_nor_parents_of_another_page(self, front, work, row):
        reply = make_response(row, status=Status.PUBLISHED)
        make_response(row, status=Status.PUBLISHED)
        for _ in range(2):
            thread = ask(front, f"/works/{work.slug}/responses/").body.decode()
            assert f'in reply to <a class="rn" href="#r{row.pk}">' in thread
            assert f'<a href="#r{reply.pk}">Previous' in thread
            own = ask(front, f"/responses/{reply.pk}/").body.decode()
            assert f'in reply to <a class="rn" href="/responses/{row.pk}/#r{row.pk}">' in own
            assert "Previous" not in own
        assert "\x01" not in thread + own


@pytest.mark.django_db(transaction=True)
def test_what_is_being_changed_is_not_kept_as_it_was(work, row):
    """Kept and withheld at the same moment, in either order: never the words from before."""
    if connection.vendor == "sqlite":
        at_once(lambda: keep([row.pk]), lambda: CHANGES["withheld"](row), refusals=Refused)
    else:
        with transaction.atomic():
            Response.objects.select_for_update().get(pk=row.pk)
            at_once(lambda: keep([row.pk]), refusals=Refused)
            assert kept(row) is None, "somebody has it locked"
        at_once(lambda: keep([row.pk]), lambda: CHANGES["withheld"](row), refusals=Refused)
    assert "The well" not in (kept(row) or "")
