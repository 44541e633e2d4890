"""One decision on several rows of the queue: asked for, done one by one, and told one by one."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from comments import rules
from comments.domain.desk_notes import cover_text
from comments.domain.edits import refuse_edit
from comments.domain.flags import find_flags
from comments.domain.items import open_item
from comments.enums import Action, Distress, Finding, FlagReason, ItemKind, Reason, Status
from comments.models import Act, Claim, Decision, Item, Response
from tests.comments.views.desk_reading import read
from tests.factories import (
    actor,
    decide,
    make_appeal,
    make_claim,
    make_edit,
    make_flag,
    make_response,
    make_revision,
    make_user,
)

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
    pending, held, edited = (make_response(work) for _ in range(3))
    decide(held, Action.HOLD)
    decide(edited, Action.APPROVE)
    make_edit(edited)
    edit = Item.objects.get(kind=ItemKind.EDIT).pk
    appealed = make_response(work, status=Status.REJECTED)
    make_appeal(appealed)
    appeal = Item.objects.get(kind=ItemKind.APPEAL).pk
    states = str(read(desk.get(PAGE, items(pending, held))))
    assert "They are in different states." in states
    assert "Decision on all" not in states
    assert "are decided on one by one" in str(read(desk.get(PAGE, {"pick": [appeal]})))
    mixed = {"pick": [*items(pending)["pick"], edit]}
    assert "They are of different kinds." in str(read(desk.get(PAGE, mixed)))
    decide(pending, Action.REJECT)
    assert "None of those chosen is open any more." in str(read(desk.get(PAGE, items(pending))))
    for pick in ({}, {"pick": ["x", "9" * 30, "-1"]}):
        assert "Nothing was ticked. Tick rows of the queue first." in str(read(desk.get(PAGE, pick)))


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


def test_what_was_published_by_trust_is_read_one_by_one(desk, work):
    response = make_response(work, status=Status.PUBLISHED)
    open_item(response, ItemKind.NEW, is_anew=True)
    (item,) = Item.objects.open().values_list("pk", flat=True)
    assert "is read one by one" in str(read(desk.get(PAGE, {"pick": [item]})))


def test_sending_back_is_left_out_and_the_page_says_why(desk, work):
    waiting, returned = make_response(work), make_response(work)
    decide(returned, Action.RETURN)
    said = "Sending back is left out: it marks the words in question, in each response other ones."
    assert said in str(read(desk.get(PAGE, items(waiting))))
    assert said not in str(read(desk.get(PAGE, items(returned))))


def test_a_covered_text_stays_covered(desk, work, asta):
    response = make_response(work, text="The well was poisoned.")
    cover_text(response_id=response.pk, distress=Distress.VIOLENCE, by=actor(asta))
    assert "Covered: violence or torture. Show the text" in str(read(desk.get(PAGE, items(response))))


def test_a_note_survives_the_end_of_the_session(desk, work):
    responses = [make_response(work) for _ in range(2)]
    Session.objects.all().delete()
    sent = form(*responses, action="reject", reason="source", note="Which page?")
    answer = desk.post(f"{PAGE}?show=held", sent)
    page = answer.content.decode()
    assert (answer.status_code, "Which page?" in page) == (403, True)
    assert "Nothing was decided on those chosen" in page
    picks = "".join(f"%26pick%3D{pick}" for pick in sent["pick"])
    assert f'href="/account/login/?next=/moderation/together/%3Fshow%3Dheld{picks}"' in page
    assert Decision.objects.count() == 0


def test_a_note_of_an_older_form_can_be_sent_again_for_all(asta, work):
    browser, responses = Client(enforce_csrf_checks=True), [make_response(work) for _ in range(2)]
    browser.force_login(asta)
    sent = form(*responses, action="reject", reason="source", note="Which page?")
    answer = browser.post(PAGE, sent | {"csrfmiddlewaretoken": "x" * 64})
    page = read(answer)
    assert answer.status_code == 403
    names = ("csrfmiddlewaretoken", "seen", "pick", "seen_status", "action", "reason")
    again = {name: page.values(name) for name in names} | {"note": "Which page?"}
    assert "2 done, 0 left" in str(read(browser.post(PAGE, again)))


@pytest.mark.parametrize("number", [1, 3])
def test_cost_of_the_page_that_asks(desk, work, number, django_assert_num_queries):
    chosen = items(*(make_response(work) for _ in range(number)))
    with django_assert_num_queries(10):
        desk.get(PAGE, chosen)


class TestEdits:
    @pytest.fixture
    def edited(self, work):
        """Three published responses, each with an edit that waits."""
        responses = [make_response(work, status=Status.PUBLISHED) for _ in range(3)]
        for number, response in enumerate(responses):
            make_edit(response, f"The well is dug by all, year {number}.")
        return [Response.objects.select_related("current", "proposed").get(pk=each.pk) for each in responses]

    def picks(self, edited):
        return {"pick": [Item.objects.get(response=each, kind="edit").pk for each in edited]}

    def form(self, edited, **sent):
        seen = [f"{each.pk}:{each.proposed.digest}" for each in edited]
        return self.picks(edited) | {"kind": "edit", "seen": seen, "seen_status": "published"} | sent

    def test_each_is_shown_beside_what_is_published(self, desk, edited):
        page = read(desk.get(PAGE, self.picks(edited)))
        assert "Edits of 3 responses, published:" in str(page)
        assert page.values("action") == ["accept", "refuse"]
        assert page.values("seen") == self.form(edited)["seen"]
        assert page.values("kind") == ["edit"]
        assert [tag for tag, _ in page.tags if tag == "ins"]
        assert "year 2." in str(page)

    def test_all_are_refused_with_one_reason_and_note_each_logged_for_itself(self, desk, edited, asta):
        sent = self.form(edited, action="refuse", reason="source", note="Which page?")
        page = str(read(desk.post(PAGE, sent)))
        assert "3 done, 0 left as they were." in page
        assert f"R {edited[0].pk} edit refused: source or quotation not found." in page
        assert "Undo" not in page
        logged = Decision.objects.filter(action="refuse").order_by("id")
        assert [(row.response_id, row.reason, row.note, row.actor_id) for row in logged] == [
            (each.pk, "source", "Which page?", asta.pk) for each in edited
        ]

    def test_those_that_are_others_by_now_are_left(self, desk, work, edited):
        good, other, settled = edited
        claimed = make_response(work, status=Status.PUBLISHED)
        make_edit(claimed)
        claimed = Response.objects.select_related("current", "proposed").get(pk=claimed.pk)
        sent = self.form([*edited, claimed], action="accept")
        make_edit(other, "The well is dug by nobody.")
        tess = make_user("tess")
        refuse_edit(
            response_id=settled.pk, by=actor(tess), seen_digest=settled.proposed.digest, reason=Reason.SOURCE
        )
        make_claim(claimed, tess)
        page = str(read(desk.post(PAGE, sent)))
        assert "1 done, 3 left as they were." in page
        assert f"R {other.pk}: Its author has sent another edit, or taken this one back" in page
        assert f"R {settled.pk}: Meanwhile: edit refused by tess." in page
        assert f"R {claimed.pk}: tess has it open." in page
        good.refresh_from_db()
        assert (good.current.text, good.proposed) == ("The well is dug by all, year 0.", None)

    def test_a_refusal_needs_a_reason_and_keeps_the_note(self, desk, edited):
        answer = desk.post(PAGE, self.form(edited, action="refuse", note="Which page?"))
        page = answer.content.decode()
        assert (answer.status_code, "Which page?" in page) == (422, True)
        assert "Choose a reason: the author is told why." in page
        assert read(answer).values("seen") == self.form(edited)["seen"]

    def test_what_is_no_decision_on_edits_does_nothing(self, desk, edited):
        answer = desk.post(PAGE, self.form(edited, action="approve"))
        assert (answer.status_code, Decision.objects.exclude(role="author").count()) == (422, 3)

    @pytest.mark.parametrize("number", [1, 3])
    def test_cost_of_the_page(self, desk, edited, number, django_assert_num_queries):
        chosen = self.picks(edited[:number])
        with django_assert_num_queries(10):
            desk.get(PAGE, chosen)


class TestFlags:
    @pytest.fixture
    def flagged(self, work):
        """Three published responses, each with a flag for the same reason."""
        responses = [make_response(work, status=Status.PUBLISHED) for _ in range(3)]
        for response in responses:
            make_flag(response, sender="10.1.1.1", note="Of Ole.")
        return responses

    def picks(self, flagged):
        return {"pick": [Item.objects.get(response=each, kind="flags").pk for each in flagged]}

    def form(self, flagged, **sent):
        seen = [f"{each.pk}:{','.join(str(flag.pk) for flag in each.flags.all())}" for each in flagged]
        return self.picks(flagged) | {"kind": "flags", "seen": seen} | sent

    def test_each_is_shown_with_its_flags(self, desk, flagged):
        page = read(desk.get(PAGE, self.picks(flagged)))
        assert "Flags on 3 responses, published:" in str(page)
        assert str(page).count("Flagged: it is off topic") == 3
        assert "“Of Ole.”" in str(page)
        assert page.values("seen") == self.form(flagged)["seen"]
        assert page.values("action") == ["unfounded", "abuse"]
        assert page.values("note") == []

    def test_the_same_is_found_of_all_each_recorded_for_itself(self, desk, flagged, asta):
        sent = self.form(flagged, action="abuse")
        make_flag(flagged[0], sender="10.2.2.2")
        page = str(read(desk.post(PAGE, sent)))
        assert "3 done, 0 left as they were." in page
        assert f"R {flagged[0].pk} flags: misuse of flags." in page
        acts = Act.objects.order_by("id").values_list("kind", "about", "actor_id")
        assert list(acts) == [("flags", f"R {each.pk}", asta.pk) for each in flagged]
        waiting = Item.objects.open().filter(kind="flags").values_list("response", flat=True)
        assert list(waiting) == [flagged[0].pk]

    def test_those_looked_at_meanwhile_are_left(self, desk, flagged):
        sent = self.form(flagged, action="unfounded")
        find_flags(
            response_id=flagged[1].pk,
            by=actor(make_user("tess")),
            flags=[flagged[1].flags.get().pk],
            finding=Finding.ABUSE,
        )
        page = str(read(desk.post(PAGE, sent)))
        assert "2 done, 1 left as it was." in page
        assert f"R {flagged[1].pk}: Another moderator has looked at these flags meanwhile" in page

    def test_founded_flags_are_looked_at_one_by_one(self, desk, flagged):
        answer = desk.post(PAGE, self.form(flagged, action="founded"))
        assert (answer.status_code, Act.objects.count()) == (422, 0)

    def test_other_reasons_and_held_responses_are_not_alike(self, desk, flagged):
        make_flag(flagged[0], reason=FlagReason.PERSON)
        page = str(read(desk.get(PAGE, self.picks(flagged))))
        assert "“it is about a person, not the argument”, “it is off topic”" in page
        held = flagged[1]
        for sender in ("10.3.3.3", "10.4.4.4"):
            make_flag(held, sender=sender)
        page = str(read(desk.get(PAGE, self.picks([held]))))
        assert "settles its flags too: tick the held responses themselves." in page

    @pytest.mark.parametrize("number", [1, 3])
    def test_cost_of_the_page(self, desk, flagged, number, django_assert_num_queries):
        chosen = self.picks(flagged[:number])
        with django_assert_num_queries(11):
            desk.get(PAGE, chosen)
