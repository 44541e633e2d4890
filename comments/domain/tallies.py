"""How many responses are published, by scope; kept exactly, in the transactions that change it.

A scope is a record that threads hang on: ``debate:1``, ``work:3``, ``block:17``, ``formulation:2``,
``question:9``. A reply counts in the scopes of its thread.
"""

from django.db.models import F, QuerySet

from comments.models import Response, Tally
from comments.queries.tallies import KINDS, scope_of


def scopes_of(response: Response) -> list[str]:
    """The scopes that ``response`` counts in, in the order in which their tallies are locked."""
    ids = {kind: getattr(response, f"{kind}_id") for kind in KINDS}
    return [scope_of(kind, number) for kind, number in ids.items() if number is not None]


def add_to_tallies(*, response: Response, difference: int, published_in_thread: int) -> None:
    """Adds ``difference`` (1 or -1) to each scope of ``response``.

    A thread counts while anything in it is published, as it is shown, the first response or not:
    ``published_in_thread`` says how many were before. Call it in a transaction in which the thread's
    first response is locked. Cost: 2 queries, 2 more when a scope is counted for the first time.
    """
    scopes = scopes_of(response)
    rows = Tally.objects.filter(scope__in=scopes)
    if _lock(rows) < len(scopes):
        Tally.objects.bulk_create([Tally(scope=scope) for scope in scopes], ignore_conflicts=True)
        _lock(rows)
    threads = (published_in_thread + difference > 0) - (published_in_thread > 0)
    rows.update(responses=F("responses") + difference, threads=F("threads") + threads)


def _lock(rows: QuerySet[Tally]) -> int:
    return len(rows.order_by("scope").select_for_update())
