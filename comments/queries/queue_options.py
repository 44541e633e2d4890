"""What the queue can be narrowed down to: values and labels of its filters."""

from dataclasses import dataclass, field
from functools import lru_cache

from django.db import connection
from django.utils.translation import get_language_info

from comments.models import SavedFilter
from comments.queries.queue_choice import HOLDS
from comments.queries.stances import OTHERS

Options = tuple[tuple[str, str], ...]
#: All of them at once: what an option is of, its place there, its value, and what its label is made of. Of
#: phases and languages it steps from each value to the next one in the index, so that it costs as many
#: look-ups as there are values.
OPTIONS = """
WITH RECURSIVE phases(value) AS (
    SELECT MIN(held_by) FROM comments_item WHERE closed_at IS NULL
    UNION ALL
    SELECT (SELECT MIN(held_by) FROM comments_item WHERE closed_at IS NULL AND held_by > phases.value)
    FROM phases WHERE phases.value IS NOT NULL
), languages(value) AS (
    SELECT MIN(language) FROM comments_item WHERE closed_at IS NULL
    UNION ALL
    SELECT (SELECT MIN(language) FROM comments_item WHERE closed_at IS NULL AND language > languages.value)
    FROM languages WHERE languages.value IS NOT NULL
)
SELECT 'phases', '', 0, value, '', '' FROM phases WHERE value <> ''
UNION ALL SELECT 'languages', '', 0, value, '', '' FROM languages WHERE value <> ''
UNION ALL SELECT 'debates', name, 0, slug, name, '' FROM essays_debate
UNION ALL SELECT 'works', debate.slug, work."order", work.slug, work.siglum, work.short_title
    FROM essays_work work INNER JOIN essays_debate debate ON debate.id = work.debate_id
UNION ALL SELECT 'stances', debate.slug, held."order", held.slug, held.gist, ''
    FROM essays_formulation held INNER JOIN essays_debate debate ON debate.id = held.debate_id
    WHERE held.contested
UNION ALL SELECT 'saved', name, id, address, '', '' FROM comments_savedfilter WHERE owner_id = %s
"""


@dataclass(frozen=True)
class FilterOptions:
    """Values and labels of what differs from site to site: debates and works by slug, stances as in the
    options of a debate's response form, the phases of screening that held what is open, its languages; and
    what the moderator keeps by a name, in the order of names, by which options do not differ."""

    debates: Options
    works: Options
    phases: Options
    languages: Options
    stances: Options
    saved: list[SavedFilter] = field(compare=False)


def filter_options(user_id: int) -> FilterOptions:
    """One query."""
    with connection.cursor() as cursor:
        cursor.execute(OPTIONS, [user_id])
        rows = sorted(cursor.fetchall())
    found: dict[str, list[tuple[str, str, str]]] = {}
    for what, _, _, value, name, title in rows:
        found.setdefault(what, []).append((value, name, title))
    saved = [(number, name, address) for what, name, number, address, _, _ in rows if what == "saved"]
    held = [(f"{HOLDS}{slug}", f"Holds with “{gist}”") for slug, gist, _ in found.get("stances", [])]
    return FilterOptions(
        debates=tuple((slug, name) for slug, name, _ in found.get("debates", [])),
        works=tuple((slug, f"{siglum}: {title}") for slug, siglum, title in found.get("works", [])),
        phases=tuple((phase, phase.capitalize()) for phase, _, _ in found.get("phases", [])),
        languages=tuple((code, language_name(code)) for code, _, _ in found.get("languages", [])),
        stances=(*held, *((option.value, option.label) for option in OTHERS)),
        saved=[SavedFilter(pk=pk, owner_id=user_id, name=name, address=to) for pk, name, to in saved],
    )


@lru_cache(maxsize=256)
def language_name(code: str) -> str:
    """In English; the code itself where it is none that is known."""
    try:
        return get_language_info(code)["name"]
    except KeyError:
        return code


def saved_filters(owner: int) -> list[SavedFilter]:
    """By name. One query."""
    return list(SavedFilter.objects.filter(owner=owner).order_by("name"))
