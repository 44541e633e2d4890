"""Each author's definitions side by side; whom the texts refer to."""

import pytest
from django.urls import reverse

from essays.models import Authority, Definition, Reference, Term
from tests.essays.apparatus import make_apparatus
from tests.essays.views.served import Element, read_page
from tests.factories import make_debate

pytestmark = pytest.mark.django_db

TERMS = "/debates/mass-line/terms/"
AUTHORITIES = "/debates/mass-line/authorities/"


def get(client, address: str) -> Element:
    response = client.get(address)
    assert response.status_code == 200
    return read_page(response.content.decode())


def words(element: Element) -> str:
    return " ".join(element.text.split())


def test_each_authors_definitions_stand_side_by_side(client, mass_line):
    entry = get(client, TERMS).one("section", id="t-masses")
    columns = entry.one("div", "cols").all("div", "stack")
    assert [words(column.one("h3")) for column in columns] == [
        "L author not stated",
        "K Klaas V.",
        "E Ehecatl of United Struggle from Within",
    ]
    assert [len(column.all("blockquote")) for column in columns] == [4, 2, 2]
    assert words(entry.one("div", "head").one("p")) == "Uses: L 126, K 11, Q 0, E 40"


def test_every_definition_is_shown(client, mass_line):
    assert len(get(client, TERMS).one("main").all("blockquote")) == Definition.objects.count() == 59


def test_every_term_has_its_anchor(client, mass_line):
    page = get(client, TERMS)
    for slug in Term.objects.values_list("slug", flat=True):
        assert len(page.all(id=f"t-{slug}")) == 1


def test_other_senses_of_a_word_are_told(client, mass_line):
    entry = get(client, TERMS).one("section", id="t-advanced")
    assert "The same word in another sense: “Mao advanced" in words(entry)


def test_one_record_for_all_the_names_of_an_authority(client, mass_line):
    entry = get(client, AUTHORITIES).one("section", id="a-mao-zedong")
    assert "“Mao Tse-Tung”" in words(entry.one("div", "head"))
    groups = entry.one("div", "cols").all("section")
    assert [group.attributes["id"] for group in groups] == [f"a-mao-zedong-{letter}" for letter in "lke"]
    assert sum(len(group.all("div", "reference")) for group in groups) == 21


def test_every_reference_is_shown_under_each_of_its_authorities(client, mass_line):
    shown = len(get(client, AUTHORITIES).all("div", "reference"))
    assert shown == sum(max(1, reference.authorities.count()) for reference in Reference.objects.all())


def test_what_comes_from_outside_the_texts_says_so(client, mass_line):
    outside = get(client, AUTHORITIES).all("p", "outside")
    assert len(outside) == Reference.objects.exclude(outside_note="").count()
    assert all(words(note).startswith("From outside the texts: ") for note in outside)


def test_work_not_named_is_said_once(client, mass_line):
    reference = Reference.objects.filter(kind="quotation", cited_title="").first()
    Reference.objects.update(note="")
    assert "Work not named." in get(client, AUTHORITIES).text
    Reference.objects.exclude(pk=reference.pk).update(cited_title="A Title")
    Reference.objects.update(note="work not named")
    for shown in get(client, AUTHORITIES).all("div", "reference"):
        assert words(shown).lower().count("work not named") == 1


def test_references_that_name_nobody(client, small_debate):
    small_debate.references.get().authorities.clear()
    page = get(client, "/debates/library-shelves/authorities/")
    assert len(page.one("section", id="unnamed").all("div", "reference")) == 1


@pytest.mark.parametrize("name", ["terms", "authorities"])
def test_a_debate_without_apparatus(client, name):
    assert (
        "has been recorded for this debate yet." in get(client, reverse(name, args=[make_debate().slug])).text
    )


@pytest.mark.parametrize("name", ["terms", "authorities"])
def test_records_are_escaped(client, small_debate, name):
    bad = "<script>x</script>&\"' A 1"
    Term.objects.update(label=bad, note=bad, homonyms=bad)
    Definition.objects.update(note=bad, exact=bad, start=0, end=len(bad))
    Authority.objects.update(name=bad, note=bad)
    Reference.objects.update(
        kind=bad[:60],
        as_named=bad,
        cited_title=bad,
        cited_as="x" + bad,
        use_made=bad,
        note=bad,
        outside_note=bad,
    )
    html = client.get(reverse(name, args=[small_debate.slug])).content.decode()
    assert "<script>x" not in html
    read_page(html)


@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("terms", 6), ("authorities", 7)])
def test_number_of_queries(client, items, name, queries, django_assert_num_queries):
    debate = make_apparatus(items)
    with django_assert_num_queries(queries):
        client.get(reverse(name, args=[debate.slug]))
