"""Three words in a row as a number, by which equal wording is found without comparing texts.

Pure. The number is made of one number for each word (BLAKE2b, 64 bits), so that an index of millions
of words can make it for whole arrays at once (``hash_array``); both ways give the same. It never
changes between runs, versions of Python and machines, because databases keep it.
"""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np

from essays.domain.tracing.words import Word

SIZE = 3
_MASK = (1 << 64) - 1
#: Odd, so that no information is lost; different, so that the order of the words counts.
_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
#: The finaliser of SplitMix64: spreads every bit over the whole number.
_MIX = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
_LAST_SHIFT = 31


@lru_cache(maxsize=1 << 16)
def word_hash(norm: str) -> int:
    """64 bits, unsigned."""
    return int.from_bytes(blake2b(norm.encode(), digest_size=8).digest(), "big")


def shingle_hash(norms: tuple[str, str, str]) -> int:
    """64 bits, signed, as a database's big integer takes them."""
    value = 0
    for norm, factor in zip(norms, _FACTORS, strict=True):
        value = (value + word_hash(norm) * factor) & _MASK
    for shift, factor in _MIX:
        value = ((value ^ (value >> shift)) * factor) & _MASK
    value ^= value >> _LAST_SHIFT
    return value - (1 << 64) if value >> 63 else value


def shingles_of(words: Sequence[Word]) -> list[tuple[int, int]]:
    """(hash, position of the first of the three words) for every three words in a row."""
    norms = [word.norm for word in words]
    return [
        (shingle_hash((norms[at], norms[at + 1], norms[at + 2])), at) for at in range(len(norms) - SIZE + 1)
    ]


def hash_array(word_hashes: np.ndarray) -> np.ndarray:
    """The shingles of an array of word hashes (uint64): the numbers of ``shingle_hash`` (int64)."""
    count = max(0, len(word_hashes) - SIZE + 1)
    value = np.zeros(count, dtype=np.uint64)
    for at, factor in enumerate(_FACTORS):
        value += word_hashes[at : at + count] * np.uint64(factor)
    for shift, factor in _MIX:
        value ^= value >> np.uint64(shift)
        value *= np.uint64(factor)
    value ^= value >> np.uint64(_LAST_SHIFT)
    return value.view(np.int64)
