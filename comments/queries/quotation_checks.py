"""Verdicts on quotations: for the pages that show them, and which of them are to be made anew."""

from collections.abc import Collection, Iterable

from django.db.models import Prefetch, prefetch_related_objects

from comments.enums import Verdict
from comments.models import QuotationCheck, Response, Revision

#: The verdicts on the current words of responses, with their paragraphs' places: one query.
SHOWN_CHECKS = Prefetch("current__checks", queryset=QuotationCheck.objects.with_places())
#: Verdicts that no other state of the texts changes, as long as the paragraph stays.
SETTLED = (Verdict.VERBATIM, Verdict.NOT_JUDGED)
#: Responses that are looked at at a time.
BATCH = 100


def load_checks(responses: Iterable[Response]) -> None:
    """Lets ``response.current.checks.all()`` be read of each without a query. One query."""
    prefetch_related_objects(list(responses), SHOWN_CHECKS)


def load_no_checks(revision: Revision) -> None:
    """The same for a revision of which it is known that it has none. No query."""
    none = QuotationCheck.objects.none()
    # What a prefetch leaves there, which takes a queryset of its own to build.
    none._result_cache = []
    revision._prefetched_objects_cache = {"checks": none}


def due_responses(states: Collection[str], *, after: int) -> list[Response]:
    """The next ``BATCH`` responses whose current words were looked up in none of these states of the texts.

    One query, and one for their verdicts.
    """
    rows = Response.objects.filter(pk__gt=after, current__isnull=False)
    rows = rows.exclude(current__checked__texts__in=states).select_related("current__checked")
    return list(rows.prefetch_related(SHOWN_CHECKS).order_by("pk")[:BATCH])


def still_holds(revision: Revision, version: str) -> bool:
    """Every quotation was found word for word in a paragraph that is there unchanged, and nothing is said
    of another one; or words of it are withheld. No query where the checks are loaded."""
    checked = getattr(revision, "checked", None)
    checks = revision.checks.all()
    return (
        checked is not None
        and checked.texts.partition("-")[0] == version
        and len(checks) == checked.verdicts
        and all(each.verdict in SETTLED and not each.block_has_changed and not each.note for each in checks)
    )
