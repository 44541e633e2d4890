"""Operations of migrations that lock no table for long on PostgreSQL, while the site is served.

Django's own for that run on PostgreSQL alone; on SQLite these do what the usual ones do. Indexes need
``atomic = False`` in their migration, and what stands after one that failed half-way is to be dropped first.
A constraint is added for new rows, and in a later migration, or one that is not atomic, for those there are.
"""

from django.contrib.postgres import operations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, AddIndex, RemoveIndex
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class _Quiet(Operation):
    """Takes ``usual``'s place where the engine is another one; None: there is nothing to do."""

    usual: type[Operation] | None = None

    def database_forwards(
        self, label: str, editor: BaseDatabaseSchemaEditor, before: ProjectState, after: ProjectState
    ) -> None:
        self._run("database_forwards", label, editor, before, after)

    def database_backwards(
        self, label: str, editor: BaseDatabaseSchemaEditor, before: ProjectState, after: ProjectState
    ) -> None:
        self._run("database_backwards", label, editor, before, after)

    def _run(self, way: str, label: str, editor: BaseDatabaseSchemaEditor, *states: ProjectState) -> None:
        if editor.connection.vendor == "postgresql":
            getattr(super(), way)(label, editor, *states)
        elif self.usual is not None:
            getattr(self.usual, way)(self, label, editor, *states)


class AddIndexQuietly(_Quiet, operations.AddIndexConcurrently):
    usual = AddIndex


class RemoveIndexQuietly(_Quiet, operations.RemoveIndexConcurrently):
    usual = RemoveIndex


class AddConstraintQuietly(_Quiet, operations.AddConstraintNotValid):
    usual = AddConstraint


class ValidateConstraintQuietly(_Quiet, operations.ValidateConstraint):
    """On SQLite all rows were looked at when it was added."""
