"""Ways on the networkx graph that `build_graph` makes: what a path takes, how far away what is.

A caller of these functions has no `find_occupation` before it, and a slip in an id must not read as "no path": an
occupation that the graph does not have raises UnknownName.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Any

import networkx as nx

from career_pathways.loader.errors import UnknownName
from career_pathways.loader.graph.nesting import held_by
from career_pathways.loader.words.near import near

from .marks import Marks
from .network import CROSSING, PROGRESSION
from .path_finding import APART
from .rows.paths import Link
from .rows.reach import LinkAhead, SetReach, StepsAway
from .run import rows_of


def distances(
    graph: nx.MultiDiGraph, id_: str, *, cutoff: int, backwards: bool, progression: int = 1
) -> Mapping[str, int]:
    """How far away all others are that an occupation can lead to, at most `cutoff`; `backwards`: that can lead to it.

    A crossing counts 1, a progression `progression`.
    """
    check_occupations(graph, id_)

    def weight(_start: str, _end: str, parallel: Mapping[str, Mapping[str, Any]]) -> int | None:
        kind = taken(parallel)
        return None if kind is None else 1 if kind == CROSSING else progression

    network = graph.reverse(copy=False) if backwards else graph
    away: dict[str, int] = nx.single_source_dijkstra_path_length(network, id_, cutoff=cutoff, weight=weight)
    del away[id_]
    return away


def within_steps(graph: nx.MultiDiGraph, id_: str, steps: int, *, backwards: bool = False) -> tuple[StepsAway, ...]:
    """All that an occupation can lead to in at most so many steps, crossings free; `backwards`, that can lead to it.

    Each by the path with the fewest steps, then the fewest crossings; in the order of level (not stated last), steps,
    crossings, title, id.
    """
    away = distances(graph, id_, cutoff=(steps + 1) * APART - 1, backwards=backwards, progression=APART)
    rows = []
    for node, total in away.items():
        record = {**graph.nodes[node], "id": node, "steps": total // APART, "crossings": total % APART}
        rows.append(StepsAway(*(record[column] for column in StepsAway._fields)))
    return tuple(sorted(rows, key=lambda r: (r.level is None, r.level or 0, r.steps, r.crossings, r.title, r.id)))


def sets_reached(
    graph: nx.MultiDiGraph, origins: AbstractSet[str], destinations: AbstractSet[str], most: int, *, backwards: bool
) -> tuple[SetReach, ...]:
    """The origins that can lead to another occupation of the destinations, or `backwards`, those that they lead to.

    By at most `most` relationships; the nearest of several is the lowest by level (not stated last), title, id. In the
    order of level, relationships, title, id.
    """
    onward: dict[str, list[str]] = {}
    for start, parallel in (graph.pred if backwards else graph.adj).items():
        onward[start] = [end for end, kinds in parallel.items() if taken(kinds)]
    rows, others = (destinations, origins) if backwards else (origins, destinations)
    found = []
    for id_ in rows:
        away, new = {id_: 0}, [id_]
        for moves in range(1, most + 1):
            new = [end for end in dict.fromkeys(end for here in new for end in onward[here]) if end not in away]
            away.update(dict.fromkeys(new, moves))
        if ends := [(away[end], *rank(graph, end)) for end in away.keys() & others if end != id_]:
            relationships, *_, nearest = min(ends)
            of, end = graph.nodes[id_], graph.nodes[nearest]
            place = (of["title"], of["level"], of["column"], of["route"], of["route_name"])
            near = (nearest, end["title"], end["level"], end["route_name"])
            found.append(SetReach(id_, *place, len(ends), *near, relationships))
    return tuple(sorted(found, key=lambda r: (r.level is None, r.level or 0, r.relationships, r.title, r.id)))


def rank(graph: nx.MultiDiGraph, id_: str) -> tuple[bool, int, str, str]:
    """By what an occupation comes before others that are as near: level (not stated last), title, id."""
    of = graph.nodes[id_]
    return of["level"] is None, of["level"] or 0, of["title"], id_


def marks_of(graph: nx.MultiDiGraph) -> Marks:
    """How occupations are learnt: what `marks` finds in a store."""
    occupations = [node for node, label in graph.nodes(data="label") if label == "Occupation"]
    return Marks(
        frozenset(o for o in occupations if graph.nodes[o]["degree"]),
        frozenset(o for o in occupations if all(graph.nodes[c]["apprenticeship_only"] for c in held_by(graph, o))),
    )


def links_ahead(graph: nx.MultiDiGraph, id_: str, most: int | None = None) -> list[LinkAhead]:
    """What leads on from an occupation, and from all that it leads to by less than `most` relationships.

    `most` None: by however many.
    """
    rows = []
    reached, new = {id_}, [id_]
    while new and (most is None or most > 0):
        found = dict[str, None]()
        for here, there, kind, of in graph.edges(new, keys=True, data=True):  # views of each node take twice as long
            if kind in _LINKS:
                start, end = graph.nodes[here], graph.nodes[there]
                bands = start["level_min"], start["level_max"], there, end["level_min"], end["level_max"]
                rows.append(LinkAhead(here, *bands, kind, *map(of.get, LinkAhead._fields[-5:])))
                found[there] = None
        new = [there for there in found if there not in reached]
        reached.update(new)
        most = None if most is None else most - 1
    return rows


def leads(graph: nx.MultiDiGraph, origin: str, destination: str, most: int) -> bool:
    """Whether an occupation leads to another by at most so many relationships."""
    reached, new = {origin}, {origin}
    while new and destination not in reached and most > 0:
        new = {there for _, there, kind in graph.edges(new, keys=True) if kind in _LINKS} - reached
        reached |= new
        most -= 1
    return destination in reached


_LINKS = frozenset({PROGRESSION, CROSSING})


def check_occupations(graph: nx.MultiDiGraph, *ids: str) -> None:
    """Raises UnknownName, with the nearest, for an id that is not one of an occupation."""
    for id_ in ids:
        if graph.nodes.get(id_, {}).get("label") != "Occupation":
            raise unknown(graph, id_, "Occupation")


def unknown(graph: nx.MultiDiGraph, id_: str, *labels: str) -> UnknownName:
    """The error that no node of these labels has an id, with the nearest that one has."""
    nearest = near(id_, (node for node, label in graph.nodes(data="label") if label in labels))
    cure = f"Did you mean {' or '.join(map(repr, nearest))}?" if nearest else "Name one by its id in the graph."
    kinds = " or ".join(filter(None, (", ".join(labels[:-1]), labels[-1]))).lower()
    return UnknownName(f"no {kinds} {id_!r}. {cure}", candidates=tuple(nearest))


def taken(parallel: Container[str]) -> str | None:
    """Of the relationships from one node to another, by type, the one that a path takes; None where there is none.

    A good graph has one at most: a progression stays in its route, a crossing does not (rules 4, 7 and 8 of
    `validate`). In any other the crossing is taken, which costs less.
    """
    if CROSSING in parallel:
        return CROSSING
    return PROGRESSION if PROGRESSION in parallel else None


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
        properties = {k: v for k, v in graph.edges[start, end, kind].items() if k not in {"line", "file"}}
        left = _listing(graph, start, properties.get("from_cluster"))
        listed = _listing(graph, end, properties.get("to_cluster"))
        listings = {
            "pathway_name": graph.nodes[properties["pathway"]]["name"] if properties.get("pathway") else None,
            **{f"from_{name}": value for name, value in left.items()},
            "to_cluster_name": listed.pop("cluster_name"),
            **listed,
        }
        records.append({"position": position, "type": kind, **ends, **properties, **listings})
    return rows_of(Link, [[record.get(column) for column in Link._fields] for record in records])


def _listing(graph: nx.MultiDiGraph, occupation: str, cluster: str | None) -> dict[str, Any]:
    """Where the document lists an occupation in a cluster; without a cluster, the line where it lists it first."""
    if cluster is None:
        return {"cluster_name": None, "line": next(iter(graph.nodes[occupation]["lines"]), None), "quote": None}
    listed = graph.edges[occupation, cluster, "IN_CLUSTER"]
    return {"cluster_name": graph.nodes[cluster]["name"], "line": listed["line"], "quote": listed["quote"]}
