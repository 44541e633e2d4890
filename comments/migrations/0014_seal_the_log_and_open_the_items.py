"""What is there already gets what the desk's records ask for: notes apart, seals, counts, open items."""

import hashlib

from django.db import migrations
from django.db.models import Count
from django.db.models.functions import Length

from comments.domain.chain import DECISIONS, SEALED, seal_of
from masslinesite.append_only import AppendOnly, remove_triggers

WAITING = ("pending", "held")


def set_notes_apart(apps, schema_editor):
    """Emptying the column comes with its removal."""
    remove_triggers(schema_editor.connection, [AppendOnly("comments_decision")])
    Decision, DecisionNote = (apps.get_model("comments", name) for name in ("Decision", "DecisionNote"))
    noted = Decision.objects.annotate(length=Length("note")).filter(length__gt=0).order_by("id")
    for decision in noted.iterator():
        digest = hashlib.sha256(decision.note.encode()).hexdigest()
        Decision.objects.filter(pk=decision.pk).update(note_digest=digest)
        DecisionNote.objects.create(decision=decision, text=decision.note)


def seal_decisions(apps, schema_editor):
    Decision, LogHead = apps.get_model("comments", "Decision"), apps.get_model("comments", "LogHead")
    seal, rows = "", 0
    for decision in Decision.objects.order_by("id").iterator():
        seal, rows = seal_of(seal, [getattr(decision, name) for name in SEALED[DECISIONS]]), rows + 1
        Decision.objects.filter(pk=decision.pk).update(seal=seal)
    LogHead.objects.create(log=DECISIONS, rows=rows, seal=seal)


def open_items(apps, schema_editor):
    names = ("Response", "Item", "ItemCount", "StatusCount")
    Response, Item, ItemCount, StatusCount = (apps.get_model("comments", name) for name in names)
    waiting = Response.objects.filter(status__in=WAITING).order_by("id")
    items = [
        Item(
            response=response,
            kind="new",
            debate_id=response.debate_id,
            state=response.status,
            opened_at=response.submitted_at,
        )
        for response in waiting.iterator()
    ]
    Item.objects.bulk_create(items, batch_size=500)
    ItemCount.objects.create(kind="new", number=len(items))
    counted = Response.objects.order_by().values_list("status").annotate(Count("pk"))
    StatusCount.objects.bulk_create(StatusCount(status=status, number=number) for status, number in counted)


def do_all(apps, schema_editor):
    set_notes_apart(apps, schema_editor)
    seal_decisions(apps, schema_editor)
    open_items(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("comments", "0013_record_what_the_desk_does")]

    operations = [migrations.RunPython(do_all)]
