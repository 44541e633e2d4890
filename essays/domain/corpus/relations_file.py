"""relations.yaml: which passage acts on which, and which paragraph answers which."""

from dataclasses import dataclass

from essays.domain.corpus.apparatus import KIND, Reading
from essays.domain.corpus.fields import Fields
from essays.domain.corpus.names import Once
from essays.domain.corpus.problems import Place
from essays.domain.corpus.records import EndRecord, RelationRecord
from essays.enums import Confidence

#: The kind of the relations that “answers” lists, paragraph by paragraph.
ANSWERS = "answers"


@dataclass(frozen=True)
class _Cited:
    citation: str
    end: EndRecord


class RelationsFile:
    def __init__(self, reading: Reading) -> None:
        self.library, self.problems = reading.library, reading.problems
        self.names = Once("relation", reading.problems)
        relations: list[RelationRecord] = []
        with reading.root("relations.yaml") as root:
            for entry in root.each("relations", "relation"):
                relations.extend(self._relation(entry))
            for entry in root.each("answers", "answer"):
                relations.extend(self._answers(entry))
        self.relations = tuple(relations)

    def _relation(self, entry: Fields) -> list[RelationRecord]:
        with entry:
            source = self.library.end(entry, at="from", quote="from_quote")
            target = self.library.end(entry, at="to", quote="to_quote")
            slug = entry.slug()
            self.names.take(slug, entry.place)
            record = RelationRecord(
                slug=slug,
                kind=entry.text("kind", KIND),
                source=source,
                target=target,
                marked=entry.flag("marked", default=False),
                referenced=entry.flag("referenced", default=True),
                confidence=entry.choice("confidence", Confidence.values, default=Confidence.CLEAR.value),
                summary=entry.optional("summary"),
            )
        if source is None or target is None:
            return []
        if source == target:
            self.problems.add(entry.place, "a passage can't act on itself")
        return [record]

    def _answers(self, entry: Fields) -> list[RelationRecord]:
        """One paragraph and the list of those it answers, as a relation each."""
        with entry:
            source = self._cited(entry.text("from"), entry.place_of("from"))
            summary = entry.optional("summary")
            confidence = entry.choice("confidence", Confidence.values, default=Confidence.CLEAR.value)
            targets = [self._cited(*named) for named in entry.texts("to", required=True)]
        found = []
        for target in targets:
            if source is None or target is None:
                continue
            slug = f"{source.citation}-{ANSWERS}-{target.citation}".lower().replace(" ", "")
            self.names.take(slug, entry.place)
            found.append(
                RelationRecord(slug, ANSWERS, source.end, target.end, False, True, confidence, summary)
            )
        return found

    def _cited(self, citation: str, place: Place) -> _Cited | None:
        located = self.library.locate(citation, place) if citation else None
        if located is None:
            return None
        work, block = located
        return _Cited(citation, EndRecord(work.slug, block.order if block else 0))
