"""Counting a month that is over, once: its figures are kept and never made anew.

A month is counted a day and a night after its end, when its decisions cannot be undone any more; what was
undone is not counted. The first to ask for the figures afterwards has it counted. Counting reads the log of
that month alone, but looks for it in all of the log, so it takes longer the longer the log is; reading the
figures does not.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from statistics import median_low

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from comments.domain.figures.disclosure import Sum, protect, protect_waits
from comments.domain.waiting import tried_again
from comments.enums import Action, Measure, Reason, Status
from comments.models import Decision, Figure, FigureMonth, Response
from comments.rules import DECIDING, REASON_TEXTS, UNDO_WITHIN
from essays.models import Debate
from masslinesite.time_limits import lift_statement_limit

COUNTED = tuple(measure for measure in Measure if "wait" not in measure)
WAITS = (Measure.MEDIAN_WAIT, Measure.LONGEST_WAIT)
HOUR = timedelta(hours=1)
BY_ACTION = {
    Action.REJECT: Measure.REJECTED,
    Action.RETURN: Measure.RETURNED,
    Action.REMOVE: Measure.REMOVED,
    Action.WITHDRAW: Measure.WITHDRAWN,
    Action.REVERSE: Measure.REVERSED,
}
#: Debate's id (None: all), measure, reason.
Key = tuple[int | None, Measure, Reason]


@dataclass
class MonthCount:
    """``waits`` are from submission to first decision, by debate."""

    numbers: Counter[Key] = field(default_factory=Counter)
    waits: defaultdict[int | None, list[timedelta]] = field(default_factory=lambda: defaultdict(list))

    def add(self, debate: int, measure: Measure, reason: Reason = Reason.NONE) -> None:
        for scope in (debate, None):
            self.numbers[scope, measure, reason] += 1

    def number(self, debate: int | None, measure: Measure, reason: Reason = Reason.NONE) -> int:
        """The figure; of waits in hours, 0 where nobody waited."""
        if measure not in WAITS:
            return self.numbers[debate, measure, reason]
        waits = sorted(self.waits[debate]) or [timedelta()]
        return round((median_low(waits) if measure == Measure.MEDIAN_WAIT else waits[-1]) / HOUR)


@tried_again
def count_due(*, now: datetime | None = None) -> None:
    """Counts the months that are over and not counted. One query where there is none to count, two before
    the first response. Nothing where somebody else counts at the same moment."""
    now = now or timezone.now()
    for month in _due(now):
        try:
            with transaction.atomic():
                # However long the log is: broken off, the month would be counted by nobody ever.
                lift_statement_limit()
                _count(month, now)
        except IntegrityError:
            return


def _due(now: datetime) -> Iterator[date]:
    counted = FigureMonth.objects.order_by("-month").values_list("month", flat=True).first()
    if counted is not None:
        month = _next(counted)
    else:
        first = Response.objects.order_by("id").values_list("submitted_at", flat=True).first()
        if first is None:
            return
        month = first.astimezone(UTC).date().replace(day=1)
    while _midnight(_next(month)) + UNDO_WITHIN <= now:
        yield month
        month = _next(month)


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def find_wrong_figures() -> Iterator[str]:
    """What was counted is what the logs of its month say still. Nobody mends it: it was published. Three
    queries a month."""
    for row in FigureMonth.objects.order_by("month"):
        count = _counted(row.month)
        for figure in row.figures.order_by("id"):
            there = count.number(figure.debate_id, Measure(figure.measure), Reason(figure.reason))
            if figure.number != there:
                what = " ".join(filter(None, (str(figure.debate_id or "all"), figure.measure, figure.reason)))
                yield f"{row.month:%Y-%m}, {what}: counted {figure.number}, there are {there}"


def _count(month: date, now: datetime) -> None:
    row = FigureMonth.objects.create(month=month, counted_at=now)
    debates = list(Debate.objects.order_by("id").values_list("id", flat=True))
    Figure.objects.bulk_create(_figures(row, _counted(month), debates))


def _counted(month: date) -> MonthCount:
    """Two queries."""
    count = MonthCount()
    start, end = _midnight(month), _midnight(_next(month))
    received = Response.objects.filter(submitted_at__gte=start, submitted_at__lt=end).order_by("id")
    for debate in received.values_list("debate_id", flat=True).iterator():
        count.add(debate, Measure.RECEIVED)
    for decision in _decisions(start, end).iterator():
        _add_decision(count, decision)
    return count


def _decisions(start: datetime, end: datetime):
    """Those of the month, with whether each was undone, and whether it was the first on its response."""
    same = Decision.objects.filter(response_id=OuterRef("response_id"))
    following = same.filter(pk__gt=OuterRef("pk")).order_by("pk").values("action")[:1]
    earlier = same.filter(pk__lt=OuterRef("pk"), action__in=DECIDING)
    rows = Decision.objects.select_related(None).filter(at__gte=start, at__lt=end)
    rows = rows.annotate(following=Subquery(following), is_later=Exists(earlier)).order_by("id")
    names = ("response__debate_id", "response__submitted_at", "action", "reason", "old_status", "new_status")
    return rows.values(*names, "at", "following", "is_later")


def _add_decision(count: MonthCount, decision: dict) -> None:
    debate, action = decision["response__debate_id"], Action(decision["action"])
    if action in DECIDING and not decision["is_later"]:
        wait = decision["at"] - decision["response__submitted_at"]
        for scope in (debate, None):
            count.waits[scope].append(wait)
    if action == Action.UNDO or decision["following"] == Action.UNDO:
        return
    if decision["new_status"] == Status.PUBLISHED != decision["old_status"]:
        count.add(debate, Measure.PUBLISHED)
    if measure := BY_ACTION.get(action):
        count.add(debate, measure)
    if action == Action.REJECT:
        count.add(debate, Measure.REJECTED, Reason(decision["reason"]))


def _figures(row: FigureMonth, count: MonthCount, debates: list[int]) -> Iterator[Figure]:
    scopes = [None, *debates]
    keys = [(scope, measure, Reason.NONE) for scope in scopes for measure in COUNTED]
    keys += [(scope, Measure.REJECTED, reason) for scope in scopes for reason in REASON_TEXTS]
    numbers = {key: count.numbers[key] for key in keys}
    for key, shown in protect(numbers, _sums(debates)).items():
        debate, measure, reason = key
        yield Figure(
            month=row, debate_id=debate, measure=measure, reason=reason, number=numbers[key], shown=shown
        )
    disclosed = protect_waits({scope: len(count.waits[scope]) for scope in scopes}, total=None)
    for scope in scopes:
        for measure in WAITS:
            number = count.number(scope, measure)
            yield Figure(month=row, debate_id=scope, measure=measure, number=number, shown=disclosed[scope])


def _sums(debates: list[int]) -> list[Sum]:
    """What a reader can add up: debates to all of them, reasons to what was rejected."""
    split = [(measure, Reason.NONE) for measure in COUNTED]
    split += [(Measure.REJECTED, reason) for reason in REASON_TEXTS]
    sums = [Sum((None, *each), tuple((debate, *each) for debate in debates)) for each in split]
    for scope in (None, *debates):
        parts = tuple((scope, Measure.REJECTED, reason) for reason in REASON_TEXTS)
        sums.append(Sum((scope, Measure.REJECTED, Reason.NONE), parts))
    return sums
