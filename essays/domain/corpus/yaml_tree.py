"""YAML as a tree of strings that knows its lines.

Built from the parser's events: no value is constructed, so that “no”, “1926” and dates stay the
words they are, nothing nests or multiplies without bound, and every message can give a line.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from essays.domain.corpus.problems import Place, Problems
from essays.domain.corpus.source_files import FORBIDDEN

#: The format nests six levels; more is a slip or an attack.
MAX_DEPTH = 20

#: The parser in C reads the shipped files in a tenth of the time; both take the same language.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Scalar:
    value: str
    line: int


@dataclass(frozen=True)
class Sequence:
    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True)
class Mapping:
    """``entries`` maps each key to its value; ``lines`` to the line of the key."""

    entries: dict[str, "Node"]
    lines: dict[str, int]
    line: int


Node = Scalar | Sequence | Mapping


class _Refused(Exception):
    def __init__(self, line: int, reason: str) -> None:
        self.line, self.reason = line, reason


def read_yaml(text: str, *, file: str, problems: Problems, first_line: int = 1) -> Node | None:
    """The one document in ``text``; None, and a problem, when it is not plain, well-formed YAML.

    ``first_line`` is the line of the file on which ``text`` begins. An empty document is an empty mapping.
    """
    try:
        return _Builder(yaml.parse(text, Loader=LOADER), first_line).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + first_line if mark else first_line
        problems.add(Place(file, line), f"not well-formed YAML: {error.problem or error.context}")
    except yaml.YAMLError as error:
        problems.add(Place(file, first_line), f"not well-formed YAML: {error}")
    except _Refused as refused:
        problems.add(Place(file, refused.line), refused.reason)
    return None


class _Builder:
    def __init__(self, events: Iterator[yaml.Event], first_line: int) -> None:
        self.events = events
        self.first_line = first_line

    def document(self) -> Node:
        tree: Node | None = None
        for event in self.events:
            if isinstance(event, (yaml.StreamStartEvent, yaml.DocumentEndEvent, yaml.StreamEndEvent)):
                continue
            if isinstance(event, yaml.DocumentStartEvent):
                if tree is not None:
                    raise _Refused(self._line(event), "a second document (“---”) in one file")
                continue
            tree = self._node(event, 1)
        if tree is None or (isinstance(tree, Scalar) and tree.value == ""):
            return Mapping({}, {}, self.first_line)
        return tree

    def _line(self, event: yaml.Event) -> int:
        return event.start_mark.line + self.first_line

    def _node(self, event: yaml.Event, depth: int) -> Node:
        line = self._line(event)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise _Refused(
                line,
                "anchors and aliases (& and *) are not part of the format; quote the text if it begins so",
            )
        if event.tag is not None:
            raise _Refused(
                line, f"the tag {event.tag} is not part of the format; quote the text if it begins with “!”"
            )
        if depth > MAX_DEPTH:
            raise _Refused(line, f"nested more than {MAX_DEPTH} deep")
        if isinstance(event, yaml.ScalarEvent):
            if bad := FORBIDDEN.search(event.value):
                raise _Refused(line, f"forbidden character U+{ord(bad[0]):04X}, written as an escape")
            return Scalar(event.value, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(line, depth)
        return self._mapping(line, depth)

    def _sequence(self, line: int, depth: int) -> Sequence:
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Sequence(tuple(items), line)

    def _mapping(self, line: int, depth: int) -> Mapping:
        entries: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise _Refused(key.line, "a key must be a word")
            if key.value in entries:
                raise _Refused(
                    key.line, f"the key “{key.value}” stands twice, first in line {lines[key.value]}"
                )
            entries[key.value] = self._node(next(self.events), depth + 1)
            lines[key.value] = key.line
        return Mapping(entries, lines, line)
