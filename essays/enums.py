"""The closed vocabularies of the records; each is also a check constraint in the database."""

from django.db.models import TextChoices


class AuthorKind(TextChoices):
    PERSON = "person", "person"
    ORGANISATION = "organisation", "organisation"
    NOT_STATED = "not-stated", "not stated"


class AuthorityKind(TextChoices):
    """Whom the texts refer to; a tendency (“Maoists”) is neither a person nor an organisation."""

    PERSON = "person", "person"
    ORGANISATION = "organisation", "organisation"
    TENDENCY = "tendency", "tendency"
    NOT_STATED = "not-stated", "not stated"


class WorkKind(TextChoices):
    ESSAY = "essay", "essay"
    COMMENT = "comment", "comment"


class BlockKind(TextChoices):
    HEADING = "heading", "heading"
    PARAGRAPH = "paragraph", "paragraph"
    LIST_ITEM = "list-item", "list item"
    BLOCK_QUOTATION = "block-quotation", "block quotation"
    SIGNATURE = "signature", "signature"
    NOTE = "note", "note"
    SPEAKER = "speaker", "speaker line"


#: The kinds that share one running number in a work.
NUMBERED_KINDS = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTATION)


class PositionStatus(TextChoices):
    STATED = "stated", "stated"
    IMPLIED = "implied", "implied"
    AMBIGUOUS = "ambiguous", "ambiguous"
    SILENT = "silent", "silent"


class HoldingStance(TextChoices):
    """What a holder does with a formulation, in the words of whoever says so."""

    ADOPTS = "adopts", "adopts"
    REJECTS = "rejects", "rejects"
    REPORTS = "reports", "reports"
    PREFERS = "prefers", "prefers"
    ORIGINATES = "originates", "is the source of"
    PROPOSES = "proposes", "proposes"
    ASKS = "asks", "asks about"


class VerbMark(TextChoices):
    """The typographic mark a verb carries wherever it stands."""

    UNITE = "unite", "light"
    WIN = "win", "underlined"
    RAISE = "raise", "overlined"
    ISOLATE = "isolate", "reversed"
    OTHER = "other", "dashed box"


class Confidence(TextChoices):
    CLEAR = "clear", "clear"
    PROBABLE = "probable", "probable"
    UNCERTAIN = "uncertain", "uncertain"


class Deliberate(TextChoices):
    """Whether an oddity of the source seems meant."""

    YES = "yes", "deliberate"
    NO = "no", "not deliberate"
    UNCLEAR = "unclear", "unclear"


class DefinitionRole(TextChoices):
    DEFINITION = "definition", "definition"
    CHARACTERISATION = "characterisation", "characterisation"
    USE = "use", "use"


class LinkKind(TextChoices):
    """How much of the wording two linked passages share."""

    VERBATIM = "verbatim", "same words"
    VARIANT = "variant", "words changed"
    PARTIAL = "partial", "in part"


class Direction(TextChoices):
    """Which of two linked passages takes its words from the other."""

    QUOTES = "quotes", "the left quotes the right"
    NOT_SHOWN = "not-shown", "not shown"


class Ground(TextChoices):
    """What shows a link's direction, or why none is shown."""

    NAMED = "named", "the text names the source"
    ANSWERS = "answers", "the text answers the work quoted"
    SET_OFF = "set-off", "set off as a quotation, on one side only"
    EDITOR = "editor", "an editor's finding"
    BOTH_PLAIN = "both-plain", "neither text shows that it takes the words from the other"
    BOTH_QUOTE = "both-quote", "both texts quote a third"
    SAME_WORK = "same-work", "one text repeats itself"


#: Grounds that show which text takes the words from the other, and those that say why none is shown.
SHOWING = (Ground.NAMED, Ground.ANSWERS, Ground.SET_OFF, Ground.EDITOR)
NOT_SHOWING = (Ground.BOTH_PLAIN, Ground.BOTH_QUOTE, Ground.SAME_WORK, Ground.EDITOR)


class LinkOrigin(TextChoices):
    FOUND = "found", "found by comparison"
    EDITOR = "editor", "added by an editor"


class LinkStatus(TextChoices):
    SUGGESTED = "suggested", "found, not yet reviewed"
    CONFIRMED = "confirmed", "confirmed"
    DISMISSED = "dismissed", "dismissed"


class DifferenceKind(TextChoices):
    """How two linked passages differ at one place; of the left against the right."""

    TYPOGRAPHY = "typography", "typography"
    SPELLING = "spelling", "spelling"
    OMISSION = "omission", "left out"
    ELLIPSIS = "ellipsis", "left out, with an ellipsis"
    ADDITION = "addition", "added"
    SUBSTITUTION = "substitution", "other words"
    ORDER = "order", "another order"


class EntryKind(TextChoices):
    """What a search can find."""

    WORK = "work", "text"
    PARAGRAPH = "paragraph", "paragraph"
    EVIDENCE = "evidence", "evidence"
    RESPONSE = "response", "response"


class Theme(TextChoices):
    """The colours a reader asked for."""

    AUTO = "auto", "As my device"
    LIGHT = "light", "Light"
    DARK = "dark", "Dark"
