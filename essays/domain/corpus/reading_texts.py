"""A debate's texts alone, without the apparatus, which need not be there.

For those who have texts only and want to know what these share. The texts are read as strictly as
ever, because what is found is cited by paragraph; of the apparatus only the authorities' names and what
the editors said of links are taken.
"""

from dataclasses import dataclass
from pathlib import Path

from essays.domain.corpus.apparatus import Reading
from essays.domain.corpus.debate_file import DebateFile
from essays.domain.corpus.library import Library
from essays.domain.corpus.links_file import FILE as LINKS_FILE
from essays.domain.corpus.links_file import LinksFile
from essays.domain.corpus.notes_files import AuthoritiesFile
from essays.domain.corpus.plain_texts import read_plain_texts
from essays.domain.corpus.problems import Problems
from essays.domain.corpus.records import AuthorityRecord, AuthorRecord, LinkRecord, WorkRecord
from essays.domain.corpus.source_files import is_plain, read_folder

NAMES_FILE = "authorities.yaml"


@dataclass(frozen=True)
class TextsRecord:
    authors: tuple[AuthorRecord, ...]
    works: tuple[WorkRecord, ...]
    authorities: tuple[AuthorityRecord, ...]
    links: tuple[LinkRecord, ...]


def read_texts(folder: Path) -> TextsRecord:
    """The works that the folder's debate.yaml lists; without one, its texts. Raises ``CorpusRefused``."""
    if is_plain(folder):
        return TextsRecord(*read_plain_texts(folder), (), ())
    problems = Problems()
    files = read_folder(folder, problems, wanted=(NAMES_FILE, LINKS_FILE), strict=False)
    problems.raise_if_any()
    debate = DebateFile(folder.name, files, problems)
    works = debate.works()
    problems.raise_if_any()
    # Whether the apparatus cites its places rightly is no concern of those who read the texts alone.
    unheeded = Problems()
    reading = Reading(Library(works, unheeded), unheeded, folder.name, files)
    names = AuthoritiesFile(reading)
    links = LinksFile(reading, names.slugs)
    return TextsRecord(debate.authors, works, names.authorities, links.links)
