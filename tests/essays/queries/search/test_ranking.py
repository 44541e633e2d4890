"""The order of what is found is one, literally: the suite runs this on SQLite and on PostgreSQL."""

import pytest

from essays.domain.search_query import parse_query
from essays.domain.searching.entries import Entry, index_entries
from essays.enums import EntryKind
from essays.models import SearchEntry
from essays.queries.search import Filters, Page, search
from tests.factories import make_debate

pytestmark = pytest.mark.django_db

TEXTS = {
    "once": ("", "A dam by the river."),
    "long": ("", "A dam by the river; " + "and more of the valley, its fields and mills, " * 9),
    "often": ("", "Dam on dam, a dam of dams by a river."),
    "titled": ("The dam", "Of what was made by the river."),
    "same": ("", "A dam by the river."),
    "both": ("", "The river rises and the dam, they say, is old; the sluice of the dam is new."),
    "beginning": ("", "Damage is done."),
}


def cited(entry: SearchEntry) -> str:
    """Its work and the number of the paragraph, or the order of what has none: K23, K#9, L:14 of evidence."""
    if entry.kind == EntryKind.WORK:
        return entry.work.siglum
    if entry.kind == EntryKind.EVIDENCE:
        return f"{entry.work.siglum}:{entry.place}"
    return f"{entry.work.siglum}{entry.number or f'#{entry.place}'}"


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("mass", "L56 L L55 L36 Q L43"),
        ("masses", "L56 L L55 L36 Q L43"),
        ("backward", "K23 L14 K19 E11 K11 K17"),
        ('"mass line"', "L Q K E L56 L51"),
        ("mass line", "L Q K E L56 L51"),
        ("lenin", "L L19 L2 L58 E8 E17"),
        ("vanguard OR naysayers", "K9 L14 E18 K:11 L:14 L:14"),
        ("isolat*", "K24 K23 K#25 K3 E3 K11"),
        ("advanced intermediate backward", "K19 K#9 K3 E3 K4 E5"),
        ("class", "L6 L4 E12 K7 L8 L7"),
        ("leadership", "L53 K13 L60 K10 L58 L37"),
        ("proletariat", "L8 L7 L5 E17 E18 E14"),
        ('"the masses"', "L56 L55 L43 L33 L34 L20"),
        ("mass -line", "L55 L43 E8 L33 L8 L34"),
        ("revolution*", "L31 L41 E7 L20 L4 L58"),
        ("enemies", "K15 E12 L4 E17 K18 L15"),
        ("prison", "E18 E#1 E20 E19 E17 K:24"),
        ("social practice", "L27 E17 L12 E14"),
        ("method of leadership", "L37 K13 L36 E14"),
        ("democra*", "L15 L14 L18 L:14"),
    ],
)
def test_order_of_the_best(mass_line, query, best):
    hits = search(parse_query(query, {}).query, Filters(), Page(size=6))
    assert " ".join(map(cited, hits.entries)) == best


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        # The title counts thrice; what is equally good comes by its place.
        ("dam", ["often", "titled", "both", "once", "same", "long"]),
        ("dam river", ["often", "titled", "both", "once", "same", "long"]),
        ('"dam by the river"', ["once", "same", "long"]),
        ("dam*", ["often", "titled", "both", "beginning", "once", "same", "long"]),
        ("sluice OR river -titled", ["both", "once", "same", "titled", "often", "long"]),
        ("dam -river", []),
    ],
)
def test_what_makes_a_match_better(query, keys):
    debate = make_debate()
    index_entries(
        Entry(
            kind=EntryKind.RESPONSE, key=key, debate=debate.pk, url="/x/", title=title, body=body, place=place
        )
        for place, (key, (title, body)) in enumerate(TEXTS.items())
    )
    hits = search(parse_query(query, {}).query, Filters(), Page())
    assert [entry.key for entry in hits.entries] == keys
