"""The graph: a networkx MultiDiGraph laid out as schema.py declares, built from a catalogue, and what a good one is."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import PureWindowsPath
from typing import Any, NoReturn, TypeAlias

import networkx as nx

from .catalogue import Catalogue, Column, Entry
from .crosswalk import levels_compatible, shared_across_routes
from .errors import InvalidGraph
from .names import normalised_title, slug
from .progression import COST, Position, basis_between, level_gap, progressions
from .schema import NODES, RELATIONSHIPS, SCHEMA_VERSION, Property

Graph: TypeAlias = nx.MultiDiGraph
"""A node's key is its id; its attributes are `label` and the properties of that label, a null one being None.

A relationship's key is its type, its attributes are the properties of that type. A list is a Python list.
"""


def build_graph(catalogue: Catalogue) -> Graph:
    """The graph of a catalogue: from the same catalogue the same graph, with everything in the same order.

    Nodes come in this order: the edition, routes, pathways, clusters, occupations; each in the document's order, an
    occupation where its first entry stands. The relationships of a node come by type, in the order of schema.py, then
    in the order of the nodes they lead to. No clock is read: the edition's `loaded_at` is null.

    Entries become occupations by these rules.

    1. Entries of one route with one normalised title and one stated level are one occupation.
    2. An entry whose level is not stated joins the occupation of its route and title whose stated level lies in the
       band of the entry's column, where there is exactly one.
    3. The other entries without a level are one occupation for each route and title.
    4. Where its entries differ, `title` and `column` are those of the first. `degree` is true where any entry says so;
       `specialisms` are those of all entries, in order, each once; `lines` are those of all entries, rising.

    Ids are made by these rules.

    5. A route's id is the slug of its name. The id of a pathway, a cluster or an occupation is the id of what holds it
       (for an occupation: its route), "/" and the slug of its name or title; "-" and the level follow where stated.
    6. The first to ask for an id gets it, a later one gets "--2", "--3" and so on behind it, which no slug holds. They
       ask in this order: routes, pathways, clusters, occupations of a stated level, the other occupations; each in the
       document's order. An occupation "Roofer 2" without a level yields to a "Roofer" of level 2.
    """
    graph: Graph = nx.MultiDiGraph()
    take = _Ids().take
    edition = take(catalogue.source_sha256)
    routes = [(take(slug(route.name)), route) for route in catalogue.routes]  # Rule 5
    pathways = [(take(f"{of}/{slug(p.name)}"), p, of) for of, route in routes for p in route.pathways]
    clusters = [(take(f"{of}/{slug(c.name)}"), c, of) for of, pathway, _ in pathways for c in pathway.clusters]
    route_of = {pathway: route for pathway, _, route in pathways}
    names = {id_: route.name for id_, route in routes}
    occupations = _occupations(
        (route_of[pathway], id_, cluster.column, entry) for id_, cluster, pathway in clusters for entry in cluster.entries
    )
    for stated in (True, False):  # Rule 6
        for o in occupations:
            if (o.level is not None) == stated:
                o.id = take(f"{o.route}/{slug(o.title)}" + (f"-{o.level}" if stated else ""))

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
        low, high = (o.level, o.level) if o.level is not None else o.column.band
        graph.add_node(
            o.id,
            label="Occupation",
            id=o.id,
            title=o.title,
            level=o.level,
            level_min=low,
            level_max=high,
            column=o.column.value,
            degree=any(entry.degree for _, entry in o.entries),
            specialisms=_each_once(s for _, entry in o.entries for s in entry.specialisms),
            route=o.route,
            route_name=names[o.route],
            lines=sorted({entry.line for _, entry in o.entries}),
        )

    for o in occupations:
        for cluster_id, entries in o.by_cluster().items():
            listed = _each_once(s for entry in entries for s in entry.specialisms)
            graph.add_edge(o.id, cluster_id, "IN_CLUSTER", specialisms=listed, line=entries[0].line)
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
        **_counts(graph),
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
    """An occupation that is being gathered from its entries."""

    route: str
    level: int | None
    place: int
    """Of its first entry, counted over the document."""
    title: str
    column: Column
    entries: list[tuple[str, Entry]] = field(default_factory=list)
    """Each with the id of its cluster."""
    id: str = ""

    def by_cluster(self) -> dict[str, list[Entry]]:
        listed: dict[str, list[Entry]] = {}
        for cluster, entry in self.entries:
            listed.setdefault(cluster, []).append(entry)
        return listed


def _occupations(entries: Iterator[tuple[str, str, Column, Entry]]) -> list[_Occupation]:
    """Entries, each with the ids of route and cluster and its column, as occupations in the document's order."""
    listed = [(route, normalised_title(entry.title), cluster, column, entry) for route, cluster, column, entry in entries]
    stated: dict[tuple[str, str], set[int]] = {}
    for route, title, _, _, entry in listed:
        if entry.level is not None:
            stated.setdefault((route, title), set()).add(entry.level)
    found: dict[tuple[str, str, int | None], _Occupation] = {}
    for route, title, cluster, column, entry in listed:
        level = entry.level
        if level is None:  # Rule 2
            low, high = column.band
            fitting = [n for n in stated.get((route, title), ()) if low <= n <= high]
            level = fitting[0] if len(fitting) == 1 else None
        key = route, title, level
        if key not in found:  # Rules 1, 3 and 4
            found[key] = _Occupation(route, level, entry.title, column)
        found[key].entries.append((cluster, entry))
    return list(found.values())


def _each_once(texts: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _counts(graph: Graph) -> dict[str, int]:
    """The edition's counts of what the graph holds: nodes by label, and relationships between occupations by type."""
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
    """Pass over a good graph; raise InvalidGraph, with the place and the cure, at the first thing that is not.

    1. Every node has a label of schema.py and exactly the properties of that label, each of its type; None only where
       the property may be null. So has every relationship, and its ends have the labels that its type joins.
    2. A node's `id` is its key. It is a slug, or two or three joined by "/", which is safe in a URL and in a shell.
    3. There is one edition, and its counts are the graph's.
    4. Every occupation stands in at least one cluster, every cluster in one pathway, every pathway in one route, and
       an occupation's `route` and `route_name` are those of every cluster it stands in.
    5. Columns are the three there are, rows count from 1, and no two occupations of one route have one normalised
       title and one level.
    6. `level_min` and `level_max` are the stated level twice, or the band of the occupation's column.
    7. PROGRESSES_TO leads from one node to another, and its cost is the cost of its basis. Between clusters, the two
       are of one pathway and stand as the basis says. Between occupations, `from_cluster` and `to_cluster` hold the
       two, are of `pathway`, and stand as the basis says (`within_cluster`: are one); `level_gap` is the difference of
       the stated levels and at least 1, or null; `relatedness` lies between 0 and 1 and has four decimals at most.
    8. SHARED_ACROSS_ROUTES joins occupations of two routes whose levels are compatible, in both directions with the
       same properties. `same_title` means equal normalised titles and a score of 100, `close_title` unequal ones and a
       score from 0 to 99.

    Ids are unique, and there is one relationship a type and ordered pair, because they are the keys of the graph.
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
    holders = _check_belonging(graph)
    for start, end, key, properties in graph.edges(keys=True, data=True):
        if key == "PROGRESSES_TO":
            _check_progression(graph, holders, start, end, properties)
        elif key == "SHARED_ACROSS_ROUTES":
            _check_shared(graph, start, end, properties)


def _fail(rule: int, place: str, what: str) -> NoReturn:
    raise InvalidGraph(
        f"{place}: {what} (rule {rule} of a good graph). Build the graph again from its document, and report this if it "
        "comes back; if you changed the graph yourself, undo the change here."
    )


def _place(start: str, key: str, end: str) -> str:
    return f"{start} -[{key}]-> {end}"


def _check_properties(place: str, found: Mapping[str, Any], declared: tuple[Property, ...]) -> None:
    if len(found) != len(declared) or any(p.name not in found for p in declared):
        names = {p.name for p in declared}
        missing, strange = sorted(names - found.keys()), sorted(found.keys() - names)
        _fail(1, place, "; ".join([f"property {n!r} is missing" for n in missing] + [f"{n!r} is none of its" for n in strange]))
    for p in declared:
        value = found[p.name]
        if not (_IS[p.type](value) or (value is None and p.optional)):
            _fail(1, place, f"{p.name} is {value!r}, which is no {p.type}")


def _check_edition(graph: Graph) -> None:
    editions = [(node, a) for node, a in graph.nodes(data=True) if a["label"] == "Edition"]
    if len(editions) != 1:
        _fail(3, "the graph", f"it has {len(editions)} editions, not one")
    node, edition = editions[0]
    for name, count in _counts(graph).items():
        if edition[name] != count:
            _fail(3, node, f"it counts {edition[name]} {name}, the graph has {count}")


def _check_belonging(graph: Graph) -> dict[str, list[str]]:
    """Rules 4 to 6. Out: what every occupation, cluster and pathway belongs to."""
    belongs = {"Occupation": "IN_CLUSTER", "Cluster": "IN_PATHWAY", "Pathway": "IN_ROUTE"}
    holders: dict[str, list[str]] = {}
    for node, label in graph.nodes(data="label"):
        if label in belongs:
            holders[node] = [end for _, end, key in graph.out_edges(node, keys=True) if key == belongs[label]]
            if not holders[node] or (len(holders[node]) > 1 and label != "Occupation"):
                _fail(4, node, f"it has {len(holders[node])} {belongs[label]}")
    columns = [column.value for column in Column]
    identities: dict[tuple[str, str, int | None], str] = {}
    for node, attributes in graph.nodes(data=True):
        if attributes["label"] not in ("Cluster", "Occupation"):
            continue
        if attributes["column"] not in columns:
            _fail(5, node, f"column {attributes['column']!r} is not one of {', '.join(columns)}")
        if attributes["label"] == "Cluster":
            if attributes["row"] < 1:
                _fail(5, node, f"row {attributes['row']} is not counted from 1")
            continue
        for cluster in holders[node]:
            route = holders[holders[cluster][0]][0]
            if (attributes["route"], attributes["route_name"]) != (route, graph.nodes[route]["name"]):
                _fail(4, node, f"its route is {attributes['route']!r}, that of {cluster} is {route!r}")
        level = attributes["level"]
        identity = attributes["route"], normalised_title(attributes["title"]), level
        if identity in identities:
            _fail(5, node, f"it says the same as {identities[identity]}")
        identities[identity] = node
        band = (level, level) if level is not None else Column(attributes["column"]).band
        if (attributes["level_min"], attributes["level_max"]) != band:
            _fail(6, node, f"levels {attributes['level_min']} to {attributes['level_max']}, not {band[0]} to {band[1]}")
    return holders


def _check_progression(
    graph: Graph, holders: Mapping[str, list[str]], start: str, end: str, properties: Mapping[str, Any]
) -> None:
    """Rule 7."""
    place, basis = _place(start, "PROGRESSES_TO", end), properties["basis"]
    if start == end:
        _fail(7, place, "it leads from a node to itself")
    if basis not in COST or properties["cost"] != COST[basis]:
        _fail(7, place, f"basis {basis!r} does not cost {properties['cost']}")
    if graph.nodes[start]["label"] == "Cluster":
        if holders[start] != holders[end]:
            _fail(7, place, "the two are of different pathways")
        if basis != _basis_in_table(graph, holders[start][0], start, end):
            _fail(7, place, f"the two do not stand as {basis!r} says")
        return
    origin, destination = properties["from_cluster"], properties["to_cluster"]
    if origin not in holders[start] or destination not in holders[end]:
        _fail(7, place, "its clusters do not hold the two")
    if not holders[origin] == holders[destination] == [properties["pathway"]]:
        _fail(7, place, f"its clusters are not both of {properties['pathway']}")
    table = "within_cluster" if origin == destination else _basis_in_table(graph, properties["pathway"], origin, destination)
    if basis != table:
        _fail(7, place, f"{origin} and {destination} do not stand as {basis!r} says")
    gap = level_gap(graph.nodes[start]["level"], graph.nodes[end]["level"])
    if properties["level_gap"] != gap or (gap is not None and gap < 1) or (gap is None and origin == destination):
        _fail(7, place, f"level_gap is {properties['level_gap']}, the levels differ by {gap}, and they must rise")
    relatedness = properties["relatedness"]
    if not 0 <= relatedness <= 1 or round(relatedness, 4) != relatedness:
        _fail(7, place, f"relatedness {relatedness} is not from 0 to 1 with four decimals")
