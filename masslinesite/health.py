"""Two questions a supervisor asks, answered in plain text and never cached."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from masslinesite.public_pages import personal_page


@personal_page
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Does the process answer? Touches nothing else: a restart helps if this fails."""
    return say("ok")


@personal_page
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Can it serve? 503 with the reason while the database is away or behind the code.

    One query, and once in the life of a process those that list the migrations: its code stays
    the same and nobody takes a migration back under a running site.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        behind = migrations.missing()
    except DatabaseError:
        return say("database not reachable", 503)
    return say("migrations not applied", 503) if behind else say("ready")


class Migrations:
    """Remembers that all migrations are applied, once that was seen."""

    def __init__(self) -> None:
        self.applied = False

    def missing(self) -> bool:
        if not self.applied:
            executor = MigrationExecutor(connection)
            self.applied = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        return not self.applied


migrations = Migrations()


def say(text: str, status: int = 200) -> HttpResponse:
    response = HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response
