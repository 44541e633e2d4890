"""What was promised, what was found, and whether that was kept; as a table."""

import sys
from dataclasses import dataclass, field


@dataclass
class Report:
    rows: list[tuple[str, str, bool | None]] = field(default_factory=list)

    def promise(self, what: str, found: object, *, kept: bool) -> None:
        self._add(what, str(found), kept)

    def figure(self, what: str, found: object) -> None:
        """What nothing was promised of."""
        self._add(what, str(found), None)

    def _add(self, what: str, found: str, kept: bool | None) -> None:
        self.rows.append((what, found, kept))
        say(f"{what}: {found}{'' if kept is not False else '   NOT KEPT'}")

    @property
    def is_kept(self) -> bool:
        return all(kept is not False for _, _, kept in self.rows)

    def __str__(self) -> str:
        said = {True: "yes", False: "**no**", None: ""}
        lines = [f"| {what} | {found} | {said[kept]} |" for what, found, kept in self.rows]
        return "\n".join(["| what | found | kept |", "|---|---|---|", *lines])


def say(line: str) -> None:
    """What is going on, to standard error, as the other scripts do."""
    sys.stderr.write(f"- {line}\n")
    sys.stderr.flush()
