"""Templates rendered once, and filled many times.

Rendering a template costs some ten times what joining its text does, and on a page of a thread most of it
comes out the same for each response and for each page. A mould is a template rendered with *slots* where it
differs; filling it is a join. All markup stays in the templates.
"""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import ParamSpec, Self, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

P = ParamSpec("P")
R = TypeVar("R")
# Of each process, so that nothing that comes by an address can be taken for one; escaping leaves them alone.
OPENING, CLOSING = f"\x01{secrets.token_hex(8)}:", "\x02"
SLOT = re.compile(f"{OPENING}([a-z0-9_]+){CLOSING}")
#: One of ``Mould.pattern``, with the doubled per cent signs before it.
SLOT_OF_PATTERN = re.compile(r"(?<!%)((?:%%)*)%\(([a-z0-9_]+)\)s")


class Slot:
    """Stands in a template's context for what is filled in later: prints as its mark.

    ``count`` is what it counts as where the template asks: for its truth, for a plural.
    """

    def __init__(self, name: str, count: int = 1) -> None:
        self.mark = f"{OPENING}{name}{CLOSING}"
        self.count = count

    def __str__(self) -> str:
        return self.mark

    def __bool__(self) -> bool:
        return bool(self.count)

    def __float__(self) -> float:
        return float(self.count)

    def __eq__(self, other: object) -> bool:
        return self.count == other

    __hash__ = None


@dataclass(frozen=True)
class Mould:
    """A rendered text with slots: ``pattern`` is it as Python's % operator takes it, which fills it
    quickest."""

    pattern: str

    @classmethod
    def of(cls, text: str) -> Self:
        return cls(SLOT.sub(r"%(\1)s", text.replace("%", "%%")))

    @property
    def size(self) -> int:
        """Bytes, with those of ``_parts``."""
        return 2 * len(self.pattern)

    @cached_property
    def _parts(self) -> list[tuple[bytes, str]]:
        """What stands before each slot, and the slot; in the end what stands after the last, without one."""
        *found, last = SLOT_OF_PATTERN.split(self.pattern)
        # A text, the per cent signs at its end, a slot; and so on.
        texts = [text + signs for text, signs in zip(found[::3], found[1::3], strict=True)]
        whole = [text.replace("%%", "%").encode() for text in (*texts, last)]
        return list(zip(whole, [*found[2::3], ""], strict=True))

    def around(self, slot: str) -> list[str]:
        """What stands before, between and after the places of the one slot of a mould that has no other."""
        return [part % () for part in self.pattern.split(f"%({slot})s")]

    def page(self, values: Mapping[str, str | list[bytes]]) -> bytes:
        """As ``fill``, in UTF-8; a value can be the parts of one in UTF-8. All is joined once: a page of a
        thread has up to a million letters. Joined as text, one letter beyond Latin-1 anywhere makes Python
        write each of them in two or four bytes, and then read them all to encode them."""
        parts: list[bytes] = []
        for before, slot in self._parts:
            parts.append(before)
            if slot:
                value = values[slot]
                parts += value if isinstance(value, list) else (value.encode(),)
        return b"".join(parts)

    def fill(self, values: Mapping[str, object]) -> SafeString:
        """The text with ``values``, which are markup already. Raises KeyError for a slot that has none."""
        # Not by mark_safe, which costs more than the rest; the template escaped what was not given as markup.
        return SafeString(self.pattern % values)


def mould_of(template: str, context: Mapping[str, object], request: HttpRequest | None = None) -> Mould:
    return Mould.of(render_to_string(template, dict(context), request))


@lru_cache(maxsize=64)
def around_number(route: str) -> tuple[str, str]:
    """What stands before and after the number in the addresses of ``route``, which has no other argument."""
    before, _, after = reverse(route, args=[0]).partition("0")
    return before, after


def numbered(route: str, number: int) -> str:
    """The address of ``route`` with ``number``; ``reverse`` costs many times as much."""
    before, after = around_number(route)
    return f"{before}{number}{after}"


def kept_unless_debugging(function: Callable[P, R]) -> Callable[P, R]:
    """Asked once for the same arguments, which must be few and hashable; while templates are worked on, anew
    each time."""
    return function if settings.DEBUG else lru_cache(maxsize=256)(function)


@kept_unless_debugging
def small_mould(template: str, **slots: int) -> Mould:
    """Of a template that shows its slots alone; ``slots`` are their names and what they count as."""
    return mould_of(template, {name: Slot(name, count) for name, count in slots.items()})
