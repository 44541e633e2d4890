import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from comments import paths, rules
from comments.domain.anchors import make_anchor
from comments.domain.drafts import make_draft
from comments.domain.moderation import Refused, Stale
from comments.domain.posting import (
    ParentNotPublished,
    find_posted,
    post_response,
    revise_response,
    withdraw_response,
)
from comments.domain.receipts import code_for, hash_of
from comments.enums import Action, Stance, Status, Target
from comments.models import Decision, Response, Revision
from comments.queries import subjects
from comments.queries.stances import NONE, stance_options
from tests.factories import (
    decide,
    make_debate,
    make_formulation,
    make_question,
    make_response,
    make_user,
    make_work,
)

TEXT = "The well is dug by those who *drink* from it."


@pytest.fixture
def debate(db):
    return make_debate()


@pytest.fixture
def work(debate):
    return make_work(debate)


@pytest.fixture
def paragraph(work):
    return subjects.paragraph_subject(work.slug, 2)


def draft(text=TEXT, name="Hanne L.", stance=NONE):
    return make_draft(name=name, stance=stance, text=text, reserved=[])


def post(subject, *, quote="", key="key", **words):
    return post_response(anchor=make_anchor(subject=subject, quote=quote), draft=draft(**words), form_key=key)


def stored(posted):
    return Response.objects.select_related("current").get(pk=posted.response.pk)


def test_a_response_waits_with_its_first_revision(paragraph, debate, work):
    posted = post(paragraph)
    row = stored(posted)
    assert posted.created
    assert row.status == Status.PENDING
    assert (row.debate, row.work, row.block) == (debate, work, paragraph.block)
    assert (row.path, row.depth, row.root_id, row.parent_id) == (paths.label(row.pk), 1, row.pk, None)
    assert (row.published_at, row.reply_count, row.author_id) == (None, 0, None)
    revision = row.current
    assert (revision.number, revision.name, revision.stance) == (1, "Hanne L.", Stance.NONE)
    assert (revision.text, revision.renderer) == (TEXT, "markdown-2")
    assert revision.html == "<p>The well is dug by those who <em>drink</em> from it.</p>"
    assert Decision.objects.count() == 0


def test_the_database_keeps_hashes_of_the_forms_key_and_of_the_receipt(paragraph):
    posted = post(paragraph, key="secret form key")
    row = stored(posted)
    assert posted.code == code_for("secret form key")
    assert row.form_key == hash_of("secret form key")
    assert row.receipt_hash == hash_of(posted.code)
    everything = " ".join(str(value) for value in Response.objects.values().get().values())
    assert "secret form key" not in everything
    assert posted.code not in everything


@pytest.mark.parametrize(
    ("target", "column"),
    [
        (Target.WORK, "work"),
        (Target.PARAGRAPH, "block"),
        (Target.FORMULATION, "formulation"),
        (Target.QUESTION, "question"),
    ],
)
def test_each_kind_of_subject(debate, work, target, column):
    subject = {
        Target.WORK: lambda: subjects.work_subject(work.slug),
        Target.PARAGRAPH: lambda: subjects.paragraph_subject(work.slug, 2),
        Target.FORMULATION: lambda: subjects.formulation_subject(debate.slug, make_formulation(debate).slug),
        Target.QUESTION: lambda: subjects.question_subject(debate.slug, make_question(debate).slug),
    }[target]()
    row = stored(post(subject))
    assert row.target == target
    assert getattr(row, column) == getattr(subject, column)
    assert row.work_version == (1 if target in (Target.WORK, Target.PARAGRAPH) else None)
    assert row.block_hash == (subject.block.text_hash if target == Target.PARAGRAPH else "")
    assert (row.span_start, row.span_exact) == (None, "")


def test_a_quotation_is_kept_in_the_paragraphs_own_characters(paragraph):
    row = stored(post(paragraph, quote=" whoever  drinks "))
    assert row.target == Target.SPAN
    assert (row.span_start, row.span_exact) == (18, "whoever drinks")
    assert row.span_prefix == "Paragraph 2 of A: "
    assert row.span_suffix == " from the well should help to dig it."
    assert row.block_hash == paragraph.block.text_hash


def test_a_reply_hangs_below_what_it_answers_and_in_its_scopes(paragraph):
    above = make_response(paragraph.block, status=Status.PUBLISHED)
    row = stored(post(subjects.response_subject(above.pk)))
    assert (row.target, row.parent_id, row.root_id) == (Target.RESPONSE, above.pk, above.pk)
    assert (row.path, row.depth) == (above.path + paths.label(row.pk), 2)
    assert (row.debate_id, row.work_id, row.block_id) == (above.debate_id, above.work_id, above.block_id)
    assert (row.work_version, row.block_hash, row.span_exact) == (None, "", "")


@pytest.mark.parametrize(
    "status", [Status.PENDING, Status.HELD, Status.REJECTED, Status.WITHDRAWN, Status.REMOVED]
)
def test_only_what_is_published_is_answered(paragraph, status):
    above = make_response(paragraph.block, status=Status.PUBLISHED)
    subject = subjects.response_subject(above.pk)
    Response.objects.filter(pk=above.pk).update(status=status)
    with pytest.raises(ParentNotPublished):
        post(subject)
    assert Response.objects.count() == 1


def test_a_stance_with_a_formulation(paragraph, debate):
    formulation = make_formulation(debate)
    revision = stored(post(paragraph, stance=stance_options(debate)[0])).current
    assert (revision.stance, revision.stance_formulation) == (Stance.HOLDS, formulation)


def test_an_account_of_the_desk_is_remembered(paragraph):
    moderator = make_user("asta")
    anchor = make_anchor(subject=paragraph, quote="")
    posted = post_response(anchor=anchor, draft=draft(), form_key="key", author_id=moderator.pk)
    assert stored(posted).author == moderator


def test_one_form_posts_once(paragraph):
    first, second = post(paragraph), post(paragraph)
    assert (first.created, second.created, second.same_words) == (True, False, True)
    assert (second.response, second.code) == (first.response, first.code)
    assert (Response.objects.count(), Revision.objects.count()) == (1, 1)


def test_the_same_form_with_other_words_changes_nothing(paragraph):
    first, second = post(paragraph), post(paragraph, text="Other words, of another day.")
    assert (second.created, second.same_words, second.response) == (False, False, first.response)
    assert stored(first).current.text == TEXT


def test_what_is_acknowledged_once_more_is_safe_by_then(paragraph, django_assert_num_queries):
    """On PostgreSQL: to have read it is not enough, for another machine may not have it yet."""
    post(paragraph)
    extra = 1 if connection.vendor == "postgresql" else 0
    with django_assert_num_queries(2 + extra):
        find_posted(form_key="key", draft=draft())
    with django_assert_num_queries(1):
        assert find_posted(form_key="another", draft=draft()) is None


def test_what_a_form_posted_is_found(paragraph):
    assert find_posted(form_key="key", draft=draft()) is None
    posted = post(paragraph)
    assert find_posted(form_key="key", draft=draft()).response == posted.response
    assert find_posted(form_key="another", draft=draft()) is None


def test_queries_of_posting(paragraph, django_assert_num_queries):
    published = make_response(paragraph.block, status=Status.PUBLISHED)
    reply = subjects.response_subject(published.pk)
    # Screening: the rules, what is alike, the pace, what was learnt, what was published before.
    # A savepoint (2), the response, its revision, that it quotes nothing, its path, the desk's search; what
    # the phases said, with the keys (3); that it waits (3).
    with django_assert_num_queries(18):
        post(paragraph)
    # Two for what the text cites, and the lock on what is answered.
    with django_assert_num_queries(21):
        post(reply, key="another", text="A 1 and R 1 are cited, so they are looked up.")


def test_citations_lead_to_what_exists(paragraph, work):
    published = make_response(paragraph.block, status=Status.PUBLISHED)
    waiting = make_response(paragraph.block)
    html = stored(post(paragraph, text=f"A 1, A 9, R {published.pk}, R {waiting.pk}, B 1.")).current.html
    to_response = f"/responses/{published.pk}/#r{published.pk}"
    assert re.findall(r'href="([^"]+)"', html) == [f"/works/{work.slug}/p1/", to_response]


@pytest.mark.django_db(transaction=True)
def test_the_same_form_eight_times_at_once_posts_once():
    paragraph = subjects.paragraph_subject(make_work(make_debate()).slug, 2)
    barrier = threading.Barrier(8)

    def send(_):
        barrier.wait()
        try:
            return post(paragraph)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        posted = list(pool.map(send, range(8)))
    assert [each.created for each in posted].count(True) == 1
    assert {each.code for each in posted} == {code_for("key")}
    assert {each.response.pk for each in posted} == {Response.objects.get().pk}
    assert (Response.objects.count(), Revision.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_many_forms_at_once_are_all_stored():
    work = make_work(make_debate())
    above = make_response(work.blocks.get(number=1), status=Status.PUBLISHED)
    subject = subjects.response_subject(above.pk)
    barrier = threading.Barrier(8)

    def send(number):
        barrier.wait()
        try:
            return [post(subject, key=f"key {number} {each}").response.pk for each in range(5)]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        numbers = [pk for part in pool.map(send, range(8)) for pk in part]
    rows = Response.objects.exclude(pk=above.pk)
    assert sorted(numbers) == sorted(rows.values_list("pk", flat=True))
    assert {row.path for row in rows} == {above.path + paths.label(pk) for pk in numbers}


class TestRevising:
    def test_other_words_become_current(self, paragraph):
        row = stored(post(paragraph))
        revision = revise_response(
            response_id=row.pk,
            seen_digest=row.current.digest,
            draft=draft("Other words, to be read instead."),
        )
        row.refresh_from_db()
        assert (row.status, row.current, revision.number) == (Status.PENDING, revision, 2)
        assert revision.html == "<p>Other words, to be read instead.</p>"
        assert list(row.revisions.values_list("text", flat=True)) == [
            TEXT,
            "Other words, to be read instead.",
        ]
        decision = Decision.objects.get()
        assert (decision.action, decision.revision, decision.new_status) == (Action.REVISE, 2, Status.PENDING)

    def test_a_held_response_waits_again(self, paragraph):
        row = stored(post(paragraph))
        decide(row, Action.HOLD)
        revise_response(response_id=row.pk, seen_digest=row.current.digest, draft=draft(name="Another"))
        row.refresh_from_db()
        assert row.status == Status.PENDING

    def test_the_same_words_change_nothing(self, paragraph):
        row = stored(post(paragraph))
        assert (
            revise_response(response_id=row.pk, seen_digest=row.current.digest, draft=draft()) == row.current
        )
        assert (Revision.objects.count(), Decision.objects.count()) == (1, 0)

    @pytest.mark.parametrize("action", [Action.APPROVE, Action.REJECT, Action.WITHDRAW])
    def test_a_decision_made_meanwhile_stands(self, paragraph, action):
        row = stored(post(paragraph))
        decision = decide(row, action)
        with pytest.raises(Stale) as stale:
            revise_response(
                response_id=row.pk, seen_digest=row.current.digest, draft=draft("Too late, and yet written.")
            )
        assert (stale.value.status, stale.value.decision) == (decision.new_status, decision)
        assert Revision.objects.count() == 1

    def test_words_changed_meanwhile_are_not_overwritten(self, paragraph):
        row = stored(post(paragraph))
        seen = row.current.digest
        changed = revise_response(
            response_id=row.pk, seen_digest=seen, draft=draft("Changed in another window.")
        )
        with pytest.raises(Stale) as stale:
            revise_response(
                response_id=row.pk, seen_digest=seen, draft=draft("Changed in this window, later.")
            )
        assert stale.value.revision == changed


class TestWithdrawing:
    def test_a_waiting_response_is_withdrawn(self, paragraph):
        row = stored(post(paragraph))
        withdraw_response(response_id=row.pk, seen_digest=row.current.digest, seen_status=Status.PENDING)
        row.refresh_from_db()
        assert row.status == Status.WITHDRAWN

    def test_a_published_one_is_for_a_day(self, paragraph):
        row = stored(post(paragraph))
        decide(row, Action.APPROVE)
        withdraw_response(response_id=row.pk, seen_digest=row.current.digest, seen_status=Status.PUBLISHED)
        row.refresh_from_db()
        assert row.status == Status.WITHDRAWN

    def test_one_published_longer_ago_is_not(self, paragraph):
        row = stored(post(paragraph))
        decide(row, Action.APPROVE)
        before = timezone.now() - rules.GRACE - timedelta(seconds=1)
        Response.objects.filter(pk=row.pk).update(published_at=before)
        for seen in (Status.PENDING, Status.PUBLISHED):
            with pytest.raises(Refused):
                withdraw_response(response_id=row.pk, seen_digest=row.current.digest, seen_status=seen)
        row.refresh_from_db()
        assert row.status == Status.PUBLISHED
