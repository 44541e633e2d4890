"""The notes of a paragraph: letters for its cited passages, notes gathered and kept short.

Pure. What an editor recorded comes in as findings; out come the marks for the text and the notes
for the margin, in the order of the text.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from essays.domain.layers import Layer
from essays.domain.segments import Mark, MarkKind, letter

#: The asterisk of an oddity.
ASTERISK = "*"
#: Characters of notes that stand beside a paragraph before the rest is folded away: about five lines
#: of the margin, more beside a long paragraph. Each note begins a line, which costs half a line more.
ROOM = 170
SHARE_OF_TEXT = 0.25
NEW_LINE = 16


@dataclass(frozen=True)
class Place:
    """A passage elsewhere; ``number`` is 0 for a whole work, and for an unnumbered block at ``anchor``."""

    slug: str
    siglum: str
    number: int = 0
    anchor: str = ""
    label: str = ""

    @property
    def name(self) -> str:
        """“K 6” with a space that keeps it together; a whole work has only its siglum."""
        inside = self.number or self.label
        return f"{self.siglum}\N{NO-BREAK SPACE}{inside}" if inside else self.siglum


@dataclass(frozen=True)
class Person:
    """An authority, by the name of its record."""

    slug: str
    name: str


@dataclass(frozen=True)
class Entry:
    """One statement of the editors about a passage.

    It reads: ``lead`` (with the places in it, between ``lead`` and ``after``), the people, the title
    of the writing, then ``text``; ``outside`` is what is known from outside the texts held here.
    ``quote`` holds the other passage's words where there is room for them. Of a quotation link, ``how``
    the words compare stands before ``text`` and leads to the page of ``link``; ``beyond`` are places whose
    words the passage has through the first of ``places``, ``also`` others that have words of that place.
    """

    lead: str
    after: str = ""
    places: tuple[Place, ...] = ()
    people: tuple[Person, ...] = ()
    title: str = ""
    text: str = ""
    outside: str = ""
    quote: str = ""
    link: str = ""
    how: str = ""
    beyond: tuple[Place, ...] = ()
    also: tuple[Place, ...] = ()

    @property
    def colon(self) -> str:
        """What stands before ``how``: a colon, unless it has one itself."""
        return "," if ":" in self.how else ":"

    @property
    def stop(self) -> str:
        """The full stop after the title, the people or the places; none if one stands there already."""
        if self.link:
            return "."
        names = [person.name for person in self.people]
        return "" if (self.title or (names[-1] if names else self.after)).endswith(".") else "."

    @property
    def length(self) -> int:
        """About how many characters it takes in the margin."""
        names = sum(len(person.name) + 2 for person in self.people)
        return (
            len(self.lead + self.after + self.title + self.text + self.outside + self.how)
            + 6 * len(self.places)
            + names
            + (20 + 6 * len(self.beyond) if self.beyond else 0)
            + (34 + 6 * len(self.also) if self.also else 0)
        )


@dataclass(frozen=True)
class Finding:
    """An entry and the span it is about; ``end`` is 0 when it is about the whole block."""

    entry: Entry
    start: int = 0
    end: int = 0
    layer: Layer = Layer.RELATIONS


@dataclass(frozen=True)
class Odd:
    """Words that stand so in the source. ``meant`` is "deliberate", "unclear" or empty."""

    exact: str
    start: int
    end: int
    kind: str
    meant: str = ""
    note: str = ""


@dataclass(frozen=True)
class Note:
    """What stands under one letter; without a letter it is about the whole paragraph."""

    letter: str
    entries: tuple[Entry, ...] = ()
    oddities: tuple[Odd, ...] = ()
    continued: bool = False
    layer: Layer = Layer.RELATIONS

    @property
    def length(self) -> int:
        odd = sum(len(oddity.exact + oddity.kind + oddity.meant) for oddity in self.oddities)
        return sum(entry.length for entry in self.entries) + odd


@dataclass(frozen=True)
class Margin:
    """``shown`` notes stand beside the text, ``folded`` ones open on demand."""

    shown: tuple[Note, ...] = ()
    folded: tuple[Note, ...] = ()

    @property
    def folded_count(self) -> int:
        """Statements folded away."""
        return sum(len(note.entries) or 1 for note in self.folded)


def arrange_notes(
    findings: Iterable[Finding], oddities: Iterable[Odd]
) -> tuple[tuple[Mark, ...], tuple[Note, ...]]:
    """Marks and notes: first those on the whole block, then the lettered ones by place, then oddities.

    A note is of one layer, so that a layer can be left out with its letters.
    """
    spans: dict[tuple[int, int, Layer], list[Entry]] = {}
    for finding in findings:
        start = finding.start if finding.end else 0
        spans.setdefault((start, finding.end, finding.layer), []).append(finding.entry)
    whole = [(layer, spans.pop((0, 0, layer), [])) for layer in (Layer.QUOTATIONS, Layer.RELATIONS)]
    notes = [Note("", _merged(entries), layer=layer) for layer, entries in whole if entries]
    marks = []
    for index, ((start, end, layer), entries) in enumerate(sorted(spans.items())):
        kind = MarkKind.QUOTED if layer is Layer.QUOTATIONS else MarkKind.CITED
        marks.append(Mark(start, end, kind, letter(index)))
        notes.append(Note(letter(index), _merged(entries), layer=layer))
    odd = tuple(sorted(oddities, key=lambda oddity: (oddity.start, oddity.end)))
    if odd:
        marks.extend(Mark(oddity.start, oddity.end, MarkKind.ODDITY, ASTERISK) for oddity in odd)
        notes.append(Note(ASTERISK, oddities=odd))
    return tuple(marks), tuple(notes)


def fold(notes: Iterable[Note], text_length: int) -> Margin:
    """What fits beside a text of that length, and the rest; the first entry is always shown.

    Quotations have the room first, because who quotes a passage is asked most often; what is shown keeps
    the order of the text. A note of several entries may be parted: the second part bears the letter as
    ``continued``.
    """
    units = [unit for note in notes for unit in _units(note)]
    room = max(ROOM, SHARE_OF_TEXT * text_length)
    chosen: set[int] = set()
    used, name = 0, None
    for index in sorted(range(len(units)), key=lambda index: units[index].layer is not Layer.QUOTATIONS):
        used += units[index].length + (NEW_LINE if units[index].letter != name else 0)
        if chosen and used > room:
            break
        chosen.add(index)
        name = units[index].letter
    shown = _together([unit for index, unit in enumerate(units) if index in chosen])
    folded = _together([unit for index, unit in enumerate(units) if index not in chosen])
    begun = {(note.letter, note.layer) for note in shown}
    return Margin(
        tuple(shown),
        tuple(
            replace(note, continued=True) if (note.letter, note.layer) in begun else note for note in folded
        ),
    )


def _units(note: Note) -> list[Note]:
    return [replace(note, entries=(entry,)) for entry in note.entries] or [note]


def _together(units: list[Note]) -> list[Note]:
    """The units of one letter and layer as one note again."""
    notes: list[Note] = []
    for unit in units:
        if notes and (notes[-1].letter, notes[-1].layer) == (unit.letter, unit.layer):
            notes[-1] = replace(notes[-1], entries=notes[-1].entries + unit.entries)
        else:
            notes.append(unit)
    return notes


def _merged(entries: list[Entry]) -> tuple[Entry, ...]:
    """Entries that say the same of several places become one, in the order of the first."""
    merged: dict[Entry, list[Place]] = {}
    for entry in entries:
        merged.setdefault(replace(entry, places=()), []).extend(entry.places)
    return tuple(replace(entry, places=tuple(dict.fromkeys(places))) for entry, places in merged.items())
