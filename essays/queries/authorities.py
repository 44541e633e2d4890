"""Whom the texts refer to, and every passage that does."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch

from essays.models import Authority, AuthorityName, Debate, Reference, Work
from essays.queries.frame import works_of


@dataclass(frozen=True)
class Group:
    """The references of one work, in its order; their blocks are loaded, and the blocks' work."""

    work: Work
    references: tuple[Reference, ...]


@dataclass(frozen=True)
class Entry:
    """``names`` are the forms of the name other than the one the record goes by."""

    authority: Authority
    names: tuple[str, ...]
    groups: tuple[Group, ...]

    @property
    def total(self) -> int:
        return sum(len(group.references) for group in self.groups)


@dataclass(frozen=True)
class Authorities:
    """``unnamed`` holds the references that name nobody the records know."""

    entries: tuple[Entry, ...]
    unnamed: tuple[Group, ...]


def authorities_of(debate: Debate) -> Authorities:
    """Five queries: works, authorities, their names, references, and the authorities of each."""
    works = works_of(debate)
    by_authority: dict[int | None, dict[int, list[Reference]]] = defaultdict(lambda: defaultdict(list))
    rows = (
        Reference.objects.filter(debate=debate).select_related("block__work").prefetch_related("authorities")
    )
    for row in rows.order_by("block__order", "start", "order"):
        for authority in [each.pk for each in row.authorities.all()] or [None]:
            by_authority[authority][row.block.work_id].append(row)
    names = Prefetch("names", AuthorityName.objects.order_by("name"))
    entries = tuple(
        Entry(
            authority=authority,
            names=tuple(form.name for form in authority.names.all() if form.name != authority.name),
            groups=_groups(works, by_authority[authority.pk]),
        )
        for authority in Authority.objects.filter(debate=debate).order_by("order").prefetch_related(names)
    )
    return Authorities(entries, _groups(works, by_authority[None]))


def _groups(works: tuple[Work, ...], references: dict[int, list[Reference]]) -> tuple[Group, ...]:
    return tuple(Group(work, tuple(references[work.pk])) for work in works if work.pk in references)
