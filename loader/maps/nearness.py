"""Relatedness and moves of all progressions of a map: what relatedness.py and moves.py say, number for number.

Each is looked at once and takes 13 bytes from then on; a progression costs a few microseconds.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from math import fsum
from typing import TypeAlias

import numpy as np

from career_pathways.loader.graph.moves import (
    CLUSTER_COUNTS,
    FOREIGN,
    IN_COMMON,
    IN_TRADE,
    MOVES,
    OTHER_TRADE,
    TO_MANAGEMENT,
)
from career_pathways.loader.graph.progression import RELATED, STATED
from career_pathways.loader.graph.relatedness import BASIS_PART_OF_IMPORTS, WEIGHTS, nearness_of_heights, rise, share

from .naming import Names
from .relations import Numbers, Relations, pairs
from .stated import Stated
from .wording import Member, Wording

_MOST_WAYS = 1_000_000
"""Ways of two progressions that are looked at together."""

_MOST_SHARED = 200_000
"""Different lists of shared words that are remembered as such."""

_NUMBERS = {move: number for number, move in enumerate(MOVES)}
_OTHER_TRADE = _NUMBERS[OTHER_TRADE]

Near: TypeAlias = tuple[int, int, int, int, int, int, int, bool, list[str]]
"""The five parts of relatedness and their sum in ten-thousandths, the place of the move in MOVES, whether it skips a
rung, the shared words."""


class Nearness:
    """Of progressions, how near their ends lie."""

    def __init__(self, names: Names, occupations: Stated, progressions: Relations, stated: Numbers) -> None:
        """`progressions`: by the ids of their ends; `stated`: which of them are, the others being `related`."""
        self._wording = Wording(names, occupations)
        self._levels: dict[tuple[float | None, float | None, int, int], int] = {}
        self._shared: list[tuple[str, ...]] = []
        self._numbers: dict[tuple[str, ...], int] = {}
        self._title, self._specialisms, self._place, self._level = array("H"), array("H"), array("H"), array("H")
        self._moves, self._words = bytearray(), array("I")
        self._relate(progressions)
        self._basis = np.where(stated, *(_ten_thousandths(_BY_BASIS[basis]) for basis in (STATED, RELATED)))
        columns = (self._title, self._specialisms, self._place, self._level)
        self._whole = self._basis.astype(np.uint16)
        for column in columns:
            self._whole += np.frombuffer(column, np.uint16)
        del self._wording
        self._skips = _skipping(progressions, np.frombuffer(self._moves, np.uint8), self._whole)

    def rows(self, part: slice) -> Iterator[Near]:
        """Those at some places, in their order."""
        columns = (self._title, self._specialisms, self._place, self._level, self._basis, self._whole)
        lists = [column[part].tolist() for column in columns]
        shared = self._shared
        words = (list(shared[number]) for number in self._words[part])
        return zip(*lists, self._moves[part], self._skips[part].tolist(), words, strict=True)

    def _relate(self, progressions: Relations) -> None:
        member, last, named = self._wording.member, -1, dict[int, float]()
        for start in range(0, len(progressions), _MOST_WAYS):
            part = slice(start, start + _MOST_WAYS)
            ends = zip(progressions.origins[part].tolist(), progressions.destinations[part].tolist(), strict=True)
            for number, other in ends:
                if number != last:
                    origin, last, named = member(number), number, {}
                self._add(origin, member(other), named)

    def _add(self, origin: Member, destination: Member, named: dict[int, float]) -> None:
        """Find how near a destination lies by the rules of `related`, and what kind of move it is by those of `move`.

        `named`: of the clusters that the origin was compared with, how much of their names it meets.
        """
        wording = self._wording
        met = wording.met
        title, other = origin.title, destination.title
        titles = met(title, other.words, other.families) + met(other, title.words, title.families)
        shared = wording.each_met(origin.entry, destination.entry.words, destination.entry.families)
        entries = fsum(shared.values()) + met(destination.entry, origin.entry.words, origin.entry.families)
        beyond = max(0.0, entries - titles) / 2
        at_home = met(other, origin.home, origin.entry.families)
        foreign = max(0.0, other.tells - at_home)
        name = named.get(destination.stands)
        if name is None:
            cluster = destination.cluster
            name = named[destination.stands] = share(met(cluster, origin.own, origin.own_families), cluster.tells)
        self._title.append(_ten_thousandths(WEIGHTS["by_title"] * share(titles, title.tells + other.tells)))
        self._specialisms.append(_ten_thousandths(WEIGHTS["by_specialisms"] * (beyond / (1 + beyond))))
        self._place.append(_ten_thousandths(WEIGHTS["by_place"] * ((3 / (1 + foreign) + name) / 4)))
        self._level.append(self._by_level(origin, destination))
        self._moves.append(self._move(origin, destination, at_home, name))
        self._words.append(self._number(self._spelt(shared, origin, destination) if shared else ()))

    def _by_level(self, origin: Member, destination: Member) -> int:
        key = origin.height, destination.height, origin.rung, destination.rung
        known = self._levels.get(key)
        if known is None:
            up = 2 * nearness_of_heights(*key[:2]) + rise(*key[2:])
            known = self._levels[key] = _ten_thousandths(WEIGHTS["by_level"] * (up / 3))
        return known

    def _move(self, origin: Member, destination: Member, at_home: float, named: float) -> int:
        """`move`; `at_home`: what of the destination's title the origin's home meets, by the trades of its entry."""
        title = destination.title
        if title.trades:
            families = origin.wide_families if destination.leads else origin.own_families
            at_home = self._wording.met(title, origin.home, families)
        if title.tells - at_home > FOREIGN:
            entry = destination.entry
            common = at_home / title.tells + share(
                self._wording.met(origin.title, entry.words, entry.families), origin.title.tells
            )
            if common + CLUSTER_COUNTS * named < IN_COMMON:
                return _OTHER_TRADE
        if destination.leads and (destination.rung > origin.rung or not origin.leads):
            return _NUMBERS[TO_MANAGEMENT]
        return _NUMBERS[IN_TRADE]

    def _spelt(self, shared: Mapping[int, float], origin: Member, destination: Member) -> tuple[str, ...]:
        """The shared words as `related` spells and orders them."""
        wording, texts = self._wording, self._wording.texts
        known: dict[str, tuple[bool, float]] = {}
        for word, value in shared.items():
            spelt = texts[origin.spelt[word]]
            if word not in destination.spelt:
                families = wording.families[word]
                kin = [other for other, of in destination.entry.trades if families & of]
                closest = min(kin, key=lambda k: (-wording.tells[k], texts[k]))
                spelt += f" ~ {texts[destination.spelt[closest]]}"
            of_titles = word in origin.title.words and word in destination.title.words and word not in wording.standing
            known[spelt] = max((of_titles, value), known.get(spelt, (False, 0.0)))
        return tuple(sorted(known, key=lambda word: (not known[word][0], -known[word][1], word)))

    def _number(self, words: tuple[str, ...]) -> int:
        number = self._numbers.get(words)
        if number is None:
            if len(self._numbers) == _MOST_SHARED:
                self._numbers.clear()
            number = self._numbers[words] = len(self._shared)
            self._shared.append(words)
        return number


_BY_BASIS = {basis: WEIGHTS["by_basis"] * part for basis, part in BASIS_PART_OF_IMPORTS.items()}


def _ten_thousandths(value: float) -> int:
    """A number as `round` has it to four decimals, times 10,000: what lies near the middle of two is left to it."""
    times = value * 10_000
    low = int(times)
    rest = times - low
    return round(round(value, 4) * 10_000) if 0.499 < rest < 0.501 else low + (rest > 0.5)


def _skipping(progressions: Relations, moves: Numbers, whole: Numbers) -> Numbers:
    """Which of the progressions skip a rung, as `skipping` of moves.py says."""
    skips = np.zeros(len(progressions), bool)
    keys = pairs(progressions.origins, progressions.destinations)
    order = np.argsort(keys)  # by numbers; they come by ids
    keys, whole = keys[order], whole[order].astype(np.int32)
    near = np.flatnonzero(moves[order] != _OTHER_TRADE)
    origins, destinations = (keys[near] >> 32).astype(np.int64), (keys[near] & 0xFFFFFFFF).astype(np.int64)
    starts = np.searchsorted(origins, destinations)
    counts = np.searchsorted(origins, destinations, side="right") - starts
    ends = np.cumsum(counts)
    begin = 0
    while begin < len(near):
        before = ends[begin - 1] if begin else 0
        stop = max(begin + 1, int(np.searchsorted(ends, before + _MOST_WAYS, side="right")))
        now = slice(begin, stop)
        first = np.repeat(np.arange(begin, stop), counts[now])
        second = np.arange(len(first)) + np.repeat(starts[now] - (ends[now] - counts[now] - before), counts[now])
        over = pairs(origins[first], destinations[second])
        place = np.minimum(np.searchsorted(keys, over), len(keys) - 1)
        skipped = (keys[place] == over) & (whole[near[first]] + whole[near[second]] > 2 * whole[place])
        skips[order[place[skipped]]] = True
        begin = stop
    return skips
