"""The levels that a path carries: one for each of its occupations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, product

_APART, _SHORT = 1 << 40, 1 << 20
"""More than what stands behind them in the order of rule 3 comes to along any path."""


def carried_levels(
    ids: Sequence[str], bands: Sequence[tuple[int, int]], crossings: Sequence[bool], most: int | None = None
) -> tuple[int, ...] | None:
    """One level for each occupation of a path, so that none is counted at two; None where `most` cannot be kept.

    In: the occupations of the path, the lowest and the highest level that each can have (the stated level twice, or its
    column's band), and for each relationship whether it is a crossing.

    1. The level of an occupation is one of its band, the same wherever the path comes to it.
    2. With `most`, no progression rises more levels than that, and a crossing keeps the level where the two bands have
       one in common.
    3. Of all such levels those are taken by which first the ends of crossings differ the least; then the progressions
       that do not rise fall the least short of rising; then the rises are the most even and the least: the sum of the
       squares of what each is above 1 is the lowest; then the lowest levels, from the first occupation on.
    """
    repeated = [id_ for id_, number in Counter(ids).items() if number > 1]
    band_of = dict(zip(ids, bands, strict=True))
    kept = [
        crossing and left[0] <= right[1] and right[0] <= left[1]
        for crossing, (left, right) in zip(crossings, pairwise(bands), strict=True)
    ]
    steps = list(zip(crossings, kept, strict=True))
    found = []
    for chosen in product(*(range(band_of[id_][0], band_of[id_][1] + 1) for id_ in repeated)):  # Rule 1
        fixed = {id_: (level, level) for id_, level in zip(repeated, chosen, strict=True)}
        found.append(_best([fixed.get(id_, band) for id_, band in zip(ids, bands, strict=True)], steps, most))
    best = min((levels for levels in found if levels is not None), default=None)
    return None if best is None else best[1]


def _best(
    bands: Sequence[tuple[int, int]], steps: Sequence[tuple[bool, bool]], most: int | None
) -> tuple[int, tuple[int, ...]] | None:
    """How far the best levels are from what rule 3 wants, and these levels.

    `steps`: of each relationship, whether it is a crossing, and whether one that has to keep the level.
    """
    low, high = bands[0]
    ways: dict[int, tuple[int, tuple[int, ...]]] = {level: (0, (level,)) for level in range(low, high + 1)}
    for (low, high), (crossing, keeps) in zip(bands[1:], steps, strict=True):
        onward: dict[int, tuple[int, tuple[int, ...]]] = {}
        for level in range(low, high + 1):
            for start, (distance, levels) in ways.items():
                rise = level - start
                if most is not None and (rise if keeps else not crossing and rise > most):  # Rule 2
                    continue
                way = distance + _unlike(rise, crossing=crossing), (*levels, level)
                onward[level] = min(way, onward.get(level, way))
        ways = onward
    return min(ways.values(), default=None)


def _unlike(rise: int, *, crossing: bool) -> int:
    """How far a rise is from what rule 3 wants."""
    if crossing:
        return abs(rise) * _APART
    return (1 - rise) * _SHORT if rise < 1 else (rise - 1) ** 2
