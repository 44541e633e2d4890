"""Readers' own accounts: responses in one place, names that lead nowhere, all data, leaving."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.utils import timezone

from comments.domain.accounts import AccountRefused
from comments.domain.appeals import add_message
from comments.domain.erasing import ask_for_erasure, decline_erasure
from comments.domain.exporting_account import export_account
from comments.domain.mailing import send_due
from comments.domain.moderation import AUTHOR, Actor, by_rule
from comments.domain.notifying import subscribe
from comments.domain.readers import leave
from comments.domain.redactions import propose_redaction, redact_at_once, refuse_redaction
from comments.domain.returning import send_back
from comments.domain.verifying import CHECKS
from comments.enums import Action, Reason, Role, Status
from comments.models import DebateName, Decision, Redaction, Response, Revision, Subscription
from comments.rules import REASON_TEXTS
from tests.comments.views.responding import posted
from tests.essays.views.served import get
from tests.factories import (
    PASSWORD,
    actor,
    decide,
    make_appeal,
    make_debate,
    make_response,
    make_user,
    make_work,
    redaction_of,
)

pytestmark = pytest.mark.django_db

SIGN_UP = "/account/sign-up/"
ADDRESS = "ines.of.the.well@example.org"
DESK = Actor(Role.MODERATOR, 0, "desk")
WORDS = "whoever drinks digs at night"


@pytest.fixture
def work():
    return make_work(make_debate())


@pytest.fixture
def rea(client):
    user = make_user("rea", Role.READER)
    client.post("/account/login/", {"name": "rea", "password": PASSWORD})
    return user


def made(work, user, status=Status.PENDING, **more):
    """A response of ``user``; the decisions are somebody else's."""
    row = make_response(work, author=user, **more)
    ways = {
        Status.PUBLISHED: [Action.APPROVE],
        Status.REMOVED: [Action.APPROVE, Action.REMOVE],
        Status.REJECTED: [Action.REJECT],
        Status.HELD: [Action.HOLD],
    }
    for action in ways.get(status, []):
        decide(row, action)
    return row


def own(row) -> str:
    return f"/receipts/own-{row.pk}/"


def test_signing_up_takes_a_name_and_a_password_and_nothing_else(client):
    sent = {"name": "finch", "password": WORDS, "again": WORDS}
    assert client.post(SIGN_UP, sent).url == "/account/"
    user = User.objects.get()
    assert (user.username, user.email, user.is_staff) == ("finch", "", False)
    assert client.get("/account/").status_code == 200
    assert client.get("/moderation/").status_code == 403


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "REA"}, "There is an account “REA” already."),
        ({"name": "a b"}, "A name has 1 to 150 letters"),
        ({"password": "short", "again": "short"}, "This password is too short."),
        ({"password": "password1234", "again": "password1234"}, "This password is too common."),
        ({"again": "other words entirely"}, "This is another password than the one above."),
    ],
)
def test_what_will_not_do_is_said(client, sent, said):
    make_user("rea", Role.READER)
    answer = client.post(SIGN_UP, {"name": "finch", "password": WORDS, "again": WORDS} | sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert User.objects.count() == 1


def test_accounts_are_not_made_by_the_dozen(client):
    statuses = []
    for number in range(6):
        sent = {"name": f"finch{number}", "password": WORDS, "again": WORDS}
        statuses.append(Client().post(SIGN_UP, sent).status_code)
    assert statuses == [302] * 5 + [429]


def test_names_are_not_tried_out_by_the_dozen(client, settings):
    """That one is taken is told only so often, by either way of signing up."""
    assert settings.RATE_LIMITS["sign-up-name"] == [(20, 3600), (60, 86400)]
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"sign-up-name": [(3, 3600)]}
    make_user("asta")
    sent = {"name": "asta", "password": WORDS, "again": WORDS}
    assert [client.post(SIGN_UP, sent).status_code for _ in range(2)] == [422] * 2
    statuses = [client.post(f"{SIGN_UP}passkey/", {"name": "asta"}).status_code for _ in range(2)]
    assert statuses == [409, 429]
    assert client.post(SIGN_UP, sent).status_code == 429


@pytest.mark.parametrize("number", [1, 3])
def test_all_responses_are_listed_with_their_states(client, work, rea, number, django_assert_num_queries):
    rows = [made(work, rea, Status.HELD) for _ in range(number)]
    made(work, make_user("other", Role.READER))
    with django_assert_num_queries(6):
        page = client.get("/account/").content.decode()
    assert page.count("<b>Held</b>") == number
    assert page.count('<a class="rn"') == number
    assert all(own(row) in page for row in rows)


@pytest.mark.parametrize("status", [Status.PENDING, Status.PUBLISHED, Status.REJECTED, Status.REMOVED])
def test_each_has_a_page_in_every_state(client, work, rea, status):
    row = made(work, rea, status)
    page = client.get(own(row)).content.decode()
    assert f"My response R&nbsp;{row.pk}" in page
    assert f"<title>My response R {row.pk}" in page
    for of_a_code in ("Keep this address", "feed/", "the code of this receipt", "the receipt’s code"):
        assert of_a_code not in page


def test_it_is_changed_and_withdrawn_without_a_code(client, work, rea):
    row = made(work, rea)
    sent = {"text": "Other words than before, by far.", "name": "Ines", "seen": row.current.digest}
    assert client.post(f"{own(row)}edit/", sent).status_code == 303
    row = Response.objects.get(pk=row.pk)
    assert row.current.text == sent["text"]
    client.post(f"{own(row)}withdraw/", {"seen": row.current.digest, "status": row.status})
    assert Response.objects.get(pk=row.pk).status == Status.WITHDRAWN


@pytest.mark.parametrize("page", ["", "edit/", "withdraw/"])
def test_anothers_response_is_not_there(client, work, rea, page):
    theirs = made(work, make_user("other", Role.READER))
    nobodys = make_response(work)
    for row in (theirs, nobodys):
        assert client.get(own(row) + page).status_code == 404
    assert client.get("/receipts/own-99999/").status_code == 404
    assert client.get(f"/receipts/own-{'9' * 30}/").status_code == 404


def test_who_is_not_signed_in_is_asked_to_whatever_the_number(work):
    row = made(work, make_user("rea", Role.READER))
    for number in (row.pk, 99999):
        assert Client().get(f"/receipts/own-{number}/").url == f"/account/login/?next=/receipts/own-{number}/"


def test_words_sent_after_the_session_has_ended_come_back(work):
    row = made(work, make_user("rea", Role.READER))
    answer = Client().post(f"{own(row)}edit/", {"text": "Words that took an hour."})
    assert answer.status_code == 403
    assert "Words that took an hour." in answer.content.decode()


def test_a_response_sent_while_signed_in_is_listed(client, work, rea):
    receipt = posted(client, "/works/wells-a/respond/", text="Whoever drinks should help to dig.")
    row = Response.objects.get()
    assert row.author == rea
    assert own(row) in client.get("/account/").content.decode()
    keep = get(client, receipt).one("section", css="keep").text
    assert "also stands under My responses" in keep
    assert "It is the only way back" not in keep


def test_the_name_of_a_debate_stands_in_its_forms_alone(client, work, rea):
    other = make_work(make_debate("springs"), slug="springs-a")
    assert client.post("/account/names/wells/", {"name": "  Ines   B. "}).url == "/account/names/"
    assert client.post("/account/names/springs/", {"name": "Otter"}).status_code == 302
    first = client.get("/works/wells-a/respond/").content.decode()
    second = client.get(f"/works/{other.slug}/respond/").content.decode()
    assert 'value="Ines B."' in first and "Otter" not in first
    assert 'value="Otter"' in second and "Ines" not in second
    assert "Ines" not in Client().get("/works/wells-a/respond/").content.decode()
    client.post("/account/names/wells/", {"name": ""})
    assert list(DebateName.objects.values_list("name", flat=True)) == ["Otter"]


@pytest.mark.parametrize("name", ["Moderator", "N. Brook", "a" * 61])
def test_a_name_in_a_debate_follows_the_rules_of_its_form(client, work, rea, name):
    assert client.post("/account/names/wells/", {"name": name}).status_code == 422
    assert not DebateName.objects.exists()


def test_nothing_public_or_at_the_desk_ties_two_names_of_an_account(client, work):
    user = make_user("zanzibar", Role.READER)
    one = made(work, user, Status.PUBLISHED, name="Kestrel")
    two = made(work, user, Status.PUBLISHED, name="Plover")
    waiting = made(work, user, name="Plover", text="Waiting words that a moderator reads.")
    client.force_login(make_user("mod", Role.ADMINISTRATOR))
    for address, other in (
        (f"/responses/{one.pk}/", "Plover"),
        (f"/responses/{two.pk}/", "Kestrel"),
        (f"/moderation/{waiting.pk}/", "Kestrel"),
        ("/moderation/", "Kestrel"),
        ("/moderation/log/", "zanzibar"),
        (f"/moderation/{one.pk}/", "zanzibar"),
    ):
        page = client.get(address)
        assert page.status_code == 200
        assert not {other, "zanzibar"} & set(re.findall(r"\w+", page.content.decode())), address


def test_what_the_moderators_ask_is_said_in_the_list(client, work, rea):
    published = made(work, rea, Status.PUBLISHED)
    proposal = redaction_of(published, published.current.text[:12])
    propose_redaction(response_id=published.pk, by=DESK, proposal=proposal)
    made(work, rea, Status.HELD)
    decide(made(work, rea), Action.HOLD, by=by_rule("age"))
    rejected = made(work, rea, Status.REJECTED)
    make_appeal(rejected)
    assert asked(client) == [
        "The moderators ask you for something.",
        "The moderators ask whether you agree that words are withheld.",
    ]
    add_message(response_id=rejected.pk, by=actor(make_user("asta")), text="Which half?")
    assert asked(client)[0] == "A moderator has written to you in your appeal."
    add_message(response_id=rejected.pk, by=AUTHOR, text="The second.")
    refuse_redaction(response_id=published.pk, redaction_id=Redaction.objects.get().pk)
    decide(made(work, rea), Action.RETURN)
    assert asked(client) == ["The moderators ask you to revise it.", "The moderators ask you for something."]


def asked(client) -> list[str]:
    lines = get(client, "/account/").one("ul", css="listed").all("a")
    return [text.partition(" R\u00a0")[0] for text in (each.text for each in lines) if ". R" in text]


def exported(client) -> tuple[dict, str]:
    answer = client.post("/account/export/")
    assert answer.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["account.json", "responses.md"]
        return json.loads(archive.read("account.json")), archive.read("responses.md").decode()


def test_messages_of_an_account_lead_to_its_own_page_and_leaving_forgets_the_address(
    client, work, rea, settings
):
    settings.OFFERS_MAIL = True
    row = made(work, rea)
    page = client.get(f"{own(row)}mail/").content.decode()
    assert "with_code" not in page and "once you are signed in" in page
    assert client.post(f"{own(row)}mail/", {"address": ADDRESS, "with_code": "on"}).status_code == 303
    send_due()
    assert client.post(f"/messages/confirm/{link(mail.outbox[0].body)}/").status_code == 200
    decide(row, Action.HOLD)
    send_due()
    assert f"http://testserver{own(row)}\n" in mail.outbox[1].body
    leave(user_id=rea.pk, withdraws=False)
    assert Subscription.objects.count() == 0


def link(text: str) -> str:
    return re.search(r"/messages/confirm/(\S+)/", text)[1]


def test_the_slip_of_an_account_has_no_code(client, work, rea):
    page = client.get(f"{own(made(work, rea))}print/").content.decode()
    for of_a_code in ("OWN", "The code", "seven groups", "has the code"):
        assert of_a_code not in page
    assert "once you are signed in" in page


def test_a_number_is_no_code(client, work, rea):
    """Nobody learns by it whether there is such a response; its account is led to its own."""
    row, nobodys = made(work, rea), make_response(work)
    found = client.post("/receipts/", {"code": own(row)})
    assert (found.status_code, found.url) == (303, own(row))
    for number in (row.pk, nobodys.pk, 99999):
        assert Client().post("/receipts/", {"code": f"own-{number}"}).status_code == 422


def test_all_data_can_be_taken_along(client, work, rea):
    row = make_response(work, author=rea, text="The first words of all.")
    moderator = make_user("mod")
    decide(row, Action.HOLD, by=actor(moderator), note="Which well?")
    client.post("/account/names/wells/", {"name": "Ines"})
    make_response(work, text="Somebody else's words.")
    data, text = exported(client)
    assert data["account"]["name"] == "rea"
    assert data["names"] == {"The Wells": "Ines"}
    assert len(data["account"]["sessions"]) == 1
    [found] = data["responses"]
    assert (found["number"], found["state"]) == (row.pk, "held")
    assert [each["text"] for each in found["revisions"]] == ["The first words of all."]
    assert found["decisions"][0]["note"] == "Which well?"
    for whole in (json.dumps(data), text):
        assert "Which well?" in whole
        assert "Somebody else" not in whole
        assert "mod" not in whole.replace("moderator", "")


@pytest.mark.parametrize("number", [1, 3])
def test_an_export_takes_the_same_queries_for_any_number(work, rea, number, django_assert_num_queries):
    for _ in range(number):
        made(work, rea, Status.PUBLISHED)
    with django_assert_num_queries(14):
        export_account(user_id=rea.pk)


def test_an_export_has_all_that_was_said_and_asked(client, work, rea, settings):
    settings.OFFERS_MAIL = True
    row = made(work, rea, text="The words that the moderators marked.")
    seen = {"seen_digest": row.current.digest, "seen_status": Status.PENDING, "reason": Reason.SOURCE}
    send_back(response_id=row.pk, by=DESK, passages="moderators marked", **seen)
    decide(row, Action.APPROVE)
    redact_at_once(response_id=row.pk, by=DESK, proposal=redaction_of(row, "The words", note="A name."))
    decide(row, Action.REMOVE, reason=Reason.PERSON)
    make_appeal(row, text="It does answer, in its second half.")
    add_message(response_id=row.pk, by=actor(make_user("asta")), text="Which half?")
    ask_for_erasure(response_id=row.pk)
    administrator = actor(make_user("ada", Role.ADMINISTRATOR), Role.ADMINISTRATOR)
    decline_erasure(response_id=row.pk, by=administrator, why="It is answered.")
    subscribe(response_id=row.pk, address=ADDRESS, code="", site="https://reading.example")
    data, text = exported(client)
    [found] = data["responses"]
    assert [each["marked"] for each in found["decisions"] if each["marked"]] == [["moderators marked"]]
    assert REASON_TEXTS[Reason.PERSON] in [each["rule"] for each in found["decisions"]]
    [appeal] = found["appeals"]
    said = [(each["by"], each["text"]) for each in appeal["messages"]]
    assert said == [("author", "It does answer, in its second half."), ("moderator", "Which half?")]
    assert (found["redactions"][0]["words"], found["redactions"][0]["note"]) == (["The words"], "A name.")
    assert found["erasure"][1]["why"] == "It is answered."
    assert found["messages"][0]["address"] == ADDRESS
    rule = REASON_TEXTS[Reason.PERSON]
    for words in ("Which half?", "moderators marked", "It is answered.", ADDRESS, rule):
        assert words in text
    for name in ("asta", "ada"):
        assert name not in text and name not in json.dumps(data)


def verified() -> list[str]:
    return [line for _, check in CHECKS for line in check()]


@pytest.mark.parametrize("what", ["withdraw", "anonymise"])
def test_leaving_leaves_threads_whole(client, work, rea, what):
    published = made(work, rea, Status.PUBLISHED, name="Kestrel", text="The words that are answered here.")
    old = made(work, rea, Status.PUBLISHED, name="Kestrel")
    Response.objects.filter(pk=old.pk).update(published_at=timezone.now() - timedelta(days=400))
    reply = make_response(published, status=Status.PUBLISHED, name="Otter")
    rows = [
        published,
        old,
        *(made(work, rea, each, name="Plover") for each in (Status.PENDING, Status.REJECTED)),
    ]
    before = dict(Response.objects.values_list("pk", "status"))
    decisions = Decision.objects.count()
    assert client.post("/account/leave/", {"leave": "1"}).status_code == 422
    assert client.post("/account/leave/", {"what": what}).url == "/account/left/"
    assert not User.objects.filter(username="rea").exists()
    assert client.get("/account/").url.startswith("/account/login/")
    for row in rows:
        now = Response.objects.get(pk=row.pk)
        withdrawn = what == "withdraw" and before[row.pk] != Status.REJECTED
        assert now.author_id is None
        assert now.status == (Status.WITHDRAWN if withdrawn else before[row.pk])
    assert Decision.objects.count() == decisions + (3 if what == "withdraw" else 0)
    assert set(Revision.objects.filter(response__in=rows).values_list("name", flat=True)) == {""}
    assert Revision.objects.get(response=reply).name == "Otter"
    page = client.get(f"/responses/{published.pk}/").content.decode()
    assert "Otter" in page
    assert "Kestrel" not in page
    assert ("The words that are answered here." in page) == (what == "anonymise")
    assert "Kestrel" not in client.get("/search/?q=answered").content.decode()
    assert verified() == []


def test_an_account_of_the_desk_is_not_left(client, work):
    user = make_user("asta")
    client.post("/account/login/", {"name": "asta", "password": PASSWORD})
    assert "ended by an administrator" in client.get("/account/leave/").content.decode()
    client.post("/account/leave/", {"what": "anonymise"})
    with pytest.raises(AccountRefused):
        leave(user_id=user.pk, withdraws=True)
    assert User.objects.filter(pk=user.pk).exists()


@pytest.mark.parametrize("address", ["/account/export/", "/account/leave/"])
def test_export_and_leaving_ask_again(client, rea, address):
    session = client.session
    session["proved_at"] -= 11 * 60
    session.save()
    answer = client.post(address, {"what": "withdraw"})
    assert answer.status_code == 403
    assert '<input type="hidden" name="what" value="withdraw">' in answer.content.decode()
    assert User.objects.filter(username="rea").exists()
