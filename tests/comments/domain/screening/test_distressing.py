"""Lists of words that cover a text at the desk, until a moderator says otherwise."""

import pytest

from comments.domain.desk_notes import cover_text
from comments.domain.drafts import make_draft
from comments.domain.posting import revise_response
from comments.domain.screening.rescreening import rescreen
from comments.domain.screening.rulebook import current_rules
from comments.domain.screening.settings import Rules
from comments.domain.screening.trying import try_rules
from comments.enums import Distress, Status
from comments.models import Item, RuleSet
from comments.queries.stances import NONE
from tests.factories import actor, decide, make_edit, make_response, make_rules, make_screened, make_user

pytestmark = pytest.mark.django_db
RULES = Rules(covers={Distress.VIOLENCE: ("tortur*",), Distress.HATE: ("scum", "vermin")})
TEXT = "Whoever was tortured at the well has drunk from it too, and says so here."


def covers(response):
    return list(Item.objects.filter(response=response).order_by("pk").values_list("distress", flat=True))


def uncover(response):
    cover_text(response_id=response.pk, distress=Distress.NONE, by=actor(make_user("asta")))


def screened(work, text=TEXT, **fields):
    response = make_response(work, text=text, **fields)
    make_screened(response)
    return response


def test_a_text_is_covered_and_not_held_for_it(work):
    make_rules(RULES)
    response = screened(work)
    assert covers(response) == [Distress.VIOLENCE]
    assert Item.objects.get().held_by == "newcomers"
    assert covers(screened(work, "Nothing of the kind is said of the wells here.")) == [Distress.NONE]


def test_a_moderators_cover_is_not_replaced(work):
    make_rules(RULES)
    response = make_response(work, text=TEXT)
    cover_text(response_id=response.pk, distress=Distress.ABUSE, by=actor(make_user("asta")))
    make_screened(response)
    assert covers(response) == [Distress.ABUSE]


def test_what_a_moderator_uncovers_stays_so_through_revisions_and_new_rules(work):
    make_rules(RULES)
    response = screened(work)
    uncover(response)
    make_rules(Rules(covers=RULES.covers | {Distress.SELF_HARM: ("drowned",)}))
    assert rescreen().screened == 1
    assert covers(response) == [Distress.NONE]
    draft = make_draft(name="Ines", stance=NONE, text=f"{TEXT} Tortured.", reserved=[])
    revise_response(response_id=response.pk, seen_digest=response.current.digest, draft=draft)
    assert covers(response) == [Distress.NONE]


def test_new_rules_cover_what_waits(work):
    response = screened(work)
    assert covers(response) == [Distress.NONE]
    make_rules(RULES)
    rescreen()
    assert covers(response) == [Distress.VIOLENCE]


def test_an_edit_is_covered_too(work):
    make_rules(RULES)
    response = screened(work, "Nothing of the kind is said of the wells here.", status=Status.PUBLISHED)
    make_edit(response, TEXT)
    assert covers(response) == [Distress.NONE, Distress.VIOLENCE]


def test_a_version_keeps_its_lists_and_says_what_differs(work):
    made = make_rules(RULES)
    assert (made.covers, current_rules().covers) == (RULES.covers, RULES.covers)
    make_rules(Rules(covers={Distress.HATE: ("scum",)}))
    assert RuleSet.objects.get(number=2).changed.splitlines() == [
        "words to be covered: violence or torture: “tortur*” taken out",
        "words to be covered: hatred of a group: “vermin” taken out",
    ]


def test_a_change_is_tried_on_decisions(work):
    response = screened(work)
    decide(response, "approve")
    trial = try_rules(RULES)
    assert (trial.number, trial.covered) == (0, 1)
    assert trial.phases == ("distressing text",)
