"""What a good graph is, in nine rules; a breach of one is an error with its place."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from career_pathways.loader.catalogue import Column
from career_pathways.loader.errors import InvalidGraph
from career_pathways.loader.schema import IMPORT_VERSION, LABELS, SCHEMA_VERSION, Property, nodes_of, relationships_of
from career_pathways.loader.words.titles import normalised_title

from .build import Graph, counts
from .crossings import levels_compatible
from .moves import MOVES, skipping, steps_of
from .nesting import NESTING, held_by
from .progression import COST, COST_OF_IMPORTS, RELATED, STATED, Position, basis_between, level_gap
from .relatedness import WEIGHTS

_COLUMNS = frozenset(Column)
_SLUG = "[a-z0-9]+(?:-{1,2}[a-z0-9]+)*"
_ID = re.compile(rf"{_SLUG}(?:/{_SLUG}){{0,2}}")


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
"""By a type of schema.py, whether a value is of it."""


def _by_name(properties: tuple[Property, ...]) -> Mapping[str, Property]:
    return {declared.name: declared for declared in properties}


def validate(graph: Graph) -> None:
    """Pass over a good graph; raise InvalidGraph, with place and cure, at the first thing that is not good.

    1. Every node has a label of schema.py and exactly the properties that this label has in such an edition, each of
       its type, None only where it may be null. So has every relationship for its type, which joins that type's labels.
    2. A node's `id` is its key: a slug, or two or three joined by "/". In an imported map it begins with
       its `edition`, which is the same for all of them, and a ":"; that of the edition itself does not.
    3. There is one edition, and its counts are the graph's.
    4. Every occupation stands in one cluster at least, every cluster in one pathway, every pathway in one
       route, and an occupation's `route` and `route_name` are those of every cluster it stands in; in an imported map
       of one of them.
    5. Columns are the three there are, rows count from 1, and no two occupations of one route have one
       normalised title and one level. In an imported map a column and a row may be missing, and codes tell occupations
       apart.
    6. `level_min` and `level_max` are the stated level twice, or the band of the occupation's column; null where it has
       neither.
    7. PROGRESSES_TO leads from one node to another at the cost of its basis. Between clusters, the two are of
       one pathway and stand as the basis says. Between occupations, `from_cluster` and `to_cluster` hold the
       two, are of `pathway`, and stand as the basis says (`within_cluster`: are the same); `level_gap` is the
       difference of two stated levels and at least 1, or null, but never within a cluster; `move` is one of
       `MOVES`, and `skips` is what `skipping` says of the graph; `relatedness` and its parts lie
       between 0 and 1 and have four decimals at most, and the parts together are the whole. In an imported map such a
       progression is `stated`, and its level does not fall; or `related`, along a RELATED_TO and one level up. Neither
       names a cluster or a pathway.
    8. SHARED_ACROSS_ROUTES joins occupations of two routes whose levels are compatible, both ways with the
       same properties. `same_title` has equal normalised titles and the score 100, `close_title` unequal ones
       and a score from 0 to 99; in an imported map it is `stated`, whatever the titles, with the score 100.
    9. RELATED_TO leads from one occupation to another.

    That ids are unique, and relationships too by type and ordered pair, follows from their being keys.
    """
    imported = any(node.get("schema_version") == IMPORT_VERSION for _, node in graph.nodes(data=True))
    _check_schema(graph, IMPORT_VERSION if imported else SCHEMA_VERSION)
    _check_edition(graph)
    tables = _Tables.of(graph)
    _check_occupations(graph, tables, imported=imported)
    _check_moves(graph)
    for start, end, key, properties in graph.edges(keys=True, data=True):
        if key == "PROGRESSES_TO" and imported:
            _check_stated(graph, start, end, properties)
        elif key == "PROGRESSES_TO":
            _check_progression(graph, tables, start, end, properties)
        elif key == "RELATED_TO" and start == end:
            _fail(9, _place(start, key, end), "it leads from a node to itself")
        elif key == "SHARED_ACROSS_ROUTES":
            _check_shared(graph, start, end, properties)


def _check_schema(graph: Graph, version: int) -> None:
    """Rules 1 and 2."""
    declared_nodes = {label.name: _by_name(label.properties) for label in nodes_of(version)}
    declared_types = {(r.name, r.start, r.end): _by_name(r.properties) for r in relationships_of(version)}
    if version == SCHEMA_VERSION:
        del declared_types["RELATED_TO", "Occupation", "Occupation"]
    for node, attributes in graph.nodes(data=True):
        label = attributes.get("label")
        if label not in declared_nodes:
            _fail(1, node, f"label {label!r} is not one of {', '.join(LABELS)}")
        _check_properties(node, {k: v for k, v in attributes.items() if k != "label"}, declared_nodes[label])
        if attributes["id"] != node:
            _fail(2, node, f"its id is {attributes['id']!r}")
        edition = f"{attributes['edition']}:" if "edition" in attributes else ""
        edition = "" if label == "Edition" else edition
        if not node.startswith(edition) or not _ID.fullmatch(node.removeprefix(edition)):
            _fail(2, node, "the id is not made of slugs")
    labels = dict(graph.nodes(data="label"))
    for start, end, key, properties in graph.edges(keys=True, data=True):
        joined = key, labels[start], labels[end]
        if joined not in declared_types:
            _fail(1, _place(start, key, end), f"no {key} leads from {joined[1]} to {joined[2]}")
        _check_properties(_place(start, key, end), properties, declared_types[joined])


def _fail(rule: int, place: str, what: str) -> NoReturn:
    raise InvalidGraph(
        f"{place}: {what} (rule {rule} of a good graph, see loader/graph/validate.py).",
        "Build the graph again from its document.",
    )


def _place(start: str, key: str, end: str) -> str:
    return f"{start} -[{key}]-> {end}"


def _check_properties(place: str, found: Mapping[str, Any], declared: Mapping[str, Property]) -> None:
    if found.keys() != declared.keys():
        differing = sorted(found.keys() ^ declared.keys())
        _fail(1, place, f"{', '.join(differing)}: properties that are missing, or that it should not have")
    for name, value in found.items():
        p = declared[name]
        if not (_IS[p.type](value) or (value is None and p.optional)):
            _fail(1, place, f"{name} is {value!r}, which is no {p.type}")


def _check_edition(graph: Graph) -> None:
    editions = [(node, a) for node, a in graph.nodes(data=True) if a["label"] == "Edition"]
    if len(editions) != 1:
        _fail(3, "the graph", f"it has {len(editions)} editions, not one")
    node, edition = editions[0]
    for name, count in counts(graph).items():
        if edition[name] != count:
            _fail(3, node, f"it counts {edition[name]} {name}, the graph has {count}")
    for other, attributes in graph.nodes(data=True) if "edition" in edition else ():
        if attributes["edition"] != edition["edition"]:
            _fail(2, other, f"its edition is {attributes['edition']}, not {edition['edition']}")


@dataclass(frozen=True, slots=True)
class _Tables:
    """What belongs to what, and where the clusters stand."""

    held_by: dict[str, list[str]]
    """The clusters of an occupation, the pathway of a cluster, the route of a pathway."""
    position: dict[str, Position]
    taken: dict[str, set[Position]]
    """The positions of a pathway that hold a cluster."""
    known: dict[tuple[str, str], str | None]
    """The basis between two clusters, as far as it was asked for."""

    @classmethod
    def of(cls, graph: Graph) -> _Tables:
        """Rules 4 and 5 for all but occupations."""
        tables = cls({}, {}, {}, {})
        for node, attributes in graph.nodes(data=True):
            label = attributes["label"]
            if label not in NESTING:
                continue
            above = tables.held_by[node] = held_by(graph, node)
            if not above or (len(above) > 1 and label != "Occupation"):
                _fail(4, node, f"it has {len(above)} {NESTING[label]}")
            column = None if label == "Pathway" else attributes["column"]
            if column is not None and column not in _COLUMNS:
                _fail(5, node, f"column {column!r} is not one of {', '.join(Column)}")
            if label == "Cluster" and attributes["row"] is not None:
                if attributes["row"] < 1:
                    _fail(5, node, f"row {attributes['row']} is not counted from 1")
                if column is not None:
                    tables.position[node] = Position(Column(column), attributes["row"])
                    tables.taken.setdefault(above[0], set()).add(tables.position[node])
        return tables

    def basis(self, origin: str, destination: str) -> str | None:
        """The basis on which a cluster progresses to one of the same pathway."""
        pair = origin, destination
        if pair not in self.known:
            taken = self.taken[self.held_by[origin][0]]
            self.known[pair] = basis_between(self.position[origin], self.position[destination], taken)
        return self.known[pair]


def _check_occupations(graph: Graph, tables: _Tables, *, imported: bool) -> None:
    """Rules 4 to 6."""
    same: dict[tuple[str, str, int | None], str] = {}
    for node, attributes in graph.nodes(data=True):
        if attributes["label"] != "Occupation":
            continue
        routes = {c: tables.held_by[tables.held_by[c][0]][0] for c in tables.held_by[node]}
        own = attributes["route"], attributes["route_name"]
        others = [c for c, route in routes.items() if own != (route, graph.nodes[route]["name"])]
        if others and not (imported and len(others) < len(routes)):
            _fail(4, node, f"its route is {own[0]}, that of {others[0]} is {routes[others[0]]}")
        level, column = attributes["level"], attributes["column"]
        first = same.setdefault((own[0], normalised_title(attributes["title"]), level), node)
        if first != node and None in {attributes.get("code"), graph.nodes[first].get("code")}:
            _fail(5, node, f"it says the same as {first}")
        band = (level, level) if level is not None else (None, None) if column is None else Column(column).band
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


def _check_stated(graph: Graph, start: str, end: str, properties: Mapping[str, Any]) -> None:
    """Rule 7, for an imported map."""
    place, basis = _place(start, "PROGRESSES_TO", end), properties["basis"]
    if start == end:
        _fail(7, place, "it leads from a node to itself")
    if basis not in COST_OF_IMPORTS or properties.get("cost") != COST_OF_IMPORTS[basis]:
        _fail(7, place, f"basis {basis!r} does not cost {properties['cost']}")
    if graph.nodes[start]["label"] == "Cluster":
        _fail(7, place, "no table states one between clusters")
    if any(properties[name] is not None for name in ("pathway", "from_cluster", "to_cluster")):
        _fail(7, place, "it names a cluster or a pathway")
    gap = level_gap(graph.nodes[start]["level"], graph.nodes[end]["level"])
    if properties["level_gap"] != gap:
        _fail(7, place, f"level_gap is {properties['level_gap']}, and the stated levels differ by {gap}")
    if basis == RELATED and (gap != 1 or not (graph.has_edge(start, end, "RELATED_TO"))):
        _fail(7, place, "it is not one level up along a RELATED_TO")
    if gap is not None and gap < 0:
        _fail(7, place, "the level falls")
    _check_relatedness(place, properties)


def _check_moves(graph: Graph) -> None:
    """Rule 7, the moves and what they skip."""
    steps = steps_of(graph)
    skips = skipping(steps)
    for (start, end), (move, _) in steps.items():
        place, given = _place(start, "PROGRESSES_TO", end), graph.edges[start, end, "PROGRESSES_TO"]["skips"]
        if move not in MOVES:
            _fail(7, place, f"move {move!r} is not one of {', '.join(MOVES)}")
        if given != ((start, end) in skips):
            _fail(7, place, f"skips is {given}, and the graph's progressions say otherwise")


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
    if (match, score) == (STATED, 100) and "edition" in one:
        return
    if match != ("same_title" if same else "close_title") or not (score == 100 if same else 0 <= score < 100):
        _fail(8, place, f"{match!r} with score {score} is not what the titles say")
