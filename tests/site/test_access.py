"""Every address declares whom it is open to, and keeps to it."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from comments.enums import Role, Status
from masslinesite.access import RULES, Access, access_of
from masslinesite.public_pages import personal_page, public_page
from tests.factories import make_debate, make_response, make_user, make_work


def views(patterns: list[URLPattern | URLResolver], prefix: str = "") -> list[tuple[str, object]]:
    """Route and view of every address but the admin's, which asks for itself on each."""
    found = []
    for each in patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            found += views(each.url_patterns, route) if each.app_name != "admin" else []
        else:
            found.append((route, each.callback))
    return found


ALL = views(get_resolver().url_patterns)
CLOSED = {route: access_of(view) for route, view in ALL if access_of(view) in RULES}


def test_every_view_declares_its_access():
    assert [route for route, view in ALL if access_of(view) is None] == []


def test_a_view_that_declares_nothing_is_seen():
    def forgotten(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert access_of(forgotten) is None
    assert access_of(public_page(forgotten)) == Access.PUBLIC


def test_a_personal_page_is_one():
    assert access_of(personal_page(lambda request: HttpResponse())) == Access.PERSONAL


def test_closed_pages_are_exactly_these():
    assert CLOSED == {
        "moderation/": Access.MODERATOR,
        "moderation/log/": Access.MODERATOR,
        "moderation/keys/": Access.MODERATOR,
        "moderation/new/": Access.MODERATOR,
        "moderation/together/": Access.MODERATOR,
        "moderation/filters/": Access.MODERATOR,
        "moderation/filters/<number:pk>/delete/": Access.MODERATOR,
        "moderation/<number:pk>/": Access.MODERATOR,
        "moderation/<number:pk>/decide/": Access.MODERATOR,
        "moderation/<number:pk>/undo/": Access.MODERATOR,
        "moderation/<number:pk>/appeal/": Access.MODERATOR,
        "moderation/<number:pk>/flags/": Access.MODERATOR,
        "moderation/<number:pk>/redact/": Access.MODERATOR,
        "moderation/<number:pk>/redaction/": Access.MODERATOR,
        "moderation/<number:pk>/erase/": Access.ADMINISTRATOR,
        "moderation/policy/": Access.ADMINISTRATOR,
        "moderation/log/export/": Access.MODERATOR,
        "moderation/log/acts/": Access.MODERATOR,
        "moderation/log/acts/export/": Access.MODERATOR,
        "moderation/<number:pk>/edit/": Access.MODERATOR,
        "moderation/screening/": Access.MODERATOR,
        "moderation/screening/change/": Access.MODERATOR,
        "moderation/screening/trace/": Access.MODERATOR,
        "moderation/screening/learn/": Access.EDITOR,
        "moderation/screening/trust/": Access.EDITOR,
        "moderation/screening/trust/<number:pk>/": Access.EDITOR,
        "moderation/<number:pk>/trusted/": Access.MODERATOR,
        "moderation/people/": Access.ADMINISTRATOR,
        "moderation/people/<number:pk>/": Access.ADMINISTRATOR,
        "account/confirm/": Access.SIGNED_IN,
        "moderation/<number:pk>/claim/": Access.MODERATOR,
        "moderation/<number:pk>/note/": Access.MODERATOR,
        "moderation/<number:pk>/cover/": Access.MODERATOR,
        "moderation/<number:pk>/exemption/": Access.EDITOR,
        "moderation/settings/": Access.MODERATOR,
        "moderation/break/": Access.MODERATOR,
        "account/password/": Access.SIGNED_IN,
        "account/second-factor/": Access.SIGNED_IN,
        "account/second-factor/app/": Access.SIGNED_IN,
        "account/second-factor/app/remove/": Access.SIGNED_IN,
        "account/second-factor/codes/": Access.SIGNED_IN,
        "account/second-factor/passkey/": Access.SIGNED_IN,
        "account/second-factor/passkey/new/": Access.SIGNED_IN,
        "account/second-factor/passkey/add/": Access.SIGNED_IN,
        "account/second-factor/passkey/<number:pk>/remove/": Access.SIGNED_IN,
        "account/sessions/": Access.SIGNED_IN,
        "account/sessions/end-others/": Access.SIGNED_IN,
        "account/sessions/<number:pk>/": Access.SIGNED_IN,
        "account/": Access.SIGNED_IN,
        "account/names/": Access.SIGNED_IN,
        "account/names/<slug:debate>/": Access.SIGNED_IN,
        "account/export/": Access.SIGNED_IN,
        "account/leave/": Access.SIGNED_IN,
        "editing/links/": Access.EDITOR,
        "editing/links/add/": Access.EDITOR,
        "editing/links/<number:pk>/": Access.EDITOR,
    }


@pytest.mark.parametrize(
    ("access", "roles"),
    [
        (Access.SIGNED_IN, {Role.READER, Role.MODERATOR, Role.EDITOR, Role.ADMINISTRATOR}),
        (Access.MODERATOR, {Role.MODERATOR, Role.EDITOR, Role.ADMINISTRATOR}),
        (Access.EDITOR, {Role.EDITOR, Role.ADMINISTRATOR}),
        (Access.ADMINISTRATOR, {Role.ADMINISTRATOR}),
    ],
)
def test_each_kind_of_page_is_open_to_exactly_its_roles(access, roles):
    assert RULES[access] == roles


@pytest.fixture
def pk(db):
    return make_response(make_work(make_debate()), status=Status.PENDING).pk


def address(route: str, pk: int) -> str:
    return "/" + route.replace("<number:pk>", str(pk)).replace("<slug:debate>", "wells")


@pytest.mark.parametrize("route", CLOSED)
def test_nobody_enters_a_closed_page_unknown(client, pk, route):
    answer = client.get(address(route, pk))
    assert answer.status_code == 302
    assert answer.url == f"{reverse('login')}?next={address(route, pk)}"


@pytest.mark.parametrize("route", CLOSED)
def test_a_fragment_sends_the_whole_page_to_sign_in(client, pk, route):
    came_from = {"HX-Request": "true", "HX-Current-URL": "http://testserver/moderation/?show=held"}
    answer = client.post(address(route, pk), headers=came_from)
    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"] == "/account/login/?next=/moderation/%3Fshow%3Dheld"


def test_a_form_sent_too_late_leads_back_to_its_page(client, pk):
    answer = client.post(
        f"/moderation/{pk}/decide/", headers={"Referer": f"http://testserver/moderation/{pk}/"}
    )
    assert answer.url == f"/account/login/?next=/moderation/{pk}/"
    assert client.post(f"/moderation/{pk}/decide/").url == "/account/login/?next=/moderation/"


@pytest.mark.parametrize("role", RULES[Access.SIGNED_IN])
def test_each_role_enters_exactly_the_pages_that_are_open_to_it(client, pk, role):
    """A page that is open may say that there is nothing, ask for a form by POST or for a proof; one that
    is closed says so, whatever is sent."""
    client.force_login(make_user("rea", role))
    for route, access in CLOSED.items():
        for answer in (client.get(address(route, pk)), client.post(address(route, pk))):
            refused = answer.status_code == 403 and "This page is not open to you" in answer.content.decode()
            assert refused == (role not in RULES[access]), route


@pytest.mark.parametrize("role", RULES[Access.SIGNED_IN])
def test_no_closed_page_is_kept_by_a_browser_or_a_cache(client, pk, role):
    """Whatever it answers: a page, a redirect or a refusal."""
    client.force_login(make_user("rea", role))
    for route in CLOSED:
        for answer in (client.get(address(route, pk)), client.post(address(route, pk))):
            assert answer.headers["Cache-Control"] == "no-store", route
    signed_out = [client.get(address(route, pk)) for route in CLOSED if client.logout() is None]
    assert {answer.headers["Cache-Control"] for answer in signed_out} == {"no-store"}
