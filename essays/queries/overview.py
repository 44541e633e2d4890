"""What the debate page shows besides the formulations: the leading questions and who refers to whom."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from essays.models import Authority, Debate, Question, Reference, Relation, Voice, Work
from essays.queries.frame import works_of
from essays.queries.positions import Row, rows_of

#: So many of those a text refers to are named in its line; the rest are counted.
NAMED = 4


@dataclass(frozen=True)
class Mentions:
    """How many passages of each work refer to a work or an authority; one of the two is None.

    ``by_work`` has every work of the debate, in order, with its count.
    """

    work: Work | None
    authority: Authority | None
    by_work: tuple[tuple[Work, int], ...]

    @property
    def counts(self) -> tuple[int, ...]:
        return tuple(count for _, count in self.by_work)

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def name(self) -> str:
        return self.work.siglum if self.work else self.authority.name


@dataclass(frozen=True)
class Text:
    """A work as a line of the list: what it answers, what answers it, whom it refers to most."""

    work: Work
    answers: Work | None
    answered_by: tuple[Work, ...]
    refers_to: tuple[Mentions, ...]
    others: int


@dataclass(frozen=True)
class Overview:
    works: tuple[Work, ...]
    texts: tuple[Text, ...]
    leading: tuple[Row, ...]
    mentioned_works: tuple[Mentions, ...]
    mentioned_authorities: tuple[Mentions, ...]

    @property
    def kinds(self) -> tuple[tuple[str, int], ...]:
        """How many works of each kind, in the order in which the kinds first come."""
        return tuple(Counter(work.get_kind_display() for work in self.works).items())

    @property
    def turning_point(self) -> Row | None:
        """The last of the leading questions."""
        return self.leading[-1] if self.leading else None

    @property
    def numbered_blocks(self) -> int:
        return sum(work.last_number for work in self.works)


def overview_of(debate: Debate) -> Overview:
    """Eight queries: works, questions, voices, positions, evidence, relations, references, authorities.

    Positions and evidence aren't asked for where no question leads.
    """
    works = works_of(debate)
    mentioned_works = tuple(_mentioned_works(debate, works))
    mentioned_authorities = tuple(_mentioned_authorities(debate, works))
    return Overview(
        works=works,
        texts=tuple(_text(work, works, (*mentioned_works, *mentioned_authorities)) for work in works),
        leading=_leading(debate),
        mentioned_works=mentioned_works,
        mentioned_authorities=mentioned_authorities,
    )


def _text(work: Work, works: tuple[Work, ...], mentions: tuple[Mentions, ...]) -> Text:
    place = works.index(work)
    referred = sorted((each for each in mentions if each.counts[place]), key=lambda each: -each.counts[place])
    return Text(
        work=work,
        answers=next((each for each in works if each.pk == work.responds_to_id), None),
        answered_by=tuple(each for each in works if each.responds_to_id == work.pk),
        refers_to=tuple(referred[:NAMED]),
        others=len(referred[NAMED:]),
    )


def _leading(debate: Debate) -> tuple[Row, ...]:
    """The leading questions with the works' answers; quoted voices are left to the comparison."""
    questions = tuple(Question.objects.filter(debate=debate, leading=True).order_by("order"))
    voices = tuple(Voice.objects.filter(debate=debate, quoted=False).order_by("order").select_related("work"))
    return rows_of(questions, voices) if questions else ()


def _mentioned_works(debate: Debate, works: tuple[Work, ...]) -> Iterable[Mentions]:
    """Relations inside one work, and those that only the editors see, are no mentions."""
    passages: dict[int, dict[int, set[int | None]]] = defaultdict(lambda: defaultdict(set))
    rows = Relation.objects.filter(debate=debate, referenced=True).values_list(
        "from_work", "from_block", "to_work"
    )
    for from_work, from_block, to_work in rows:
        if from_work != to_work:
            passages[to_work][from_work].add(from_block)
    for work in works:
        if work.pk in passages:
            yield Mentions(work, None, tuple((each, len(passages[work.pk][each.pk])) for each in works))


def _mentioned_authorities(debate: Debate, works: tuple[Work, ...]) -> Iterable[Mentions]:
    """The most mentioned first; among equals the order of the records."""
    passages: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    rows = Reference.objects.filter(debate=debate).values_list("authorities", "block__work", "block")
    for authority, work, block in rows:
        passages[authority][work].add(block)
    mentions = [
        Mentions(None, authority, tuple((work, len(passages[authority.pk][work.pk])) for work in works))
        for authority in Authority.objects.filter(debate=debate).order_by("order")
        if authority.pk in passages
    ]
    return sorted(mentions, key=lambda each: -each.total)
