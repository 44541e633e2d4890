"""The terms: what each author says they mean, and how often each work uses them."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from essays.models import Debate, Definition, Term, TermOccurrence, Work
from essays.queries.frame import works_of


@dataclass(frozen=True)
class Column:
    """One work's say on a term; ``definitions`` have their blocks loaded, and the blocks their work."""

    work: Work
    uses: int
    definitions: tuple[Definition, ...]


@dataclass(frozen=True)
class Entry:
    term: Term
    columns: tuple[Column, ...]

    @property
    def defining(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.definitions)

    @property
    def uses(self) -> int:
        return sum(column.uses for column in self.columns)


@dataclass(frozen=True)
class Glossary:
    works: tuple[Work, ...]
    defined: tuple[Entry, ...]
    undefined: tuple[Entry, ...]


def glossary_of(debate: Debate) -> Glossary:
    """Four queries: works, terms, definitions, counts of uses."""
    works = works_of(debate)
    definitions: dict[tuple[int, int], list[Definition]] = defaultdict(list)
    for row in Definition.objects.filter(term__debate=debate).select_related("block__work").order_by("order"):
        definitions[row.term_id, row.block.work_id].append(row)
    counts = TermOccurrence.objects.filter(term__debate=debate).order_by().values_list("term", "block__work")
    uses = {(term, work): number for term, work, number in counts.annotate(Count("pk"))}
    entries = [
        Entry(
            term,
            tuple(
                Column(work, uses.get((term.pk, work.pk), 0), tuple(definitions[term.pk, work.pk]))
                for work in works
            ),
        )
        for term in Term.objects.filter(debate=debate).order_by("order")
    ]
    return Glossary(
        works=works,
        defined=tuple(entry for entry in entries if entry.defining),
        undefined=tuple(entry for entry in entries if not entry.defining),
    )
