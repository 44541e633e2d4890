"""How many published responses each record of a debate has."""

from dataclasses import dataclass, field

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat

from comments.models import Tally
from comments.page_keys import responses_in, responses_to_tables
from comments.queries.scopes import KINDS, Scope
from essays.models import Block, Debate, Formulation, Position, Question, Work
from masslinesite.page_versions import depends_on
from masslinesite.prepared import Prepared, prepared


@dataclass(frozen=True)
class Tallies:
    """Published responses by record id; a record without any is absent."""

    debates: dict[int, int] = field(default_factory=dict)
    works: dict[int, int] = field(default_factory=dict)
    blocks: dict[int, int] = field(default_factory=dict)
    formulations: dict[int, int] = field(default_factory=dict)
    questions: dict[int, int] = field(default_factory=dict)
    positions: dict[int, int] = field(default_factory=dict)


def tallies_of(debate: Debate) -> Tallies:
    """All of a debate's tallies but those of links and of pairs of paragraphs. One query."""
    depends_on(*responses_in(Scope.of(debate)))
    return _tallies(_in_debate(debate.pk))


def tallies_of_tables(debate: Debate) -> Tallies:
    """Those of a debate's formulations, questions and positions: all that the page shows which compares
    them. One query."""
    depends_on(responses_to_tables(debate.pk))
    return _tallies(_in_tables(debate.pk))


def tallies_of_work(work: Work) -> Tallies:
    """Those of a work and of its paragraphs: all that its pages show. One query."""
    depends_on(*responses_in(Scope.of(work)))
    return _tallies(_in_work(work.pk))


@prepared
def _in_debate(debate: int) -> QuerySet:
    own = _scopes("debate", Debate.objects.filter(pk=debate))
    works = _scopes("work", Work.objects.filter(debate=debate))
    blocks = _scopes("block", Block.objects.filter(work__debate=debate))
    return _rows(own, works, blocks, *_of_tables(debate))


@prepared
def _in_tables(debate: int) -> QuerySet:
    return _rows(*_of_tables(debate))


@prepared
def _in_work(work: int) -> QuerySet:
    own = _scopes("work", Work.objects.filter(pk=work))
    return _rows(own, _scopes("block", Block.objects.filter(work=work)))


def _of_tables(debate: int) -> tuple[QuerySet, ...]:
    return (
        _scopes("formulation", Formulation.objects.filter(debate=debate)),
        _scopes("question", Question.objects.filter(debate=debate)),
        _scopes("position", Position.objects.filter(question__debate=debate)),
    )


def _rows(first: QuerySet, *others: QuerySet) -> QuerySet:
    """All names in one list: asked for by an OR, PostgreSQL reads every tally there is."""
    names = first.union(*others, all=True)
    return Tally.objects.filter(scope__in=names).values_list("scope", "responses")


def _tallies(rows: Prepared) -> Tallies:
    found: dict[str, dict[int, int]] = {kind: {} for kind in KINDS}
    for scope, responses in rows.read():
        kind, number = scope.split(":")
        if responses:
            found[kind][int(number)] = responses
    return Tallies(
        debates=found["debate"],
        works=found["work"],
        blocks=found["block"],
        formulations=found["formulation"],
        questions=found["question"],
        positions=found["position"],
    )


def tally_of(scope: Scope) -> tuple[int, int]:
    """Published responses and threads of one scope. One query."""
    rows = _counts(tuple(scope.names)).read()
    return sum(responses for responses, _ in rows), sum(threads for _, threads in rows)


@prepared
def _counts(names: tuple[str, ...]) -> QuerySet:
    return Tally.objects.filter(scope__in=names).values_list("responses", "threads")


def _scopes(kind: str, records: QuerySet) -> QuerySet:
    return records.order_by().values_list(Concat(Value(f"{kind}:"), Cast("pk", CharField())), flat=True)
