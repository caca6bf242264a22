"""Finding paths: what a path is, in which order paths come, and the first of them. Pure.

A path:

1. It goes from one occupation to another by relationships: a progression, or a crossing to the same occupation in
   another route. Where both lead from one occupation to the next, it takes the crossing.
2. It comes to the occupations of `via` in their order. How many of them it has come to is its stage; it comes to no
   occupation twice at one stage. It ends when it comes to the destination after the last of them.
3. It is as long as it needs to be.

The order of paths:

4. By rungs, as an adviser would go: the lowest sum of `rung_weight`, then the fewest relationships. By steps: the
   fewest relationships, then the lowest cost. By cost: the lowest cost, where crossings are free, then the fewest
   relationships. Then, whichever it is, in an imported map the fewest progressions that no table states; then the
   highest sum of relatedness, in ten-thousandths, then the ids in order. No two paths are equal in it.
5. All of these but the ids are sums along a path. Written into one whole number, APART from each other, they are its
   weight, above 0 for each relationship, so that the algorithm of Dijkstra finds the path that is truly the first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from heapq import heappop, heappush
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias, get_args

from career_pathways.loader.errors import WrongParameter

from .carried_levels import carried_levels
from .network import Network, Onward

By = Literal["rungs", "steps", "cost"]

APART = 1 << 40
"""More than any sum along a path comes to: ten-thousandths of 100 million relationships."""

CROSSED, SKIPPED, OTHER_TRADE = 1, 5, 100
"""What a relationship weighs by rungs: a crossing; a step that skips a rung of the trade and one that changes the
trade, besides how unlike its ends are. A change of trade weighs more than any path in the trade that the map has."""

Way: TypeAlias = tuple[str, ...]
"""A path, or the beginning of one, as its ids."""

_State: TypeAlias = tuple[int, str, int, int]
"""Where a path may stand: its stage, its occupation, and the lowest and the highest level that this may carry then; 0
and 0 where it does not matter how many levels a progression rises."""


def rung_weight(on: Onward) -> int:
    """What a relationship weighs by rungs: of a step, from 0 to 10, how unlike its ends are, and what else it does.

    Unlike are two occupations by the square of what their relatedness lacks, in tenths: two near rungs weigh less than
    one far step.
    """
    if on.crossing:
        return CROSSED
    lacks = 10_000 - on.related
    unlike = (lacks * lacks + 5_000_000) // 10_000_000
    return unlike + SKIPPED * on.skips + OTHER_TRADE * (on.move == "other_trade")


def check_measure(by: str) -> None:
    """Raises WrongParameter where rule 4 of this module knows no such order."""
    if by not in get_args(By):
        raise WrongParameter(f"by {by}: paths are short by rungs, by steps or by cost. Name one of the three.")


class Shortest(NamedTuple):
    """All paths that are as short as the first one, from each state on that they come to."""

    onward: Mapping[_State, list[tuple[str, _State]]]
    number: Mapping[_State, int]
    """How many there are from there."""
    rest: Mapping[_State, int]
    """The weight of the first of them from there."""


class PathFinder:
    """The paths from one occupation to another that keep some conditions.

    1. From one state on, a next occupation leads to one state. So a path is known by its ids, and leads through
       states that Dijkstra's algorithm can search. Of the ways to one state the first is always continued, and of equal
       weights the first by its ids, which are as many.
    2. With `most`, a state holds which levels its occupation can carry: after a progression those of its band up to
       that many above the highest that the occupation before can carry; after a crossing those of both, or all of its
       band where the two bands have none in common. One of which no level is known carries none (0 and 0), and what
       comes after it any of its band.
    3. Then a way may come to one occupation in two states of one stage, or at two stages with levels that exclude each
       other. It is no path, and passed over; what parts from it is looked through as after any other.
    """

    def __init__(
        self,
        network: Network,
        origin: str,
        stops: Way,
        by: By,
        *,
        most: int | None = None,
        only: AbstractSet[str] = frozenset(),
        avoided: AbstractSet[str] = frozenset(),
    ) -> None:
        """`stops`: the occupations to come to in their order, the last of them the destination.

        `most`: how many levels a progression may rise, each occupation carrying one level; `only`: the bases of the
        progressions to take, none for all; `avoided`: the occupations not to come to.
        """
        self.network, self.origin, self.stops = network, origin, stops
        self._by, self._most, self._only, self._avoided = by, most, only, avoided

    def in_order(self, closed: frozenset[str] = frozenset()) -> Iterator[Way]:
        """All paths that come to none of the closed occupations, in the order of rule 4 of the module.

        By Yen's algorithm, as Lawler betters it: what is left after a path is all that parts from it after its first
        occupation, its second and so on. Each such part is known by where it begins and where it must not go on to, and
        its best path waits in a heap.
        """
        waiting: list[tuple[int, Way, int, frozenset[str]]] = []

        def wait(beginning: Way, barred: frozenset[str]) -> None:
            found = self._first(beginning, barred, closed)
            if found is not None:
                heappush(waiting, (*found, len(beginning), barred))

        wait((self.origin,), frozenset())
        while waiting:
            _, way, fixed, barred = heappop(waiting)
            if self._is_path(way):
                yield way
            for length in range(fixed, len(way)):
                if self._comes_back(way[:length]):
                    break
                wait(way[:length], (barred if length == fixed else frozenset()) | {way[length]})

    def weight_in_short(self, way: Way) -> int:
        """What makes a path short: all that rule 4 of the module compares before relatedness, but a second cost."""
        return sum(self._in_short(self.network.onward[here][there]) for here, there in pairwise(way))

    def shortest(self) -> Shortest | None:
        """All paths that are as short as the first one; None where there is none, or some may be no path (rule 3)."""
        start = self.start
        reached, before = {start: 0}, defaultdict[_State, list[_State]](list)
        waiting, done, ends = [(0, start)], list[_State](), list[_State]()
        while waiting:
            so_far, state = heappop(waiting)
            if so_far > reached[state]:
                continue
            if ends and so_far > reached[ends[0]]:
                break
            done.append(state)
            if state[0] == len(self.stops):
                ends.append(state)
                continue
            for on, after in self._after(state):
                length = so_far + self._in_short(on)
                if length < reached.get(after, length + 1):
                    reached[after], before[after] = length, []
                    heappush(waiting, (length, after))
                if length == reached[after]:
                    before[after].append(state)
        return self._onward_to(ends, done, before) if ends else None

    def _onward_to(
        self, ends: list[_State], done: list[_State], before: Mapping[_State, list[_State]]
    ) -> Shortest | None:
        onward, number, rest = (
            defaultdict[_State, list[tuple[str, _State]]](list),
            dict.fromkeys(ends, 1),
            dict.fromkeys(ends, 0),
        )
        for state in reversed(done):  # a state is done after all that lead to it
            if state in number:
                for earlier in before.get(state, ()):
                    weight = self._weight(self.network.onward[earlier[1]][state[1]]) + rest[state]
                    onward[earlier].append((state[1], state))
                    number[earlier] = number.get(earlier, 0) + number[state]
                    rest[earlier] = min(weight, rest.get(earlier, weight))
        places = {(stage, here) for stage, here, _, _ in number}
        twice = self._most is not None and len({here for _, here in places}) < len(number)
        return None if twice else Shortest(onward, number, rest)

    def along(self, shortest: Shortest) -> Iterator[Way]:
        """All of these paths, in the order of rule 4 of the module.

        The beginning that can become the first path is always the next to grow; of equal ones the first by its ids.
        What is left to go is known exactly, so none grows in vain.
        """
        start = self.start
        growing: list[tuple[int, Way, int, _State]] = [(shortest.rest[start], (self.origin,), 0, start)]
        while growing:
            _, way, behind, state = heappop(growing)
            if state[0] == len(self.stops):
                yield way
                continue
            for there, after in shortest.onward[state]:
                so_far = behind + self._weight(self.network.onward[state[1]][there])
                heappush(growing, (so_far + shortest.rest[after], (*way, there), so_far, after))

    def _first(self, beginning: Way, barred: frozenset[str], closed: frozenset[str]) -> tuple[int, Way] | None:
        """The first way that begins so, goes on to none of the barred and comes to none of the closed; its weight."""
        states = self._states(beginning)
        first = states[-1]
        behind = {here for stage, here, _, _ in states if stage == first[0]}
        weight = sum(self._weight(self.network.onward[here][there]) for here, there in pairwise(beginning))
        waiting: list[tuple[int, Way, _State]] = [(weight, beginning, first)]
        done = set[_State]()
        while waiting:
            so_far, way, state = heappop(waiting)
            if state in done:
                continue
            done.add(state)
            if state[0] == len(self.stops):
                return so_far, way
            for on, after in self._after(state):
                if (
                    on.id in closed
                    or (state is first and on.id in barred)
                    or (state[0] == first[0] and on.id in behind)
                ):
                    continue
                if after not in done:
                    heappush(waiting, (so_far + self._weight(on), (*way, on.id), after))
        return None

    @property
    def start(self) -> _State:
        """Where every path stands at first."""
        if self._most is None:
            return 0, self.origin, 0, 0
        return 0, self.origin, *(self.network.bands.get(self.origin) or (0, 0))

    def _after(self, state: _State) -> Iterator[tuple[Onward, _State]]:
        """Where a path may go on to, in no order."""
        stage, here, low, high = state
        only, most = self._only, self._most
        for on in self.network.onward.get(here, {}).values():
            if on.id in self._avoided or (only and not on.crossing and on.basis not in only):
                continue
            levels: tuple[int, int] | None = (0, 0)
            if most is not None:
                levels = self._levels(here, low, high, on, most)
            if levels is not None:
                yield on, (stage + (on.id == self.stops[stage]), on.id, *levels)

    def _levels(self, here: str, low: int, high: int, on: Onward, most: int) -> tuple[int, int] | None:
        """Rule 2."""
        band, following = self.network.bands[here], self.network.bands[on.id]
        if band is None or following is None:
            return following or (0, 0)
        least, greatest = following
        if not on.crossing:
            greatest = min(greatest, high + most)
        elif band[0] <= greatest and least <= band[1]:
            least, greatest = max(least, low), min(greatest, high)
        return (least, greatest) if least <= greatest else None

    def _states(self, way: Way) -> list[_State]:
        """The states that a way leads through."""
        states = [self.start]
        for there in way[1:]:
            states.append(next(after for on, after in self._after(states[-1]) if on.id == there))
        return states

    def _comes_back(self, way: Way) -> bool:
        """Whether a way comes to an occupation twice at one stage."""
        places = [(stage, here) for stage, here, _, _ in self._states(way)]
        return len(set(places)) < len(places)

    def _is_path(self, way: Way) -> bool:
        """Rule 3."""
        if self._most is None or len(set(way)) == len(way):
            return True
        crossings = [self.network.onward[here][there].crossing for here, there in pairwise(way)]
        bands = [self.network.bands[id_] for id_ in way]
        return not self._comes_back(way) and bool(carried_levels(way, bands, crossings, self._most))

    def _weight(self, on: Onward) -> int:
        """Rule 5 of the module."""
        in_short = (self._first_of(on) * APART) + self._second_of(on)
        return (in_short * APART + on.inferred) * APART - on.related

    def _in_short(self, on: Onward) -> int:
        return 1 if self._by == "steps" else self._first_of(on) * APART + 1

    def _first_of(self, on: Onward) -> int:
        """What rule 4 of the module compares first."""
        if self._by == "rungs":
            return rung_weight(on)
        return 1 if self._by == "steps" else on.cost

    def _second_of(self, on: Onward) -> int:
        return on.cost if self._by == "steps" else 1
