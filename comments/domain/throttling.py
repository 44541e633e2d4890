"""Rate limits that keep no address: counts by a keyed hash whose key is in memory only.

``settings.THROTTLE_KEY`` is made at each start, so what is stored can never be turned back into an
address, not even by trying all of them. Limits are counted in fixed windows, exactly, by one
statement, however many processes count at once.
"""

import hmac
import ipaddress
import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import F

from comments.models import Throttle
from masslinesite.statements import forgettable

UPSERT = """
INSERT INTO comments_throttle (key, "window", hits) VALUES {rows}
ON CONFLICT (key, "window") DO UPDATE SET hits = comments_throttle.hits + 1
RETURNING key, hits
"""
CLEAR = 'DELETE FROM comments_throttle WHERE "window" < %s RETURNING key'
#: Longer than any limit's window. Rows older than that count for nothing.
KEPT_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Limit:
    """At most ``hits`` in each window of ``seconds``."""

    hits: int
    seconds: int


class TooMany(Exception):
    """The limit is reached; ``retry_after`` seconds until the window ends."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


def limits_for(purpose: str) -> tuple[Limit, ...]:
    return tuple(Limit(hits, seconds) for hits, seconds in settings.RATE_LIMITS[purpose])


def count_hit(*, purpose: str, sender: str, limits: Sequence[Limit] = ()) -> None:
    """Counts one hit of ``sender`` and raises TooMany when one of the limits is passed.

    ``sender`` is a network address as ``masslinesite.access.client_address`` gives it, of which the
    surroundings count (IPv4 /24, IPv6 /64), or any other text, taken as it is. ``limits`` default to
    ``settings.RATE_LIMITS[purpose]``. A hit that is refused counts in no window: what the short limit
    keeps off must not use up the long one. One statement; one more when a window begins, which clears
    old ones, and as ``take_back_hit`` when the hit is refused.
    """
    limits = limits or limits_for(purpose)
    now = int(time.time())
    rows = _windows(purpose, sender, limits, now)
    upsert = UPSERT.format(rows=", ".join(["(%s, %s, 1)"] * len(rows)))
    with forgettable() as ask:
        hits = dict(ask(upsert, [value for row in rows for value in row]))
        if 1 in hits.values():
            ask(CLEAR, [now - KEPT_SECONDS])
    waits = [
        window + limit.seconds - now
        for limit, (key, window) in zip(limits, rows, strict=True)
        if hits[key] > limit.hits
    ]
    if waits:
        _take_back(rows)
        raise TooMany(max(waits))


def take_back_hit(*, purpose: str, sender: str) -> None:
    """One hit fewer in the windows of now: what was counted beforehand turned out to be no offence.

    One statement a limit. Over the end of a window it may take back nothing, or a hit of somebody else's.
    """
    _take_back(_windows(purpose, sender, limits_for(purpose), int(time.time())))


def _take_back(rows: list[tuple[str, int]]) -> None:
    for key, window in rows:
        Throttle.objects.filter(key=key, window=window, hits__gt=0).update(hits=F("hits") - 1)


def _windows(purpose: str, sender: str, limits: Sequence[Limit], now: int) -> list[tuple[str, int]]:
    """Key and start of the window that each of ``limits`` counts in."""
    network = surroundings(sender)
    return [(_key(purpose, network, limit), now - now % limit.seconds) for limit in limits]


def _key(purpose: str, network: str, limit: Limit) -> str:
    message = "\0".join((purpose, str(limit.seconds), network))
    return hmac.digest(settings.THROTTLE_KEY, message.encode(), "sha256").hex()


def surroundings(sender: str) -> str:
    """The network that shares a limit: whoever has one address of it can easily have the others."""
    try:
        address = ipaddress.ip_address(sender.partition("/")[0])
    except ValueError:
        return sender
    prefix = 24 if address.version == 4 else 64
    return str(ipaddress.ip_network(f"{address}/{prefix}", strict=False))
