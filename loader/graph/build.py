"""The graph: a networkx MultiDiGraph as schema.py declares it, built from a catalogue, and validated."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import PureWindowsPath
from typing import Any, NoReturn, TypeAlias

import networkx as nx

from career_pathways.loader.catalogue import Catalogue, Cluster, Column, Entry
from career_pathways.loader.errors import InvalidGraph
from career_pathways.loader.schema import NODES, RELATIONSHIPS, SCHEMA_VERSION, Property
from career_pathways.loader.words.titles import normalised_title, slug

from .crossings import levels_compatible, shared_across_routes
from .progression import COST, Position, basis_between, level_gap, progressions
from .relatedness import WEIGHTS

Graph: TypeAlias = nx.MultiDiGraph
"""A node's key is its id; its attributes are `label` and the properties of that label, a null one being None.

A relationship's key is its type, its attributes are the properties of that type. A list is a Python list.
"""


def build_graph(catalogue: Catalogue) -> Graph:
    """The graph of a catalogue: from the same catalogue the same graph, with everything in the same order.

    Nodes come in this order: the edition, routes, pathways, clusters, occupations; each in the document's
    order, an occupation where its first entry stands. Relationships are added by type in the order of
    schema.py, then in the order of the nodes at their ends. No clock is read: `loaded_at` is null.

    Entries become occupations:

    1. Entries of one route with one normalised title and one stated level are one occupation.
    2. An entry whose level is not stated joins the occupation of its route and title whose stated level lies
       in the band of the entry's column, where there is exactly one.
    3. The other entries without a level are one occupation for each route and title.
    4. Where its entries differ, `title` and `column` are those of the first; `degree` is true where any entry
       says so; `specialisms` are those of all entries in order, each once; `lines` are all lines, rising.
       Of several entries in one cluster, its IN_CLUSTER has the first line and all specialisms.

    Names become ids:

    5. A route's id is the slug of its name. The id of a pathway, a cluster or an occupation is the id of what
       holds it (for an occupation, its route), "/" and the slug of its name; "-" and a stated level follow.
    6. The first to ask for an id gets it; the next ones get it with "--2", "--3" and so on, which no slug
       holds. They ask in this order: the edition, routes, pathways, clusters, occupations of a stated level,
       other occupations; each in the document's order. A "Roofer 2" without a level yields to a "Roofer" of
       level 2.
    """
    take = _Ids().take
    edition = take(catalogue.source_sha256)
    routes = [(take(slug(r.name)), r) for r in catalogue.routes]
    pathways = [(take(f"{of}/{slug(p.name)}"), p, of) for of, r in routes for p in r.pathways]
    clusters = [(take(f"{of}/{slug(c.name)}"), c, of) for of, p, _ in pathways for c in p.clusters]
    route_of = {id_: of for id_, _, of in pathways}
    occupations = _occupations((route_of[of], id_, cluster) for id_, cluster, of in clusters)
    for o in sorted(occupations, key=lambda o: o.level is None):
        o.id = take(f"{o.route}/{slug(o.title)}" + ("" if o.level is None else f"-{o.level}"))

    graph: Graph = nx.MultiDiGraph()
    graph.add_node(edition, label="Edition")
    for id_, route in routes:
        graph.add_node(id_, label="Route", id=id_, name=route.name, line=route.line)
    for id_, pathway, _ in pathways:
        graph.add_node(id_, label="Pathway", id=id_, name=pathway.name, line=pathway.line)
    for id_, cluster, _ in clusters:
        graph.add_node(
            id_,
            label="Cluster",
            id=id_,
            name=cluster.name,
            column=cluster.column.value,
            row=cluster.row,
            apprenticeship_only=cluster.apprenticeship_only,
            description=cluster.description,
            line=cluster.line,
        )
    for o in occupations:
        graph.add_node(o.id, label="Occupation", **o.properties(), route_name=graph.nodes[o.route]["name"])

    for o in occupations:
        for cluster_id, entries in o.entries.items():
            listed = _each_once(s for entry in entries for s in entry.specialisms)
            quote = " … ".join(_each_once(entry.quote for entry in entries))
            graph.add_edge(o.id, cluster_id, "IN_CLUSTER", specialisms=listed, line=entries[0].line, quote=quote)
    for id_, _, pathway_id in clusters:
        graph.add_edge(id_, pathway_id, "IN_PATHWAY")
    for id_, _, route_id in pathways:
        graph.add_edge(id_, route_id, "IN_ROUTE")
    for origin, destination, properties in list(progressions(graph)):
        graph.add_edge(origin, destination, "PROGRESSES_TO", **properties)
    for origin, destination, properties in list(shared_across_routes(graph)):
        graph.add_edge(origin, destination, "SHARED_ACROSS_ROUTES", **properties)

    graph.nodes[edition].update(
        id=edition,
        # Without its folder: the same document gives the same bytes wherever it lies.
        title=PureWindowsPath(catalogue.source_name).name or catalogue.source_name,
        schema_version=SCHEMA_VERSION,
        parser_version=version("career-pathways"),
        loaded_at=None,
        entries=sum(len(cluster.entries) for _, cluster, _ in clusters),
        **counts(graph),
    )
    return graph


class _Ids:
    """Hands out ids, each once (rule 6)."""

    def __init__(self) -> None:
        self._asked: Counter[str] = Counter()

    def take(self, plain: str) -> str:
        self._asked[plain] += 1
        return plain if self._asked[plain] == 1 else f"{plain}--{self._asked[plain]}"


@dataclass(slots=True)
class _Occupation:
    """An occupation while its entries are gathered."""

    route: str
    title: str
    level: int | None
    column: Column
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    """By the id of the cluster that lists them."""
    id: str = ""

    def properties(self) -> dict[str, Any]:
        """What a node of it says, but for the name of the route (rule 4)."""
        entries = [entry for listed in self.entries.values() for entry in listed]
        low, high = self.column.band if self.level is None else (self.level, self.level)
        return {
            "id": self.id,
            "title": self.title,
            "level": self.level,
            "level_min": low,
            "level_max": high,
            "column": self.column.value,
            "degree": any(entry.degree for entry in entries),
            "specialisms": _each_once(s for entry in entries for s in entry.specialisms),
            "route": self.route,
            "lines": sorted({entry.line for entry in entries}),
        }


def _occupations(clusters: Iterable[tuple[str, str, Cluster]]) -> list[_Occupation]:
    """The occupations of clusters, each of these with the ids of its route and its own, in their order."""
    listed = [
        (route, normalised_title(entry.title), cluster_id, cluster.column, entry)
        for route, cluster_id, cluster in clusters
        for entry in cluster.entries
    ]
    stated: dict[tuple[str, str], set[int]] = {}
    for route, title, _, _, entry in listed:
        if entry.level is not None:
            stated.setdefault((route, title), set()).add(entry.level)
    found: dict[tuple[str, str, int | None], _Occupation] = {}
    for route, title, cluster_id, column, entry in listed:
        level = entry.level
        if level is None:  # Rule 2
            low, high = column.band
            fitting = [n for n in stated.get((route, title), ()) if low <= n <= high]
            level = fitting[0] if len(fitting) == 1 else None
        occupation = found.setdefault((route, title, level), _Occupation(route, entry.title, level, column))
        occupation.entries.setdefault(cluster_id, []).append(entry)  # Rules 1 and 3
    return list(found.values())


def _each_once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def counts(graph: Graph) -> dict[str, int]:
    """The edition's counts: nodes by label, and relationships between two occupations by type."""
    labels = Counter(label for _, label in graph.nodes(data="label"))
    types = Counter(key for start, _, key in graph.edges(keys=True) if graph.nodes[start]["label"] == "Occupation")
    return {
        "routes": labels["Route"],
        "pathways": labels["Pathway"],
        "clusters": labels["Cluster"],
        "occupations": labels["Occupation"],
        "progressions": types["PROGRESSES_TO"],
        "shared": types["SHARED_ACROSS_ROUTES"],
    }


_LABELS = {label.name: label.properties for label in NODES}
_TYPES = {(r.name, r.start, r.end): r.properties for r in RELATIONSHIPS}
_ID = re.compile(r"[a-z0-9]+(-{1,2}[a-z0-9]+)*(/[a-z0-9]+(-{1,2}[a-z0-9]+)*){0,2}")


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_IS: dict[str, Callable[[Any], bool]] = {
    "string": lambda v: isinstance(v, str),
    "integer": _is_whole,
    "float": lambda v: isinstance(v, float) and math.isfinite(v),
    "boolean": lambda v: isinstance(v, bool),
    "string list": lambda v: isinstance(v, list) and all(isinstance(item, str) for item in v),
    "integer list": lambda v: isinstance(v, list) and all(_is_whole(item) for item in v),
}


def validate(graph: Graph) -> None:
    """Pass over a good graph; raise InvalidGraph, with place and cure, at the first thing that is not good.

    1. Every node has a label of schema.py and exactly the properties of that label, each of its type, None
       only where it may be null. So has every relationship for its type, which joins that type's labels.
    2. A node's `id` is its key: a slug, or two or three joined by "/".
    3. There is one edition, and its counts are the graph's.
    4. Every occupation stands in one cluster at least, every cluster in one pathway, every pathway in one
       route, and an occupation's `route` and `route_name` are those of every cluster it stands in.
    5. Columns are the three there are, rows count from 1, and no two occupations of one route have one
       normalised title and one level.
    6. `level_min` and `level_max` are the stated level twice, or the band of the occupation's column.
    7. PROGRESSES_TO leads from one node to another at the cost of its basis. Between clusters, the two are of
       one pathway and stand as the basis says. Between occupations, `from_cluster` and `to_cluster` hold the
       two, are of `pathway`, and stand as the basis says (`within_cluster`: are the same); `level_gap` is the
       difference of two stated levels and at least 1, or null, but never within a cluster; `relatedness` and
       its parts lie between 0 and 1 and have four decimals at most, and the parts together are the whole.
    8. SHARED_ACROSS_ROUTES joins occupations of two routes whose levels are compatible, both ways with the
       same properties. `same_title` has equal normalised titles and the score 100, `close_title` unequal ones
       and a score from 0 to 99.

    That ids are unique, and relationships too by type and ordered pair, follows from their being keys.
    """
    for node, attributes in graph.nodes(data=True):
        label = attributes.get("label")
        if label not in _LABELS:
            _fail(1, node, f"label {label!r} is not one of {', '.join(_LABELS)}")
        _check_properties(node, {k: v for k, v in attributes.items() if k != "label"}, _LABELS[label])
        if attributes["id"] != node:
            _fail(2, node, f"its id is {attributes['id']!r}")
        if not _ID.fullmatch(node):
            _fail(2, node, "the id is not made of slugs")
    for start, end, key, properties in graph.edges(keys=True, data=True):
        joined = key, graph.nodes[start]["label"], graph.nodes[end]["label"]
        if joined not in _TYPES:
            _fail(1, _place(start, key, end), f"no {key} leads from {joined[1]} to {joined[2]}")
        _check_properties(_place(start, key, end), properties, _TYPES[joined])
    _check_edition(graph)
    tables = _Tables.of(graph)
    _check_occupations(graph, tables)
    for start, end, key, properties in graph.edges(keys=True, data=True):
        if key == "PROGRESSES_TO":
            _check_progression(graph, tables, start, end, properties)
        elif key == "SHARED_ACROSS_ROUTES":
            _check_shared(graph, start, end, properties)


def _fail(rule: int, place: str, what: str) -> NoReturn:
    raise InvalidGraph(
        f"{place}: {what} (rule {rule} of a good graph, see validate in loader/graph/build.py). "
        "Build the graph again from its document."
    )


def _place(start: str, key: str, end: str) -> str:
    return f"{start} -[{key}]-> {end}"


def _check_properties(place: str, found: Mapping[str, Any], declared: tuple[Property, ...]) -> None:
    if len(found) != len(declared) or any(p.name not in found for p in declared):
        differing = sorted(found.keys() ^ {p.name for p in declared})
        _fail(1, place, f"{', '.join(differing)}: properties that are missing, or that it should not have")
    for p in declared:
        value = found[p.name]
        if not (_IS[p.type](value) or (value is None and p.optional)):
            _fail(1, place, f"{p.name} is {value!r}, which is no {p.type}")


def _check_edition(graph: Graph) -> None:
    editions = [(node, a) for node, a in graph.nodes(data=True) if a["label"] == "Edition"]
    if len(editions) != 1:
        _fail(3, "the graph", f"it has {len(editions)} editions, not one")
    node, edition = editions[0]
    for name, count in counts(graph).items():
        if edition[name] != count:
            _fail(3, node, f"it counts {edition[name]} {name}, the graph has {count}")


@dataclass(frozen=True, slots=True)
class _Tables:
    """What belongs to what, and where the clusters stand."""

    held_by: dict[str, list[str]]
    """The clusters of an occupation, the pathway of a cluster, the route of a pathway."""
    position: dict[str, Position]
    taken: dict[str, set[Position]]
    """The positions of a pathway that hold a cluster."""

    @classmethod
    def of(cls, graph: Graph) -> _Tables:
        """Rules 4 and 5 for all but occupations."""
        belongs = {"Occupation": "IN_CLUSTER", "Cluster": "IN_PATHWAY", "Pathway": "IN_ROUTE"}
        tables = cls({}, {}, {})
        for node, attributes in graph.nodes(data=True):
            label = attributes["label"]
            if label not in belongs:
                continue
            held_by = [end for _, end, key in graph.out_edges(node, keys=True) if key == belongs[label]]
            if not held_by or (len(held_by) > 1 and label != "Occupation"):
                _fail(4, node, f"it has {len(held_by)} {belongs[label]}")
            tables.held_by[node] = held_by
            if label != "Pathway" and attributes["column"] not in list(Column):
                _fail(5, node, f"column {attributes['column']!r} is not one of {', '.join(Column)}")
            if label == "Cluster":
                if attributes["row"] < 1:
                    _fail(5, node, f"row {attributes['row']} is not counted from 1")
                tables.position[node] = Position(Column(attributes["column"]), attributes["row"])
                tables.taken.setdefault(held_by[0], set()).add(tables.position[node])
        return tables

    def basis(self, origin: str, destination: str) -> str | None:
        """The basis on which a cluster progresses to one of the same pathway."""
        taken = self.taken[self.held_by[origin][0]]
        return basis_between(self.position[origin], self.position[destination], taken)


def _check_occupations(graph: Graph, tables: _Tables) -> None:
    """Rules 4 to 6."""
    same: dict[tuple[str, str, int | None], str] = {}
    for node, attributes in graph.nodes(data=True):
        if attributes["label"] != "Occupation":
            continue
        for cluster in tables.held_by[node]:
            route = tables.held_by[tables.held_by[cluster][0]][0]
            if (attributes["route"], attributes["route_name"]) != (route, graph.nodes[route]["name"]):
                _fail(4, node, f"its route is {attributes['route']}, that of {cluster} is {route}")
        level = attributes["level"]
        first = same.setdefault((attributes["route"], normalised_title(attributes["title"]), level), node)
        if first != node:
            _fail(5, node, f"it says the same as {first}")
        band = (level, level) if level is not None else Column(attributes["column"]).band
        if (attributes["level_min"], attributes["level_max"]) != band:
            given = attributes["level_min"], attributes["level_max"]
            _fail(6, node, f"it spans the levels {given}, and should span {band}")


def _check_progression(graph: Graph, tables: _Tables, start: str, end: str, properties: Mapping[str, Any]) -> None:
    """Rule 7."""
    place, basis = _place(start, "PROGRESSES_TO", end), properties["basis"]
    if start == end:
        _fail(7, place, "it leads from a node to itself")
    if basis not in COST or properties["cost"] != COST[basis]:
        _fail(7, place, f"basis {basis!r} does not cost {properties['cost']}")
    if graph.nodes[start]["label"] == "Cluster":
        if tables.held_by[start] != tables.held_by[end]:
            _fail(7, place, "the two are of different pathways")
        if basis != tables.basis(start, end):
            _fail(7, place, f"the two do not stand as {basis!r} says")
        return
    origin, destination = properties["from_cluster"], properties["to_cluster"]
    if origin not in tables.held_by[start] or destination not in tables.held_by[end]:
        _fail(7, place, f"{origin} and {destination} do not hold the two")
    if not tables.held_by[origin] == tables.held_by[destination] == [properties["pathway"]]:
        _fail(7, place, f"{origin} and {destination} are not both of {properties['pathway']}")
    if basis != ("within_cluster" if origin == destination else tables.basis(origin, destination)):
        _fail(7, place, f"{origin} and {destination} do not stand as {basis!r} says")
    gap = level_gap(graph.nodes[start]["level"], graph.nodes[end]["level"])
    if properties["level_gap"] != gap:
        _fail(7, place, f"level_gap is {properties['level_gap']}, and the stated levels differ by {gap}")
    if (basis == "within_cluster") if gap is None else gap < 1:
        _fail(7, place, "the level does not rise")
    _check_relatedness(place, properties)


def _check_relatedness(place: str, properties: Mapping[str, Any]) -> None:
    """Rule 7, the numbers."""
    parts = [properties[part] for part in WEIGHTS]
    for number in (properties["relatedness"], *parts):
        if not 0 <= number <= 1 or round(number, 4) != number:
            _fail(7, place, f"relatedness, or a part of it, is {number}, which is not from 0 to 1 with four decimals")
    if properties["relatedness"] != round(math.fsum(parts), 4):
        _fail(7, place, f"relatedness is {properties['relatedness']}, and its parts come to {math.fsum(parts):.4f}")


def _check_shared(graph: Graph, start: str, end: str, properties: Mapping[str, Any]) -> None:
    """Rule 8."""
    place = _place(start, "SHARED_ACROSS_ROUTES", end)
    one, other = graph.nodes[start], graph.nodes[end]
    if one["route"] == other["route"]:
        _fail(8, place, "the two are of one route")
    if not levels_compatible(one, other):
        _fail(8, place, "the levels of the two are not compatible")
    if graph.get_edge_data(end, start, "SHARED_ACROSS_ROUTES") != properties:
        _fail(8, place, "the other direction is missing or says otherwise")
    same = normalised_title(one["title"]) == normalised_title(other["title"])
    match, score = properties["match"], properties["score"]
    if match != ("same_title" if same else "close_title") or not (score == 100 if same else 0 <= score < 100):
        _fail(8, place, f"{match!r} with score {score} is not what the titles say")
