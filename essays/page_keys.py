"""What pages that show texts are made from (``masslinesite.page_versions``). The editors' notes, tables and
quotation links belong to the texts of their debate."""

#: Of every debate: the list of debates, and what a page says in its frame where there is one debate only.
TEXTS = "texts"


def texts_of(debate_id: int) -> str:
    return f"{TEXTS}:{debate_id}"


def keys_of_texts(debate_id: int) -> list[str]:
    """What is out of date when anything of a debate changes; for ``page_versions.touch``."""
    return [TEXTS, texts_of(debate_id)]
