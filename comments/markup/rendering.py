"""A response's text to HTML, in bounded time whatever the text is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import structlog

from comments.markup import convert, plain, processes
from comments.markup.bounds import is_within_bounds
from comments.markup.excerpts import plain_text

log = structlog.get_logger("comments.markup")
#: Seconds for a converter to be free, and for its answer; together less than one.
WAIT_SECONDS = 0.4
ANSWER_SECONDS = 0.5


@dataclass(frozen=True)
class Rendered:
    """Sanitised HTML to be shown as it is, and the version of what made it."""

    html: str
    renderer: str

    @property
    def is_as_typed(self) -> bool:
        """It could not be converted."""
        return self.renderer == plain.VERSION

    @cached_property
    def shown(self) -> str:
        """What readers see of it, as plain text."""
        return plain_text(self.html)


def render(text: str, links: Mapping[str, str]) -> Rendered:
    """``text`` (cleaned) as HTML; ``links`` are the citations that exist, "K 16" to address.

    Never raises and takes less than a second, except for the start of a process, whatever the text:
    one that cannot be converted is shown as it was typed. Call it outside any transaction.
    """
    try:
        return Rendered(_converted(text, links), convert.VERSION)
    except processes.Failed as failure:
        log.warning("shown_as_typed", cause=str(failure), characters=len(text))
        return Rendered(plain.render_plain(text), plain.VERSION)


def warm() -> None:
    """Starts a converter in the background, so that it is up when the form comes back."""
    try:
        processes.converters.warm()
    except processes.Failed as failure:
        log.warning("converter_not_started", cause=str(failure))


def _converted(text: str, links: Mapping[str, str]) -> str:
    if not is_within_bounds(text):
        raise processes.Failed("out_of_bounds")
    with processes.converters.lend(WAIT_SECONDS) as converter:
        answer = converter.ask({"text": text, "links": dict(links)}, ANSWER_SECONDS)
    answer = json.loads(answer)
    if "error" in answer:
        raise processes.Failed(answer["error"])
    return answer["html"]
