"""Facts from the database: what is found, and that it costs the same however much there is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.domain.checking.answered import Answered
from comments.domain.checking.storing import survey_text
from comments.domain.screening.answers import Alike, Sent, Standing
from comments.domain.screening.gathering import (
    MOST_KEYS,
    MOST_NAMES,
    Gathered,
    Source,
    mentioned_in,
    name_key,
)
from comments.domain.screening.settings import Rules
from comments.enums import Action, Role, Status
from comments.models import LikenessKey, Response, Revision, Screening, TrustRestored
from essays.domain.searching.texts import index_debate
from essays.enums import AuthorityKind
from essays.models import Authority
from tests.comments.queries.test_queue_plans import plans
from tests.factories import (
    NO_QUOTATIONS,
    decide,
    make_debate,
    make_response,
    make_screened,
    make_text,
    make_user,
    make_work,
    words_gone,
)

pytestmark = pytest.mark.django_db
TEXT = (
    "Whoever digs the well for all the others drinks from it first, says the oldest rule of the village here."
)


def gathered(work, text=TEXT, *, name="Ines", rules=None, survey=NO_QUOTATIONS, **source):
    known = Source(work.debate.pk, timezone.now(), **source)
    return Gathered(Sent(text, name), known, survey, rules or Rules())


def screened(work, text=TEXT, **fields):
    response = make_response(work, text=text, **fields)
    make_screened(response)
    return response


@pytest.mark.parametrize("account", [None, 7])
def test_the_writers_other_responses_are_one_range(work, account):
    """Not all that was ever screened or published, however few have the name."""
    first = screened(work)
    others = [
        Response(**placed_as(first), path=f"p{n}", form_key=f"f{n}", receipt_hash=f"r{n}") for n in range(300)
    ]
    others = Response.objects.bulk_create(others)
    revisions = [
        Revision(response=row, number=1, text="x", html="x", created_at=row.submitted_at) for row in others
    ]
    Screening.objects.bulk_create(
        Screening(
            revision=revision,
            response=revision.response,
            debate=work.debate,
            name=f"name{n}",
            rules=0,
            sent_at=revision.created_at,
            at=revision.created_at,
        )
        for n, revision in enumerate(Revision.objects.bulk_create(revisions))
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    source = {"account": account} if account else {}
    for fact in ("in_last_hour", "published_before"):
        *_, by_name = plans(lambda fact=fact: getattr(gathered(work, **source), fact))
        assert "screening_name" in by_name
        assert "(status=?)" not in by_name
        assert not any(
            sign in f"{by_name}\n" for sign in ("SCAN comments_screening\n", "Seq Scan on comments_")
        )


def placed_as(response) -> dict[str, object]:
    names = ("debate", "work", "target", "work_version", "current", "submitted_at")
    return {name: getattr(response, name) for name in names} | {
        "status": Status.PUBLISHED,
        "published_at": response.submitted_at,
    }


class TestAlike:
    def test_the_same_words(self, work):
        first = screened(work, TEXT.upper())
        assert gathered(work).alike == Alike(first.pk, 100)

    def test_nearly_the_same_words(self, work):
        first = screened(work, TEXT.replace("first", "last"))
        assert gathered(work).alike == Alike(first.pk, 71)

    def test_of_several_the_one_that_is_most_alike(self, work):
        screened(work, TEXT.replace("first", "last"))
        same = screened(work)
        assert gathered(work).alike == Alike(same.pk, 100)

    def test_other_words(self, work):
        screened(work, "Nobody has ever asked the well, though it would know.")
        assert gathered(work).alike is None

    def test_only_earlier_ones_and_not_itself(self, work):
        own, later = screened(work), screened(work)
        assert gathered(work, response_id=own.pk).alike is None
        assert gathered(work, response_id=later.pk).alike == Alike(own.pk, 100)

    def test_erased_words_are_not_compared(self, work):
        screened(work)
        Revision.objects.update(**words_gone())
        assert gathered(work).alike is None

    @pytest.mark.parametrize("number", [1, 30])
    def test_costs_two_queries_and_a_bounded_number_of_rows(self, work, number, django_assert_num_queries):
        row = screened(work)
        others = [
            Revision(response=row, number=each, text=TEXT, html="x", digest="0", created_at=row.submitted_at)
            for each in range(2, number + 1)
        ]
        Revision.objects.bulk_create(others)
        first = Screening.objects.get()
        keys = list(first.keys.values_list("key", flat=True))
        known = {"response": row, "debate": work.debate, "rules": 0, "sent_at": row.submitted_at}
        more = [Screening(revision=each, at=row.submitted_at, **known) for each in others]
        Screening.objects.bulk_create(more)
        LikenessKey.objects.bulk_create(LikenessKey(screening=each, key=key) for each in more for key in keys)
        with django_assert_num_queries(2) as spent:
            assert gathered(work).alike == Alike(row.pk, 100)
        assert f"LIMIT {MOST_KEYS}" in spent.captured_queries[0]["sql"]


class TestPace:
    def test_counts_the_name_in_the_debate_for_an_hour(self, work):
        rows = [screened(work, name="Ines"), screened(work, name="INĖS"), screened(work, name="Hanne")]
        screened(make_work(make_debate("other"), siglum="B"), name="Ines")
        assert gathered(work).in_last_hour == 2
        before = timezone.now() - timedelta(hours=1, seconds=1)
        Screening.objects.filter(response=rows[0]).update(sent_at=before)
        assert gathered(work).in_last_hour == 1
        assert gathered(work, name="").in_last_hour == 0

    def test_counts_the_account_in_all_debates(self, work):
        account = make_user("ines", Role.READER)
        screened(make_work(make_debate("other"), siglum="B"), name="Another", author=account)
        assert gathered(work, account=account.pk).in_last_hour == 1
        assert gathered(work).in_last_hour == 0

    def test_counts_a_response_once_and_itself_not_at_all(self, work):
        row = screened(work)
        row.current = Revision.objects.create(
            response=row, number=2, text=TEXT, html="x", digest="0", created_at=timezone.now(), name="Ines"
        )
        make_screened(row)
        assert gathered(work).in_last_hour == 1
        assert gathered(work, response_id=row.pk).in_last_hour == 0

    def test_counts_no_further_than_it_must(self, work):
        for _ in range(4):
            screened(work)
        assert gathered(work, rules=Rules(values={"pace_most": 2})).in_last_hour == 4
        with CaptureQueriesContext(connection) as spent:
            assert gathered(work).in_last_hour == 4
        assert "LIMIT 501" in spent.captured_queries[0]["sql"]


class TestMentioned:
    NAMES = ("Nora Brook", "Mao Zedong", "Peter Stone", "Anna Well")

    @pytest.fixture
    def debate(self):
        work = make_text(make_debate(), "Peter Stone dug the well.", "So says the chairman.")
        Authority.objects.create(
            debate=work.debate, slug="mao", order=1, name="Mao Tse-Tung", kind=AuthorityKind.PERSON
        ).names.create(debate=work.debate, name="Mao")
        index_debate(work.debate)
        return work.debate

    def test_by_the_apparatus_the_authors_and_the_texts(self, debate, django_assert_num_queries):
        expected = {"Nora Brook", "Mao Zedong", "Peter Stone"}
        if connection.vendor == "sqlite":
            with django_assert_num_queries(4):
                assert mentioned_in(debate.pk, self.NAMES) == expected
        assert mentioned_in(debate.pk, self.NAMES) == expected

    def test_not_by_a_published_response_nor_another_debate(self, debate):
        make_response(debate.works.get(), text="Anna Well is in prison, they say.", status=Status.PUBLISHED)
        assert mentioned_in(debate.pk, ["Anna Well"]) == frozenset()
        other = make_debate("other")
        assert mentioned_in(other.pk, self.NAMES) == frozenset()

    def test_of_too_many_the_rest_are_looked_at_by_somebody(self, debate):
        names = [f"Anna Well{'a' * each}" for each in range(MOST_NAMES)]
        assert mentioned_in(debate.pk, [*names, "Peter Stone"]) == frozenset()


class TestNewcomers:
    def test_a_published_response_under_the_name_in_the_debate(self, work):
        row = screened(work)
        assert gathered(work).published_before == 0
        decide(row, Action.APPROVE)
        assert gathered(work).published_before == 1
        assert gathered(work, name="Hanne").published_before == 0
        assert gathered(make_work(make_debate("other"), siglum="B")).published_before == 0

    def test_one_of_the_account_under_another_name(self, work):
        account = make_user("ines", Role.READER)
        screened(work, name="Another", author=account, status=Status.PUBLISHED)
        assert gathered(work, account=account.pk).published_before == 1


class TestStanding:
    @pytest.fixture
    def account(self, work):
        account = make_user("ines", Role.READER)
        for _ in range(3):
            make_response(work, author=account, status=Status.PUBLISHED)
        return account

    def standing(self, work, account):
        return gathered(work, rules=Rules(trusting={work.debate.pk: 2}), account=account.pk).standing

    def test_where_no_debate_trusts_nothing_is_asked(self, work, account, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert gathered(work, account=account.pk).standing == Standing(has_account=True)

    def test_counts_published_ones_up_to_what_is_needed(self, work, account, django_assert_num_queries):
        with django_assert_num_queries(3):
            assert self.standing(work, account) == Standing(2, 2, has_account=True)

    def test_a_removal_until_trust_is_given_back(self, work, account):
        gone = make_response(work, author=account, status=Status.REMOVED)
        assert self.standing(work, account).removed == gone.pk
        TrustRestored.objects.create(account=account, by_name="eda", reason="Mended.", at=timezone.now())
        assert self.standing(work, account).removed == 0
        again = make_response(work, author=account, status=Status.REMOVED)
        assert self.standing(work, account).removed == again.pk

    def test_a_removal_that_was_undone_costs_nothing(self, work, account):
        row = make_response(work, author=account, status=Status.REMOVED)
        decide(row, Action.UNDO)
        assert self.standing(work, account).removed == 0


def test_quotations_by_how_they_stand():
    work = make_text(make_debate(), "Whoever drinks from the deep well should help to dig it again.")
    text = (
        "He says “Whoever drinks from the deep well should help to fill it again.” and then “the moon is "
        "made of a very old green cheese indeed”."
    )
    survey = survey_text(text, Answered(work.debate.pk))
    quoted = gathered(work, text, survey=survey).quoted
    assert len(quoted.altered) == 1
    assert quoted.not_found == ("the moon is made of a very old green cheese…",)


def test_a_name_looks_the_same_in_other_letters():
    assert name_key("Ines") == name_key("ΙNЕS") == name_key("i n e s")
    assert name_key("井") == "井"
    assert name_key("") == ""
