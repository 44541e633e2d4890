"""How the margin words what an editor recorded, from the acting side and from the other.

No query. A relation's kind is a verb: the passage that acts ... the other one. The words are neutral and
say no more than the record. A kind that has no phrase here is printed as the record has it, so
another debate may bring kinds of its own.
"""

from collections import Counter
from collections.abc import Sequence

from essays.models import Block, Work

#: What is done to the other passage, by kind of relation; the acting passages stand at {}.
PASSIVES = {
    "answers": "Answered in {}",
    "quotes": "Quoted in {}",
    "quotes with change": "Quoted in {}, with change",
    "paraphrases": "Paraphrased in {}",
    "summarises": "Summarised in {}",
    "names": "Named in {}",
    "criticises": "Criticised in {}",
    "contradicts": "Contradicted in {}",
    "qualifies": "Qualified in {}",
    "supports": "Supported in {}",
    "repeats": "Repeated in {}",
    "limits": "Limited in {}",
    "takes up": "Taken up in {}",
    "argues against": "Argued against in {}",
    "asks about": "Asked about in {}",
    "shares a passage with": "Shares a passage with {}",
    "is in tension with": "Is in tension with {}",
}
REFERENCES = {
    "quotation": "Quotes",
    "block quotation": "Quotes",
    "quotation without attribution": "Quotes, without naming the source:",
    "paraphrase": "Paraphrases",
    "mention": "Names",
    "example": "Names as an example",
    "ascription": "Ascribes this to",
    "recommended reading": "Recommends",
    "appeal to a tradition": "Appeals to",
}
#: Kinds whose writing one expects to be named; where it is not, the note says so.
EXPECTS_TITLE = frozenset({"quotation", "block quotation", "paraphrase"})
WORK_NOT_NAMED = "work not named"


def relation_phrase(kind: str, *, acting: bool) -> tuple[str, str]:
    """The words before and after the places; ``acting``: the note stands at the passage that acts."""
    if acting:
        return capitalised(kind), ""
    before, after = PASSIVES.get(kind, f"{{}} {kind} this").split("{}", 1)
    return before.rstrip(), after


def reference_phrase(kind: str) -> str:
    return REFERENCES.get(kind, f"{capitalised(kind)}:")


def paragraphs_of(work: Work) -> str:
    """“paragraphs 1 to 25”, or “only paragraph 1”."""
    return "only paragraph 1" if work.last_number == 1 else f"paragraphs 1 to {work.last_number}"


def capitalised(text: str) -> str:
    """First letter in upper case, the rest as it is (unlike ``str.capitalize``)."""
    return text[:1].upper() + text[1:]


def end_sentence(text: str) -> str:
    """The text with a full stop, unless it is empty or ends in one, or in a question or exclamation mark."""
    ended = not text or text.rstrip("”’\"')")[-1:] in {".", "?", "!", "…"}
    return text if ended else f"{text}."


def run_of_blocks(blocks: Sequence[Block]) -> str:
    """What stands in a run of neighbouring blocks of one work, loaded: “4 paragraphs, E 7 to E 10”.

    Headings, notes and signatures have no number and are counted apart: “1 paragraph, E 7, and 2 headings”.
    """
    if not blocks:
        return ""
    siglum = blocks[0].work.siglum
    numbers = [block.number for block in blocks if block.number]
    counted = Counter(block.get_kind_display() for block in blocks if not block.number)
    others = " and ".join(f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in counted.items())
    if not numbers:
        return others
    if len(numbers) == 1:
        run = f"1 paragraph, {siglum}\N{NO-BREAK SPACE}{numbers[0]}"
    else:
        run = (
            f"{len(numbers)} paragraphs, {siglum}\N{NO-BREAK SPACE}{numbers[0]} "
            f"to {siglum}\N{NO-BREAK SPACE}{numbers[-1]}"
        )
    return f"{run}, and {others}" if others else run
