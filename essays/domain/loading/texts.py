"""Writing the texts: authors, works, sections, blocks."""

from essays.domain.corpus.records import DebateRecord, WorkRecord, text_digest
from essays.domain.loading.revisions import match_blocks
from essays.domain.loading.rows import Rows
from essays.models import Author, Block, Debate, Section, Work

#: A block's place as the apparatus names it: slug of the work, order in it.
BlockKey = tuple[str, int]


class Texts:
    """The loaded works by slug and blocks by place, for the apparatus to point at."""

    def __init__(self, record: DebateRecord, debate: Debate, rows: Rows) -> None:
        self.rows = rows
        self.works: dict[str, Work] = {}
        self.blocks: dict[BlockKey, Block] = {}
        authors = rows.sync(
            Author,
            scope={"debate": debate},
            key=["slug"],
            wanted=[
                {
                    "debate_id": debate.pk,
                    "slug": author.slug,
                    "name": author.name,
                    "kind": author.kind,
                    "note": author.note,
                }
                for author in record.authors
            ],
        )
        self._write_works(record.works, debate, {key[0]: author.pk for key, author in authors.items()})
        for work in record.works:
            self._write_blocks(work)

    def _write_works(self, records: tuple[WorkRecord, ...], debate: Debate, authors: dict[str, int]) -> None:
        """Answered works first, one by one: a work points at another of the same table."""
        loaded = {work.slug: work for work in Work.objects.filter(debate=debate)}
        gone = [work for slug, work in loaded.items() if slug not in {record.slug for record in records}]
        pending = list(records)
        self._park_works(pending, loaded)
        while pending:
            for record in list(pending):
                if record.responds_to and record.responds_to not in self.works:
                    continue
                target = self.works.get(record.responds_to)
                values = self._work_values(record, debate, authors[record.author], target)
                work = loaded.get(record.slug)
                if work is None:
                    work = Work(**values, version=1)
                    self.rows.write(Work, pairs=[], new=[work], gone=[])
                else:
                    self.rows.write(Work, pairs=[(work, values)], new=[], gone=[])
                self.works[record.slug] = work
                pending.remove(record)
        self.rows.vanished.extend(gone)

    def _park_works(self, records: list[WorkRecord], loaded: dict[str, Work]) -> None:
        """Sets orders and sigla that are on the move aside, so that two works can change places."""
        wanted = {record.slug: (record.order, record.siglum) for record in records}
        for index, (slug, work) in enumerate(loaded.items()):
            if wanted.get(slug) != (work.order, work.siglum):
                work.order, work.siglum = 16_000 + index, f"~{index}"
                work.save(update_fields=["order", "siglum"])

    def _work_values(
        self, record: WorkRecord, debate: Debate, author: int, target: Work | None
    ) -> dict[str, object]:
        names = (
            "slug order siglum kind title short_title title_is_editorial title_note language date source_note "
            "categories text_hash word_count last_number"
        )
        values = {name: getattr(record, name) for name in names.split()}
        return values | {
            "debate_id": debate.pk,
            "author_id": author,
            "responds_to_id": target.pk if target else None,
        }

    def _write_blocks(self, record: WorkRecord) -> None:
        work = self.works[record.slug]
        sections = self.rows.sync(
            Section,
            scope={"work": work},
            key=["slug"],
            wanted=[
                {
                    "work_id": work.pk,
                    "order": order,
                    "slug": section.slug,
                    "title": section.title,
                    "first_number": section.first_number,
                    "last_number": section.last_number,
                    "is_editorial": section.is_editorial,
                }
                for order, section in enumerate(record.sections, 1)
            ],
            unique=["order"],
        )
        match = match_blocks(record.blocks, Block.objects.filter(work=work))
        pairs, new = [], []
        for block, loaded in match.pairs:
            section = sections.get((block.section,))
            values = {
                "work_id": work.pk,
                "order": block.order,
                "kind": block.kind.value,
                "number": block.number,
                "section_id": section.pk if section else None,
                "marker": block.marker,
                "text": block.text,
                "text_hash": text_digest(block.text),
            }
            if loaded:
                pairs.append((loaded, values))
            else:
                new.append(Block(**values))
        numbered_before = [
            (loaded.number, loaded.text_hash) for _, loaded in match.pairs if loaded and loaded.number
        ]
        numbered_before += [(block.number, block.text_hash) for block in match.gone if block.number]
        self.rows.write(Block, pairs=pairs, new=new, gone=match.gone, unique=["order", "number"])
        for row in [pair[0] for pair in pairs] + new:
            self.blocks[record.slug, row.order] = row
        now = {(block.number, text_digest(block.text)) for block in record.blocks if block.number}
        if numbered_before and set(numbered_before) != now:
            work.version += 1
            work.save(update_fields=["version"])
