"""What a process keeps in its memory up to a number of bytes."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class LeastRecent(Generic[K, V]):
    """Things by key, for all threads; the least recently used leaves first. ``taken`` are the bytes of
    all."""

    def __init__(self) -> None:
        self.taken = 0
        #: With the size that each had when it was kept.
        self._kept: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def keep(self, key: K, value: V, *, size: int, limit: int) -> None:
        """Keeps it, and of the others what there is room for within ``limit`` bytes."""
        with self._lock:
            self._take(key)
            self._kept[key] = value, size
            self.taken += size
            while self.taken > limit:
                self._take(next(iter(self._kept)))

    def all(self) -> list[tuple[K, V]]:
        """All that is kept now."""
        with self._lock:
            return [(key, value) for key, (value, _) in self._kept.items()]

    def drop(self, key: K, value: V | None = None) -> None:
        """Forgets what has the key; where a value is given, unless another one has taken its place."""
        with self._lock:
            if value is None or self._kept.get(key, (None, 0))[0] is value:
                self._take(key)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self.taken = 0

    def _take(self, key: K) -> None:
        if key in self._kept:
            self.taken -= self._kept.pop(key)[1]
