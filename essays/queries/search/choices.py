"""What a search can be narrowed down to, and the names that it knows."""

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

    def debate(self, slug: str) -> Debate | None:
        return next((each for each in self.debates if each.slug == slug), None)

    def work(self, slug: str) -> Work | None:
        return next((each for each in self.works if each.slug == slug), None)


def choices_of(debate_slug: str) -> Choices:
    """All debates, and the works of one of them; of all when there is no such debate. 2 queries."""
    debates = tuple(Debate.objects.order_by("name", "slug"))
    works = Work.objects.select_related("author").order_by("debate__name", "order")
    if any(debate.slug == debate_slug for debate in debates):
        works = works.filter(debate__slug=debate_slug)
    return Choices(debates, tuple(works))


def names_known(debate: Debate | None) -> list[tuple[int, str]]:
    """Every form of an authority's name as (authority, form), of one debate or of all. 1 query."""
    names = AuthorityName.objects.order_by("authority", "pk").values_list("authority_id", "name")
    return list(names.filter(debate=debate) if debate else names)
