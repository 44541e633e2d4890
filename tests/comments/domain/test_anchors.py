"""Which passages a response hangs on, and how they are recorded."""

import pytest

from comments.domain.anchors import OnePassage, Overlapping, QuotationNotFound, make_anchor
from comments.enums import Status, Target
from comments.queries import subjects
from tests.factories import make_debate, make_link, make_response, make_work

pytestmark = pytest.mark.django_db
PAIR = (("A", 2), ("B", 1))


@pytest.fixture
def debate():
    return make_debate()


@pytest.fixture
def work(debate):
    return make_work(debate)


@pytest.fixture
def far(debate, work):
    return make_work(debate, siglum="B")


@pytest.fixture
def pair(debate, far):
    return subjects.pair_subject(debate, *PAIR)


def columns(anchor):
    """What is recorded, without what is empty."""
    return {name: value for name, value in anchor.columns.items() if value not in (None, "")}


def test_a_quotation_that_is_not_there_is_refused(work):
    paragraph = subjects.paragraph_subject(work.slug, 2)
    with pytest.raises(QuotationNotFound) as missing:
        make_anchor(subject=paragraph, quote="whoever eats")
    assert missing.value.block == paragraph.block


def test_only_paragraphs_are_quoted_from(work):
    anchor = make_anchor(subject=subjects.work_subject(work.slug), quote="anything", other_quote="at all")
    assert (anchor.quotation, anchor.other_quotation, anchor.quotes) == (None, None, {})


def test_a_paragraph_has_no_second_passage(work):
    anchor = make_anchor(
        subject=subjects.paragraph_subject(work.slug, 2), quote="whoever drinks", other_quote="nowhere"
    )
    assert anchor.quotes == {"quote": "whoever drinks"}


def test_a_pair_is_recorded_with_the_version_of_both(pair, work, far):
    one, other = work.blocks.get(number=2), far.blocks.get(number=1)
    assert columns(make_anchor(subject=pair)) == {
        "target": Target.PAIR,
        "work_id": work.pk,
        "block": one,
        "work_version": 1,
        "block_hash": one.text_hash,
        "other_work_id": far.pk,
        "other_block": other,
        "other_work_version": 1,
        "other_block_hash": other.text_hash,
    }


def test_a_pair_is_recorded_in_one_order(debate, pair):
    turned = subjects.pair_subject(debate, *reversed(PAIR))
    assert make_anchor(subject=turned).columns == make_anchor(subject=pair).columns
    assert (turned.label, turned.respond_url) == (pair.label, pair.respond_url)


def test_a_pair_is_recorded_in_the_order_of_the_ids_whatever_that_of_the_texts(debate, work, far):
    """A text that was put before another one later: its blocks have the higher ids."""
    work.order, far.order = 7, 1
    work.save()
    far.save()
    subject = subjects.pair_subject(debate, *PAIR)
    anchor = make_anchor(subject=subject, quote="whoever drinks", other_quote="help to dig")
    assert subject.label == "B\u00a01 beside A\u00a02"
    assert anchor.columns["block"] == work.blocks.get(number=2)
    assert (anchor.columns["span_exact"], anchor.columns["other_span_exact"]) == (
        "help to dig",
        "whoever drinks",
    )


def test_either_paragraph_of_a_pair_is_narrowed_to_words_of_it(pair):
    anchor = make_anchor(subject=pair, quote=" ", other_quote="“help  to dig”")
    assert anchor.quotes == {"other_quote": "help to dig"}
    assert "span_exact" not in anchor.columns
    assert anchor.columns["other_span_exact"] == "help to dig"
    assert anchor.columns["other_span_start"] == 54
    assert anchor.columns["other_span_suffix"] == " it."


@pytest.mark.parametrize(("name", "siglum"), [("quote", "A"), ("other_quote", "B")])
def test_each_quotation_is_looked_for_in_its_own_paragraph(pair, name, siglum):
    words = {"quote": "Paragraph 1 of B", "other_quote": "Paragraph 2 of A"}[name]
    with pytest.raises(QuotationNotFound) as missing:
        make_anchor(subject=pair, **{name: words})
    assert missing.value.block.work.siglum == siglum


class TestOneParagraph:
    @pytest.fixture
    def same(self, debate, work):
        return subjects.pair_subject(debate, ("A", 2), ("A", 2))

    @pytest.mark.parametrize(
        "quotes", [("whoever drinks", "whoever drinks"), ("drinks from", "whoever drinks"), ("w", "whoever")]
    )
    def test_two_passages_of_it_that_overlap_are_none(self, same, quotes):
        for one, other in (quotes, quotes[::-1]):
            with pytest.raises(Overlapping):
                make_anchor(subject=same, quote=one, other_quote=other)

    def test_passages_that_touch_do_not_overlap(self, same):
        anchor = make_anchor(subject=same, quote="whoever ", other_quote="drinks")
        assert make_anchor(subject=same, quote="whoever", other_quote=" drinks")
        assert not anchor.quotation.overlaps(anchor.other_quotation)

    @pytest.mark.parametrize("quotes", [("", ""), ("whoever drinks", ""), ("", "help")])
    def test_beside_itself_it_is_no_pair(self, same, quotes):
        with pytest.raises(OnePassage):
            make_anchor(subject=same, quote=quotes[0], other_quote=quotes[1])

    def test_two_passages_of_it_are(self, same):
        for quotes in (("help to dig", "whoever drinks"), ("whoever drinks", "help to dig")):
            anchor = make_anchor(subject=same, quote=quotes[0], other_quote=quotes[1])
            assert anchor.columns["block"] == anchor.columns["other_block"]
            assert anchor.columns["span_exact"] == "whoever drinks"
            assert anchor.columns["other_span_exact"] == "help to dig"


def test_a_links_passages_are_those_that_are_answered(work, far):
    left, right = far.blocks.get(number=3), work.blocks.get(number=1)
    link = make_link(left, right, "drinks from the well", source="from the well should")
    anchor = make_anchor(
        subject=subjects.link_subject("wells", link.slug), quote="ignored", other_quote="too"
    )
    assert anchor.quotes == {}
    found = anchor.columns
    assert (found["target"], found["block"], found["other_block"]) == (Target.LINK, right, left)
    assert (found["span_exact"], found["other_span_exact"]) == (
        "from the well should",
        "drinks from the well",
    )
    assert [quotation.exact for _, quotation in anchor.passages] == [link.left_exact, link.right_exact]


def test_a_reply_hangs_on_both_passages_without_words_or_versions(work, far):
    one, other = work.blocks.get(number=2), far.blocks.get(number=1)
    above = make_response((one, other), status=Status.PUBLISHED, quote="whoever drinks")
    anchor = make_anchor(subject=subjects.response_subject(above.pk), quote="whoever", other_quote="drinks")
    assert columns(anchor) == {
        "target": Target.RESPONSE,
        "work_id": work.pk,
        "block": one,
        "other_work_id": far.pk,
        "other_block": other,
    }
