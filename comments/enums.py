"""The closed vocabularies of responses and their moderation; each is also a check constraint."""

from django.db.models import TextChoices


class Target(TextChoices):
    """What a response answers."""

    WORK = "work", "a work"
    PARAGRAPH = "paragraph", "a paragraph"
    SPAN = "span", "a quoted passage"
    FORMULATION = "formulation", "a formulation"
    QUESTION = "question", "a question of the table"
    LINK = "link", "a quotation link"
    PAIR = "pair", "a pair of paragraphs"
    POSITION = "position", "a position of the table"
    RESPONSE = "response", "a response"


class Status(TextChoices):
    PENDING = "pending", "waiting for a moderator"
    PUBLISHED = "published", "published"
    HELD = "held", "held for a question"
    REJECTED = "rejected", "rejected"
    WITHDRAWN = "withdrawn", "withdrawn by its author"
    REMOVED = "removed", "removed after publication"


class Action(TextChoices):
    APPROVE = "approve", "approved"
    HOLD = "hold", "held"
    RELEASE = "release", "released"
    REJECT = "reject", "rejected"
    REMOVE = "remove", "removed"
    UNDO = "undo", "undone"
    REVISE = "revise", "changed by its author"
    WITHDRAW = "withdraw", "withdrawn by its author"


class Stance(TextChoices):
    """Where a response stands. ``HOLDS`` goes with one of the debate's contested formulations."""

    NONE = "", "no stance given"
    HOLDS = "holds", "holds with a formulation"
    NEITHER = "neither", "holds with neither"
    ASKS = "asks", "asks"
    INFORMS = "informs", "informs"


class Verdict(TextChoices):
    """How the words of a quotation stand in the texts of the debate; of two verdicts, the first says more."""

    VERBATIM = "verbatim", "word for word"
    ELIDED = "elided", "words left out"
    ALTERED = "altered", "differs"
    NOT_FOUND = "not-found", "not found"


class Role(TextChoices):
    """In which role somebody acts; also the names of the groups."""

    AUTHOR = "author", "its author"
    READER = "reader", "reader"
    MODERATOR = "moderator", "moderator"
    EDITOR = "editor", "editor"


class Reason(TextChoices):
    """Why a response is held, rejected or removed. No view is among them."""

    NONE = "", "no reason needed"
    PERSON = "person", "about a person, not the argument"
    ENDANGERS = "endangers", "endangers someone"
    OFF_TOPIC = "off-topic", "off topic"
    REPEATS = "repeats", "repeats an earlier response"
    SOURCE = "source", "source or quotation not found"
    ADVERTISING = "advertising", "advertising"
    UNREADABLE = "unreadable", "cannot be read"
    UNLAWFUL = "unlawful", "against the law"
