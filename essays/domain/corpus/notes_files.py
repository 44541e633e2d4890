"""authorities.yaml, terms.yaml, oddities.yaml and remarks.yaml: what an editor notes on passages."""

import re

from essays.domain.corpus.apparatus import KIND, LABEL, NAME, Reading
from essays.domain.corpus.fields import Fields
from essays.domain.corpus.names import Once
from essays.domain.corpus.records import (
    AuthorityRecord,
    DefinitionRecord,
    OddityRecord,
    ReferenceRecord,
    RemarkRecord,
    TermRecord,
)
from essays.enums import AuthorityKind, DefinitionRole, Deliberate


class AuthoritiesFile:
    def __init__(self, reading: Reading) -> None:
        self.library = reading.library
        self.slugs = Once("authority", reading.problems)
        self.forms = Once("name", reading.problems)
        names = Once("reference", reading.problems)
        with reading.root("authorities.yaml") as root:
            self.authorities = tuple(
                self._authority(entry) for entry in root.each("authorities", "authority")
            )
            self.references = tuple(
                record
                for entry in root.each("references", "reference")
                if (record := self._reference(entry, names))
            )

    def _authority(self, entry: Fields) -> AuthorityRecord:
        with entry:
            forms = entry.texts("names", NAME, required=True)
            self.forms.take_all(forms)
            record = AuthorityRecord(
                slug=entry.slug(),
                name=entry.text("name", NAME),
                kind=entry.choice("kind", AuthorityKind.values),
                note=entry.optional("note"),
                names=tuple(dict.fromkeys(form for form, _ in forms)),
            )
            self.slugs.take(record.slug, entry.place)
        return record

    def _reference(self, entry: Fields, names: Once) -> ReferenceRecord | None:
        with entry:
            span = self.library.span(entry)
            slug = entry.slug()
            names.take(slug, entry.place)
            found = (self.slugs.require(name, place) for name, place in entry.texts("authorities"))
            record = ReferenceRecord(
                slug=slug,
                authorities=tuple(dict.fromkeys(name for name in found if name)),
                as_named=entry.optional("as_named", NAME),
                cited_title=entry.optional("cited_title", NAME),
                cited_as=entry.optional("cited_as", NAME),
                kind=entry.text("kind", KIND),
                marked=entry.flag("marked", default=False),
                use_made=entry.optional("use_made", 300),
                note=entry.optional("note"),
                outside_note=entry.optional("outside_note"),
                span=span,
            )
        return record if span else None


class TermsFile:
    def __init__(self, reading: Reading) -> None:
        self.library = reading.library
        names = Once("term", reading.problems)
        with reading.root("terms.yaml") as root:
            self.terms = tuple(self._term(entry, names) for entry in root.each("terms", "term"))

    def _term(self, entry: Fields, names: Once) -> TermRecord:
        with entry:
            record = TermRecord(
                slug=entry.slug(),
                label=entry.text("label", LABEL),
                pattern=entry.verbatim("pattern", 300),
                marked=entry.flag("marked", default=False),
                note=entry.optional("note"),
                homonyms=entry.optional("homonyms"),
                definitions=tuple(
                    found
                    for fields in entry.each("definitions", "definition")
                    if (found := self._definition(fields))
                ),
                apart=self.library.evidence(entry, "apart", required=False),
                line=entry.place_of("pattern").line,
            )
            names.take(record.slug, entry.place)
            try:
                pattern = re.compile(record.pattern, re.IGNORECASE)
            except (re.error, OverflowError, RecursionError) as error:
                entry.fault("pattern", f"not a regular expression: {error}")
            else:
                if pattern.match("") and record.pattern:
                    entry.fault("pattern", "matches the empty string")
        return record

    def _definition(self, entry: Fields) -> DefinitionRecord | None:
        with entry:
            span = self.library.span(entry)
            role = entry.choice("role", DefinitionRole.values)
            note = entry.optional("note")
        return DefinitionRecord(role, note, span) if span else None


def read_oddities(reading: Reading) -> tuple[OddityRecord, ...]:
    found: list[OddityRecord] = []
    with reading.root("oddities.yaml") as root:
        for entry in root.each("oddities", "oddity"):
            with entry:
                span = reading.library.span(entry)
                deliberate = entry.choice("deliberate", Deliberate.values)
                kind, note = entry.text("kind", KIND), entry.optional("note")
            if span:
                reading.library.refuse_repeated(span, [oddity.span for oddity in found], entry)
                found.append(OddityRecord(kind, deliberate, note, span))
    return tuple(found)


def read_remarks(reading: Reading) -> tuple[RemarkRecord, ...]:
    names = Once("remark", reading.problems)
    found = []
    with reading.root("remarks.yaml") as root:
        for entry in root.each("remarks", "remark"):
            with entry:
                slug = entry.slug()
                names.take(slug, entry.place)
                evidence = reading.library.evidence(entry)
                found.append(RemarkRecord(slug, entry.text("kind", KIND), entry.text("note"), evidence))
    return tuple(found)
