"""What threads hang on: a record, or two paragraphs, and where its responses are found."""

from dataclasses import dataclass
from typing import Self

from django.db.models import Q, QuerySet

from comments.models import Response
from essays.models import Block, Debate, Formulation, Link, Position, Question, Work

#: The kinds of record that threads hang on. Two paragraphs are a scope too, ``PAIR``.
KINDS = ("block", "debate", "formulation", "link", "position", "question", "work")
PAIR = "pair"
#: The fields of a response that name a record of a kind, where that is not the kind's own alone: a
#: passage can be the first of two or the second.
FIELDS = {"work": ("work", "other_work"), "block": ("block", "other_block")}

Record = Debate | Work | Block | Formulation | Question | Link | Position


@dataclass(frozen=True)
class Scope:
    """A record whose threads are shown together, or two blocks, the one with the lower id first."""

    kind: str
    pk: int
    other_pk: int | None = None

    @classmethod
    def of(cls, record: Record) -> Self:
        return cls(kind=record._meta.model_name, pk=record.pk)

    @classmethod
    def of_pair(cls, one: Block, other: Block) -> Self:
        """The same whichever of them comes first."""
        return cls(PAIR, *sorted((one.pk, other.pk)))

    @property
    def name(self) -> str:
        """What its tally is called: ``work:3``, ``pair:17-23``."""
        return f"{self.kind}:{self.pk}" if self.other_pk is None else f"{self.kind}:{self.pk}-{self.other_pk}"

    @property
    def conditions(self) -> list[Q]:
        """A response that meets one of them is in the scope; it can meet two."""
        if self.kind == PAIR:
            return [Q(block=self.pk, other_block=self.other_pk)]
        return [Q(**{field: self.pk}) for field in FIELDS.get(self.kind, (self.kind,))]

    def streams(self) -> list[QuerySet[Response]]:
        """What the scope's threads show, in parts that an index of its own each gives in order.

        One query for all would have an OR, which no index gives in order. Whoever reads takes the parts
        together and leaves out what comes twice.
        """
        return [Response.objects.in_threads().filter(condition) for condition in self.conditions]


def scopes_of(response: Response) -> set[Scope]:
    """The scopes that a response is in, each once. No query."""
    fields = [(kind, field) for kind in KINDS for field in FIELDS.get(kind, (kind,))]
    ids = [(kind, getattr(response, f"{field}_id")) for kind, field in fields]
    scopes = {Scope(kind, pk) for kind, pk in ids if pk is not None}
    if response.other_block_id is not None:
        scopes.add(Scope(PAIR, response.block_id, response.other_block_id))
    return scopes
