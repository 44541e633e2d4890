"""What the queue says of itself: how much waits, what is overdue, what is new."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.domain.items import open_item
from comments.enums import Action, ItemKind, Status
from comments.models import Item, SavedFilter
from comments.queries import queue_counts
from comments.queries.queue_choice import Choice
from comments.queries.queue_counts import counts, news
from comments.queries.queue_options import filter_options, language_name
from comments.rules import OVERDUE
from essays.models import Debate
from tests.factories import decide, make_debate, make_formulation, make_response, make_user, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return make_work(make_debate())


def wait(response, time: timedelta) -> None:
    Item.objects.filter(response=response).update(opened_at=timezone.now() - time)


def test_counts_are_of_what_is_open_and_of_states(work, django_assert_num_queries):
    assert (counts().open, counts().kinds, counts().overdue, counts().oldest) == (0, [], 0, None)
    for status in Status:
        made = make_response(work, status=status)
    published = make_response(work, status=Status.PUBLISHED)
    open_item(published, ItemKind.FLAGS)
    with django_assert_num_queries(2):
        found = counts()
    assert (found.open, found.decided) == (5, 6)
    assert found.kinds == [(ItemKind.NEW, 4), (ItemKind.FLAGS, 1)]
    assert dict(found.states) == dict.fromkeys(Status, 1) | {Status.PUBLISHED: 2}
    assert made.status == Status.ERASED


def test_what_waits_for_longer_than_the_threshold_is_overdue(work, monkeypatch):
    times = (OVERDUE * 3, OVERDUE + timedelta(minutes=1), OVERDUE - timedelta(minutes=1), OVERDUE * 5)
    responses = [make_response(work) for _ in times]
    decide(responses[3], Action.RETURN)
    for response, time in zip(responses, times, strict=True):
        wait(response, time)
    found = counts()
    assert (found.overdue, found.many_overdue) == (2, False)
    assert found.oldest == Item.objects.get(response=responses[0]).opened_at
    monkeypatch.setattr(queue_counts, "MOST_OVERDUE", 2)
    assert (counts().overdue, counts().many_overdue) == (1, True)


def test_news_are_what_came_since_and_is_listed(work, monkeypatch, django_assert_num_queries):
    assert counts().last_item == 0
    make_response(work)
    since = counts().last_item
    assert news(Choice(), since=since).number == 0
    for status in (Status.PENDING, Status.PENDING, Status.HELD, Status.PUBLISHED):
        make_response(work, status=status)
    with django_assert_num_queries(2):
        found = news(Choice(), since=since)
    assert (found.number, found.many) == (3, False)
    assert news(Choice(state="held"), since=since).number == 1
    assert news(Choice(), since=counts().last_item).number == 0
    monkeypatch.setattr(queue_counts, "MOST_NEW", 2)
    assert (news(Choice(), since=since).number, news(Choice(), since=since).many) == (2, True)


@pytest.mark.parametrize("number", [1, 3])
def test_choices_are_what_there_is_in_one_query(work, number, django_assert_num_queries):
    """In the order of names, and of texts and formulations in their debates; as they are, not as typed."""
    asta, bo = make_user("asta"), make_user("bo")
    zinc = make_debate("zinc")
    Debate.objects.filter(pk=zinc.pk).update(name="A zinc %s bath")
    make_work(zinc, siglum="Z")
    make_formulation(work.debate)
    languages = ("fr", "de", "xx")[:number]
    for order in range(2, 2 + number):
        make_work(work.debate, siglum=f"B{order}")
    for language in languages:
        response = make_response(work)
        Item.objects.filter(response=response).update(language=language, held_by=f"word {language}")
        SavedFilter.objects.create(owner=asta, name=f"In {language}", address=f"?language={language}")
        SavedFilter.objects.create(owner=bo, name=f"Of {language}", address="?")
    with django_assert_num_queries(1):
        options = filter_options(asta.pk)
    assert options.debates == (("zinc", "A zinc %s bath"), ("wells", "The Wells"))
    others = [(f"wells-b{order}", f"B{order}: Wells {order}") for order in range(2, 2 + number)]
    assert options.works == (("wells-a", "A: Wells 1"), *others, ("zinc-z", "Z: Wells 1"))
    assert options.stances == (
        ("holds-dig", "Holds with “dig together”"),
        ("neither", "Holds with neither"),
        ("asks", "Question"),
        ("informs", "Adds evidence"),
    )
    kept = SavedFilter.objects.filter(owner=asta).order_by("name")
    assert options.saved == list(kept)
    assert [(each.name, each.address) for each in options.saved] == [
        (f"In {code}", f"?language={code}") for code in sorted(languages)
    ]
    assert [code for code, _ in options.languages] == sorted(languages)
    assert options.phases == tuple((f"word {code}", f"Word {code}") for code in sorted(languages))


def test_with_nothing_open_there_are_no_languages_and_no_phases(work):
    options = filter_options(0)
    assert (options.languages, options.phases, options.saved) == ((), (), [])


def test_an_unknown_language_is_named_by_its_code():
    assert (language_name("fr"), language_name("xx")) == ("French", "xx")
