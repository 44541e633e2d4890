"""At the desk: the appeal, the flags and the redactions of a response, and their forms."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.domain.erasing import ask_for_erasure
from comments.domain.flags import find_flags
from comments.domain.redactions import propose_redaction, refuse_redaction
from comments.enums import Action, Finding, Role, Status
from comments.markup.withheld import HTML
from comments.models import Appeal, AppealMessage, Claim, Decision, Flag, Redaction, Response
from tests.comments.views.desk_reading import read
from tests.factories import (
    actor,
    decide,
    make_appeal,
    make_claim,
    make_flag,
    make_response,
    make_user,
    redaction_of,
    sign_in,
)

pytestmark = pytest.mark.django_db
TEXT = "Ines, who lives at the mill, digs the well of those who drink."


def status(response):
    return Response.objects.get(pk=response.pk).status


def shown(desk, response):
    return str(read(desk.get(f"/moderation/{response.pk}/")))


class TestAppeals:
    def test_what_is_left_is_the_appeal(self, desk, client, appealed):
        page = read(desk.get(f"/moderation/{appealed.pk}/"))
        assert "What is left to decide is its author’s appeal against that." in str(page)
        assert "nothing left to decide" not in str(page)
        assert [tag for tag in page.tags if tag == ("a", {"href": "#appeal"})]
        self.answer(desk, appealed, "uphold", "Read again.")
        assert "There is nothing left to decide on this response." in shown(desk, appealed)

    def test_ones_own_decision_is_left_to_somebody_else(self, desk, work, asta):
        response = make_response(work)
        decide(response, Action.REJECT, by=actor(asta))
        make_appeal(response)
        assert "its author’s appeal against that, which somebody else answers." in shown(desk, response)

    def test_a_demand_for_erasure_is_left_to_an_administrator(self, desk, client, appealed):
        ask_for_erasure(response_id=appealed.pk)
        page = shown(desk, appealed)
        assert "Its author asks for its erasure, which an administrator settles." in page
        assert "author’s appeal against that" in page
        assert "nothing left to decide" not in page
        client.force_login(make_user("ada", Role.ADMINISTRATOR))
        Claim.objects.update(ends_at=timezone.now())
        assert "for its erasure, which you can do or decline." in shown(client, appealed)

    @pytest.fixture
    def appealed(self, work):
        response = make_response(work, status=Status.REJECTED)
        make_appeal(response)
        return response

    def answer(self, desk, response, act, note, **more):
        appeal = {"appeal": Appeal.objects.get().pk}
        return desk.post(f"/moderation/{response.pk}/appeal/", appeal | {"act": act, "note": note} | more)

    @pytest.mark.parametrize(("act", "becomes"), [("uphold", "rejected"), ("reverse", "published")])
    def test_it_is_settled_with_a_note(self, desk, appealed, act, becomes):
        assert "Appeal, open" in shown(desk, appealed)
        answer = self.answer(desk, appealed, act, "  ")
        assert answer.status_code == 422
        assert "Write a note: the author is told why." in str(read(answer))
        answer = self.answer(desk, appealed, act, "Read again.")
        to = f"/moderation/{appealed.pk}/?show=waiting&told=appeal-{act}#told"
        assert (answer.status_code, answer.url) == (302, to)
        assert status(appealed) == becomes
        page = shown(desk, appealed)
        assert "by asta. Note: “Read again.”" in page

    @pytest.mark.parametrize("act", ["uphold", "reverse"])
    def test_who_comes_when_it_is_settled_is_told_by_whom(self, desk, appealed, act):
        """As in a race whose other side comes no later than the first has read what it needs."""
        self.answer(desk, appealed, act, "Read again.")
        late = Client()
        sign_in(late, make_user("bo"))
        for client, who in ((late, "asta"), (desk, "You")):
            for does in ("uphold", "reverse", "say"):
                answer = self.answer(client, appealed, does, "And again.")
                page = str(read(answer))
                assert answer.status_code == 409
                assert "changed while you had it open" in page
                assert f"{who}: {Action(act).label}, on " in page
                assert "You typed: “And again.”" in page
        assert AppealMessage.objects.count() == 1

    def test_with_the_response_erased_nobody_decided_on_it(self, desk, appealed):
        decide(appealed, Action.ERASE)
        page = shown(desk, appealed)
        assert "Appeal, closed undecided, for the response is erased" in page
        assert "Nobody decided on it before the response was erased" in page
        assert "/appeal/" not in page

    def test_a_message_goes_on_with_the_dialogue(self, desk, appealed):
        self.answer(desk, appealed, "say", "Which half?")
        page = shown(desk, appealed)
        assert "asta, " in page
        assert "Which half?" in page

    def test_what_was_typed_stays(self, desk, appealed):
        answer = self.answer(desk, appealed, "reverse", "x" * 2001)
        assert (answer.status_code, "x" * 2001 in answer.content.decode()) == (422, True)

    def test_nobody_is_offered_the_appeal_against_their_own_decision(self, desk, work, asta):
        response = make_response(work)
        decide(response, Action.REJECT, by=actor(asta))
        make_appeal(response)
        page = desk.get(f"/moderation/{response.pk}/")
        assert "The appeal is against your own decision" in str(read(page))
        assert f"/moderation/{response.pk}/appeal/" not in page.content.decode()
        assert self.answer(desk, response, "reverse", "It is mine.").status_code == 422
        assert status(response) == "rejected"

    def test_no_decision_of_the_ordinary_form_settles_it(self, desk, appealed):
        sent = {"seen_digest": appealed.current.digest, "seen_status": "rejected", "action": "reverse"}
        assert desk.post(f"/moderation/{appealed.pk}/decide/", sent).status_code == 422
        assert status(appealed) == "rejected"

    def test_a_reversal_that_cannot_publish_is_announced(self, desk, work):
        parent = make_response(work, status=Status.PUBLISHED)
        reply = make_response(parent, status=Status.REJECTED)
        make_appeal(reply)
        decide(parent, Action.REMOVE)
        assert "A reversal cannot publish it" in shown(desk, reply)
        answer = self.answer(desk, reply, "reverse", "It was right.")
        assert answer.status_code == 422
        assert "It was right." in answer.content.decode()


class TestFlags:
    @pytest.fixture
    def flagged(self, work):
        response = make_response(work, status=Status.PUBLISHED)
        for sender in ("10.0.1.1", "10.0.2.1"):
            make_flag(response, sender=sender, note=f"From {len(sender)} <i>")
        return response

    def judge(self, desk, response, act, flags=None):
        numbers = flags or list(Flag.objects.values_list("pk", flat=True))
        return desk.post(f"/moderation/{response.pk}/flags/", {"flag": numbers, "act": act})

    @pytest.mark.parametrize(
        ("act", "place"), [("founded", "decide"), ("unfounded", "told"), ("abuse", "told")]
    )
    def test_they_are_judged(self, desk, flagged, act, place):
        page = shown(desk, flagged)
        assert "Flagged by readers: 2 to look at: 2 × “it is off topic”" in page
        assert "“From 8 <i>”" in page
        answer = self.judge(desk, flagged, act)
        to = f"/moderation/{flagged.pk}/?show=waiting&told=flags-{act}#{place}"
        assert (answer.status_code, answer.url) == (302, to)
        assert set(Flag.objects.values_list("finding", flat=True)) == {act}
        assert self.judge(desk, flagged, act).status_code == 409

    @pytest.mark.parametrize("flags", [["x"], ["9" * 30], []])
    def test_a_bad_form_judges_nothing(self, desk, flagged, flags):
        sent = {"flag": flags, "act": "abuse"}
        assert desk.post(f"/moderation/{flagged.pk}/flags/", sent).status_code == 422
        assert set(Flag.objects.values_list("finding", flat=True)) == {"open"}

    def test_misuse_shows_at_the_senders_other_flags(self, desk, work, flagged, bo_actor):
        other = make_response(work, status=Status.PUBLISHED)
        make_flag(other, sender="10.0.1.1")
        flag = Flag.objects.get(response=other)
        find_flags(response_id=other.pk, by=bo_actor, flags=[flag.pk], finding=Finding.ABUSE)
        page = shown(desk, flagged)
        assert "Other flags of this sender: 0 founded, 0 not founded, 1 misuse." in page
        assert "Other flags of this sender: none looked at yet." in page
        assert "misuse of flags. Other flags of this sender: none looked at yet." in shown(desk, other)

    @pytest.fixture
    def bo_actor(self):
        return actor(make_user("bo"))


class TestRedactions:
    @pytest.fixture
    def published(self, work):
        return make_response(work, text=TEXT, status=Status.PUBLISHED)

    def withhold(self, desk, response, act, **more):
        sent = {"passages": "lives at the mill", "reason": "endangers", "note": "", "act": act}
        sent |= {"digest": response.current.digest, "status": response.status}
        return desk.post(f"/moderation/{response.pk}/redact/", sent | more)

    @pytest.mark.parametrize(("act", "state"), [("propose", "proposed"), ("withhold", "urgent")])
    def test_words_are_withheld(self, desk, published, act, state):
        answer = self.withhold(desk, published, act)
        to = f"/moderation/{published.pk}/?show=waiting&told=redaction-{act}#told"
        assert (answer.status_code, answer.url) == (302, to)
        assert Redaction.objects.get().state == state
        page = shown(desk, published)
        assert "by asta" in page
        assert "Changed by its author" not in page
        assert ("Redacted by asta: endangers someone." in page) == (state == "urgent")
        assert ("What a moderator changed last" in page) == (state == "urgent")

    @pytest.mark.parametrize(
        ("sent", "fault"),
        [
            ({"passages": ""}, "Name the words to withhold."),
            ({"passages": "the moon"}, "“the moon” does not stand in the response."),
            ({"reason": ""}, "Choose a reason: the author is told why."),
            ({"note": "x" * 2001}, "A note with a decision has at most 2,000 characters."),
        ],
    )
    @pytest.mark.parametrize("act", ["at-once", "withhold"])
    def test_what_hinders_it_is_said_and_what_was_typed_stays(self, desk, published, sent, fault, act):
        answer = self.withhold(desk, published, act, **sent)
        page = read(answer)
        assert (answer.status_code, fault in str(page)) == (422, True)
        assert sent.get("passages", "lives at the mill") in answer.content.decode()
        assert Redaction.objects.count() == 0
        name = next(iter(sent))
        is_of_form = fault[0] != "“"
        assert ("a", {"href": f"#redact-{name}" if is_of_form else "#redaction"}) in page.tags
        (field,) = [named for _, named in page.tags if named.get("id") == f"redact-{name}"]
        assert (f"redact-{name}-error" in field.get("aria-describedby", "")) == is_of_form
        assert (field.get("aria-invalid") == "true") == is_of_form
        assert ("details", {"open": None}) in page.tags

    @pytest.mark.parametrize("act", ["at-once", "withhold"])
    def test_words_changed_meanwhile_are_not_withheld(self, desk, published, act):
        answer = self.withhold(desk, published, act, digest="0" * 64)
        assert answer.status_code == 409
        assert Redaction.objects.count() == 0

    def test_at_once_is_shown_first_as_it_will_be_seen(self, desk, published):
        typed = {"passages": "lives at\nthe mill", "note": "For “safety”."}
        answer = self.withhold(desk, published, "at-once", **typed)
        assert (answer.status_code, Redaction.objects.count(), Decision.objects.count()) == (200, 0, 1)
        page, html = read(answer), answer.content.decode()
        assert "<del>" in html
        assert f"Ines, who {HTML} {HTML}, digs the well" in html
        assert "with the note below. It can be taken back" in str(page)
        assert "Note to the author: For “safety”." in str(page)
        assert Response.objects.get().current.text == TEXT
        sent = {name: page.values(name)[0] for name in ("passages", "reason", "note", "digest", "status")}
        back = desk.post(f"/moderation/{published.pk}/redact/", sent | {"act": "back"})
        assert (back.status_code, Redaction.objects.count()) == (200, 0)
        assert "lives at\nthe mill" in back.content.decode()
        assert "For “safety”." in back.content.decode()
        done = desk.post(f"/moderation/{published.pk}/redact/", sent | {"act": "withhold"})
        assert (done.status_code, Redaction.objects.get().note) == (302, "For “safety”.")
        assert f"Ines, who {HTML} {HTML}, digs the well" in Response.objects.get().current.html

    def test_it_is_said_beforehand_what_becomes_of_the_flags(self, desk, published):
        said = "not looked at yet"
        assert said not in shown(desk, published)
        assert said not in str(read(self.withhold(desk, published, "at-once")))
        make_flag(published)
        assert "Withholding finds all its flags founded that are not looked at yet" in shown(desk, published)
        look = str(read(self.withhold(desk, published, "at-once")))
        assert "1 flag not looked at yet is found founded with it, whatever it is about." in look

    @pytest.mark.parametrize("act", ["at-once", "withhold"])
    def test_nobody_previews_what_they_may_not_withhold(self, desk, work, asta, act):
        own = make_response(work, text=TEXT, status=Status.PUBLISHED, author=asta)
        answer = self.withhold(desk, own, act)
        assert answer.status_code == 422
        assert "You sent this response yourself" in str(read(answer))
        taken = make_response(work, text=TEXT, status=Status.PUBLISHED)
        make_claim(taken, make_user("bo"))
        answer = self.withhold(desk, taken, act)
        assert "is open at bo’s desk" in str(read(answer))
        assert Redaction.objects.count() == 0

    def test_a_refused_one_is_kept_or_taken_back(self, desk, client, published):
        self.withhold(desk, published, "withhold")
        redaction = Redaction.objects.get()
        refuse_redaction(response_id=published.pk, redaction_id=redaction.pk)
        address = f"/moderation/{published.pk}/redaction/"
        sent = {"redaction": redaction.pk, "act": "keep", "note": "It harms."}
        assert "You withheld these words yourself" in str(read(desk.post(address, sent)))
        client.force_login(make_user("bo"))
        Claim.objects.update(ends_at=timezone.now())
        assert "Write a note" in str(read(client.post(address, sent | {"note": ""})))
        assert client.post(address, sent).status_code == 302
        assert "Note: “The words stay withheld. It harms.”" in shown(client, published)
        look = client.post(address, sent | {"act": "lift", "note": "Safe now."})
        assert look.status_code == 200
        assert "Show these words of R" in str(read(look))
        assert "withheld: lives at the mill" in str(read(look))
        assert TEXT in look.content.decode()
        assert "Note to the author: Safe now." in str(read(look))
        assert Response.objects.get().current.text != TEXT
        shown_first = {name: read(look).values(name)[0] for name in ("redaction", "note")}
        back = client.post(address, shown_first | {"act": "back"})
        assert (back.status_code, "Safe now.</textarea>" in back.content.decode()) == (200, True)
        assert Response.objects.get().current.text != TEXT
        assert "Choose one of the buttons" in str(read(client.post(address, shown_first)))
        done = client.post(address, shown_first | {"act": "show"})
        assert done.url.endswith("&told=redaction-show#told")
        assert Response.objects.get().current.text == TEXT
        assert client.post(address, sent | {"act": "lift"}).status_code == 409

    def test_a_redaction_that_is_not_there_is_404(self, desk, published):
        sent = {"redaction": 999, "act": "lift", "note": ""}
        assert desk.post(f"/moderation/{published.pk}/redaction/", sent).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_cost_of_the_panes(desk, work, number):
    """Not more for three messages, flags or redactions than for one."""
    appealed = make_response(work, status=Status.REJECTED)
    make_appeal(appealed)
    published = make_response(work, text=TEXT, status=Status.PUBLISHED)
    for each in range(number):
        TestAppeals().answer(desk, appealed, "say", f"Message {each}.")
        make_flag(published, sender=f"10.0.{each}.1", reason="other")
        now = Response.objects.select_related("current").get(pk=published.pk)
        passage = ["lives at", "the mill", "digs"][each]
        TestRedactions().withhold(desk, now, "withhold", passages=passage)
        make_flag(published, sender=f"10.0.{each}.1", reason="other")
    for response, queries in ((appealed, 23), (published, 27)):
        with CaptureQueriesContext(connection) as spent:
            assert desk.get(f"/moderation/{response.pk}/").status_code == 200
        assert len(spent) == queries


def test_who_would_publish_words_that_are_to_be_withheld_is_told_so(desk, work, asta):
    response = make_response(work, text=TEXT)
    warning = "Its author is asked to let words be withheld."
    assert warning not in shown(desk, response)
    proposal = redaction_of(response, "lives at the mill")
    propose_redaction(response_id=response.pk, by=actor(asta), proposal=proposal)
    assert warning in shown(desk, response)
