"""What a search can be narrowed down to, and the names that it knows."""

from collections import Counter
from dataclasses import dataclass

from essays.models import Author, AuthorityName, Debate, Work


@dataclass(frozen=True)
class Choices:
    """Debates by name; works, with their authors, in the order of their debates."""

    debates: tuple[Debate, ...]
    works: tuple[Work, ...]

    @property
    def authors(self) -> tuple[Author, ...]:
        """Each author once, in the order of the works."""
        return tuple({work.author_id: work.author for work in self.works}.values())

    @property
    def labelled_authors(self) -> tuple[tuple[Author, str], ...]:
        """The authors as they are offered: those of whom no name is stated, and namesakes, with a text."""
        names = Counter(str(author) for author in self.authors)
        texts = {work.author_id: work for work in reversed(self.works)}
        return tuple(
            (author, str(author) if names[str(author)] == 1 else f"{author} ({_titled(texts[author.pk])})")
            for author in self.authors
        )

    def debate(self, slug: str) -> Debate | None:
        return next((each for each in self.debates if each.slug == slug), None)

    def work(self, slug: str) -> Work | None:
        return next((each for each in self.works if each.slug == slug), None)


def _titled(work: Work) -> str:
    return f"{work.siglum}: {work.short_title}"


def choices_of(debate_slug: str) -> Choices:
    """All debates, and the works of one of them; of all when there is no such debate. 2 queries."""
    debates = tuple(Debate.objects.order_by("name", "slug"))
    works = Work.objects.select_related("author").order_by("debate__name", "order")
    if any(debate.slug == debate_slug for debate in debates):
        works = works.filter(debate__slug=debate_slug)
    return Choices(debates, tuple(works))


def names_known(debate: Debate | None) -> list[tuple[int, str]]:
    """Every form of an authority's name as (authority, form), of one debate or of all; its own name, which
    the texts may not print, comes after those that they do. 1 query."""
    names = AuthorityName.objects.order_by("authority", "pk")
    rows = list((names.filter(debate=debate) if debate else names).select_related("authority"))
    printed = [(row.authority_id, row.name) for row in rows]
    return list(dict.fromkeys([*printed, *((row.authority_id, row.authority.name) for row in rows)]))
