"""One decision on several rows of the queue: asked for, done one by one, and told one by one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments import rules
from comments.domain.items import open_item
from comments.enums import Action, ItemKind, Status
from comments.models import Claim, Decision, Item, Response
from tests.comments.views.desk_reading import read
from tests.factories import actor, decide, make_response, make_revision, make_user

pytestmark = pytest.mark.django_db
PAGE = "/moderation/together/"


def items(*responses: Response) -> dict[str, list[int]]:
    return {"pick": [Item.objects.get(response=response, kind="new").pk for response in responses]}


def form(*responses: Response, **sent: str) -> dict[str, object]:
    """What the page sends that lists ``responses`` as they were when they were loaded."""
    seen = [f"{response.pk}:{response.current.digest}" for response in responses]
    return items(*responses) | {"seen": seen, "seen_status": responses[0].status} | sent


def test_the_queue_offers_a_tick_for_each_open_row(desk, work):
    responses = [make_response(work) for _ in range(3)]
    page = read(desk.get("/moderation/"))
    assert page.values("pick") == [str(number) for number in items(*responses)["pick"]]
    assert read(desk.get("/moderation/?show=all")).values("pick") == []


def test_what_is_ticked_is_listed_before_anything_is_done(desk, work):
    first, second = make_response(work, name="Ines", text="One rope."), make_response(work, text="Two ropes.")
    page = read(desk.get(PAGE, items(first, second) | {"show": "waiting", "kind": "new"}))
    assert "2 responses, waiting for a moderator:" in str(page)
    assert "on Wells 1 One rope." in str(page)
    assert page.values("seen") == [f"{each.pk}:{each.current.digest}" for each in (first, second)]
    assert page.values("action") == ["approve", "hold", "secure", "reject"]
    forms = [
        attributes["action"] for tag, attributes in page.tags if tag == "form" and "action" in attributes
    ]
    assert f"{PAGE}?show=waiting&kind=new" in forms
    assert Decision.objects.count() == 0


def test_all_are_decided_with_one_reason_each_logged_for_itself(desk, work, asta):
    responses = [make_response(work) for _ in range(3)]
    answer = desk.post(PAGE, form(*responses, action="reject", reason="advertising", note="No shops."))
    page = str(read(answer))
    assert "3 done, 0 left as they were." in page
    assert f"R {responses[0].pk} rejected: advertising. Undo" in page
    logged = [
        (row.response_id, row.action, row.reason, row.note, row.actor_id) for row in Decision.objects.all()
    ]
    assert logged == [(each.pk, "reject", "advertising", "No shops.", asta.pk) for each in responses]


def test_each_of_them_can_be_undone(desk, work):
    response = make_response(work)
    desk.post(PAGE, form(response, action="approve"))
    seen = {"seen_digest": response.current.digest, "seen_status": "published"}
    assert desk.post(f"/moderation/{response.pk}/undo/", seen).status_code == 302
    assert Response.objects.get().status == Status.PENDING


def test_what_cannot_be_done_is_told_one_by_one_and_left(desk, work, asta):
    now = timezone.now()
    good, claimed, changed, gone, own = (make_response(work, author=each) for each in (*[None] * 4, asta))
    parent = make_response(work, status=Status.PUBLISHED)
    reply = make_response(parent)
    decide(parent, Action.REMOVE)
    sent = form(good, claimed, changed, gone, own, reply, action="approve")
    tess = make_user("tess")
    Claim.objects.create(response=claimed, holder=tess, taken_at=now, ends_at=now + timedelta(minutes=5))
    make_revision(changed, text="Other words than those that were seen.")
    decide(gone, Action.REJECT, by=actor(tess))
    page = str(read(desk.post(PAGE, sent)))
    assert "1 done, 5 left as they were." in page
    for response, why in (
        (claimed, "tess has it open."),
        (changed, "Its author has sent other words since you saw it."),
        (gone, "It was rejected by tess meanwhile, and is rejected now."),
        (own, "You sent this response yourself, so somebody else decides on it."),
        (reply, "The response that it answers is not published, so it cannot be published either."),
    ):
        assert f"R {response.pk}: {why}" in page
    assert f"R {good.pk} approved." in page
    assert Decision.objects.filter(actor_id=asta.pk).count() == 1
    assert Response.objects.get(pk=claimed.pk).status == Status.PENDING


def test_a_claim_of_ones_own_or_past_its_end_is_no_hindrance(desk, work, asta):
    now = timezone.now()
    mine, late = make_response(work), make_response(work)
    Claim.objects.create(response=mine, holder=asta, taken_at=now, ends_at=now + timedelta(minutes=5))
    Claim.objects.create(
        response=late, holder=make_user("tess"), taken_at=now, ends_at=now - timedelta(minutes=5)
    )
    assert "2 done, 0 left" in str(read(desk.post(PAGE, form(mine, late, action="approve"))))


def test_what_is_not_alike_is_not_decided_together(desk, work):
    pending, held, flagged = (make_response(work) for _ in range(3))
    decide(held, Action.HOLD)
    open_item(flagged, ItemKind.FLAGS)
    flags = Item.objects.get(kind=ItemKind.FLAGS).pk
    states = str(read(desk.get(PAGE, items(pending, held))))
    assert "They are in different states." in states
    assert "Decision on all" not in states
    assert "are decided on one by one" in str(read(desk.get(PAGE, {"pick": [flags]})))
    decide(pending, Action.REJECT)
    for pick in ({}, {"pick": ["x", "9" * 30, "-1"]}, items(pending)):
        assert "None of those chosen is open any more." in str(read(desk.get(PAGE, pick)))


def test_a_reason_that_is_needed_is_asked_for_and_the_note_kept(desk, work):
    responses = [make_response(work) for _ in range(2)]
    answer = desk.post(PAGE, form(*responses, action="reject", note="No shops, please."))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Choose a reason: the author is told why." in page
    assert "No shops, please." in page
    assert read(answer).values("seen") == form(*responses)["seen"]
    assert Decision.objects.count() == 0


def test_the_words_that_were_seen_at_first_count_after_a_mistake_too(desk, work):
    response = make_response(work)
    sent = form(response, action="reject")
    make_revision(response, text="Other words than those that were seen.")
    assert read(desk.post(PAGE, sent)).values("seen") == sent["seen"]


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"seen": []}, "Nothing was chosen."),
        ({"seen": ["x", "1:2"]}, "Nothing was chosen."),
        ({"seen_status": "published"}, "Only responses that wait for a decision are decided on together."),
    ],
)
def test_a_form_that_asks_for_too_much_does_nothing(desk, work, sent, why):
    response = make_response(work)
    answer = desk.post(PAGE, form(response, action="approve") | sent)
    assert answer.status_code == 422
    assert why in str(read(answer))
    assert Decision.objects.count() == 0


def test_there_is_a_most(desk, work, monkeypatch):
    for module in ("comments.domain.deciding_together", "comments.queries.together"):
        monkeypatch.setattr(f"{module}.MOST_TOGETHER", 2)
    responses = [make_response(work) for _ in range(3)]
    assert "At most 2 are decided on together." in str(read(desk.get(PAGE, items(*responses))))
    answer = desk.post(PAGE, form(*responses, action="approve"))
    assert "At most 2 are decided on together." in str(read(answer))
    assert Decision.objects.count() == 0
    assert rules.MOST_TOGETHER == 50


@pytest.mark.parametrize("number", [1, 3])
def test_cost_of_the_page_that_asks(desk, work, number, django_assert_num_queries):
    chosen = items(*(make_response(work) for _ in range(number)))
    with django_assert_num_queries(10):
        desk.get(PAGE, chosen)
