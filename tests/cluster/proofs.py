"""What is counted when all is over: in the database, at the receipts, in the logs."""

import re
from collections import Counter
from itertools import cycle
from pathlib import Path

import psycopg2

from tests.cluster.browser import Browser, Place
from tests.cluster.load import Seen, Sent

MARKER = re.compile(r"\bzq[0-9a-f]{12}\b")


def answers(url: str) -> bool:
    """Whether there is a database that can be written to."""
    try:
        with psycopg2.connect(url) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT pg_is_in_recovery()")
            return cursor.fetchone() == (False,)
    except (psycopg2.OperationalError, psycopg2.InterfaceError):
        # The second where the connection broke off within.
        return False


def stored(url: str) -> Counter:
    """How many responses hold each marker. One query."""
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT text FROM comments_revision")
        return Counter(found for (text,) in cursor for found in set(MARKER.findall(text)))


def statuses(url: str) -> dict[str, str]:
    """The status of each response by its marker."""
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT revision.text, response.status FROM comments_revision AS revision "
            "JOIN comments_response AS response ON response.id = revision.response_id"
        )
        return {found: status for text, status in cursor for found in MARKER.findall(text)}


def lost_and_doubled(seen: Seen, counts: Counter) -> tuple[list[str], list[str]]:
    """Markers of acknowledged responses that are not there, and of any that are there twice."""
    lost = [each.marker for each in seen.sent if not counts[each.marker]]
    return lost, [marker for marker in seen.tried if counts[marker] > 1]


def undone(decisions: list[tuple[Sent, str]], now: dict[str, str]) -> list[str]:
    """Markers whose last acknowledged decision does not hold."""
    means = {"approve": {"published", "removed"}, "remove": {"removed"}}
    last = {sent.marker: action for sent, action in decisions}
    return [marker for marker, action in last.items() if now.get(marker) not in means[action]]


def bad_receipts(seen: Seen, places: list[Place], source: str) -> list[str]:
    """Receipts of acknowledged responses that do not open with their words, each at one of ``places``."""
    browsers = cycle([Browser(place, source) for place in places])
    asked = zip(seen.sent, browsers, strict=False)
    return [each.receipt for each, browser in asked if each.marker not in browser.get(each.receipt).text]


def told_by_logs(folder: Path, networks: str) -> list[str]:
    """Lines of any program's log that hold a reader's word or address."""
    pattern = re.compile(rf"{MARKER.pattern}|{networks}")
    return [
        f"{log.name}: {pattern.search(line)[0]}"
        for log in sorted(folder.glob("*.log"))
        for line in log.read_text("utf-8", "replace").splitlines()
        if pattern.search(line)
    ]
