"""Accounts that end, at the moment at which something is done with them."""

from functools import partial

import pytest
from django.contrib.auth.models import User

from comments.domain.accounts import deactivate_account
from comments.domain.receipts import new_form_key
from comments.enums import Action, Role, Status
from comments.models import Act, Decision, Response
from tests.comments.races.acts import ACTS, Case, make_case
from tests.comments.races.test_races import text_of, what_became
from tests.comments.races.two_at_once import both_together, one_before_other
from tests.factories import make_user

pytestmark = pytest.mark.django_db
WORDS = "The well was dug by those who drink from it, all of them."
ENDED = "The account that you were signed in with has ended, so nothing was sent."


def posting(case: Case):
    form = {"form_key": new_form_key(), "text": WORDS, "name": "Ines"}
    page = f"/works/{case.stage.work.slug}/p1/respond/"
    return lambda: case.stage.browser(case.author).post(page, form)


def leaving(case: Case):
    return partial(ACTS["leave"].does, case, 0)


def left(case: Case) -> list[tuple[str, str, int | None]]:
    """Status, name and account of whatever the account had sent before and since."""
    rows = Response.objects.filter(pk__gte=case.response.pk).order_by("pk")
    return list(rows.values_list("status", "current__name", "author"))


@pytest.fixture
def case(stage) -> Case:
    return make_case(stage, Status.PUBLISHED, {"session"})


def test_what_is_posted_after_its_account_has_left_is_not_sent_and_its_words_come_back(case):
    _, answer = one_before_other(leaving(case), posting(case), at_a_stretch=True)
    assert answer.status_code == 409
    assert ENDED in text_of(answer) and WORDS in text_of(answer)
    assert left(case) == [("withdrawn", "", None)]


def test_what_is_posted_before_its_account_leaves_goes_with_it(case):
    sent, answer = one_before_other(posting(case), leaving(case))
    assert (sent.status_code, answer.status_code) == (303, 302)
    assert left(case) == [("withdrawn", "", None), ("withdrawn", "", None)]


def test_posting_and_leaving_freely_comes_to_one_of_both(case):
    """Or to a third: a request that comes when all is over is that of a reader without an account."""
    sent, answer = both_together(posting(case), leaving(case))
    gone = ("withdrawn", "", None)
    allowed = [(303, [gone, gone]), (409, [gone]), (303, [gone, ("pending", "Ines", None)])]
    assert answer.status_code == 302
    assert (sent.status_code, left(case)) in allowed
    assert not User.objects.filter(pk=case.author.pk).exists()


@pytest.mark.parametrize("act", ["deactivate", "role"])
def test_a_decision_begun_before_its_moderator_is_sent_away_is_made_and_recorded_in_that_role(stage, act):
    case = make_case(stage, Status.PENDING, ())
    user = make_user(f"mo-{act}")
    stage.browser(user)
    before = Act.objects.count()

    def send_away():
        fields = {"act": act, "role": Role.READER.value}
        return case.stage.browser(stage.people[Role.ADMINISTRATOR][0]).post(
            f"/moderation/people/{user.pk}/", fields
        )

    def approve():
        fields = {"action": "approve", **case.seen}
        return case.stage.browser(user).post(f"/moderation/{case.response.pk}/decide/", fields)

    away, decided = one_before_other(send_away, approve)
    assert (away.status_code, decided.status_code) == (302, 302)
    assert what_became(case) == ([Action.APPROVE], Status.PUBLISHED)
    decision = Decision.objects.latest("id")
    assert (decision.actor_name, decision.role) == (user.username, Role.MODERATOR)
    assert Act.objects.count() == before + 1
    # The next request is refused.
    again = case.stage.browser(user).post(f"/moderation/{case.response.pk}/undo/", case.seen)
    assert again.status_code in (302, 403) and what_became(case) == ([Action.APPROVE], Status.PUBLISHED)


def test_an_account_that_is_deactivated_on_the_server_does_not_hold_up_what_it_writes(stage):
    """A note names its writer, which the database looks at when the note is stored."""
    case = make_case(stage, Status.PENDING, ())
    user = make_user("mo-note")
    stage.browser(user)
    note = {"kind": "note", "text": "Is this a name?"}
    done, answer = one_before_other(
        partial(deactivate_account, name=user.username),
        lambda: case.stage.browser(user).post(f"/moderation/{case.response.pk}/note/", note),
    )
    assert (done, answer.status_code, case.response.desk_notes.count()) == (None, 302, 1)
