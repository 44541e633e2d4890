"""What is found in the shipped texts: every link was read against the texts, and so was what is not found."""

from pathlib import Path

import pytest

from essays.domain.corpus.reading_texts import read_texts
from essays.domain.tracing.finding import find_links
from essays.domain.tracing.from_corpus import names_of, texts_of

SHIPPED = Path(__file__).resolve().parents[4] / "essays/corpus/mass-line"
DEFINITION = (
    "the people in society who are excluded and dominated by a hegemonic class structure, in our case the "
    "all-round domination of finance capital over means of coercion, means of production, production of "
    "culture, means of information, and so on"
)


@pytest.fixture(scope="module")
def found():
    record = read_texts(SHIPPED)
    return {link.slug: link for link in find_links(texts_of(record), names=names_of(record))}


def test_these_links_and_no_others(found):
    assert [
        (slug, link.kind.value, link.marked, link.direction.value, link.ground.value)
        for slug, link in found.items()
    ] == [
        ("l18-l15", "verbatim", False, "not-shown", "same-work"),
        ("k6-l5", "verbatim", True, "not-shown", "both-plain"),
        ("e2-k1", "variant", False, "quotes", "named"),
        ("e3-k3", "verbatim", True, "quotes", "answers"),
        ("e5-k4", "variant", True, "quotes", "answers"),
        ("e6-k6", "verbatim", True, "quotes", "named"),
        ("e6-k6-2", "verbatim", True, "quotes", "answers"),
        ("e6-k7", "variant", True, "quotes", "answers"),
        ("e6-k7-2", "variant", True, "quotes", "answers"),
        ("e6-k7-3", "variant", True, "quotes", "answers"),
        ("e7-k7", "verbatim", False, "quotes", "named"),
        ("e9-k1", "verbatim", True, "quotes", "named"),
        ("e10-k15", "verbatim", True, "not-shown", "both-quote"),
        ("e11-k13", "variant", False, "not-shown", "both-quote"),
        ("e16-e15", "variant", True, "not-shown", "same-work"),
        ("e17-k10", "variant", False, "not-shown", "both-plain"),
        ("e17-k24", "verbatim", True, "quotes", "answers"),
    ]


@pytest.mark.parametrize(
    ("slug", "left", "right"),
    [
        ("k6-l5", DEFINITION, DEFINITION),
        (
            "e2-k1",
            "two different methods of carrying out the mass line.",
            "two methods of carrying out the mass line.",
        ),
        (
            "e5-k4",
            "unite the advanced, bring over the intermediate, win over the backwards",
            "unite the advanced, bring up the intermediate, win over the backwards",
        ),
        (
            "e6-k7",
            "a tendency to reduce the masses to the workers.",
            "a tendency among some to reduce the masses to the workers.",
        ),
        (
            "e6-k7-2",
            "a conception comes from mistaking what determines class with what makes it revolutionary",
            "a conception comes from mistaking what determines a class with what makes it revolutionary",
        ),
        (
            "e6-k7-3",
            "in reality the working class doesn’t have some sort of revolutionary essence, it becomes "
            "revolutionary thru struggle. Same does for other sections of the masses.",
            "in reality, the working class doesn’t have some sort of revolutionary “essence”, it becomes "
            "revolutionary only through struggle. Same goes for the other sections of the masses.",
        ),
        (
            "e7-k7",
            "the working class doesn’t have some sort of revolutionary essence",
            "the working class doesn’t have some sort of revolutionary “essence”",
        ),
        ("e10-k15", "die hard enemies", "diehard enemies"),
        (
            "e11-k13",
            "the masses in any general place or time as being composed of three parts: the relatively "
            "active , the intermediate and the relatively backward.",
            "The masses in any given place are generally composed of three parts, the relatively active, the "
            "intermediate and the relatively backward.",
        ),
    ],
)
def test_both_ends_are_exact(found, slug, left, right):
    assert (found[slug].left.exact, found[slug].right.exact) == (left, right)


def test_the_definition_is_one_quotation_in_five_parts(found):
    slugs = list(found)
    first = slugs.index("e6-k6")
    assert {
        slug: link.continues for slug, link in found.items() if link.continues is not None
    } == dict.fromkeys(["e6-k6-2", "e6-k7", "e6-k7-2", "e6-k7-3"], first)


def test_attributions_are_as_printed(found):
    assert {slug: link.attributed_as for slug, link in found.items() if link.attributed_as} == {
        "e2-k1": "Klaas V presents us with two opposing formulations and lines culminating in",
        "e3-k3": "from the Communist Party of the Philippines",
        "e5-k4": "from Mao Tse-Tung",
        "e6-k6": "Klaas V. gave us his definition of the masses which he defined as such",
        "e6-k6-2": "He then went on to add",
        "e6-k7": "He then went on to criticize others within the revolutionary movement of having",
        "e6-k7-2": "Further stating that such",
        "e7-k7": "Klaas V. is correct to say that",
        "e9-k1": "Klaas to make his",
        "e10-k15": "the CPP’s",
        "e11-k13": "Mao’s instructions which clearly distinguish",
    }


@pytest.mark.parametrize(("siglum", "count"), [("L", 2), ("K", 15), ("Q", 0), ("E", 15)])
def test_the_links_of_one_work_are_those_that_touch_it(found, siglum, count):
    record = read_texts(SHIPPED)
    (work,) = (work.slug for work in record.works if work.siglum == siglum)
    touching = [link.slug for link in found.values() if work in (link.left.work, link.right.work)]
    only = find_links(texts_of(record), names=names_of(record), only={work})
    assert [link.slug for link in only] == touching
    assert len(only) == count


def test_what_the_editors_cut_out_of_a_quotation_is_cut_where_its_marks_are(found):
    said = {link.slug: link for link in read_texts(SHIPPED).links}["e16-e15"]
    sides = ((said.left, found["e16-e15"].left), (said.right, found["e16-e15"].right))
    assert all((span.start, span.end) == (place.start, place.end) for span, place in sides)


@pytest.mark.parametrize("slug", ["e10-k15", "e11-k13"])
def test_where_both_texts_give_one_third_as_the_source_neither_quotes_the_other(found, slug):
    said = {link.slug: link for link in read_texts(SHIPPED).links}[slug]
    assert (said.direction, said.ground) == ("not-shown", "both-quote")
    assert (found[slug].direction, found[slug].ground) == ("not-shown", "both-quote")
    assert found[slug].authority == said.attributed_to


def test_the_figures_of_the_review_are_those_of_the_file(found):
    notes = (SHIPPED / "README.md").read_text("utf-8")
    links = read_texts(SHIPPED).links
    by_comparison = [link for link in links if link.origin == "found"]
    dismissed = [link for link in links if link.status == "dismissed"]
    assert {link.slug for link in by_comparison} == set(found)
    for what, number in (
        ("found by comparison", len(found)),
        ("of these, confirmed", sum(link.status == "confirmed" for link in by_comparison)),
        ("of these, dismissed", len(dismissed)),
        ("added by hand", len(links) - len(by_comparison)),
        ("in the file", len(links)),
    ):
        assert f"| {what} | {number} |" in notes


def test_the_review_names_every_link_that_says_something_else_than_comparison(found):
    notes = (SHIPPED / "README.md").read_text("utf-8")
    corrected = notes[notes.index("were corrected:") : notes.index("## What comparison misses")]
    other = {
        link.slug
        for link in read_texts(SHIPPED).links
        if link.slug in found and _said(link) != _said(found[link.slug])
    }
    assert other == {slug for slug in found if f"`{slug}`" in corrected}


def _said(link):
    ends = (link.left.start, link.left.end, link.right.start, link.right.end)
    return (*ends, link.kind, link.marked, link.direction)
