"""What the address of a search asks for. Nothing in it is an error: what is unknown is left out."""

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from urllib.parse import urlencode

from django.http import QueryDict

from essays.domain.concordance import Sorting
from essays.enums import EntryKind
from essays.queries.search import MOST_MATCHES, Order
from essays.queries.search.terms import FIRST_YEAR, LAST_YEAR


class View(StrEnum):
    LIST = "list"
    KWIC = "kwic"


@dataclass(frozen=True)
class Asked:
    """The parts of the address as typed, made sure of; ``sort`` is one of the view's own."""

    q: str = ""
    debate: str = ""
    work: str = ""
    author: str = ""
    kind: tuple[EntryKind, ...] = ()
    since: int | None = None
    until: int | None = None
    view: View = View.LIST
    sort: Order | Sorting = Order.BEST
    after: int = 0

    def address(self, **changes: object) -> str:
        """The query string of this search with some parts changed, from its first page unless ``after``."""
        changed = replace(self, **{"after": 0} | changes)
        asked = ((field.name, getattr(changed, field.name), field.default) for field in fields(self))
        return "?" + urlencode(
            [(name, value) for name, value, default in asked if value != default], doseq=True
        )


def read_search(query: QueryDict) -> Asked:
    """Reads any address."""
    view = View.KWIC if query.get("view") == View.KWIC else View.LIST
    orders = Order if view == View.LIST else Sorting
    wanted = query.get("sort", "")
    since, until = (_number(query.get(name, ""), FIRST_YEAR, LAST_YEAR) for name in ("since", "until"))
    return Asked(
        q=query.get("q", "").replace("\x00", " ").strip(),
        debate=query.get("debate", ""),
        work=query.get("work", ""),
        author=query.get("author", ""),
        kind=tuple(kind for kind in EntryKind if kind in query.getlist("kind")),
        since=since,
        until=until,
        view=view,
        sort=orders(wanted) if wanted in list(orders) else next(iter(orders)),
        after=_number(query.get("after", ""), 0, MOST_MATCHES * 10) or 0,
    )


@dataclass(frozen=True)
class Uses:
    """How the uses of a term are asked for: ``form`` is one exact form, folded; empty: all."""

    sort: Sorting = Sorting.PLACE
    form: str = ""
    after: int = 0

    def address(self, **changes: object) -> str:
        """The query string of the same uses with some parts changed."""
        changed = replace(self, **changes)
        parts = [("sort", str(changed.sort)), ("form", changed.form), ("after", changed.after)]
        return "?" + urlencode([part for part in parts if part[1]])


def read_sorting(query: QueryDict) -> Uses:
    """Reads any address."""
    wanted = query.get("sort", "")
    return Uses(
        sort=Sorting(wanted) if wanted in list(Sorting) else Sorting.PLACE,
        form=query.get("form", ""),
        after=_number(query.get("after", ""), 0, MOST_MATCHES * 100) or 0,
    )


def _number(typed: str, least: int, most: int) -> int | None:
    """A number as typed, brought into its bounds; None where there is none."""
    if not (typed.isascii() and typed.isdigit() and len(typed) < 9):
        return None
    return min(max(int(typed), least), most)
