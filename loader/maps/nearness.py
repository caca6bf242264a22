"""Relatedness and moves of all progressions of a map: what relatedness.py and moves.py say, number for number.

Each is looked at once and takes 13 bytes from then on; a progression costs a few microseconds.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from math import fsum
from typing import Any, TypeAlias

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
from .table_files import RELATING, Progress
from .wording import Member, Origin, Wording

_MOST_WAYS = 1_000_000
"""Ways of two progressions that are looked at together."""

_PART = 20_000
"""Progressions of which the ends are taken out of their columns at once."""

_MOST_SHARED = 200_000
"""Different lists of shared words that are remembered as such."""

_NUMBERS = {move: number for number, move in enumerate(MOVES)}
_OTHER_TRADE = _NUMBERS[OTHER_TRADE]

Near: TypeAlias = tuple[int, int, int, int, int, int, int, bool, list[str]]
"""The five parts of relatedness and their sum in ten-thousandths, the place of the move in MOVES, whether it skips a
rung, the shared words."""


_Met: TypeAlias = tuple[float, float, float, float, float, int]
"""What two occupations meet of each other: of both titles, of both entries, of the destination's title by the origin's
home as `related` has it and as `move` does, of the origin's title by the destination's entry; a number for the words
that they share."""


class Nearness:
    """Of progressions, how near their ends lie."""

    def __init__(
        self,
        names: Names,
        occupations: Stated,
        progressions: Relations,
        stated: Numbers,
        progress: Progress | None = None,
    ) -> None:
        """`progressions`: by the ids of their ends; `stated`: which of them are, the others being `related`."""
        self._wording = Wording(names, occupations)
        self._levels: dict[tuple[float | None, float | None, int, int], int] = {}
        self._shared: list[tuple[str, ...]] = []
        self._numbers: dict[tuple[str, ...], int] = {}
        self._number(())
        self._spellings: dict[Any, int] = {}
        self._title, self._specialisms, self._place, self._level = array("H"), array("H"), array("H"), array("H")
        self._moves, self._words = bytearray(), array("I")
        self._relate(progressions, progress)
        self._basis = np.where(stated, *(_ten_thousandths(_BY_BASIS[basis]) for basis in (STATED, RELATED)))
        columns = (self._title, self._specialisms, self._place, self._level)
        self._whole = self._basis.astype(np.uint16)
        for column in columns:
            self._whole += np.frombuffer(column, np.uint16)
        del self._wording, self._spellings, self._numbers
        self._skips = _skipping(progressions, np.frombuffer(self._moves, np.uint8), self._whole)

    def rows(self, part: slice) -> Iterator[Near]:
        """Those at some places, in their order."""
        columns = (self._title, self._specialisms, self._place, self._level, self._basis, self._whole)
        lists = [column[part].tolist() for column in columns]
        shared = self._shared
        words = (list(shared[number]) for number in self._words[part])
        return zip(*lists, self._moves[part], self._skips[part].tolist(), words, strict=True)

    def _relate(self, progressions: Relations, progress: Progress | None) -> None:
        member, last = self._wording.member, -1
        for start in range(0, len(progressions), _PART):
            if progress:
                progress(RELATING, start, len(progressions))
            part = slice(start, start + _PART)
            ends = zip(progressions.origins[part].tolist(), progressions.destinations[part].tolist(), strict=True)
            for number, other in ends:
                if number != last:
                    begin, last, named = member(number), number, dict[int, float]()
                    origin = self._wording.origin(begin)
                end = member(other)
                name = named.get(end.stands)
                if name is None:
                    cluster, _ = self._wording.named(end.stands)
                    met = self._wording.met(cluster, origin.own, origin.own_families)
                    name = named[end.stands] = share(met, cluster.tells)
                self._add(begin, origin, end, name)

    def _add(self, start: Member, origin: Origin, end: Member, named: float) -> None:
        """Find how near a destination lies by the rules of `related`, and what kind of move it is by those of `move`.

        `named`: how much of the name of the destination's cluster the origin meets.
        """
        titles, entries, at_home, wide, back, words = self._met(start, origin, end)
        beyond = max(0.0, entries - titles) / 2
        foreign = max(0.0, end.title.tells - at_home)
        title = share(titles, start.title.tells + end.title.tells)
        self._title.append(_ten_thousandths(WEIGHTS["by_title"] * title) if titles else 0)
        self._specialisms.append(_ten_thousandths(WEIGHTS["by_specialisms"] * (beyond / (1 + beyond))) if beyond else 0)
        self._place.append(_ten_thousandths(WEIGHTS["by_place"] * ((3 / (1 + foreign) + named) / 4)))
        self._level.append(self._by_level(start, end))
        self._moves.append(_move(start, end, wide, back, named))
        self._words.append(words)

    def _met(self, start: Member, origin: Origin, end: Member) -> _Met:
        """What the two meet of each other: words that are the same, and words of one trade."""
        tells, kin = self._wording.tells, self._wording.kin
        title, other, entry = start.title, end.title, end.entry
        at_home = [tells[word] for word in other.words & origin.home]
        shared, in_titles = start.entry.words & entry.words, title.words & other.words
        each = [tells[word] for word in shared]
        both = [tells[word] for word in in_titles] if in_titles else []
        back = [tells[word] for word in shared if word in title.words] if shared else []
        words = self._spelt(shared, in_titles, origin) if shared else 0
        if origin.wide_families.isdisjoint(entry.families):
            home = fsum(at_home)
            return 2 * fsum(both), 2 * fsum(each), home, home, fsum(back), words
        more = kin(start.entry, entry.words, entry.families)
        titles = fsum([*both, *kin(title, other.words, other.families).values()])
        titles += fsum([*both, *kin(other, title.words, title.families).values()])
        entries = fsum([*each, *more.values()])
        entries += fsum([*each, *kin(entry, start.entry.words, start.entry.families).values()])
        families = origin.wide_families if end.leads else origin.own_families
        wide = fsum([*at_home, *kin(other, origin.home, families).values()])
        home = fsum([*at_home, *kin(other, origin.home, start.entry.families).values()])
        back += [value for word, value in more.items() if word in title.words]
        if more:
            words = self._number(self._spelt_with_kin(shared, more, start, origin, end))
        return titles, entries, home, wide, fsum(back), words

    def _spelt(self, shared: frozenset[int], in_titles: frozenset[int], origin: Origin) -> int:
        """A number for the shared words as `related` spells and orders them."""
        key = shared, in_titles, tuple(map(origin.spelt.get, shared))
        number = self._spellings.get(key)
        if number is None:
            texts, tells, standing = self._wording.texts, self._wording.tells, self._wording.standing
            words = sorted(
                (word not in in_titles or word in standing, -tells[word], texts[origin.spelt[word]]) for word in shared
            )
            if len(self._spellings) == _MOST_SHARED:
                self._spellings.clear()
            number = self._spellings[key] = self._number(tuple(dict.fromkeys(text for _, _, text in words)))
        return number

    def _spelt_with_kin(
        self, shared: frozenset[int], more: Mapping[int, float], start: Member, origin: Origin, end: Member
    ) -> tuple[str, ...]:
        """The same where there are words of one trade, `more`, which tell so much."""
        wording, texts = self._wording, self._wording.texts
        words = [
            (
                word not in start.title.words or word not in end.title.words or word in wording.standing,
                -wording.tells[word],
                texts[origin.spelt[word]],
            )
            for word in shared
        ]
        for word, value in more.items():
            kin = [other for other, of in end.entry.trades if wording.families[word] & of]
            closest = min(kin, key=lambda other: (-wording.tells[other], texts[other]))
            words.append((True, -value, f"{texts[origin.spelt[word]]} ~ {texts[wording.spelt(end.number)[closest]]}"))
        return tuple(dict.fromkeys(text for _, _, text in sorted(words)))

    def _by_level(self, origin: Member, destination: Member) -> int:
        key = origin.height, destination.height, origin.rung, destination.rung
        known = self._levels.get(key)
        if known is None:
            up = 2 * nearness_of_heights(*key[:2]) + rise(*key[2:])
            known = self._levels[key] = _ten_thousandths(WEIGHTS["by_level"] * (up / 3))
        return known

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


def _move(start: Member, end: Member, at_home: float, back: float, named: float) -> int:
    """`move` of moves.py, by what was met.

    `at_home`: of the destination's title by the origin's home; `back`: of the origin's title by the destination's
    entry; `named`: the share of the name of its cluster.
    """
    if end.title.tells - at_home > FOREIGN:
        common = at_home / end.title.tells + share(back, start.title.tells)
        if common + CLUSTER_COUNTS * named < IN_COMMON:
            return _OTHER_TRADE
    if end.leads and (end.rung > start.rung or not start.leads):
        return _NUMBERS[TO_MANAGEMENT]
    return _NUMBERS[IN_TRADE]


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
