"""Which view an address is, without trying one pattern after the other.

Django tries them in turn until one matches: forty for a page of the desk. Here only those are tried that
have as many parts as the address, begin with the same one, and have the same one last unless it is a place.
They are tried in their order, so the first that matches is the same.
"""

from collections.abc import Sequence

from django.urls import ResolverMatch, URLPattern
from django.urls.resolvers import RoutePattern, URLResolver

Kind = tuple[int, str]


class Addresses(URLResolver):
    """``patterns`` made by ``path``, each of whose places is a part of the address or less."""

    def __init__(self, patterns: Sequence[URLPattern]) -> None:
        super().__init__(RoutePattern(""), patterns)
        self._by_kind: dict[Kind, list[tuple[str, URLPattern]]] = {}
        for pattern in patterns:
            parts = str(pattern.pattern).split("/")
            self._by_kind.setdefault((len(parts), parts[0]), []).append((last_of(parts), pattern))

    def resolve(self, path: str) -> ResolverMatch:
        """Raises Resolver404."""
        parts = path.split("/")
        last = last_of(parts)
        for word, pattern in self._by_kind.get((len(parts), parts[0]), ()):
            if (word == last or "<" in word) and (match := pattern.resolve(path)):
                return match
        # Which says what was tried.
        return super().resolve(path)


def last_of(parts: list[str]) -> str:
    """The part before the last slash."""
    return parts[-2] if len(parts) > 1 else ""
