"""What the frame of every page shows of a debate: its texts and its quoted voices."""

from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from essays.models import Debate, Voice, Work

WORKS = Prefetch("works", Work.objects.select_related("author").order_by("order"))
QUOTED_VOICES = Prefetch(
    "voices", Voice.objects.filter(quoted=True).order_by("order"), to_attr="quoted_voices"
)


@dataclass(frozen=True)
class SiglaKey:
    """The letters citations use, and what each stands for."""

    works: tuple[Work, ...]
    quoted: tuple[Voice, ...]


def works_of(debate: Debate) -> tuple[Work, ...]:
    """The debate's works with their authors, in order.

    One query the first time a debate object is asked, none afterwards: the page and its frame
    share the answer.
    """
    prefetch_related_objects([debate], WORKS)
    return tuple(debate.works.all())


def sigla_key(debate: Debate) -> SiglaKey:
    """Two queries; one where the page has asked for the works already."""
    works = works_of(debate)
    prefetch_related_objects([debate], QUOTED_VOICES)
    return SiglaKey(works=works, quoted=tuple(debate.quoted_voices))
