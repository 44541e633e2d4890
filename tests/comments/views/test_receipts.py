import re

import pytest
from django.db import OperationalError
from django.test import Client

from comments.domain.receipts import in_groups
from comments.enums import Action, Reason, Status
from comments.models import Decision, Response, Revision
from tests.comments.views.responding import TEXT, fields, posted, send
from tests.essays.views.served import get
from tests.factories import decide, make_debate, make_response, make_work

pytestmark = pytest.mark.django_db
PAGE = "/works/wells-a/p2/respond/"
OTHER = "Other words, that take the place of the first."


@pytest.fixture(autouse=True)
def work():
    return make_work(make_debate())


@pytest.fixture
def receipt(client):
    """The address of a waiting response's receipt."""
    return posted(client, PAGE, name="Hanne L.")


def row():
    return Response.objects.select_related("current").latest("pk")


def state(client, receipt):
    return get(client, receipt).one("section", css="notice").text


def test_while_it_waits(client, receipt):
    page = get(client, receipt)
    notice = page.one("section", css="notice")
    assert "Received; waiting for a moderator" in notice.text
    assert {each.attributes["href"] for each in notice.all("a")} == {f"{receipt}edit/", f"{receipt}withdraw/"}
    assert page.one("p", css="receipt-code").text == receipt.split("/")[2].upper()
    assert f"http://testserver{receipt}" in page.text
    assert page.one("pre").text == TEXT
    assert page.one("div", css="prose").one("em").text == "drink"
    assert "Hanne L." in page.one("div", css="response").text


def test_the_moderators_note_is_shown_as_words(client, receipt):
    decide(row(), Action.REJECT, reason=Reason.PERSON, note="Second <b>paragraph</b>.\nThe first can stand.")
    page = get(client, receipt)
    assert "Note from the moderators: Second <b>paragraph</b>." in page.text


def test_a_published_response_is_linked(client, receipt):
    decide(row(), Action.APPROVE)
    links = [each.attributes["href"] for each in get(client, receipt).all("a")]
    assert f"/responses/{row().pk}/#r{row().pk}" in links


def test_a_decision_on_earlier_words_is_not_shown_for_the_new_ones(client, receipt):
    decide(row(), Action.HOLD, reason=Reason.SOURCE, note="Which edition?")
    form = fields(get(client, f"{receipt}edit/")) | {"text": OTHER}
    send(client, form, f"{receipt}edit/")
    notice = get(client, receipt).one("section", css="notice")
    assert notice.one("h2").text == "Received; waiting for a moderator"
    assert "Which edition?" not in notice.text


@pytest.mark.parametrize("page", ["", "print/", "edit/", "withdraw/"])
def test_it_is_private(client, receipt, page):
    response = client.get(receipt + page)
    # The form is kept by the browser of who types in it, whose history has the address.
    assert response["Cache-Control"] == ("private, no-cache" if page == "edit/" else "no-store")
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    # A page with a form must not be "no-referrer": the browser would send "Origin: null" with it.
    assert response["Referrer-Policy"] == ("same-origin" if page in ("edit/", "withdraw/") else "no-referrer")


def test_the_receipt_itself_sets_no_cookie(receipt):
    assert not Client().get(receipt).cookies


@pytest.mark.parametrize("page", ["", "print/", "edit/", "withdraw/"])
@pytest.mark.parametrize("code", ["aaaa-aaaa-aaaa-aaaa-aaaa-aaaa-aaaa", "x", "%00", "1", "..", "a" * 500])
def test_a_wrong_code_is_404(client, code, page):
    assert client.get(f"/receipts/{code}/{page}").status_code == 404


@pytest.mark.parametrize("page", ["", "print/", "edit/", "withdraw/"])
def test_all_wrong_codes_have_the_same_answer(client, receipt, page):
    """One that cannot be a code, one that nobody has, and one that is right but for a letter."""

    def answer(code):
        found = client.get(f"/receipts/{code}/{page}")
        body = found.content.decode().replace(found["X-Request-ID"], "").replace(code, "")
        return found.status_code, body, sorted(found.headers)

    right = receipt.split("/")[2]
    nearly = right[:-1] + ("a" if right[-1] != "a" else "b")
    assert answer("nonsense") == answer(in_groups("A" * 28)) == answer(nearly)
    found = get(client, f"/receipts/nonsense/{page}", status=404)
    assert found.one("h1").text == "There is no receipt with this code"
    assert found.one("a", css="button", href="/receipts/").text == "Type the code of a receipt"


def test_a_code_is_found_however_it_is_written(client, receipt):
    code = receipt.split("/")[2]
    for written in (code.upper(), code.replace("-", ""), code.replace("-", " ").title()):
        assert get(client, f"/receipts/{written}/").one("h1").text == f"Receipt of R\u00a0{row().pk}"


class TestFinding:
    def test_by_the_code_as_it_was_written_down(self, client, receipt):
        form = fields(get(client, "/receipts/")) | {"code": receipt.split("/")[2].upper().replace("-", " ")}
        response, _ = send(client, form, "/receipts/")
        assert (response.status_code, response["Location"]) == (303, receipt)

    @pytest.mark.parametrize("page", ["", "print/", "edit/?x=1#own-words"])
    def test_by_the_whole_address_as_it_was_pasted(self, client, receipt, page):
        for path in (receipt, receipt.upper()):
            response, _ = send(client, {"code": f" https://reading.example{path}{page}\n"}, "/receipts/")
            assert (response.status_code, response["Location"]) == (303, receipt)

    @pytest.mark.parametrize("code", ["", "nonsense", in_groups("A" * 28), "x" * 301, "\x00"])
    def test_a_wrong_one_is_told(self, client, code):
        response, page = send(client, {"code": code}, "/receipts/")
        assert response.status_code == 422
        assert len(page.all("p", css="error")) == 1
        assert (response["Cache-Control"], "Cookie" in response["Vary"]) == ("private, no-cache", False)

    def test_wrong_codes_are_limited_and_right_ones_are_not(self, client, receipt, settings):
        assert settings.RATE_LIMITS["receipt"] == [(20, 3600)]
        wrong = "/receipts/aaaa-aaaa-aaaa-aaaa-aaaa-aaaa-aaaa/"
        assert [client.get(wrong).status_code for _ in range(22)] == [404] * 20 + [429] * 2
        refused = client.get(wrong)
        minutes = -(-int(refused["Retry-After"]) // 60)
        assert 1 <= minutes <= 60
        assert f"Try again in {minutes} minute" in refused.content.decode()
        assert client.post("/receipts/", {"code": "A" * 28}).status_code == 429
        assert client.get(receipt).status_code == 200


class TestChanging:
    def test_the_form_holds_the_words_that_stand(self, client, receipt):
        form = fields(get(client, f"{receipt}edit/"))
        assert (form["text"], form["name"], form["seen"]) == (TEXT, "Hanne L.", row().current.digest)

    def test_other_words_take_their_place(self, client, receipt):
        form = fields(get(client, f"{receipt}edit/")) | {"text": OTHER, "name": "", "stance": "asks"}
        response, _ = send(client, form, f"{receipt}edit/")
        assert (response.status_code, response["Location"]) == (303, receipt)
        assert (row().current.text, row().current.name, row().current.number) == (OTHER, "", 2)
        assert OTHER in get(client, receipt).text

    def test_everything_typed_comes_back_with_an_error(self, client, receipt):
        form = fields(get(client, f"{receipt}edit/")) | {"text": "short", "name": "staff"}
        response, page = send(client, form, f"{receipt}edit/")
        assert response.status_code == 422
        assert (fields(page)["text"], fields(page)["name"]) == ("short", "staff")

    def test_a_preview(self, client, receipt):
        form = fields(get(client, f"{receipt}edit/")) | {"text": OTHER, "preview": "1"}
        response, page = send(client, form, f"{receipt}edit/")
        assert response.status_code == 200
        assert OTHER in page.one("section", css="preview").text
        assert row().current.text == TEXT

    @pytest.mark.parametrize(
        ("action", "words"),
        [(Action.APPROVE, "The response is published"), (Action.REJECT, "The response is rejected")],
    )
    def test_a_decision_made_meanwhile_stands_and_the_words_are_kept(self, client, receipt, action, words):
        form = fields(get(client, f"{receipt}edit/")) | {"text": OTHER}
        decide(row(), action)
        response, page = send(client, form, f"{receipt}edit/")
        assert response.status_code == 409
        assert words in page.text
        assert fields(page)["text"] == OTHER
        assert Revision.objects.count() == 1

    def test_words_changed_in_another_window_are_told_and_then_replaced(self, client, receipt):
        form = fields(get(client, f"{receipt}edit/"))
        send(client, form | {"text": "Words from the other window."}, f"{receipt}edit/")
        response, page = send(client, form | {"text": OTHER}, f"{receipt}edit/")
        assert response.status_code == 409
        assert "The response was changed elsewhere meanwhile" in page.text
        assert row().current.text == "Words from the other window."
        response, _ = send(client, fields(page), f"{receipt}edit/")
        assert response.status_code == 303
        assert row().current.text == OTHER

    def test_what_is_decided_has_no_form(self, client, receipt):
        decide(row(), Action.REJECT)
        response = client.get(f"{receipt}edit/")
        assert (response.status_code, response["Location"]) == (303, receipt)

    def test_it_is_limited(self, client, receipt, settings):
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"edit": [(1, 3600)]}
        form = fields(get(client, f"{receipt}edit/"))
        statuses = [
            send(client, form | {"text": f"{OTHER} {number}"}, f"{receipt}edit/")[0].status_code
            for number in (1, 2)
        ]
        assert statuses[1] == 429

    def test_without_a_database_the_words_come_back(self, client, receipt, monkeypatch):
        form = fields(get(client, f"{receipt}edit/")) | {"text": OTHER}

        def fail(*args, **kwargs):
            raise OperationalError("database is locked")

        with monkeypatch.context() as broken:
            broken.setattr("comments.views.receipts.receipt_of", fail)
            response, page = send(client, form, f"{receipt}edit/")
        assert response.status_code == 503
        again = fields(page)
        assert (again["text"], again["seen"]) == (OTHER, form["seen"])
        assert send(client, again, f"{receipt}edit/")[0].status_code == 303

    def test_without_the_token_the_words_come_back(self, receipt):
        client = Client(enforce_csrf_checks=True)
        form = fields(get(client, f"{receipt}edit/")) | {"text": OTHER}
        client.cookies.clear()
        response, page = send(client, form, f"{receipt}edit/")
        assert response.status_code == 403
        assert fields(page)["text"] == OTHER
        assert send(client, fields(page), f"{receipt}edit/")[0].status_code == 303


class TestWithdrawing:
    def test_it_is_asked_first(self, client, receipt):
        page = get(client, f"{receipt}withdraw/")
        assert page.one("h1").text == f"Withdraw R\u00a0{row().pk}?"
        assert row().status == Status.PENDING

    @pytest.mark.parametrize("action", [None, Action.HOLD])
    def test_it_is_withdrawn(self, client, receipt, action):
        if action:
            decide(row(), action)
        response, _ = send(client, fields(get(client, f"{receipt}withdraw/")), f"{receipt}withdraw/")
        assert (response.status_code, response["Location"]) == (303, receipt)
        assert row().status == Status.WITHDRAWN
        assert "Withdrawn by you" in state(client, receipt)

    def test_twice_is_once(self, client, receipt):
        form = fields(get(client, f"{receipt}withdraw/"))
        statuses = [send(client, form, f"{receipt}withdraw/")[0].status_code for _ in range(2)]
        assert statuses == [303, 303]
        assert Decision.objects.count() == 1

    def test_a_decision_made_meanwhile_stands(self, client, receipt):
        form = fields(get(client, f"{receipt}withdraw/"))
        decide(row(), Action.APPROVE)
        response, page = send(client, form, f"{receipt}withdraw/")
        assert response.status_code == 409
        assert "Nothing was withdrawn" in page.text
        assert "It was published since you opened this page" in page.text
        assert row().status == Status.PUBLISHED
        response, _ = send(client, fields(page), f"{receipt}withdraw/")
        assert (response.status_code, row().status) == (303, Status.WITHDRAWN)

    def test_what_is_decided_is_not_asked_about(self, client, receipt):
        decide(row(), Action.REJECT)
        page = get(client, f"{receipt}withdraw/")
        assert "so it cannot be withdrawn" in page.text
        assert page.one("main").all("form") == []

    @pytest.mark.parametrize(
        "form", [{}, {"seen": "x"}, {"seen": "x" * 65, "status": "pending"}, {"status": "gone", "seen": "x"}]
    )
    def test_a_form_of_another_making_withdraws_nothing(self, client, receipt, form):
        assert client.post(f"{receipt}withdraw/", form).status_code in (200, 409)
        assert row().status == Status.PENDING


def test_a_reply_says_what_it_answers(client, work):
    above = make_response(work, status=Status.PUBLISHED)
    page = get(client, posted(client, f"/responses/{above.pk}/respond/"))
    words = re.sub(r"\s+", " ", page.one("div", css="response").text)
    assert f"in reply to R {above.pk}" in words
