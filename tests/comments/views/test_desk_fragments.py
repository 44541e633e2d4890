"""The desk with scripts: fragments of the page, its rows left in place, its single keys."""

import pytest

from comments.enums import Action
from comments.models import Item, Response
from tests.comments.views.desk_reading import HTMX, read, send
from tests.factories import make_response

pytestmark = pytest.mark.django_db


def rows_of(*responses: Response) -> str:
    """What the page says of its rows: their items, by number."""
    return ".".join(str(Item.objects.get(response=response).pk) for response in responses)


def test_a_fragment_brings_the_next_response_and_leaves_the_rows_in_place(desk, work):
    first, second, third = (make_response(work) for _ in range(3))
    rows = rows_of(first, second, third)
    answer = send(desk, second, Action.APPROVE, headers=HTMX, rows=rows, open_next="on")
    make_response(work)
    page = read(answer)
    assert answer.status_code == 200
    assert page.rows() == [f"/moderation/{first.pk}/", f"/moderation/{second.pk}/", "#item"]
    assert answer.headers["HX-Push-Url"] == f"/moderation/{third.pk}/?show=waiting"
    assert f"R {second.pk} Ines on Wells 1 Published, asta." in str(page)
    assert page.values("rows") == [rows]
    assert "<html" not in answer.content.decode()
    focused = [attributes.get("id") for tag, attributes in page.tags if "data-focus" in attributes]
    assert focused == ["item"]


def test_a_response_beyond_the_rows_brings_its_own(desk, work):
    first, second = make_response(work), make_response(work)
    answer = send(desk, first, Action.APPROVE, headers=HTMX, rows=rows_of(first), open_next="on")
    page = read(answer)
    assert page.rows() == ["#item"]
    assert f"R {second.pk}, " in str(page)


def test_a_refused_fragment_comes_with_200_and_takes_the_focus_to_what_is_wrong(desk, work):
    response = make_response(work)
    answer = send(desk, response, Action.HOLD, headers=HTMX, rows=rows_of(response), note="kept")
    assert answer.status_code == 200
    page = read(answer)
    focused = [attributes.get("class") for tag, attributes in page.tags if "data-focus" in attributes]
    assert focused == ["notice close"]
    assert "kept</textarea>" in answer.content.decode()


def test_opening_a_row_is_a_fragment_and_the_page_is_one_address(desk, work):
    response = make_response(work)
    page = desk.get(f"/moderation/{response.pk}/")
    fragment = desk.get(f"/moderation/{response.pk}/?rows={rows_of(response)}", headers=HTMX)
    restored = desk.get(f"/moderation/{response.pk}/", headers=HTMX | {"HX-History-Restore-Request": "true"})
    assert "<html" in page.content.decode()
    assert "<html" not in fragment.content.decode()
    assert "<html" in restored.content.decode()
    assert "HX-Request" in page.headers["Vary"]
    assert "HX-Request" in fragment.headers["Vary"]
    assert fragment.headers["HX-Push-Url"] == f"/moderation/{response.pk}/?show=waiting"


@pytest.mark.parametrize("rows", ["", "x.y", "1.2.99999999999999999999", ".".join(["7"] * 5000), "-1"])
def test_rows_that_name_nothing_do_no_harm(desk, work, rows):
    response = make_response(work)
    answer = send(desk, response, Action.APPROVE, headers=HTMX, rows=rows)
    assert answer.status_code == 200
