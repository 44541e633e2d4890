"""Responses to a quotation link, to two paragraphs, to a position: from the form to every place they show."""

import re

import pytest

from comments.domain import verifying
from comments.enums import Action, Status, Target
from comments.models import Response
from comments.queries.tallies import Tallies, tallies_of
from essays.models import Link
from tests.comments.views.answering import BOTH, LINK, PAIR, POSITION, THREADS, shown
from tests.comments.views.desk_reading import read, send
from tests.comments.views.responding import posted
from tests.essays.views.served import get
from tests.factories import decide, make_response

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("texts")]


@pytest.mark.parametrize(
    ("page", "label", "target", "places"),
    [
        (f"{PAIR}respond/", "A 2 beside B 1", Target.PAIR, BOTH | {"link"}),
        ("/debates/wells/beside/b1/a2/respond/", "A 2 beside B 1", Target.PAIR, BOTH | {"link"}),
        (
            "/debates/wells/beside/a1/a2/respond/?other_quote=whoever",
            "A 1 beside A 2",
            Target.PAIR,
            {"debate", "A", "A 1", "A 2", "A 1 beside A 2"},
        ),
        (
            "/debates/wells/beside/a3/a3/respond/?quote=help&other_quote=whoever",
            "two passages of A 3",
            Target.PAIR,
            {"debate", "A", "A 3", "A 3 beside A 3", "link in A 3"},
        ),
        (f"{LINK}respond/", "B 1 quoting A 2", Target.LINK, BOTH | {"link"}),
        (
            "/debates/wells/quotations/a3-a3/respond/",
            "A 3 quoting A 3",
            Target.LINK,
            {"debate", "A", "A 3", "A 3 beside A 3", "link in A 3"},
        ),
        (
            f"{POSITION}respond/",
            "A on “Who digs?”",
            Target.POSITION,
            {"debate", "question", "position"},
        ),
    ],
)
def test_from_the_form_to_every_place_once(client, asta, page, label, target, places):
    """Posted, approved at the desk, answered: shown and counted where it belongs, once in each list."""
    assert get(client, page).one("h1").text.replace("\u00a0", " ") == f"Respond to {label}"
    receipt = posted(client, page, name="Hanne L.")
    row = Response.objects.select_related("current").get()
    assert (row.target, row.status) == (target, Status.PENDING)
    assert [name for name, address in THREADS.items() if shown(client, address)] == []
    assert f"on {label}" in " ".join(get(client, receipt).text.replace("\u00a0", " ").split())
    client.force_login(asta)
    assert f"on {label}" in str(read(client.get("/moderation/")))
    assert send(client, row, Action.APPROVE).status_code == 302
    client.logout()
    reply = make_response(Response.objects.get(), status=Status.PUBLISHED)
    expected = {name: [row.pk, reply.pk] if name in places else [] for name in THREADS}
    for order in ("", "?order=newest"):
        found = {name: shown(client, address + order) for name, address in THREADS.items()}
        assert found == expected
    assert [list(find()) for _, find in verifying.CHECKS] == [[]] * len(verifying.CHECKS)
    assert tallies_of(row.debate).debates == {row.debate_id: 2}
    for address in places:
        assert "2 responses in 1 thread," in get(client, THREADS[address]).text
    title = re.search(
        "<title>(R [^<]*)</title>", client.get("/debates/wells/responses/feed/").content.decode()
    )
    assert title[1].replace("\u00a0", " ") == f"R {reply.pk} on {label}"
    heading = get(client, f"/responses/{row.pk}/").one("h1").text.replace("\u00a0", " ")
    assert heading == f"R {row.pk} on {label}"


def test_what_is_removed_counts_nowhere_and_stays_for_its_reply(client, texts):
    row = make_response((texts["a2"], texts["b1"]), status=Status.PUBLISHED, text="Words that go away.")
    reply = make_response(row, status=Status.PUBLISHED)
    decide(row, Action.REMOVE)
    for place in BOTH:
        assert shown(client, THREADS[place]) == [row.pk, reply.pk]
        assert "Words that go away" not in get(client, THREADS[place]).text
        assert "1 response in 1 thread," in get(client, THREADS[place]).text
    decide(reply, Action.REMOVE)
    assert {place: shown(client, THREADS[place]) for place in BOTH} == {name: [] for name in BOTH}
    assert tallies_of(row.debate) == Tallies()


def test_pages_of_a_paragraph_join_over_both_its_streams(client, texts):
    """First passages and second ones alternate, and one response is both."""
    targets = [texts["a2"], (texts["a1"], texts["a2"]), (texts["a2"], texts["b1"])]
    rows = [make_response(targets[n % 3], status=Status.PUBLISHED).pk for n in range(54)]
    rows.append(
        make_response(
            (texts["a2"], texts["a2"]), quote="whoever", other_quote="help", status=Status.PUBLISHED
        ).pk
    )
    for order, wanted in (("", rows), ("?order=newest", rows[::-1])):
        first = get(client, THREADS["A 2"] + order)
        following, _ = first.one("nav", css="pager").all("a")
        found = [int(each.attributes["id"][1:]) for each in first.all("article", css="response")]
        assert found + shown(client, following.attributes["href"]) == wanted
        assert len(found) == 50


@pytest.mark.parametrize(
    ("page", "queries"),
    [
        # Debate, works, blocks; the stances, the number of the texts, the page with what is drawn, the tally;
        # what is to be drawn with its quotations; the paragraphs; the frame's voices.
        (f"{PAIR}responses/", 11),
        # The link; then the same, and the frame's works.
        (f"{LINK}responses/", 10),
        (f"{POSITION}responses/", 9),
        (f"{PAIR}", 10),
        # Where nothing is kept: the subject in three or one; the debate, the stances, the authors, whom the
        # texts quote, works; the frame's works and voices.
        (f"{PAIR}respond/", 9),
        (f"{LINK}respond/", 8),
        (f"{POSITION}respond/", 8),
    ],
)
def test_queries_do_not_depend_on_how_many_there_are(client, texts, page, queries, django_assert_num_queries):
    targets = [Link.objects.get(slug="b1-a2"), (texts["a2"], texts["b1"])]
    targets.append(targets[0].debate.questions.get().positions.get())
    for _ in range(3):
        for target in targets:
            make_response(make_response(target, status=Status.PUBLISHED), status=Status.PUBLISHED)
        with django_assert_num_queries(queries):
            assert client.get(page).status_code == 200


def test_a_permalink_costs_the_same_for_each_target(client, texts, django_assert_num_queries):
    position = Link.objects.first().debate.questions.get().positions.get()
    link, pair = Link.objects.get(slug="b1-a2"), (texts["a2"], texts["b1"])
    # A position is no passage: no paragraph stands beside it.
    for target, queries in ((link, 11), (pair, 11), (position, 10)):
        row = make_response(target, status=Status.PUBLISHED)
        make_response(row, status=Status.PUBLISHED)
        with django_assert_num_queries(queries):
            client.get(f"/responses/{row.pk}/")
