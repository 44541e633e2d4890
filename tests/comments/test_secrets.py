"""What is not published is nowhere public."""

import pytest
from django.urls import get_resolver, reverse

from comments.domain.appeals import add_message, uphold_appeal
from comments.domain.drafts import make_draft
from comments.domain.edits import accept_edit, refuse_edit
from comments.domain.erasing import erase_response
from comments.domain.moderation import Actor
from comments.domain.posting import revise_response
from comments.domain.redactions import accept_redaction, propose_redaction, redact_at_once
from comments.domain.screening.settings import Rules
from comments.enums import Action, Reason, Role, Stance, Status
from comments.models import DebateName, DeskNote, Response, Revision
from comments.queries.stances import NONE
from comments.queries.subjects import subject_of
from essays.models import Block, Formulation, Position, Question, Work
from masslinesite.access import Access, access_of
from tests.factories import (
    decide,
    make_appeal,
    make_edit,
    make_flag,
    make_link,
    make_response,
    make_revision,
    make_rules,
    make_screened,
    make_user,
    redaction_of,
)
from tests.public_pages import walk

pytestmark = pytest.mark.django_db
SECRET = "xylograph"
MODERATOR = Actor(Role.MODERATOR, 77, "another moderator")
#: The page repeats what it is asked for, so here the secret is asked for by what stands around it.
SEARCHES = ["q=to+be+seen", "q=to+be+seen&view=kwic", "q=words+with", f"q={SECRET[:4]}*", "q=removed"]
UNPUBLISHED = [Status.PENDING, Status.HELD, Status.REJECTED, Status.WITHDRAWN, Status.REMOVED]
#: Tried in one place alone, to spare the walk.
RARELY = [Status.SECURED, Status.RETURNED]


@pytest.fixture
def secret(small_debate):
    """Responses with a secret word in every place where the public must not find it; gives the numbers
    of those that are published themselves."""
    work = Work.objects.filter(debate=small_debate).first()
    block = work.blocks.filter(number__isnull=False).first()
    formulation = Formulation.objects.filter(debate=small_debate, contested=True).first()
    question = Question.objects.filter(debate=small_debate).first()
    hidden = {"text": f"The {SECRET} is not to be seen.", "name": SECRET.capitalize()}
    position = Position.objects.filter(question=question).first()
    other = Work.objects.filter(debate=small_debate).last().blocks.filter(number__isnull=False).first()
    link = make_link(other, block, other.text[:9], source=block.text[:9], slug="of-secrets")
    account = make_user(SECRET, Role.READER)
    DebateName.objects.create(user=account, debate=small_debate, name=SECRET)
    published = make_response(block, status=Status.PUBLISHED, stance=Stance.ASKS, author=account)
    for target in (work, block, formulation, question, position, link, (block, other), published):
        for status in UNPUBLISHED:
            make_response(target, status=status, author=account, **hidden)
    for status in RARELY:
        make_response(block, status=status, **hidden)
    screened(published)
    changed = [revised(block), edited(block), mended(block)]
    redressed(block, hidden)
    shown = [flagged(block), redacted(block), tombstone(block), erased(block)]
    return [published.pk, *changed, *shown]


def screened(response):
    """The word is one of a list, so that the notes of the screening and the rules name it."""
    make_rules(Rules(hold=(SECRET,)))
    make_screened(make_response(response, text=f"Held for {SECRET} and {SECRET}s.", name=SECRET))


def redressed(block, hidden):
    """Appeals, open and decided, against what is not shown."""
    for status in (Status.REJECTED, Status.REMOVED):
        open_one, upheld = (make_response(block, status=status, **hidden) for _ in range(2))
        make_appeal(open_one, f"The {SECRET} was meant otherwise than it was read.")
        add_message(response_id=open_one.pk, by=MODERATOR, text=f"Which {SECRET}?")
        appeal = make_appeal(upheld, f"The {SECRET} was meant otherwise than it was read.")
        note = f"It says {SECRET}."
        uphold_appeal(response_id=upheld.pk, by=MODERATOR, appeal_id=appeal.pk, note=note)


def flagged(block):
    """A published response with a flag whose note is for the moderators; and one that its flags hold."""
    row = make_response(block, status=Status.PUBLISHED, text="Words to be flagged.")
    held = make_response(block, status=Status.PUBLISHED, text=f"Words with {SECRET}, to be held.")
    for each in (row, held, held, held):
        make_flag(each, note=f"It is about {SECRET}.")
    return row.pk


def redacted(block):
    """A published response with words withheld, at once and by its author's leave; two earlier revisions
    hold them."""
    row = make_response(block, text=f"A {SECRET}, first of all, and another {SECRET}.")
    make_revision(row, text=f"A {SECRET}, to be seen, and another {SECRET}.")
    decide(row, Action.APPROVE)
    how = {"response_id": row.pk, "by": MODERATOR}
    redact_at_once(proposal=redaction_of(row, f"{SECRET} #1", note=f"Without {SECRET}."), **how)
    proposal = redaction_of(row, f"another {SECRET}", note=f"Without the other {SECRET}.")
    redaction = propose_redaction(proposal=proposal, **how)
    accept_redaction(response_id=row.pk, redaction_id=redaction.pk)
    return row.pk


def revised(block):
    """A published response whose first words, and the notes on them, were other ones."""
    row = make_response(block, text=f"First words with {SECRET}.", name=SECRET)
    decide(row, Action.HOLD, note=f"What is {SECRET}?")
    DeskNote.objects.create(response=row, by_name=SECRET, text=f"Who is {SECRET}?", at=row.submitted_at)
    draft = make_draft(name="Ines", stance=NONE, text="Second words, to be seen by all.", reserved=[])
    revise_response(response_id=row.pk, seen_digest=row.current.digest, draft=draft)
    decide(row, Action.APPROVE, note=f"Thanks for leaving out {SECRET}.")
    return row.pk


def edited(block):
    """A published response with an accepted edit, a refused one, and one that waits."""
    row = make_response(block, status=Status.PUBLISHED)
    by = Actor(Role.MODERATOR, 0, "desk")
    accepted = make_edit(row, "Other words, to be seen by all.")
    accept_edit(response_id=row.pk, by=by, seen_digest=accepted.digest, note=f"Nothing of {SECRET} in it.")
    refused = make_edit(row, f"Refused words with {SECRET}.", name=SECRET)
    refuse_edit(response_id=row.pk, by=by, seen_digest=refused.digest, reason=Reason.PERSON)
    make_edit(row, f"Words with {SECRET} that wait.", name=SECRET)
    return row.pk


def mended(block):
    """A response that was approved by mistake, then taken away after it was published, then published in
    other words, which were edited."""
    row = make_response(block, text=f"Words with {SECRET} approved by mistake.", name=SECRET)
    decide(row, Action.APPROVE)
    decide(row, Action.UNDO)
    decide(row, Action.APPROVE)
    decide(row, Action.SECURE)
    draft = make_draft(name="Ines", stance=NONE, text="Mended words, to be seen by all.", reserved=[])
    revise_response(response_id=row.pk, seen_digest=row.current.digest, draft=draft)
    decide(row, Action.APPROVE)
    words = make_edit(row, "Mended words, edited once more.")
    accept_edit(response_id=row.pk, by=Actor(Role.MODERATOR, 0, "desk"), seen_digest=words.digest)
    return row.pk


def tombstone(block):
    """A removed response that stays for its reply; a removed reply below it does not."""
    row = make_response(block, text=f"Removed words with {SECRET}.", name=SECRET, status=Status.PUBLISHED)
    make_response(row, status=Status.PUBLISHED)
    gone = make_response(row, text=f"Removed reply with {SECRET}.", status=Status.PUBLISHED)
    for each in (gone, row):
        decide(each, Action.REMOVE, note=f"Because of {SECRET}.")
    return row.pk


def erased(block):
    """A response that was shown, and stays for its reply without a word; erased as it is at the desk, and not
    by its status alone."""
    row = make_response(block, text=f"Erased words with {SECRET}.", name=SECRET, status=Status.PUBLISHED)
    make_response(row, status=Status.PUBLISHED)
    by = Actor(Role.ADMINISTRATOR, 9, "ada")
    erase_response(response_id=row.pk, by=by, ground="Asked for by its author.")
    return row.pk


def addresses(debate):
    """Where a walk begins: beyond the home page, what no link leads to while it is not published."""
    numbers = Response.objects.values_list("pk", flat=True)
    scopes = [
        reverse("debate-responses", args=[debate.slug]),
        *(reverse("work-responses", args=[work.slug]) for work in Work.objects.all()),
        *(
            reverse("paragraph-responses", args=[block.work.slug, block.number])
            for block in Block.objects.filter(number__isnull=False).select_related("work")
        ),
        *(
            reverse("formulation-responses", args=[debate.slug, each.slug])
            for each in debate.formulations.all()
        ),
        *(reverse("question-responses", args=[debate.slug, each.slug]) for each in debate.questions.all()),
        *sorted({subject_of(row).responses_url for row in Response.objects.all()}),
    ]
    return [
        "/",
        reverse("responses-feed", args=[debate.slug]),
        reverse("debate-figures", args=[debate.slug]),
        reverse("figures-csv"),
        *(f"/responses/{pk}/" for pk in numbers),
        *(f"/responses/{pk}/respond/" for pk in numbers),
        *(f"/responses/{pk}/revisions/" for pk in numbers),
        *(f"/responses/{pk}/flag/" for pk in numbers),
        *(f"/responses/{pk}/flag/sent/" for pk in numbers),
        *scopes,
        *(f"{scope}?order=newest" for scope in scopes),
        *(f"{scopes[0]}?stance={stance}" for stance in ("neither", "asks", "informs")),
        *(f"{scopes[0]}?after={pk}" for pk in numbers),
        *(reverse("term-csv", args=[debate.slug, each.slug]) for each in debate.terms.all()),
        *(f"{reverse('search')}?{query}" for query in SEARCHES),
    ]


def test_a_walk_over_all_public_pages_finds_no_secret(client, secret, small_debate):
    found = dict(walk(client, *addresses(small_debate)))
    telling = [address for address, each in found.items() if SECRET in each.content.decode().lower()]
    assert telling == []
    assert {each.status_code for each in found.values()} == {200, 404}
    assert found[f"/responses/{secret[0]}/"].status_code == 200


def test_the_pages_of_one_account_say_nothing_of_another(client, secret, small_debate):
    client.force_login(make_user("rea", Role.READER))
    numbers = Response.objects.values_list("pk", flat=True)
    pages = [
        *("/account/", "/account/names/", f"/account/names/{small_debate.slug}/", "/account/sessions/"),
        *("/account/second-factor/", "/account/password/", "/account/leave/"),
        *(f"/receipts/own-{pk}/{page}" for pk in numbers for page in ("", "edit/", "withdraw/")),
        *(f"/responses/{pk}/respond/" for pk in numbers),
    ]
    assert [page for page in pages if SECRET in client.get(page).content.decode().lower()] == []


def test_the_walk_reaches_every_kind_of_public_page(client, secret, small_debate):
    reached = {
        response.resolver_match.view_name
        for _, response in walk(client, *addresses(small_debate))
        if response.status_code == 200
    }
    public = {
        pattern.name
        for part in get_resolver().url_patterns
        for pattern in getattr(part, "url_patterns", [part])
        if access_of(pattern.callback) == Access.PUBLIC
    }
    assert public - reached == set()
    assert len(public) > 10


def test_the_walk_would_find_a_secret(client, secret, small_debate):
    row = Response.objects.select_related("current").get(pk=secret[0])
    words = {
        "number": 2,
        "name": SECRET,
        "text": "x",
        "html": "<p>x</p>",
        "renderer": "test-1",
        "digest": "0" * 64,
    }
    row.current = Revision.objects.create(response=row, created_at=row.submitted_at, **words)
    row.save()
    telling = [
        address
        for address, response in walk(client, *addresses(small_debate))
        if SECRET in response.content.decode().lower()
    ]
    assert f"/responses/{row.pk}/" in telling
    assert reverse("responses-feed", args=[small_debate.slug]) in telling


@pytest.mark.parametrize("query", ["q={}", 'q="{}"', "q={}*", "q={}&view=kwic", "q={}&kind=response"])
def test_a_search_for_the_secret_is_answered_as_one_for_a_word_that_is_nowhere(client, secret, query):
    def answer(word):
        page = client.get(f"{reverse('search')}?{query.format(word)}").content.decode()
        return page.replace(word, "")

    assert "Nothing found" in answer(SECRET)
    assert answer(SECRET) == answer("quodlibeth")


def test_a_search_finds_the_word_while_it_is_published(client, small_debate):
    row = make_response(Work.objects.first(), text=f"The {SECRET} is to be seen.", status=Status.PUBLISHED)
    found = f"<mark>{SECRET}</mark>"
    assert found in client.get(f"{reverse('search')}?q={SECRET}").content.decode()
    assert SECRET in client.get(f"{reverse('search')}?q=to+be+seen").content.decode()
    decide(row, Action.REMOVE)
    assert found not in client.get(f"{reverse('search')}?q={SECRET}").content.decode()


@pytest.mark.parametrize(
    "page",
    ["/responses/{}/", "/responses/{}/respond/", "/responses/{}/revisions/", "/responses/{}/flag/"],
)
def test_an_unpublished_response_and_a_missing_one_have_the_same_answer(client, secret, page):
    def answer(pk):
        response = client.get(page.format(pk))
        same = response.content.decode().replace(response["X-Request-ID"], "").replace(f"/{pk}/", "/0/")
        return response.status_code, same, set(response.headers)

    missing = answer(999_999)
    assert missing[0] == 404
    for row in Response.objects.exclude(pk__in=secret).exclude(status=Status.PUBLISHED):
        assert answer(row.pk) == missing


def test_counts_are_of_published_responses_alone(client, secret, small_debate):
    page = client.get(reverse("debate-responses", args=[small_debate.slug])).content.decode()
    published = Response.objects.published()
    threads = published.values("root").distinct().count()
    assert f"{published.count()} responses in {threads} threads" in page
