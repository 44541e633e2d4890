"""What is not published is nowhere public: neither its words nor that it is there.

One walk before anything is hidden and one after it, over every address that can be asked for without signing
in; their answers are kept, and the tests look at them.
"""

import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from comments.domain.exporting_account import export_account
from comments.domain.mailing import send_due
from comments.domain.notifying import confirm, confirming, subscribe
from comments.enums import Action, Role, Status
from comments.models import Flag, Response, Revision
from comments.queries.subjects import pair_subject
from essays.models import Debate, Work
from masslinesite.access import Access, access_of
from tests.comments.planting import MODERATOR, Ground, lay_down, plant
from tests.comments.remembering import all_rows
from tests.factories import decide, make_response, make_user
from tests.public_pages import walk

SECRET = re.compile(rb"zq[a-z]{3,}", re.IGNORECASE)
HASH = re.compile(rb"\b[0-9a-f]{64}\b")
#: What differs from answer to answer, whatever is in the database: form keys and tokens.
CHANGING = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[^"]*|(?<=name="form_key" value=")[^"]*')
MISSING = 999_999
#: Numbers after those of what is published; all that is hidden gets some of them.
ROOM = 70
NOWHERE = "quodlibeth"
SEARCHES = ["q={}", 'q="{}"', "q={}*", "q={}&view=kwic", "q={}&kind=response", "q={}&sort=newest"]
#: The page repeats what it is asked for, so here hidden words are asked for by what stands around them.
AROUND = ["q=to+be+seen", "q=to+be+seen&view=kwic", "q=words+with", "q=zq*", "q=removed", "q=says"]
OF_ONE = ["/responses/{}/", "/responses/{}/respond/", "/responses/{}/revisions/", "/responses/{}/flag/"]
OF_ONE += ["/responses/{}/flag/sent/"]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def everything(self) -> bytes:
        return repr((self.status, self.headers)).encode() + self.body


@dataclass
class Walked:
    """``before`` and ``after``: the answers by address, before and after everything was hidden; ``asked``:
    those to other requests, by what was asked; ``controls``: those after something hidden was published.

    ``compared``: of each hidden response and each kind of request whether the answer is that of a missing
    one. ``searched``: by the address, the answers to a hidden word and to one that is nowhere.
    """

    hidden: list[int]
    reached: set[str] = field(default_factory=set)
    before: dict[str, Answer] = field(default_factory=dict)
    after: dict[str, Answer] = field(default_factory=dict)
    asked: dict[str, Answer] = field(default_factory=dict)
    controls: dict[str, Answer] = field(default_factory=dict)
    compared: dict[str, bool] = field(default_factory=dict)
    searched: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    hashes: set[bytes] = field(default_factory=set)


@pytest.fixture(scope="module")
def walked(request, databases, django_db_blocker) -> Walked:
    """All that is asked for, once for this module; nothing of it is left in the database."""
    with django_db_blocker.unblock():
        databases.use_copy("small_debate", request)
        with override_settings(OFFERS_MAIL=True), transaction.atomic():
            found = walk_all(Debate.objects.get())
            transaction.set_rollback(True)
    return found


def walk_all(debate: Debate) -> Walked:
    ground = lay_down(debate)
    last = Response.objects.latest("pk").pk
    room = range(last + 1, last + 1 + ROOM)
    starts = addresses(ground, [*range(ground.shown[0], last + 1), *room, MISSING])
    found = Walked(hidden=[])
    found.before = walk_once(starts, found.reached)
    plant(ground)
    found.hidden = list(Response.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True))
    assert set(found.hidden) <= set(room)
    found.hashes = {each.encode() for each in hashes_of_hidden(found.hidden)}
    found.after = walk_once(starts, found.reached)
    ask_otherwise(found)
    ask_signed_in(found, ground)
    compare_with_missing(found)
    search_for_words(found)
    read_mail_of_others(found, ground)
    publish_one(found)
    return found


def patterns(found: list, prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    for each in found:
        route = prefix + str(each.pattern)
        if not isinstance(each, URLResolver):
            yield route, each
        elif each.app_name != "admin":
            yield from patterns(each.url_patterns, route)


ALL = list(patterns(get_resolver().url_patterns))
OPEN = [each for each in ALL if access_of(each[1].callback) in (Access.PUBLIC, Access.PERSONAL)]
CLOSED = [each for each in ALL if each not in OPEN]


def fill(route: str, values: dict[str, list[object]]) -> Iterator[str]:
    """The addresses of a route. A parameter that is not among ``values`` has to be put there: KeyError."""
    names = re.findall(r"<(?:\w+:)?(\w+)>", route)
    for chosen in itertools.product(*(values[name] for name in names)):
        address = route
        for value in chosen:
            address = re.sub(r"<[^>]*>", str(value), address, count=1)
        yield address


def values_of(ground: Ground, numbers: list[int]) -> dict[str, list[object]]:
    """What each parameter of an address can be: what is there, and something that is not."""
    debate = ground.debate
    paragraphs = [f"{block.work.siglum}{block.number}" for block in (ground.block, ground.other)]
    return {
        "debate": [debate.slug, "nowhere"],
        "work": [*Work.objects.values_list("slug", flat=True), "nowhere"],
        "number": [1, 2, MISSING],
        "pk": numbers,
        "a": paragraphs[:1],
        "b": paragraphs[1:],
        "link": ["of-secrets", "nowhere"],
        "term": [*debate.terms.values_list("slug", flat=True), "nowhere"],
        "formulation": [*debate.formulations.values_list("slug", flat=True), "nowhere"],
        "question": [*debate.questions.values_list("slug", flat=True)[:2], "nowhere"],
        "siglum": ["A", "Q"],
        "code": [ground.code, "abcd-" * 6 + "zzzz", "own-1"],
        "token": ["nonsense"],
        "version": [1, MISSING],
    }


def addresses(ground: Ground, numbers: list[int]) -> list[str]:
    """Where a walk begins: every open address, and the query strings that its pages read."""
    values = values_of(ground, numbers)
    filled = [address for route, _ in OPEN for address in fill(route, values)]
    threads = [each for each in filled if each.endswith("/responses/") and "nowhere" not in each]
    pair = pair_subject(ground.debate, *((each.work.siglum, each.number) for each in ground.targets["pair"]))
    whole = reverse("debate-responses", args=[ground.debate.slug])
    return [
        *filled,
        *(f"{thread}?order=newest" for thread in (*threads, pair.responses_url)),
        *(f"{whole}?stance={stance}" for stance in ("neither", "asks", "informs")),
        *(f"{whole}?after={number}" for number in numbers),
        *(f"{whole}?order=newest&after={number}" for number in numbers[-5:]),
        *(f"/responses/{ground.published.pk}/?after={number}" for number in numbers),
        *(f"{reverse('search')}?{query}" for query in AROUND),
        *("/nowhere/", "/robots.txt", "/sitemap.xml", "/favicon.ico", "/responses/abc/", "/?format=json"),
    ]


def answer_of(response: HttpResponse) -> Answer:
    """What can be compared of it: the request's own number is another each time, as are tokens."""
    headers = {name: value for name, value in response.headers.items() if name != "X-Request-ID"}
    body = b"".join(response.streaming_content) if response.streaming else response.content
    body = body.replace(response.headers.get("X-Request-ID", "-").encode(), b"")
    return Answer(response.status_code, headers, CHANGING.sub(b"", body))


def walk_once(starts: list[str], reached: set[str]) -> dict[str, Answer]:
    """Without what is only for whoever has the address' receipt or account, which are asked for besides."""
    found = {}
    for address, response in walk(Client(raise_request_exception=False), *starts):
        found[address] = answer_of(response)
        if response.status_code == 200:
            reached.add(response.resolver_match.view_name)
    return found


def ask_otherwise(found: Walked) -> None:
    """One address of each kind by other methods, as a fragment, and whether it has changed; closed ones."""
    client, kinds = Client(raise_request_exception=False), {}
    for address, answer in found.after.items():
        kinds[re.sub(r"\d+|\?.*", "", address), answer.status] = address
    for address in kinds.values():
        etag = found.after[address].headers.get("ETag", '"x"')
        requests = {
            "fragment": client.get(address, headers={"HX-Request": "true"}),
            "head": client.head(address),
            "options": client.options(address),
            "unchanged": client.get(address, headers={"If-None-Match": etag}),
            "since": client.get(address, headers={"If-Modified-Since": "Thu, 01 Jan 2026 00:00:00 GMT"}),
            "compressed": client.get(address, headers={"Accept-Encoding": "identity"}),
        }
        found.asked |= {f"{name} {address}": answer_of(each) for name, each in requests.items()}
    values = values_of_closed(found)
    for route, _ in CLOSED:
        for address in fill(route, values):
            found.asked[f"anonymous {address}"] = answer_of(client.get(address))


def values_of_closed(found: Walked) -> dict[str, list[object]]:
    return {"pk": [found.hidden[0], MISSING], "debate": [Debate.objects.get().slug]}


def ask_signed_in(found: Walked, ground: Ground) -> None:
    """Another reader's account, with all that the site keeps of it, and what is closed to it."""
    client, rea = Client(raise_request_exception=False), make_user("rea", Role.READER)
    client.force_login(rea)
    values = values_of_closed(found)
    pages = [address for route, _ in CLOSED for address in fill(route, values)]
    pages += [page.format(number) for page in OF_ONE for number in found.hidden[::9]]
    for number in found.hidden:
        pages += [f"/receipts/own-{number}/{page}" for page in ("", "edit/", "withdraw/")]
    for page in pages:
        if "logout" not in page:
            found.asked[f"reader {page}"] = answer_of(client.get(page))
    with zipfile.ZipFile(io.BytesIO(export_account(user_id=rea.pk))) as file:
        exported = b"".join(file.read(name) for name in file.namelist())
    found.asked["reader's export"] = Answer(200, {}, exported)


def compare_with_missing(found: Walked) -> None:
    """By every method, a POST with words too: the answers but for the number in the address."""
    client = Client(raise_request_exception=False)
    sent = {"text": "Words that are sent to it.", "reason": "other", "note": "Look.", "form_key": "x"}
    ways = {"get": {}, "head": {}, "options": {}, "post": {"data": sent}, "put": {}}

    def ask(page: str, way: str, number: int) -> Answer:
        answer = answer_of(getattr(client, way)(page.format(number), **ways[way]))
        plain = {name: value.replace(str(number), "0") for name, value in answer.headers.items()}
        plain.pop("ETag", None)
        plain.pop("Content-Length", None)
        return Answer(answer.status, plain, re.sub(rb"\b%d\b" % number, b"0", answer.body))

    for page, way in itertools.product(OF_ONE, ways):
        missing = ask(page, way, MISSING)
        for number in found.hidden if way == "get" else found.hidden[::5]:
            found.compared[f"{way} {page.format(number)}"] = ask(page, way, number) == missing


def search_for_words(found: Walked) -> None:
    client = Client()
    words = {word.lower().decode() for _, row in all_rows() for word in SECRET.findall(row.encode())}
    queries = [(SEARCHES[0], word) for word in sorted(words)]
    queries += [(query, "zqpendingblock") for query in SEARCHES]
    for query, word in queries:
        asked = (f"{reverse('search')}?{query.format(each)}" for each in (word, NOWHERE))
        answers = [client.get(address).content for address in asked]
        pair = (answers[0].replace(word.encode(), b""), answers[1].replace(NOWHERE.encode(), b""))
        found.searched[query.format(word)] = pair


def read_mail_of_others(found: Walked, ground: Ground) -> None:
    """What somebody is told by e-mail, and by the feed at the receipt, when their response is decided on."""
    where = {"code": ground.code, "site": "https://reading.example"}
    asked = subscribe(response_id=ground.follower.pk, address="otto@mail.example", **where)
    confirm(confirming.sign(asked.key))
    decide(ground.follower, Action.REMOVE, note="It is off the subject.", by=MODERATOR)
    mail.outbox.clear()
    send_due(timezone.now() + timedelta(minutes=1))
    told = [each for each in mail.outbox if each.to == ["otto@mail.example"]]
    found.asked["mail"] = Answer(200, {}, b"".join(bytes(each.message()) for each in told))
    for page in ("", "feed/", "print/", "appeal/"):
        address = f"/receipts/{ground.code}/{page}"
        found.asked[f"decided {address}"] = answer_of(Client().get(address))


def publish_one(found: Walked) -> None:
    """So that it is seen that the walk would find what it looks for."""
    row = Response.objects.filter(pk__in=found.hidden, status=Status.PENDING, parent=None).first()
    decide(row, Action.APPROVE)
    feed = reverse("responses-feed", args=[row.debate.slug])
    for address in (f"/responses/{row.pk}/", feed, reverse("search") + "?q=to+be+seen", "/"):
        found.controls[address] = answer_of(Client().get(address))


def hashes_of_hidden(hidden: list[int]) -> Iterator[str]:
    """Of receipts and forms, of words that are not shown, of those who flagged."""
    for row in Response.objects.all():
        yield from (row.form_key, row.receipt_hash)
    yield from Revision.objects.filter(response__in=hidden).values_list("digest", flat=True)
    for flag in Flag.objects.all():
        yield from (flag.sender, flag.across)


def test_no_answer_has_a_word_that_is_hidden(walked):
    answers = [*walked.after.items(), *walked.asked.items()]
    told = [(address, word) for address, each in answers for word in SECRET.findall(each.everything)]
    assert told == []
    assert len(walked.after) > 500
    assert b"R " in walked.asked["mail"].body


def test_no_answer_has_a_hash_that_would_tell_something(walked):
    answers = [*walked.after.items(), *walked.asked.items()]
    found = (
        (address, walked.hashes.intersection(HASH.findall(each.everything))) for address, each in answers
    )
    assert [each for each in found if each[1]] == []
    assert len(walked.hashes) > 100


def test_what_is_hidden_makes_no_difference(walked):
    """Counts, orders, cursors, links, ETags, times: every answer is byte for byte what it was before."""
    assert walked.before.keys() == walked.after.keys()
    assert [address for address in walked.before if walked.before[address] != walked.after[address]] == []


def test_a_hidden_response_and_a_missing_one_have_the_same_answer(walked):
    assert [asked for asked, same in walked.compared.items() if not same] == []
    assert len(walked.compared) > 400


def test_a_search_for_a_hidden_word_is_answered_as_one_for_a_word_that_is_nowhere(walked):
    assert [query for query, (one, other) in walked.searched.items() if one != other] == []
    assert len(walked.searched) > 100
    assert all(b"Nothing found" in one for one, _ in walked.searched.values())


def test_every_answer_is_a_page_a_way_or_a_refusal(walked):
    answers = [*walked.after.values(), *walked.asked.values()]
    assert {each.status for each in answers} <= {200, 204, 301, 302, 303, 304, 403, 404, 405, 422, 429}


def test_the_walk_reaches_every_kind_of_public_page(walked):
    public = {pattern.name for _, pattern in OPEN if access_of(pattern.callback) == Access.PUBLIC}
    assert public - walked.reached == set()


def test_the_walk_would_find_what_it_looks_for(walked):
    seen = {address: bool(SECRET.search(each.body)) for address, each in walked.controls.items()}
    assert list(seen.values())[:3] == [True, True, True], seen
    (home,) = (address for address in seen if address == "/")
    assert walked.controls[home] != walked.after[home]


def test_a_search_finds_the_word_while_it_is_published(client, small_debate):
    row = make_response(Work.objects.first(), text="The xylograph is to be seen.", status=Status.PUBLISHED)
    found = "<mark>xylograph</mark>"
    assert found in client.get(f"{reverse('search')}?q=xylograph").content.decode()
    assert "xylograph" in client.get(f"{reverse('search')}?q=to+be+seen").content.decode()
    decide(row, Action.REMOVE)
    assert found not in client.get(f"{reverse('search')}?q=xylograph").content.decode()
