"""Relatedness, moves and skipped rungs of all progressions of a map: each is found once, and takes 13 bytes."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from career_pathways.loader.graph.progression import RELATED, STATED
from career_pathways.loader.graph.relatedness import BASIS_PART_OF_IMPORTS, WEIGHTS

from .comparing import OTHER_TRADE_NUMBER, Comparing, ten_thousandths
from .naming import Names
from .relations import Numbers, Relations, pairs
from .stated import Stated
from .table_files import RELATING, Progress
from .wording import Wording

_PART = 20_000
"""Progressions of which the ends are taken out of their columns at once."""

_MOST_WAYS = 1_000_000
"""About how many ways of two progressions are looked at together."""

_BY_BASIS = {basis: ten_thousandths(WEIGHTS["by_basis"] * part) for basis, part in BASIS_PART_OF_IMPORTS.items()}

Row: TypeAlias = tuple[int, int, int, int, int, int, int, bool, list[str]]
"""The five parts of relatedness and their sum in ten-thousandths, the place of the move in MOVES, whether it skips a
rung, the shared words."""


class Nearness:
    """Of progressions, how near their ends lie."""

    def __init__(
        self,
        names: Names,
        occupations: Stated,
        progressions: Relations,
        stated: Numbers,
        places: Numbers,
        progress: Progress | None = None,
    ) -> None:
        """`progressions`: by the places of their ends; `stated`: which of them are, the others being `related`."""
        self._title, self._specialisms, self._place, self._level = array("H"), array("H"), array("H"), array("H")
        self._moves, self._words = bytearray(), array("I")
        self._shared = self._compare(Comparing(Wording(names, occupations)), progressions, progress)
        self._stated = stated
        self._whole = np.where(stated, *(np.uint16(_BY_BASIS[basis]) for basis in (STATED, RELATED)))
        for column in (self._title, self._specialisms, self._place, self._level):
            self._whole += np.frombuffer(column, np.uint16)
        keys = pairs(places[progressions.origins], places[progressions.destinations])
        self._skips = _skipping(keys, np.frombuffer(self._moves, np.uint8), self._whole, len(places))

    def rows(self, part: slice) -> Iterator[Row]:
        """Those at some places, in their order."""
        lists = [column[part].tolist() for column in (self._title, self._specialisms, self._place, self._level)]
        basis = [_BY_BASIS[STATED if is_stated else RELATED] for is_stated in self._stated[part].tolist()]
        lists += [basis, self._whole[part].tolist()]
        shared = self._shared
        words = (list(shared[number]) for number in self._words[part])
        return zip(*lists, self._moves[part], self._skips[part].tolist(), words, strict=True)

    def _compare(
        self, comparing: Comparing, progressions: Relations, progress: Progress | None
    ) -> list[tuple[str, ...]]:
        """Fill the columns. Out: the lists of words that are shared, by their numbers."""
        last = -1
        for start in range(0, len(progressions), _PART):
            if progress:
                progress(RELATING, start, len(progressions))
            part = slice(start, start + _PART)
            ends = zip(progressions.origins[part].tolist(), progressions.destinations[part].tolist(), strict=True)
            for origin, destination in ends:
                if origin != last:
                    comparing.begin(origin)
                    last = origin
                title, specialisms, place, level, move, words = comparing.near(destination)
                self._title.append(title)
                self._specialisms.append(specialisms)
                self._place.append(place)
                self._level.append(level)
                self._moves.append(move)
                self._words.append(words)
        return comparing.shared  # the words themselves are let go of


def _skipping(keys: Numbers, moves: Numbers, whole: Numbers, count: int) -> Numbers:
    """Which progressions skip a rung, as `skipping` of moves.py says.

    In: the places of their two ends, of `count` occupations, as `pairs` has them, rising; their moves, and how closely
    related the ends are.
    """
    skips = np.zeros(len(keys), bool)
    near = np.flatnonzero(moves != OTHER_TRADE_NUMBER).astype(np.uint32)
    leading = np.bincount(keys[near] >> 32, minlength=count)  # how many of these lead from each occupation
    bounds = np.concatenate(([0], np.cumsum(leading)))
    for begin in range(0, len(near), _MOST_WAYS):
        starts = near[begin : begin + _MOST_WAYS]
        ends = np.cumsum(leading[keys[starts] & 0xFFFFFFFF])
        parts = np.searchsorted(ends, np.arange(0, ends[-1] + 1, _MOST_WAYS), side="right")
        for start, stop in pairwise([*dict.fromkeys(parts.tolist()), len(starts)]):
            first, second = _ways(keys, starts[start:stop], near, leading, bounds)
            over = (keys[first] >> 32 << 32) | (keys[second] & 0xFFFFFFFF)
            place = np.minimum(np.searchsorted(keys, over), len(keys) - 1)
            closer = whole[first].astype(np.int32) + whole[second] > 2 * whole[place].astype(np.int32)
            skips[place[(keys[place] == over) & closer]] = True
    return skips


def _ways(keys: Numbers, first: Numbers, near: Numbers, leading: Numbers, bounds: Numbers) -> tuple[Numbers, Numbers]:
    """Each of the first progressions with each of those that lead on from its destination."""
    middle = keys[first] & 0xFFFFFFFF
    counts = leading[middle]
    before = np.cumsum(counts) - counts
    return np.repeat(first, counts), near[np.arange(counts.sum()) + np.repeat(bounds[middle] - before, counts)]
