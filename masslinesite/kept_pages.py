"""Reading pages as a worker keeps them in its memory, ready to be sent."""

import gzip
import threading
from collections import OrderedDict
from dataclasses import dataclass, field

import brotli

Headers = list[tuple[str, str]]
#: What of a request decides a reading page, as one value each.
Key = tuple[str, ...]
#: What is kept is worth more than ``middleware.compress`` spends on a page that is sent once; above these
#: qualities the time grows tenfold for a hundredth of the size.
BROTLI_QUALITY, GZIP_LEVEL = 7, 7
#: Bytes of a page besides its bodies, about.
OVERHEAD = 4096


@dataclass
class Page:
    """A page as it can be sent: the keys of what it shows and their version (``page_versions``), its URL
    name, its status line, the headers that all its codings share, a hash of the body, and the body in each
    coding."""

    keys: tuple[str, ...]
    version: int
    route: str
    status: str
    headers: Headers
    digest: str
    bodies: dict[str, bytes] = field(default_factory=dict)

    def body(self, coding: str) -> bytes:
        """In ``br``, ``gzip`` or ``identity``; made once, when it is first asked for."""
        if coding not in self.bodies:
            plain = self.bodies["identity"]
            if coding == "br":
                self.bodies[coding] = brotli.compress(plain, brotli.MODE_TEXT, BROTLI_QUALITY)
            else:
                self.bodies[coding] = gzip.compress(plain, GZIP_LEVEL, mtime=0)
        return self.bodies[coding]

    @property
    def size(self) -> int:
        """Bytes that it takes at most: text compresses to less than half."""
        return len(self.bodies["identity"]) * 2 + OVERHEAD


class Shelf:
    """Pages by address, the least recently read leaving first when they take more than ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.taken = 0
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Page | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def pages(self) -> list[tuple[Key, Page]]:
        """All that is kept now."""
        with self._lock:
            return list(self._pages.items())

    def drop(self, key: Key, page: Page) -> None:
        """Forgets ``page``, unless another one has taken its place."""
        with self._lock:
            if self._pages.get(key) is page:
                self._take(key)

    def put(self, key: Key, page: Page) -> None:
        """Keeps the page, unless it alone would take more than a quarter of all there is."""
        with self._lock:
            self._take(key)
            if page.size * 4 > self.limit:
                return
            self._pages[key] = page
            self.taken += page.size
            while self.taken > self.limit:
                self._take(next(iter(self._pages)))

    def _take(self, key: Key) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self.taken -= page.size
