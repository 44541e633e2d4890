"""The passages that responses hang on: a paragraph, and the words of it that are quoted."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from comments.models import Response
from essays.models import Block, Work


def citation_of(block: Block) -> str:
    """“K 16” in running text, “K signature” of what has no number. The block's work must be loaded."""
    return f"{block.work.siglum}\N{NO-BREAK SPACE}{block.number or block.get_kind_display()}"


def place_of(block: Block) -> tuple[int, int]:
    """Where a block stands among the debate's texts, to put two in order. Its work must be loaded."""
    return block.work.order, block.order


@dataclass(frozen=True)
class Passage:
    """``block``, its work loaded, and the words of it that are answered; none: the whole of it.

    ``has_changed``: it reads otherwise than when it was answered, so ``before`` is all of it and
    ``quoted`` may not occur in it any more.
    """

    block: Block
    start: int = 0
    quoted: str = ""
    has_changed: bool = False

    @property
    def work(self) -> Work:
        return self.block.work

    @property
    def label(self) -> str:
        return citation_of(self.block)

    @property
    def url(self) -> str:
        """The paragraph's page; the place in the text of what has no number."""
        if self.block.number is None:
            return f"{self.work.get_absolute_url()}#b{self.block.order}"
        return reverse("paragraph", args=[self.work.slug, self.block.number])

    @property
    def _is_marked(self) -> bool:
        return bool(self.quoted) and not self.has_changed

    @property
    def before(self) -> str:
        return self.block.text[: self.start] if self._is_marked else self.block.text

    @property
    def after(self) -> str:
        return self.block.text[self.start + len(self.quoted) :] if self._is_marked else ""


def blocks_of(numbers: Iterable[int]) -> QuerySet[Block]:
    """With their works. One query."""
    return Block.objects.filter(pk__in=list(numbers)).select_related("work")


def passages_of(response: Response) -> list[Passage]:
    """What the thread of a response answers of the texts, in their order; for a reply without the words.

    None, one or two. No query where its relations are loaded.
    """
    if response.block_id is None:
        return []
    first = Passage(
        loaded_block(response, "block"),
        response.span_start or 0,
        response.span_exact,
        response.paragraph_has_changed,
    )
    if response.other_block_id is None:
        return [first]
    second = Passage(
        loaded_block(response, "other_block"),
        response.other_span_start or 0,
        response.other_span_exact,
        response.other_paragraph_has_changed,
    )
    return sorted((first, second), key=lambda passage: (*place_of(passage.block), passage.start))


def loaded_block(response: Response, name: str) -> Block:
    """``block`` or ``other_block``, with its work, which is loaded as the response's own."""
    block = getattr(response, name)
    block.work = getattr(response, name.replace("block", "work"))
    return block
