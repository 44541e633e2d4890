"""A debate's folder, read and checked as a whole."""

import hashlib
from pathlib import Path

from essays.domain.corpus.apparatus import Once, Reading
from essays.domain.corpus.fields import SLUG, SLUG_LENGTH, Fields
from essays.domain.corpus.formulations_file import FormulationsFile
from essays.domain.corpus.library import Library
from essays.domain.corpus.notes_files import AuthoritiesFile, TermsFile, read_oddities, read_remarks
from essays.domain.corpus.occurrences import place_terms
from essays.domain.corpus.positions_file import PositionsFile
from essays.domain.corpus.problems import Place, Problems
from essays.domain.corpus.records import AuthorRecord, DebateRecord, WorkRecord
from essays.domain.corpus.relations_file import RelationsFile
from essays.domain.corpus.source_files import DEBATE_FILE, SourceFile, read_folder
from essays.domain.corpus.works import check_replies, read_language, read_work
from essays.domain.corpus.yaml_tree import read_yaml
from essays.enums import AuthorKind

#: Part of the hash: raise it when the same files come to give other records.
FORMAT = 1


def read_files(folder: Path) -> tuple[dict[str, SourceFile], str]:
    """The folder's files and the hash over their names and bytes. Raises ``CorpusRefused``."""
    problems = Problems()
    files = read_folder(folder, problems)
    problems.raise_if_any()
    digest = hashlib.sha256(f"format {FORMAT}\n".encode())
    for name, file in sorted(files.items()):
        digest.update(f"{name} {file.digest}\n".encode())
    return files, digest.hexdigest()


def read_debate(folder: Path) -> DebateRecord:
    """Everything in ``folder``, whose name is the debate's slug. Raises ``CorpusRefused`` with every problem found."""
    files, source_hash = read_files(folder)
    return read_records(folder.name, files, source_hash)


def read_records(slug: str, files: dict[str, SourceFile], source_hash: str) -> DebateRecord:
    """The records in ``files``. Raises ``CorpusRefused`` with every problem found."""
    problems = Problems()
    debate = _DebateFile(slug, files, problems)
    works = debate.works()
    # Without all of its texts every citation would be reported as broken.
    if len(works) < len(debate.work_slugs) or not works:
        problems.raise_if_any()
    reading = Reading(Library(works, problems), problems, slug, files)
    formulations, positions = FormulationsFile(reading), PositionsFile(reading)
    authorities, terms = AuthoritiesFile(reading), TermsFile(reading)
    relations, oddities, remarks = RelationsFile(reading), read_oddities(reading), read_remarks(reading)
    problems.raise_if_any()
    placed = place_terms(terms.terms, works, file=f"{slug}/terms.yaml", problems=problems)
    problems.raise_if_any()
    return DebateRecord(
        slug=slug,
        name=debate.name,
        headline=debate.headline,
        summary=debate.summary,
        language=debate.language,
        source_hash=source_hash,
        authors=debate.authors,
        works=works,
        strata=formulations.strata,
        formulations=formulations.formulations,
        holdings=formulations.holdings,
        voices=positions.voices,
        questions=positions.questions,
        authorities=authorities.authorities,
        references=authorities.references,
        terms=placed,
        relations=relations.relations,
        oddities=oddities,
        remarks=remarks,
    )


class _DebateFile:
    """debate.yaml: the debate itself, its authors, and its texts in order."""

    def __init__(self, slug: str, files: dict[str, SourceFile], problems: Problems) -> None:
        self.slug, self.files, self.problems = slug, files, problems
        file = files[DEBATE_FILE]
        if not SLUG.fullmatch(slug) or len(slug) > SLUG_LENGTH:
            problems.add(
                Place(file.name), f"the folder's name “{slug}” is not a slug: a-z, 0-9 and single hyphens"
            )
        node = read_yaml(file.text, file=file.name, problems=problems)
        self.author_names = Once("author", problems)
        with Fields(node, file=file.name, problems=problems, what="debate") as root:
            self.name = root.text("name", 80)
            self.headline = root.text("headline", 200)
            self.summary = root.text("summary")
            self.language = read_language(root, default="en")
            self.authors = tuple(
                self._author(entry) for entry in root.each("authors", "author", required=True)
            )
            listed = root.texts("works", required=True)
        names = Once("work", problems)
        names.take_all(listed)
        self.work_slugs = dict(listed)
        for name in files:
            if name.endswith(".md") and name.removesuffix(".md") not in self.work_slugs:
                problems.add(
                    Place(files[name].name), f"the text is not listed under “works” in {DEBATE_FILE}"
                )

    def _author(self, entry: Fields) -> AuthorRecord:
        with entry:
            kind = entry.choice("kind", AuthorKind.values)
            stated = kind != AuthorKind.NOT_STATED
            record = AuthorRecord(
                entry.slug(), entry.text("name", 200, required=stated), kind, entry.optional("note")
            )
            self.author_names.take(record.slug, entry.place)
            if record.name and not stated:
                entry.fault("name", "an author who is not stated has no name")
        return record

    def works(self) -> tuple[WorkRecord, ...]:
        """The texts that could be made out, in the order listed."""
        works = []
        sigla, places = Once("siglum", self.problems), {}
        for order, (slug, place) in enumerate(self.work_slugs.items(), 1):
            if not SLUG.fullmatch(slug) or len(slug) > SLUG_LENGTH:
                self.problems.add(place, f"works: “{slug}” is not a slug: a-z, 0-9 and single hyphens")
            source = self.files.get(f"{slug}.md")
            if source is None:
                self.problems.add(place, f"works: there is no file {slug}.md")
                continue
            work = read_work(source, slug=slug, order=order, language=self.language, problems=self.problems)
            if work is None:
                continue
            works.append(work)
            places[slug] = Place(source.name, 1)
            sigla.take(work.siglum, places[slug])
            self.author_names.require(work.author, places[slug])
        if len(works) == len(self.work_slugs):
            check_replies(tuple(works), places, self.problems)
        return tuple(works)
