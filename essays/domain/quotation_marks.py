"""The marks set around a passage that is quoted on its own.

Pure. Many passages bring marks of their own, because they are quotations in the source; a second
pair around them would read as a misprint.
"""


def in_quotation_marks(passage: str) -> str:
    """The passage with a mark before and after, except where it has that mark itself as its outermost one."""
    if not passage:
        return ""
    opened = passage.startswith("“")
    closed = opened and passage.endswith("”") and passage.count("“") == passage.count("”")
    return f"{'' if opened else '“'}{passage}{'' if closed else '”'}"
