"""The admin shows responses and their moderation and changes none of it; its door is the site's own."""

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.test import Client

from comments.domain.accounts import make_account
from comments.enums import Action, Role, Status
from comments.models import Decision, Response, Revision, Tally
from tests.factories import PASSWORD, decide, make_debate, make_response, make_user, make_work

pytestmark = pytest.mark.django_db

MODELS = {"response": Response, "revision": Revision, "decision": Decision, "tally": Tally}


@pytest.fixture
def root(client: Client) -> Client:
    """The most powerful account there can be."""
    client.force_login(User.objects.create_superuser("root", password=PASSWORD))
    return client


@pytest.fixture
def response():
    response = make_response(make_work(make_debate()), status=Status.PUBLISHED, author=make_user("asta"))
    decide(response, Action.REMOVE, note="A note of the desk.")
    return response


def snapshot() -> list[list[dict]]:
    return [list(model.objects.order_by("pk").values()) for model in MODELS.values()]


@pytest.mark.parametrize("name", MODELS)
def test_records_are_shown_and_can_be_searched(root, response, name):
    first = MODELS[name].objects.first()
    assert root.get(f"/admin/comments/{name}/").status_code == 200
    assert root.get(f"/admin/comments/{name}/?q=1").status_code == 200
    page = root.get(f"/admin/comments/{name}/{first.pk}/change/").content.decode()
    assert 'name="_save"' not in page
    assert "deletelink" not in page


@pytest.mark.parametrize("name", MODELS)
def test_nothing_can_be_added_changed_or_deleted(root, response, name):
    before = snapshot()
    pk = MODELS[name].objects.first().pk
    posted = {"status": "published", "note": "other", "responses": "9", "_save": "Save"}
    marked = {"action": "delete_selected", "_selected_action": [pk], "post": "yes"}
    assert root.get(f"/admin/comments/{name}/add/").status_code == 403
    assert root.post(f"/admin/comments/{name}/add/", posted).status_code == 403
    assert root.post(f"/admin/comments/{name}/{pk}/change/", posted).status_code == 403
    assert root.get(f"/admin/comments/{name}/{pk}/delete/").status_code == 403
    assert root.post(f"/admin/comments/{name}/{pk}/delete/", {"post": "yes"}).status_code == 403
    root.post(f"/admin/comments/{name}/", marked)
    assert snapshot() == before


def test_no_model_of_responses_is_registered_otherwise():
    registered = {model for model in site._registry if model._meta.app_label == "comments"}
    assert registered == set(MODELS.values())


def test_deleting_an_account_keeps_its_response_and_its_decisions(root, response):
    before = Decision.objects.count()
    asta = User.objects.get(username="asta")
    decide(make_response(response.work), Action.APPROVE)
    root.post(f"/admin/auth/user/{asta.pk}/delete/", {"post": "yes"})
    assert not User.objects.filter(username="asta").exists()
    assert Response.objects.get(pk=response.pk).author_id is None
    assert Decision.objects.count() == before + 1


def test_who_sent_a_response_and_its_receipt_are_not_shown(root, response):
    page = root.get(f"/admin/comments/response/{response.pk}/change/").content.decode()
    listed = root.get("/admin/comments/response/").content.decode()
    for hidden in ("asta", response.receipt_hash, response.form_key):
        assert hidden not in page
        assert hidden not in listed


def test_words_of_readers_are_escaped(root):
    hostile = "<script>alert(1)</script>"
    made = make_response(make_work(make_debate()), text=hostile, name="<b>Ines")
    for address in (
        "/admin/comments/response/",
        f"/admin/comments/response/{made.pk}/change/",
        "/admin/comments/revision/",
        f"/admin/comments/revision/{made.current.pk}/change/",
    ):
        page = root.get(address).content.decode()
        assert hostile not in page
        assert "<b>Ines" not in page


# The door


def test_signing_in_goes_through_the_sites_own_page(client):
    answer = client.get("/admin/comments/response/", follow=True)
    assert answer.redirect_chain[-1][0] == "/account/login/?next=/admin/comments/response/"
    posted = client.post("/admin/login/", {"username": "root", "password": PASSWORD})
    assert posted.url == "/account/login/?next=/admin/"


def test_an_editor_looks_at_records_and_at_nothing_else(client, response):
    client.force_login(make_user("eda", Role.EDITOR))
    for name in MODELS:
        assert client.get(f"/admin/comments/{name}/").status_code == 200
    assert client.get("/admin/essays/work/").status_code == 200
    assert client.get("/admin/auth/user/").status_code == 403


@pytest.mark.parametrize("role", [Role.READER, Role.MODERATOR])
def test_who_is_no_editor_is_refused(client, role):
    client.force_login(make_user("asta", role))
    assert client.get("/admin/", follow=True).status_code == 403


def test_a_one_time_password_does_not_open_the_admin(client):
    make_account(name="eda", role=Role.EDITOR)
    client.force_login(User.objects.get(username="eda"))
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == "/account/password/"


def test_the_password_is_changed_on_the_sites_own_page(root):
    assert root.get("/admin/password_change/").url == "/account/password/"


def test_nothing_of_the_admin_is_kept(root):
    assert root.get("/admin/").headers["Cache-Control"] in (
        "no-store",
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )
