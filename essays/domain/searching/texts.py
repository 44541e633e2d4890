"""What of a debate's texts and apparatus can be found: works, paragraphs, definitions, evidence."""

import re
from collections.abc import Iterator

from django.urls import reverse

from essays.domain.loading.rows import Rows
from essays.domain.searching.entries import Entry, columns_of
from essays.enums import EntryKind
from essays.models import Block, Debate, Definition, PositionEvidence, SearchEntry, Work

#: The kinds that the files of a debate bring; responses are indexed by whoever publishes them.
TEXT_KINDS = (EntryKind.WORK, EntryKind.PARAGRAPH, EntryKind.EVIDENCE)
YEAR = re.compile(r"\b(?:1[5-9]|20|21)\d\d\b")


def index_debate(debate: Debate) -> None:
    """Brings the index to what the records of a debate say, writing only what changed.

    Call it in the load's transaction. 5 queries when nothing changes.
    """
    rows = Rows()
    rows.sync(
        SearchEntry,
        scope={"debate": debate, "kind__in": TEXT_KINDS},
        key=["kind", "key"],
        wanted=[columns_of(entry) for entry in text_entries(debate)],
    )
    rows.finish()


def text_entries(debate: Debate) -> Iterator[Entry]:
    """4 queries: works with their authors, blocks, definitions, positions' evidence."""
    works = {
        work.pk: work
        for work in Work.objects.filter(debate=debate).select_related("author").order_by("order")
    }
    for work in works.values():
        names = (work.short_title, work.siglum, work.author.name, work.categories)
        yield _entry(EntryKind.WORK, work.slug, work, title=work.title, body=". ".join(filter(None, names)))
    for block in Block.objects.filter(work__debate=debate).order_by("work__order", "order"):
        work = works[block.work_id]
        yield _entry(EntryKind.PARAGRAPH, f"block-{block.pk}", work, block, body=block.text)
    definitions = Definition.objects.filter(term__debate=debate).select_related("term", "block")
    for row in definitions.order_by("term__order", "order"):
        yield _entry(
            EntryKind.EVIDENCE,
            f"definition-{row.pk}",
            works[row.block.work_id],
            row.block,
            title=f"{row.get_role_display().capitalize()} of “{row.term.label}”",
            body=row.exact,
            url=reverse("term", args=[debate.slug, row.term.slug]),
        )
    evidence = PositionEvidence.objects.filter(position__question__debate=debate)
    for row in evidence.select_related("position__question", "block").order_by("position", "order"):
        question = row.position.question
        compare = reverse("compare", args=[debate.slug])
        yield _entry(
            EntryKind.EVIDENCE,
            f"position-{row.pk}",
            works[row.block.work_id],
            row.block,
            title=question.text,
            body=row.exact,
            url=f"{compare}?q={question.slug}#q-{question.slug}",
        )


def _entry(
    kind: EntryKind,
    key: str,
    work: Work,
    block: Block | None = None,
    *,
    title: str = "",
    body: str = "",
    url: str = "",
) -> Entry:
    year = YEAR.search(work.date)
    anchor = f"#p{block.number}" if block and block.number else f"#b{block.order}" if block else ""
    return Entry(
        kind=kind,
        key=key,
        debate=work.debate_id,
        work=work.pk,
        author=work.author_id,
        by=work.author.name,
        title=title,
        body=body,
        url=url or f"{work.get_absolute_url()}{anchor}",
        language=work.language,
        place=block.order if block else 0,
        number=block.number if block else None,
        label=block.get_kind_display() if block and not block.number else "",
        year=int(year[0]) if year else None,
    )
