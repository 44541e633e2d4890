"""The flags of a response, for the moderators alone."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count

from comments.enums import Finding, FlagReason
from comments.models import Flag, Response


@dataclass(frozen=True)
class SeenFlag:
    """A flag, and what was found of the other flags of the same sender, on whatever responses."""

    flag: Flag
    is_on_current: bool
    founded: int
    unfounded: int
    misused: int

    @property
    def is_open(self) -> bool:
        return self.flag.finding == Finding.OPEN

    @property
    def is_of_nobody_known(self) -> bool:
        return not (self.founded or self.unfounded or self.misused)


@dataclass(frozen=True)
class FlagsSeen:
    """All flags of a response, the first first; ``reasons`` how often each was given by those not looked at
    yet."""

    flags: list[SeenFlag]
    reasons: list[tuple[FlagReason, int]]

    @property
    def waiting(self) -> int:
        return sum(each.is_open for each in self.flags)

    @property
    def found(self) -> int:
        """Of so many something was found."""
        return len(self.flags) - self.waiting


def flags_of(response: Response) -> FlagsSeen | None:
    """None where there are none. Two queries; one where there are none, none where it was never published."""
    if response.published_at is None:
        return None
    flags = list(Flag.objects.filter(response=response))
    if not flags:
        return None
    found = _found_across({flag.across for flag in flags})
    given = Counter(FlagReason(flag.reason) for flag in flags if flag.finding == Finding.OPEN)
    return FlagsSeen(
        flags=[_seen(flag, response, found[flag.across]) for flag in flags],
        reasons=given.most_common(),
    )


def _seen(flag: Flag, response: Response, found: Counter[str]) -> SeenFlag:
    others = found - Counter({flag.finding: 1})
    return SeenFlag(
        flag=flag,
        is_on_current=flag.revision_id == response.current_id,
        founded=others[Finding.FOUNDED],
        unfounded=others[Finding.UNFOUNDED],
        misused=others[Finding.ABUSE],
    )


def _found_across(senders: set[str]) -> defaultdict[str, Counter[str]]:
    """By sender, how many of its flags were found what. One query."""
    rows = Flag.objects.filter(across__in=senders).order_by().values_list("across", "finding")
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for across, finding, number in rows.annotate(number=Count("id")):
        found[across][finding] = number
    return found
