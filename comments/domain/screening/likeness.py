"""How much wording two texts share, and keys by which texts that share much are found: pure.

MinHash (Broder 1997): of three words in a row, as numbers, each of 24 orders has a first one, and two texts
agree on it as often as their sets of three words overlap. Three of them make a key, of which a text has
eight; texts with 80 % in common share one in 997 of 1,000 cases, those with 20 % in 6 of 100. So an index
of the keys finds the candidates, however many texts there are, and ``resemblance`` measures those few.
"""

from hashlib import blake2b

import numpy as np

from comments.domain.screening.folding import words_of
from essays.domain.tracing.shingles import SIZE, hash_array, word_hash

KEYS, ORDERS_OF_A_KEY = 8, 3
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
#: What turns the numbers into another order: one for each, made once and for all.
_ORDERS = np.array(
    [
        int.from_bytes(blake2b(b"order %d" % each, digest_size=8).digest(), "big")
        for each in range(KEYS * ORDERS_OF_A_KEY)
    ],
    dtype=np.uint64,
)


def own_words(text: str) -> list[str]:
    """The folded words of a text; quoted lines (``>``) are left out, for many quote the same."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(">")]
    return words_of("\n".join(lines)) or words_of(text)


def shingles_of(text: str) -> np.ndarray:
    """Each three words in a row, once, as a number (int64), sorted. Texts of one or two words have one."""
    return np.unique(_in_order(text))


def _in_order(text: str) -> np.ndarray:
    words = own_words(text)
    words += [""] * (SIZE - len(words))
    hashes = np.fromiter(map(word_hash, words), dtype=np.uint64, count=len(words))
    return hash_array(hashes)


def keys_of(text: str) -> list[int]:
    """Eight numbers of 64 bits, signed, as a database's big integer takes them.

    Time and memory grow with the words, 24 numbers for each.
    """
    shingles = _in_order(text).view(np.uint64)
    firsts = ((shingles[:, None] ^ _ORDERS) * _MULTIPLIER).min(axis=0)
    stored = firsts.astype(">u8").tobytes()
    size = len(stored) // KEYS
    return [_key(number, stored[number * size : (number + 1) * size]) for number in range(KEYS)]


def resemblance(one: np.ndarray, other: np.ndarray) -> int:
    """What two texts' shingles have in common, of all that either has, in per cent, rounded down."""
    both = np.intersect1d(one, other, assume_unique=True).size
    return 100 * both // (one.size + other.size - both)


def _key(number: int, firsts: bytes) -> int:
    digest = blake2b(bytes([number]) + firsts, digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
