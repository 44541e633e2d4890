"""A debate's folder, read and checked as a whole."""

import hashlib
from pathlib import Path

from essays.domain.corpus.apparatus import Reading
from essays.domain.corpus.debate_file import DebateFile
from essays.domain.corpus.debate_record import DebateRecord
from essays.domain.corpus.formulations_file import FormulationsFile
from essays.domain.corpus.library import Library
from essays.domain.corpus.links_file import LinksFile
from essays.domain.corpus.notes_files import AuthoritiesFile, TermsFile, read_oddities, read_remarks
from essays.domain.corpus.occurrences import place_terms
from essays.domain.corpus.positions_file import PositionsFile
from essays.domain.corpus.problems import Problems
from essays.domain.corpus.relations_file import RelationsFile
from essays.domain.corpus.source_files import SourceFile, read_folder

#: Part of the hash: raise it when the same files come to give other records.
FORMAT = 2


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
    """Everything in ``folder``, whose name is the debate's slug. Raises ``CorpusRefused``."""
    files, source_hash = read_files(folder)
    return read_records(folder.name, files, source_hash)


def read_records(slug: str, files: dict[str, SourceFile], source_hash: str) -> DebateRecord:
    """The records in ``files``. Raises ``CorpusRefused`` with every problem found."""
    problems = Problems()
    debate = DebateFile(slug, files, problems)
    works = debate.works()
    reading = Reading(Library(works, problems), problems, slug, files)
    formulations, positions = FormulationsFile(reading), PositionsFile(reading)
    authorities, terms = AuthoritiesFile(reading), TermsFile(reading)
    relations, oddities, remarks = RelationsFile(reading), read_oddities(reading), read_remarks(reading)
    links = LinksFile(reading, authorities.slugs)
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
        links=links.links,
        oddities=oddities,
        remarks=remarks,
    )
