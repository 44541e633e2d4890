"""What threads hang on: a record, or two paragraphs, and where its responses are found."""

from dataclasses import dataclass, field
from typing import Self

from django.db.models import Q, QuerySet

from comments.models import Response
from comments.models.responses import ANOTHER_WORK
from essays.models import Block, Debate, Formulation, Link, Position, Question, Work

#: The kinds of record that threads hang on. Two paragraphs are a scope too, ``PAIR``, and so are, within it,
#: the responses that name none of the links between the two.
KINDS = ("block", "debate", "formulation", "link", "position", "question", "work")
PAIR, UNLINKED = "pair", "unlinked"
#: The fields of a response that name a record of a kind, where that is not the kind's own alone: a
#: passage can be the first of two or the second.
FIELDS = {"work": ("work", "other_work"), "block": ("block", "other_block")}

Record = Debate | Work | Block | Formulation | Question | Link | Position


@dataclass(frozen=True)
class Scope:
    """A record whose threads are shown together, or two blocks, the one with the lower id first.

    ``also``: a scope that has none of the same responses, whose threads are shown among these.
    """

    kind: str
    pk: int
    other_pk: int | None = None
    also: Self | None = field(default=None, compare=False)

    @classmethod
    def of(cls, record: Record) -> Self:
        """Of a link, what answers its two paragraphs without naming another link belongs there too."""
        also = None
        if isinstance(record, Link):
            also = cls(UNLINKED, *sorted((record.left_block_id, record.right_block_id)))
        return cls(kind=record._meta.model_name, pk=record.pk, also=also)

    @classmethod
    def of_pair(cls, one: Block, other: Block) -> Self:
        """The same whichever of them comes first."""
        return cls(PAIR, *sorted((one.pk, other.pk)))

    @property
    def name(self) -> str:
        """What its tally is called: ``work:3``, ``pair:17-23``."""
        return f"{self.kind}:{self.pk}" if self.other_pk is None else f"{self.kind}:{self.pk}-{self.other_pk}"

    @property
    def names(self) -> list[str]:
        """The tallies that together say how much is shown."""
        return [self.name] + (self.also.names if self.also else [])

    @property
    def conditions(self) -> list[Q]:
        """A response that meets one of them is in the scope; it can meet two."""
        if self.other_pk is not None:
            linked = {"link": None} if self.kind == UNLINKED else {}
            return [Q(block=self.pk, other_block=self.other_pk, **linked)]
        own = [Q(**{name: self.pk}) for name in FIELDS.get(self.kind, (self.kind,))]
        return own + (self.also.conditions if self.also else [])

    def streams(self) -> list[QuerySet[Response]]:
        """What the scope's threads show, in parts that an index of its own each gives in order, and no
        response in two of them.

        One condition for all would have an OR, which no index gives in order.
        """
        parts = []
        for at, condition in enumerate(self.conditions):
            part = Response.objects.in_threads().filter(condition)
            for earlier in self.conditions[:at]:
                part = part.exclude(earlier)
            if self.kind == "work" and at:
                # As the index has it, by which an engine knows that it holds them all.
                part = part.filter(ANOTHER_WORK)
            parts.append(part)
        return parts


def scopes_of(response: Response) -> set[Scope]:
    """The scopes that a response is in, each once. No query: which links there are between two paragraphs can
    change with every load, so what answers these alone is counted by itself."""
    fields = [(kind, field) for kind in KINDS for field in FIELDS.get(kind, (kind,))]
    ids = [(kind, getattr(response, f"{field}_id")) for kind, field in fields]
    scopes = {Scope(kind, pk) for kind, pk in ids if pk is not None}
    if response.other_block_id is not None:
        scopes.add(Scope(PAIR, response.block_id, response.other_block_id))
        if response.link_id is None:
            scopes.add(Scope(UNLINKED, response.block_id, response.other_block_id))
    return scopes
