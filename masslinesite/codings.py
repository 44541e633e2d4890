"""Which coding of an answer a browser takes, by its Accept-Encoding header as RFC 9110 reads it."""

import re
from functools import lru_cache

QUALITY = re.compile(r";\s*q=\s*([^;\s]*)")
#: Best first, of those that a browser takes equally well.
CODINGS = ("br", "gzip", "identity")


@lru_cache(maxsize=256)
def coding_for(accepted: str) -> str:
    """The coding that the header likes best; the smallest of several.

    ``identity`` also where the header refuses everything: a page is better than none.
    """
    liked = _liked(accepted)
    best = max(CODINGS, key=liked.__getitem__)
    return best if liked[best] > 0 else "identity"


@lru_cache(maxsize=256)
def takes(accepted: str, coding: str) -> bool:
    """Whether a body may be sent in ``coding``."""
    return _liked(accepted)[coding] > 0


def _liked(accepted: str) -> dict[str, float]:
    """Of each coding, 0: not at all; 1: best."""
    liked: dict[str, float] = {}
    for each in accepted.lower().split(","):
        name, _, rest = each.partition(";")
        given = QUALITY.search(f";{rest}")
        try:
            liked[name.strip()] = float(given.group(1)) if given else 1.0
        except ValueError:
            liked[name.strip()] = 0.0
    others = liked.get("*", 0.0)
    # Unless it is named, no coding at all is always taken, but after each that is.
    liked.setdefault("identity", others or 0.001)
    return {coding: liked.get(coding, others) for coding in CODINGS}
