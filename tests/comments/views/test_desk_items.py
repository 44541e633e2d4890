"""An open response without scripts: its claim, notes, cover, context, and exceptions for it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.domain.desk_settings import set_unasked
from comments.enums import Action, Distress, Reason, Role, Status
from comments.models import Claim, Decision, DeskNote, Exemption, Item
from tests.comments.views.desk_reading import HTMX, read, send
from tests.factories import actor, decide, make_claim, make_response, make_user, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def bo(db):
    return make_user("bo")


@pytest.fixture
def eda(db):
    return make_user("eda", Role.EDITOR)


def holders() -> dict[int, str]:
    return dict(Claim.objects.values_list("response_id", "holder__username"))


def test_opening_claims_and_opening_another_gives_up_the_former(desk, work):
    first, second = make_response(work), make_response(work)
    page = str(read(desk.get("/moderation/")))
    assert holders() == {first.pk: "asta"}
    until = f"{Claim.objects.get().ends_at:%H:%M} UTC"
    assert f"At your desk until {until}, 10 minutes left. Ten minutes more Put back" in page
    desk.get(f"/moderation/{second.pk}/", headers=HTMX)
    assert holders() == {second.pk: "asta"}


@pytest.mark.parametrize(
    ("method", "query", "headers"),
    [
        ("head", "", {}),
        ("get", "?look=on", {}),
        ("get", "", {"Sec-Purpose": "prefetch"}),
        ("get", "", {"Sec-Purpose": "prefetch;prerender"}),
        ("get", "", {"Purpose": "prefetch"}),
        ("get", "", {"X-Moz": "prefetch"}),
    ],
)
def test_what_only_looks_claims_nothing(desk, work, method, query, headers):
    response = make_response(work)
    assert getattr(desk, method)(f"/moderation/{response.pk}/{query}", headers=headers).status_code == 200
    assert holders() == {}


def test_what_is_settled_and_what_one_may_not_decide_is_not_claimed(desk, work, asta):
    for response in (make_response(work, status=Status.PUBLISHED), make_response(work, author=asta)):
        desk.get(f"/moderation/{response.pk}/")
    assert holders() == {}


def test_what_another_has_open_is_shown_and_cannot_be_decided(desk, work, bo):
    response = make_response(work)
    claim = make_claim(response, bo, minutes_ago=3)
    page = read(desk.get(f"/moderation/{response.pk}/"))
    until = f"{claim.ends_at:%H:%M} UTC, 7 minutes left"
    told = f"Open at bo’s desk since {claim.taken_at:%H:%M}, until {until}. You can read it."
    assert told in str(page)
    assert page.values("action") == []
    assert page.values("claim") == []
    answer = send(desk, response, Action.REJECT, reason="source", note="Which page?")
    assert answer.status_code == 409
    page = read(answer)
    assert "Wait until then, ask bo by a note, or ask an editor to take it over." in str(page)
    assert "Which page?</textarea>" in answer.content.decode()
    assert Decision.objects.count() == 0


def test_the_queue_opens_the_first_that_nobody_else_has(desk, work, bo):
    held, free = make_response(work), make_response(work)
    make_claim(held, bo)
    page = read(desk.get("/moderation/"))
    assert page.rows() == [f"/moderation/{held.pk}/", "#item"]
    assert holders() == {held.pk: "bo", free.pk: "asta"}
    make_claim(free, bo)
    page = str(read(desk.get("/moderation/")))
    assert "What is listed is open at other desks, or of a kind that you chose not to be shown" in page


def test_a_claim_is_extended_and_released(desk, work, asta):
    response = make_response(work)
    before = make_claim(response, asta, minutes_ago=9)
    answer = desk.post(f"/moderation/{response.pk}/claim/", {"claim": "extend"})
    assert (answer.status_code, answer.url) == (302, f"/moderation/{response.pk}/?show=waiting")
    assert Claim.objects.get().ends_at > before.ends_at
    answer = desk.post(f"/moderation/{response.pk}/claim/", {"claim": "release"})
    assert answer.url == f"/moderation/{response.pk}/?show=waiting&look=on"
    assert "Nobody has it open. Open it at your desk" in str(read(desk.get(answer.url)))
    assert holders() == {}


def test_a_moderator_cannot_take_over_and_an_editor_can(desk, work, bo, eda):
    response = make_response(work)
    make_claim(response, bo)
    answer = desk.post(f"/moderation/{response.pk}/claim/", {"claim": "take-over"})
    assert answer.status_code == 409
    assert "Only an editor can take over what another has open" in str(read(answer))
    desk.force_login(eda)
    page = read(desk.get(f"/moderation/{response.pk}/"))
    assert page.values("claim") == ["take-over"]
    desk.post(f"/moderation/{response.pk}/claim/", {"claim": "take-over"})
    assert holders() == {response.pk: "eda"}
    assert send(desk, response, Action.APPROVE).status_code == 302


def test_a_fragment_is_the_line_about_the_claim_alone(desk, work, asta, bo):
    response = make_response(work)
    address = f"/moderation/{response.pk}/claim/"
    page = desk.post(address, {"claim": "extend"}, headers=HTMX).content.decode()
    assert 'id="claim"' in page
    assert "At your desk until" in page
    assert "<textarea" not in page
    make_claim(response, bo)
    answer = desk.post(address, {"claim": "extend"}, headers=HTMX)
    assert answer.status_code == 200
    assert "is open at bo’s desk since" in str(read(answer))


@pytest.mark.parametrize(
    ("part", "data"),
    [("claim", {"claim": "seize"}), ("note", {"kind": "shout"}), ("cover", {"distress": "mild"})],
)
def test_what_no_button_sends_is_404(desk, work, part, data):
    response = make_response(work)
    assert desk.post(f"/moderation/{response.pk}/{part}/", data).status_code == 404
    known = {"claim": "extend", "kind": "note", "text": "x", "distress": "hate"}
    for number in (response.pk + 1, 10**24):
        assert desk.post(f"/moderation/{number}/{part}/", known).status_code == 404
    assert desk.get(f"/moderation/{response.pk}/{part}/").url == f"/moderation/{response.pk}/"


def test_a_note_is_added_and_shown_to_the_others(desk, work, bo):
    response = make_response(work)
    data = {"kind": "note", "text": "Who is <i>meant</i>?"}
    answer = desk.post(f"/moderation/{response.pk}/note/", data)
    assert answer.url == f"/moderation/{response.pk}/?show=waiting#notes"
    desk.force_login(bo)
    page = desk.get(f"/moderation/{response.pk}/").content.decode()
    assert "Who is &lt;i&gt;meant&lt;/i&gt;?" in page
    assert "Notes of moderators" in page


def test_an_empty_note_is_refused_and_a_fragment_keeps_what_was_typed(desk, work):
    response = make_response(work)
    address = f"/moderation/{response.pk}/note/"
    answer = desk.post(address, {"kind": "note", "text": " "})
    assert answer.status_code == 422
    assert "Write something: the note is empty." in str(read(answer))
    answer = desk.post(address, {"kind": "reads", "text": "It is fine."}, headers=HTMX)
    assert answer.status_code == 200
    assert "Nobody is asking for a second reader." in str(read(answer))
    assert "It is fine.</textarea>" in answer.content.decode()
    page = desk.post(address, {"kind": "note", "text": "It is fine."}, headers=HTMX).content.decode()
    assert "asta</bdi>: <span" in page
    assert "fine.</textarea>" not in page


def test_who_asked_for_a_second_reader_is_told_that_nobody_has_read_it(desk, work, bo):
    response = make_response(work)
    desk.post(f"/moderation/{response.pk}/note/", {"kind": "asks", "text": ""})
    told = "You asked for a second reader, and nobody has read it yet. You can decide all the same."
    page = read(desk.get(f"/moderation/{response.pk}/"))
    assert told in str(page)
    assert [kind for kind in page.values("kind") if kind] == ["note"]
    desk.force_login(bo)
    Claim.objects.all().delete()
    page = read(desk.get(f"/moderation/{response.pk}/"))
    assert told not in str(page)
    assert [kind for kind in page.values("kind") if kind] == ["note", "reads"]
    desk.post(f"/moderation/{response.pk}/note/", {"kind": "reads", "text": "No name in it."})
    assert list(DeskNote.objects.values_list("kind", "by_name")) == [("asks", "asta"), ("reads", "bo")]
    assert Item.objects.get().wants_second is False


def test_a_covered_text_is_shown_only_once_it_is_opened(desk, work):
    response = make_response(work, text="Words about a wound.")
    desk.post(f"/moderation/{response.pk}/cover/", {"distress": "violence"})
    for headers in ({}, HTMX):
        page = desk.get(f"/moderation/{response.pk}/", headers=headers).content.decode()
        cover = page.index('<details class="shield"><summary>Covered: violence or torture. Show the text')
        end = page.index("<details><summary>The cover over this text")
        assert page.count("Words about a wound.") == page[cover:end].count("Words about a wound.") == 2
    reply = make_response(response, text="A calm reply.")
    page = desk.get(f"/moderation/{reply.pk}/").content.decode()
    assert page.index('<details class="shield">') < page.index("Words about a wound.")
    assert page.count('class="shield"') == 1
    desk.post(f"/moderation/{response.pk}/cover/", {"distress": ""})
    assert 'class="shield"' not in desk.get(f"/moderation/{response.pk}/").content.decode()


def test_what_is_not_to_be_shown_unasked_is_marked_and_passed_by(desk, work, asta):
    first, second = make_response(work), make_response(work)
    Item.objects.filter(response=first).update(distress=Distress.HATE)
    set_unasked(user_id=asta.pk, kinds=[Distress.HATE])
    page = read(desk.get("/moderation/"))
    assert page.rows() == [f"/moderation/{first.pk}/", "#item"]
    assert str(page).count("Not shown unasked") == 1
    assert holders() == {second.pk: "asta"}
    assert f"R {first.pk}, Ines" in str(read(desk.get(f"/moderation/{first.pk}/")))


def test_decisions_under_the_same_name_and_the_thread_around_are_told(desk, work):
    earlier = make_response(work)
    decide(earlier, Action.REJECT, reason=Reason.OFF_TOPIC)
    parent = make_response(work, name="Piet", status=Status.PUBLISHED)
    beside = make_response(parent, name="Ole", text="A reply beside it.")
    response = make_response(parent)
    page = str(read(desk.get(f"/moderation/{response.pk}/")))
    told = f"Under the name Ines in this debate 1 other response: 1 rejected (off topic): R {earlier.pk}"
    assert told in page
    assert f"Beside it: R {beside.pk}, Ole, waiting for a moderator" in page
    assert "A reply beside it." in page


def test_an_editor_grants_an_exception_from_a_page_of_its_own(client, work, asta, eda):
    response = make_response(work, author=asta)
    address = f"/moderation/{response.pk}/exemption/"
    client.force_login(asta)
    assert client.get(address).status_code == 403
    page = str(read(client.get(f"/moderation/{response.pk}/")))
    assert "You sent this response yourself" in page
    assert "in spite of a conflict" not in page
    sign_in(client, eda)
    assert address in client.get(f"/moderation/{response.pk}/").content.decode()
    page = client.get(address).content.decode()
    assert ">asta</option>" in page
    assert ">eda</option>" not in page
    assert client.post(address, {"moderator": asta.pk, "reason": " "}).status_code == 422
    assert client.post(address, {"moderator": asta.pk, "reason": "Two of us."}).url == (
        f"/moderation/{response.pk}/?look=on&told=leave-given"
    )
    assert "asta has leave to decide" in str(
        read(client.post(address, {"moderator": asta.pk, "reason": "Two."}))
    )
    assert Exemption.objects.count() == 1
    Claim.objects.all().delete()
    client.force_login(asta)
    page = str(read(client.get(f"/moderation/{response.pk}/")))
    assert "You may decide on it by leave of eda: Two of us." in page
    assert send(client, response, Action.APPROVE).status_code == 302


def test_the_page_of_an_exception_does_not_tell_who_sent_it(client, work, asta, bo, eda):
    own, foreign = make_response(work, author=asta), make_response(work)
    sign_in(client, eda)

    def page(number: int) -> str:
        return str(read(client.get(f"/moderation/{number}/exemption/"))).replace(f"R {number}", "R N")

    assert page(own.pk) == page(foreign.pk)


def test_the_new_decisions_have_buttons_that_say_what_they_do(desk, work):
    page = desk.get(f"/moderation/{make_response(work).pk}/").content.decode()
    assert 'value="secure">Hold for safety</button>' in page
    assert 'value="return">Send back</button>' in page


def spent(desk, address: str, **how: object) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(address, **how).status_code == 200
    return len([query for query in queries if "SAVEPOINT" not in query["sql"]])


@pytest.mark.parametrize("number", [1, 3])
def test_cost_of_a_pane_with_all_of_it(desk, work, asta, bo, number):
    parent = make_response(work, status=Status.PUBLISHED)
    response = make_response(parent)
    for _ in range(number):
        decide(make_response(parent), Action.REJECT)
        make_response(response)
        DeskNote.objects.create(response=response, by_name="bo", text="x", at=response.submitted_at)
        decide(make_response(work), Action.APPROVE, by=actor(asta))
    Item.objects.filter(response=response).update(distress=Distress.HATE)
    make_claim(response, asta)
    desk.get(f"/moderation/{response.pk}/")
    assert spent(desk, f"/moderation/{response.pk}/") == 21
    make_claim(response, bo)
    assert spent(desk, f"/moderation/{response.pk}/") == 21
