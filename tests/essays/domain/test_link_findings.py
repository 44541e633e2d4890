"""Links as notes, seen from each side. Nothing is saved: the records are only read."""

import pytest

from essays.domain.layers import Layer
from essays.domain.link_findings import gather_link_findings
from essays.domain.margin import Entry, Finding, Place
from essays.enums import BlockKind, Direction, Ground, LinkStatus
from essays.models import Block, Link, Relation, Work
from essays.queries.links import LinkRecords

K = Work(pk=1, slug="two", siglum="K")
E = Work(pk=2, slug="comment", siglum="E")
L = Work(pk=3, slug="leninism", siglum="L")
K6, K9 = (Block(pk=10 + n, work=K, kind=BlockKind.PARAGRAPH, number=n, order=n) for n in (6, 9))
E6 = Block(pk=26, work=E, kind=BlockKind.PARAGRAPH, number=6, order=8)
L5 = Block(pk=35, work=L, kind=BlockKind.PARAGRAPH, number=5, order=5)
AT_K6, AT_K9 = Place("two", "K", 6, "p6"), Place("two", "K", 9, "p9")
AT_E6, AT_L5 = Place("comment", "E", 6, "p6"), Place("leninism", "L", 5, "p5")
NOT_SHOWN = {"direction": Direction.NOT_SHOWN, "ground": Ground.BOTH_PLAIN}


def link(left=E6, right=K6, words="bring over", source="bring over", start=4, **fields):
    given = {"direction": Direction.QUOTES, "ground": Ground.NAMED, "status": LinkStatus.CONFIRMED}
    spans = {
        "left_start": start,
        "left_end": start + len(words),
        "left_exact": words,
        "right_start": start,
        "right_end": start + len(source),
        "right_exact": source,
    }
    slug = f"{left.work.siglum}{left.number}-{right.work.siglum}{right.number}".lower()
    marked = {"slug": slug, "marked": True} | given | fields
    return Link(left_block=left, right_block=right, **spans, **marked)


def relation(**fields):
    sides = {"from_work": E, "from_block": E6, "to_work": K, "to_block": K6}
    spans = {"from_start": 3, "from_end": 15, "from_exact": "“bring over”", "to_start": 4, "to_end": 12}
    return Relation(**(sides | spans | {"pk": 1, "kind": "quotes", "to_exact": "bring up"} | fields))


def gather(*links, beyond=None, relations=(), **options):
    confirmed = tuple(each for each in links if each.is_fact) if beyond is None else beyond
    records = LinkRecords(links, confirmed)
    return gather_link_findings(records, works=(K, E, L), relations=relations, **options)


def entries(*links, **options):
    return {pk: [each.entry for each in found] for pk, found in gather(*links, **options).findings.items()}


def test_link_is_found_at_both_passages_in_the_layer_of_quotations():
    quotes = Entry("Quotes", places=(AT_K6,), link="e6-k6", how="same words")
    quoted = Entry("Quoted in", places=(AT_E6,), link="e6-k6", how="same words")
    assert gather(link()).findings == {
        26: [Finding(quotes, 4, 14, Layer.QUOTATIONS)],
        16: [Finding(quoted, 4, 14, Layer.QUOTATIONS)],
    }


def test_difference_is_said():
    found = entries(link(source="bring up"))
    assert [found[26][0].how, found[16][0].how] == ["changed: “over” for “up”"] * 2
    assert found[26][0].colon == ","


def test_want_of_quotation_marks_is_said():
    found = entries(link(marked=False))
    assert [(entry.lead, entry.after) for entry in (found[26][0], found[16][0])] == [
        ("Quotes", ", without quotation marks"),
        ("Quoted in", ", without quotation marks"),
    ]


def test_direction_that_is_not_shown_is_not_guessed():
    found = entries(link(left=L5, **NOT_SHOWN))
    assert [(found[pk][0].lead, found[pk][0].after) for pk in (35, 16)] == [
        ("Shares words with", ", direction not shown")
    ] * 2


def test_two_that_quote_a_third_say_so():
    found = entries(link(left=L5, direction=Direction.NOT_SHOWN, ground=Ground.BOTH_QUOTE))
    assert {found[pk][0].after for pk in (35, 16)} == {", both quoting another text"}


def test_text_that_repeats_itself():
    found = entries(link(left=K9, direction=Direction.NOT_SHOWN, ground=Ground.SAME_WORK))
    assert [(found[pk][0].lead, found[pk][0].after) for pk in (19, 16)] == [
        ("Repeats words of", ""),
        ("Words repeated in", ""),
    ]


def test_what_nobody_has_reviewed_says_so():
    found = entries(link(status=LinkStatus.SUGGESTED))
    assert found[26][0].how == "same words (found by comparison, not yet reviewed)"


def test_third_place_is_named_through_whom():
    known = link(left=K6, right=L5)
    found = entries(link(), beyond=(link(), known))
    assert (found[26][0].beyond, found[26][0].also) == ((AT_L5,), ())
    assert (found[16][0].beyond, found[16][0].also) == ((), ())


@pytest.mark.parametrize(
    ("here", "further"),
    [
        ({}, {"left": L5} | NOT_SHOWN),
        ({}, {"left": K6, "right": L5} | NOT_SHOWN),
        ({}, {"left": L5}),
        (NOT_SHOWN, {"left": K6, "right": L5}),
    ],
    ids=["no direction", "no direction, other side", "the third quotes", "no quotation here"],
)
def test_through_is_said_only_of_a_quotation_of_a_quotation(here, further):
    found = entries(link(**here), beyond=(link(**here), link(**further)))
    assert (found[26][0].beyond, found[26][0].also) == ((), (AT_L5,))


def test_the_quoted_passage_has_nothing_through_the_one_that_quotes_it():
    found = entries(link(), beyond=(link(), link(right=L5)))
    assert (found[16][0].beyond, found[16][0].also) == ((), (AT_L5,))


def test_third_place_with_a_link_of_its_own_is_not_named_again():
    shared = link(left=L5, **NOT_SHOWN)
    direct = link(left=E6, right=L5, start=40, **NOT_SHOWN)
    found = entries(link(), direct, beyond=(link(), shared, direct))
    assert (found[26][0].beyond, found[26][0].also) == ((), ())


def test_place_in_one_of_the_two_works_is_no_third_place():
    again = Block(pk=27, work=E, kind=BlockKind.PARAGRAPH, number=7, order=9)
    assert entries(link(), beyond=(link(), link(left=again)))[26][0].also == ()


def test_third_place_of_other_words_is_not_named():
    elsewhere = link(left=L5, start=12, **NOT_SHOWN)
    assert entries(link(), beyond=(link(), elsewhere))[26][0].also == ()


def test_relation_of_the_same_passages_becomes_one_note_with_the_link():
    found = gather(link(source="bring up"), relations=[relation(summary="One change")])
    assert found.relations == ()
    assert [len(each) for each in found.findings.values()] == [1, 1]
    assert found.findings[26][0].entry.text == ""


def test_at_length_the_editors_words_and_the_other_passage_stand_there():
    told = relation(summary="One change", confidence="probable")
    found = entries(link(source="bring up"), relations=[told], at_length=True)
    assert [(entry.text, entry.quote, entry.after) for entry in (found[26][0], found[16][0])] == [
        ("One change", "bring up", " (probable)"),
        ("One change", "bring over", " (probable)"),
    ]


def test_relation_the_other_way_round_is_of_the_same_passages():
    other = relation(
        from_work=K,
        from_block=K6,
        to_work=E,
        to_block=E6,
        to_exact="bring over",
        kind="shares a passage with",
    )
    assert gather(link(), relations=[other]).relations == ()


def test_relations_that_say_more_or_are_of_other_passages_stay():
    kept = [
        relation(pk=1, kind="turns around the wording of"),
        relation(pk=2, from_start=30, from_end=40),
        relation(pk=3, to_block=K9),
        relation(pk=4, from_exact="", from_start=0, from_end=0),
    ]
    assert gather(link(), relations=kept).relations == tuple(kept)
