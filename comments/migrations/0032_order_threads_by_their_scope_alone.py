"""On PostgreSQL nothing but a scope's own index gives the order of its threads.

Asked for the first fifty of a text by path, PostgreSQL took the unique index of all paths, or for the newest
the index of all first responses, and left out what is of other texts: it takes a text's responses to lie
evenly among all. They lie together, where its debate began, so it read everything that is older. An index
in another order of letters keeps paths unique, and one by hashes finds the responses of a thread; neither
gives an order, so none is taken for it. The one of paths is also the one that Django makes for LIKE.
"""

from django.db import migrations

FORWARD = (
    "CREATE UNIQUE INDEX CONCURRENTLY response_path_once ON comments_response (path varchar_pattern_ops)",
    "ALTER TABLE comments_response DROP CONSTRAINT comments_response_path_key",
    "DROP INDEX CONCURRENTLY comments_response_path_6550112a_like",
    "CREATE INDEX CONCURRENTLY response_thread ON comments_response USING hash (root_id)",
    "DROP INDEX CONCURRENTLY comments_response_root_id_01416d2b",
)
BACKWARD = (
    "CREATE INDEX CONCURRENTLY comments_response_root_id_01416d2b ON comments_response (root_id)",
    "DROP INDEX CONCURRENTLY response_thread",
    "CREATE INDEX CONCURRENTLY comments_response_path_6550112a_like ON comments_response (path varchar_pattern_ops)",
    "CREATE UNIQUE INDEX CONCURRENTLY comments_response_path_key ON comments_response (path)",
    "ALTER TABLE comments_response ADD CONSTRAINT comments_response_path_key UNIQUE USING INDEX comments_response_path_key",
    "DROP INDEX CONCURRENTLY response_path_once",
)


def run(*statements):
    def operation(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return operation


class Migration(migrations.Migration):
    # No index is made concurrently in a transaction. What stands of one that was broken off is to be dropped.
    atomic = False
    dependencies = [("comments", "0031_keep_responses_drawn")]
    operations = [migrations.RunPython(run(*FORWARD), run(*BACKWARD))]
