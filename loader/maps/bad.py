"""What is bad in the tables of a map: the first places with their rows, all of them counted, in bounded memory."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

MOST_NAMED = 10_000
"""Places that are kept with what is wrong there; of the others it is known how many there are of each kind."""


class Bad(NamedTuple):
    """Something in a table that does not go into the map."""

    kind: str
    file: str
    row: int | None
    finding: str
    cure: str


Report = Callable[[Bad], None]


class BadPlaces:
    """What was reported, each place once, in the order of the reports."""

    def __init__(self) -> None:
        """Nothing is reported yet."""
        self._named: dict[Bad, None] = {}
        self._hashes: dict[str, array[int]] = {}
        """By kind, what tells all that is not named apart, in eight bytes each."""

    def add(self, bad: Bad) -> None:
        """Report a place."""
        if len(self._named) < MOST_NAMED:
            self._named[bad] = None
        elif bad not in self._named:
            self._hashes.setdefault(bad.kind, array("q")).append(hash(bad))

    def extend(self, later: BadPlaces) -> None:
        """Report what others have gathered."""
        for bad in later._named:
            self.add(bad)
        for kind, hashes in later._hashes.items():
            self._hashes.setdefault(kind, array("q")).extend(hashes)

    def __iter__(self) -> Iterator[Bad]:
        """Those that are named."""
        return iter(self._named)

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._named)

    def counts(self) -> Mapping[str, int]:
        """How many there are of each kind."""
        counts = Counter(bad.kind for bad in self._named)
        for kind, hashes in self._hashes.items():
            counts[kind] += np.unique(np.frombuffer(hashes, np.int64)).size
        return counts
