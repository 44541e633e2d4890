"""How far a reply answers: for each paragraph of either text, what the reply does with it.

No query: takes what ``essays.queries.coverage`` fetched. The editors' relations and the links are brought
together; what both say of the same words stands once. Only what an editor recorded or confirmed counts as
an answer; what is merely found is counted apart, and words that both texts have are no answer where it is
not shown who took them.
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
    SHARES = "Shares words, direction not shown"
    #: A kind that has no place in the table below is printed in its own words.
    OTHER = "Otherwise related"


#: Columns that are left out where they would be empty.
IF_ANY = (Way.SHARES, Way.OTHER)
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
    "shares a passage with": Way.SHARES,
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
    both are compared on a page of their own. ``recorded``: an editor's relation says it.
    """

    way: Way
    kind: str
    reply: Block | None
    essay: Block | None
    said: str = ""
    link: Link | None = None
    confidence: str = ""
    recorded: bool = False

    @property
    def between_paragraphs(self) -> bool:
        return bool(self.reply and self.reply.number and self.essay and self.essay.number)

    @property
    def only_found(self) -> bool:
        """Nobody has recorded or reviewed it yet."""
        return not self.recorded and not self.link.is_fact

    @property
    def is_answer(self) -> bool:
        """It is, or is found to be, more than words in common."""
        return self.way is not Way.SHARES

    @property
    def counts(self) -> bool:
        return self.is_answer and not self.only_found

    @property
    def pair(self) -> tuple[str, str]:
        """The two paragraphs, as the address of a pair writes them: essay, reply."""
        return _address(self.essay), _address(self.reply)


@dataclass(frozen=True)
class Row:
    """A paragraph and what stands in each column."""

    block: Block
    cells: tuple[tuple[Answer, ...], ...]

    @property
    def answered(self) -> bool:
        """Or, of the reply, answering."""
        return any(answer.counts for cell in self.cells for answer in cell)

    @property
    def only_found(self) -> bool:
        """Answered, or answering, by what nobody has reviewed, and by nothing else."""
        return not self.answered and any(answer.is_answer for cell in self.cells for answer in cell)

    @property
    def empty(self) -> bool:
        """Nothing answers it, or it answers nothing; words in common may stand there."""
        return not self.answered and not self.only_found


@dataclass(frozen=True)
class Count:
    """How many of the essay's paragraphs the reply treats in this way; ``found`` are those of which only
    what nobody has reviewed says so."""

    way: Way
    paragraphs: int
    found: int


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
    found_answered: tuple[Block, ...]
    found_answering: tuple[Block, ...]

    @property
    def answered(self) -> int:
        return self.essay.last_number - len(self.unanswered) - len(self.found_answered)

    @property
    def answering(self) -> int:
        return self.reply.last_number - len(self.answering_nothing) - len(self.found_answering)


def cover(records: CoverageRecords, *, by_reply: bool) -> Coverage:
    """Both orders are worked out: the summary counts the paragraphs of both texts."""
    answers = gather_answers(records)
    ways = tuple(way for way in Way if way not in IF_ANY or any(each.way is way for each in answers))
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
        counts=tuple(_count(way, [row.cells[i] for row in essay]) for i, way in enumerate(ways)),
        unanswered=tuple(row.block for row in essay if row.empty),
        answering_nothing=tuple(row.block for row in reply if row.empty),
        found_answered=tuple(row.block for row in essay if row.only_found),
        found_answering=tuple(row.block for row in reply if row.only_found),
    )


def _count(way: Way, cells: Sequence[tuple[Answer, ...]]) -> Count:
    facts = sum(any(not answer.only_found for answer in cell) for cell in cells)
    return Count(way, facts, sum(bool(cell) for cell in cells) - facts)


def gather_answers(records: CoverageRecords) -> tuple[Answer, ...]:
    """The relations in their order, each with the link that is of the same words; then the other links.

    A bare “answers” is left out where another answer that counts is known between the same two places.
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
                recorded=True,
            )
        )
    return _without_bare((*answers, *(_of_link(link, blocks) for link in waiting)))


def _of_link(link: Link, blocks: dict[int, Block]) -> Answer:
    return Answer(
        way=Way.QUOTES if link.is_quotation else Way.SHARES,
        kind="quotes" if link.is_quotation else "shares words with",
        reply=blocks[link.left_block_id],
        essay=blocks[link.right_block_id],
        said=capitalised(summary_of(link)),
        link=link,
    )


def _same_words(relation: Relation, link: Link) -> bool:
    """A relation of words taken or shared, and a link whose passages overlap the relation's on both sides."""
    return (
        WAYS.get(relation.kind) in (Way.QUOTES, Way.SHARES)
        and (relation.from_block_id, relation.to_block_id) == (link.left_block_id, link.right_block_id)
        and relation.from_start < link.left_end
        and link.left_start < relation.from_end
        and relation.to_start < link.right_end
        and link.right_start < relation.to_end
    )


def _without_bare(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    bare = [answer.kind == ANSWERS and not answer.said for answer in answers]
    known = {
        (each.essay, each.reply)
        for each, is_bare in zip(answers, bare, strict=True)
        if each.counts and not is_bare
    }
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
