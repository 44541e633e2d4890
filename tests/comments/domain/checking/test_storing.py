import pytest
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, transaction

from comments.domain.anchors import make_anchor
from comments.domain.checking import storing
from comments.domain.checking.answered import Answered
from comments.domain.checking.looking_up import check_quotations
from comments.domain.checking.storing import check_due, survey_text
from comments.domain.drafts import make_draft
from comments.domain.posting import post_response, revise_response
from comments.enums import Verdict
from comments.models import CheckedRevision, QuotationCheck, Response
from comments.queries import subjects
from comments.queries.stances import NONE
from essays.models import Work
from tests.factories import change_text, index_words, make_debate, make_response, make_text

pytestmark = pytest.mark.django_db

MASSES = "Gather the ideas of the masses and bring them back to the masses, so that they do not persist."
WELL = "Whoever drinks from the well should help to dig it, said the elders."
TEXT = "“gather the notions of the masses”:\n\n> so that they … persist\n\nand “nobody here wrote this”."


@pytest.fixture
def work():
    return make_text(make_debate(), MASSES, WELL)


def draft(text):
    return make_draft(name="", stance=NONE, text=text, reserved=[])


def post(work, text=TEXT, key="key"):
    anchor = make_anchor(subject=subjects.paragraph_subject(work.slug, 2), quote="")
    return post_response(anchor=anchor, draft=draft(text), form_key=key).response


def verdicts(response):
    rows = QuotationCheck.objects.filter(revision=Response.objects.get(pk=response.pk).current_id)
    return [(each.verdict, each.block and each.block.number) for each in rows.order_by("order")]


def test_posting_keeps_the_verdicts(work):
    response = post(work)
    block = work.blocks.get(number=1)
    rows = list(QuotationCheck.objects.filter(revision=response.current).order_by("order").values())
    shown = ["exact", "verdict", "block_id", "summary", "left_out", "note", "opening"]
    assert [tuple(row[name] for name in shown) for row in rows] == [
        (
            "gather the notions of the masses",
            Verdict.ALTERED,
            block.pk,
            "“notions” for “ideas”",
            "",
            "",
            "gather the notions of the masses",
        ),
        (
            "so that they … persist",
            Verdict.ELIDED,
            block.pk,
            "",
            "do not",
            "the words left out contain “not”",
            "so that they … persist",
        ),
        ("nobody here wrote this", Verdict.NOT_FOUND, None, "", "", "", "nobody here wrote this"),
    ]
    assert [TEXT[row["start"] : row["end"]] for row in rows] == [row["exact"] for row in rows]
    assert [block.text[row["block_start"] : row["block_end"]] for row in rows[:2]] == [
        "Gather the ideas of the masses",
        "so that they do not persist",
    ]
    assert {row["block_hash"] for row in rows} == {block.text_hash, ""}


def test_a_text_that_changes_while_words_are_looked_up_is_looked_up_again(work, monkeypatch):
    def check_and_change(*args):
        found = check_quotations(*args)
        change_text(work.blocks.get(number=1), MASSES.replace("ideas", "notions"))
        return found

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(storing, "check_quotations", check_and_change)
        response = post(work, "“gather the notions of the masses”")
    assert verdicts(response) == [(Verdict.ALTERED, 1)]
    assert check_due() == 1
    assert verdicts(response) == [(Verdict.VERBATIM, 1)]


def test_other_words_are_looked_up_anew_and_the_first_verdicts_stay(work):
    first = post(work)
    revision = revise_response(
        response_id=first.pk,
        seen_digest=first.current.digest,
        draft=draft("Now “gather the ideas of the masses” it is."),
    )
    assert verdicts(first) == [(Verdict.VERBATIM, 1)]
    assert [each.revision_id for each in QuotationCheck.objects.order_by("pk")] == [
        *[first.current_id] * 3,
        revision.pk,
    ]


def test_what_was_right_when_it_was_first_written_stays_known_in_other_words(work):
    first = post(work, "“gather the ideas of the masses”, he says.")
    block = work.blocks.get(number=1)
    change_text(block, MASSES.replace("ideas", "views"))
    check_due()
    revision = revise_response(
        response_id=first.pk,
        seen_digest=first.current.digest,
        draft=draft("“gather the ideas of the masses”, he said. And “bring those back to the masses”."),
    )
    rows = revision.checks.order_by("order").values_list("verdict", "stood_in", "stood_version")
    assert list(rows) == [(Verdict.ALTERED, block.pk, 1), (Verdict.ALTERED, None, None)]


def test_the_same_words_again_are_not_looked_up_twice(work):
    response = post(work)
    revise_response(response_id=response.pk, seen_digest=response.current.digest, draft=draft(TEXT))
    assert QuotationCheck.objects.count() == 3


def test_a_check_that_fails_loses_nothing_and_is_made_up_for(work, monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise RuntimeError("gather the notions")

    with monkeypatch.context() as broken:
        broken.setattr(storing, "check_quotations", fail)
        response = post(work)
    assert response.current.text == TEXT
    assert (QuotationCheck.objects.count(), CheckedRevision.objects.count()) == (0, 0)
    (record,) = [each for each in caplog.records if each.name == "comments.checking"]
    assert record.msg["event"] == "quotations_not_checked"
    assert record.msg["cause"] == "RuntimeError"
    assert check_due() == 1
    assert verdicts(response) == [(Verdict.ALTERED, 1), (Verdict.ELIDED, 1), (Verdict.NOT_FOUND, None)]


def test_a_database_that_is_away_is_said_when_the_words_are_stored(work, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr(storing, "check_quotations", fail)
    assert survey_text(TEXT, Answered(work.debate_id)) is None


class TestWhenATextChanges:
    def test_verdicts_are_made_anew(self, work):
        response = post(work)
        change_text(work.blocks.get(number=1), MASSES.replace("ideas", "notions"))
        change_text(work.blocks.get(number=2), "Nobody here wrote this, nobody at all.")
        assert check_due() == 1
        assert verdicts(response) == [(Verdict.VERBATIM, 1), (Verdict.ELIDED, 1), (Verdict.VERBATIM, 2)]
        assert check_due() == 0

    def test_words_that_are_gone_are_not_found(self, work):
        response = post(work, "“gather the ideas of the masses”")
        change_text(work.blocks.get(number=1), "Something else altogether stands here now.")
        check_due()
        assert verdicts(response) == [(Verdict.NOT_FOUND, None)]

    def test_what_stands_word_for_word_still_is_not_looked_up(self, work, monkeypatch):
        response = post(work, "“gather the ideas of the masses”")
        change_text(work.blocks.get(number=2), "Something else altogether stands here now.")
        with monkeypatch.context() as guarded:
            guarded.setattr(storing, "check_quotations", pytest.fail)
            assert check_due() == 0
        assert verdicts(response) == [(Verdict.VERBATIM, 1)]
        change_text(work.blocks.get(number=1), MASSES.replace("ideas", "notions"))
        assert check_due() == 1

    def test_what_is_said_of_another_paragraph_is_looked_up_again(self, work):
        make_text(work.debate, "Whoever drinks from the well must help to dig it.", siglum="L")
        response = post(work, "“whoever drinks from the well must help”")
        check = QuotationCheck.objects.filter(revision=response.current).values_list("verdict", "note")
        assert list(check.all()) == [(Verdict.VERBATIM, "K 2 has “should” for “must”")]
        change_text(work.blocks.get(number=2), WELL.replace("should", "shall"))
        assert check_due() == 1
        assert list(check.all()) == [(Verdict.VERBATIM, "K 2 has “shall” for “must”")]

    def test_what_was_right_when_it_was_written_is_known_ever_after(self, work):
        """In its parts too, and until it is right again, wherever it stands then."""
        first, second = work.blocks.order_by("number")
        response = post(work, "“gather the ideas of the masses” and “gather the notions of the masses”")

        def stood():
            rows = QuotationCheck.objects.filter(revision__response=response).order_by("order")
            return [(row.verdict, row.stood_in_id, row.stood_version, row.stood_otherwise) for row in rows]

        never = (Verdict.ALTERED, None, None, False)
        assert stood() == [(Verdict.VERBATIM, first.pk, 1, False), never]
        for version, word in enumerate(("views", "thoughts"), 2):
            Work.objects.update(version=version)
            change_text(first, MASSES.replace("ideas", word))
            assert check_due() == 1
            assert stood() == [(Verdict.ALTERED, first.pk, 1, True), never]
        change_text(first, "Something else altogether stands here now.")
        check_due()
        gone = (Verdict.NOT_FOUND, None, None, False)
        assert stood() == [(Verdict.NOT_FOUND, first.pk, 1, True), gone]
        Work.objects.update(version=4)
        change_text(second, MASSES)
        check_due()
        assert stood() == [(Verdict.VERBATIM, second.pk, 4, False), never]

    def test_a_paragraph_that_goes_takes_its_verdicts_along_until_the_next_look(self, work):
        response = post(work, "“whoever drinks from the well” and “gather the notions of the masses”")
        work.blocks.get(number=1).delete()
        assert verdicts(response) == [(Verdict.VERBATIM, 2)]
        change_text(work.blocks.get(number=2), WELL + " Again.")
        check_due()
        assert verdicts(response) == [(Verdict.VERBATIM, 2), (Verdict.NOT_FOUND, None)]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("“whoever drinks from the well”", [(Verdict.VERBATIM, 2), (Verdict.NOT_FOUND, None)]),
            ("Only this.", [(Verdict.NOT_FOUND, None)]),
        ],
    )
    def test_the_next_look_is_taken_though_all_others_stand_word_for_word(self, work, text, expected):
        response = post(work, f"{text} And then: “gather the ideas of the masses”")
        work.blocks.get(number=1).delete()
        index_words(work)
        assert check_due() == 1
        assert verdicts(response) == expected
        assert check_due() == 0

    def test_only_the_current_words_are_looked_up(self, work):
        response = post(work)
        words = draft("Nothing is quoted now.")
        revise_response(response_id=response.pk, seen_digest=response.current.digest, draft=words)
        change_text(work.blocks.get(number=1), "Something else altogether stands here now.")
        assert check_due() == 0
        assert QuotationCheck.objects.filter(revision=response.current).count() == 3

    def test_what_was_never_looked_up_is(self, work, capsys):
        response = make_response(work, text="“gather the notions of the masses”")
        call_command("check_quotations")
        assert capsys.readouterr().out == "quotations: looked up anew in 1 response\n"
        assert verdicts(response) == [(Verdict.ALTERED, 1)]
        call_command("check_quotations")
        assert capsys.readouterr().out == "quotations: nothing to look up anew\n"

    def test_another_version_of_the_check_looks_all_up(self, work, monkeypatch):
        post(work, "Nothing is quoted here, at all.")
        post(work, "“gather the ideas of the masses”", key="other")
        assert check_due() == 0
        monkeypatch.setattr(storing, "VERSION", "next")
        assert check_due() == 2
        assert check_due() == 0

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries_when_nothing_is_due(self, work, number, django_assert_num_queries):
        for key in range(number):
            post(work, key=str(key))
        # The works' hashes, the last shingle, what is due.
        with django_assert_num_queries(3):
            check_due()

    def test_more_than_a_page_of_them(self, work, monkeypatch):
        for _ in range(3):
            make_response(work, text="“gather the notions of the masses”")
        monkeypatch.setattr("comments.queries.quotation_checks.BATCH", 2)
        assert check_due() == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"verdict": "misquoted"},
        {"end": 99},
        {"verdict": Verdict.NOT_FOUND},
        {"block": None},
        {"block_start": 40},
        {"order": 2},
        {"stood_version": None, "stood_in_id": 1},
    ],
)
def test_the_database_refuses_what_cannot_be(work, wrong):
    post(work)
    first = QuotationCheck.objects.get(order=1)
    for name, value in wrong.items():
        setattr(first, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save()
