"""The levels that a path carries: one for each of its occupations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, product
from typing import TypeAlias

Band: TypeAlias = tuple[int, int] | None
"""The lowest and the highest level that an occupation can have; None where neither a level nor a column is stated."""

_APART, _SHORT = 1 << 40, 1 << 20
"""More than what stands behind them in the order of rule 3 comes to along any path."""


def carried_levels(
    ids: Sequence[str], bands: Sequence[Band], crossings: Sequence[bool], most: int | None = None
) -> tuple[int | None, ...] | None:
    """One level for each occupation of a path, so that none is counted at two; None where `most` cannot be kept.

    In: the occupations of the path, the lowest and the highest level that each can have (the stated level twice, or its
    column's band), and for each relationship whether it is a crossing.

    1. The level of an occupation is one of its band, the same wherever the path comes to it.
    2. With `most`, no progression rises more levels than that, and a crossing keeps the level where the two bands have
       one in common.
    3. Of all such levels those are taken by which first the ends of crossings differ the least; then the progressions
       that do not rise fall the least short of rising; then the rises are the most even and the least: the sum of the
       squares of what each is above 1 is the lowest; then the lowest levels, from the first occupation on.
    4. Where nothing is known of the level of an occupation it carries none, and what leads to it or from it neither
       rises nor falls.
    """
    repeated = [id_ for id_, number in Counter(ids).items() if number > 1]
    band_of = dict(zip(ids, bands, strict=True))
    kept = [
        crossing and left is not None and right is not None and left[0] <= right[1] and right[0] <= left[1]
        for crossing, (left, right) in zip(crossings, pairwise(bands), strict=True)
    ]
    steps = list(zip(crossings, kept, strict=True))
    found = []
    for chosen in product(*(_levels(band_of[id_]) for id_ in repeated)):  # Rule 1
        fixed = {id_: None if n is None else (n, n) for id_, n in zip(repeated, chosen, strict=True)}
        found.append(_best([fixed.get(id_, band) for id_, band in zip(ids, bands, strict=True)], steps, most))
    best = min((levels for levels in found if levels is not None), default=None)
    return None if best is None else best[1]


def _best(
    bands: Sequence[Band], steps: Sequence[tuple[bool, bool]], most: int | None
) -> tuple[int, tuple[int | None, ...]] | None:
    """How far the best levels are from what rule 3 wants, and these levels.

    `steps`: of each relationship, whether it is a crossing, and whether one that has to keep the level.
    """
    ways: dict[int | None, tuple[int, tuple[int | None, ...]]] = {level: (0, (level,)) for level in _levels(bands[0])}
    for band, (crossing, keeps) in zip(bands[1:], steps, strict=True):
        onward: dict[int | None, tuple[int, tuple[int | None, ...]]] = {}
        for level in _levels(band):
            for start, (distance, levels) in ways.items():
                if level is None or start is None:  # Rule 4
                    more = 0
                else:
                    rise = level - start
                    if most is not None and (rise if keeps else not crossing and rise > most):  # Rule 2
                        continue
                    more = _unlike(rise, crossing=crossing)
                way = distance + more, (*levels, level)
                onward[level] = min(way, onward.get(level, way))
        ways = onward
    return min(ways.values(), default=None)


def _levels(band: Band) -> Sequence[int | None]:
    return [None] if band is None else range(band[0], band[1] + 1)


def _unlike(rise: int, *, crossing: bool) -> int:
    """How far a rise is from what rule 3 wants."""
    if crossing:
        return abs(rise) * _APART
    return (1 - rise) * _SHORT if rise < 1 else (rise - 1) ** 2
