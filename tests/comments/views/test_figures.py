"""The public figures over HTTP."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from comments.enums import Action, Reason
from comments.models import Decision, FigureMonth
from tests.comments.domain.figures.test_counting import responses
from tests.essays.views.served import get
from tests.factories import make_debate, make_work

pytestmark = pytest.mark.django_db
EARLIER = timezone.now() - timedelta(days=70)


@pytest.fixture
def work():
    return make_work(make_debate())


@pytest.fixture
def counted(work):
    responses(work, 7, Action.APPROVE, when=EARLIER)
    responses(work, 7, Action.REJECT, when=EARLIER, reason=Reason.PERSON)
    responses(work, 1, Action.RETURN, when=EARLIER)


def rows(page, caption: str):
    (table,) = [each for each in page.all("table") if each.one("caption").text == caption]
    return [[cell.text for cell in row.children if not isinstance(cell, str)] for row in table.all("tr")]


def test_the_table_tells_each_month_and_adds_up_what_it_shows(client, counted):
    page = get(client, "/figures/")
    head, latest, first, sums = rows(page, "What was received and decided")
    assert head[:5] == ["Month", "Received", "Published", "Rejected", "Sent back"]
    assert latest[1:] == ["under 5"] * 7 + ["withheld"] * 2
    assert first[0] == f"{EARLIER:%B %Y}"
    assert first[1:] == ["15", "7", "7", "under 5", "under 5", "under 5", "under 5", "3 h", "3 h"]
    assert sums[1:] == ["15", "7", "7", *["–"] * 4, "", ""]


def test_reasons_that_would_give_a_small_one_away_are_withheld(client, counted):
    _, _, first, _ = rows(get(client, "/figures/"), "Rejected, by reason")
    assert first[1:] == ["withheld", *["under 5"] * 7]


def test_the_plot_has_a_text_in_its_place(client, counted):
    page = get(client, "/figures/")
    plot = page.one("svg", css="months-plot", role="img")
    assert plot.one("title").text == "Received, published and rejected by month"
    assert "the greatest figure is 15" in plot.one("desc").text
    assert len(plot.all("rect")) == 6
    assert len(plot.all("rect", css="stub")) == 3


def test_the_last_seal_before_today_can_be_noted(client, counted, work):
    """Today's are left out: two answers would tell when somebody decided."""
    before = client.get("/figures/").content
    assert Decision.objects.last().seal in get(client, "/figures/").one("dl", css="heads").text
    responses(work, 1, Action.HOLD, when=timezone.now(), reason=Reason.PERSON)
    assert client.get("/figures/").content == before


def test_before_a_month_is_over_there_are_no_figures(client, work):
    responses(work, 5, when=timezone.now())
    page = get(client, "/figures/")
    assert "No month with responses is over yet." in page.text
    assert not page.one("main").all("table")


def test_the_csv_has_the_same_figures(client, counted):
    answer = client.get("/figures/figures.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert lines[0] == "month,debate,figure,reason,number"
    assert f"{EARLIER:%Y-%m},all,received,,15" in lines
    assert f"{EARLIER:%Y-%m},wells,rejected,person,withheld" in lines
    assert f"{EARLIER:%Y-%m},wells,returned,,under 5" in lines
    assert f"{EARLIER:%Y-%m},all,median-wait (hours),,3" in lines


def test_a_debate_has_a_page_of_its_own(client, counted):
    make_work(make_debate("ponds"))
    page = get(client, "/debates/wells/figures/")
    assert "The Wells" in page.one("h1").text
    assert client.get("/debates/lakes/figures/").status_code == 404


@pytest.mark.parametrize("address", ["/figures/", "/debates/wells/figures/", "/figures/figures.csv"])
def test_queries_do_not_grow_with_the_log(client, work, address, django_assert_num_queries):
    counts = {"/figures/": 8, "/debates/wells/figures/": 8, "/figures/figures.csv": 2}
    responses(work, 1, Action.APPROVE, when=EARLIER)
    client.get(address)
    with django_assert_num_queries(counts[address]):
        client.get(address)
    FigureMonth.objects.all().delete()
    responses(work, 3, Action.APPROVE, when=EARLIER)
    client.get(address)
    with django_assert_num_queries(counts[address]):
        client.get(address)


@pytest.mark.parametrize("address", ["/figures/", "/debates/wells/figures/", "/house-rules/history/"])
def test_pages_are_the_same_for_everybody(client, work, address):
    answer = client.get(address)
    assert answer["Cache-Control"] == "public, no-cache"
    assert not answer.cookies
    assert "cookie" not in answer.get("Vary", "").lower()
    assert client.post(address).status_code == 405


def test_a_month_is_named_as_utc_has_it(client, work):
    responses(work, 1, when=datetime(2026, 1, 31, 23, 59, tzinfo=UTC))
    assert rows(get(client, "/figures/"), "What was received and decided")[-2][0] == "January 2026"
