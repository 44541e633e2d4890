"""Locking a response to change it, and reading what it is decided by once it is locked."""

from django.db.models import OuterRef, QuerySet, Subquery

from comments import paths
from comments.models import Claim, DeskEntry, PolicyVersion, Response, Revision
from masslinesite.prepared import NUMBER, prepared_records
from masslinesite.statements import first, load, locked, places

PLACE = "SELECT path, parent_id FROM comments_response WHERE id = %s"


def lock(response_id: int, *, with_ancestors: bool) -> tuple[Response, Response | None]:
    """The response, locked, with its current revision, and its parent; with ancestors also its ``root``.

    The parent is locked by its id, since at the greatest depth it is not among the path's ancestors.
    Paths and parents never change. The revision is read after the lock: a join would read it before. Beside
    it, as they are then, stand ``holder`` and ``until``, of the claim on the response; ``policy``, the house
    rules' version; ``forms`` and ``stems``, by which the desk finds the response; each None where there is
    none. Three queries, one more for the parent of a reply without ancestors. Raises Response.DoesNotExist.
    """
    found = first(PLACE, [response_id]) if response_id < paths.NUMBERS else None
    if found is None:
        raise Response.DoesNotExist(f"R {response_id}")
    path, parent_id = found
    ids = [response_id, parent_id] if with_ancestors and parent_id else [response_id]
    above = paths.ancestors(path) if with_ancestors else []
    wanted = f"id IN ({places(ids)})" + (f" OR path IN ({places(above)})" if above else "")
    # no_key: a reply being posted holds a key share on its ancestors, which this must not wait for.
    rows = load(Response, f"WHERE {wanted} ORDER BY path{locked(no_key=True)}", [*ids, *above])
    held = {row.pk: row for row in rows}
    response = held[response_id]
    response.current = _current().first(number=response.current_id)
    if parent_id and not with_ancestors:
        return response, Response.objects.get(pk=parent_id)
    if with_ancestors:
        response.root = held[response.root_id]
    return response, held.get(parent_id)


@prepared_records
def _current() -> QuerySet[Revision]:
    """By subqueries: PostgreSQL takes three times as long to think about joins."""
    claim, entry = (model.objects.filter(response=OuterRef("response")) for model in (Claim, DeskEntry))
    return (
        Revision.objects.order_by()
        .filter(pk=NUMBER)
        .annotate(
            holder=Subquery(claim.values("holder")),
            until=Subquery(claim.values("ends_at")),
            policy=Subquery(PolicyVersion.objects.order_by("-id").values("version")[:1]),
            forms=Subquery(entry.values("forms")),
            stems=Subquery(entry.values("stems")),
        )
    )
