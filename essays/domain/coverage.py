"""How far a reply answers: for each paragraph of either text, what the reply does with it.

No query: takes what ``essays.queries.coverage`` fetched. The editors' relations and the found links are
brought together; what both say of the same words stands once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from essays.domain.link_phrases import summary_of
from essays.domain.paragraph_address import Paragraph
from essays.domain.phrases import capitalised
from essays.models import Block, Link, Relation, Work
from essays.queries.coverage import CoverageRecords


class Way(Enum):
    """What the reply does; each is a column, named by its value."""

    QUOTES = "Quotes or takes its words"
    CRITICISES = "Criticises or disagrees"
    AGREES = "Agrees or concedes"
    OTHERWISE = "Gives it otherwise"
    TAKES_UP = "Answers or takes up"
    #: A kind that has no place in the table below is printed in its own words.
    OTHER = "Otherwise related"


ANSWERS = "answers"
#: The column of each kind of relation. Another debate may bring kinds of its own: they go to OTHER.
WAYS = {
    "quotes": Way.QUOTES,
    "quotes with change": Way.QUOTES,
    "quotes again with change": Way.QUOTES,
    "restates the source quoted in": Way.QUOTES,
    "adopts the wording of": Way.QUOTES,
    "turns around the wording of": Way.QUOTES,
    "repeats": Way.QUOTES,
    "shares a passage with": Way.QUOTES,
    "criticises": Way.CRITICISES,
    "contradicts": Way.CRITICISES,
    "cites against": Way.CRITICISES,
    "argues against": Way.CRITICISES,
    "differs from": Way.CRITICISES,
    "is in tension with": Way.CRITICISES,
    "agrees with": Way.AGREES,
    "partly agrees with": Way.AGREES,
    "supports": Way.AGREES,
    "attributes more firmly than": Way.OTHERWISE,
    "gives another order than": Way.OTHERWISE,
    ANSWERS: Way.TAKES_UP,
    "answers the question of": Way.TAKES_UP,
    "replies to": Way.TAKES_UP,
    "comments on": Way.TAKES_UP,
    "takes up": Way.TAKES_UP,
    "names": Way.TAKES_UP,
    "summarises": Way.TAKES_UP,
    "paraphrases": Way.TAKES_UP,
    "asks about": Way.TAKES_UP,
    "offers an alternative to": Way.TAKES_UP,
    "qualifies": Way.TAKES_UP,
    "limits": Way.TAKES_UP,
    "speaks of opportunism, as does": Way.TAKES_UP,
    "returns to the thesis of": Way.TAKES_UP,
    "treats again": Way.TAKES_UP,
    "gives a second definition beside": Way.TAKES_UP,
    "introduces": Way.TAKES_UP,
    "does not mention": Way.OTHER,
}


@dataclass(frozen=True)
class Answer:
    """What a passage of the reply does with one of the essay; a block is None where the whole text is meant.

    ``said`` are the editors' words on it, or how the words differ; ``link`` is there where the words of
    both are compared on a page of their own.
    """

    way: Way
    kind: str
    reply: Block | None
    essay: Block | None
    said: str = ""
    link: Link | None = None
    confidence: str = ""

    @property
    def between_paragraphs(self) -> bool:
        return bool(self.reply and self.reply.number and self.essay and self.essay.number)

    @property
    def only_found(self) -> bool:
        """Nobody has reviewed it yet."""
        return self.link is not None and not self.link.is_fact

    @property
    def pair(self) -> tuple[str, str]:
        """The two paragraphs, as the address of a pair writes them: essay, reply."""
        return _address(self.essay), _address(self.reply)


@dataclass(frozen=True)
class Row:
    """A paragraph and the answers in each column; none where it is left unanswered, or answers nothing."""

    block: Block
    cells: tuple[tuple[Answer, ...], ...]

    @property
    def empty(self) -> bool:
        return not any(self.cells)


@dataclass(frozen=True)
class Count:
    """How many of the essay's paragraphs the reply treats in this way."""

    way: Way
    paragraphs: int


@dataclass(frozen=True)
class Coverage:
    """``rows`` are the paragraphs of the essay, or of the reply with ``by_reply``; ``beyond`` is what has no
    row, because it goes to (or from) the whole text or a block without number."""

    reply: Work
    essay: Work
    by_reply: bool
    ways: tuple[Way, ...]
    rows: tuple[Row, ...]
    beyond: tuple[Answer, ...]
    counts: tuple[Count, ...]
    unanswered: tuple[Block, ...]
    answering_nothing: tuple[Block, ...]

    @property
    def answered(self) -> int:
        return self.essay.last_number - len(self.unanswered)

    @property
    def answering(self) -> int:
        return self.reply.last_number - len(self.answering_nothing)


def cover(records: CoverageRecords, *, by_reply: bool) -> Coverage:
    """Both orders are worked out: the summary counts the paragraphs of both texts."""
    answers = gather_answers(records)
    ways = tuple(way for way in Way if way is not Way.OTHER or any(each.way is way for each in answers))
    essay = _rows(records.essay_blocks, answers, ways, by_reply=False)
    reply = _rows(records.reply_blocks, answers, ways, by_reply=True)
    rows = reply if by_reply else essay
    in_rows = {answer for row in rows for cell in row.cells for answer in cell}
    return Coverage(
        reply=records.reply,
        essay=records.essay,
        by_reply=by_reply,
        ways=ways,
        rows=rows,
        beyond=tuple(answer for answer in answers if answer not in in_rows),
        counts=tuple(Count(way, sum(bool(row.cells[i]) for row in essay)) for i, way in enumerate(ways)),
        unanswered=tuple(row.block for row in essay if row.empty),
        answering_nothing=tuple(row.block for row in reply if row.empty),
    )


def gather_answers(records: CoverageRecords) -> tuple[Answer, ...]:
    """The relations in their order, each with the link that is of the same words; then the other links.

    A bare “answers” is left out where anything more is known between the same two places.
    """
    blocks = {block.pk: block for block in (*records.reply_blocks, *records.essay_blocks)}
    waiting = list(records.links)
    answers = []
    for relation in records.relations:
        link = next((each for each in waiting if _same_words(relation, each)), None)
        if link:
            waiting.remove(link)
        answers.append(
            Answer(
                way=WAYS.get(relation.kind, Way.OTHER),
                kind=relation.kind,
                reply=blocks.get(relation.from_block_id),
                essay=blocks.get(relation.to_block_id),
                said=relation.summary,
                link=link,
                confidence="" if relation.confidence == "clear" else relation.get_confidence_display(),
            )
        )
    return _without_bare((*answers, *(_of_link(link, blocks) for link in waiting)))


def _of_link(link: Link, blocks: dict[int, Block]) -> Answer:
    return Answer(
        way=Way.QUOTES,
        kind="quotes" if link.is_quotation else "shares words with",
        reply=blocks[link.left_block_id],
        essay=blocks[link.right_block_id],
        said=capitalised(summary_of(link)),
        link=link,
    )


def _same_words(relation: Relation, link: Link) -> bool:
    """A relation of words taken, and a link whose passages overlap the relation's on both sides."""
    return (
        WAYS.get(relation.kind) is Way.QUOTES
        and (relation.from_block_id, relation.to_block_id) == (link.left_block_id, link.right_block_id)
        and relation.from_start < link.left_end
        and link.left_start < relation.from_end
        and relation.to_start < link.right_end
        and link.right_start < relation.to_end
    )


def _without_bare(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    bare = [answer.kind == ANSWERS and not answer.said for answer in answers]
    known = {(each.essay, each.reply) for each, is_bare in zip(answers, bare, strict=True) if not is_bare}
    return tuple(
        answer
        for answer, is_bare in zip(answers, bare, strict=True)
        if not is_bare or (answer.essay, answer.reply) not in known
    )


def _rows(
    blocks: Iterable[Block], answers: Sequence[Answer], ways: Sequence[Way], *, by_reply: bool
) -> tuple[Row, ...]:
    cells: dict[tuple[int, Way], list[tuple[int, Answer]]] = defaultdict(list)
    for answer in answers:
        here, there = (answer.reply, answer.essay) if by_reply else (answer.essay, answer.reply)
        if here:
            cells[here.pk, answer.way].append((there.order if there else 0, answer))
    for group in cells.values():
        group.sort(key=lambda each: each[0])
    return tuple(
        Row(block, tuple(tuple(answer for _, answer in cells[block.pk, way]) for way in ways))
        for block in blocks
        if block.number
    )


def _address(block: Block) -> str:
    return Paragraph(block.work.siglum, block.number).address
