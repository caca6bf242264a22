"""Paths from one occupation to another in a whole map: the shortest, and those that path_finding.py finds."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from career_pathways.loader.errors import UnknownName, WrongParameter
from career_pathways.queries.carried_levels import Band
from career_pathways.queries.network import CROSSING, MOST_RELATIONSHIPS, PROGRESSION, Network, Onward, band_of
from career_pathways.queries.path_finding import By, PathFinder, Way

from .whole_map import UNSTATED, Links, Numbers, WholeMap

Weight: TypeAlias = tuple[int, int, int]
"""Of a path among equally long ones: its cost, its progressions that no table states, its relatedness turned round."""

_CROSSED: Weight = (0, 0, 0)


class WayLink(NamedTuple):
    """One relationship of a path."""

    type: str
    from_id: str
    id: str
    basis: str | None
    """None at a crossing, as the two that follow."""
    cost: int | None
    related: int | None
    """Its relatedness in ten-thousandths."""


class Paths:
    """The paths of a map, by ids. Raises UnknownName for one that it does not have."""

    def __init__(self, whole: WholeMap) -> None:
        """What is the same for all paths is made once."""
        self._whole = whole
        self._before = whole.onward.reversed()
        self._away = np.full(whole.size, -1, np.int8)
        self._imported = whole.size > 0 and ":" in whole.ids[0].as_py()  # only the ids of an imported map have one

    def shortest(self, origin: str, destination: str) -> Way:
        """The path with the fewest relationships, MOST_RELATIONSHIPS at most; () where there is none.

        Of equally long ones that of the lowest cost, then the fewest progressions that no table states, then the
        highest sum of relatedness, then the first by its ids: the path of shortest-path.cypher.
        """
        start, end = self._number(origin), self._number(destination)
        layers = self._layers(start, end) if start != end else []
        best: dict[int, tuple[Weight, tuple[int, ...]]] = {end: (_CROSSED, (end,))}
        for layer in layers:
            before = dict[int, tuple[Weight, tuple[int, ...]]]()
            for here, there in layer:
                rest, way = best[there]
                cost, inferred, turned = self._weight(here, there)
                found = (rest[0] + cost, rest[1] + inferred, rest[2] + turned), (here, *way)
                before[here] = min(before.get(here, found), found)
            best = before
        return self._ids(best[start][1]) if layers else ()

    def best(self, origin: str, destination: str, by: By = "rungs") -> Way:
        """The first path of all by a measure (rule 4 of path_finding.py); () where there is none.

        It goes over what is within reach of its origin, as plain_paths.py has it. Raises WrongParameter for two equal
        ends.
        """
        if origin == destination:
            raise WrongParameter(f"{origin} is where the path begins and where it ends. Name two occupations.")
        if by == "steps":
            return self.shortest(origin, destination)
        network = self.network(origin)
        self._number(destination)
        if destination not in network.bands:
            return ()
        return next(PathFinder(network, origin, (destination,), by).in_order(), ())

    def links(self, way: Way) -> tuple[WayLink, ...]:
        """The relationships of a path."""
        found = []
        for one, other in pairwise(way):
            here, there = self._number(one), self._number(other)
            step = self._progression(here, there)
            if step is None:
                found.append(WayLink(CROSSING, one, other, None, None, None))
            else:
                of = self._whole.progressions
                measures = of.basis[step].as_py(), int(of.cost[step]), int(of.related[step])
                found.append(WayLink(PROGRESSION, one, other, *measures))
        return tuple(found)

    def network(self, origin: str) -> Network:
        """All that leads on from an occupation, and from what it leads to by less than MOST_RELATIONSHIPS."""
        whole = self._whole
        onward, bands = dict[str, dict[str, Onward]](), dict[str, Band]()
        new = np.array([self._number(origin)])
        seen = new
        for _ in range(MOST_RELATIONSHIPS):
            place, which = whole.onward.following(new)
            ends = whole.onward.end[place]
            for here, there in zip(new[which].tolist(), ends.tolist(), strict=True):
                id_, following = whole.ids[here].as_py(), whole.ids[there].as_py()
                onward.setdefault(id_, {})[following] = self._onward(here, there, following)
                bands[id_], bands[following] = self._band(here), self._band(there)
            new = np.setdiff1d(ends, seen).astype(np.int64)
            seen = np.union1d(seen, new)
        return Network(onward, bands)

    def _layers(self, start: int, end: int) -> list[list[tuple[int, int]]]:
        """The relationships of all shortest paths, the last first; none where there is no path."""
        onward, away = self._whole.onward, self._away
        away[start] = 0
        new, touched = np.array([start]), [np.array([start])]
        for number in range(1, MOST_RELATIONSHIPS + 1):
            found = _unique(onward.end[onward.following(new)[0]])
            new = found[away[found] < 0]
            away[new] = number
            touched.append(new)
            if away[end] >= 0 or not len(new):
                break
        layers = []
        last = np.array([end])
        for number in range(away[end] - 1, -1, -1):
            place, which = self._before.following(last)
            first = self._before.end[place]
            kept = away[first] == number
            layers.append(list(zip(first[kept].tolist(), last[which[kept]].tolist(), strict=True)))
            last = _unique(first[kept])
        away[np.concatenate(touched)] = -1
        return layers

    def _progression(self, here: int, there: int) -> int | None:
        """The place of the progression that a path takes; None where it takes a crossing, which goes before."""
        whole = self._whole
        if _place(whole.crossings, here, there) is not None:
            return None
        return _place(whole.steps, here, there)

    def _weight(self, here: int, there: int) -> Weight:
        step = self._progression(here, there)
        if step is None:
            return _CROSSED
        of = self._whole.progressions
        return int(of.cost[step]), self._inferred(step), -int(of.related[step])

    def _inferred(self, step: int) -> bool:
        return self._imported and self._whole.progressions.basis[step].as_py() != "stated"

    def _onward(self, here: int, there: int, id_: str) -> Onward:
        step, of = self._progression(here, there), self._whole.progressions
        if step is None:
            return Onward(id_, True, None, 0, None, False, 0)
        basis, move = of.basis[step].as_py(), of.move[step].as_py()
        measures = int(of.cost[step]), move, bool(of.skips[step]), int(of.related[step])
        return Onward(id_, False, basis, *measures, self._inferred(step))

    def _band(self, here: int) -> Band:
        low, high = (int(levels[here]) for levels in (self._whole.level_min, self._whole.level_max))
        return band_of(None if low == UNSTATED else low, None if high == UNSTATED else high)

    def _number(self, id_: str) -> int:
        ids = self._whole.ids
        place = bisect_left(range(len(ids)), id_, key=lambda number: ids[number].as_py())
        if place == len(ids) or ids[place].as_py() != id_:
            raise UnknownName(f"no occupation {id_!r}.", "Name one by its id in the map.")
        return place

    def _ids(self, numbers: tuple[int, ...]) -> Way:
        return tuple(self._whole.ids[number].as_py() for number in numbers)


def _place(links: Links, here: int, there: int) -> int | None:
    first, last = int(links.start[here]), int(links.start[here + 1])
    place = first + int(np.searchsorted(links.end[first:last], there))
    return place if place < last and links.end[place] == there else None


def _unique(numbers: NDArray[np.int32]) -> Numbers:
    return np.unique(numbers).astype(np.int64)
