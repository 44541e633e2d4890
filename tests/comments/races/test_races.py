"""Two people, two browsers, one response: one outcome of each pair of acts, told to both, nothing lost."""

import html
import re
from functools import partial

import pytest
from django.http import HttpResponse

from comments.enums import Action, Status
from comments.models import AppealMessage, Decision, Response, Revision
from comments.rules import TRANSITIONS
from tests.comments.races.acts import ACTS, Case, make_case
from tests.comments.races.table import TABLE, TOLD, Told
from tests.comments.races.two_at_once import both_together, one_before_other

pytestmark = pytest.mark.django_db
ROWS = [(status, first) for status, table in TABLE.items() for first in {one: 0 for one, _ in table}]
WITH_ITSELF = [(status, one) for status, table in TABLE.items() for one, other in table if one == other]


def named(rows: list[tuple[Status, str]]) -> list[str]:
    return [f"{status}-{act}" for status, act in rows]


def text_of(answer: HttpResponse) -> str:
    """What a page says, without its tags."""
    said = html.unescape(re.sub(r"<[^>]*>", "", answer.content.decode()))
    return " ".join(said.split())


def is_told(answer: HttpResponse, told: Told) -> bool:
    """Whichever of the two moderators came first."""
    return any(told.words.replace("asta", name) in text_of(answer) for name in ("asta", "bo"))


def logs_of(status: Status, first: str, second: str, told: Told) -> list[Action]:
    """What is recorded of both: of the first what can be done in that status, for who leaves withdraws what
    they can."""
    logs = [each for each in ACTS[first].logs if each == Action.UNDO or (status, each) in TRANSITIONS]
    return logs + list(ACTS[second].logs if told.is_logged else ())


def status_after(status: Status, actions: list[Action]) -> Status:
    for action in actions:
        status = Status.PENDING if action == Action.UNDO else TRANSITIONS[status, action]
    return status


def what_became(case: Case) -> tuple[list[str], str]:
    """The actions recorded since, and the status."""
    rows = Decision.objects.filter(response_id=case.response.pk).exclude(pk__in=case.before).order_by("id")
    return list(rows.values_list("action", flat=True)), Response.objects.get(pk=case.response.pk).status


def find_lost(case: Case, second: str, told: Told, done: dict[int, str], answer: HttpResponse) -> list[str]:
    """Words that were sent and are nowhere: in no revision, and not on the page that says why not."""
    revisions = list(Revision.objects.filter(response_id=case.response.pk).order_by("number"))
    if "erase" in done.values():
        kept = [row for row in revisions if row.text]
    else:
        kept = [
            f"the words of side {side}"
            for side, act in done.items()
            if ACTS[act].revises and not any(f"tab {side}" in row.text for row in revisions)
        ]
    if not told.is_done and ACTS[second].words and ACTS[second].words not in text_of(answer):
        kept.append(f"what was typed: {ACTS[second].words}")
    return kept


@pytest.mark.parametrize(("status", "first"), ROWS, ids=named(ROWS))
def test_whoever_comes_second_is_told(stage, status, first):
    seconds = {second: TOLD[cell] for (one, second), cell in TABLE[status].items() if one == first}
    wrong = {}
    for second, told in seconds.items():
        one, other = ACTS[first], ACTS[second]
        case = make_case(stage, status, one.needs | other.needs)
        stage.cases[f"R {case.response.pk}"] = f"{first}, {second}"
        acts = partial(one.does, case, 0), partial(other.does, case, 1)
        done, answer = one_before_other(*acts, at_a_stretch=one.at_a_stretch)
        logs = logs_of(status, first, second, told)
        expected = (True, told.status, True, (logs, status_after(status, logs)), [])
        found = (
            done.status_code < 400,
            answer.status_code,
            told.words in text_of(answer),
            what_became(case),
            find_lost(case, second, told, {0: first} | ({1: second} if told.is_done else {}), answer),
        )
        if found != expected:
            wrong[second] = (found, expected)
    assert wrong == {}


@pytest.mark.parametrize(("status", "act"), WITH_ITSELF, ids=named(WITH_ITSELF))
def test_of_two_who_do_the_same_freely_one_comes_second(stage, status, act):
    told = TOLD[TABLE[status][act, act]]
    case = make_case(stage, status, ACTS[act].needs)
    answers = both_together(partial(ACTS[act].does, case, 0), partial(ACTS[act].does, case, 1))
    logs = logs_of(status, act, act, told)
    assert what_became(case) == (logs, status_after(status, logs))
    first, second = sorted(answers, key=lambda each: (each.status_code >= 400, is_told(each, told)))
    if act == "appeal" and second.status_code < 400:
        # It came so late that it found the other one made, and goes on from there.
        assert AppealMessage.objects.filter(appeal__response=case.response).count() == 2
        return
    assert (first.status_code < 400, second.status_code, is_told(second, told)) == (True, told.status, True)
