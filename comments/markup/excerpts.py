"""The first words of a rendered response, as plain text."""

import html

import nh3

LENGTH = 220


def plain_text(rendered: str) -> str:
    """The text of stored HTML: no tags, no entities, white space made single spaces."""
    return " ".join(html.unescape(nh3.clean(rendered.replace("<br>", " "), tags=set())).split())


def excerpt(rendered: str, length: int = LENGTH) -> str:
    """At most ``length`` characters of its text, cut between words and marked with an ellipsis."""
    text = plain_text(rendered)
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    head, _, _ = cut.rpartition(" ")
    return f"{head or cut}…"
