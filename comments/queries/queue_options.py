"""What the queue can be narrowed down to: values and labels of its filters."""

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import get_language_info

from comments.models import SavedFilter
from comments.queries.stances import OTHERS
from essays.models import Debate, Formulation, Work

Options = list[tuple[str, str]]
#: Steps from each value to the next one in the index, so that it costs as many look-ups as there are values.
VALUES = """
WITH RECURSIVE found(value) AS (
    SELECT MIN({column}) FROM comments_item WHERE closed_at IS NULL
    UNION ALL
    SELECT (SELECT MIN({column}) FROM comments_item WHERE closed_at IS NULL AND {column} > found.value)
    FROM found WHERE found.value IS NOT NULL
)
SELECT value FROM found WHERE value <> ''
"""


@dataclass(frozen=True)
class FilterOptions:
    """Values and labels of what differs from site to site."""

    debates: Options
    works: Options
    phases: Options
    languages: Options
    stances: Options


def filter_options() -> FilterOptions:
    """Five queries."""
    return FilterOptions(
        debates=debates_to_choose(),
        works=works_to_choose(),
        phases=phases_to_choose(),
        languages=languages_to_choose(),
        stances=stances_to_choose(),
    )


def debates_to_choose() -> Options:
    """Slug and name of every debate. One query."""
    return list(Debate.objects.order_by("name", "slug").values_list("slug", "name"))


def works_to_choose() -> Options:
    """Slug and label of every work. One query."""
    works = Work.objects.order_by("debate__slug", "order")
    return [
        (slug, f"{siglum}: {title}")
        for slug, siglum, title in works.values_list("slug", "siglum", "short_title")
    ]


def stances_to_choose() -> Options:
    """Value and label of every stance, as in the options of a debate's response form. One query."""
    contested = Formulation.objects.filter(contested=True).order_by("debate__slug", "order")
    holds = {f"holds-{slug}": f"Holds with “{gist}”" for slug, gist in contested.values_list("slug", "gist")}
    return [*holds.items(), *((option.value, option.label) for option in OTHERS)]


def phases_to_choose() -> Options:
    """The phases of screening that held what is open. One query."""
    return [(phase, phase.capitalize()) for phase in _values("held_by")]


def languages_to_choose() -> Options:
    """The languages of what is open. One query."""
    return [(code, language_name(code)) for code in _values("language")]


def language_name(code: str) -> str:
    """In English; the code itself where it is none that is known."""
    try:
        return get_language_info(code)["name"]
    except KeyError:
        return code


def saved_filters(owner: int) -> list[SavedFilter]:
    """By name. One query."""
    return list(SavedFilter.objects.filter(owner=owner).order_by("name"))


def _values(column: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(VALUES.format(column=column))
        return [value for (value,) in cursor.fetchall()]
