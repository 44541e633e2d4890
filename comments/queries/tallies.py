"""How many published responses each record of a debate has."""

from dataclasses import dataclass, field

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from comments.models import Tally
from essays.models import Block, Debate, Formulation, Question, Work

#: The kinds of record that threads hang on, in the order in which their tallies are locked.
KINDS = ("block", "debate", "formulation", "question", "work")


def scope_of(kind: str, number: int) -> str:
    """The name of a record's tally: ``work:3``."""
    return f"{kind}:{number}"


@dataclass(frozen=True)
class Tallies:
    """Published responses by record id; a record without any is absent."""

    debate: int = 0
    works: dict[int, int] = field(default_factory=dict)
    blocks: dict[int, int] = field(default_factory=dict)
    formulations: dict[int, int] = field(default_factory=dict)
    questions: dict[int, int] = field(default_factory=dict)


def tallies_of(debate: Debate) -> Tallies:
    """All of a debate's tallies. One query."""
    found: dict[str, dict[int, int]] = {kind: {} for kind in KINDS}
    wanted = (
        Q(scope=scope_of("debate", debate.pk))
        | Q(scope__in=_scopes("work", Work.objects.filter(debate=debate)))
        | Q(scope__in=_scopes("block", Block.objects.filter(work__debate=debate)))
        | Q(scope__in=_scopes("formulation", Formulation.objects.filter(debate=debate)))
        | Q(scope__in=_scopes("question", Question.objects.filter(debate=debate)))
    )
    for scope, responses in Tally.objects.filter(wanted).values_list("scope", "responses"):
        kind, number = scope.split(":")
        if responses:
            found[kind][int(number)] = responses
    return Tallies(
        debate=found["debate"].get(debate.pk, 0),
        works=found["work"],
        blocks=found["block"],
        formulations=found["formulation"],
        questions=found["question"],
    )


def tally_of(kind: str, number: int) -> tuple[int, int]:
    """Published responses and threads of one scope (``"work"``, 3). One query."""
    row = Tally.objects.filter(scope=scope_of(kind, number)).values_list("responses", "threads").first()
    return row or (0, 0)


def _scopes(kind: str, records: QuerySet) -> QuerySet:
    return records.order_by().values_list(Concat(Value(f"{kind}:"), Cast("pk", CharField())), flat=True)
