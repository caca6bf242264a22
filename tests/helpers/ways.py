"""All paths of a small map, found by trying, in the order of queries/path_finding.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx

from career_pathways.queries.rows.paths import Link

Way = tuple[tuple[str, str, str, Mapping[str, Any]], ...]
"""The relationships of a path: from, type, to, properties."""


def every_way(graph: nx.MultiDiGraph, origin: str, destination: str, via: Sequence[str]) -> list[Way]:
    """All paths that come to `via` in order, and to no occupation twice between."""
    found = []

    def go_on(way: Way, here: str, met: int, seen: frozenset[tuple[str, int]]) -> None:
        if here == destination and met == len(via):
            found.append(way)
            return
        for there, parallel in graph[here].items():
            kinds = [kind for kind in ("SHARED_ACROSS_ROUTES", "PROGRESSES_TO") if kind in parallel]
            state = there, met + (list(via[met : met + 1]) == [there])
            if kinds and state not in seen:
                go_on((*way, (here, kinds[0], there, parallel[kinds[0]])), *state, seen | {state})

    go_on((), origin, 0, frozenset({(origin, 0)}))
    return found


def length(way: Way, by: str) -> tuple[int, ...]:
    """What makes a path short, as `all_shortest` compares it."""
    if by == "rungs":
        return sum(rung(properties) for *_, properties in way), len(way)
    return (len(way),) if by == "steps" else (cost(way), len(way))


def rung(relationship: Mapping[str, Any]) -> int:
    """What a relationship weighs by rungs."""
    if "move" not in relationship:
        return 1
    unlike = round((1 - relationship["relatedness"]) ** 2 * 10)
    return unlike + 5 * relationship["skips"] + 100 * (relationship["move"] == "other_trade")


def cost(way: Way) -> int:
    return sum(properties.get("cost", 0) for *_, properties in way)


def rank(way: Way, by: str) -> Any:
    related = sum(round(properties.get("relatedness", 0) * 10_000) for *_, properties in way)
    dear = [cost(way)] if by == "steps" else []
    return (*length(way, by), *dear, inferred(way), -related, [end for _, _, end, _ in way])


def inferred(way: Way) -> int:
    """How many of the progressions of an imported map no table states."""
    return sum(":" in start and of.get("basis", "stated") != "stated" for start, _, _, of in way)


def namesakes(graph: nx.MultiDiGraph, ids: set[str]) -> set[str]:
    return {end for start, end, kind in graph.edges(keys=True) if kind == "SHARED_ACROSS_ROUTES" and start in ids}


def different_ways(graph: nx.MultiDiGraph, ways: list[Way], known: set[str]) -> list[Way]:
    """Of all paths in order those that `alternatives` has to give: the rules of its docstring, said once more."""
    known = known | namesakes(graph, known)
    found: list[Way] = []

    def own(way: Way) -> set[str]:
        return {id_ for start, _, end, _ in way for id_ in (start, end)} - known

    def in_common(one: Way, other: Way) -> bool:
        return bool(own(one) & own(other) or namesakes(graph, own(one)) & own(other))

    for way in ways:
        if not any(in_short(way) == in_short(before) or in_common(way, before) for before in found):
            found.append(way)
    return found


def in_short(way: Way | tuple[Link, ...]) -> tuple[tuple[str, str, str], ...]:
    return tuple((link.from_id, link.type, link.id) if isinstance(link, Link) else link[:3] for link in way)


def all_in_short(ways: Sequence[Way | tuple[Link, ...]]) -> list[tuple[tuple[str, str, str], ...]]:
    return [in_short(way) for way in ways]
