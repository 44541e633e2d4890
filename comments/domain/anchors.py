"""What a response hangs on: a subject, and the words of its passages that are quoted."""

from dataclasses import dataclass

from comments.domain.quotations import Quotation, find_quotation, quotation_at
from comments.enums import Target
from comments.queries.passages import Passage
from comments.queries.subjects import Subject
from essays.models import Block

#: What a quotation narrows: one paragraph, or two beside each other.
QUOTED = frozenset({Target.PARAGRAPH, Target.PAIR})


class QuotationNotFound(ValueError):
    """The words do not stand in ``block``, the paragraph that they are said to be quoted from."""

    def __init__(self, block: Block) -> None:
        super().__init__(block)
        self.block = block


class OnePassage(ValueError):
    """A paragraph beside itself, where two passages of it are not quoted: there is no pair to answer."""


class Overlapping(OnePassage):
    """Two passages of one paragraph have words in common: neither can be answered beside the other."""


@dataclass(frozen=True)
class Anchor:
    """What a response hangs on; each quotation narrows a paragraph of it to a run of its words."""

    subject: Subject
    quotation: Quotation | None = None
    other_quotation: Quotation | None = None

    @property
    def passages(self) -> list[tuple[Passage, Quotation | None]]:
        """The subject's paragraphs, none, one or two, each with the words of it that are answered."""
        quotations = (self.quotation, self.other_quotation)
        return list(zip(self.subject.passages, quotations, strict=False))

    @property
    def quotes(self) -> dict[str, str]:
        """The quotations as an address asks for them; those of a link are its own."""
        if self.subject.target not in QUOTED:
            return {}
        given = {"quote": self.quotation, "other_quote": self.other_quotation}
        return {name: quotation.exact for name, quotation in given.items() if quotation}

    @property
    def columns(self) -> dict[str, object]:
        """How the response is recorded: its target, its passages, which words of them in which version.

        Of two passages the one whose block has the lower id comes first, as the database demands.
        """
        subject = self.subject
        target = Target.SPAN if subject.target == Target.PARAGRAPH and self.quotation else subject.target
        found: dict[str, object] = {"target": target}
        if subject.block is None:
            version = subject.work.version if target == Target.WORK else None
            return found | {"work": subject.work, "work_version": version}
        passages = [(passage.block, quotation) for passage, quotation in self.passages]
        passages.sort(key=lambda each: (each[0].pk, each[1].start if each[1] else 0))
        for prefix, (block, quotation) in zip(("", "other_"), passages, strict=False):
            columns = _columns_of(block, quotation, is_answered=target != Target.RESPONSE)
            found |= {f"{prefix}{name}": value for name, value in columns.items()}
        return found


def make_anchor(*, subject: Subject, quote: str = "", other_quote: str = "") -> Anchor:
    """The anchor of a response to ``subject``.

    ``quote`` is looked for in its paragraph and ``other_quote`` in the second of two; both may be empty,
    and are nothing where the subject has none. A link's passages are its quotations. Raises
    QuotationNotFound, OnePassage and Overlapping. No query.
    """
    link = subject.link
    if subject.target == Target.LINK:
        return Anchor(
            subject,
            quotation_at(link.left_block.text, link.left_start, link.left_end),
            quotation_at(link.right_block.text, link.right_start, link.right_end),
        )
    if subject.target not in QUOTED:
        return Anchor(subject)
    quotation = _quotation_from(subject.block, quote)
    if subject.target == Target.PARAGRAPH:
        return Anchor(subject, quotation)
    other = _quotation_from(subject.other_block, other_quote)
    if subject.is_within_one_paragraph:
        if not quotation or not other:
            raise OnePassage
        if quotation.overlaps(other):
            raise Overlapping
    return Anchor(subject, quotation, other)


def _quotation_from(block: Block, quote: str) -> Quotation | None:
    if not quote.strip():
        return None
    quotation = find_quotation(block.text, quote)
    if quotation is None:
        raise QuotationNotFound(block)
    return quotation


def _columns_of(block: Block, quotation: Quotation | None, *, is_answered: bool) -> dict[str, object]:
    """The columns of one passage; a reply hangs on it without answering a version of it."""
    columns: dict[str, object] = {"work_id": block.work_id, "block": block}
    if is_answered:
        columns |= {"work_version": block.work.version, "block_hash": block.text_hash}
    if quotation is not None:
        columns |= {
            "span_start": quotation.start,
            "span_exact": quotation.exact,
            "span_prefix": quotation.prefix,
            "span_suffix": quotation.suffix,
        }
    return columns
