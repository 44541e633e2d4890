"""Asks for everything that can be asked for without being an author or a moderator, and keeps the answers.

One walk before anything is hidden and one after it, over every open address, which come from the resolver;
then other kinds of requests, an account of somebody else, mail, searches.
"""

import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from django.core import mail
from django.http import HttpResponse
from django.test import Client
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
from tests.factories import decide, make_user
from tests.public_pages import walk

SECRET = re.compile(rb"xylo[a-z]{3,}", re.IGNORECASE)
HASH = re.compile(rb"\b[0-9a-f]{64}\b")
#: What differs from answer to answer, whatever is in the database: form keys and tokens.
CHANGING = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[^"]*|(?<=name="form_key" value=")[^"]*')
MISSING = 999_999
#: Numbers after those of what is published; all that is hidden gets some of them. The walk asks for a few,
#: ``compare_with_missing`` for each.
ROOM = 70
NOWHERE = "quodlibeth"
SEARCHES = ["q={}", 'q="{}"', "q={}*", "q={}&view=kwic", "q={}&kind=response", "q={}&sort=newest"]
#: The page repeats what it is asked for, so here hidden words are asked for by what stands around them.
AROUND = ["q=to+be+seen", "q=to+be+seen&view=kwic", "q=words+with", "q=xylo*", "q=removed", "q=says"]
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
    ``reached``: by the name of the page and the status, an address that was answered so.

    ``compared``: of each hidden response and each kind of request whether the answer is that of a missing
    one. ``searched``: by the address, the answers to a hidden word and to one that is nowhere.
    """

    hidden: list[int]
    reached: dict[tuple[str, int], str] = field(default_factory=dict)
    before: dict[str, Answer] = field(default_factory=dict)
    after: dict[str, Answer] = field(default_factory=dict)
    asked: dict[str, Answer] = field(default_factory=dict)
    controls: dict[str, Answer] = field(default_factory=dict)
    compared: dict[str, bool] = field(default_factory=dict)
    searched: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    hashes: set[bytes] = field(default_factory=set)


def walk_all(debate: Debate) -> Walked:
    ground = lay_down(debate)
    last = Response.objects.latest("pk").pk
    room = range(last + 1, last + 1 + ROOM)
    starts = addresses(ground, [*range(ground.shown[0], last + 1), *room[:40:8], MISSING])
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
        "code": [ground.code, "own-1"],
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
        *(f"{whole}?order=newest&after={number}" for number in numbers[-6:]),
        *(f"/responses/{ground.published.pk}/?after={number}" for number in numbers),
        *(f"{reverse('search')}?{query}" for query in AROUND),
        *(
            "/nowhere/",
            "/receipts/abcd/",
            "/robots.txt",
            "/sitemap.xml",
            "/favicon.ico",
            "/responses/abc/",
            "/?format=json",
        ),
    ]


def answer_of(response: HttpResponse) -> Answer:
    """What can be compared of it: the request's own number is another each time, as are tokens."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    body = body.replace(response.headers.get("X-Request-ID", "-").encode(), b"")
    same = CHANGING.sub(b"", body)
    changing = ("X-Request-ID", *(["ETag"] if same != body else []))
    headers = {name: value for name, value in response.headers.items() if name not in changing}
    return Answer(response.status_code, headers, same)


def walk_once(starts: list[str], reached: dict[tuple[str, int], str]) -> dict[str, Answer]:
    """Every answer by its address."""
    found = {}
    for address, response in walk(Client(raise_request_exception=False), *starts):
        found[address] = answer_of(response)
        if response.status_code != 404:
            reached[response.resolver_match.view_name, response.status_code] = address
    return found


def ask_otherwise(found: Walked) -> None:
    """One address of each kind by other methods, as a fragment, and whether it has changed; closed ones."""
    client = Client(raise_request_exception=False)
    for address in found.reached.values():
        etag = found.after[address].headers.get("ETag", '"x"')
        requests = {
            "fragment": client.get(address, headers={"HX-Request": "true"}),
            "head": client.head(address),
            "options": client.options(address),
            "unchanged": client.get(address, headers={"If-None-Match": etag}),
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
    for number in found.hidden[::6]:
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
        lengths = ("ETag", "Content-Length")
        plain = {name: each.replace(str(number), "0") for name, each in answer.headers.items()}
        plain = {name: each for name, each in plain.items() if name not in lengths}
        named = rb"(?:(?<=[/=])|(?<=R )|(?<=R&nbsp;)|(?<=#r))%d\b" % number
        return Answer(answer.status, plain, re.sub(named, b"0", answer.body))

    asked = itertools.product(OF_ONE, ways)
    whole = reverse("debate-responses", args=[Debate.objects.get().slug])
    for page, way in [*asked, (whole + "?after={}", "get"), (whole + "?order=newest&after={}", "get")]:
        missing = ask(page, way, MISSING)
        for number in found.hidden if way == "get" else found.hidden[::20]:
            found.compared[f"{way} {page.format(number)}"] = ask(page, way, number) == missing


def search_for_words(found: Walked) -> None:
    client = Client()
    words = {word.lower().decode() for _, row in all_rows() for word in SECRET.findall(row.encode())}
    queries = [(SEARCHES[0], word) for word in sorted(words)]
    queries += [(query, "xylopendingblock") for query in SEARCHES]
    nowhere = {query: search(client, query, NOWHERE) for query in SEARCHES}
    for query, word in queries:
        found.searched[query.format(word)] = (search(client, query, word), nowhere[query])


def search(client: Client, query: str, word: str) -> bytes:
    """The page without the word, which it repeats."""
    page = client.get(f"{reverse('search')}?{query.format(word)}").content
    return page.replace(word.encode(), b"")


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
