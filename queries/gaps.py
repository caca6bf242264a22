"""What the map does not offer: dead ends, jumps, empty columns, routes apart, and who can reach what. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, NamedTuple

import networkx as nx

from career_pathways.loader.catalogue import Column
from career_pathways.loader.graph.nesting import held_by, holds

from .answers import Rows
from .bridges import bridges
from .gap_sentences import EMPTY_ROUTE, ROUTE_APART, bridge, empty_column, goes_on_in, jump, nothing, one_way

KINDS = (
    "dead end",
    "one-way exit",
    "nothing leads to it",
    "entry at level 3 only",
    "level jump",
    "empty column",
    "empty route",
    "route apart",
    "one-way route",
    "bridge",
)
"""Every kind of finding, in the order they come in; `gaps` says what each is, in the rule of its number."""


class Gap(NamedTuple):
    """One finding."""

    kind: str
    """One of KINDS."""
    id: str
    """What it is about: an occupation, a pathway or a route; of a bridge, the end that comes first in the document."""
    title: str
    level: int | None
    column: str | None
    """Where the occupation stands, or which column is empty; None of a route."""
    route: str
    route_name: str
    finding: str
    """What is missing, and beside what, in a sentence."""
    beside: tuple[str, ...]
    """The ids of what the finding is measured by: the same occupation in other routes, the occupations that a jump
    leads to, the other route, the other end of a bridge."""
    lines: tuple[int, ...]
    """Where the document has `id` and those beside it, rising."""


class Listed(NamedTuple):
    """An occupation that a figure counts."""

    id: str
    title: str
    level: int | None
    lines: tuple[int, ...]


class RouteReach(NamedTuple):
    """One cell of the matrix: what the occupations of one route reach in another, or in their own."""

    origin: str
    origin_name: str
    destination: str
    destination_name: str
    of: int
    """How many occupations the origin has."""
    reaching: tuple[Listed, ...]
    """Those that reach an occupation of the destination other than themselves."""
    going_on: tuple[Listed, ...]
    """Those of them that also have a step to take there."""

    def __repr__(self) -> str:
        """The same in numbers."""
        numbers = f"{len(self.reaching)} of {self.of} reach it, {len(self.going_on)} can go on there"
        return f"RouteReach({self.origin_name} → {self.destination_name}: {numbers})"


class LevelTwo(NamedTuple):
    """From which occupations of level 2 the professional column of a route can be reached."""

    route: str
    route_name: str
    professional: int
    """How many occupations that column has."""
    own: tuple[Listed, ...]
    """The occupations of level 2 in this route."""
    cut_off: tuple[Listed, ...]
    """Those of them that do not reach the column."""
    of: int
    """How many occupations of level 2 the whole map has."""
    reaching: tuple[Listed, ...]
    """Those of them, in any route, that reach the column."""
    share: float | None
    """Of the route's own, those that reach it, from 0 to 1; None where it has none."""
    share_of_map: float | None
    """Of all on the map, the same."""

    def __repr__(self) -> str:
        """The same in numbers."""
        numbers = f"of its {len(self.own)} of level 2, {len(self.own) - len(self.cut_off)} reach it"
        return f"LevelTwo({self.route_name}: {self.professional} in the professional column; {numbers})"


@dataclass(frozen=True, repr=False)
class Gaps(Rows):
    """What the map does not offer. Its rows are the findings."""

    kind = Gap
    columns = Gap._fields

    findings: tuple[Gap, ...]
    """By kind, then by route in the document's order, line, id."""
    matrix: tuple[RouteReach, ...]
    """Every route to every route, row by row, both in the document's order."""
    level_two: tuple[LevelTwo, ...]
    """One a route, in the document's order."""

    @property
    def parameters(self) -> dict[str, str]:  # type: ignore[override]
        """None: the whole map is looked at."""
        return {}

    @property
    def rows(self) -> tuple[Gap, ...]:  # type: ignore[override]
        """The findings."""
        return self.findings


def gaps(graph: nx.MultiDiGraph) -> Gaps:
    """What the map of a graph does not offer.

    In: a good graph. Out: the findings, the matrix of the routes, and the shares of level 2. An occupation's namesakes
    are those one crossing away: the same occupation under another route. Levels are judged by the stated level; where
    none is stated, by the band of the column, and then in the map's favour. Where an imported map states neither, an
    occupation counts as below professional level and not above entry (dead-ends.cypher has only what stands in a
    column). Where a map has levels of its own, the highest takes the place of professional level and the lowest that of
    entry, and rule 4 finds nothing.

    1. Dead end: an occupation below professional level from which nothing progresses, nor from a namesake. Below
       professional level: not in the professional column, and not of a stated level of 6 or more.
    2. One-way exit: the same, but that something progresses from a namesake. Rules 1 and 2 together are the rows of
       dead-ends.cypher, without those of level 6 or more outside their column.
    3. Nothing leads to it: nothing progresses to an occupation above entry, nor to a namesake. Above entry: of level 4
       or more, stated or the least of its column. Below that there need be nothing before it.
    4. Entry at level 3 only: the same of an occupation of the stated level 3. It may be meant so, hence a kind of its
       own.
    5. Level jump: an occupation of a stated level progresses to one stated two levels above it or more, and neither it
       nor a namesake to one less than two above it. A next one without a stated level counts as the lowest of its
       column, so there is no jump where that could be the level between. One finding for each origin; beside it the
       destinations of the lowest stated level, the most related first.
    6. Empty column: a pathway without a cluster in one of the three columns, where it has any. One finding for each
       such column.
    7. Empty route: one without occupations. Rules 8 to 10 do not speak of it.
    8. Route apart: no crossing leads from any of its occupations, and none of them stands in a second route or is an
       end of a progression to or from another route, as those of an imported map may.
    9. One-way route: from an occupation of the one route one can go on in the other (rule 12), from none of the other
       in the one. One finding for each pair; `id` is the route that one cannot come back to. To arrive there is not
       enough: crossings lead both ways, so that two routes with one between them always reach each other.
    10. Bridge: a crossing without which the routes at its ends are cut off from each other, when each route counts as
        one place and every crossing leads both ways. It is the only one between the two, and no way round leads
        through other routes. One finding for both directions.

    The figures count paths of any length over progressions and crossings:

    11. An occupation reaches those that a path of at least one relationship leads to, never itself.
    12. It goes on in a route where it is, or reaches, an occupation there from which something progresses. What goes
        on in a route also reaches it.
    13. Level 2 is a stated 2. A route's professional column is its occupations in that column, whatever their level.
    """
    ways = _Ways.of(graph)
    route_of = {occupation: graph.nodes[occupation]["route"] for occupation in ways.rank}
    onward = {occupation: route for occupation, route in route_of.items() if ways.steps.out_degree(occupation)}
    professional = {
        occupation: route
        for occupation, route in route_of.items()
        if graph.nodes[occupation]["column"] == Column.PROFESSIONAL  # Rule 13
    }
    reached, going_on, at_the_top = _routes_ahead(ways, route_of, onward, professional)
    for occupation, route in onward.items():
        going_on[occupation].add(route)  # Rule 12: where it is
    matrix = tuple(_matrix(graph, ways, reached, going_on))
    level_two = tuple(_level_two(graph, ways, professional, at_the_top))
    return Gaps(_findings(graph, ways, matrix), matrix, level_two)


def _findings(graph: nx.MultiDiGraph, ways: _Ways, matrix: Sequence[RouteReach]) -> tuple[Gap, ...]:
    """Rules 1 to 10, by kind, then in the order of the document."""
    found = [*_ends(graph, ways), *_jumps(graph, ways), *_empty_columns(graph)]
    found += [*_routes_alone(graph, ways), *_one_way_routes(graph, matrix), *_bridges(graph, ways)]

    def document_order(gap: Gap) -> tuple[int, int, tuple[int, ...], str]:
        return KINDS.index(gap.kind), ways.routes.index(gap.route), _lines(graph, gap.id)[:1], gap.id

    return tuple(sorted(found, key=document_order))


@dataclass(frozen=True, slots=True)
class _Ways:
    """The occupations, and the ways between them."""

    routes: Sequence[str]
    """In the document's order."""
    rank: Mapping[str, int]
    """Each occupation with its number by route, line, id, and in this order."""
    steps: nx.DiGraph
    """The progressions."""
    crossings: nx.Graph
    """The crossings, both directions as one."""

    @classmethod
    def of(cls, graph: nx.MultiDiGraph) -> _Ways:
        routes = [node for node, label in graph.nodes(data="label") if label == "Route"]
        number = {route: i for i, route in enumerate(routes)}
        occupations = sorted(
            (node for node, label in graph.nodes(data="label") if label == "Occupation"),
            key=lambda node: (number[graph.nodes[node]["route"]], _lines(graph, node)[:1], node),
        )
        steps, crossings = nx.DiGraph(), nx.Graph()
        for ways, kind in ((steps, "PROGRESSES_TO"), (crossings, "SHARED_ACROSS_ROUTES")):
            ways.add_nodes_from(occupations)
            ways.add_edges_from((start, end) for start, end, key in graph.edges(occupations, keys=True) if key == kind)
        return cls(routes, {occupation: i for i, occupation in enumerate(occupations)}, steps, crossings)

    def in_order(self, occupations: Iterable[str]) -> list[str]:
        return sorted(occupations, key=self.rank.__getitem__)


def _routes_ahead(ways: _Ways, *marks: Mapping[str, str]) -> tuple[dict[str, set[str]], ...]:
    """For each of `marks`, occupations with a route, and for every occupation: the routes of those that it reaches."""
    network = nx.compose(ways.steps, ways.crossings.to_directed())
    answers: tuple[dict[str, set[str]], ...] = tuple({} for _ in marks)
    for occupation in ways.rank:
        ahead = nx.descendants(network, occupation)  # Rule 11: never itself
        for answer, marked in zip(answers, marks, strict=True):
            answer[occupation] = {marked[end] for end in ahead if end in marked}
    return answers


def _matrix(
    graph: nx.MultiDiGraph, ways: _Ways, reached: Mapping[str, set[str]], going_on: Mapping[str, set[str]]
) -> Iterator[RouteReach]:
    listed: dict[str, list[Listed]] = {route: [] for route in ways.routes}
    for occupation in ways.rank:
        listed[graph.nodes[occupation]["route"]].append(_listed(graph, occupation))
    for origin, destination in product(ways.routes, repeat=2):
        names = (graph.nodes[route]["name"] for route in (origin, destination))
        who = (tuple(row for row in listed[origin] if destination in ahead[row.id]) for ahead in (reached, going_on))
        yield RouteReach(origin, next(names), destination, next(names), len(listed[origin]), *who)


def _level_two(
    graph: nx.MultiDiGraph, ways: _Ways, professional: Mapping[str, str], at_the_top: Mapping[str, set[str]]
) -> Iterator[LevelTwo]:
    origins = [_listed(graph, occupation) for occupation in ways.rank if graph.nodes[occupation]["level"] == 2]
    size = Counter(professional.values())
    for route in ways.routes:
        own = tuple(row for row in origins if graph.nodes[row.id]["route"] == route)
        cut_off = tuple(row for row in own if route not in at_the_top[row.id])
        reaching = tuple(row for row in origins if route in at_the_top[row.id])
        yield LevelTwo(
            route,
            graph.nodes[route]["name"],
            size[route],
            own,
            cut_off,
            len(origins),
            reaching,
            share=(len(own) - len(cut_off)) / len(own) if own else None,
            share_of_map=len(reaching) / len(origins) if origins else None,
        )


def _ends(graph: nx.MultiDiGraph, ways: _Ways) -> Iterator[Gap]:
    """Rules 1 to 4: what nothing progresses from, and what nothing progresses to."""
    low, entry, top = _scale(graph)
    for occupation in ways.rank:
        about, namesakes = graph.nodes[occupation], ways.in_order(ways.crossings[occupation])
        below = about["column"] != Column.PROFESSIONAL and (about["level_max"] or low) < top
        if below and not ways.steps.out_degree(occupation):
            onward = [node for node in namesakes if ways.steps.out_degree(node)]
            if onward:  # Rule 2
                yield _gap(graph, "one-way exit", occupation, goes_on_in(_routes_of(graph, onward)), onward)
            else:  # Rule 1
                yield _gap(graph, "dead end", occupation, nothing("from", _routes_of(graph, namesakes)), namesakes)
        if not any(ways.steps.in_degree(node) for node in (occupation, *namesakes)):
            finding = nothing("to", _routes_of(graph, namesakes))
            if (about["level_min"] or low) >= entry:  # Rule 3
                yield _gap(graph, "nothing leads to it", occupation, finding, namesakes)
            elif about["level"] == 3 and entry == Column.HIGHER_TECHNICAL.band[0]:  # Rule 4
                yield _gap(graph, "entry at level 3 only", occupation, finding, namesakes)


def _scale(graph: nx.MultiDiGraph) -> tuple[int, int, int]:
    """A level below all, the first above entry, and the first that is not below professional level (rules 1 and 3)."""
    edition: Mapping[str, Any] = next((of for _, of in graph.nodes(data=True) if of["label"] == "Edition"), {})
    lowest, highest = edition.get("level_lowest"), edition.get("level_highest")
    if lowest is None or highest is None:
        return 0, Column.HIGHER_TECHNICAL.band[0], Column.PROFESSIONAL.band[0]
    return lowest - 1, lowest + 1, highest


def _jumps(graph: nx.MultiDiGraph, ways: _Ways) -> Iterator[Gap]:
    """Rule 5."""
    for origin in ways.rank:
        level = graph.nodes[origin]["level"]
        stated = [node for node in ways.steps[origin] if graph.nodes[node]["level"] is not None]
        following = [node for here in (origin, *ways.crossings[origin]) for node in ways.steps[here]]
        lows = [graph.nodes[node]["level_min"] for node in following]
        if level is None or not stated or None in lows or min(lows) < level + 2:
            continue
        lowest = min(graph.nodes[node]["level"] for node in stated)
        landings = [node for node in stated if graph.nodes[node]["level"] == lowest]
        landings.sort(key=lambda node: (-graph.edges[origin, node, "PROGRESSES_TO"]["relatedness"], ways.rank[node]))
        finding = jump(level, lowest, graph.nodes[landings[0]]["title"], len(landings))
        yield _gap(graph, "level jump", origin, finding, landings)


def _empty_columns(graph: nx.MultiDiGraph) -> Iterator[Gap]:
    """Rule 6."""
    for pathway, label in graph.nodes(data="label"):
        taken = (
            {graph.nodes[cluster]["column"] for cluster in holds(graph, pathway)} if label == "Pathway" else {*Column}
        )
        for column in [column for column in Column if column not in taken and taken != {None}]:
            (route,), about = held_by(graph, pathway), graph.nodes[pathway]
            where = column.value, route, graph.nodes[route]["name"]
            yield Gap("empty column", pathway, about["name"], None, *where, empty_column(column), (), (about["line"],))


def _routes_alone(graph: nx.MultiDiGraph, ways: _Ways) -> Iterator[Gap]:
    """Rules 7 and 8."""
    stand_in = [_routes_above(graph, occupation) for occupation in ways.rank]
    inhabited = {route for routes in stand_in for route in routes}
    joined = {graph.nodes[end]["route"] for crossing in ways.crossings.edges for end in crossing}
    joined |= {route for routes in stand_in if len(routes) > 1 for route in routes}
    for step in ways.steps.edges:
        ends = {graph.nodes[end]["route"] for end in step}
        joined |= ends if len(ends) > 1 else set()
    for route in ways.routes:
        if route not in inhabited:  # Rule 7
            yield _gap(graph, "empty route", route, EMPTY_ROUTE)
        elif route not in joined:  # Rule 8
            yield _gap(graph, "route apart", route, ROUTE_APART)


def _routes_above(graph: nx.MultiDiGraph, occupation: str) -> set[str]:
    """The routes that an occupation stands in: one in a document's map, and several in an imported one."""
    pathways = {pathway for cluster in held_by(graph, occupation) for pathway in held_by(graph, cluster)}
    return {route for pathway in pathways for route in held_by(graph, pathway)}


def _one_way_routes(graph: nx.MultiDiGraph, matrix: Iterable[RouteReach]) -> Iterator[Gap]:
    """Rule 9."""
    cells = {(cell.origin, cell.destination): cell for cell in matrix}
    for (origin, destination), cell in cells.items():
        if cell.going_on and not cells[destination, origin].going_on:
            finding = one_way(len(cell.going_on), cell.of, cell.destination_name, cell.origin_name)
            yield _gap(graph, "one-way route", origin, finding, [destination])


def _bridges(graph: nx.MultiDiGraph, ways: _Ways) -> Iterator[Gap]:
    """Rule 10."""
    between = nx.MultiGraph()
    between.add_nodes_from(ways.routes)
    for one, other in sorted(map(ways.in_order, ways.crossings.edges), key=lambda ends: [*map(ways.rank.get, ends)]):
        home, away = graph.nodes[one]["route"], graph.nodes[other]["route"]
        between.add_edge(home, away, ends=(one, other), home=home)
    for one, other, fewer, count, others in bridges(between, ways.routes):
        names = [graph.nodes[route]["name"] for route in fewer]
        yield _gap(graph, "bridge", one, bridge(graph.nodes[other]["route_name"], names, count, others), [other])


def _gap(graph: nx.MultiDiGraph, kind: str, id_: str, finding: str, beside: Sequence[str] = ()) -> Gap:
    """A finding about an occupation or a route."""
    about = graph.nodes[id_]
    if about["label"] == "Route":
        what = about["name"], None, None, id_, about["name"]
    else:
        what = about["title"], about["level"], about["column"], about["route"], about["route_name"]
    lines = sorted({line for node in (id_, *beside) for line in _lines(graph, node)})
    return Gap(kind, id_, *what, finding, tuple(beside), tuple(lines))


def _listed(graph: nx.MultiDiGraph, occupation: str) -> Listed:
    about = graph.nodes[occupation]
    return Listed(occupation, about["title"], about["level"], _lines(graph, occupation))


def _lines(graph: nx.MultiDiGraph, node: str) -> tuple[int, ...]:
    """Where the document has it: the lines of an occupation, the one line of anything else."""
    about = graph.nodes[node]
    return tuple(about["lines"]) if about["label"] == "Occupation" else (about["line"],)


def _routes_of(graph: nx.MultiDiGraph, occupations: Iterable[str]) -> str:
    """The names of their routes, which have commas and an "and" in them."""
    return "; ".join(dict.fromkeys(graph.nodes[occupation]["route_name"] for occupation in occupations))
