"""The findings of gaps.py about a whole map: the same rows, one after another, however large the map is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import networkx as nx
import numpy as np

from career_pathways.loader.catalogue import Column
from career_pathways.queries.bridges import bridges
from career_pathways.queries.gap_sentences import (
    EMPTY_ROUTE,
    ROUTE_APART,
    bridge,
    empty_column,
    goes_on_in,
    jump,
    nothing,
    one_way,
)
from career_pathways.queries.gaps import Gap

from .figures import PROFESSIONAL, Cells
from .whole_map import UNSTATED, Levels, Links, Marks, Numbers, WholeMap

_NO_STEP = np.iinfo(np.int64).max
"""In place of a level where nothing progresses."""


class Findings:
    """What `gaps` finds, by its rules; kind by kind, each in the order of the document."""

    def __init__(self, whole: WholeMap, matrix: Cells) -> None:
        """`matrix`: that of figures.py."""
        self._whole, self._matrix = whole, matrix
        size = whole.size
        self._namesakes = Links.of(whole.crossings.both_ways, size)
        self._first = whole.first_lines()
        self._order = np.lexsort((np.arange(size), self._first, whole.route))
        self._rank = np.empty(size, np.int64)
        self._rank[self._order] = np.arange(size)
        lowest, highest = whole.scale
        if lowest is None or highest is None:
            self._scale = 0, Column.HIGHER_TECHNICAL.band[0], Column.PROFESSIONAL.band[0]
        else:
            self._scale = lowest - 1, lowest + 1, highest

    def __iter__(self) -> Iterator[Gap]:
        """All of them."""
        return chain(
            self._ends(), self._jumps(), self._empty_columns(), self._alone(), self._one_way(), self._bridges()
        )

    def _ends(self) -> Iterator[Gap]:
        """Rules 1 to 4."""
        whole, (low, entry, top) = self._whole, self._scale
        leaves, comes = whole.steps.number > 0, np.zeros(whole.size, np.bool_)
        comes[whole.steps.end] = True
        highest, least = (_or(levels, low) for levels in (whole.level_max, whole.level_min))
        ended = (whole.column != PROFESSIONAL) & (highest < top) & ~leaves
        elsewhere = _any(self._namesakes, leaves)
        for here in self._in_order(ended & ~elsewhere):  # Rule 1
            namesakes = self._namesakes_of(here)
            yield self._gap("dead end", here, nothing("from", self._routes_of(namesakes)), namesakes)
        for here in self._in_order(ended & elsewhere):  # Rule 2
            onward = [there for there in self._namesakes_of(here) if leaves[there]]
            yield self._gap("one-way exit", here, goes_on_in(self._routes_of(onward)), onward)
        begun = ~comes & ~_any(self._namesakes, comes)
        above = least >= entry
        at_three = (whole.level == 3) & (entry == Column.HIGHER_TECHNICAL.band[0])
        for kind, marks in (("nothing leads to it", above), ("entry at level 3 only", at_three & ~above)):
            for here in self._in_order(begun & marks):  # Rules 3 and 4
                namesakes = self._namesakes_of(here)
                yield self._gap(kind, here, nothing("to", self._routes_of(namesakes)), namesakes)

    def _jumps(self) -> Iterator[Gap]:
        """Rule 5."""
        whole = self._whole
        level = whole.level.astype(np.int64)
        lowest = _least(whole.steps, whole.level_min.astype(np.int64))
        lowest = np.minimum(lowest, _least(self._namesakes, lowest))
        stated = _any(whole.steps, whole.level != UNSTATED)
        for here in self._in_order((whole.level != UNSTATED) & stated & (lowest >= level + 2)):
            places = np.arange(whole.steps.start[here], whole.steps.start[here + 1])
            places = places[whole.level[whole.steps.end[places]] != UNSTATED]
            ends = whole.steps.end[places]
            least = level[ends].min()
            at = level[ends] == least
            order = np.lexsort((self._rank[ends[at]], -whole.progressions.related[places[at]]))
            landings = ends[at][order].tolist()
            title = whole.titles[landings[0]].as_py()
            yield self._gap("level jump", here, jump(int(level[here]), int(least), title, len(landings)), landings)

    def _empty_columns(self) -> Iterator[Gap]:
        """Rule 6."""
        places, routes = self._whole.places, self._whole.routes
        pathways = places.pathways
        count = len(pathways["id"])
        taken = np.zeros((count, len(Column) + 1), np.bool_)  # the last: a cluster without a column
        clusters, of = places.in_pathway
        taken[of, places.clusters[clusters]] = True
        route_of = dict(zip(*map(np.ndarray.tolist, places.in_route), strict=True))
        lacks = ~taken[:, :-1].all(axis=1) & ~(taken[:, -1] & ~taken[:, :-1].any(axis=1))
        for number in sorted(
            np.flatnonzero(lacks).tolist(), key=lambda n: (route_of[n], pathways["line"][n], pathways["id"][n])
        ):
            route = route_of[number]
            where = routes["id"][route], routes["name"][route]
            for column, there in zip(Column, taken[number], strict=False):
                if not there:
                    about = pathways["id"][number], pathways["name"][number], None, column.value
                    lines = (pathways["line"][number],)
                    yield Gap("empty column", *about, *where, empty_column(column), (), lines)

    def _alone(self) -> Iterator[Gap]:
        """Rules 7 and 8."""
        whole = self._whole
        inhabited, joined = (np.zeros(len(whole.routes["id"]), np.bool_) for _ in range(2))
        stands = self._routes_above()
        inhabited[stands.end] = True
        joined[whole.route[self._namesakes.end]] = True
        joined[stands.end[np.repeat(stands.number > 1, stands.number)]] = True
        origins, ends = whole.route[whole.steps.origins], whole.route[whole.steps.end]
        joined[origins[origins != ends]] = joined[ends[origins != ends]] = True
        for kind, marks, finding in (
            ("empty route", ~inhabited, EMPTY_ROUTE),
            ("route apart", inhabited & ~joined, ROUTE_APART),
        ):
            for route in np.flatnonzero(marks).tolist():
                yield self._gap_of_route(kind, route, finding)

    def _one_way(self) -> Iterator[Gap]:
        """Rule 9."""
        names, size = self._whole.routes["name"], max(len(self._whole.routes["id"]), 1)
        goes = self._matrix.going_on > 0
        origin, destination, number = (
            part[goes] for part in (self._matrix.origin, self._matrix.destination, self._matrix.going_on)
        )
        back = np.isin(destination * size + origin, origin * size + destination)
        of = np.bincount(self._whole.route, minlength=size)
        for start, end, count in zip(*(part[~back].tolist() for part in (origin, destination, number)), strict=True):
            finding = one_way(count, int(of[start]), names[end], names[start])
            yield self._gap_of_route("one-way route", start, finding, [end])

    def _bridges(self) -> Iterator[Gap]:
        """Rule 10."""
        whole, rank = self._whole, self._rank
        names = whole.routes["name"]
        between = nx.MultiGraph()
        between.add_nodes_from(range(len(names)))
        pairs = zip(rank[self._namesakes.origins].tolist(), rank[self._namesakes.end].tolist(), strict=True)
        for ends in sorted(pair for pair in pairs if pair[0] <= pair[1]):
            one, other = self._order[list(ends)].tolist()
            home, away = whole.route[[one, other]].tolist()
            between.add_edge(home, away, ends=(one, other), home=home)
        found = []
        for one, other, fewer, count, others in bridges(between, range(len(names))):
            finding = bridge(names[whole.route[other]], [names[route] for route in fewer], count, others)
            found.append((rank[one], one, finding, other))
        for _, one, finding, other in sorted(found, key=lambda row: row[0]):
            yield self._gap("bridge", one, finding, [other])

    def _routes_above(self) -> Links:
        """The routes that each occupation stands in, by its clusters."""
        places, routes = self._whole.places, len(self._whole.routes["id"])
        occupations, clusters = places.in_cluster
        size = max(len(places.clusters), len(places.pathways["id"]), self._whole.size, routes)
        for low, high in (places.in_pathway, places.in_route):
            links = Links.of((low, high), size)
            place, which = links.following(clusters)
            occupations, clusters = occupations[which], links.end[place].astype(np.int64)
        return Links.of((occupations, clusters), size)

    def _in_order(self, marks: Marks) -> Iterator[int]:
        for piece in np.array_split(self._order[marks[self._order]], max(1, int(marks.sum()) // 10_000)):
            yield from piece.tolist()

    def _namesakes_of(self, here: int) -> list[int]:
        found = self._namesakes.end[self._namesakes.start[here] : self._namesakes.start[here + 1]]
        return [int(there) for there in found[np.argsort(self._rank[found])]]

    def _routes_of(self, occupations: Iterable[int]) -> str:
        names = self._whole.routes["name"]
        return "; ".join(dict.fromkeys(names[self._whole.route[there]] for there in occupations))

    def _gap(self, kind: str, here: int, finding: str, beside: Sequence[int]) -> Gap:
        whole = self._whole
        route, level, column = int(whole.route[here]), int(whole.level[here]), int(whole.column[here])
        lines = sorted({line for there in (here, *beside) for line in whole.lines[there].as_py()})
        return Gap(
            kind,
            whole.ids[here].as_py(),
            whole.titles[here].as_py(),
            None if level == UNSTATED else level,
            None if column < 0 else list(Column)[column].value,
            whole.routes["id"][route],
            whole.routes["name"][route],
            finding,
            tuple(whole.ids[there].as_py() for there in beside),
            tuple(lines),
        )

    def _gap_of_route(self, kind: str, route: int, finding: str, beside: Sequence[int] = ()) -> Gap:
        routes = self._whole.routes
        id_, name = routes["id"][route], routes["name"][route]
        lines = sorted({routes["line"][number] for number in (route, *beside)})
        ids = tuple(routes["id"][number] for number in beside)
        return Gap(kind, id_, name, None, None, id_, name, finding, ids, tuple(lines))


def _or(levels: Levels, low: int) -> Numbers:
    """The levels; `low` where none is stated."""
    return np.where((levels == UNSTATED) | (levels == 0), low, levels).astype(np.int64)


def _any(links: Links, marks: Marks) -> Marks:
    """Whether any of what follows each occupation is marked."""
    found = np.zeros(links.size, np.bool_)
    found[links.origins[marks[links.end]]] = True
    return found


def _least(links: Links, values: Numbers) -> Numbers:
    """The least value of what follows each occupation."""
    least = np.full(links.size, _NO_STEP)
    some = np.flatnonzero(links.number)
    if len(some):
        least[some] = np.minimum.reduceat(values[links.end], links.start[some])
    return least
