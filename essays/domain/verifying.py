"""Proof that the stored records still say what they cite; ``manage.py verify`` runs it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.apps import apps
from django.db import connection

from essays.append_only import find_missing_triggers
from essays.domain.corpus.quotations import stands_in
from essays.domain.corpus.records import text_digest
from essays.domain.loading.shingles import rows_of, write_shingles
from essays.domain.searching.checking import check_engine, check_text_entries, rebuild_index
from essays.enums import NUMBERED_KINDS, BlockKind
from essays.models import Block, Link, Relation, Section, Shingle, Slot, Work
from essays.models.constraints import Span


@dataclass(frozen=True)
class Cited:
    """What a span needs to know of its block."""

    text: str
    work: int


def check_blocks() -> Iterator[str]:
    """Orders and numbers have no gap, and hashes and counts are of these texts. 2 queries."""
    blocks = defaultdict(list)
    for block in Block.objects.order_by("order"):
        blocks[block.work_id].append(block)
        if block.text_hash != text_digest(block.text):
            yield f"{block}: the hash is of another text"
    for work in Work.objects.order_by("pk"):
        yield from _check_work(work, blocks[work.pk])


def _check_work(work: Work, blocks: list[Block]) -> Iterator[str]:
    if [block.order for block in blocks] != list(range(1, len(blocks) + 1)):
        yield f"{work}: the order of its blocks has gaps"
    numbers = [block.number for block in blocks if block.number is not None]
    if numbers != list(range(1, work.last_number + 1)):
        yield f"{work}: its paragraphs are not numbered 1 to {work.last_number} without a gap"
    if work.text_hash != text_digest("\n".join(block.text for block in blocks)):
        yield f"{work}: the hash is of other texts"
    counted = (*NUMBERED_KINDS, BlockKind.HEADING)
    if work.word_count != sum(len(block.text.split()) for block in blocks if block.kind in counted):
        yield f"{work}: the count of its words is wrong"


def check_sections() -> Iterator[str]:
    """Sections have no gap, and each numbered block is in the one that covers it. 2 queries."""
    sections = {
        section.pk: section for section in Section.objects.order_by("work", "order").select_related("work")
    }
    last: dict[int, Section] = {}
    for section in sections.values():
        before = last.get(section.work_id)
        if before and section.first_number != before.last_number + 1:
            yield f"{section.work}: section “{section}” does not follow on “{before}”"
        last[section.work_id] = section
    for section in last.values():
        if section.last_number != section.work.last_number:
            yield f"{section.work}: its sections do not reach its end"
    for block in Block.objects.filter(number__isnull=False, section__isnull=False):
        section = sections[block.section_id]
        if (
            section.work_id != block.work_id
            or not section.first_number <= block.number <= section.last_number
        ):
            yield f"{block}: it is not in section “{section}”"


def check_spans() -> Iterator[str]:
    """Every quotation is the slice of its block that its offsets name. A query a kind of span, and two."""
    blocks = {pk: Cited(text, work) for pk, text, work in Block.objects.values_list("pk", "text", "work_id")}
    for model in apps.get_app_config("essays").get_models():
        if issubclass(model, Span):
            name = model._meta.verbose_name
            for pk, block, start, end, exact in model.objects.values_list(
                "pk", "block_id", "start", "end", "exact"
            ):
                if blocks[block].text[start:end] != exact:
                    yield f"{name} {pk}: “{exact}” is not what its paragraph says there"
    for relation in Relation.objects.all():
        for side in ("from", "to"):
            yield from _check_end(relation, side, blocks)


def _check_end(relation: Relation, side: str, blocks: dict[int, Cited]) -> Iterator[str]:
    work, block = getattr(relation, f"{side}_work_id"), getattr(relation, f"{side}_block_id")
    if block is None:
        return
    start, end = getattr(relation, f"{side}_start"), getattr(relation, f"{side}_end")
    exact = getattr(relation, f"{side}_exact")
    if blocks[block].work != work:
        yield f"relation {relation.slug}: its {side} paragraph is of another work"
    if blocks[block].text[start:end] != exact:
        yield f"relation {relation.slug}: “{exact}” is not what its paragraph says there"


def check_links() -> Iterator[str]:
    """Both passages of every link are the slices of their blocks that their offsets name. 2 queries."""
    places = {"left": "left_block__text", "right": "right_block__text"}
    for side, text in places.items():
        columns = ("slug", f"{side}_start", f"{side}_end", f"{side}_exact", text)
        for slug, start, end, exact, whole in Link.objects.order_by("pk").values_list(*columns).iterator():
            if whole[start:end] != exact:
                yield f"link {slug}: “{exact}” is not what its {side} paragraph says there"


def check_shingles() -> Iterator[str]:
    """The index of three words in a row is that of the blocks as they are. 2 queries, in step."""
    for block in _blocks_out_of_step():
        yield f"{block}: its words are not indexed as they stand"


def mend_shingles() -> None:
    """Indexes anew the words of the blocks that are not indexed as they stand."""
    write_shingles(blocks=list(_blocks_out_of_step()))


def _blocks_out_of_step() -> Iterator[Block]:
    order = ("block_id", "position")
    stored = groupby(
        Shingle.objects.order_by(*order).values_list("block_id", "position", "hash", "work_id").iterator(),
        key=lambda row: row[0],
    )
    block_id, rows = next(stored, (None, ()))
    for block in Block.objects.order_by("pk").iterator():
        found = []
        if block_id == block.pk:
            found = [(number, pk, work, position) for pk, position, number, work in rows]
            block_id, rows = next(stored, (None, ()))
        if found != list(rows_of([block])):
            yield block


def check_slots() -> Iterator[str]:
    """The words shown for a slot stand in its evidence, in their order. 1 query."""
    for slot in Slot.objects.all():
        words = (slot.lead, slot.verb, slot.phrase)
        if not stands_in(words, slot.exact):
            yield f"slot {slot.pk}: “{' '.join(filter(None, words))}” does not stand in its evidence"


def check_guards() -> Iterator[str]:
    """The database keeps the record of decisions on links from being changed. At most two queries."""
    return find_missing_triggers(connection)


#: What is proved, with the function that yields a sentence for each fault.
CHECKS = (
    ("texts, numbers and hashes", check_blocks),
    ("sections", check_sections),
    ("quotations", check_spans),
    ("words of the formulations", check_slots),
    ("links", check_links),
    ("guards of the record", check_guards),
    ("index of words", check_shingles),
    ("index of the search", check_text_entries),
    ("full-text index", check_engine),
)
#: What ``manage.py verify --mend`` makes anew: the indexes, which say nothing that the records don't.
MENDS = (rebuild_index, mend_shingles)
