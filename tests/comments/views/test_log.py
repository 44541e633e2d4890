"""The record at the desk: what is chosen, both its parts, and its export."""

import csv
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.domain import chain, exporting
from comments.domain.moderation import by_rule
from comments.enums import Action, ActKind, Reason, Role
from comments.models import Act, Decision
from comments.queries import decision_log
from tests.factories import actor, decide, make_debate, make_response, make_user, make_work, sign_in

pytestmark = pytest.mark.django_db


def make_act(kind: ActKind = ActKind.EXPORT, **given: object) -> Act:
    values = {"about": "the log", "said": "all of it", "role": Role.EDITOR, "actor_id": 7, "actor_name": "bo"}
    return chain.append(chain.ACTS, kind=kind, **values | given)


def exported(desk, address: str) -> list[list[str]]:
    answer = desk.post(address)
    assert answer.streaming and answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    return list(csv.reader(b"".join(answer.streaming_content).decode().splitlines()))


def test_decisions_are_chosen_by_everything_that_tells_them_apart(desk, work, asta):
    ponds = make_work(make_debate("ponds"))
    first, second, third = make_response(work), make_response(ponds), make_response(work)
    decide(first, Action.APPROVE, by=actor(asta))
    decide(second, Action.REJECT, reason=Reason.PERSON)
    decide(third, Action.HOLD, by=by_rule("flags of readers"))

    def listed(query: str) -> str:
        page = desk.get(f"/moderation/log/?{query}").content.decode()
        rows = zip("abc", (first, second, third), strict=True)
        return "".join(name for name, row in rows if f"/moderation/{row.pk}/" in page)

    today = f"{timezone.now():%Y-%m-%d}"
    tomorrow = f"{timezone.now() + timedelta(days=1):%Y-%m-%d}"
    assert listed("") == "abc"
    assert listed("reason=person") == "b"
    assert listed("role=rule") == "c"
    assert listed("rule=flags") == "c"
    assert listed("rule=words") == ""
    assert listed(f"debate={ponds.debate_id}") == "b"
    assert listed(f"since={today}&until={today}") == "abc"
    assert listed(f"since={tomorrow}") == ""
    assert listed("until=2001-01-01") == ""
    assert listed(f"debate={work.debate_id}&role=rule") == "c"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("since=31.12.2026", "From: This is no day. Give it as 2026-12-31."),
        ("until=9999-12-31", "To: "),
        ("by=x", "Moderator: "),
        ("debate=x", "Debate: "),
        ("role=%F0", "Role: "),
        ("rule=%00", "Rule begins with: "),
        ("kind=x", "Kind: "),
    ],
)
@pytest.mark.parametrize("page", ["/moderation/log/", "/moderation/log/acts/"])
def test_what_cannot_be_read_is_said_and_neither_listed_nor_exported(desk, work, page, query, said):
    number = decide(make_response(work), Action.APPROVE).response_id
    make_act()
    if said.split(":")[0] not in ("From", "To", "Moderator"):
        page = "/moderation/log/acts/" if query.startswith("kind") else "/moderation/log/"
    for answer in (desk.get(f"{page}?{query}"), desk.post(f"{page}export/?{query}")):
        shown = answer.content.decode()
        assert answer.status_code == 422
        assert f"<p>{said}" in shown
        assert f"/moderation/{number}/" not in shown and "all of it" not in shown
        assert "Export what is chosen" not in shown
    assert not Act.objects.filter(about__contains="decisions").exists()


@pytest.mark.parametrize("query", ["before=-1", "nothing=x"])
@pytest.mark.parametrize("page", ["/moderation/log/", "/moderation/log/acts/"])
def test_a_bad_place_is_the_first_page(desk, work, page, query):
    number = decide(make_response(work), Action.APPROVE).response_id
    make_act()
    answer = desk.get(f"{page}?{query}")
    assert answer.status_code == 200
    shown = f"/moderation/{number}/" if page.endswith("log/") else "all of it"
    assert shown in answer.content.decode()


def test_acts_are_listed_newest_first_and_chosen(desk, work):
    make_act(said="first")
    make_act(ActKind.POLICY, said="second", actor_id=8, actor_name="cy")

    def listed(query: str) -> list[str]:
        page = desk.get(f"/moderation/log/acts/{query}").content.decode()
        found = {word: page.find(f"<bdi>{word}</bdi>") for word in ("first", "second")}
        return sorted((word for word in found if found[word] > 0), key=found.get)

    assert listed("") == ["second", "first"]
    assert listed("?kind=policy") == ["second"]
    assert listed("?by=7") == ["first"]
    assert listed("?since=2001-01-01&until=2001-01-02") == []


def test_pages_of_the_log_keep_what_is_chosen(desk, work, monkeypatch):
    monkeypatch.setattr(decision_log, "PAGE", 1)
    made = [decide(make_response(work), Action.APPROVE) for _ in range(2)]
    decide(make_response(work), Action.REJECT)
    page = desk.get("/moderation/log/?action=approve").content.decode()
    assert f"?action=approve&amp;before={made[1].pk}" in page


@pytest.mark.parametrize("page", ["/moderation/log/", "/moderation/log/acts/"])
def test_queries(desk, work, page):
    for number in (1, 3):
        for _ in range(number):
            decide(make_response(work), Action.APPROVE, note="Well.")
            make_act()
        with CaptureQueriesContext(connection) as queries:
            desk.get(page)
        assert len(queries) == (8 if page.endswith("log/") else 7)


class TestExport:
    def test_it_holds_what_is_chosen_and_leaves_a_record(self, desk, work, asta):
        row = make_response(work)
        decide(row, Action.HOLD, note="Look at the xylograph.")
        decision = decide(row, Action.REJECT, reason=Reason.PERSON)
        header, *rows = exported(desk, "/moderation/log/export/?action=reject")
        assert header == list(exporting.DECISION_HEADER)
        (found,) = [dict(zip(header, each, strict=True)) for each in rows]
        assert (found["id"], found["response"], found["reason"]) == (
            str(decision.pk),
            str(row.pk),
            "person",
        )
        assert found["seal"] == decision.seal
        act = Act.objects.get()
        assert (act.kind, act.about, act.said) == (
            ActKind.EXPORT,
            "the log of decisions",
            "action=reject",
        )
        assert (act.actor_id, act.actor_name) == (asta.pk, "asta")

    def test_notes_stay_here(self, desk, work):
        decide(make_response(work), Action.HOLD, note="Look at the xylograph.")
        assert "xylograph" not in str(exported(desk, "/moderation/log/export/"))

    def test_no_cell_is_a_formula(self, desk, work):
        make_act(said="=1+1")
        header, newest, made = exported(desk, "/moderation/log/acts/export/")
        assert dict(zip(header, made, strict=True))["said"] == "'=1+1"
        assert dict(zip(header, newest, strict=True))["said"] == "all of it"

    def test_rows_are_fetched_as_they_are_taken(self, desk, work, monkeypatch):
        monkeypatch.setattr(decision_log, "BATCH", 2)
        made = [decide(make_response(work), Action.APPROVE).pk for _ in range(5)]
        answer = desk.post("/moderation/log/export/")
        with CaptureQueriesContext(connection) as queries:
            lines = b"".join(answer.streaming_content).decode().splitlines()
        assert [line.split(",")[0] for line in lines[1:]] == [str(pk) for pk in made[::-1]]
        assert len(queries) == 4

    @pytest.mark.parametrize("address", ["/moderation/log/export/", "/moderation/log/acts/export/"])
    def test_it_is_asked_for_by_post_and_by_moderators_alone(self, client, work, address):
        client.force_login(make_user("rea", Role.READER))
        assert client.post(address).status_code == 403
        sign_in(client, make_user("mo"))
        assert client.get(address).status_code == 405
        assert not Act.objects.exists()


def test_a_rule_that_decided_is_named(desk, work):
    decide(make_response(work), Action.HOLD, by=by_rule("flags of readers"))
    assert "The rule “<bdi>flags of readers</bdi>”" in desk.get("/moderation/log/").content.decode()
    assert Decision.objects.get().rule == "flags of readers"
