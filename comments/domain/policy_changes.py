"""What a version of the policy says otherwise than the one before, word by word. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from comments.domain.rewording import reworded
from comments.enums import Reason
from essays.domain.word_diff import Run


@dataclass(frozen=True)
class PolicyChanges:
    """The passages that differ, each as runs of words, in order; and the reasons whose texts do."""

    passages: tuple[tuple[Run, ...], ...]
    reasons: tuple[tuple[Reason, tuple[Run, ...]], ...]

    def __bool__(self) -> bool:
        return bool(self.passages or self.reasons)


def changes_between(
    old: str, new: str, old_reasons: Mapping[Reason, str], new_reasons: Mapping[Reason, str]
) -> PolicyChanges:
    """Paragraphs and list items that are the same in both are left out; the rest is compared in words."""
    return PolicyChanges(
        passages=tuple(_passages(_lines(old), _lines(new))),
        reasons=tuple(
            (reason, reworded(old_reasons.get(reason, ""), new_reasons.get(reason, "")))
            for reason in Reason
            if old_reasons.get(reason, "") != new_reasons.get(reason, "")
        ),
    )


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _passages(old: list[str], new: list[str]) -> list[tuple[Run, ...]]:
    """Where as many lines stand in the place of others, each is compared with the one that it replaces."""
    found = []
    for kind, a1, a2, b1, b2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if a2 - a1 == b2 - b1:
            found += [reworded(*pair) for pair in zip(old[a1:a2], new[b1:b2], strict=True)]
        else:
            found.append(reworded("\n".join(old[a1:a2]), "\n".join(new[b1:b2])))
    return found
