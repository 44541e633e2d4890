"""Words that are not what was decided on, or not shown as they were written, are seen."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from comments.append_only import install_triggers, remove_triggers
from comments.domain.drafts import Draft, make_draft, words_digest
from comments.domain.erasing import erase_response
from comments.domain.moderation import Actor
from comments.domain.posting import Words, add_revision, next_number
from comments.domain.readers import leave
from comments.domain.verifying import find_broken_records
from comments.domain.verifying_words import find_words_shown_otherwise, find_wrong_revisions
from comments.enums import Action, Role, Stance
from comments.markup.rendering import Rendered, render
from comments.models import DeskEntry, Item, Response, Revision
from comments.queries.citations import citation_links
from comments.queries.stances import NONE
from tests.factories import decide, make_formulation, make_response

pytestmark = pytest.mark.django_db


@pytest.fixture
def response(work):
    return make_response(work, name="Ines", author=User.objects.create(username="ines"))


@pytest.fixture
def forge(response):
    """Changes columns of its revision behind the database's back."""

    def forge(**columns: object) -> None:
        remove_triggers(connection)
        Revision.objects.filter(response=response).update(**columns)
        install_triggers(connection)

    return forge


def faults(response: Response) -> list[str]:
    named = f"{response.current}: "
    return [fault.removeprefix(named) for fault in find_wrong_revisions()]


@pytest.mark.parametrize(
    ("columns", "fault"),
    [
        ({"text": "forged text"}, "its stance or its text was altered"),
        ({"stance": Stance.ASKS}, "its stance or its text was altered"),
        ({"name": "Mara"}, "its name was altered"),
        ({"name": ""}, "its name was altered"),
        ({"salt": ""}, "its name was altered"),
        ({"name": "", "salt": "", "text": "forged text"}, "its stance or its text was altered"),
        ({"name_digest": ""}, "its name, its stance or its text was altered"),
    ],
)
def test_forged_words_are_seen(response, forge, columns, fault):
    assert faults(response) == []
    forge(**columns)
    assert faults(response) == [fault]


def test_words_that_are_gone_without_an_erasure_are_seen(response):
    emptied = dict.fromkeys(("name", "text", "html", "salt", "name_digest"), "")
    Revision.objects.update(**emptied, erased_at=timezone.now())
    assert faults(response) == ["its words are gone, and the response is not erased"]


def test_nothing_is_left_to_guess_by_when_who_wrote_it_has_left(response, forge):
    leave(user_id=response.author_id, withdraws=False)
    revision = Revision.objects.get()
    assert (revision.name, revision.salt) == ("", "")
    assert revision.text and revision.name_digest and faults(response) == []
    guesses = {words_digest("Ines", "", revision.text), Draft("Ines", NONE, revision.text).sealed()["digest"]}
    assert revision.digest not in guesses
    forge(text="forged text")
    assert faults(response) == ["its stance or its text was altered"]


def test_nothing_is_left_to_guess_by_after_an_erasure(response):
    decide(response, Action.HOLD, note="Who is this?")
    by = Actor(Role.ADMINISTRATOR, 9, "ada")
    erase_response(response_id=response.pk, by=by, ground="Asked for.")
    assert Revision.objects.values_list("salt", "name_digest").get() == ("", "")
    assert response.decisions.order_by("id").first().written.salt == ""
    assert list(find_wrong_revisions()) == []


def test_revisions_from_before_there_was_a_salt_hold(response, forge):
    """Until who wrote one has left: then nobody can tell any more."""
    digest = words_digest("Ines", "", response.current.text)
    forge(salt="", name_digest="", digest=digest)
    assert faults(response) == []
    forge(text="forged text")
    assert faults(response) == ["its name, its stance or its text was altered"]
    Response.objects.update(author=None)
    assert faults(response) == ["its name, its stance or its text was altered"]


def test_a_stance_is_proved_with_its_formulation(work):
    formulation = make_formulation(work.debate)
    made = make_response(work, stance=Stance.HOLDS, formulation=formulation)
    assert faults(made) == []


def test_equal_words_are_told_by_the_words(response):
    text = response.current.text
    same = make_draft(name="Ines", stance=NONE, text=text, reserved=[])
    assert same.says_the_same_as(response.current)
    for other in (Draft("Mara", NONE, text), Draft("Ines", NONE, text + "."), Draft("", NONE, text)):
        assert not other.says_the_same_as(response.current)
    assert same.sealed()["digest"] != same.sealed()["digest"]


def _words(draft: Draft, rendered: Rendered) -> Words:
    return Words(draft=draft, rendered=rendered, survey=None)


def test_words_shown_otherwise_are_seen(response, forge):
    draft = make_draft(name="", stance=NONE, text=f"See K 1 and R {response.pk}, **well** dug.", reserved=[])
    links = citation_links(draft.text, response.debate)
    add_revision(response, next_number(response), _words(draft, render(draft.text, links)))
    assert list(find_words_shown_otherwise()) == []
    later = Revision.objects.get(number=2)
    remove_triggers(connection)
    Revision.objects.filter(pk=later.pk).update(html=later.html.replace("well", "badly"))
    install_triggers(connection)
    assert list(find_words_shown_otherwise()) == [f"{later}: it is shown otherwise than it was written"]


def test_a_citation_of_what_came_later_does_no_harm(response):
    text = f"See A 1, B9 and R {response.pk + 1} for what is meant."
    draft = make_draft(name="", stance=NONE, text=text, reserved=[])
    rendered = render(draft.text, citation_links(draft.text, response.debate))
    add_revision(response, 2, _words(draft, rendered))
    decide(make_response(response.work), Action.APPROVE)
    assert list(find_words_shown_otherwise()) == []


def test_a_response_that_is_gone_with_all_of_it_is_named(response):
    decision = decide(response, Action.HOLD)
    remove_triggers(connection)
    with connection.constraint_checks_disabled():
        Response.objects.update(current=None)
        for model in (Item, DeskEntry, Revision, Response):
            model.objects.all()._raw_delete("default")
    install_triggers(connection)
    assert list(find_broken_records()) == [
        f"R {response.pk}: decisions on it are recorded, and it is not there"
    ]
    assert list(find_wrong_revisions()) == [
        f"R {response.pk}: decision {decision.pk} names a revision that is not there"
    ]


def test_queries(work, django_assert_num_queries):
    for number in (1, 3):
        for _ in range(number):
            decide(make_response(work), Action.HOLD)
        with django_assert_num_queries(3):
            assert list(find_wrong_revisions()) == []
