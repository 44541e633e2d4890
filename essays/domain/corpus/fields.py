"""Reading the fields of one mapping: what is required, how long, of which kind; the rest is unknown."""

import re
from collections.abc import Iterable
from typing import Self

from essays.domain.corpus.problems import Place, Problems
from essays.domain.corpus.suggestions import did_you_mean
from essays.domain.corpus.yaml_tree import Mapping, Node, Scalar, Sequence

WHITE_SPACE = re.compile(r"\s+")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LENGTH = 50
#: Entries of one list. The loader counts on orders that stay below the place where it parks rows.
MOST_ITEMS = 10_000


def one_line(text: str) -> str:
    """Runs of white space, no-break spaces included, made one space; none at the ends."""
    return WHITE_SPACE.sub(" ", text).strip()


class Fields:
    """The entries of a mapping, read one by one; ``done`` reports the keys nobody asked for.

    A reading method that finds a fault adds a problem and answers with an empty value, so that reading
    goes on and the editor sees all faults at once.
    """

    def __init__(self, node: Node | None, *, file: str, problems: Problems, what: str) -> None:
        self.file, self.problems, self.what = file, problems, what
        self.asked: set[str] = set()
        if node is not None and not isinstance(node, Mapping):
            problems.add(Place(file, node.line), f"{what}: “key: value” lines are expected here")
        self.node = node if isinstance(node, Mapping) else Mapping({}, {}, node.line if node else 0)
        #: A broken mapping has had its message; asking for its fields would only add noise.
        self.broken = not isinstance(node, Mapping)

    @property
    def place(self) -> Place:
        return Place(self.file, self.node.line)

    def place_of(self, key: str) -> Place:
        return Place(self.file, self.node.lines.get(key, self.node.line))

    def fault(self, key: str, reason: str) -> None:
        self.problems.add(self.place_of(key), f"{key}: {reason}")

    def _scalar(self, key: str, required: bool) -> str:
        self.asked.add(key)
        value = self.node.entries.get(key)
        if value is None:
            if required and not self.broken:
                self.problems.add(self.place, f"{self.what}: “{key}” is missing")
            return ""
        if not isinstance(value, Scalar):
            self.fault(key, "one text is expected, not a list")
            return ""
        text = one_line(value.value)
        if required and not text:
            self.fault(key, "is empty")
        return text

    def text(self, key: str, most: int | None = None, *, required: bool = True) -> str:
        """White space normalised; ``most`` characters at most."""
        text = self._scalar(key, required)
        if most is not None and len(text) > most:
            self.fault(key, f"{len(text)} characters, at most {most}")
        return text

    def optional(self, key: str, most: int | None = None) -> str:
        return self.text(key, most, required=False)

    def verbatim(self, key: str, most: int) -> str:
        """As written, white space and all: for regular expressions."""
        if not self._scalar(key, required=True):
            return ""
        value = self.node.entries[key].value
        if len(value) > most:
            self.fault(key, f"{len(value)} characters, at most {most}")
        return value

    def slug(self, key: str = "slug", *, required: bool = True) -> str:
        text = self._scalar(key, required)
        if text and (not SLUG.fullmatch(text) or len(text) > SLUG_LENGTH):
            self.fault(key, f"“{text}” is not a slug: a-z, 0-9 and single hyphens, at most {SLUG_LENGTH}")
        return text

    def flag(self, key: str, *, default: bool) -> bool:
        text = self._scalar(key, required=False)
        if text not in {"", "true", "false"}:
            self.fault(key, f"“{text}” is neither true nor false")
        return default if text == "" else text == "true"

    def whole(self, key: str, *, default: int) -> int:
        """A whole number from 1."""
        text = self._scalar(key, required=False)
        if text == "":
            return default
        if not re.fullmatch(r"[1-9][0-9]{0,5}", text):
            self.fault(key, f"“{text}” is not a whole number from 1")
            return default
        return int(text)

    def required_whole(self, key: str) -> int:
        """Like ``whole``; its absence is a problem, and gives 0."""
        return self.whole(key, default=0) if self._scalar(key, required=True) else 0

    def choice(self, key: str, values: Iterable[str], *, default: str = "") -> str:
        text = self._scalar(key, required=not default) or default
        known = [str(value) for value in values]
        if text and text not in known:
            self.fault(key, f"“{text}” is unknown{did_you_mean(text, known)}")
        return text

    def items(self, key: str, *, required: bool = False) -> tuple[Node, ...]:
        """The list under ``key``; empty when it is absent or left empty."""
        self.asked.add(key)
        value = self.node.entries.get(key)
        if isinstance(value, Sequence):
            if len(value.items) > MOST_ITEMS:
                self.fault(key, f"{len(value.items)} entries, at most {MOST_ITEMS}")
            return value.items[:MOST_ITEMS]
        if value is not None and not (isinstance(value, Scalar) and value.value == ""):
            self.fault(key, "a list is expected")
        elif required and not self.broken:
            self.problems.add(self.place, f"{self.what}: “{key}” is missing or empty")
        return ()

    def texts(self, key: str, most: int | None = None, *, required: bool = False) -> list[tuple[str, Place]]:
        """The texts of the list under ``key``, each with its place."""
        found = []
        for item in self.items(key, required=required):
            place = Place(self.file, item.line)
            text = one_line(item.value) if isinstance(item, Scalar) else ""
            if not text:
                self.problems.add(place, f"{key}: a text is expected here")
            elif most is not None and len(text) > most:
                self.problems.add(place, f"{key}: {len(text)} characters, at most {most}")
            else:
                found.append((text, place))
        return found

    def each(self, key: str, what: str, *, required: bool = False) -> list["Fields"]:
        """The mappings of the list under ``key``; the caller finishes each with ``done``."""
        return [
            Fields(item, file=self.file, problems=self.problems, what=what)
            for item in self.items(key, required=required)
        ]

    def done(self) -> None:
        for key in self.node.entries:
            if key not in self.asked:
                self.problems.add(
                    self.place_of(key), f"{self.what}: unknown key “{key}”{did_you_mean(key, self.asked)}"
                )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self.done()
