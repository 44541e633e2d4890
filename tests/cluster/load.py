"""Readers at work: they write, read and are told the truth, whatever happens to the machines meanwhile."""

import itertools
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from tests.cluster.browser import Answer, Browser, Place, Unanswered, form_on
from tests.essays.views.served import read_page

WORK = "/works/two-conceptions-of-the-mass-line"
PARAGRAPHS = range(1, 24)
PAGES = ("/", "/debates/mass-line/", f"{WORK}/", f"{WORK}/p3/", f"{WORK}/p3/responses/", "/house-rules/")
WORDS = """
    the backward can be won over by those who listen to them and the advanced have to be asked first what
    is meant by a line that comes from people and goes back there because a leadership which only teaches
    learns nothing while one that only follows has nothing to say about where to go
""".split()  # noqa: SIM905 - a sentence is what it is
PAUSE = 0.2
#: Seconds until a reader who was told to wait tries again.
PATIENCE = 0.5
#: Seconds for which a reader goes on trying after the load has ended.
LAST_TRIES = 60


@dataclass(frozen=True)
class Sent:
    """A response that was acknowledged: there is a receipt. Times are of the request that brought it."""

    marker: str
    path: str
    receipt: str
    began: float
    ended: float
    tries: int


@dataclass(frozen=True)
class Reading:
    began: float
    ended: float
    is_there: bool


@dataclass
class Seen:
    """All that came back. Lists and counters are only added to, each by single operations."""

    sent: list[Sent] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    answers: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def back_after(self, moment: float) -> float | None:
        """Seconds from ``moment`` until a post begun after it was acknowledged; None: none is yet."""
        ends = [each.ended for each in list(self.sent) if each.began >= moment]
        return min(ends) - moment if ends else None

    def writing_away(self, since: float, until: float) -> float:
        """The longest time between two acknowledgements, in seconds; ``since`` counts as one."""
        ends = [since, *sorted(each.ended for each in list(self.sent) if since <= each.ended <= until)]
        return max(later - earlier for earlier, later in pairwise(ends))

    def reading_away(self, since: float, until: float) -> float:
        """Seconds from ``since`` to the last page in vain before ``until``; 0 if there was none."""
        ends = [
            each.ended for each in list(self.readings) if since <= each.ended < until and not each.is_there
        ]
        return max(ends) - since if ends else 0.0


class Sources:
    """Addresses of loopback, each in a network of its own: to the site they are readers far apart."""

    def __init__(self, octet: int) -> None:
        self._numbers = itertools.count()
        self._first = octet + 1
        self._lock = threading.Lock()

    @property
    def pattern(self) -> str:
        """A regular expression for all of them."""
        return rf"127\.(?:{'|'.join(str(each) for each in range(self._first, self._first + 40))})\.\d+\.7\b"

    def next(self) -> str:
        with self._lock:
            number = next(self._numbers)
        return f"127.{self._first + number // 250}.{number % 250}.7"


class Load:
    """Threads that write and read at ``place`` until ``stop``."""

    def __init__(self, place: Place, sources: Sources, *, writers: int, readers: int, seed: int = 7) -> None:
        self.place, self.sources, self.seen = place, sources, Seen()
        self._random = random.Random(seed)
        self._ended = threading.Event()
        jobs = [self._write] * writers + [self._read] * readers
        self.threads = [threading.Thread(target=self._repeat, args=(job,), daemon=True) for job in jobs]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        """Lets what is under way end."""
        self._ended.set()
        for thread in self.threads:
            thread.join(LAST_TRIES + 60)

    def _repeat(self, job: Callable[[], None]) -> None:
        while not self._ended.is_set():
            try:
                job()
            except Exception as error:
                self.seen.faults.append(f"{job.__name__}: {type(error).__name__}: {error}")
            time.sleep(PAUSE)

    def _read(self) -> None:
        browser = Browser(self.place, self.sources.next())
        for path in PAGES:
            began = time.monotonic()
            try:
                answer = browser.get(path)
                self.seen.answers[f"page: {answer.status}"] += 1
                is_there = answer.status == 200
                if answer.status >= 500 and answer.status != 503 and answer["X-Request-ID"]:
                    self.seen.faults.append(f"{answer.status} for {path}")
            except Unanswered as silence:
                self.seen.answers[f"page: {silence}"] += 1
                is_there = False
            self.seen.readings.append(Reading(began, time.monotonic(), is_there))
            time.sleep(PAUSE)

    def _write(self) -> None:
        """One reader: opens the form, writes, sends, and sends the same again until there is a receipt."""
        marker = f"zq{self._random.getrandbits(48):012x}"
        path = f"{WORK}/p{self._random.choice(PARAGRAPHS)}"
        text = " ".join([*self._random.choices(WORDS, k=40), marker, *self._random.choices(WORDS, k=39)])
        browser = Browser(self.place, self.sources.next())
        opened = self._open(browser, path, text)
        if not opened:
            return
        action, fields = opened
        self.seen.tried.append(marker)
        given_up = None
        for tries in itertools.count(1):
            began = time.monotonic()
            answer = self._send(browser, action, fields)
            if answer and answer.status == 303 and answer["Location"].startswith("/receipts/"):
                self.seen.sent.append(Sent(marker, path, answer["Location"], began, time.monotonic(), tries))
                return
            if self._ended.is_set():
                given_up = given_up or time.monotonic() + LAST_TRIES
                if time.monotonic() > given_up:
                    return
            if answer and answer.status in (429, 503) and answer["X-Request-ID"]:
                action, fields = self._given_back(answer, action, fields)
            time.sleep(PATIENCE)

    def _open(self, browser: Browser, path: str, text: str) -> tuple[str, dict[str, str]] | None:
        while not self._ended.is_set():
            try:
                return browser.form(f"{path}/respond/", "form_key", text=text)
            except Unanswered:
                time.sleep(PATIENCE)
        return None

    def _send(self, browser: Browser, action: str, fields: dict[str, str]) -> Answer | None:
        try:
            answer = browser.post(action, fields)
        except Unanswered as silence:
            self.seen.answers[f"post: {silence}"] += 1
            return None
        whose = "the site" if answer["X-Request-ID"] else "HAProxy"
        self.seen.answers[f"post: {answer.status} from {whose}"] += 1
        # 429: each try of those that could be counted and not stored was a hit. Words and key come back as
        # well.
        foreseen = (303, 429, 503) if whose == "the site" else (303, 429, 502, 503, 504)
        if answer.status not in foreseen:
            self.seen.faults.append(f"{answer.status} for a form that was sent")
        return answer

    def _given_back(self, answer: Answer, action: str, fields: dict[str, str]) -> tuple[str, dict[str, str]]:
        """What the page of a database that is away would send, which has to be what was sent."""
        if not answer["Retry-After"]:
            self.seen.faults.append(f"{answer.status} without Retry-After")
        try:
            again, kept = form_on(read_page(answer.text), action, "form_key", {})
        except Unanswered:
            self.seen.faults.append("the words were not given back")
            return action, fields
        for name in ("text", "form_key"):
            if kept.get(name) != fields[name]:
                self.seen.faults.append(f"another {name} was given back")
        self.seen.answers["post: words given back"] += 1
        return again, kept
