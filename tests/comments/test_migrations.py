"""What the migrations promise of the tables, on both engines."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from comments.append_only import find_missing_triggers as comments_missing
from comments.append_only import install_triggers
from comments.domain import chain
from comments.domain.desk_index import find_wrong_desk_entries
from comments.domain.policy import lay_down_policy
from comments.domain.policy_seals import find_wrong_policies
from comments.domain.recounting import find_wrong_items
from comments.domain.verifying_log import find_broken_seals
from comments.enums import ActKind, Reason, Role, Status
from comments.models import Act, DeskEntry, Item, PolicyReason, PolicyVersion, Response
from comments.paths import MAX_PATH_LENGTH
from essays.append_only import find_missing_triggers as essays_missing
from tests.factories import make_debate, make_response, make_screened, make_work

pytestmark = pytest.mark.django_db


def test_paths_are_compared_by_bytes():
    work = make_work(make_debate())
    for path in ("a", "B", "b", "A", "0", "~"):
        Response.objects.filter(pk=make_response(work).pk).update(path=path)
    assert list(Response.objects.order_by("path").values_list("path", flat=True)) == [
        "0",
        "A",
        "B",
        "a",
        "b",
        "~",
    ]


def test_the_path_column_says_so_and_keeps_its_length():
    with connection.cursor() as cursor:
        columns = {
            column.name: column
            for column in connection.introspection.get_table_description(cursor, "comments_response")
        }
    path = columns["path"]
    assert path.collation == ("C" if connection.vendor == "postgresql" else None)
    assert int(path.display_size or path.internal_size) == MAX_PATH_LENGTH


def test_what_was_there_before_is_found_and_filtered():
    migration = import_module("comments.migrations.0019_find_and_filter_what_waits")
    work = make_work(make_debate())
    pair = make_response(tuple(work.blocks.filter(number__in=(1, 2))), text="The bucket leaks.")
    make_response(work, status=Status.ERASED)
    Item.objects.update(work=None, other_work=None)
    DeskEntry.objects.all().delete()
    migration.note_works(apps, None)
    migration.index_responses(apps, None)
    assert [*find_wrong_items(), *find_wrong_desk_entries()] == []
    assert Item.objects.get(response=pair).other_work == work


def record(said: str) -> None:
    by = {"role": Role.EDITOR, "actor_id": 7, "actor_name": "asta"}
    chain.append(chain.ACTS, kind=ActKind.EXPORT, about="the log", said=said, **by)


def test_acts_are_sealed_over_the_hashes_of_their_words():
    migration = import_module("comments.migrations.0025_erase_what_acts_say")
    for said in ("Why it was done.", "", "Why once more."):
        record(said)
    Act.objects.update(said_salt="")  # there was none then
    editor = SimpleNamespace(connection=connection)
    migration.seal_over_words(apps, editor)
    migration.seal_over_hashes(apps, editor)
    sealed = list(Act.objects.order_by("id").values_list("said_digest", "seal"))
    migration.seal_over_words(apps, editor)
    assert {seal for _, seal in sealed}.isdisjoint(Act.objects.values_list("seal", flat=True))
    migration.seal_over_hashes(apps, editor)
    assert list(Act.objects.order_by("id").values_list("said_digest", "seal")) == sealed
    assert list(find_broken_seals()) == []
    install_triggers(connection)


def test_versions_of_the_policy_that_were_adopted_before_are_sealed():
    migration = import_module("comments.migrations.0030_salt_what_is_hashed")
    editor = SimpleNamespace(connection=connection)
    migration.seal_policies(apps, editor)
    assert not Act.objects.exists()
    lay_down_policy()
    policy = PolicyVersion.objects.create(
        version="2", text="Rules.", html="<p>Rules.</p>", changed="All.", adopted_at=timezone.now()
    )
    PolicyReason.objects.create(policy=policy, reason=Reason.PERSON, text="It is about a person.")
    assert list(find_wrong_policies()) == ["policy 2: nobody has adopted it"]
    record("the last one")
    migration.seal_policies(apps, editor)
    assert Act.objects.latest("id").about == "policy 2"
    assert [*find_wrong_policies(), *find_broken_seals()] == []


def test_the_triggers_are_as_declared_after_the_migrations():
    assert [*comments_missing(connection), *essays_missing(connection)] == []


def test_a_broken_log_of_acts_is_not_sealed_anew():
    migration = import_module("comments.migrations.0025_erase_what_acts_say")
    record("Why.")
    editor = SimpleNamespace(connection=connection)
    with pytest.raises(ValueError, match="does not carry its seal"):
        migration.seal_over_hashes(apps, editor)
    install_triggers(connection)


def test_what_could_identify_somebody_is_filed_under_that():
    migration = import_module("comments.migrations.0026_give_reasons_to_rejected_words")
    work = make_work(make_debate())
    rows = [make_response(work, text=f"{text} for all to see.") for text in ("P.O. Box 000", "The well")]
    rows.append(make_response(work, text="P.O. Box 001 for all to see.", status=Status.PUBLISHED))
    for row in rows:
        make_screened(row)
    Item.objects.update(held_by="length")
    migration.file_under_people(apps, None)
    assert [Item.objects.get(response=row).held_by for row in rows] == ["people", "length", "length"]


def test_models_and_migrations_agree():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
