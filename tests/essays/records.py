"""Everything the loader owns, as plain values to compare."""

from django.apps import apps
from django.forms.models import model_to_dict

from essays.models import Debate


def everything() -> dict[str, dict[int, dict]]:
    """Every row of the app by model and primary key."""
    return {
        model.__name__: {row.pk: model_to_dict(row) for row in model.objects.all()}
        for model in apps.get_app_config("essays").get_models()
    }


def keys() -> dict[str, list[int]]:
    return {name: sorted(rows) for name, rows in everything().items()}


def counts() -> dict[str, int]:
    return {name: len(rows) for name, rows in everything().items()}


def forget_hash() -> None:
    """Makes the next load compare every row instead of only the files' hash."""
    Debate.objects.update(source_hash="")
