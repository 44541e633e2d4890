"""At the desk: what was pressed wrongly is changed, what is one's own is kept away, what waits is found."""

import pytest

from comments.domain.desk_settings import set_unasked
from comments.domain.redactions import refuse_redaction
from comments.enums import Distress, Role, Status
from comments.models import Act, Claim, DeskNote, Exemption, Flag, Item, Redaction
from tests.comments.views.desk_reading import HTMX, read
from tests.factories import make_claim, make_flag, make_response, make_user, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def eda(db):
    return make_user("eda", Role.EDITOR)


def said():
    return list(Act.objects.order_by("pk").values_list("kind", "said"))


class TestFindings:
    @pytest.fixture
    def judged(self, desk, work):
        response = make_response(work, status=Status.PUBLISHED)
        for sender in ("10.0.1.1", "10.0.2.1"):
            make_flag(response, sender=sender)
        flags = list(Flag.objects.values_list("pk", flat=True))
        desk.post(f"/moderation/{response.pk}/flags/", {"flag": flags, "act": "abuse"})
        return response

    def change(self, desk, response, act):
        found = read(desk.get(f"/moderation/{response.pk}/")).values("found")
        return desk.post(f"/moderation/{response.pk}/flags/", {"found": found, "act": act})

    def test_one_is_changed_and_both_are_recorded(self, desk, judged):
        page = read(desk.get(f"/moderation/{judged.pk}/"))
        flags = list(Flag.objects.order_by("pk").values_list("pk", flat=True))
        assert page.values("found") == [f"{flag}:abuse" for flag in flags]
        answer = self.change(desk, judged, "unfounded")
        assert answer.url == f"/moderation/{judged.pk}/?show=waiting&told=flags-unfounded#told"
        assert set(Flag.objects.values_list("finding", flat=True)) == {"unfounded"}
        assert said() == [
            ("flags", "Finding on flags, misuse of flags: 2 × it is off topic."),
            ("flags", "Finding on flags changed to not founded: 2 × it is off topic."),
        ]

    def test_founded_after_all_waits_for_the_decision(self, desk, judged):
        flags = Item.objects.open().filter(kind="flags")
        assert not flags.exists()
        self.change(desk, judged, "founded")
        assert flags.exists()
        self.change(desk, judged, "abuse")
        assert not flags.exists()

    def test_what_another_has_changed_meanwhile_stays(self, desk, judged):
        flag = Flag.objects.order_by("pk").first()
        sent = {"found": [f"{flag.pk}:founded"], "act": "unfounded"}
        answer = desk.post(f"/moderation/{judged.pk}/flags/", sent)
        assert (answer.status_code, "looked at these flags meanwhile" in str(read(answer))) == (409, True)
        assert Act.objects.count() == 1

    @pytest.mark.parametrize("found", [["x"], ["1"], ["1:mild"], ["9" * 30 + ":abuse"]])
    def test_a_bad_form_changes_nothing(self, desk, judged, found):
        sent = {"found": found, "act": "unfounded"}
        assert desk.post(f"/moderation/{judged.pk}/flags/", sent).status_code == 422
        assert set(Flag.objects.values_list("finding", flat=True)) == {"abuse"}


def test_covers_and_what_is_taken_over_are_recorded(client, work, asta, eda):
    response = make_response(work)
    make_claim(response, asta)
    sign_in(client, eda)
    for act in ("take-over", "take-over"):
        client.post(f"/moderation/{response.pk}/claim/", {"claim": act})
    for distress in ("hate", "hate", ""):
        client.post(f"/moderation/{response.pk}/cover/", {"distress": distress})
    assert said() == [
        ("take-over", "Taken over from asta, who had it open."),
        ("cover", "Covered: hatred of a group."),
        ("cover", "The cover is taken off."),
    ]


def test_leave_to_decide_is_taken_back(client, work, asta, eda):
    response = make_response(work, author=asta)
    sign_in(client, eda)
    address = f"/moderation/{response.pk}/exemption/"
    client.post(address, {"moderator": asta.pk, "reason": "Two of us."})
    page = read(client.get(address))
    assert "asta, by eda on" in str(page)
    assert page.values("back") == [str(asta.pk)]
    assert client.post(address, {"back": asta.pk}).status_code == 302
    assert Exemption.objects.count() == 0
    assert said()[-1] == ("exception", "asta may not decide on it any more.")
    answer = client.post(address, {"back": asta.pk})
    assert (answer.status_code, "was taken back already" in str(read(answer))) == (422, True)
    sign_in(client, asta)
    assert "You sent this response yourself" in str(read(client.get(f"/moderation/{response.pk}/")))


class TestOnesOwn:
    @pytest.fixture
    def own(self, work, asta):
        response = make_response(work, author=asta)
        DeskNote.objects.create(response=response, by_name="bo", text="It rambles.", at=response.submitted_at)
        return response

    def test_notes_of_colleagues_are_not_shown(self, desk, own):
        page = desk.get(f"/moderation/{own.pk}/").content.decode()
        assert "It rambles." not in page
        assert "what the other moderators write of it is not shown here" in page
        assert "Cover this text" not in page
        picked = desk.get("/moderation/together/", {"pick": Item.objects.get().pk}).content.decode()
        assert "It rambles." not in picked

    @pytest.mark.parametrize("headers", [{}, HTMX])
    def test_neither_note_nor_second_reader_nor_cover_is_taken(self, desk, own, headers):
        for part, sent in (
            ("note", {"kind": "note", "text": "x"}),
            ("note", {"kind": "asks", "text": ""}),
            ("cover", {"distress": "hate"}),
        ):
            answer = desk.post(f"/moderation/{own.pk}/{part}/", sent, headers=headers)
            assert "You sent this response yourself, so notes on it and its cover" in str(read(answer))
            assert "It rambles." not in answer.content.decode()
        assert (DeskNote.objects.count(), Item.objects.get().distress) == (1, "")


def test_whoever_withheld_words_is_not_offered_to_keep_them(desk, client, work):
    response = make_response(work, status=Status.PUBLISHED)
    sent = {"passages": "drink", "reason": "endangers", "note": "", "act": "withhold"}
    sent |= {"digest": response.current.digest, "status": "published"}
    desk.post(f"/moderation/{response.pk}/redact/", sent)
    refuse_redaction(response_id=response.pk, redaction_id=Redaction.objects.get().pk)
    page = read(desk.get(f"/moderation/{response.pk}/"))
    assert "keep" not in page.values("act")
    assert "You withheld them yourself, so somebody else decides" in str(page)
    Claim.objects.all().delete()
    sign_in(client, make_user("bo"))
    assert "keep" in read(client.get(f"/moderation/{response.pk}/")).values("act")


def test_what_waits_for_a_second_reader_and_what_is_covered_are_found(desk, work):
    _, asked, covered = (make_response(work) for _ in range(3))
    desk.post(f"/moderation/{asked.pk}/note/", {"kind": "asks", "text": ""})
    desk.post(f"/moderation/{covered.pk}/cover/", {"distress": "hate"})
    for marked, response in (("second", asked), ("covered", covered)):
        page = read(desk.get(f"/moderation/?marked={marked}"))
        assert len(page.rows()) == 1
        assert f"R {response.pk}, Ines" in str(page)


def test_a_filter_is_not_replaced_unasked(desk, work):
    keep = "/moderation/filters/?show=waiting&kind="
    assert desk.post(f"{keep}new", {"name": "Mine"}).status_code == 302
    assert desk.post(f"{keep}new", {"name": "Mine"}).status_code == 302
    answer = desk.post(f"{keep}edit", {"name": "Mine"})
    assert answer.status_code == 422
    assert "You keep another filter by the name “Mine”." in str(read(answer))


def test_counts_lead_to_what_they_count(desk, work):
    make_response(work)
    page = read(desk.get("/moderation/"))
    assert ("a", {"href": "/moderation/?show=waiting&kind=new"}) in page.tags
    assert ("a", {"href": "/moderation/?show=all&state=pending"}) in page.tags
    assert "new response: 1" in str(page)
    assert "1 waiting for a moderator" in str(page)


def test_a_claim_says_its_time_zone_and_what_is_left_of_it(desk, work, asta):
    page = str(read(desk.get(f"/moderation/{make_response(work).pk}/")))
    assert f"At your desk until {Claim.objects.get().ends_at:%H:%M} UTC, 10 minutes left." in page
    assert "Times are UTC." in page


def test_nothing_is_said_to_be_withheld_where_nothing_is(desk, work):
    page = str(read(desk.get(f"/moderation/{make_response(work, status=Status.PUBLISHED).pk}/")))
    assert "Withholding words, for safety" in page
    assert "Words withheld, for safety" not in page


def test_rows_that_are_stepped_over_are_marked(desk, work, asta):
    held, unasked, free = (make_response(work) for _ in range(3))
    make_claim(held, make_user("bo"))
    Item.objects.filter(response=unasked).update(distress=Distress.HATE)
    set_unasked(user_id=asta.pk, kinds=[Distress.HATE])
    page = read(desk.get(f"/moderation/{free.pk}/"))
    rows = [
        attributes
        for tag, attributes in page.tags
        if tag == "li" and "pickable" in (attributes.get("class") or "")
    ]
    assert ["data-passed" in row for row in rows] == [True, True, False]
