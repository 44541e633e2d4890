"""One table of cases for both engines: the suite runs it on SQLite and on PostgreSQL."""

import pytest
from django.db import connection

from essays.domain.search_names import names_by_words
from essays.domain.search_query import parse_query
from essays.domain.searching.entries import Entry, index_entries, remove_entries
from essays.enums import EntryKind
from essays.models import SearchEntry, Work
from essays.queries import search as module
from essays.queries.search import Filters, Order, Page, search
from essays.queries.search.choices import names_known
from tests.factories import make_debate, make_work

pytestmark = pytest.mark.django_db

TEXTS = {
    "liberation": "The liberation of the masses; they are liberated.",
    "liberal": "A liberal is no liberator.",
    "diacritics": "La libération, l’été, Zoë and the naïve façade.",
    "bring-over": "Bring over the intermediate, win over the backwards.",
    "over-bring": "Over there they bring and won’t win.",
    "hyphens": "An all-round and/or half-hearted line (see example.org/mass-line, v1.5).",
    "numbers": "In 1949 there were 3.5 million, K16 says: 50%.",
    "short": "It is us as a class.",
    "names": "Mao Tse-Tung wrote it.",
    "other-name": "Mao Zedong wrote it too.",
    "russian": "Массы и линия масс.",
    "german": "Isolating ist kein deutsches Wort: Straße.",
    "entities": '<b>Tom</b> & Jerry\'s "quoted" C:\\path; DROP TABLE',
}


@pytest.fixture
def corpus():
    debate = make_debate()
    index_entries(
        Entry(
            kind=EntryKind.RESPONSE,
            key=key,
            debate=debate.pk,
            url=f"/{key}/",
            body=text,
            place=place,
            language="de" if key == "german" else "en",
            year=1940 + place,
        )
        for place, (key, text) in enumerate(TEXTS.items())
    )
    return debate


def found(query: str, filters: Filters | None = None, order: Order = Order.PLACE, names=()) -> list[str]:
    hits = search(parse_query(query, names_by_words(names)).query, filters or Filters(), Page(order))
    return [entry.key for entry in hits.entries]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("liberate", ["liberation", "liberal", "diacritics"]),
        ("LIBERATION", ["liberation", "liberal", "diacritics"]),
        ('"liberated"', ["liberation"]),
        ('"liberate"', []),
        ("liberat*", ["liberation", "liberal", "diacritics"]),
        ("liberal*", ["liberal"]),
        ("li*", ["liberation", "liberal", "diacritics", "hyphens"]),
        ("libération", ["liberation", "liberal", "diacritics"]),
        ("ete", ["diacritics"]),
        ("NAIVE", ["diacritics"]),
        ("zoe facade", ["diacritics"]),
        ("bring over", ["bring-over", "over-bring"]),
        ('"bring over"', ["bring-over"]),
        ('"over the inter"', []),
        ("win -backward", ["over-bring"]),
        ('over -"win over"', ["over-bring"]),
        ("over -inter*", ["over-bring"]),
        ("won't", ["over-bring"]),
        ("wont", []),
        ("all-round", ["hyphens"]),
        ("round", ["hyphens"]),
        ('"all round"', ["hyphens"]),
        ("and/or", ["hyphens"]),
        ("example", ["hyphens"]),
        ('"mass line"', ["hyphens"]),
        ("mass", ["liberation", "hyphens"]),
        ("1949", ["numbers"]),
        ("3.5", ["numbers"]),
        ("k16", ["numbers"]),
        ("19*", ["numbers"]),
        ("is us as a", ["short"]),
        ("i", []),
        ("u", []),
        ("the", ["liberation", "diacritics", "bring-over"]),
        ("масс", ["russian"]),
        ("МАССЫ", ["russian"]),
        ("isolating", ["german"]),
        ("isolate", []),
        ("strasse", ["german"]),
        ("lib* OR backward", ["liberation", "liberal", "diacritics", "bring-over"]),
        ('jerry OR "won t" OR 194*', ["over-bring", "numbers", "entities"]),
        ("jerry OR backward -inter*", ["entities"]),
        ("path", ["entities"]),
        ('"drop table"', ["entities"]),
        ("jerry", ["entities"]),
        ("quodlibet", []),
        ("allround", []),
        ("class*  OR z*", ["short"]),
        ("z* class", ["short"]),
        ("class OR", ["short"]),
        ('-"mao zedong" wrote', ["names"]),
    ],
)
def test_what_a_query_finds(corpus, query, keys):
    assert found(query) == keys


@pytest.mark.parametrize("query", ["mao tse-tung", "Mao Zedong", '"Mao Zedong"', "wrote Mao Tse Tung"])
def test_both_spellings_of_a_name(corpus, query):
    names = [(1, "Mao Zedong"), (1, "Mao Tse-Tung")]
    assert found(query, names=names) == ["names", "other-name"]
    assert len(found(query)) == 1


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "'",
        '""',
        '"foo AND bar',
        "foo) OR (bar",
        "((((",
        "NEAR(mass line, 5)",
        "mass NEAR/3 line",
        "AND OR NOT",
        "NOT",
        "title:mass",
        "forms : mass",
        "{stems} : mass",
        "mass:*",
        "mass & line | !x <-> y",
        "'mass':*A",
        "mass\\",
        "\\'; DROP TABLE essays_searchentry; --",
        "%_%",
        "*",
        "**",
        "* mass",
        "-",
        "--",
        "^mass",
        "+mass",
        "ma\x00ss",
        "\x00",
        "😀😀",
        "\u202emass\u2066",
        "\ud800",
        "ﷺ" * 500,
        '"mass ' + "ﷺ" * 490,
        "ﷺ" * 400 + "*",
        "a" * 10_000,
        "ﷺ-" * 200,
        '"Mao Zedong ' + "Mao Zedong " * 40 + '"',
        "a " * 5_000,
        '"a" ' * 2_500,
        "ab* " * 2_000,
        "-a " * 3_000,
        "x" * 300 + "*",
        "ｍａｓｓ",
        "١٩٤٩",
    ],
)
def test_no_input_is_an_error(corpus, query):
    for order in Order:
        assert len(found(query, order=order)) <= len(TEXTS)


def test_filters(corpus, small_debate):
    a, b = Work.objects.get(slug="on-weeding"), Work.objects.get(slug="for-the-window")
    every = search(parse_query("unread", {}).query, Filters(), Page(size=100))
    assert {work.siglum for work, _ in every.works} == {"A", "B"}
    for filters, expected in (
        (Filters(work=a.pk), {a.pk}),
        (Filters(authors=(b.author_id,)), {b.pk}),
        (Filters(debate=corpus.pk), set()),
        (Filters(debate=small_debate.pk, work=b.pk), {b.pk}),
        (Filters(kinds=(EntryKind.RESPONSE,)), set()),
    ):
        hits = search(parse_query("unread", {}).query, filters, Page(size=100))
        assert {entry.work_id for entry in hits.entries} == expected, filters
    kinds = search(parse_query("unread", {}).query, Filters(kinds=(EntryKind.EVIDENCE,)), Page())
    assert set(kinds.kinds) == {"evidence"}


def test_years(corpus):
    place = list(TEXTS).index
    for since, until, keys in (
        (1940, 1940, ["liberation"]),
        (None, 1941, ["liberation"]),
        (1941, None, ["diacritics", "bring-over"]),
        (1943, 1943, ["bring-over"]),
        (1960, None, []),
        (1943, 1940, []),
    ):
        assert found("the", Filters(since=since, until=until)) == keys, (since, until)
    assert place("bring-over") == 3


def test_order_and_pages(corpus):
    query = parse_query("the", {}).query
    newest = search(query, Filters(), Page(Order.NEWEST, 0, 2))
    assert [entry.key for entry in newest.entries] == ["bring-over", "diacritics"]
    assert (newest.total, newest.start, newest.end, newest.capped) == (3, 0, 2, False)
    rest = search(query, Filters(), Page(Order.NEWEST, 2, 2))
    assert ([entry.key for entry in rest.entries], rest.end) == (["liberation"], 3)
    assert search(query, Filters(), Page(Order.NEWEST, 99, 2)).entries == rest.entries


def test_the_best_match_has_the_word_more_often():
    debate = make_debate()
    texts = {"once": "A dam by the river.", "often": "Dam on dam, a dam of dams."}
    index_entries(
        Entry(kind=EntryKind.RESPONSE, key=key, debate=debate.pk, url="/x/", body=text, place=1)
        for key, text in texts.items()
    )
    assert found("dam", order=Order.BEST) == ["often", "once"]


def test_evidence_comes_after_what_it_is_cut_from(small_debate):
    hits = search(parse_query("unread", {}).query, Filters(), Page(size=100))
    kinds = [entry.kind for entry in hits.entries]
    assert kinds.count("evidence") >= 1
    assert kinds == sorted(kinds, key=lambda kind: kind == "evidence")


def test_more_than_the_cap_is_not_ranked(corpus, monkeypatch):
    monkeypatch.setattr(module, "MOST_MATCHES", 2)
    hits = search(parse_query("the", {}).query, Filters(), Page(size=10))
    assert (hits.capped, hits.total) == (True, 2)
    assert [entry.key for entry in hits.entries] == ["liberation", "diacritics"]


def test_what_is_removed_or_changed_is_found_no_more(corpus):
    remove_entries(EntryKind.RESPONSE, ["liberation", "never-there"])
    assert found("masses") == ["hyphens"]
    changed = Entry(
        kind=EntryKind.RESPONSE, key="names", debate=corpus.pk, url="/x/", body="Other words.", place=0
    )
    index_entries([changed])
    assert (found("tse"), found('"other words"')) == ([], ["names"])
    SearchEntry.objects.all().delete()
    assert found("wrote") == []


@pytest.mark.parametrize("items", [1, 3])
def test_queries(items, django_assert_num_queries):
    work = make_work(make_debate(), blocks=items)
    query = parse_query("paragraph", {}).query
    with django_assert_num_queries(4):
        assert search(query, Filters(), Page()).total == items
    with django_assert_num_queries(3):
        search(query, Filters(work=work.pk), Page(Order.PLACE))
    with django_assert_num_queries(1):
        search(parse_query("quodlibet", {}).query, Filters(), Page())
    with django_assert_num_queries(0):
        assert search(parse_query("-paragraph", {}).query, Filters(), Page()).total == 0


def test_names_of_one_debate_or_of_all(mass_line, small_debate):
    assert [form for _, form in names_known(small_debate)] == ["Ms Alder"]
    assert "V. I. Lenin" in [form for _, form in names_known(mass_line)]
    assert {"Ms Alder", "Mao Tse-Tung"} <= {form for _, form in names_known(None)}


def test_an_engine_is_there_for_this_database():
    assert connection.vendor in module.ENGINES
