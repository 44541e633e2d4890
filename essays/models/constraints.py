"""Constraints and abstract records that several models share."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, TextChoices
from django.db.models.functions import Length


def one_of(field: str, choices: type[TextChoices], name: str) -> CheckConstraint:
    """The database refuses a value of ``field`` outside ``choices``."""
    return CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


def not_empty(field: str, name: str) -> CheckConstraint:
    return CheckConstraint(condition=~Q(**{field: ""}), name=name)


class Span(models.Model):
    """A run of characters in one block.

    ``start`` and ``end`` are offsets into ``block.text`` in Unicode code points, end exclusive;
    ``exact`` is ``block.text[start:end]``, which the loader and ``manage.py verify`` prove.
    """

    block = models.ForeignKey("essays.Block", on_delete=models.CASCADE, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()

    class Meta:
        abstract = True
        constraints = [
            CheckConstraint(
                condition=Q(end=F("start") + Length("exact")),
                name="%(app_label)s_%(class)s_span_as_long_as_exact",
            ),
            CheckConstraint(condition=~Q(exact=""), name="%(app_label)s_%(class)s_exact_not_empty"),
        ]
