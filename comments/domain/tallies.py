"""How many responses are published, by scope; kept exactly, in the transactions that change it.

A scope is what threads hang on: ``debate:1``, ``work:3``, ``block:17``, ``pair:17-23``, ``link:4``,
``unlinked:17-23`` (what answers the pair and no link), ``formulation:2``, ``question:9``,
``position:5``. A reply counts in the scopes of its thread, and a
response to two passages of one work, or of one paragraph, counts there once.
"""

from collections.abc import Sequence

from comments.models import Response, Tally
from comments.queries import scopes
from masslinesite.statements import Statement, in_order, rows_after

ADD = """
UPDATE comments_tally SET responses = responses + %s, threads = threads + %s WHERE {which} RETURNING scope"""


def scopes_of(response: Response) -> list[str]:
    """The scopes that ``response`` counts in, in the order in which their tallies are made."""
    return sorted(scope.name for scope in scopes.scopes_of(response))


def add_to_tallies(
    *, response: Response, difference: int, published_in_thread: int, before: Sequence[Statement] = ()
) -> None:
    """Adds ``difference`` (1 or -1) to each scope of ``response``.

    A thread counts while anything in it is published, as it is shown, the first response or not:
    ``published_in_thread`` says how many were before. Call it in a transaction in which the thread's
    first response is locked. Cost: one query, 2 more when a scope is counted for the first time, and
    those of ``before``, which are asked first (``statements.rows_after``).
    """
    names = scopes_of(response)
    threads = (published_in_thread + difference > 0) - (published_in_thread > 0)
    if missing := sorted({*names} - _add(names, difference, threads, before)):
        Tally.objects.bulk_create([Tally(scope=name) for name in missing], ignore_conflicts=True)
        _add(missing, difference, threads)


def _add(names: list[str], responses: int, threads: int, before: Sequence[Statement] = ()) -> set[str]:
    """To which of ``names`` it was added, those that are there."""
    which = in_order("comments_tally", "scope", names)
    added = rows_after(before, ADD.format(which=which), [responses, threads, *names])
    return {scope for (scope,) in added}
