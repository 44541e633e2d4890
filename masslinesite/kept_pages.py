"""Reading pages as a worker keeps them in its memory, ready to be sent."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field

import brotli

from masslinesite.shelves import LeastRecent

Work = Callable[[], None]
Headers = list[tuple[str, str]]
#: What of a request decides a reading page, as one value each.
Key = tuple[str, ...]
#: Of a page that is asked for again: it is worth more than what ``middleware.compress`` spends on one that is
#: sent once. Above these the time grows fourfold for a hundredth of the size.
BROTLI_QUALITY, GZIP_LEVEL = 5, 6
#: The first time, when nobody may ask again: a seventh of the time for a fifth more.
QUICK_BROTLI, QUICK_GZIP = 1, 1
#: What the tag of a body says of how it was made: the two are not the same bytes.
QUICK = "-quick"
#: Bytes of a page besides its bodies, about.
OVERHEAD = 4096


@dataclass
class Page:
    """A page as it can be sent: the keys of what it shows and their version (``page_versions``), its URL
    name, its status line, the headers that all its codings share, a hash that tells its body from any other,
    the body's length, and the body in each coding.

    A page that is kept keeps its body compressed alone, a tenth to a quarter of it: whoever wants it in
    another coding unpacks it, which takes a tenth of a millisecond.
    """

    keys: tuple[str, ...]
    version: int
    route: str
    status: str
    headers: Headers
    digest: str
    length: int
    bodies: dict[str, bytes] = field(default_factory=dict)
    #: By Brotli, once it is kept.
    packed: bytes = b""
    #: Codings that it was sent in.
    asked: set[str] = field(default_factory=set)
    #: To be done when it is sent for the first time.
    later: tuple[Work, ...] = ()

    def body(self, coding: str) -> tuple[bytes, str]:
        """In ``br``, ``gzip`` or ``identity``, and what its tag says besides: quickly made when it is first
        asked for, well and once for all the second time."""
        # Others may settle or ask for the same page meanwhile.
        if (body := self.bodies.get(coding)) is not None:
            return body, ""
        if coding == "identity":
            return brotli.decompress(self.packed), ""
        if coding not in self.asked:
            self.asked.add(coding)
            if coding == "br" and self.packed:
                return self.packed, QUICK
            return _compressed(self.body("identity")[0], coding, QUICK_BROTLI, QUICK_GZIP), QUICK
        good = _compressed(self.body("identity")[0], coding, BROTLI_QUALITY, GZIP_LEVEL)
        self.bodies[coding] = good
        if coding == "br":
            self.packed = good
        return good, ""

    def pack(self) -> None:
        if not self.packed:
            self.packed = _compressed(self.bodies["identity"], "br", QUICK_BROTLI, QUICK_GZIP)

    def settle(self) -> None:
        """It was sent for the first time: from now on it is kept packed, if it is kept."""
        if self.packed:
            self.bodies.pop("identity", None)

    @property
    def size(self) -> int:
        """Bytes that it takes at most, once it is packed: by Brotli, and in another coding."""
        return len(self.packed) * 2 + OVERHEAD


def _compressed(plain: bytes, coding: str, brotli_quality: int, gzip_level: int) -> bytes:
    if coding == "br":
        return brotli.compress(plain, brotli.MODE_TEXT, brotli_quality)
    return gzip.compress(plain, gzip_level, mtime=0)


class Shelf(LeastRecent[Key, Page]):
    """Pages by address, as many as take no more than ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def put(self, key: Key, page: Page) -> None:
        """Keeps the page, unless it alone would take more than a quarter of all there is."""
        if not self.limit:
            return
        page.pack()
        if page.size * 4 > self.limit:
            page.packed = b""
            self.drop(key)
        else:
            self.keep(key, page, size=page.size, limit=self.limit)
