"""Materialised paths of threads: pure text, no database.

A path is the ids from the thread's first response down to the response itself, each in seven
base-36 digits. The label is the id, so siblings need no counter and no lock, and the order of
paths is the order of the thread. Seven digits hold 36**7 = 78,364,164,096 ids.
"""

LABEL = 7
#: No response has this number or a higher one.
NUMBERS = 36**LABEL
#: PostgreSQL refuses b-tree entries over 2,704 bytes; 200 labels take 1,400.
MAX_DEPTH = 200
MAX_PATH_LENGTH = LABEL * MAX_DEPTH
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def label(number: int) -> str:
    """``number`` (1 to 36**7 - 1) as seven base-36 digits. Raises ValueError outside that range."""
    if not 0 < number < NUMBERS:
        raise ValueError(f"{number} does not fit a path label of {LABEL} digits")
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits.rjust(LABEL, "0")


def child(parent: str, number: int) -> str:
    """The path of response ``number`` under ``parent`` (empty at the top).

    Below the greatest depth a reply joins its deepest possible ancestor's replies: the path stays
    within the index's limit, ``Response.parent`` still says what it answers.
    """
    return parent[: LABEL * (MAX_DEPTH - 1)] + label(number)


def numbers(path: str) -> list[int]:
    """The ids in ``path``, from the first response of the thread to the response itself."""
    return [int(path[at : at + LABEL], 36) for at in range(0, len(path), LABEL)]


def number(path: str) -> int:
    """The id of the response itself."""
    return int(path[-LABEL:], 36)


def ancestors(path: str) -> list[str]:
    """The paths above ``path``, from the top down; empty for a thread's first response."""
    return [path[:end] for end in range(LABEL, len(path), LABEL)]


def depth(path: str) -> int:
    return len(path) // LABEL


def subtree(path: str) -> tuple[str, str]:
    """Bounds ``(low, high)`` with ``low <= p < high`` for ``path`` and every path below it.

    ``high`` is where a sibling with the next id would stand: digits and small letters only, whose
    order is the same in every collation, which that of a sign like ``~`` is not.
    """
    return path, path[:-LABEL] + label(number(path) + 1)
