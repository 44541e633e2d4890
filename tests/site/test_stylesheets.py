"""The style sheets: what a page's one sheet is made of, and that it is one."""

import re

import brotli
import pytest

from masslinesite.stylesheets import FOLDER, IMPORT, joined, sent, source_of, without_comments
from tests.served_site import ROOT

READERS, DESK = "reader-pages.css", "desk-pages.css"
SHEETS = sorted(path.name for path in (ROOT / "static" / "css").glob("*.css"))
#: Bytes in Brotli; a server may send 14,600, headers included, before it first waits for the browser.
MOST = {READERS: 11_600, DESK: 8_500}


def read_from(sheets: dict[str, str]):
    return lambda name: sheets[name.removeprefix(FOLDER)]


def test_imported_sheets_stand_where_they_were_imported():
    sheets = {
        "a.css": '@layer x;\n@import "b.css";\n@import "c.css";\np {}\n',
        "b.css": "b {}",
        "c.css": "c {}",
    }
    assert joined("css/a.css", read_from(sheets)) == "@layer x;\nb {}\nc {}\np {}\n"


def test_sheet_that_imports_is_imported_whole():
    sheets = {"a.css": '@import "b.css";', "b.css": '@import "c.css";\nb {}', "c.css": "c {}"}
    assert joined("css/a.css", read_from(sheets)) == "c {}\nb {}"


def test_missing_sheet_is_an_error():
    with pytest.raises(FileNotFoundError, match=r"css/unheard-of\.css"):
        joined(
            "css/a.css", lambda name: '@import "unheard-of.css";' if name == "css/a.css" else source_of(name)
        )


def test_comments_and_room_are_left_out():
    text = '/* one\n   two */\np {\n  content: "a  b"; /* three */\n\n  color: red;\n}\n'
    assert without_comments(text) == 'p {\ncontent: "a  b";\ncolor: red;\n}\n'


def test_no_string_looks_like_a_comment():
    """Else leaving comments out would take the half of a rule with it."""
    for name in SHEETS:
        strings = re.findall(
            r'"[^"\n]*"', re.sub(r"/\*.*?\*/", "", source_of(FOLDER + name), flags=re.DOTALL)
        )
        assert [string for string in strings if "/*" in string or "*/" in string] == []


@pytest.mark.parametrize("name", [READERS, DESK])
def test_pages_import_each_sheet_once(name):
    imported = [found["sheet"] for found in IMPORT.finditer(source_of(FOLDER + name))]
    assert len(imported) == len(set(imported)) > 1
    assert "@import" not in sent(FOLDER + name)


def test_every_sheet_is_part_of_a_pages_sheet():
    imported = {
        found["sheet"] for name in (READERS, DESK) for found in IMPORT.finditer(source_of(FOLDER + name))
    }
    assert {READERS, DESK} | imported == set(SHEETS)


@pytest.mark.parametrize("name", [READERS, DESK])
def test_collected_sheet_is_one_small_file(bare_site, name):
    (path,) = (bare_site.folder / "static" / "css").glob(f"{name.removesuffix('.css')}.*.css")
    text = path.read_text("utf-8")
    assert "@import" not in text
    assert "/*" not in text
    assert text.startswith("@layer tokens, base, components, print;\n@font-face")
    assert len(brotli.compress(path.read_bytes())) <= MOST[name]
    assert path.with_suffix(".css.br").exists()


def test_fonts_are_asked_for_by_their_collected_names(bare_site):
    (path,) = (bare_site.folder / "static" / "css").glob("reader-pages.*.css")
    asked = set(re.findall(r'url\("\.\./fonts/([^"]+)"\)', path.read_text("utf-8")))
    assert asked == {found.name for found in (bare_site.folder / "static" / "fonts").glob("*.woff2")}
