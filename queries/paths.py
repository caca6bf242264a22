"""Choosing among the paths from one occupation to another: conditions, all that are as short, other ways. Offline.

The functions work on the networkx graph that `build_graph` makes, and answer in the rows of shortest-path.cypher. All
three go by the same rules.

A path:

1. It goes from one occupation to another by relationships: a progression, or a crossing to the same occupation in
   another route. Where both lead from one occupation to the next, it takes the crossing.
2. It comes to the occupations of `via` in their order. How many of them it has come to is its stage; it comes to no
   occupation twice at one stage. It ends when it comes to the destination after the last of them.
3. It is as long as it needs to be.

The order of paths:

4. By steps: the fewest relationships of both kinds, then the lowest cost. By cost: the lowest cost, where crossings are
   free, then the fewest relationships. Then, either way, the highest sum of relatedness, in ten-thousandths, then the
   ids in order. No two paths are equal in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from itertools import islice, pairwise
from math import prod
from sys import maxsize
from typing import Any, Literal, NamedTuple, Self

import networkx as nx

from career_pathways.loader.errors import Contradiction, WrongParameter
from career_pathways.loader.graph.nesting import holds
from career_pathways.loader.graph.progression import COST

from .in_memory import APART, CROSSING, check_occupations, links, taken, unknown
from .rows.paths import Link

_Way = tuple[str, ...]
"""A path, or the beginning of one, as its ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What a path has to keep to. Crossings keep to `max_level_gap` and `only` always."""

    via: tuple[str, ...] = ()
    """Occupations to come to, in this order."""
    avoid: frozenset[str] = frozenset()
    """Ids: of an occupation not to come to, of a cluster or a route none of whose occupations to come to."""
    max_level_gap: int | None = None
    """How many levels a progression may rise. By `level_gap`; where a level is not stated, by the least that it can be:
    from the `level_max` of its origin to the `level_min` of its destination."""
    only: frozenset[str] = frozenset()
    """The bases of the progressions to take; empty: all."""
    by: Literal["steps", "cost"] = "steps"
    """What makes a path short (rule 4 of this module)."""


_NONE = Conditions()


def best_path(
    graph: nx.MultiDiGraph, origin: str, destination: str, conditions: Conditions = _NONE
) -> tuple[Link, ...]:
    """The first of the paths that keep the conditions, in the order of rule 4; no rows where there is none.

    Raises UnknownName, with the nearest, for an id that the graph does not have, or has for something else;
    Contradiction where two conditions exclude each other, or one and an end of the path; WrongParameter where a
    condition is not one, or the path would end where it begins.
    """
    return links(graph, next(_Search.of(graph, origin, destination, conditions).in_order(), ()))


def all_shortest(
    graph: nx.MultiDiGraph, origin: str, destination: str, conditions: Conditions, limit: int | None
) -> tuple[tuple[tuple[Link, ...], ...], int]:
    """All paths that are as short as the best one, in the order of rule 4, and how many there are.

    As short: by steps, with as few relationships; by cost, of the same cost and with as few relationships, so that
    crossing to and fro makes no other path.

    In: at most `limit` of them are made (None: all), the best first; they are counted without being made. Raises as
    `best_path` does.
    """
    search = _Search.of(graph, origin, destination, conditions)
    legs = [search.leg(stop) for stop in search.stops]
    starts = (origin, *conditions.via)
    count = prod(leg.number.get(start, 0) for start, leg in zip(starts, legs, strict=True))
    ways = search.shortest(legs) if count else iter(())
    made = min(maxsize, count if limit is None else limit)  # all that islice can count to
    return tuple(links(graph, way) for way in islice(ways, made)), count


def alternatives(
    graph: nx.MultiDiGraph, origin: str, destination: str, conditions: Conditions, k: int | None
) -> tuple[tuple[Link, ...], ...]:
    """Up to `k` ways that are really different, the best one first; None: all there are.

    1. Known to every way are both ends, the occupations of `via`, and the namesakes of all these: what is one crossing
       away. A path's own occupations are all others that it comes to.
    2. Two paths have an occupation in common where an own occupation of the one is an own occupation of the other, or
       a namesake of one.
    3. The first way is the best path. Each next is the first path, in the order of rule 4 of this module, that has no
       occupation in common with any way before it, and is none of them.

    By rule 3, after a direct step come the ways that do not take it. Between known occupations, as across to the other
    route and back, two ways may differ in one relationship alone: neither has an occupation of its own.

    Raises as `best_path` does.
    """
    search = _Search.of(graph, origin, destination, conditions)
    known = {origin, *search.stops}
    known |= _namesakes(graph, known)  # Rule 1
    found: list[_Way] = []
    closed: frozenset[str] = frozenset()
    while k is None or len(found) < k:
        way = next((way for way in search.in_order(closed) if way not in found), None)  # Rule 3
        if way is None:
            break
        found.append(way)
        own = set(way) - known
        closed |= (own | _namesakes(graph, own)) - known  # Rule 2
    return tuple(links(graph, way) for way in found)


class Closed(NamedTuple):
    """A condition that closes the last way."""

    condition: str
    """The field of Conditions."""
    values: tuple[str, ...]
    """The id, the number or the bases that it names."""


def closing(graph: nx.MultiDiGraph, origin: str, destination: str, conditions: Conditions) -> tuple[Closed, ...]:
    """Those of the conditions that close the last way: where one of them alone is left out, there is a path.

    Raises as `best_path` does.
    """
    without: dict[Closed, dict[str, Any]] = {
        Closed("via", (id_,)): {"via": tuple(v for v in conditions.via if v != id_)} for id_ in conditions.via
    }
    without |= {Closed("avoid", (id_,)): {"avoid": conditions.avoid - {id_}} for id_ in sorted(conditions.avoid)}
    if conditions.max_level_gap is not None:
        without[Closed("max_level_gap", (str(conditions.max_level_gap),))] = {"max_level_gap": None}
    if conditions.only:
        without[Closed("only", tuple(sorted(conditions.only)))] = {"only": frozenset()}
    return tuple(
        closed
        for closed, others in without.items()
        if best_path(graph, origin, destination, replace(conditions, **others))
    )


class _Leg(NamedTuple):
    """The shortest paths from anywhere to one stop, none of them longer than it need be."""

    onward: Mapping[str, list[str]]
    """Where they lead next, from each occupation."""
    number: Mapping[str, int]
    """How many there are from each occupation."""
    rest: Mapping[str, int]
    """The weight of the best of them from each occupation."""


@dataclass(frozen=True, slots=True)
class _Search:
    """The paths from one occupation to another that keep some conditions.

    1. What rule 4 of the module compares before the ids are sums along a path. Written into one whole number, APART
       from each other, they are its weight: what Dijkstra's algorithm makes least, exactly. The weight of each
       relationship is above 0, whatever its cost, because it counts itself.
    2. The stages of a path share no state, so each is a search of its own, from one stop to the next. The best path is
       that of each stage, one after the other: lesser sums make a lesser sum, and of equal ones each stage has one
       length only, so that first ids make first ids.
    3. Dijkstra's algorithm, run backwards from a stop, knows for each occupation where the best paths lead on. Of
       these, the first by its id each time makes the path that is first by its ids.
    """

    graph: nx.MultiDiGraph
    origin: str
    stops: tuple[str, ...]
    """The occupations of `via` in their order, then the destination."""
    conditions: Conditions
    avoided: frozenset[str]
    """The occupations that `avoid` takes away."""
    backwards: nx.MultiDiGraph = field(repr=False)

    @classmethod
    def of(cls, graph: nx.MultiDiGraph, origin: str, destination: str, conditions: Conditions) -> Self:
        """Raises what `best_path` raises."""
        _check_values(conditions)
        check_occupations(graph, origin, destination, *conditions.via)
        taken_away = {place: _occupations_of(graph, place) for place in sorted(conditions.avoid)}
        _check_accord(origin, destination, conditions.via, taken_away)
        stops = (*conditions.via, destination)
        avoided = frozenset[str]().union(*taken_away.values())
        return cls(graph, origin, stops, conditions, avoided, graph.reverse(copy=False))

    def in_order(self, closed: frozenset[str] = frozenset()) -> Iterator[_Way]:
        """All paths that come to none of the closed occupations, in the order of rule 4 of the module.

        By Yen's algorithm, as Lawler betters it: what is left after a path is all that parts from it after its first
        occupation, its second and so on. Each such part is known by where it begins and where it must not go on to, and
        its best path waits in a heap.
        """
        waiting: list[tuple[int, _Way, int, frozenset[str]]] = []

        def wait(beginning: _Way, barred: frozenset[str]) -> None:
            way = self._best(beginning, barred, closed)
            if way is not None:
                heappush(waiting, (self._weight_of(way), way, len(beginning), barred))

        wait((self.origin,), frozenset())
        while waiting:
            _, way, fixed, barred = heappop(waiting)
            yield way
            for length in range(fixed, len(way)):
                wait(way[:length], (barred if length == fixed else frozenset()) | {way[length]})

    def leg(self, stop: str) -> _Leg:
        """The paths to a stop that are as short as the best one is."""
        onward, distances = self._towards(stop, in_short=True)
        number = {stop: 1}
        for here in sorted(distances.keys() - {stop}, key=distances.__getitem__):
            number[here] = sum(number[there] for there in onward[here])
        return _Leg(onward, number, self._towards(stop)[1])

    def shortest(self, legs: list[_Leg]) -> Iterator[_Way]:
        """All paths along these legs, one for each stop, in the order of rule 4 of the module; there is one at least.

        The beginning that can become the first path is always the next to grow; of equal ones the first by its ids.
        What is left to go is known exactly, so none grows in vain.
        """
        later = [leg.rest[stop] for stop, leg in zip(self.stops, legs[1:], strict=False)]
        growing: list[tuple[int, _Way, int, int]] = [(0, (self.origin,), 0, 0)]
        while growing:
            _, way, behind, stage = heappop(growing)
            if stage == len(legs):
                yield way
                continue
            for there in legs[stage].onward[way[-1]]:
                so_far = behind + self._weight_of((way[-1], there))
                total = so_far + legs[stage].rest[there] + sum(later[stage:])
                heappush(growing, (total, (*way, there), so_far, stage + (there == self.stops[stage])))

    def _best(self, beginning: _Way, barred: frozenset[str], closed: frozenset[str]) -> _Way | None:
        """The first path that begins so, goes on to none of the barred and comes to none of the closed."""
        way, first = list(beginning), beginning[-1]
        stage, entered = self._stage(beginning)
        behind = closed.union(beginning[entered:-1])
        for stop in self.stops[stage:]:
            onward, distances = self._towards(stop, behind, {(first, there) for there in barred})
            if way[-1] not in distances:
                return None
            while way[-1] != stop:
                way.append(min(onward[way[-1]]))  # Rule 3
            behind, barred = closed, frozenset()  # Rule 2
        return tuple(way)

    def _stage(self, way: _Way) -> tuple[int, int]:
        """How many stops the beginning of a path has come to, and where in it the last of them stands."""
        stage = entered = 0
        for position, here in enumerate(way[1:], 1):
            if here == self.stops[stage]:
                stage, entered = stage + 1, position
        return stage, entered

    def _towards(
        self,
        stop: str,
        closed: frozenset[str] = frozenset(),
        barred: Iterable[tuple[str, str]] = (),
        *,
        in_short: bool = False,
    ) -> tuple[Mapping[str, list[str]], Mapping[str, int]]:
        """From each occupation that leads to a stop: where the best paths go on, and how far it is.

        Of what comes to none of the closed and takes none of the barred relationships. `in_short`: by what makes a path
        short alone, so that all that are as short are the best.
        """
        closed = self.avoided | closed
        barred = frozenset(barred)

        def weight(end: str, start: str, parallel: Mapping[str, Mapping[str, Any]]) -> int | None:
            if start in closed or (start, end) in barred:
                return None  # networkx does not go there
            return self._weight(start, end, parallel, in_short=in_short)

        found: tuple[Mapping[str, list[str]], Mapping[str, int]]
        found = nx.dijkstra_predecessor_and_distance(self.backwards, stop, weight=weight)
        return found

    def _weight_of(self, way: _Way) -> int:
        return sum(self._weight(start, end, self.graph[start][end]) or 0 for start, end in pairwise(way))

    def _weight(
        self, start: str, end: str, parallel: Mapping[str, Mapping[str, Any]], *, in_short: bool = False
    ) -> int | None:
        """The weight of the relationship that a path takes from one to another; None where it can take none."""
        kind = taken(parallel)
        if kind is None or (kind != CROSSING and not self._passes(start, end, parallel[kind])):
            return None
        cost: int = parallel[kind].get("cost", 0)
        by_steps = self.conditions.by == "steps"
        if in_short:
            return 1 if by_steps else cost * APART + 1
        related: int = round(parallel[kind].get("relatedness", 0.0) * 10_000)
        first, second = (1, cost) if by_steps else (cost, 1)
        return (first * APART + second) * APART - related  # Rule 1

    def _passes(self, start: str, end: str, progression: Mapping[str, Any]) -> bool:
        """Whether a progression keeps to `only` and `max_level_gap`."""
        only, most = self.conditions.only, self.conditions.max_level_gap
        if only and progression["basis"] not in only:
            return False
        if most is None:
            return True
        gap: int | None = progression["level_gap"]
        if gap is None:
            gap = self.graph.nodes[end]["level_min"] - self.graph.nodes[start]["level_max"]
        return gap <= most


def _namesakes(graph: nx.MultiDiGraph, occupations: Iterable[str]) -> set[str]:
    """What is one crossing away from any of them."""
    return {there for here in occupations for there, parallel in graph.adj[here].items() if CROSSING in parallel}


def _occupations_of(graph: nx.MultiDiGraph, place: str) -> frozenset[str]:
    """The occupations of a route or a cluster; of an occupation, itself. Raises UnknownName for anything else."""
    label = graph.nodes.get(place, {}).get("label")
    if label == "Occupation":
        return frozenset({place})
    if label == "Cluster":
        return frozenset(holds(graph, place))
    if label == "Route":
        return frozenset(node for node, route in graph.nodes(data="route") if route == place)
    raise unknown(graph, place, "Route", "Cluster", "Occupation")


def _check_values(conditions: Conditions) -> None:
    """Raises WrongParameter for a condition that is not one."""
    if conditions.by not in {"steps", "cost"}:
        raise WrongParameter(f"by {conditions.by}: paths are short by steps or by cost. Name one of the two.")
    most = conditions.max_level_gap
    if most is not None and (type(most) is not int or most < 1):
        raise WrongParameter(
            f"a level gap of at most {most!r}: a progression rises by 1 level at least. Give 1 or more."
        )
    for basis in sorted(conditions.only - COST.keys()):
        raise WrongParameter(f"only {basis}: no such basis. There are {', '.join(COST)}.")


def _check_accord(origin: str, destination: str, via: _Way, taken_away: Mapping[str, frozenset[str]]) -> None:
    """Raises Contradiction where two of them exclude each other, WrongParameter for two equal ends."""
    if origin == destination:
        raise WrongParameter(f"{origin} is where the path begins and where it ends. Name two occupations.")
    ends = {origin: "where the path begins", destination: "where the path ends"}
    for position, id_ in enumerate(via):
        if id_ in ends:
            raise Contradiction(f"via {id_} is {ends[id_]} already. Leave it out.")
        if id_ in via[:position]:
            raise Contradiction(f"via {id_} is named twice, and a path comes to it once. Leave out one of them.")
    asked = {id_: f"{id_}, {where}," for id_, where in ends.items()} | {id_: f"via {id_}" for id_ in via}
    for place, occupations in taken_away.items():
        for id_, name in asked.items():
            if id_ in occupations:
                stands = "is" if place == id_ else "stands in"
                cure = "Leave out that {avoid}." if id_ in ends else "Leave out one of them."
                raise Contradiction(f"{name} {stands} what avoiding {place} takes away.", cure)
