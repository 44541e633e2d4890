"""Reading the files of one debate's folder as text, and refusing what is not plain text of ours."""

import hashlib
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from essays.domain.corpus.problems import Place, Problems
from essays.domain.corpus.suggestions import did_you_mean

#: Far above any text in print (a long novel), far below what would hold a machine up.
MAX_BYTES = 4_000_000

DEBATE_FILE = "debate.yaml"
APPARATUS_FILES = (
    "formulations.yaml",
    "positions.yaml",
    "authorities.yaml",
    "terms.yaml",
    "relations.yaml",
    "oddities.yaml",
    "remarks.yaml",
)
#: Files that a debate may do without.
OPTIONAL_FILES = ("links.yaml",)
KNOWN_FILES = (DEBATE_FILE, *APPARATUS_FILES, *OPTIONAL_FILES)

#: What texts end in where they are all that the folder has.
PLAIN_SUFFIXES = (".md", ".txt")

#: Control characters, except tab and line feed; direction overrides and isolates, which can make a line
#: read otherwise than it is stored; line separators that editors count differently; the byte order
#: mark; and the mark that a broken decoding leaves.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffd\ufffe\uffff]"
)


@dataclass(frozen=True)
class SourceFile:
    """``name`` is as messages give it: folder and file, ``mass-line/debate.yaml``."""

    name: str
    text: str
    digest: str


def read_folder(
    folder: Path, problems: Problems, *, wanted: tuple[str, ...] = APPARATUS_FILES, strict: bool = True
) -> dict[str, SourceFile]:
    """The folder's Markdown and YAML files by file name; what is missing or unreadable is a problem.

    Subfolders, hidden files and a README.md are left alone. If not ``strict``, so are all files but
    debate.yaml, the texts and those ``wanted``, which may be missing.
    """
    if not folder.is_dir():
        problems.add(Place(str(folder)), "there is no such folder")
        return {}
    files = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name == "README.md" or (path.is_dir() and not path.is_symlink()):
            continue
        if not strict and path.name not in (DEBATE_FILE, *wanted) and path.suffix != ".md":
            continue
        if file := _read_file(folder, path, problems):
            files[path.name] = file
    for name in (DEBATE_FILE, *(wanted if strict else ())):
        if name not in files and not (folder / name).exists():
            problems.add(Place(f"{folder.name}/{name}"), "the file is missing")
    return files


def is_plain(folder: Path) -> bool:
    """Whether the folder holds texts alone and no file of a debate."""
    return folder.is_dir() and not any(path.name in KNOWN_FILES for path in folder.iterdir())


def read_plain_folder(folder: Path, problems: Problems) -> list[SourceFile]:
    """The folder's ``*.md`` and ``*.txt`` in the order of their names; a README.md is left alone."""
    paths = [
        path
        for path in sorted(folder.iterdir())
        if path.suffix in PLAIN_SUFFIXES and not path.name.startswith(".") and path.name != "README.md"
    ]
    if not paths:
        problems.add(Place(folder.name), "no debate.yaml, and no texts: no file ends in .md or .txt")
    return [file for path in paths if (file := _read_text(folder, path, problems))]


def _read_file(folder: Path, path: Path, problems: Problems) -> SourceFile | None:
    if path.name not in KNOWN_FILES and path.suffix != ".md":
        hint = did_you_mean(path.name, KNOWN_FILES)
        problems.add(Place(f"{folder.name}/{path.name}"), f"not a file of a debate{hint}")
        return None
    return _read_text(folder, path, problems)


def _read_text(folder: Path, path: Path, problems: Problems) -> SourceFile | None:
    place = Place(f"{folder.name}/{path.name}")
    if not path.resolve().is_relative_to(folder.resolve()):
        problems.add(place, "a symbolic link that leads outside the folder")
        return None
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            problems.add(place, "not a regular file")
            return None
        if status.st_size > MAX_BYTES:
            problems.add(place, f"too large: {status.st_size:,} bytes, at most {MAX_BYTES:,}")
            return None
        raw = path.read_bytes()
    except OSError as error:
        problems.add(place, f"can't be read: {error.strerror}")
        return None
    text = decode(raw, place.file, problems)
    return None if text is None else SourceFile(place.file, text, hashlib.sha256(raw).hexdigest())


def decode(raw: bytes, name: str, problems: Problems) -> str | None:
    """UTF-8 with line feeds (CR LF is taken as one); None when it is anything else."""
    if raw.startswith(b"\xef\xbb\xbf"):
        problems.add(Place(name, 1), "begins with a byte order mark; save as UTF-8 without one")
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problems.add(Place(name, line), f"not UTF-8: byte 0x{raw[error.start]:02x} can't be decoded")
        return None
    text = text.replace("\r\n", "\n")
    bad = False
    for number, line in enumerate(text.split("\n"), 1):
        if match := FORBIDDEN.search(line):
            problems.add(
                Place(name, number),
                f"forbidden character U+{ord(match[0]):04X} in column {match.start() + 1}",
            )
            bad = True
    return None if bad else text
