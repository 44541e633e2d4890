"""How a work or a paragraph of it is cited: in plain words, as BibTeX and as CSL-JSON.

Pure. Names and titles stand as the source prints them, never taken apart into given and family
names; what the source does not state is said to be not stated.
"""

import json
import re
from dataclasses import dataclass

NO_DATE = "n.d."
#: What TeX reads as a command, written so that it prints. Braces become commands because BibTeX
#: counts every brace of a field, escaped or not.
TEX = {
    "\\": "{\\textbackslash}",
    "{": "{\\textbraceleft}",
    "}": "{\\textbraceright}",
    "$": "\\$",
    "&": "\\&",
    "#": "\\#",
    "%": "\\%",
    "_": "\\_",
    "~": "{\\textasciitilde}",
    "^": "{\\textasciicircum}",
}
UNFIT_FOR_KEY = re.compile(r"[^a-z0-9-]+")


@dataclass(frozen=True)
class Citation:
    """``author`` and ``date`` are empty when not stated; ``paragraph`` is 0 for the whole work."""

    slug: str
    author: str
    title: str
    kind: str
    date: str
    container: str
    version: int
    language: str
    address: str
    paragraph: int = 0

    @property
    def key(self) -> str:
        """Letters, digits and hyphens of ASCII only; what every reference manager accepts."""
        slug = UNFIT_FOR_KEY.sub("-", self.slug.lower()).strip("-")
        return f"{slug}-p{self.paragraph}" if self.paragraph else slug


def plain(citation: Citation) -> str:
    """One line, with the paragraph and the version of its wording; marks within the title are single."""
    title = citation.title.replace("“", "‘").replace("”", "’")
    place = f"¶\N{NO-BREAK SPACE}{citation.paragraph}, " if citation.paragraph else ""
    return (
        f"{citation.author or 'Author not stated'}, “{title}” ({citation.date or NO_DATE}), {place}"
        f"version {citation.version}. {citation.container}. {citation.address}"
    )


def bibtex(citation: Citation) -> str:
    """One ``@misc`` entry, UTF-8. Double braces keep names and titles as they are printed."""
    fields = {
        "author": f"{{{_tex(citation.author)}}}" if citation.author else "",
        "title": f"{{{_tex(citation.title)}}}",
        "year": _tex(citation.date or NO_DATE),
        "howpublished": _tex(citation.container),
        "type": _tex(citation.kind),
        "note": _tex("; ".join(_notes(citation))),
        "language": _tex(citation.language),
        "url": citation.address,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{citation.key},\n{lines}}}\n"


def csl_json(citation: Citation) -> str:
    """An array of one CSL item; ``section`` holds the paragraph."""
    item: dict[str, object] = {"id": citation.key, "type": "webpage", "title": citation.title}
    if citation.author:
        item["author"] = [{"literal": citation.author}]
    item |= {
        "issued": {"literal": citation.date or NO_DATE},
        "container-title": citation.container,
        "genre": citation.kind,
        "version": str(citation.version),
        "language": citation.language,
        "URL": citation.address,
    }
    if citation.paragraph:
        item["section"] = f"¶ {citation.paragraph}"
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def _notes(citation: Citation) -> list[str]:
    notes = [] if citation.author else ["author not stated"]
    if citation.paragraph:
        notes.append(f"paragraph {citation.paragraph}")
    return [*notes, f"version {citation.version}"]


def _tex(text: str) -> str:
    return "".join(TEX.get(character, character) for character in " ".join(text.split()))
