"""What a reader chose to compare, made into a choice that can be shown.

Pure: the keys that can be chosen and those asked for go in, the choice and what has to be said
about it come out. Nothing asked for is ever an error: too few are filled up, too many are cut,
unknown ones are left out, and each of these is told in a notice.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

#: A table of more columns than four can't be read on a page; fewer than two compare nothing.
FEWEST = 2
MOST = 4

#: Of what can't be found so much is repeated to the reader: enough to see a slip of the pen.
UNKNOWN_SHOWN = 3
UNKNOWN_LENGTH = 24


@dataclass(frozen=True)
class Choice:
    """``keys`` in the order of the debate, never that of the address: no position comes first by choice.

    ``asked`` says that the reader named at least one of them.
    """

    keys: tuple[str, ...]
    notices: tuple[str, ...] = ()
    asked: bool = False


def shown(unknown: Sequence[str]) -> str:
    """Unknown keys for a notice: a few of them, each cut short."""
    cut = [
        key if len(key) <= UNKNOWN_LENGTH else key[:UNKNOWN_LENGTH] + "…" for key in unknown[:UNKNOWN_SHOWN]
    ]
    more = len(unknown) - len(cut)
    return ", ".join(f"“{key}”" for key in cut) + (f" and {more} more" if more > 0 else "")


def joined(keys: Sequence[str]) -> str:
    return keys[0] if len(keys) == 1 else f"{', '.join(keys[:-1])} and {keys[-1]}"


def sort_out(asked: Sequence[str], known: Sequence[str]) -> tuple[list[str], list[str]]:
    """Those asked for that are known, once each, and those that are not; case and outer space don't count."""
    by_fold = {key.casefold(): key for key in known}
    found: dict[str, None] = {}
    unknown: dict[str, None] = {}
    for key in (key.strip() for key in asked):
        if key.casefold() in by_fold:
            found[by_fold[key.casefold()]] = None
        elif key:
            unknown[key] = None
    return list(found), list(unknown)


def choose_positions(*, asked: Sequence[str], known: Sequence[str], first: Sequence[str]) -> Choice:
    """Two to four positions to compare.

    ``known`` are the sigla in the debate's order, ``first`` those shown when nothing is asked for and
    from which a single one is filled up. A debate with fewer than two positions shows what it has.
    """
    found, unknown = sort_out(asked, known)
    named = bool(found)
    notices = []
    if unknown and known:
        notices.append(f"There is no position {shown(unknown)}; the positions are {joined(known)}.")
    if len(found) > MOST:
        dropped = found[MOST:]
        found = found[:MOST]
        notices.append(f"At most four positions fit beside each other: {joined(dropped)} left out.")
    if len(found) < FEWEST:
        wanted = fill_up(found, known, first)
        added = [key for key in in_order(wanted, known) if key not in found]
        if found and added:
            notices.append(
                f"Only {found[0]} was chosen; {joined(added)} added, because a comparison takes two."
            )
        found = wanted
    return Choice(in_order(found, known), tuple(notices), named)


def fill_up(found: Sequence[str], known: Sequence[str], first: Sequence[str]) -> list[str]:
    """With nothing found the first choice; with one found that one and one more."""
    candidates = [key for key in [*in_order(first, known), *known] if key not in found]
    if not found and len(first) >= FEWEST:
        return list(in_order(first, known)[:MOST])
    return [*found, *dict.fromkeys(candidates)][:FEWEST]


def choose_questions(
    *, asked: Sequence[str], known: Sequence[str], core: Sequence[str], everything: bool
) -> Choice:
    """The questions to show: those asked for, else all if ``everything``, else the core ones.

    Where no question is core, all of them are.
    """
    found, unknown = sort_out(asked, known)
    notices = (f"There is no question {shown(unknown)}; it is left out.",) if unknown else ()
    default = known if everything else (core or known)
    return Choice(in_order(found or default, known), notices, bool(found))


def in_order(keys: Collection[str], known: Sequence[str]) -> tuple[str, ...]:
    return tuple(key for key in known if key in keys)
