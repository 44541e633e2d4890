"""A numpy array that is added to at its end, at a cost in proportion to what is added."""

import numpy as np


class GrowingArray:
    def __init__(self, kind: type) -> None:
        self._room = np.empty(1024, dtype=kind)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    @property
    def all(self) -> np.ndarray:
        """What has been added; a view, good until the next addition."""
        return self._room[: self._size]

    def extend(self, values: np.ndarray) -> None:
        size = self._size + len(values)
        if size > len(self._room):
            room = np.empty(max(size, 3 * len(self._room) // 2), dtype=self._room.dtype)
            room[: self._size] = self.all
            self._room = room
        self._room[self._size : size] = values
        self._size = size
