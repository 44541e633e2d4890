"""What is loaded with a response that is shown."""

#: What a page shows of each response; the typed text stays in the database.
SHOWN_WITH = (
    "debate",
    "work",
    "block",
    "other_work",
    "other_block",
    "link",
    "formulation",
    "question",
    "position__voice",
    "current__stance_formulation",
    "current__redaction",
    "current__carries",
)
