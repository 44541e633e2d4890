"""A change puts those pages out of date that show it: each is made, and all pages are looked at."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse

from comments.domain import first_policy
from comments.domain.edits import accept_edit
from comments.domain.moderation import Actor
from comments.domain.policy import adopt_policy, current_version
from comments.domain.readers import leave
from comments.domain.redactions import redact_at_once, refuse_redaction
from comments.enums import Action, Role, Status
from comments.models import Redaction, Rendering, Response
from comments.rules import REASON_TEXTS
from essays.domain.links.deciding import Editor, decide_link
from essays.domain.links.stored import state_of
from essays.enums import LinkStatus
from essays.models import Block, Debate, Link
from masslinesite.page_front import PageFront, key_of
from masslinesite.pieces import forget_pieces
from tests.essays.domain.links.makers import verdict_on
from tests.factories import decide, make_edit, make_flag, make_response, make_user, redaction_of
from tests.site.test_public_pages import ADDRESSES
from tests.wsgi import ask, connections_stay_open, environ_of

MODERATOR = Actor(Role.MODERATOR, 0, "desk")
OTHER_WORK = "for-the-window"
#: Made for each reader anew: every decision moves what they show, or what they were asked is a reader's own.
NEVER_KEPT = {"figures", "debate-figures", "figures-csv", "search-words"}


@pytest.fixture
def site(small_debate: Debate, shelf_links: Debate, pieces_are_kept: None) -> Iterator[SimpleNamespace]:
    """A debate with published responses to one of everything, and its reading pages by name."""
    one = Block.objects.get(work__slug="on-weeding", number=1)
    other = Block.objects.get(work__slug=OTHER_WORK, number=2)
    first = make_response(one, text="The full shelf is nobody’s shelf.", status=Status.PUBLISHED)
    reply = make_response(first, text="It is the shelf of those who come.", status=Status.PUBLISHED)
    make_edit(first, "The full shelf is no one’s shelf.")
    waiting = Response.objects.select_related("proposed").get(pk=first.pk).proposed
    accept_edit(response_id=first.pk, by=MODERATOR, seen_digest=waiting.digest)
    make_response(small_debate.formulations.first(), status=Status.PUBLISHED)
    last = {
        "formulation-responses": small_debate.formulations.first().slug,
        "question-responses": small_debate.questions.first().slug,
        "response": first.pk,
        "response-revisions": first.pk,
    }
    pages = {
        name: reverse(name, args=[last[name] if part is None else part for part in parts])
        for name, parts in ADDRESSES.items()
    } | {
        "search-words": reverse("search") + "?q=shelf",
        "reply": reverse("response", args=[reply.pk]),
        "other-work": reverse("work", args=[OTHER_WORK]),
        "other-paragraph": reverse("paragraph", args=[OTHER_WORK, 2]),
        "other-responses": reverse("work-responses", args=[OTHER_WORK]),
    }
    with connections_stay_open():
        yield SimpleNamespace(
            debate=small_debate,
            one=one,
            other=other,
            first=first,
            reply=reply,
            link=Link.objects.get(slug="b2-a1"),
            pages=pages,
            front=PageFront(WSGIHandler(), limit=50_000_000),
        )
    forget_pieces()


def look(site: SimpleNamespace) -> dict[str, bytes]:
    """Each page as a reader gets it now; from memory where it is kept."""
    answers = {name: ask(site.front, address) for name, address in site.pages.items()}
    assert {answer.status for answer in answers.values()} <= {200, 404}
    return {name: answer.body for name, answer in answers.items()}


def look_anew(site: SimpleNamespace) -> dict[str, bytes]:
    """Made from the records alone: no page, no piece and no rendering that was kept before."""
    forget_pieces()
    Rendering.objects.all().delete()
    return look(SimpleNamespace(pages=site.pages, front=PageFront(WSGIHandler(), limit=0)))


def out_of_date(site: SimpleNamespace) -> set[str]:
    """The pages that would be made anew, if they were asked for now."""
    keys = {name: key_of(environ_of(address)) for name, address in site.pages.items()}
    return {name for name, key in keys.items() if site.front.kept(key) is None}


def publish(site: SimpleNamespace, target: object, **words: str) -> Response:
    return make_response(target, status=Status.PUBLISHED, **words)


def change_words(site: SimpleNamespace) -> None:
    make_edit(site.first, "The full shelf is everybody’s shelf.")
    waiting = Response.objects.select_related("proposed").get(pk=site.first.pk).proposed
    accept_edit(response_id=site.first.pk, by=MODERATOR, seen_digest=waiting.digest)


def judge_link(site: SimpleNamespace) -> None:
    link = Link.objects.get(pk=site.link.pk)
    said = verdict_on(link, status=LinkStatus.DISMISSED, reason="The same by chance.")
    editor = Editor(make_user("ada", Role.EDITOR).pk, "ada")
    decide_link(link_id=link.pk, verdict=said, seen=state_of(link), by=editor)


def adopt(site: SimpleNamespace) -> None:
    adopt_policy(
        text=first_policy.TEXT + "\nNobody is shouted at.",
        reasons=REASON_TEXTS,
        changed="A sentence more.",
        seen=current_version(),
        role=Role.ADMINISTRATOR,
        user_id=9,
        name="ada",
    )


def refuse(site: SimpleNamespace) -> None:
    redaction = Redaction.objects.get(response=site.reply)
    refuse_redaction(response_id=site.reply.pk, redaction_id=redaction.pk)


def leave_account(site: SimpleNamespace) -> None:
    """Of a second response of the site's, so that the first is whole for what comes after."""
    writer = make_user("ines", Role.READER)
    Response.objects.filter(pk=site.reply.pk).update(author=writer)
    leave(user_id=writer.pk, withdraws=False)


def withhold(site: SimpleNamespace) -> None:
    proposal = redaction_of(site.reply, "those who come")
    redact_at_once(response_id=site.reply.pk, by=MODERATOR, proposal=proposal)


def test_what_waits_or_is_decided_out_of_sight_leaves_every_page_as_it_is(site):
    before = look(site)
    for action in (Action.REJECT, Action.HOLD, Action.RETURN, Action.WITHDRAW):
        decide(make_response(site.one, text="Not yet seen by anyone."), action)
    make_response(site.one, text="Not yet seen by anyone.")
    make_edit(site.reply, "It is the shelf of those who stay.")
    make_flag(site.reply)
    assert out_of_date(site) == NEVER_KEPT
    after = look_anew(site)
    assert {name for name in site.pages if after[name] != before[name]} <= NEVER_KEPT


#: The front page, a debate's and a work's say how many responses there are, whatever their words.
COUNTED = {"home", "debate", "work"}
#: Editors' notes, tables and links change rarely, and then every page of their debate is made anew.
OF_TEXTS = {
    *("about", "authorities", "beside-choose", "cite", "cite-bibtex", "cite-csl", "compare", "search"),
    *("term", "term-csv", "terms", "house-rules", "house-rules-history", "house-rules-version"),
    *("formulation-responses", "position-responses", "question-responses", "reply", "response"),
}
#: Each change, and the pages that are out of date with it without saying anything else: those that share a
#: key with what changes. Every page that does say something else must be out of date, and no further one.
CHANGES: dict[str, tuple[Callable[[SimpleNamespace], object], set[str]]] = {
    "a response is published": (lambda site: publish(site, site.one), set()),
    "a reply is published": (
        lambda site: publish(site, site.first),
        {"reply", "response-revisions"},
    ),
    "an edit is accepted": (change_words, COUNTED),
    "words are withheld": (withhold, COUNTED | {"response-revisions"}),
    "its author does not agree": (refuse, COUNTED | {"response-revisions", "responses-feed"}),
    "a response to two paragraphs is published": (lambda site: publish(site, (site.one, site.other)), set()),
    "a link is answered": (lambda site: publish(site, site.link), set()),
    "an author leaves, and the words stay": (leave_account, COUNTED | {"response-revisions"}),
    "a response above another is removed": (lambda site: decide(site.first, Action.REMOVE), set()),
    "its tombstone is erased": (
        lambda site: decide(site.first, Action.ERASE),
        COUNTED | {"responses-feed"},
    ),
    "a link is dismissed": (judge_link, OF_TEXTS),
    "other rules are adopted": (adopt, set()),
}


#: After these all pages are made anew and compared with what is kept: what a change should have put out of
#: date, and did not, is still as it was then. After each change it would take minutes.
COMPARED_AFTER = {"a link is answered", "an author leaves, and the words stay", "other rules are adopted"}


def test_a_change_puts_out_of_date_the_pages_that_show_it(site):
    found = {}
    now = look(site)
    for name, (change, _) in CHANGES.items():
        before, kept = now, set(site.pages) - out_of_date(site)
        change(site)
        stale = kept & out_of_date(site)
        now = look(site)
        found[name] = {each for each in stale if now[each] == before[each]}
        if name in COMPARED_AFTER:
            anew = look_anew(site)
            assert {each for each in site.pages if anew[each] != now[each]} <= NEVER_KEPT, name
    assert set(CHANGES) > COMPARED_AFTER
    assert found == {name: extra for name, (_, extra) in CHANGES.items()}
