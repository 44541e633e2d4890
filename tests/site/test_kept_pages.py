"""Pages in memory: what leaves first, and in which codings they are ready."""

import gzip
import random

import brotli

from masslinesite.kept_pages import OVERHEAD, QUICK, Page, Shelf

WORDS = b"The shelf is full, and what is on it is read by those who come. " * 40


def page(size: int = 1000, body: bytes = b"") -> Page:
    """Of ``size`` bytes that nothing makes smaller, or with ``body``."""
    body = body or random.Random(size).randbytes(size)
    return Page(("texts:1",), 1, "work", "200 OK", [], "digest", len(body), {"identity": body})


def size_of(kept: Page) -> int:
    kept.pack()
    return kept.size


def test_each_coding_is_made_quickly_for_the_first_and_once_for_all_others():
    kept = page(body=WORDS)
    for coding, decompress in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        (quick, how), (good, none), (again, _) = (kept.body(coding) for _ in range(3))
        assert decompress(quick) == decompress(good) == WORDS
        assert (how, none) == (QUICK, "")
        assert len(good) <= len(quick)
        assert again is good


def test_a_page_that_is_kept_is_kept_packed():
    kept = page(body=WORDS)
    Shelf(limit=1_000_000).put(("a",), kept)
    assert kept.body("br")[0] is kept.packed
    kept.settle()
    assert kept.bodies == {}
    assert kept.body("identity") == (WORDS, "")
    assert gzip.decompress(kept.body("gzip")[0]) == WORDS
    good, _ = kept.body("br")
    assert (kept.bodies, kept.packed) == ({"br": good}, good)
    assert kept.body("identity") == (WORDS, "")


def test_one_that_is_not_kept_stays_whole():
    kept = page(body=WORDS)
    Shelf(limit=0).put(("a",), kept)
    kept.settle()
    assert kept.body("identity") == (WORDS, "")


def test_the_page_read_longest_ago_leaves_first():
    size = size_of(page())
    assert 2000 + OVERHEAD < size < 2100 + OVERHEAD
    shelf = Shelf(limit=size * 4)
    for name in "abcd":
        shelf.put((name,), page())
    assert shelf.get(("a",)) is not None
    shelf.put(("e",), page())
    assert [bool(shelf.get((name,))) for name in "abcde"] == [True, False, True, True, True]
    assert shelf.taken == size * 4


def test_a_page_put_again_is_counted_once():
    shelf = Shelf(limit=100_000)
    shelf.put(("a",), page())
    shelf.put(("a",), page(2000))
    assert shelf.taken == size_of(page(2000))


def test_a_page_that_would_take_too_much_is_not_kept():
    shelf = Shelf(limit=size_of(page()) * 4 - 1)
    shelf.put(("a",), page())
    assert (shelf.get(("a",)), shelf.taken) == (None, 0)


def test_a_shelf_without_room_keeps_nothing():
    shelf = Shelf(limit=0)
    shelf.put(("a",), page(10))
    assert shelf.get(("a",)) is None
