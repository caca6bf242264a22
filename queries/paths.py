"""Choosing among the paths from one occupation to another: conditions, all that are as short, other ways. Offline.

The functions work on the networkx graph that `build_graph` makes, and answer in the rows of shortest-path.cypher. What
a path is and in which order paths come, the rules of path_finding.py say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby, islice
from operator import itemgetter
from sys import maxsize
from typing import Any, NamedTuple

import networkx as nx

from career_pathways.loader.errors import Contradiction, WrongParameter
from career_pathways.loader.graph.nesting import holds
from career_pathways.loader.graph.progression import COST, COST_OF_IMPORTS

from .in_memory import check_occupations, links, links_ahead, unknown
from .network import network_of
from .path_finding import By, PathFinder, Way, check_measure
from .rows.paths import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What a path has to keep to. Crossings keep to `max_level_gap` and `only` always."""

    via: tuple[str, ...] = ()
    """Occupations to come to, in this order."""
    avoid: frozenset[str] = frozenset()
    """Ids: of an occupation not to come to, of a cluster or a route none of whose occupations to come to."""
    max_level_gap: int | None = None
    """How many levels a progression may rise, each occupation of a path carrying one level (`carried_levels`)."""
    only: frozenset[str] = frozenset()
    """The bases of the progressions to take; empty: all."""
    by: By = "rungs"
    """What makes a path short (rule 4 of path_finding.py)."""


_NONE = Conditions()


def best_path(
    graph: nx.MultiDiGraph, origin: str, destination: str, conditions: Conditions = _NONE
) -> tuple[Link, ...]:
    """The first of the paths that keep the conditions, in the order of path_finding.py; no rows where there is none.

    Raises UnknownName, with the nearest, for an id that the graph does not have, or has for something else;
    Contradiction where two conditions exclude each other, or one and an end of the path; WrongParameter where a
    condition is not one, or the path would end where it begins.
    """
    return links(graph, next(_finder(graph, origin, destination, conditions).in_order(), ()))


def all_shortest(
    graph: nx.MultiDiGraph, origin: str, destination: str, conditions: Conditions, limit: int | None
) -> tuple[tuple[tuple[Link, ...], ...], int]:
    """All paths that are as short as the best one, in the order of path_finding.py, and how many there are.

    As short: by steps, with as few relationships; by rungs or by cost, of the same weight or cost and with as few
    relationships, so that crossing to and fro makes no other path.

    In: at most `limit` of them are made (None: all), the best first; they are counted without being made, where one
    occupation can carry different levels on them by being made. Raises as `best_path` does.
    """
    finder = _finder(graph, origin, destination, conditions)
    shortest = finder.shortest()
    if shortest is None:
        ways = tuple(_as_short_as_the_first(finder))
        return tuple(links(graph, way) for way in ways[:limit]), len(ways)
    count = shortest.number[finder.start]
    made = min(maxsize, count if limit is None else limit)  # all that islice can count to
    return tuple(links(graph, way) for way in islice(finder.along(shortest), made)), count


def _as_short_as_the_first(finder: PathFinder) -> Iterator[Way]:
    lengths = ((finder.weight_in_short(way), way) for way in finder.in_order())
    for _, ways in islice(groupby(lengths, itemgetter(0)), 1):
        yield from (way for _, way in ways)


def alternatives(
    graph: nx.MultiDiGraph, origin: str, destination: str, conditions: Conditions, k: int | None
) -> tuple[tuple[Link, ...], ...]:
    """Up to `k` ways that are really different, the best one first; None: all there are.

    1. Known to every way are both ends, the occupations of `via`, and the namesakes of all these: what is one crossing
       away. A path's own occupations are all others that it comes to.
    2. Two paths have an occupation in common where an own occupation of the one is an own occupation of the other, or
       a namesake of one.
    3. The first way is the best path. Each next is the first path, in the order of path_finding.py, that has no
       occupation in common with any way before it, and is none of them.

    By rule 3, after a direct step come the ways that do not take it. Between known occupations, as across to the other
    route and back, two ways may differ in one relationship alone: neither has an occupation of its own.

    Raises as `best_path` does.
    """
    finder = _finder(graph, origin, destination, conditions)
    known = {origin, *finder.stops}
    known |= _namesakes(finder, known)  # Rule 1
    found: list[Way] = []
    closed: frozenset[str] = frozenset()
    while k is None or len(found) < k:
        way = next((way for way in finder.in_order(closed) if way not in found), None)  # Rule 3
        if way is None:
            break
        found.append(way)
        own = set(way) - known
        closed |= (own | _namesakes(finder, own)) - known  # Rule 2
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


def _finder(graph: nx.MultiDiGraph, origin: str, destination: str, conditions: Conditions) -> PathFinder:
    """Raises what `best_path` raises."""
    _check_values(conditions)
    check_occupations(graph, origin, destination, *conditions.via)
    taken_away = {place: _occupations_of(graph, place) for place in sorted(conditions.avoid)}
    _check_accord(origin, destination, conditions.via, taken_away)
    avoided = frozenset[str]().union(*taken_away.values())
    return PathFinder(
        network_of(links_ahead(graph, origin)),
        origin,
        (*conditions.via, destination),
        conditions.by,
        most=conditions.max_level_gap,
        only=conditions.only,
        avoided=avoided,
    )


def _namesakes(finder: PathFinder, occupations: Iterable[str]) -> set[str]:
    """What is one crossing away from any of them."""
    onward = finder.network.onward
    return {on.id for here in occupations for on in onward.get(here, {}).values() if on.crossing}


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
    check_measure(conditions.by)
    most = conditions.max_level_gap
    if most is not None and (type(most) is not int or most < 1):
        raise WrongParameter(
            f"a level gap of at most {most!r}: a progression rises by 1 level at least. Give 1 or more."
        )
    for basis in sorted(conditions.only - COST.keys() - COST_OF_IMPORTS.keys()):
        raise WrongParameter(f"only {basis}: no such basis. There are {', '.join(COST)}.")


def _check_accord(origin: str, destination: str, via: Way, taken_away: Mapping[str, frozenset[str]]) -> None:
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
