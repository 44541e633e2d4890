"""A moderator who approves and takes down without end, and looks whether what was taken down is gone."""

import random
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from tests.cluster.browser import Answer, Browser, Place, Unanswered
from tests.cluster.load import PATIENCE, Load, Sent

NAME, PASSWORD = "desk", "a password of its own, 77"
#: So many connections are made to each node for each page, so that each of its workers is most likely met.
LOOKS = 6
KEPT_OF = 3


@dataclass
class Looked:
    """Answers with the words of a response: as they should be before it was taken down, never after."""

    decisions: list[tuple[Sent, str]] = field(default_factory=list)
    before: Counter = field(default_factory=Counter)
    after: Counter = field(default_factory=Counter)
    stale: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Desk:
    """``front`` is where the moderator works; ``places`` are all from which a reader could get a page."""

    def __init__(self, load: Load, front: Place, places: dict[str, Place]) -> None:
        self.load, self.places, self.looked = load, places, Looked()
        self.browser = Browser(front, load.sources.next())
        self.reader = load.sources.next()
        self._ended = threading.Event()
        self._done: set[str] = set()
        self.thread = threading.Thread(target=self._work, daemon=True)

    def sign_in(self, one_time: str) -> None:
        """With the password that ``make_account`` has shown, and then with one of its own."""
        action, fields = self.browser.form("/account/login/", "password", name=NAME, password=one_time)
        self.browser.post(action, fields)
        own = {"old_password": one_time, "new_password1": PASSWORD, "new_password2": PASSWORD}
        action, fields = self.browser.form("/moderation/", "new_password1", **own)
        self.browser.post(action, fields)
        if self.browser.get("/moderation/").status != 200:
            raise Unanswered("the desk did not open")

    def start(self) -> None:
        self.thread.start()

    def stop(self) -> None:
        self._ended.set()
        self.thread.join(120)

    def _work(self) -> None:
        chance = random.Random(11)
        while not self._ended.is_set():
            waiting = [each for each in list(self.load.seen.sent) if each.marker not in self._done]
            if not waiting:
                time.sleep(PATIENCE)
                continue
            sent = chance.choice(waiting)
            self._done.add(sent.marker)
            try:
                self._handle(sent, is_kept=len(self._done) % KEPT_OF == 0)
            except Unanswered:
                time.sleep(PATIENCE)
            except Exception as error:
                self.looked.faults.append(f"{type(error).__name__}: {error}")

    def _handle(self, sent: Sent, *, is_kept: bool) -> None:
        number = self._number(sent)
        if not self._decide(sent, number, "approve") or is_kept:
            return
        paths = (f"/responses/{number}/", f"{sent.path}/responses/")
        tags = self._look(sent, paths, self.looked.before)
        if self._decide(sent, number, "remove", "off-topic"):
            found = Counter()
            self._look(sent, paths, self.looked.after, found, tags)
            self.looked.stale += [f"{where} {count} times" for where, count in found.items()]

    def _number(self, sent: Sent) -> str:
        """By which the desk calls a response; it stands on the receipt."""
        answer = self.browser.get(sent.receipt)
        found = re.search(r"R[\s\u00a0](\d+)", answer.text)
        if not found:
            raise Unanswered(f"{answer.status} for a receipt")
        return found[1]

    def _decide(self, sent: Sent, number: str, action: str, reason: str = "") -> bool:
        """Whether the decision was acknowledged."""
        target, fields = self.browser.form(f"/moderation/{number}/", "open_next")
        answer = self.browser.post(target, fields | {"action": action, "reason": reason})
        if answer.status == 302:
            self.looked.decisions.append((sent, action))
            return True
        if answer.status not in (502, 503, 504):
            self.looked.faults.append(f"{answer.status} for the decision to {action}")
        return False

    def _look(
        self,
        sent: Sent,
        paths: tuple[str, ...],
        counts: Counter,
        found: Counter | None = None,
        tags: dict[tuple[str, str], str] | None = None,
    ) -> dict[tuple[str, str], str]:
        """Asks every place for ``paths``; counts answers that have the words, into ``found`` too.

        With ``tags`` it asks as a browser does that has the page: 304 would mean that it may keep it.
        Returns the tags that came.
        """
        came = {}
        for where, place in self.places.items():
            browser = Browser(place, self.reader)
            for path in paths:
                for _ in range(LOOKS):
                    tag = (tags or {}).get((where, path), "")
                    answer = self._ask(browser, path, tag)
                    if answer is None or answer.status not in (200, 304):
                        counts[f"{where}: no page"] += 1
                        continue
                    shows = answer.status == 304 or sent.marker in answer.text
                    counts[f"{where}: {'shown' if shows else 'not shown'}"] += 1
                    came[where, path] = answer["ETag"]
                    if shows and found is not None:
                        found[f"{where}{path}"] += 1
        return came

    def _ask(self, browser: Browser, path: str, tag: str) -> Answer | None:
        try:
            return browser.get(path, **({"If-None-Match": tag} if tag else {}))
        except Unanswered:
            return None
