"""Loading a debate: read, compare with what is loaded, write in one transaction."""

from collections.abc import Callable, Sized
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from essays.domain.corpus.debate_record import DebateRecord
from essays.domain.corpus.problems import CorpusRefused, Place, Problem
from essays.domain.corpus.reading import read_files, read_records
from essays.domain.links.suggesting import Find, suggest_links
from essays.domain.loading.apparatus import Apparatus
from essays.domain.loading.link_passages import Revised, carry_links
from essays.domain.loading.links import write_links
from essays.domain.loading.revisions import find_revisions
from essays.domain.loading.rows import Rows, StillNeeded
from essays.domain.loading.shingles import works_without_shingles, write_shingles
from essays.domain.loading.texts import Texts
from essays.domain.searching.texts import index_debate
from essays.domain.tracing.finding import find_links
from essays.models import Debate, Work
from essays.page_keys import keys_of_texts
from masslinesite.page_versions import touch

Progress = Callable[[str], None]

#: The columns of the debate itself.
OF_DEBATE = ("name", "headline", "summary", "language", "source_hash")
REVISE_HINT = "; to load it as a new version of the text, use --revise"


@dataclass(frozen=True)
class Loaded:
    """``unchanged``: the files are those of the last load and nothing was written."""

    slug: str
    unchanged: bool
    created: int = 0
    changed: int = 0
    deleted: int = 0


def silence(line: str) -> None:
    """Progress that nobody watches."""


def load_debate(*, folder: Path, revise: bool = False, progress: Progress = silence) -> Loaded:
    """Brings the database to what the files in ``folder`` say; all of it or nothing.

    ``revise`` allows loaded paragraphs to change. Files equal to those last loaded are not even parsed:
    1 query. Raises ``CorpusRefused``.
    """
    folder = folder.resolve()
    files, source_hash = read_files(folder)
    if Debate.objects.filter(slug=folder.name, source_hash=source_hash).exists():
        progress(f"{folder.name}: unchanged, nothing to do")
        return Loaded(folder.name, unchanged=True)
    record = read_records(folder.name, files, source_hash)
    progress(describe(record))
    return store_debate(record=record, revise=revise, progress=progress)


def check_debate(*, folder: Path, revise: bool = False, progress: Progress = silence) -> None:
    """Reads and compares like ``load_debate`` and writes nothing. Raises ``CorpusRefused``."""
    folder = folder.resolve()
    files, source_hash = read_files(folder)
    record = read_records(folder.name, files, source_hash)
    progress(describe(record))
    _refuse_conflicts(record, revise=revise)
    progress(f"{record.slug}: can be loaded")


def store_debate(
    *,
    record: DebateRecord,
    revise: bool = False,
    progress: Progress = silence,
    find: Find = find_links,
) -> Loaded:
    """Writes checked records, in one transaction; compares the texts that are new or reworded, by
    ``find``, with each other and with the rest. Raises ``CorpusRefused``."""
    rows = Rows()
    try:
        with transaction.atomic():
            values = {name: getattr(record, name) for name in OF_DEBATE}
            debate, is_new = Debate.objects.select_for_update(no_key=True).get_or_create(
                slug=record.slug, defaults=values
            )
            _refuse_conflicts(record, revise=revise)
            rows.created += is_new
            texts = Texts(record, debate, rows)
            progress(f"{record.slug}: texts written")
            Apparatus(record, debate, texts, rows).write()
            revised = Revised(texts.reworded, texts.before, texts.gone)
            if reopened := carry_links(debate=debate, revised=revised, rows=rows):
                links = _count(range(reopened), "confirmed link")
                progress(f"{record.slug}: {links} reopened, because of other words in a passage")
            only = write_links(record=record, debate=debate, texts=texts, rows=rows)
            rows.write(Debate, pairs=[(debate, values)], new=[], gone=[])
            rows.finish()
            only |= _index_words(texts)
            if only:
                traced = suggest_links(debate=debate, rows=rows, only=only, find=find)
                progress(f"{record.slug}: {traced}")
            index_debate(debate)
            touch(keys_of_texts(debate.pk))
    except StillNeeded as needed:
        raise CorpusRefused(
            tuple(Problem(Place(record.slug), reason) for reason in needed.reasons)
        ) from needed
    progress(
        f"{record.slug}: loaded; {rows.created} records new, {rows.changed} changed, {rows.deleted} removed"
    )
    return Loaded(record.slug, False, rows.created, rows.changed, rows.deleted)


def _index_words(texts: Texts) -> set[str]:
    """Brings the index of words in step with the blocks; the slugs of the works new to it or reworded."""
    slugs = {work.pk: slug for slug, work in texts.works.items()}
    blocks = {block.pk: block for block in texts.reworded}
    new = {work.pk for work in works_without_shingles(texts.debate)}
    blocks |= {block.pk: block for block in texts.blocks.values() if block.work_id in new}
    write_shingles(blocks=blocks.values())
    return {slugs[block.work_id] for block in blocks.values()}


def describe(record: DebateRecord) -> str:
    sizes = ", ".join(f"{work.siglum} {work.last_number}" for work in record.works)
    return (
        f"{record.slug}: read {_count(record.works, 'text')} (paragraphs: {sizes}), "
        f"{_count(record.formulations, 'formulation')}, {_count(record.questions, 'question')}, "
        f"{_count(record.terms, 'term')}, {_count(record.relations, 'relation')}"
    )


def _count(records: Sized, noun: str) -> str:
    return f"{len(records)} {noun}" if len(records) == 1 else f"{len(records)} {noun}s"


def _refuse_conflicts(record: DebateRecord, *, revise: bool) -> None:
    """Refuses works that another debate holds and, unless ``revise``, changed paragraphs. 4 queries."""
    slugs = [work.slug for work in record.works]
    others = Work.objects.exclude(debate__slug=record.slug).filter(slug__in=slugs).select_related("debate")
    problems = [
        Problem(
            Place(f"{record.slug}/{work.slug}.md"),
            f"the debate “{work.debate.slug}” already has a text of this name",
        )
        for work in others
    ]
    debate = Debate.objects.filter(slug=record.slug).first()
    if debate and not revise:
        found = find_revisions(record.works, debate)
        problems += [Problem(problem.place, problem.reason + REVISE_HINT) for problem in found]
    if problems:
        raise CorpusRefused(tuple(sorted(problems)))
