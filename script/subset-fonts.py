"""Makes static/fonts/*.woff2 from the two font packages: see static/fonts/README.md for the commands.

Usage: python script/subset-fonts.py LITERATA_PACKAGE ARCHIVO_PACKAGE

The site needs neither this script nor fontTools: its output is kept with the source.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

TARGET = Path(__file__).resolve().parent.parent / "static" / "fonts"
#: What nearly every page consists of: Basic Latin, and the marks that the texts and the interface use.
PLAIN = {*range(0x20, 0x7F), *map(ord, "\u00a0§«\u00ad°¶·»½×–—‘’‚“”„•…‹›↑↓−")}
#: The letters and signs of Latin-1 besides: a file of their own, which only pages that have one ask for.
#: The ranges of the style sheet (``unicode-range`` in site.css) are these two sets.
MORE = {*range(0xA0, 0x100), *map(ord, "ıŒœ€™")} - PLAIN
#: Kerning and the figures that the style sheets ask for; small capitals and fractions are not used.
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "lnum", "pnum", "case"]
#: What the style sheets ask of Archivo: from captions in 350 to titles in 850, widths 62 % to 100 %.
ARCHIVO_AXES = {"wght": (350, 850), "wdth": (62, 100)}


def shrink(source: Path, name: str, characters: set[int], axes: dict[str, tuple[int, int]] | None) -> int:
    """Writes one subset and returns its bytes. Deterministic: no time of making is stored."""
    font = TTFont(source, recalcTimestamp=False)
    if axes:
        font = instancer.instantiateVariableFont(font, axes)
    options = subset.Options()
    options.layout_features = FEATURES
    options.flavor = "woff2"
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(TARGET / name)
    return (TARGET / name).stat().st_size


def main() -> None:
    literata, archivo = map(Path, sys.argv[1:3])
    sizes = {
        name: shrink(package / "files" / source, name, characters, axes)
        for face, package, source, axes in (
            ("literata-normal", literata, "literata-latin-400-normal.woff2", None),
            ("literata-italic", literata, "literata-latin-400-italic.woff2", None),
            ("archivo", archivo, "archivo-latin-wdth-normal.woff2", ARCHIVO_AXES),
        )
        for name, characters in ((f"{face}.woff2", PLAIN), (f"{face}-more.woff2", MORE))
    }
    for name, size in sizes.items():
        sys.stdout.write(f"{size:7,} {name}\n")
    sys.stdout.write(f"{sum(sizes.values()):7,} together\n")


if __name__ == "__main__":
    main()
