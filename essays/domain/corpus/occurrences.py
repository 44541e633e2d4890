"""Where the terms occur, and which occurrence opens its section."""

from dataclasses import replace

from essays.domain.corpus.problems import Place, Problems
from essays.domain.corpus.records import OccurrenceRecord, SpanRecord, TermRecord, WorkRecord
from essays.domain.corpus.term_matching import TooMuch, match_patterns


def place_terms(
    terms: tuple[TermRecord, ...], works: tuple[WorkRecord, ...], *, file: str, problems: Problems
) -> tuple[TermRecord, ...]:
    """The terms with their occurrences; a pattern that takes too long is a problem.

    A match inside a passage set ``apart`` is the word in another sense and no occurrence of the term.
    """
    blocks = [(work, block) for work in works for block in work.blocks]
    try:
        found = match_patterns([term.pattern for term in terms], [block.text for _, block in blocks])
    except TooMuch as error:
        problems.add(Place(file, terms[error.index].line), f"pattern: {error.reason}")
        return terms
    placed = []
    for term, matches in zip(terms, found, strict=True):
        apart = {(span.work, span.block, span.start, span.end) for span in term.apart}
        opened: set[tuple[str, str]] = set()
        occurrences = []
        for index, start, end in matches:
            work, block = blocks[index]
            if any(w == work.slug and b == block.order and s <= start and end <= e for w, b, s, e in apart):
                continue
            span = SpanRecord(work.slug, block.order, start, end, block.text[start:end])
            section = (work.slug, block.section)
            occurrences.append(OccurrenceRecord(span, section not in opened))
            opened.add(section)
        if not occurrences:
            problems.add(Place(file, term.line), f"pattern: “{term.pattern}” occurs nowhere in the texts")
        placed.append(replace(term, occurrences=tuple(occurrences)))
    return tuple(placed)
