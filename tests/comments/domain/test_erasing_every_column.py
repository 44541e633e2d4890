"""A word in every column that can hold one of a response or of somebody about it: none is left anywhere."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from comments.domain.appeals import add_message
from comments.domain.erasing import decline_erasure, erase_response, find_remains, forget
from comments.domain.exemptions import grant_exemption
from comments.domain.exporting import export_log
from comments.domain.exporting_account import export_account
from comments.domain.forgetting import HOLDING_WORDS
from comments.domain.items import open_item
from comments.domain.moderation import Actor
from comments.domain.renderings import keep_drawn
from comments.domain.saved_filters import save_filter
from comments.domain.screening.trusting import restore_trust
from comments.domain.verifying_log import find_broken_seals
from comments.enums import Action, AppealState, ItemKind, Reason, Role, Ruling, Status, Verdict
from comments.models import (
    Act,
    Appeal,
    DebateName,
    Decision,
    DeskNote,
    Learning,
    LearntWord,
    QuotationCheck,
    Redaction,
    Response,
    SavedFilter,
    Screening,
    ScreeningNote,
    Subscription,
)
from comments.queries.decision_log import ActChoice, LogChoice
from comments.views.drawing import draw, drawn_by
from tests.comments.domain.test_erasing import files
from tests.comments.remembering import HOLDING, all_rows, undeclared, values_of
from tests.factories import decide, make_appeal, make_edit, make_flag, make_response, make_revision, make_user

#: Every planted word begins so and goes on with letters that say where it was.
PLANTED = re.compile(r"xylo[a-z]{3,}", re.IGNORECASE)
ADMINISTRATOR = Actor(Role.ADMINISTRATOR, 9, "ada")
EDITOR = Actor(Role.EDITOR, 8, "edna")
MODERATOR = Actor(Role.MODERATOR, 77, "bo")
GROUND = "Asked for by its author."


def plant_published(work, author, asta) -> Response:
    """With other words before it, an edit that waits, and all that is said beside a published one."""
    row = make_response(work, text="The xylofirst well.", name="Xylofirstname", author=author)
    decide(row, Action.HOLD, note="What is xylodecisionnote?")
    make_revision(row, text="The xylosecond well, “xyloquoted”.", name="Xylosecondname")
    decide(row, Action.RELEASE)
    decide(row, Action.APPROVE)
    make_flag(row, note="It says xyloflag.")
    make_edit(row, "The xyloedit well is dug by all.", name="Xyloeditname")
    row = Response.objects.select_related("current").get(pk=row.pk)
    DebateName.objects.create(user=author, debate=work.debate, name="Xylodebatename")
    DeskNote.objects.create(response=row, text="xylodesknote is new.", by_name="asta", at=timezone.now())
    grant_exemption(response_id=row.pk, moderator_id=asta.pk, reason="For xyloexemption.", by=EDITOR)
    open_item(row, ItemKind.ERASURE)
    decline_erasure(response_id=row.pk, by=ADMINISTRATOR, why="The xylodeclined is of weight.")
    Redaction.objects.create(
        response=row,
        revision=row.current,
        reason=Reason.ENDANGERS,
        note="Without xyloredaction?",
        by_id=1,
        by_name="asta",
        at=timezone.now(),
    )
    Subscription.objects.create(
        response=row,
        key="xylokey",
        address="xyloaddress",
        code="xylocode",
        site="xylosite",
        asked_at=timezone.now(),
        confirmed_at=timezone.now(),
    )
    return row


def plant_what_was_found(row: Response, asta) -> None:
    """What machines make of its words, and what moderators look for."""
    start = row.current.text.index("“xyloquoted”")
    QuotationCheck.objects.create(
        revision=row.current,
        order=1,
        start=start,
        end=start + len("“xyloquoted”"),
        exact="“xyloquoted”",
        opening="xyloopening",
        verdict=Verdict.NOT_FOUND,
        summary="xylosummary",
        left_out="xyloleftout",
        note="xylochecknote",
    )
    ScreeningNote.objects.create(
        revision=row.current,
        order=1,
        phase="word lists",
        ruling=Ruling.HOLD,
        rule="xylorule",
        words="xylomatched",
        said="It has xylosaid.",
    )
    Screening.objects.create(
        revision=row.current,
        response=row,
        debate=row.debate,
        name="xylosecondname",
        rules=0,
        sent_at=timezone.now(),
        at=timezone.now(),
    )
    learning = Learning.objects.create(published=50, rejected=50, at=timezone.now())
    words = {"xylofirst": (2, 1), "xyloquoted": (1, 2), "well": (40, 30)}
    for word, (published, rejected) in words.items():
        LearntWord.objects.create(learning=learning, word=word, published=published, rejected=rejected)
    save_filter(owner_id=asta.pk, name="Xylosecondname’s", address="?show=waiting&kind=new")
    save_filter(owner_id=asta.pk, name="found", address="?show=all&search=the+xylosec%2A+well")
    save_filter(owner_id=asta.pk, name="wells", address="?show=all&search=well")


def plant_removed(work, author) -> Response:
    """With an appeal that is open and a dialogue; its author is trusted again."""
    row = make_response(work, text="The xyloremoved well.", name="Xyloremovedname", author=author)
    decide(row, Action.APPROVE)
    decide(row, Action.REMOVE, note="For its xyloremoval.")
    restore_trust(response_id=row.pk, reason="The xylotrust was meant well.", by=EDITOR)
    make_appeal(row, "It was not about xyloappeal, in no way.")
    add_message(response_id=row.pk, by=MODERATOR, text="Which xyloappealed?")
    return row


@pytest.fixture
def planted(work):
    """Two responses of one account, and a third, of somebody else, that has a word in common with them."""
    author, asta = make_user("ines", Role.READER), make_user("asta")
    rows = [plant_published(work, author, asta), plant_removed(work, author)]
    plant_what_was_found(rows[0], asta)
    keep_drawn([rows[0].pk], draw, drawn_by())
    make_response(work, text="Another well.", name="Otto", status=Status.PUBLISHED)
    return rows


def erase(rows) -> None:
    for row in rows:
        erase_response(response_id=row.pk, by=ADMINISTRATOR, ground=GROUND)


def words_in_rows() -> set[tuple[str, str]]:
    return {(table, word) for table, text in all_rows() for word in PLANTED.findall(text)}


def test_every_column_with_text_is_declared_to_hold_words_of_responses_or_not():
    assert undeclared() == []


def test_what_holds_words_is_overwritten_in_the_files_too():
    held = {apps.get_model(table) for table in HOLDING}
    assert held <= set(HOLDING_WORDS)


@pytest.mark.django_db(transaction=True)
def test_no_column_and_no_file_has_a_word_any_more(planted):
    missing = [
        (table, column)
        for table, columns in HOLDING.items()
        for column in columns
        if not any(map(PLANTED.search, values_of(apps.get_model(table), column)))
    ]
    assert missing == [], "nothing is planted there, so nothing would be shown"
    erase(planted)
    assert forget()
    assert words_in_rows() == set()
    if connection.vendor == "sqlite":
        left = {word for file in files() for word in re.findall(rb"(?i)xylo[a-z]{3,}", file.read_bytes())}
        assert left == set()
    assert list(find_remains()) == []
    assert list(find_broken_seals()) == []
    assert set(Response.objects.exclude(current__name="Otto").values_list("status", flat=True)) == {"erased"}


@pytest.mark.django_db
def test_exports_have_no_word_any_more(planted):
    author = planted[0].author_id
    erase(planted)
    admin = Actor(Role.ADMINISTRATOR, 9, "ada")
    rows = [*export_log(LogChoice(), by=admin), *export_log(ActChoice(), by=admin)]
    assert len(rows) > 10
    assert [row for row in rows if PLANTED.search(repr(row))] == []
    assert PLANTED.search(repr(export_account(user_id=author))) is None


@pytest.mark.django_db
def test_the_record_says_what_was_done_without_the_words(planted):
    before = list(Act.objects.values_list("kind", "about", "said_digest", "seal"))
    decisions = list(Decision.objects.values_list("id", "note_digest", "seal"))
    erase(planted)
    assert list(Act.objects.values_list("kind", "about", "said_digest", "seal")) == before
    assert list(Decision.objects.values_list("id", "note_digest", "seal"))[: len(decisions)] == decisions
    assert set(Act.objects.values_list("said", flat=True)) == {""}
    assert all(digest for _, _, digest, _ in before)


@pytest.mark.django_db
def test_an_open_appeal_is_closed_undecided(planted):
    erase(planted)
    appeal = Appeal.objects.get()
    assert (appeal.state, appeal.closed_at is not None) == (AppealState.ERASED, True)
    assert not Decision.objects.filter(action__in=[Action.UPHOLD, Action.REVERSE]).exists()


@pytest.mark.django_db
def test_what_others_have_in_common_with_it_stays(planted):
    """A word of another response, a search that finds it, and a name that other responses go on bearing."""
    erase(planted[:1])
    assert dict(LearntWord.objects.values_list("word", "published")) == {"well": 39}
    assert [kept.name for kept in SavedFilter.objects.all()] == ["wells"]
    assert DebateName.objects.get().name == "Xylodebatename"
    erase(planted[1:])
    assert not DebateName.objects.exists()


@pytest.mark.django_db
def test_what_is_said_elsewhere_is_found_if_it_remains(planted):
    erase(planted)
    asta = make_user("otto")
    grant_exemption(response_id=planted[0].pk, moderator_id=asta.pk, reason="Nobody is left.", by=EDITOR)
    act = Act.objects.latest("id")
    assert [fault.partition(":")[0] for fault in find_remains()] == [
        f"exception for R {planted[0].pk}",
        f"act {act.pk}",
    ]
