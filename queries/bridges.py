"""Crossings without which routes are cut off from each other, and what each cuts off. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import networkx as nx
import numpy as np

NAMED = 20
"""Routes that are named of those that a bridge cuts off: of thousands in a row, a sentence can name a few."""


class Bridge(NamedTuple):
    """A crossing, and the smaller of the two parts that are left without it."""

    one: Any
    other: Any
    fewer: Sequence[Any]
    """The first routes of the smaller part; of two that are as large, of that of `one`."""
    routes: int
    """How many routes it has."""
    others: int
    """How many the rest has."""


def bridges(between: nx.MultiGraph, routes: Sequence[Any]) -> Iterator[Bridge]:
    """The bridges of a graph of routes, in its order.

    In: an edge for each crossing, with the two occupations as its `ends` and the route of the first as its `home`; all
    routes, in the order in which they are named. What a bridge cuts off is a stretch of one list, so that it need not
    be looked for.
    """
    found = list(nx.bridges(between))
    parts = nx.Graph(between)
    parts.remove_edges_from(found)
    part_of = {route: i for i, part in enumerate(nx.connected_components(parts)) for route in part}
    joined = nx.Graph((part_of[left], part_of[right]) for left, right in found)
    stretches, whole = _stretches(joined)
    members: dict[int, list[int]] = {}
    for place, route in enumerate(routes):
        members.setdefault(part_of[route], []).append(place)
    order = sorted(stretches, key=lambda part: stretches[part][0])
    sizes = np.cumsum([0, *(len(members[part]) for part in order)])
    places = np.array([place for part in order for place in members[part]], np.int64)
    for left, right in found:
        (((one, other), home),) = ((of["ends"], of["home"]) for of in between[left][right].values())
        ends = part_of[left], part_of[right]
        low = max(ends, key=lambda part: stretches[part][0])
        begin, end = (int(sizes[place]) for place in stretches[low])
        first, last = (int(sizes[place]) for place in whole[low])
        inside, outside = places[begin:end], np.concatenate((places[first:begin], places[end:last]))
        sides = (inside, outside) if part_of[home] == low else (outside, inside)
        fewer, rest = sorted(sides, key=len)
        named = np.sort(np.partition(fewer, NAMED)[:NAMED] if len(fewer) > NAMED else fewer)
        yield Bridge(one, other, [routes[place] for place in named], len(fewer), len(rest))


def _stretches(forest: nx.Graph) -> tuple[dict[int, tuple[int, int]], dict[int, tuple[int, int]]]:
    """Its nodes in a list in which what hangs on each is a stretch: that of each node, and that of its whole tree."""
    below, tree, place = dict[int, list[int]](), dict[int, list[int]](), 0
    for root in forest:
        if root in below:
            continue
        stretch = [place, place]
        for _, node, what in nx.dfs_labeled_edges(forest, root):
            if what == "forward":
                below[node] = [place, place]
                tree[node] = stretch
                place += 1
            elif what == "reverse":
                below[node][1] = place
        stretch[1] = place
    return {n: (a, b) for n, (a, b) in below.items()}, {n: (a, b) for n, (a, b) in tree.items()}
