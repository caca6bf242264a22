"""Which known names are spelt like one that nobody knows: what every "Did you mean" offers."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

LONGEST_NAME = 200
"""Characters of a name that are compared, and shown in an error: what takes time grows with their square."""


def near(name: str, known: Iterable[str], *, n: int = 3, cutoff: float = 0.6) -> list[str]:
    """The `n` nearest of the known names, the nearest first; none that is less alike than `cutoff` (0 to 1).

    >>> near("buthcer", ["baker", "butcher", "batcher"])
    ['butcher', 'batcher']
    """
    fuzz = rapidfuzz()
    known = list(known)
    found = fuzz.process.extract(name[:LONGEST_NAME], known, scorer=fuzz.fuzz.ratio, limit=n, score_cutoff=100 * cutoff)
    return [other for other, _, _ in found]


def shortened(name: str) -> str:
    """A name as an error shows it, however long.

    >>> shortened("Butcher")
    'Butcher'
    """
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"


def rapidfuzz() -> ModuleType:
    """The library that says how alike two texts are."""
    import rapidfuzz  # noqa: PLC0415 -- 7 ms that a name spelt right does not need

    return rapidfuzz
