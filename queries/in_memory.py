"""The questions about paths and reach, answered offline: on the networkx graph that `build_graph` makes, with no store.

The rows are those of the question of the same name in this folder, in the same order; a test compares the two. An
occupation that the graph does not have raises UnknownName, where the Cypher has no rows: a caller of these functions
has no `find_occupation` before it, and a slip in an id must not read as "no path".
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from itertools import pairwise
from typing import Any, TypeVar

import networkx as nx

from career_pathways.loader.errors import UnknownName, WrongParameter
from career_pathways.loader.graph.nesting import held_by
from career_pathways.loader.words.near import near

from .answers import Answer
from .library import query
from .rows.paths import Link, Reached, StepsAway
from .run import rows_of

MOST_RELATIONSHIPS = 12
"""Of a shortest path, and within reach: the `*..12` of shortest-path.cypher and reach.cypher, where every path has a
bound (docs/stores.md)."""

_PROGRESSION, CROSSING = "PROGRESSES_TO", "SHARED_ACROSS_ROUTES"

APART = 1 << 40
"""More than any sum along a path comes to: ten-thousandths of 100 million relationships."""

_Row = TypeVar("_Row", Link, Reached)


def shortest_path(graph: nx.MultiDiGraph, origin: str, destination: str) -> tuple[Link, ...]:
    """The rows of shortest-path.cypher: the path with the fewest relationships, progressions and crossings both count.

    Among equals the one of the lowest cost, then of the highest sum of relatedness, then the first by its ids. No rows
    where there is none of MOST_RELATIONSHIPS at most, and none from an occupation to itself.
    """
    check_occupations(graph, origin, destination)
    path = _best_paths(graph, origin).get(destination, ())
    return links(graph, path if len(path) - 1 <= MOST_RELATIONSHIPS else ())


def reach(
    graph: nx.MultiDiGraph,
    id_: str,
    relationships: int = MOST_RELATIONSHIPS,
    *,
    level: int | None = None,
    route: str | None = None,
    backwards: bool = False,
) -> tuple[Reached, ...]:
    """The rows of reach.cypher: all that an occupation can lead to within so many relationships, 12 at most.

    `level` and `route` (an id) leave those of theirs. `backwards`: the rows of reach-back.cypher, all that can lead to
    the occupation.
    """
    check_occupations(graph, id_)
    near = graph.predecessors if backwards else graph.successors
    most = min(relationships, MOST_RELATIONSHIPS)
    distances, layer = {id_: 0}, [id_]
    while layer and distances[layer[0]] < most:
        found = dict.fromkeys(node for here in layer for node in near(here) if node not in distances)
        away = distances[layer[0]] + 1
        layer = [node for node in found if graph.nodes[node]["label"] == "Occupation"]
        distances |= dict.fromkeys(layer, away)
    del distances[id_]
    records = (
        {**graph.nodes[node], "id": node, "relationships": away, "goes_on": goes_on(graph, node)}
        for node, away in distances.items()
        if level in {None, graph.nodes[node]["level"]} and route in {None, graph.nodes[node]["route"]}
    )
    return _rows(Reached, "reach", records)


def goes_on(graph: nx.MultiDiGraph, occupation: str) -> bool:
    """Whether anything progresses from an occupation in its route."""
    return any(_PROGRESSION in parallel for parallel in graph.adj[occupation].values())


def pathways(graph: nx.MultiDiGraph, occupation: str) -> dict[str, str]:
    """The pathways that an occupation stands in: their names by id."""
    pathways = (pathway for cluster in held_by(graph, occupation) for pathway in held_by(graph, cluster))
    return {pathway: graph.nodes[pathway]["name"] for pathway in pathways}


def within_steps(graph: nx.MultiDiGraph, id_: str, steps: int, *, backwards: bool = False) -> tuple[StepsAway, ...]:
    """All that an occupation can lead to in at most so many steps, crossings free; `backwards`, that can lead to it.

    Each by the path with the fewest steps, then the fewest crossings; in the order of level (not stated last), steps,
    crossings, title, id.
    """
    check_occupations(graph, id_)

    def weight(_start: str, _end: str, parallel: Mapping[str, Mapping[str, Any]]) -> int | None:
        kind = taken(parallel)
        return None if kind is None else 1 if kind == CROSSING else APART

    network = graph.reverse(copy=False) if backwards else graph
    weights = nx.single_source_dijkstra_path_length(network, id_, cutoff=(steps + 1) * APART - 1, weight=weight)
    rows = []
    for node, total in weights.items():
        if node != id_:
            record = {**graph.nodes[node], "id": node, "steps": total // APART, "crossings": total % APART}
            rows.append(StepsAway(*(record[column] for column in StepsAway._fields)))
    return tuple(sorted(rows, key=lambda r: (r.level is None, r.level or 0, r.steps, r.crossings, r.title, r.id)))


def reach_in_steps(
    graph: nx.MultiDiGraph,
    id_: str,
    steps: int,
    *,
    level: int | None = None,
    route: str | None = None,
    backwards: bool = False,
) -> Answer:
    """What `within_steps` finds as an answer; `level` and `route` (an id) leave those of theirs.

    Raises WrongParameter where `steps` is no number of steps.
    """
    if type(steps) is not int or steps < 1:
        raise WrongParameter(f"steps {steps!r}: a number of steps, 1 or more.")
    found = within_steps(graph, id_, steps, backwards=backwards)
    rows = tuple(row for row in found if level in {None, row.level} and route in {None, row.route})
    parameters = {"id": id_, "steps": steps, "level": level, "route": route, "backwards": backwards}
    return Answer("within-steps", rows, parameters, kind=StepsAway, columns=StepsAway._fields)


def check_occupations(graph: nx.MultiDiGraph, *ids: str) -> None:
    """Raises UnknownName, with the nearest, for an id that is not one of an occupation."""
    for id_ in ids:
        if graph.nodes.get(id_, {}).get("label") != "Occupation":
            occupations = [node for node, label in graph.nodes(data="label") if label == "Occupation"]
            nearest = near(id_, occupations)
            cure = f"Did you mean {' or '.join(map(repr, nearest))}?" if nearest else "Name one by its id in the graph."
            raise UnknownName(f"no occupation {id_!r}. {cure}", candidates=tuple(nearest))


def _best_paths(graph: nx.MultiDiGraph, origin: str) -> dict[str, tuple[str, ...]]:
    """The best path to each occupation that can be reached, as its ids; to the origin, its own id alone.

    It has the fewest relationships, then the lowest cost, then the highest sum of relatedness, then comes first by its
    ids.

    1. All of these but the ids are sums over the relationships of a path. Written into one whole number, APART from
       each other, they are what Dijkstra's algorithm makes least, exactly.
    2. `predecessors` holds the paths that are equal in all sums, and so in their number of ids. Of two that meet in a
       node, the one whose ids come first there comes first with any ids after it, so each node needs to know only the
       first of the paths to it.
    """

    def weight(_start: str, _end: str, parallel: Mapping[str, Mapping[str, Any]]) -> int | None:
        kind = taken(parallel)
        if kind is None:
            return None  # networkx does not go there
        cost: int = parallel[kind].get("cost", 0)
        related: int = round(parallel[kind].get("relatedness", 0.0) * 10_000)
        return (APART + cost) * APART - related  # Rule 1

    predecessors, distances = nx.dijkstra_predecessor_and_distance(graph, origin, weight=weight)
    best: dict[str, tuple[str, ...]] = {}
    for node in sorted(distances, key=distances.__getitem__):
        best[node] = (*min((best[before] for before in predecessors[node]), default=()), node)  # Rule 2
    return best


def taken(parallel: Container[str]) -> str | None:
    """Of the relationships from one node to another, by type, the one that a path takes; None where there is none.

    A good graph has one at most: a progression stays in its route, a crossing does not (rules 4, 7 and 8 of
    `validate`). In any other the crossing is taken, which costs less.
    """
    if CROSSING in parallel:
        return CROSSING
    return _PROGRESSION if _PROGRESSION in parallel else None


def links(graph: nx.MultiDiGraph, path: Iterable[str]) -> tuple[Link, ...]:
    """The relationships of a path, one row each."""
    records = []
    for position, (start, end) in enumerate(pairwise(path), 1):
        kind = taken(graph[start][end])
        origin, destination = graph.nodes[start], graph.nodes[end]
        ends = {
            "from_id": start,
            "from_title": origin["title"],
            "from_level": origin["level"],
            "from_column": origin["column"],
            "from_route_name": origin["route_name"],
            "id": end,
            "title": destination["title"],
            "level": destination["level"],
            "column": destination["column"],
            "route_name": destination["route_name"],
        }
        properties = graph.edges[start, end, kind]
        left = _listing(graph, start, properties.get("from_cluster"))
        listed = _listing(graph, end, properties.get("to_cluster"))
        listings = {
            "pathway_name": graph.nodes[properties["pathway"]]["name"] if "pathway" in properties else None,
            **{f"from_{name}": value for name, value in left.items()},
            "to_cluster_name": listed.pop("cluster_name"),
            **listed,
        }
        records.append({"position": position, "type": kind, **ends, **properties, **listings})
    return _rows(Link, "shortest-path", records)


def _listing(graph: nx.MultiDiGraph, occupation: str, cluster: str | None) -> dict[str, Any]:
    """Where the document lists an occupation in a cluster; without a cluster, the line where it lists it first."""
    if cluster is None:
        return {"cluster_name": None, "line": next(iter(graph.nodes[occupation]["lines"]), None), "quote": None}
    listed = graph.edges[occupation, cluster, "IN_CLUSTER"]
    return {"cluster_name": graph.nodes[cluster]["name"], "line": listed["line"], "quote": listed["quote"]}


def _rows(kind: type[_Row], name: str, records: Iterable[Mapping[str, Any]]) -> tuple[_Row, ...]:
    """The rows of the question of that name, in its order: one for each record, null in a column that this lacks."""
    order = query(name).order
    rows = rows_of(kind, [[record.get(column) for column in kind._fields] for record in records])
    return tuple(sorted(rows, key=lambda row: order_key(row, order)))


def order_key(row: Any, order: tuple[tuple[str, bool], ...]) -> tuple[Any, ...]:
    """The key that sorts the rows of every question as every store does.

    `order`: columns, each with whether downwards, as the question's last ORDER BY has them: relatedness (high
    first), cost, level (not stated last), title, id, where it applies. As in Cypher, null is higher than all
    else, and text goes by code points.
    """
    return tuple(_term(getattr(row, column), downwards) for column, downwards in order)


def _term(value: Any, downwards: bool) -> tuple[Any, ...]:
    """One part of the key: whether null, which decides first, then the value, turned round if downwards."""
    if value is None:
        return (not downwards,)
    if not downwards:
        return (False, value)
    if isinstance(value, str):
        return (True, *(-ord(character) for character in value), 1)  # the 1: the longer text comes first
    return (True, -value)
