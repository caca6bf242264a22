"""How near two occupations of a map lie: what relatedness.py and moves.py say, number for number, in microseconds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import fsum
from typing import Any, NamedTuple

from career_pathways.loader.graph.moves import (
    CLUSTER_COUNTS,
    FOREIGN,
    IN_COMMON,
    IN_TRADE,
    MOVES,
    OTHER_TRADE,
    TO_MANAGEMENT,
)
from career_pathways.loader.graph.relatedness import WEIGHTS, nearness_of_heights, rise, share

from .wording import Member, Origin, Wording

_MOST_MEMBERS = 5_000
"""Occupations whose words are kept as sets: those of a route mostly lead to each other."""

_MOST_SHARED = 200_000
"""Different lists of shared words that are remembered as such."""

_NUMBERS = {move: number for number, move in enumerate(MOVES)}
OTHER_TRADE_NUMBER = _NUMBERS[OTHER_TRADE]


class Near(NamedTuple):
    """How near a destination lies, in ten-thousandths."""

    title: int
    specialisms: int
    place: int
    level: int
    move: int
    """The place of the move in MOVES."""
    words: int
    """A number for the words that the two share."""


class _Met(NamedTuple):
    """What two occupations meet of each other, of which words tell so much."""

    titles: float
    """Of both titles, together."""
    entries: float
    """Of both entries, together."""
    home: float
    """Of the destination's title by the origin's home, as `related` has it."""
    wide: float
    """The same as `move` has it."""
    back: float
    """Of the origin's title by the destination's entry."""
    words: int


class Comparing:
    """Occupations compared with what they lead to."""

    def __init__(self, wording: Wording) -> None:
        """`wording`: their words."""
        self._wording = wording
        self._member = lru_cache(_MOST_MEMBERS)(wording.member)
        self._named = dict[int, float]()
        """Of the clusters that the origin was compared with, how much of their names it meets."""
        self._levels: dict[tuple[float | None, float | None, int, int], int] = {}
        self._spellings: dict[Any, int] = {}
        self._numbers: dict[tuple[str, ...], int] = {}
        self.shared: list[tuple[str, ...]] = []
        """Lists of words that two share, by their numbers."""
        self._number(())

    def begin(self, number: int) -> None:
        """Compare what follows with this occupation."""
        self._start = self._member(number)
        self._origin = self._wording.origin(self._start)
        self._named = {}

    def near(self, number: int) -> Near:
        """How near an occupation lies by the rules of `related`, and what kind of move it is by those of `move`."""
        start, end = self._start, self._member(number)
        named = self._named.get(end.stands)
        if named is None:
            cluster, _ = self._wording.named(end.stands)
            met_by_own = self._wording.met(cluster, self._origin.own, self._origin.own_families)
            named = self._named[end.stands] = share(met_by_own, cluster.tells)
        met = self._met(start, self._origin, end)
        beyond = max(0.0, met.entries - met.titles) / 2
        foreign = max(0.0, end.title.tells - met.home)
        title = share(met.titles, start.title.tells + end.title.tells)
        return Near(
            ten_thousandths(WEIGHTS["by_title"] * title) if title else 0,
            ten_thousandths(WEIGHTS["by_specialisms"] * (beyond / (1 + beyond))) if beyond else 0,
            ten_thousandths(WEIGHTS["by_place"] * ((3 / (1 + foreign) + named) / 4)),
            self._by_level(start, end),
            _move(start, end, met, named),
            met.words,
        )

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
            return _Met(2 * fsum(both), 2 * fsum(each), home, home, fsum(back), words)
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
        return _Met(titles, entries, home, wide, fsum(back), words)

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
            known = self._levels[key] = ten_thousandths(WEIGHTS["by_level"] * (up / 3))
        return known

    def _number(self, words: tuple[str, ...]) -> int:
        number = self._numbers.get(words)
        if number is None:
            if len(self._numbers) == _MOST_SHARED:
                self._numbers.clear()
            number = self._numbers[words] = len(self.shared)
            self.shared.append(words)
        return number


def ten_thousandths(value: float) -> int:
    """A number as `round` has it to four decimals, times 10,000: what lies near the middle of two is left to it."""
    times = value * 10_000
    low = int(times)
    rest = times - low
    return round(round(value, 4) * 10_000) if 0.499 < rest < 0.501 else low + (rest > 0.5)


def _move(start: Member, end: Member, met: _Met, named: float) -> int:
    """`move` of moves.py, by what was met; `named`: the share of the name of the destination's cluster."""
    if end.title.tells - met.wide > FOREIGN:
        common = met.wide / end.title.tells + share(met.back, start.title.tells)
        if common + CLUSTER_COUNTS * named < IN_COMMON:
            return OTHER_TRADE_NUMBER
    if end.leads and (end.rung > start.rung or not start.leads):
        return _NUMBERS[TO_MANAGEMENT]
    return _NUMBERS[IN_TRADE]
