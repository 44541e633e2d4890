"""The queue's rows, filters kept by name, and what is said to be new."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.domain import saved_filters
from comments.domain.items import open_item
from comments.enums import Action, ItemKind, Reason
from comments.models import Claim, Item, Response, SavedFilter
from tests.comments.views.desk_reading import HTMX, read, send
from tests.factories import actor, decide, make_response, make_user

pytestmark = pytest.mark.django_db


def wait(response: Response, **time: int) -> None:
    Item.objects.filter(response=response).update(opened_at=timezone.now() - timedelta(**time))


def flag(response: Response) -> Item:
    open_item(response, ItemKind.FLAGS)
    return Item.objects.get(response=response, kind=ItemKind.FLAGS)


def test_a_row_says_why_and_for_how_long_it_waits_and_who_has_it_open(desk, work, asta):
    now = timezone.now()
    plain, late, held, flagged, back = (make_response(work, name=f"N{n}") for n in range(5))
    wait(late, days=3)
    Item.objects.filter(response=late).update(held_by="links", language="fr")
    decide(held, Action.HOLD, by=actor(asta), reason=Reason.SOURCE)
    decide(flagged, Action.APPROVE)
    flag(Response.objects.select_related("current").get(pk=flagged.pk))
    decide(back, Action.RETURN)
    for response, holder in ((plain, asta), (held, make_user("tess"))):
        Claim.objects.create(
            response=response, holder=holder, taken_at=now, ends_at=now + timedelta(minutes=9)
        )
    page = str(read(desk.get("/moderation/")))
    assert f"R {late.pk} N1 on Wells 1 Overdue. Waiting for 3 days, since" in page
    assert "Held back by the phase “links”. French." in page
    assert f"R {plain.pk} N0 on Wells 1 Open with you. Waiting for under an hour" in page
    assert (
        f"R {held.pk} N2 on Wells 1 Open with tess. Held by asta: source or quotation not found. Wait" in page
    )
    assert f"R {flagged.pk} N3 on Wells 1 Flagged by readers Published. Waiting for under an hour" in page
    assert f"R {back.pk} N4 on Wells 1 Sent back to its author. Waiting for" in page
    assert "5 open (new response: 4, flagged by readers: 1). 1 overdue, the oldest since" in page


def test_each_matter_of_a_response_has_its_address(desk, work):
    response = make_response(work)
    flags = flag(response)
    other = make_response(work)
    page = read(desk.get(f"/moderation/{response.pk}/?item={flags.pk}"))
    hrefs = [attributes["href"] for tag, attributes in page.tags if tag == "a" and "hx-target" in attributes]
    new = Item.objects.get(response=response, kind=ItemKind.NEW)
    assert hrefs == [
        f"/moderation/{response.pk}/?show=waiting&item={new.pk}",
        f"/moderation/{other.pk}/?show=waiting",
    ]
    assert page.rows() == [f"/moderation/{response.pk}/", "#item", f"/moderation/{other.pk}/"]


def test_a_decision_leads_past_all_that_is_open_of_the_same_response(desk, work):
    response = make_response(work)
    flag(response)
    other = make_response(work)
    answer = send(desk, response, Action.APPROVE, open_next="on")
    assert answer.url.startswith(f"/moderation/{other.pk}/?")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?state=held", "Nothing of this kind is here."),
        ("?search=nowhere", "No response has this number, or these words in its name or text."),
        ("?show=decided", "No response is here yet."),
        ("", "No response is waiting for a decision."),
    ],
)
def test_an_empty_list_says_of_what(desk, work, query, sentence):
    assert sentence in str(read(desk.get(f"/moderation/{query}")))


def test_a_filter_is_kept_by_name_and_shown_as_a_link(desk, work, asta):
    answer = desk.post("/moderation/filters/?show=waiting&kind=flags&junk=1", {"name": " Flags "})
    assert (answer.status_code, answer.url) == (302, "/moderation/?show=waiting&kind=flags&told=filter-kept")
    kept = SavedFilter.objects.get()
    assert (kept.owner, kept.name, kept.address) == (asta, "Flags", "?show=waiting&kind=flags")
    page = desk.get(answer.url).content.decode()
    assert "Kept: the filter stands by its name above the list." in page
    assert (
        '<a href="/moderation/?show=waiting&amp;kind=flags" aria-current="true"><bdi>Flags</bdi></a>' in page
    )
    assert desk.post("/moderation/filters/?state=held", {"name": "Flags"}).status_code == 422
    assert SavedFilter.objects.get().address == "?show=waiting&kind=flags"


def test_a_filter_needs_a_name_and_there_are_not_too_many(desk, work, asta, monkeypatch):
    answer = desk.post("/moderation/filters/?kind=flags", {"name": " "})
    assert answer.status_code == 422
    assert "Give the filter a name to keep it by." in str(read(answer))
    monkeypatch.setattr(saved_filters, "MOST", 1)
    desk.post("/moderation/filters/?kind=flags", {"name": "One"})
    answer = desk.post("/moderation/filters/?kind=new", {"name": "Two"})
    assert "You keep 1 filters already. Delete one of them first." in str(read(answer))
    assert SavedFilter.objects.count() == 1


def test_a_filter_is_deleted_after_a_question_by_its_owner_alone(desk, work, asta):
    mine = SavedFilter.objects.create(owner=asta, name="Mine", address="?show=waiting&kind=flags")
    hers = SavedFilter.objects.create(owner=make_user("tess"), name="Hers", address="?show=waiting")
    assert "Hers" not in desk.get("/moderation/").content.decode()
    assert "Delete the filter “Mine”?" in str(read(desk.get(f"/moderation/filters/{mine.pk}/delete/")))
    assert SavedFilter.objects.count() == 2
    assert desk.post(f"/moderation/filters/{hers.pk}/delete/").status_code == 404
    assert desk.post(f"/moderation/filters/{mine.pk}/delete/").url == "/moderation/"
    assert list(SavedFilter.objects.all()) == [hers]


def test_a_kept_phase_of_which_nothing_is_open_shows_nothing_rather_than_all(desk, work):
    make_response(work)
    page = desk.get("/moderation/?held_by=links").content.decode()
    assert "Nothing of this kind is here." in page
    assert '<option value="links" selected>links</option>' in page


def test_news_are_announced_once_and_lead_to_what_is_new(desk, work):
    make_response(work)
    since = Item.objects.latest("pk").pk
    page = desk.get("/moderation/?kind=new").content.decode()
    assert f'hx-get="/moderation/new/?show=waiting&amp;kind=new&amp;since={since}"' in page
    assert desk.get(f"/moderation/new/?since={since}", headers=HTMX).status_code == 204
    newer = [make_response(work) for _ in range(2)]
    answer = desk.get(f"/moderation/new/?kind=new&since={since}", headers=HTMX)
    assert str(read(answer)) == "2 new since you opened this list: show them"
    assert read(answer).values("shown") == ["2"]
    assert desk.get(f"/moderation/new/?kind=new&since={since}&shown=2", headers=HTMX).status_code == 204
    there = next(attributes["href"] for tag, attributes in read(answer).tags if tag == "a")
    assert read(desk.get(there)).rows() == ["#item", f"/moderation/{newer[1].pk}/"]
    Claim.objects.update(ends_at=timezone.now())
    decide(newer[0], Action.APPROVE)
    answer = desk.get(f"/moderation/new/?since={since}&shown=2", headers=HTMX)
    assert str(read(answer)) == "1 new since you opened this list: show it"
    decide(newer[1], Action.APPROVE)
    answer = desk.get(f"/moderation/new/?since={since}&shown=1", headers=HTMX)
    assert (answer.status_code, str(read(answer))) == (200, "")


@pytest.mark.parametrize("query", ["?search=x", "?show=decided", "?after=1"])
def test_only_the_start_of_what_is_open_asks_for_news(desk, work, query):
    assert "data-poll" in desk.get("/moderation/").content.decode()
    assert "data-poll" not in desk.get(f"/moderation/{query}").content.decode()
