"""The admin shows what was loaded and changes none of it."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from tests.essays.records import everything

pytestmark = pytest.mark.django_db

SHOWN = [model for model in apps.get_app_config("essays").get_models() if admin.site.is_registered(model)]
HINT = "These records are loaded from files."


@pytest.fixture
def editor(client):
    user = User.objects.create_user("editor", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="essays"))
    client.force_login(user)
    return client


def url(model, page, *args):
    return reverse(f"admin:essays_{model._meta.model_name}_{page}", args=args)


def test_parts_of_other_records_stand_in_their_pages():
    hidden = {model.__name__ for model in apps.get_app_config("essays").get_models()} - {
        m.__name__ for m in SHOWN
    }
    assert hidden == {
        "AuthorityName",
        "Definition",
        "HoldingEvidence",
        "LinkDecision",
        "PositionEvidence",
        "Printing",
        "RemarkEvidence",
        "SearchEntry",
        "Section",
        "Shingle",
        "Slot",
        "TermOccurrence",
    }


@pytest.mark.parametrize("model", SHOWN)
def test_records_are_shown_with_the_hint(editor, small_debate, model):
    page = editor.get(url(model, "changelist"))
    assert page.status_code == 200
    assert HINT in page.content.decode()
    page = editor.get(url(model, "change", model.objects.first().pk))
    assert page.status_code == 200
    assert HINT in page.content.decode()
    assert "_save" not in page.content.decode()


@pytest.mark.parametrize("model", SHOWN)
def test_nothing_can_be_added_changed_or_deleted(editor, small_debate, model):
    before = everything()
    pk = model.objects.first().pk
    assert editor.get(url(model, "add")).status_code == 403
    assert editor.post(url(model, "add"), {"slug": "x"}).status_code == 403
    assert editor.post(url(model, "change", pk), {"slug": "x"}).status_code == 403
    assert editor.post(url(model, "delete", pk), {"post": "yes"}).status_code == 403
    editor.post(
        url(model, "changelist"), {"action": "delete_selected", "_selected_action": [pk], "post": "yes"}
    )
    assert everything() == before


@pytest.mark.parametrize("model", SHOWN)
def test_lists_ask_as_many_queries_for_one_row_as_for_many(
    editor, mass_line, model, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        editor.get(url(model, "changelist"))
