"""What a reader has typed, made fit to be stored: the rules of name, stance and text."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from comments.markup.carrying import carry_marks
from comments.markup.cleaning import clean_text
from comments.markup.rendering import Rendered, render
from comments.pseudonyms import fit_name
from comments.queries.citations import citation_links
from comments.queries.stances import StanceOption
from essays.models import Debate

SHORTEST, LONGEST = 20, 20_000


class TextRefused(ValueError):
    """``str()`` of it says in plain words what is wrong with a text."""


@dataclass(frozen=True)
class Draft:
    """Fit words; made by ``make_draft`` alone."""

    name: str
    stance: StanceOption
    text: str

    @property
    def digest(self) -> str:
        """What a decision names: equal for equal name, stance and text."""
        parts = json.dumps([self.name, self.stance.value, self.text])
        return hashlib.sha256(parts.encode()).hexdigest()

    def with_marks_of(self, before: str) -> Self:
        """The same, in which what was a mark of withheld words in ``before`` is one still."""
        return replace(self, text=carry_marks(before, self.text))


def make_draft(
    *, name: str, stance: StanceOption, text: str, reserved: Iterable[str], voices: Iterable[str] = ()
) -> Draft:
    """Raises NameRefused (``comments.pseudonyms``) and TextRefused. No query."""
    return Draft(name=fit_name(name, reserved, voices), stance=stance, text=fit_text(text))


def fit_text(typed: str) -> str:
    """``typed`` cleaned of what cannot be seen, 20 to 20,000 characters. Raises TextRefused."""
    text = clean_text(typed)
    if not text:
        raise TextRefused("The response is empty.")
    if len(text) < SHORTEST:
        raise TextRefused(f"A response has at least {SHORTEST} characters; this one has {len(text)}.")
    if len(text) > LONGEST:
        raise TextRefused(
            f"A response has at most {LONGEST:,} characters; this one has {len(text):,}. "
            "It can be sent in parts, the second in reply to the first."
        )
    return text


def render_draft(draft: Draft, debate: Debate) -> Rendered:
    """The words as they will be shown, links to what they cite included. Not to be called in a
    transaction: it can take the better part of a second. At most two queries."""
    return render(draft.text, citation_links(draft.text, debate))
