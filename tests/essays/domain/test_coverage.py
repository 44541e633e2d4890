"""What a reply does with each paragraph: B answers A in the small debate, E answers K in the shipped one."""

import pytest

from essays.domain.coverage import WAYS, Coverage, Way, cover, gather_answers
from essays.enums import Direction, Ground, LinkStatus
from essays.models import Debate, Relation
from essays.queries.coverage import coverage_records
from essays.queries.works import readable_works
from tests.essays.links import block_at, make_link

pytestmark = pytest.mark.django_db

SOLD = "shelve the read and sell the unread"


def coverage(debate: Debate, siglum: str, *, by_reply: bool = False) -> Coverage:
    return cover(coverage_records(readable_works().get(debate=debate, siglum=siglum)), by_reply=by_reply)


def answers(debate: Debate, siglum: str = "B"):
    return gather_answers(coverage_records(readable_works().get(debate=debate, siglum=siglum)))


def told(page: Coverage) -> dict[str, list[str]]:
    """By paragraph: "E 9 criticises", those of the first column first."""
    return {
        f"{row.block.work.siglum} {row.block.number}": [
            f"{page.essay.siglum if page.by_reply else page.reply.siglum} "
            f"{(answer.essay if page.by_reply else answer.reply).number} {answer.kind}"
            for cell in row.cells
            for answer in cell
        ]
        for row in page.rows
    }


def relate(debate: Debate, kind: str, left: str, right: str, **fields) -> Relation:
    source, target = block_at(debate, left), block_at(debate, right)
    number = debate.relations.count() + 100
    return Relation.objects.create(
        debate=debate,
        slug=f"made-{number}",
        order=number,
        kind=kind,
        from_work=source.work,
        from_block=source,
        to_work=target.work,
        to_block=target,
        **fields,
    )


def test_every_kind_of_the_shipped_records_has_its_column(mass_line_record):
    assert {relation.kind for relation in mass_line_record.relations} <= set(WAYS)


def test_paragraphs_of_the_essay(unlinked_debate):
    assert told(coverage(unlinked_debate, "B")) == {
        "A 1": ["B 2 quotes", "B 3 answers"],
        "A 2": ["B 3 answers"],
        "A 3": [],
        "A 4": [],
        "A 5": [],
    }


def test_paragraphs_of_the_reply(unlinked_debate):
    page = coverage(unlinked_debate, "B", by_reply=True)
    assert {place: said for place, said in told(page).items() if said} == {
        "B 2": ["A 1 quotes"],
        "B 3": ["A 1 answers", "A 2 answers"],
    }


@pytest.mark.parametrize("by_reply", [False, True])
def test_summary_is_the_same_in_both_orders(unlinked_debate, by_reply):
    page = coverage(unlinked_debate, "B", by_reply=by_reply)
    assert (page.answered, page.answering) == (2, 2)
    assert [block.number for block in page.unanswered] == [3, 4, 5]
    assert [block.number for block in page.answering_nothing] == [1, 4, 5, 6]
    assert {count.way: count.paragraphs for count in page.counts} == {
        Way.QUOTES: 1,
        Way.CRITICISES: 0,
        Way.AGREES: 0,
        Way.OTHERWISE: 0,
        Way.TAKES_UP: 2,
    }


def test_shipped_reply(mass_line):
    page = coverage(mass_line, "E")
    assert (page.answered, page.answering) == (20, 18)
    assert [block.number for block in page.unanswered] == [19, 20, 21, 22, 23]
    assert [block.number for block in page.answering_nothing] == [13, 20, 21]
    assert told(page)["K 12"] == ["E 4 attributes more firmly than", "E 10 answers"]


def test_an_unknown_kind_stands_in_its_own_words(unlinked_debate):
    relate(unlinked_debate, "sings of", "B 6", "A 3")
    page = coverage(unlinked_debate, "B")
    assert page.ways[-1] is Way.OTHER
    assert told(page)["A 3"] == ["B 6 sings of"]


def test_a_link_of_the_recorded_words_joins_the_record(unlinked_debate):
    link = make_link(unlinked_debate, "B 2", "A 1", left_exact=SOLD)
    assert told(coverage(unlinked_debate, "B"))["A 1"] == ["B 2 quotes", "B 3 answers"]
    assert [answer.link for answer in answers(unlinked_debate)] == [link, None, None]


def test_a_link_of_other_words_is_an_answer_of_its_own(unlinked_debate):
    make_link(unlinked_debate, "B 2", "A 1", left_exact="We should")
    said = [(answer.kind, answer.said) for answer in answers(unlinked_debate) if answer.link]
    assert said == [("quotes", "Same words")]
    assert told(coverage(unlinked_debate, "B"))["A 1"] == ["B 2 quotes", "B 2 quotes", "B 3 answers"]


def test_bare_answers_give_way_to_what_is_known(unlinked_debate):
    relate(unlinked_debate, "criticises", "B 3", "A 2")
    assert told(coverage(unlinked_debate, "B"))["A 2"] == ["B 3 criticises"]


def test_bare_answers_do_not_give_way_to_each_other(unlinked_debate):
    relate(unlinked_debate, "answers", "B 3", "A 2")
    relate(unlinked_debate, "answers", "B 3", "A 2")
    assert told(coverage(unlinked_debate, "B"))["A 2"] == ["B 3 answers"] * 3


def test_answers_with_a_word_on_how_are_kept(unlinked_debate):
    unlinked_debate.relations.filter(kind="answers").update(summary="Indirectly.")
    relate(unlinked_debate, "criticises", "B 3", "A 2")
    assert told(coverage(unlinked_debate, "B"))["A 2"] == ["B 3 criticises", "B 3 answers"]


def test_the_editors_own_comparisons_are_no_answers(unlinked_debate):
    relate(unlinked_debate, "differs from", "B 6", "A 3", referenced=False)
    assert told(coverage(unlinked_debate, "B"))["A 3"] == []


@pytest.mark.parametrize(
    ("fields", "kind", "only_found"),
    [
        ({}, "quotes", False),
        ({"status": LinkStatus.SUGGESTED}, "quotes", True),
        (
            {"direction": Direction.NOT_SHOWN, "ground": Ground.BOTH_PLAIN},
            "shares words with",
            False,
        ),
    ],
)
def test_links_say_what_is_known_of_them(unlinked_debate, fields, kind, only_found):
    make_link(unlinked_debate, "B 6", "A 3", left_exact="is unread", right_exact="Books that", **fields)
    (answer,) = (answer for answer in answers(unlinked_debate) if answer.link)
    assert (answer.kind, answer.only_found) == (kind, only_found)


def test_dismissed_links_answer_nothing(unlinked_debate):
    make_link(
        unlinked_debate,
        "B 6",
        "A 3",
        left_exact="is unread",
        right_exact="Books that",
        status=LinkStatus.DISMISSED,
        reason="chance",
    )
    assert told(coverage(unlinked_debate, "B"))["A 3"] == []


def test_what_goes_to_the_whole_text_has_a_row_of_the_reply_only(mass_line):
    essay, reply = (coverage(mass_line, "E", by_reply=by_reply) for by_reply in (False, True))
    assert [(answer.kind, answer.essay.kind if answer.essay else "") for answer in essay.beyond] == [
        ("names", "signature"),
        ("replies to", ""),
    ]
    assert reply.beyond == ()
    first = next(row for row in reply.rows if row.block.number == 1)
    assert [answer.kind for cell in first.cells for answer in cell] == ["replies to", "names"]


def test_confidence_is_told_where_it_is_not_clear(mass_line):
    told_of = {answer.kind: answer.confidence for answer in answers(mass_line, "E")}
    assert told_of["takes up"] == "probable"
    assert told_of["contradicts"] == ""


UNREVIEWED = {"status": LinkStatus.SUGGESTED}
UNDIRECTED = {"direction": Direction.NOT_SHOWN, "ground": Ground.BOTH_PLAIN}
WORDS = {"left_exact": "is unread", "right_exact": "Books that"}


@pytest.mark.parametrize(
    ("fields", "answered", "found", "quotes", "shares"),
    [
        ({}, 3, 0, (2, 0), None),
        (UNREVIEWED, 2, 1, (1, 1), None),
        (UNDIRECTED, 2, 0, (1, 0), (1, 0)),
        (UNREVIEWED | UNDIRECTED, 2, 0, (1, 0), (0, 1)),
    ],
)
def test_only_what_is_confirmed_and_directed_counts(unlinked_debate, fields, answered, found, quotes, shares):
    """B 2 quotes A 1 and B 3 answers A 1 and A 2, by the records; then the link of B 6 and A 3."""
    make_link(unlinked_debate, "B 6", "A 3", **WORDS, **fields)
    for by_reply in (False, True):
        page = coverage(unlinked_debate, "B", by_reply=by_reply)
        assert (page.answered, page.answering) == (answered, answered)
        assert (len(page.found_answered), len(page.found_answering)) == (found, found)
        counts = {count.way: (count.paragraphs, count.found) for count in page.counts}
        assert (counts[Way.QUOTES], counts.get(Way.SHARES)) == (quotes, shares)
        left = [4, 5] if answered + found == 3 else [3, 4, 5]
        assert [block.number for block in page.unanswered] == left


def test_bare_answers_do_not_give_way_to_what_is_no_fact(unlinked_debate):
    words = {"left_exact": "A book", "right_exact": "a book"}
    link = make_link(unlinked_debate, "B 3", "A 2", **words, **UNREVIEWED)
    assert told(coverage(unlinked_debate, "B"))["A 2"] == ["B 3 quotes", "B 3 answers"]
    unlinked_debate.links.filter(pk=link.pk).update(**UNDIRECTED, status=LinkStatus.CONFIRMED)
    assert told(coverage(unlinked_debate, "B"))["A 2"] == ["B 3 answers", "B 3 shares words with"]


def test_what_an_editor_recorded_needs_no_review_of_its_link(unlinked_debate):
    make_link(unlinked_debate, "B 2", "A 1", left_exact=SOLD, **UNREVIEWED)
    first = answers(unlinked_debate)[0]
    assert (first.link.is_fact, first.recorded, first.only_found) == (False, True, False)
    assert coverage(unlinked_debate, "B").found_answered == ()


def test_a_recorded_passage_in_common_is_no_answer(unlinked_debate):
    relate(unlinked_debate, "shares a passage with", "B 6", "A 3")
    page = coverage(unlinked_debate, "B")
    assert (page.answered, Way.SHARES in page.ways) == (2, True)
