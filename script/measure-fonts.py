"""How the faces that stand in for the site's fonts are to be scaled: the figures of static/css/faces.css.

Usage: python script/measure-fonts.py LITERATA_PACKAGE ARCHIVO_PACKAGE LIBERATION_FOLDER

See static/fonts/README.md for the packages. Debian's fonts-liberation has the widths of Arial and of Times
New Roman, letter by letter. ``size-adjust`` is the ratio of the mean widths of a character in the shipped
texts; ascent and descent are the font's own, divided by it.
"""

import sys
from collections import Counter
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

CORPUS = Path(__file__).resolve().parent.parent / "essays" / "corpus"
#: Width and weight of Archivo in titles, in the interface and in running words, and Arial's face for it.
ARCHIVO = [
    *((62, 350, "Regular"), (62, 800, "Bold")),
    *((82, 400, "Regular"), (82, 650, "Bold")),
    *((92, 400, "Regular"), (92, 650, "Bold")),
]


def mean_width(font: TTFont, letters: Counter[str]) -> float:
    """Of a character, in ems."""
    glyphs, widths = font.getBestCmap(), font["hmtx"]
    known = {letter: number for letter, number in letters.items() if ord(letter) in glyphs}
    total = sum(number * widths[glyphs[ord(letter)]][0] for letter, number in known.items())
    return total / sum(known.values()) / font["head"].unitsPerEm


def say(name: str, font: TTFont, other: TTFont, letters: Counter[str]) -> None:
    scale = mean_width(font, letters) / mean_width(other, letters)
    up, down = (getattr(font["hhea"], side) / font["head"].unitsPerEm for side in ("ascent", "descent"))
    sys.stdout.write(f"{name:24} {scale:6.1%} ascent {up / scale:.1%} descent {-down / scale:.1%}\n")


def main() -> None:
    literata, archivo, liberation = map(Path, sys.argv[1:4])
    texts = [path.read_text("utf-8") for path in sorted(CORPUS.glob("*/*.md")) if path.name != "README.md"]
    letters = Counter("".join(texts))
    del letters["\n"]
    for width, weight, arial in ARCHIVO:
        font = TTFont(archivo / "files" / "archivo-latin-wdth-normal.woff2")
        font = instancer.instantiateVariableFont(font, {"wdth": width, "wght": weight})
        say(f"Archivo {width} % {weight}", font, TTFont(liberation / f"LiberationSans-{arial}.ttf"), letters)
    for style, times in (("normal", "Regular"), ("italic", "Italic")):
        font = TTFont(literata / "files" / f"literata-latin-400-{style}.woff2")
        say(f"Literata {style}", font, TTFont(liberation / f"LiberationSerif-{times}.ttf"), letters)


if __name__ == "__main__":
    main()
