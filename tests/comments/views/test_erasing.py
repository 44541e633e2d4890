"""Erasing over HTTP: the administrators' page, the request at the receipt, what is seen afterwards."""

import pytest
from django.urls import reverse

from comments.enums import Action, ItemKind, Role, Status
from comments.models import Act, Decision, Item, Response
from tests.comments.views.responding import posted
from tests.essays.views.served import read_page
from tests.factories import (
    decide,
    make_debate,
    make_formulation,
    make_response,
    make_user,
    make_work,
    sign_in,
)

pytestmark = pytest.mark.django_db
GROUND = "Asked for by its author."


@pytest.fixture
def work():
    debate = make_debate()
    make_formulation(debate)
    return make_work(debate)


@pytest.fixture
def ada(client):
    user = make_user("ada", Role.ADMINISTRATOR)
    sign_in(client, user)
    return user


def page_of(answer):
    return read_page(answer.content.decode())


@pytest.mark.usefixtures("ada")
class TestAtTheDesk:
    def test_it_is_asked_first(self, client, work):
        row = make_response(work, status=Status.PUBLISHED)
        answer = client.get(f"/moderation/{row.pk}/erase/")
        assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
        page = page_of(answer)
        assert page.one("h1").text.split() == ["Erase", "R", str(row.pk) + "?"]
        assert Response.objects.get().status == Status.PUBLISHED

    @pytest.mark.django_db(transaction=True)
    def test_it_is_erased_with_the_ground(self, client, work):
        row = make_response(work, status=Status.PUBLISHED)
        answer = client.post(f"/moderation/{row.pk}/erase/", {"does": "erase", "ground": GROUND})
        assert (answer.status_code, answer.url) == (302, f"/moderation/{row.pk}/erase/")
        text = page_of(client.get(answer.url)).one("main").text
        assert "is erased" in text and GROUND in text and "ada" in text
        assert Decision.objects.latest("id").actor_name == "ada"
        assert client.get(f"/moderation/{row.pk}/").status_code == 200

    @pytest.mark.parametrize("sent", [{"does": "erase"}, {"ground": GROUND}, {"does": "x", "ground": GROUND}])
    def test_a_form_that_lacks_something_erases_nothing(self, client, work, sent):
        row = make_response(work)
        assert client.post(f"/moderation/{row.pk}/erase/", sent).status_code == 422
        assert Response.objects.get().status == Status.PENDING

    def test_the_second_of_two_is_told(self, client, work):
        row = make_response(work, status=Status.ERASED)
        answer = client.post(f"/moderation/{row.pk}/erase/", {"does": "erase", "ground": GROUND})
        assert answer.status_code == 409
        assert "erased already" in page_of(answer).one("main").text

    def test_there_is_none_of_that_number(self, client, work):
        assert client.get("/moderation/999/erase/").status_code == 404
        sent = {"does": "erase", "ground": GROUND}
        assert client.post("/moderation/999/erase/", sent).status_code == 404

    def test_queries(self, client, work, django_assert_num_queries):
        row = make_response(work, status=Status.PUBLISHED)
        with django_assert_num_queries(6):
            client.get(f"/moderation/{row.pk}/erase/")
        for _ in range(2):
            make_response(row, status=Status.PUBLISHED)
        with django_assert_num_queries(6):
            client.get(f"/moderation/{row.pk}/erase/")


def test_an_editor_may_not_come_in(client, work):
    row = make_response(work)
    sign_in(client, make_user("eda", Role.EDITOR))
    assert client.get(f"/moderation/{row.pk}/erase/").status_code == 403
    answer = client.post(f"/moderation/{row.pk}/erase/", {"does": "erase", "ground": GROUND})
    assert answer.status_code == 403
    assert Response.objects.get().status == Status.PENDING


class TestAtTheReceipt:
    def test_its_author_asks_and_sees_that_it_waits(self, client, work):
        receipt = posted(client)
        assert "Ask for the erasure" in page_of(client.get(receipt)).one("main").text
        assert client.get(f"{receipt}erasure/").status_code == 200
        assert not Item.objects.filter(kind=ItemKind.ERASURE).exists()
        for _ in range(2):
            answer = client.post(f"{receipt}erasure/")
            assert (answer.status_code, answer["Location"]) == (303, receipt)
        assert Item.objects.open().filter(kind=ItemKind.ERASURE).count() == 1
        assert "has not settled it yet" in page_of(client.get(receipt)).one("main").text
        assert "has not settled it yet" in page_of(client.get(f"{receipt}erasure/")).one("main").text

    def test_what_is_declined_is_told_with_the_reason_and_can_be_asked_again(self, client, work, ada):
        receipt = posted(client)
        client.post(f"{receipt}erasure/")
        number = Response.objects.get().pk
        why = "The court asked to keep it."
        done = client.post(f"/moderation/{number}/erase/", {"does": "decline", "ground": why})
        assert "It is not erased. The author is told why" in page_of(client.get(done.url)).one("main").text
        assert not Item.objects.open().filter(kind=ItemKind.ERASURE).exists()
        assert (Act.objects.get().about, Act.objects.get().said) == (f"R {number}, not erased", why)
        text = page_of(client.get(receipt)).one("main").text
        assert why in text and "Ask for the erasure" in text
        again = client.post(f"/moderation/{number}/erase/", {"does": "decline", "ground": why})
        assert again.status_code == 409

    @pytest.mark.django_db(transaction=True)
    def test_what_is_erased_says_so_and_shows_no_words(self, client, work):
        receipt = posted(client, text="The xylograph is dug by all who drink from the well.")
        assert "xylograph" in client.get(receipt).content.decode()
        decide(Response.objects.get(), Action.APPROVE)
        number = Response.objects.get().pk
        sign_in(client, make_user("ada", Role.ADMINISTRATOR))
        client.post(f"/moderation/{number}/erase/", {"does": "erase", "ground": GROUND})
        answer = client.get(receipt).content.decode()
        assert "xylograph" not in answer
        assert GROUND in answer and "Its words and its name were erased on" in answer
        assert client.post(f"{receipt}erasure/").status_code == 409
        for page in ("edit/", "withdraw/"):
            assert "xylograph" not in client.get(f"{receipt}{page}", follow=True).content.decode()

    def test_a_wrong_code_tells_nothing(self, client, work):
        assert client.get("/receipts/aaaa-bbbb/erasure/").status_code == 404
        assert client.post("/receipts/aaaa-bbbb/erasure/").status_code == 404


def test_a_thread_says_plainly_that_it_was_erased(client, work):
    row = make_response(work, name="Mara", status=Status.PUBLISHED)
    make_response(row, status=Status.PUBLISHED)
    decide(row, Action.ERASE)
    page = client.get(reverse("work-responses", args=[work.slug])).content.decode()
    assert "This response was erased: its words and its name are not kept any more." in page
    assert "Mara" not in page
