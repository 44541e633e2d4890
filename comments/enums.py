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
    HELD = "held", "held"
    SECURED = "secured", "held for safety"
    RETURNED = "returned", "sent back to its author"
    REJECTED = "rejected", "rejected"
    WITHDRAWN = "withdrawn", "withdrawn by its author"
    REMOVED = "removed", "removed after publication"
    ERASED = "erased", "erased"


class Action(TextChoices):
    """What is done to a response. ``edit`` to ``refuse`` are about new words for a published one, which
    go on waiting while the published ones stand; ``appeal`` to ``reverse`` about a decision against it."""

    APPROVE = "approve", "approved"
    HOLD = "hold", "held"
    SECURE = "secure", "held for safety"
    RETURN = "return", "sent back"
    RELEASE = "release", "released"
    REJECT = "reject", "rejected"
    REMOVE = "remove", "removed"
    UNDO = "undo", "undone"
    REVISE = "revise", "changed by its author"
    WITHDRAW = "withdraw", "withdrawn by its author"
    EDIT = "edit", "edited by its author"
    ACCEPT = "accept", "edit accepted"
    REFUSE = "refuse", "edit refused"
    REDACT = "redact", "redacted"
    APPEAL = "appeal", "appealed against"
    UPHOLD = "uphold", "upheld on appeal"
    REVERSE = "reverse", "reversed on appeal"
    ERASE = "erase", "erased"


#: Decisions that the author is owed a reason for.
NEEDS_REASON = frozenset(
    {
        Action.HOLD,
        Action.SECURE,
        Action.RETURN,
        Action.REJECT,
        Action.REMOVE,
        Action.REFUSE,
        Action.REDACT,
    }
)


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
    NOT_JUDGED = "not-judged", "not judged: words are withheld"


class Role(TextChoices):
    """In which role somebody acts; those of accounts are also the names of the groups.

    ``rule`` is nobody: what the site's rules do by themselves, with the rule's name in the decision.
    """

    AUTHOR = "author", "its author"
    RULE = "rule", "a rule"
    READER = "reader", "reader"
    MODERATOR = "moderator", "moderator"
    EDITOR = "editor", "editor"
    ADMINISTRATOR = "administrator", "administrator"


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


class ItemKind(TextChoices):
    """Why a response waits for a moderator; it can wait for several reasons at once."""

    NEW = "new", "new response"
    EDIT = "edit", "edit"
    FLAGS = "flags", "flagged by readers"
    APPEAL = "appeal", "appeal"
    REDACTION = "redaction", "redaction to settle"
    ERASURE = "erasure", "erasure asked for"


class NoteKind(TextChoices):
    """What moderators write to each other about a response."""

    NOTE = "note", "note"
    ASKS = "asks", "asks for a second reader"
    READS = "reads", "second reading"


class Distress(TextChoices):
    """What a moderator can choose not to be shown unasked."""

    NONE = "", "nothing of the kind"
    VIOLENCE = "violence", "violence or torture"
    ABUSE = "abuse", "sexual violence or abuse"
    SELF_HARM = "self-harm", "self-harm or suicide"
    HATE = "hate", "hatred of a group"


class DeskAct(TextChoices):
    """What a single key does at the desk."""

    NEXT = "next", "next response of the list"
    PREVIOUS = "previous", "previous response of the list"
    APPROVE = "approve", "approve"
    HOLD = "hold", "hold for a question"
    SECURE = "secure", "hold for safety"
    RETURN = "return", "send back"
    RELEASE = "release", "release what was held"
    REJECT = "reject", "reject, or remove what was published"
    UNDO = "undo", "undo the last decision"
    EXTEND = "extend", "keep the response at your desk for ten minutes more"
    HELP = "help", "show the keys"


class FlagReason(TextChoices):
    """Why a reader asks the moderators to look at a published response."""

    ENDANGERS = "endangers", "it endangers somebody"
    PERSON = "person", "it is about a person, not the argument"
    SOURCE = "source", "a source or a quotation is wrong"
    ADVERTISING = "advertising", "it advertises"
    OFF_TOPIC = "off-topic", "it is off topic"
    OTHER = "other", "something else"


class Finding(TextChoices):
    """What moderators found of a flag."""

    OPEN = "open", "not looked at yet"
    FOUNDED = "founded", "founded"
    UNFOUNDED = "unfounded", "not founded"
    ABUSE = "abuse", "misuse of flags"


class AppealState(TextChoices):
    OPEN = "open", "open"
    UPHELD = "upheld", "the decision stands"
    REVERSED = "reversed", "the decision is reversed"
    ERASED = "erased", "closed undecided, for the response is erased"


class RedactionState(TextChoices):
    PROPOSED = "proposed", "proposed to its author"
    URGENT = "urgent", "in effect, for its author to accept"
    ACCEPTED = "accepted", "accepted by its author"
    REFUSED = "refused", "refused by its author"
    LIFTED = "lifted", "taken back"


class Ruling(TextChoices):
    """What one phase of screening says of a text."""

    PASS = "pass", "nothing found"
    OFF = "off", "not applied"
    NOTE = "note", "something to know"
    HOLD = "hold", "to be read first"
    REJECT = "reject", "to be rejected"
    TRUST = "trust", "may be published at once"
    FAILED = "failed", "could not be applied"


class WordListKind(TextChoices):
    """What becomes of a response that has words of a list: it waits, it is rejected, or its text is covered
    at the desk, as one of ``Distress``. Names of prisons hold with a person's name beside them."""

    HOLD = "hold", "held"
    REJECT = "reject", "rejected"
    VIOLENCE = "violence", "covered: violence or torture"
    ABUSE = "abuse", "covered: sexual violence or abuse"
    SELF_HARM = "self-harm", "covered: self-harm or suicide"
    HATE = "hate", "covered: hatred of a group"
    PLACE = "place", "name of a prison"


class ActKind(TextChoices):
    """What is recorded of the desk besides decisions on responses."""

    POLICY = "policy", "policy changed"
    RULES = "rules", "rules of screening changed"
    EXCEPTION = "exception", "exception from the conflict of interest"
    ACCOUNT = "account", "account changed"
    SECOND_FACTOR = "second-factor", "second factor changed"
    EXPORT = "export", "log exported"
    ERASURE = "erasure", "erasure settled"
    TRUST = "trust", "trust changed"
    FLAGS = "flags", "flags looked at"
    PROPOSAL = "proposal", "proposal to withhold words"
    READ = "read", "read after a rule decided"
    COVER = "cover", "cover over a text"
    TAKE_OVER = "take-over", "response taken over"


class Measure(TextChoices):
    """What the public figures count, or measure in whole hours."""

    RECEIVED = "received", "received"
    PUBLISHED = "published", "published"
    REJECTED = "rejected", "rejected"
    RETURNED = "returned", "sent back"
    REMOVED = "removed", "removed"
    WITHDRAWN = "withdrawn", "withdrawn"
    REVERSED = "reversed", "reversed on appeal"
    MEDIAN_WAIT = "median-wait", "median wait"
    LONGEST_WAIT = "longest-wait", "longest wait"


class Disclosure(TextChoices):
    """Whether a figure is printed, so that nobody can be made out by small numbers."""

    SHOWN = "shown", "shown"
    UNDER = "under", "under 5"
    WITHHELD = "withheld", "withheld"


class MessageKind(TextChoices):
    """What an author is mailed."""

    CONFIRM = "confirm", "asks whether the address wants messages"
    DECIDED = "decided", "tells of a decision"
    ASKED = "asked", "tells that something is asked"
