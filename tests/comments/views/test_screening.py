"""The screening's pages: rules that are tried before they are saved, a text to try, trust, the pane."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comments.domain.anchors import make_anchor
from comments.domain.drafts import make_draft
from comments.domain.posting import post_response
from comments.domain.receipts import in_groups
from comments.domain.screening.answers import Answer
from comments.domain.screening.phases import Note
from comments.domain.screening.rulebook import current_rules
from comments.domain.screening.running import Screened, follow_screening
from comments.domain.screening.settings import Rules
from comments.enums import Action, Distress, Reason, Role, Ruling, Status
from comments.models import Act, Item, Learning, Response, RuleSet, ScreeningNote
from comments.queries.stances import NONE
from comments.queries.subjects import paragraph_subject
from tests.comments.views.desk_reading import read
from tests.factories import decide, make_response, make_rules, make_screened, make_user, sign_in

pytestmark = pytest.mark.django_db
RULES, CHANGE = "/moderation/screening/", "/moderation/screening/change/"
TRACE, TRUST = "/moderation/screening/trace/", "/moderation/screening/trust/"
REJECTED = Screened((Note("word lists", Answer(Ruling.REJECT, "casino")),), "ines", (), 1, Reason.SOURCE)
TRUSTED = Screened((Note("trust", Answer(Ruling.TRUST, "responses")),), "ines", (), 1, Reason.SOURCE)


@pytest.fixture
def editor(client: Client) -> Client:
    sign_in(client, make_user("eda", Role.EDITOR))
    return client


def sent(editor: Client, **fields: object) -> dict[str, object]:
    """What the form sends as it stands, with other fields."""
    form = editor.get(CHANGE).context["form"]
    values = {field.name: field.value() for field in form}
    ticked = {name: value for name, value in values.items() if value or not name.endswith("_on")}
    return {name: "" if value is None else value for name, value in ticked.items()} | fields


def spent(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


class TestRules:
    def test_moderators_see_and_change_them(self, desk, work):
        make_rules(Rules(hold=("pills*",), trusting={work.debate.pk: 4}))
        page = read(desk.get(RULES))
        assert "Version 1 of the rules" in str(page)
        assert "Words and phrases to holdpills*" in str(page)
        assert "Published responses needed in The Wells4" in str(page)
        assert "words to be held: “pills*” added" in str(page)
        fields = sent(desk, hold="dug", said="To see what is dug.")
        tried = read(desk.post(CHANGE, fields))
        desk.post(CHANGE, fields | {"tried": tried.values("tried")[0], "save": "1"})
        assert current_rules().hold == ("dug",)
        assert (Act.objects.latest("pk").actor_name, Act.objects.latest("pk").role) == ("asta", "moderator")
        assert "Learn from the decisions" not in str(page)
        assert desk.post(f"{RULES}learn/").status_code == 403
        assert desk.get(TRUST).status_code == 403

    def test_without_a_version_the_sites_own_are_shown(self, desk):
        page = str(read(desk.get(RULES)))
        assert "Version 0 of the rules, which the site comes with" in page
        assert "Nobody has changed the rules" in page
        assert "It learns from what moderators have published and rejected here" in page

    def test_are_tried_first_and_then_saved(self, editor, work):
        row = make_response(work, status=Status.PUBLISHED)
        fields = sent(editor, hold="dug\n", said="To see what is dug.")
        tried = read(editor.post(CHANGE, fields))
        assert "1 of 1 decision would have been met otherwise" in str(tried)
        assert f"R {row.pk} Approved" in str(tried)
        assert "1 place has words of the list of held words. “dug”" in str(tried)
        assert RuleSet.objects.count() == 0
        fields |= {"tried": tried.values("tried")[0], "save": "1"}
        answer = editor.post(CHANGE, fields, follow=True)
        assert "The rules are saved." in str(read(answer))
        assert (current_rules().hold, RuleSet.objects.get().said) == (("dug",), "To see what is dug.")
        assert Act.objects.get().actor_name == "eda"

    def test_what_was_not_tried_as_it_stands_is_tried_first(self, editor, work):
        tried = read(editor.post(CHANGE, sent(editor, hold="dug")))
        other = {"hold": "drink", "tried": tried.values("tried")[0], "save": "1", "said": "Why not."}
        page = read(editor.post(CHANGE, sent(editor, **other)))
        assert "0 of 0 decisions would have been met otherwise" in str(page)
        assert RuleSet.objects.count() == 0

    def test_lists_that_cover_are_among_what_was_tried(self, editor, work):
        tried = read(editor.post(CHANGE, sent(editor, cover_violence="dug")))
        said = {"tried": tried.values("tried")[0], "save": "1", "said": "To be warned."}
        other = editor.post(CHANGE, sent(editor, cover_violence="drink", **said))
        assert (other.status_code, RuleSet.objects.count()) == (200, 0)
        assert editor.post(CHANGE, sent(editor, cover_violence="dug", **said)).status_code == 302
        assert current_rules().covers == {Distress.VIOLENCE: ("dug",)}

    def test_saving_needs_a_reason(self, editor, work):
        tried = read(editor.post(CHANGE, sent(editor, hold="dug")))
        answer = editor.post(CHANGE, sent(editor, hold="dug", tried=tried.values("tried")[0], save="1"))
        assert (answer.status_code, RuleSet.objects.count()) == (422, 0)
        assert "Say why: the reason is kept with the rules." in str(read(answer))

    def test_nothing_changed_offers_no_saving(self, editor, work):
        page = read(editor.post(CHANGE, sent(editor)))
        assert "Tried: nothing differs from the rules that hold" in str(page)
        assert "Save what was tried" not in str(page)

    @pytest.mark.parametrize(
        ("fields", "said"),
        [({"links_most": 51}, "less than or equal to 50"), ({"hold": "!!!"}, "“!!!” has no letter")],
    )
    def test_mistakes_are_said_and_what_was_typed_is_kept(self, editor, work, fields, said):
        answer = editor.post(CHANGE, sent(editor, reject="a casino", **fields))
        assert answer.status_code == 422
        assert said in str(read(answer))
        assert "a casino" in answer.content.decode()

    def test_all_that_is_wrong_with_the_lists_is_told_at_their_fields(self, editor, work):
        fields = {"hold": "!!!\nab*\nwell", "reject": "casino = nonsense\na = person", "places": "???"}
        form = editor.post(CHANGE, sent(editor, **fields)).context["form"]
        assert form.errors == {
            "hold": ["“!!!” has no letter and no digit.", "“ab*”: any ending needs three letters before it."],
            "reject": ["“casino = nonsense”: “nonsense” is no reason."],
            "places": ["“???” has no letter and no digit."],
        }

    def test_a_rejected_word_can_have_its_own_reason(self, editor, work):
        fields = sent(editor, reject="casino\nfool = person", said="Why not.")
        tried = read(editor.post(CHANGE, fields))
        editor.post(CHANGE, fields | {"tried": tried.values("tried")[0], "save": "1"})
        assert (current_rules().reject, current_rules().reasons) == (
            ("casino", "fool"),
            {"fool": Reason.PERSON},
        )
        assert "casino\nfool = person" in editor.get(RULES).content.decode()
        nothing = read(editor.post(CHANGE, sent(editor)))
        assert "nothing differs from the rules that hold" in str(nothing)

    def test_trust_alone_says_whom_it_reaches(self, editor, work):
        make_response(work, author=make_user("ines", Role.READER), status=Status.PUBLISHED)
        page = str(read(editor.post(CHANGE, sent(editor, **{f"trust_{work.debate.pk}": 1}))))
        assert "Tried: what is decided on stays as it was" in page
        assert "The Wells: 1 account would be trusted, 0 now;" in page

    def test_what_was_not_measured_and_what_has_no_effect_is_said(self, editor, work):
        make_response(work, status=Status.PUBLISHED)
        make_screened(held := make_response(work, text="Dig."))
        decide(held, Action.APPROVE)
        page = str(read(editor.post(CHANGE, sent(editor, hold="dig", pace_most=1))))
        assert "0 of 2 decisions would have been met otherwise" in page
        assert "1 more in which the phases would say something else, without effect" in page
        assert "Of 1 it is not known: posting pace measured nothing when they were sent" in page

    def test_a_version_saved_meanwhile_is_told_and_not_overwritten(self, editor, work):
        fields = sent(editor, hold="dug", said="Why not.")
        tried = read(editor.post(CHANGE, fields))
        make_rules(Rules(hold=("drink",)))
        answer = editor.post(CHANGE, fields | {"tried": tried.values("tried")[0], "save": "1"})
        page = read(answer)
        assert answer.status_code == 409
        assert "Somebody else has changed the rules" in str(page)
        assert "words to be held: “drink” added" in str(page)
        assert (page.values("seen"), page.values("tried")) == (["1"], [""])
        assert current_rules().hold == ("drink",)

    def test_the_filter_learns_when_it_is_told(self, editor, work):
        for _ in range(3):
            make_response(work, text="Casino, casino, and casino.", status=Status.REJECTED)
        page = str(read(editor.post(f"{RULES}learn/", follow=True)))
        assert "from 0 published and 3 rejected responses" in page
        assert "“and” (3 rejected, 0 published), “casino” (3 rejected, 0 published)" in page
        assert Learning.objects.count() == 1


def test_a_rejection_by_rule_is_told_as_such_to_author_and_moderators(client, work):
    make_rules(Rules(reject=("casino",)))
    draft = make_draft(name="Ines", stance=NONE, text="A casino would pay for the well.", reserved=[])
    anchor = make_anchor(subject=paragraph_subject(work.slug, 2), quote="")
    posted = post_response(anchor=anchor, draft=draft, form_key="key")
    receipt = str(read(client.get(f"/receipts/{in_groups(posted.code)}/")))
    rule = "word lists: list of rejected words: casino"
    assert "Reason: advertising." in receipt
    assert f"Who decided it: a rule of the site, “{rule}”, without a moderator" in receipt
    sign_in(client, make_user("asta"))
    assert f"The rule “{rule}”" in str(read(client.get("/moderation/log/")))
    assert f"Rejected by a rule, {rule}: advertising." in str(
        read(client.get(f"/moderation/{posted.response.pk}/"))
    )


class TestTrace:
    def test_each_phase_answers_and_nothing_is_kept(self, desk, work):
        make_rules(Rules(reject=("casino",)))
        fields = {"name": "", "text": "The casino is for those who drink.", "debate": "wells"}
        page = str(read(desk.post(TRACE, fields)))
        assert "It would be rejected by the phase “word lists”. Language: en." in page
        assert "Word lists To be rejected Rule: list of rejected words: casino" in page
        assert "Newcomers Something to know Rule: no name" in page
        assert (Response.objects.count(), ScreeningNote.objects.count()) == (0, 0)

    def test_what_would_wait_is_said(self, desk, work):
        fields = {"name": "Ines", "text": "The well is for those who drink.", "debate": "wells"}
        assert "held by the phase “newcomers”" in str(read(desk.post(TRACE, fields)))
        make_screened(make_response(work, status=Status.PUBLISHED))
        assert "held by no phase" in str(read(desk.post(TRACE, fields)))

    def test_unseen_characters_are_taken_out_as_on_sending(self, desk, work):
        make_rules(Rules(reject=("casino",)))
        fields = {"text": "The ca\u200bsino is for those who drink.", "debate": "wells"}
        assert "rejected by the phase" in str(read(desk.post(TRACE, fields)))

    def test_an_empty_text_is_a_mistake(self, desk, work):
        assert desk.post(TRACE, {"text": "", "debate": "wells"}).status_code == 422


class TestTrust:
    @pytest.fixture
    def removed(self, work):
        return make_response(work, author=make_user("ines", Role.READER), status=Status.REMOVED)

    def test_what_a_rule_rejected_is_read_in_the_pane(self, desk, work):
        row = make_response(work)
        make_screened(row)
        follow_screening(row, REJECTED)
        assert "Rejected by a rule, to be read" in str(read(desk.get("/moderation/")))
        listed = str(read(desk.get("/moderation/?show=decided")))
        assert "Rejected by a rule, word lists: casino. Nobody has read it yet." in listed
        page = read(desk.get(f"/moderation/{row.pk}/"))
        assert "Rejected by a rule; nobody has read these words yet." in str(page)
        assert "There is nothing left to decide" not in str(page)
        fields = {"seen_digest": page.values("seen_digest")[0]}
        done = desk.post(f"/moderation/{row.pk}/trusted/", fields, follow=True)
        assert "nobody has read these words yet" not in str(read(done))
        assert Item.objects.get(response=row).closed_at is not None

    def test_a_moderator_lets_what_a_rule_rejected_wait(self, desk, work):
        row = make_response(work)
        follow_screening(row, REJECTED)
        page = read(desk.get(f"/moderation/{row.pk}/"))
        fields = {name: page.values(name)[0] for name in ("seen_digest", "seen_status")}
        assert (
            desk.post(f"/moderation/{row.pk}/undo/", fields | {"seen_status": "rejected"}).status_code == 302
        )
        row.refresh_from_db()
        assert row.status == Status.PENDING

    def test_what_a_rule_decided_is_not_decided_on_together(self, desk, work):
        row = make_response(work)
        follow_screening(row, REJECTED)
        page = desk.get(f"/moderation/together/?pick={Item.objects.get(response=row).pk}")
        assert "What a rule has published or rejected is read one by one." in str(read(page))

    def test_is_given_back_on_a_page_of_its_own(self, editor, removed):
        page = read(editor.get(TRUST))
        assert f"R {removed.pk} in The Wells, removed on" in str(page)
        assert "ines" not in str(page)
        address = f"{TRUST}{removed.pk}/"
        assert editor.get(address).status_code == 200
        assert editor.post(address, {"reason": ""}).status_code == 422
        done = editor.post(address, {"reason": "A slip."}, follow=True)
        assert "That account can be trusted again. No account has lost trust." in str(read(done))
        again = editor.post(address, {"reason": "A slip."})
        assert (again.status_code, Act.objects.count()) == (409, 1)
        assert editor.get(f"{TRUST}{removed.pk + 1}/").status_code == 404
        assert editor.post(f"{TRUST}{removed.pk + 1}/", {"reason": "A slip."}).status_code == 404

    def test_what_it_published_is_read_in_the_pane(self, desk, work):
        row = make_response(work)
        make_screened(row)
        follow_screening(row, TRUSTED)
        page = read(desk.get(f"/moderation/{row.pk}/"))
        assert "Published by trust; nobody has read these words yet." in str(page)
        fields = {"seen_digest": page.values("seen_digest")[0]}
        stale = desk.post(f"/moderation/{row.pk}/trusted/", {"seen_digest": "0" * 64})
        assert stale.status_code == 409
        done = desk.post(f"/moderation/{row.pk}/trusted/", fields, follow=True)
        assert "nobody has read these words yet" not in str(read(done))
        assert Item.objects.get(response=row).closed_at is not None
        assert desk.post(f"/moderation/{row.pk}/trusted/", fields).status_code == 409
        assert desk.post(f"/moderation/{row.pk + 1}/trusted/", fields).status_code == 404


class TestPane:
    def test_says_what_each_phase_said_with_rule_and_words(self, desk, work):
        row = make_response(work, text="The well is <b>dug</b> by those at P.O. Box 000 who drink from it.")
        make_screened(row)
        page = str(read(desk.get(f"/moderation/{row.pk}/")))
        assert "PeopleTo be read first, post box. 1 place looks as if somebody could be" in page
        assert "“P.O. Box 000”" in page
        assert "What found nothing" in page
        assert "LengthNothing found. It has 14 words." in page

    def test_shows_nothing_of_what_was_never_screened(self, desk, work):
        assert "What found nothing" not in str(read(desk.get(f"/moderation/{make_response(work).pk}/")))

    def test_markup_in_matched_words_is_escaped(self, desk, work):
        make_rules(Rules(hold=("script",)))
        row = make_response(work, text="They say a<script>alert(1)</script>b and so on, for all to see.")
        make_screened(row)
        page = desk.get(f"/moderation/{row.pk}/").content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("number", [1, 3])
def test_cost_of_the_pages(client, work, number):
    sign_in(client, make_user("eda", Role.EDITOR))
    for each in range(number):
        make_rules(Rules(hold=(f"well {each}",)))
        decide(make_response(work, author=make_user(f"ines{each}"), status=Status.PUBLISHED), Action.REMOVE)
    client.get(CHANGE)
    assert spent(client, RULES) == 9
    assert spent(client, CHANGE) == 7
    assert spent(client, TRACE) == 7
    assert spent(client, TRUST) == 6
