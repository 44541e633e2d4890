"""Pages in memory: what leaves first, and in which codings they are ready."""

import gzip

import brotli

from masslinesite.kept_pages import OVERHEAD, QUICK, Page, Shelf


def page(size: int = 1000) -> Page:
    text = (b"The shelf is full. " * (size // 19 + 1))[:size]
    return Page(("texts:1",), 1, "work", "200 OK", [], "digest", {"identity": text})


def test_each_coding_is_made_quickly_for_the_first_and_once_for_all_others():
    kept = page()
    plain = kept.body("identity")[0]
    for coding, decompress in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        (quick, how), (good, none), (again, _) = (kept.body(coding) for _ in range(3))
        assert decompress(quick) == decompress(good) == plain
        assert (how, none) == (QUICK, "")
        assert len(good) < len(quick)
        assert again is good


def test_the_page_read_longest_ago_leaves_first():
    size = page().size
    assert size == 2000 + OVERHEAD
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
    assert shelf.taken == page(2000).size


def test_a_page_that_would_take_too_much_is_not_kept():
    shelf = Shelf(limit=page().size * 4 - 1)
    shelf.put(("a",), page())
    assert (shelf.get(("a",)), shelf.taken) == (None, 0)


def test_a_shelf_without_room_keeps_nothing():
    shelf = Shelf(limit=0)
    shelf.put(("a",), page(10))
    assert shelf.get(("a",)) is None
