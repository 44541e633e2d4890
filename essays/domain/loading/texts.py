"""Writing the texts: authors, works, sections, blocks."""

from typing import Any

from essays.domain.corpus.debate_record import DebateRecord
from essays.domain.corpus.records import BlockRecord, WorkRecord, text_digest
from essays.domain.loading.revisions import Match, match_blocks
from essays.domain.loading.rows import PARKED, Rows, out_of_the_way
from essays.models import Author, Block, Debate, Section, Work

#: A block's place as the apparatus names it: slug of the work, order in it.
BlockKey = tuple[str, int]

WORK_COLUMNS = (
    "slug",
    "order",
    "siglum",
    "kind",
    "title",
    "short_title",
    "title_is_editorial",
    "title_note",
    "language",
    "date",
    "source_note",
    "categories",
    "text_hash",
    "word_count",
    "last_number",
)


class Texts:
    """The loaded works by slug and blocks by place, for the apparatus to point at."""

    def __init__(self, record: DebateRecord, debate: Debate, rows: Rows) -> None:
        self.debate, self.rows = debate, rows
        self.works: dict[str, Work] = {}
        self.blocks: dict[BlockKey, Block] = {}
        #: Blocks that are new, or whose words are others than before.
        self.reworded: list[Block] = []
        #: What those that were loaded said before, by their ids; and blocks that are about to be deleted.
        self.before: dict[int, str] = {}
        self.gone: list[Block] = []
        authors = rows.sync(
            Author,
            scope={"debate": debate},
            key=["slug"],
            wanted=[
                {"debate_id": debate.pk, "slug": a.slug, "name": a.name, "kind": a.kind, "note": a.note}
                for a in record.authors
            ],
        )
        self._write_works(record.works, {slug: author.pk for (slug,), author in authors.items()})
        for work in record.works:
            self._write_blocks(work, self._write_sections(work))

    def _write_works(self, records: tuple[WorkRecord, ...], authors: dict[str, int]) -> None:
        """One by one, answered works first: a work points at another of the same table."""
        loaded = {work.slug: work for work in Work.objects.filter(debate=self.debate)}
        self._park_works(records, loaded)
        pending = list(records)
        while pending:
            record = next(r for r in pending if not r.responds_to or r.responds_to in self.works)
            pending.remove(record)
            target = self.works.get(record.responds_to)
            values = {name: getattr(record, name) for name in WORK_COLUMNS} | {
                "debate_id": self.debate.pk,
                "author_id": authors[record.author],
                "responds_to_id": target.pk if target else None,
            }
            work = loaded.pop(record.slug, None)
            if work:
                self.rows.write(Work, pairs=[(work, values)])
            else:
                work = Work(**values, version=1)
                self.rows.write(Work, pairs=[], new=[work])
            self.works[record.slug] = work
        if loaded:
            # Those to be deleted may answer each other, which would protect the one answered.
            Work.objects.filter(pk__in=[work.pk for work in loaded.values()]).update(responds_to=None)
        self.rows.vanished.extend(loaded.values())

    def _park_works(self, records: tuple[WorkRecord, ...], loaded: dict[str, Work]) -> None:
        """Sets orders and sigla on the move aside, so that two works can change places."""
        wanted = {record.slug: (record.order, record.siglum) for record in records}
        for index, (slug, work) in enumerate(loaded.items()):
            if wanted.get(slug) != (work.order, work.siglum):
                work.order, work.siglum = PARKED + index, f"~{index}"
                work.save(update_fields=["order", "siglum"])

    def _write_sections(self, record: WorkRecord) -> dict[str, int]:
        work = self.works[record.slug]
        columns = ("slug", "title", "first_number", "last_number", "is_editorial")
        sections = self.rows.sync(
            Section,
            scope={"work": work},
            key=["slug"],
            wanted=[
                {"work_id": work.pk, "order": order} | {name: getattr(section, name) for name in columns}
                for order, section in enumerate(record.sections, 1)
            ],
            parked=out_of_the_way("order"),
        )
        return {slug: section.pk for (slug,), section in sections.items()}

    def _write_blocks(self, record: WorkRecord, sections: dict[str, int]) -> None:
        work = self.works[record.slug]
        match = match_blocks(record.blocks, Block.objects.filter(work=work))
        revised = _is_revised(match)
        pairs, new = [], []
        for block, loaded in match.pairs:
            values = _block_values(block, work, sections.get(block.section))
            if loaded:
                if loaded.text_hash != values["text_hash"]:
                    self.reworded.append(loaded)
                    self.before[loaded.pk] = loaded.text
                pairs.append((loaded, values))
            else:
                new.append(Block(**values))
        self.rows.write(
            Block, pairs=pairs, new=new, gone=match.gone, parked=out_of_the_way("order", "number")
        )
        self.reworded += new
        self.gone += match.gone
        for row in [row for row, _ in pairs] + new:
            self.blocks[record.slug, row.order] = row
        if revised:
            work.version += 1
            work.save(update_fields=["version"])


def _block_values(block: BlockRecord, work: Work, section: int | None) -> dict[str, Any]:
    return {
        "work_id": work.pk,
        "order": block.order,
        "kind": block.kind.value,
        "number": block.number,
        "section_id": section,
        "marker": block.marker,
        "text": block.text,
        "text_hash": text_digest(block.text),
    }


def _is_revised(match: Match) -> bool:
    """Whether numbered blocks that were loaded change, move or go, or others join them."""
    before = {(b.number, b.text_hash) for _, b in match.pairs if b and b.number}
    before |= {(b.number, b.text_hash) for b in match.gone if b.number}
    after = {(b.number, text_digest(b.text)) for b, _ in match.pairs if b.number}
    return bool(before) and before != after
