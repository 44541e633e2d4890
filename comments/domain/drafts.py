"""What a reader has typed, made fit to be stored: the rules of name, stance and text."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from comments.domain.chain import new_salt
from comments.markup.carrying import carry_marks
from comments.markup.cleaning import clean_text
from comments.markup.convert import VERSION
from comments.markup.prose import is_prose, render_prose
from comments.markup.rendering import Rendered, render
from comments.models import Revision
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

    def says_the_same_as(self, revision: Revision) -> bool:
        """Name, stance and text are equal. No query."""
        formulation = self.stance.formulation.pk if self.stance.formulation else None
        stance = (revision.stance, revision.stance_formulation_id)
        return (self.name, self.text) == (revision.name, revision.text) and stance == (
            self.stance.stance,
            formulation,
        )

    def sealed(self) -> dict[str, str]:
        """The columns of a revision that its words can be proved by; other ones each time.

        The name's hash, which is nobody's to know, stands for the name in the hash of all: so the words
        can still be proved when the name was taken off with its salt, and neither can be guessed.
        """
        salt = new_salt()
        name = name_digest(self.name, salt)
        digest = words_digest(name, self.stance.value, self.text)
        return {"salt": salt, "name_digest": name, "digest": digest}

    def with_marks_of(self, before: str) -> Self:
        """The same, in which what was a mark of withheld words in ``before`` is one still."""
        return replace(self, text=carry_marks(before, self.text))


def name_digest(name: str, salt: str) -> str:
    """SHA-256, in hexadecimal, over salt and name; also for no name."""
    return hashlib.sha256(json.dumps([salt, name]).encode()).hexdigest()


def words_digest(name: str, stance: str, text: str) -> str:
    """What a decision names: SHA-256 over the hash of the name (of older revisions, the name itself), the
    value of the stance's option, and the text."""
    return hashlib.sha256(json.dumps([name, stance, text]).encode()).hexdigest()


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
    text, links = draft.text, citation_links(draft.text, debate)
    if not links and is_prose(text):
        return Rendered(render_prose(text), VERSION)
    return render(text, links)
