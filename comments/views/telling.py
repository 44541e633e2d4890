"""What was done besides deciding, said on the page that comes after it, whose address names it."""

TOLD: dict[str, str] = {
    "flags-founded": "The flags are found founded. What follows from that is to be decided below.",
    "flags-unfounded": "The flags are found not founded.",
    "flags-abuse": "The flags are found to be misuse.",
    "appeal-say": "Your message is sent to the author.",
    "appeal-uphold": "The appeal is answered: the decision stands.",
    "appeal-reverse": "The appeal is answered: the decision is reversed.",
    "redaction-propose": "The author is asked to let the words be withheld. They stay until then.",
    "redaction-withhold": "The words are withheld now. The author is told.",
    "redaction-lift": "The redaction is taken back.",
    "redaction-show": "The redaction is taken back: the words are shown again.",
    "redaction-keep": "The words stay withheld.",
    "read-stays": "That you have read it is recorded. It stays as it is.",
    "settings-kept": "Kept: the settings hold from now.",
    "keys-kept": "Kept: the keys are as you chose them.",
    "filter-kept": "Kept: the filter stands by its name above the list.",
    "cover-on": "The text is covered.",
    "cover-off": "The cover is off.",
    "leave-given": "The exception is recorded. Whom it is for can decide now.",
    "leave-ended": "The exception is taken back.",
    "not-erased": "It is not erased. The author is told why, and the log of acts has it.",
}


def told(code: str) -> str:
    """Empty for what is none of them."""
    return TOLD.get(code, "")
