"""What a response answers, as far as it says where a quotation in it is likely to come from."""

from dataclasses import dataclass
from typing import Self

from comments.models import Response
from comments.queries.subjects import Subject
from essays.models import Block


@dataclass(frozen=True)
class Answered:
    """Of equal places, the reader means the one that lies nearest to what they answer."""

    debate_id: int
    work_id: int | None = None
    block_id: int | None = None
    other_work_id: int | None = None
    other_block_id: int | None = None

    @property
    def blocks(self) -> tuple[int, ...]:
        return tuple(block for block in (self.block_id, self.other_block_id) if block)

    @classmethod
    def by(cls, response: Response) -> Self:
        return cls(
            response.debate_id,
            response.work_id,
            response.block_id,
            response.other_work_id,
            response.other_block_id,
        )

    @classmethod
    def about(cls, subject: Subject) -> Self:
        """Of a response to ``subject`` that is yet to be."""
        work, block = subject.work, subject.block
        other = subject.other_block
        return cls(
            subject.debate.pk,
            work.pk if work else None,
            block.pk if block else None,
            other.work_id if other else None,
            other.pk if other else None,
        )

    def is_meant(self, block: Block, cited: frozenset[tuple[str, int]]) -> bool:
        """It is cited or answered. The block is of the debate, and its work loaded."""
        return not all(self.distance(block, cited)[:2])

    def distance(self, block: Block, cited: frozenset[tuple[str, int]]) -> tuple[int, ...]:
        """To be compared: what the response cites is nearest, then its paragraph and text, then the texts
        in their order. The block is of the debate, and its work loaded."""
        work = block.work
        return (
            (work.siglum, block.number) not in cited,
            block.pk not in (self.block_id, self.other_block_id),
            work.pk not in (self.work_id, self.other_work_id),
            work.order,
            block.order,
        )
