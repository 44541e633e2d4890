"""The words of its passages that a response is to answer: as an address or the form asks for them."""

from dataclasses import dataclass

from django.http import HttpRequest

from comments.domain.anchors import (
    QUOTED,
    Anchor,
    OnePassage,
    Overlapping,
    QuotationNotFound,
    make_anchor,
)
from comments.domain.quotations import Quotation
from comments.queries.passages import Passage, citation_of
from comments.queries.subjects import Subject
from comments.views.form_pages import Notice

#: The fields of the passages, in the order of the subject; a form that has none leaves it to the address.
FIELDS = ("quote", "other_quote")
#: The button that sends nothing and shows the form with the passages as they are in their fields now.
CHOOSE, WHOLE = "choose", "whole"


@dataclass(frozen=True)
class Chosen:
    """``words``: those of each passage as typed; ``notice`` where no response can answer them."""

    anchor: Anchor
    words: tuple[str, ...]
    notice: Notice | None = None

    @property
    def fields(self) -> list[tuple[str, Passage, Quotation | None, str]]:
        """What may be narrowed: the field's name, the passage, what is quoted, and what was typed."""
        if self.anchor.subject.target not in QUOTED:
            return []
        passages = self.anchor.passages
        return [(name, *each, words) for name, each, words in zip(FIELDS, passages, self.words, strict=False)]

    @property
    def is_open(self) -> bool:
        """The fields ask for something: words that are needed, or others than those typed."""
        return bool(self.notice) or self.anchor.subject.is_within_one_paragraph


def read_chosen(request: HttpRequest, subject: Subject, *, turned: bool) -> Chosen:
    """``turned``: the address has the subject's paragraphs the other way round, and so its words; the form
    always has them as the subject has. No query."""
    if request.POST.get(CHOOSE) == WHOLE:
        words = ("", "")
    elif any(name in request.POST for name in FIELDS):
        words = tuple(request.POST.get(name, "") for name in FIELDS)
    else:
        words = tuple(request.GET.get(name, "") for name in (reversed(FIELDS) if turned else FIELDS))
    return choose(subject, words, is_answer=request.method == "POST")


def choose(subject: Subject, words: tuple[str, ...], *, is_answer: bool = False) -> Chosen:
    """``words`` of its passages, in the order of the subject; ``is_answer``: to a form. No query."""
    try:
        return Chosen(make_anchor(subject=subject, quote=words[0], other_quote=words[1]), words)
    except (QuotationNotFound, OnePassage) as fault:
        return Chosen(Anchor(subject), words, _notice(subject, fault, is_answer=is_answer))


def _notice(subject: Subject, fault: QuotationNotFound | OnePassage, *, is_answer: bool) -> Notice:
    """``is_answer``: to a form, whose words stand below."""
    label = citation_of(fault.block if isinstance(fault, QuotationNotFound) else subject.block)
    if isinstance(fault, QuotationNotFound):
        needed = "Correct the words" + (
            "" if subject.is_within_one_paragraph else ", or empty their field to answer the whole paragraph"
        )
        return Notice(
            f"The quoted words are not in {label}",
            "The paragraph may have changed, or a character of the quotation differs. Nothing was sent. "
            f"{needed}.",
        )
    if isinstance(fault, Overlapping):
        return Notice(
            f"The two passages overlap in {label}",
            "Two passages of one paragraph can be answered where they stand apart. Nothing was sent. "
            "Shorten one of them, or choose another.",
        )
    return Notice(
        f"Two passages of {label} have to be chosen",
        "The same paragraph stands on both sides. Give the words of each passage above."
        + (" Nothing was sent, and your words are below." if is_answer else ""),
    )
