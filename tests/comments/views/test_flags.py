"""The link and the form by which readers flag a response."""

import pytest

from comments.enums import Action, Status
from comments.models import Flag, Response
from tests.comments.views.responding import errors, fields, posted, send
from tests.essays.views.served import get
from tests.factories import decide, make_flag, make_response, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(work):
    return make_response(work, status=Status.PUBLISHED)


@pytest.fixture
def page(published):
    return f"/responses/{published.pk}/flag/"


def filled(client, page, **more):
    return fields(get(client, page)) | {"reason": "source", "text": "No such page."} | more


def test_each_published_response_has_the_link(client, work, published, page):
    decide(published, Action.HOLD)
    tombstone = make_response(work, status=Status.PUBLISHED)
    reply = make_response(tombstone, status=Status.PUBLISHED)
    decide(tombstone, Action.REMOVE)
    links = [each.attributes["href"] for each in get(client, f"/works/{work.slug}/responses/").all("a")]
    assert [each for each in links if each.endswith("/flag/")] == [f"/responses/{reply.pk}/flag/"]


def test_a_flag_is_sent_without_an_account(client, published, page):
    answer, _ = send(client, filled(client, page), page)
    assert (answer.status_code, answer["Location"]) == (303, f"{page}sent/")
    assert "was sent" in get(client, answer["Location"]).one("h1").text
    flag = Flag.objects.get()
    assert (flag.response, flag.reason, flag.note) == (published, "source", "No such page.")


def test_the_answer_is_the_same_whatever_was_there_or_becomes_of_it(client, work, published, page):
    form = filled(client, page)

    def answer(address):
        sent = client.post(address, form)
        shown = client.get(sent["Location"])
        text = shown.content.decode().replace(shown["X-Request-ID"], "")
        return sent.status_code, text.replace("R\N{NO-BREAK SPACE}", "").replace("&nbsp;", "")

    def without_numbers(answered, number):
        return answered[0], answered[1].replace(str(number), "n")

    first = without_numbers(answer(page), published.pk)
    assert without_numbers(answer(page), published.pk) == first
    for _ in range(2):
        make_flag(published)
    assert Response.objects.get(pk=published.pk).status == Status.HELD
    pending = make_response(work)
    for number in (published.pk, pending.pk, 999_999):
        assert answer(f"/responses/{number}/flag/")[0] == first[0]
    assert Flag.objects.count() == 3


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({"reason": ""}, "Choose a reason."),
        ({"text": "x" * 1001}, "At most 1,000 characters; these are 1,001."),
    ],
)
def test_what_cannot_be_sent_comes_back(client, page, sent, fault):
    form = filled(client, page) | sent
    answer, shown = send(client, form, page)
    assert (answer.status_code, errors(shown)) == (422, [fault])
    assert shown.one("textarea").text.strip() == form["text"]
    assert Flag.objects.count() == 0


def test_one_network_counts_once_and_accounts_by_themselves(client, page):
    for _ in range(2):
        send(client, filled(client, page), page)
    client.force_login(make_user("asta"))
    for address in ("10.0.0.1", "10.7.0.1"):
        send(client, filled(client, page), page, REMOTE_ADDR=address)
    assert Flag.objects.count() == 2


def test_too_many_are_refused_and_kept(client, work, page, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"flag": [(1, 3600)]}
    send(client, filled(client, page), page)
    answer, shown = send(client, filled(client, page, text="Another."), page)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert shown.one("textarea").text.strip() == "Another."
    assert Flag.objects.count() == 1


@pytest.mark.parametrize("status", [each for each in Status if each != Status.PUBLISHED])
def test_what_is_not_published_has_no_form(client, work, status):
    assert client.get(f"/responses/{make_response(work, status=status).pk}/flag/").status_code == 404


def test_the_author_is_shown_neither_flags_nor_notes(client, work):
    receipt = posted(client, "/works/wells-a/p2/respond/")
    response = Response.objects.get()
    decide(response, Action.APPROVE)
    for _ in range(3):
        make_flag(response, note="A quodlibet of mine.")
    page = get(client, receipt)
    assert "quodlibet" not in page.text
    assert "off topic" in page.text
