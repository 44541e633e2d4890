"""The reader's choice of colours: one cookie that only one stylesheet reads."""

import pytest

HERE = {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "same-origin"}


def choose(client, theme, next_address="/about/", **headers):
    return client.post("/display/", {"theme": theme, "next": next_address}, **(headers or HERE))


@pytest.mark.parametrize(
    ("theme", "sheet"),
    [
        ("light", "@layer tokens{:root{color-scheme:light}}"),
        ("dark", "@layer tokens{:root{color-scheme:dark}}"),
    ],
)
def test_choice_is_kept_in_one_cookie(client, theme, sheet):
    response = choose(client, theme)
    assert (response.status_code, response["Location"]) == (303, "/about/")
    assert list(response.cookies) == ["theme"]
    cookie = response.cookies["theme"]
    assert (cookie.value, cookie["max-age"], cookie["samesite"], cookie["httponly"], cookie["path"]) == (
        theme,
        31536000,
        "Lax",
        True,
        "/",
    )
    assert client.get("/display.css").content.decode().startswith(sheet)


def test_as_my_device_removes_the_cookie(client):
    choose(client, "dark")
    response = choose(client, "auto")
    assert response.cookies["theme"]["max-age"] == 0
    client.cookies.clear()
    assert "color-scheme" not in client.get("/display.css").content.decode()


def test_cookie_is_secure_where_the_site_is(client):
    response = client.post("/display/", {"theme": "dark"}, secure=True, HTTP_ORIGIN="https://testserver")
    assert response.cookies["theme"]["secure"] is True


@pytest.mark.parametrize("value", ["purple", "dark}body{display:none", "", "DARK"])
def test_foreign_cookie_is_no_choice(client, value):
    client.cookies["theme"] = value
    sheet = client.get("/display.css").content.decode()
    assert sheet == '@layer components{.display [value="auto"]{box-shadow:inset 0 -3px var(--red)}}\n'


def test_stylesheet_is_personal_and_asked_for_each_time(client):
    response = client.get("/display.css")
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["Vary"] == "Cookie"
    assert not response.cookies
    assert client.get("/display.css", HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304
    choose(client, "dark")
    assert client.get("/display.css", HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 200


@pytest.mark.parametrize(
    ("address", "goes_to"),
    [
        ("/works/a/p3/?x=1#p3", "/works/a/p3/?x=1#p3"),
        ("", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("works/", "/"),
        ("/a\r\nSet-Cookie: x=1", "/a%0D%0ASet-Cookie:%20x=1"),
        ("/" + "x" * 2000, "/"),
    ],
)
def test_goes_back_on_this_site_only(client, address, goes_to):
    assert choose(client, "dark", address)["Location"] == goes_to


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"HTTP_SEC_FETCH_SITE": "same-origin"}, 303),
        ({"HTTP_SEC_FETCH_SITE": "none"}, 303),
        ({"HTTP_SEC_FETCH_SITE": "same-site"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "http://testserver"}, 403),
        ({"HTTP_ORIGIN": "http://testserver"}, 303),
        ({"HTTP_ORIGIN": "http://evil.example"}, 403),
        ({"HTTP_ORIGIN": "null"}, 403),
        ({"HTTP_ACCEPT": "text/html"}, 303),
    ],
)
def test_only_forms_of_this_site_choose(client, headers, status):
    response = choose(client, "dark", **headers)
    assert response.status_code == status
    assert bool(response.cookies) == (status == 303)


@pytest.mark.parametrize("theme", ["purple", ""])
def test_unknown_choice_changes_nothing_and_says_so(client, theme):
    response = choose(client, theme, "/about/")
    assert response.status_code == 422
    assert not response.cookies
    html = response.content.decode()
    assert "Nothing was changed" in html
    assert '<input type="hidden" name="next" value="/about/">' in html


def test_page_shows_the_choice(client):
    assert (
        '<button name="theme" value="auto" aria-pressed="true">' in client.get("/display/").content.decode()
    )
    choose(client, "dark")
    response = client.get("/display/", {"next": "/about/"})
    html = response.content.decode()
    assert '<button name="theme" value="dark" aria-pressed="true">' in html
    assert '<button name="theme" value="auto" aria-pressed="false">' in html
    assert response["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)("/display/").status_code == 405
    assert getattr(client, method)("/display.css").status_code == 405
