"""The graph: a networkx MultiDiGraph as schema.py declares it, built from a catalogue."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PureWindowsPath
from typing import Any, TypeAlias

import networkx as nx

from career_pathways import __version__
from career_pathways.loader.catalogue import Catalogue, Cluster, Column, Entry, Pathway
from career_pathways.loader.schema import SCHEMA_VERSION
from career_pathways.loader.words.titles import normalised_title

from .crossings import shared_across_routes
from .progression import progressions

_NO_TEXT = re.compile("[\ud800-\udfff]")
"""How Python shows the bytes of a file's name that are not UTF-8; no store takes it."""

Graph: TypeAlias = nx.MultiDiGraph
"""A node's key is its id; its attributes are `label` and the properties of that label, a null one being None.

A relationship's key is its type, its attributes are the properties of that type. A list is a Python list.
"""


def build_graph(catalogue: Catalogue) -> Graph:
    """The graph of a catalogue (docs/graph-model.md): of the same catalogue the same, with all of it in the same order.

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
    asked: Counter[str] = Counter()

    def take(plain: str) -> str:
        asked[plain] += 1
        return plain if asked[plain] == 1 else f"{plain}--{asked[plain]}"

    # Rule 6: ids are asked for in this order.
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
        graph.add_node(id_, label="Cluster", id=id_, **_cluster_properties(cluster))
    for o in occupations:
        graph.add_node(o.id, label="Occupation", **o.properties(), route_name=graph.nodes[o.route]["name"])
    _add_relationships(graph, occupations, clusters, pathways)
    graph.nodes[edition].update(id=edition, **_edition_properties(catalogue), **counts(graph))
    return graph


def _cluster_properties(cluster: Cluster) -> dict[str, Any]:
    return {
        "name": cluster.name,
        "column": cluster.column.value,
        "row": cluster.row,
        "apprenticeship_only": cluster.apprenticeship_only,
        "description": cluster.description,
        "line": cluster.line,
    }


def _add_relationships(
    graph: Graph,
    occupations: Iterable[_Occupation],
    clusters: Iterable[tuple[str, Cluster, str]],
    pathways: Iterable[tuple[str, Pathway, str]],
) -> None:
    """All relationships of a graph that holds its nodes; a cluster and a pathway come with what they stand in."""
    for o in occupations:
        for cluster_id, entries in o.entries.items():
            listed = _each_once(s for entry in entries for s in entry.specialisms)
            quote = " … ".join(_each_once(entry.quote for entry in entries))
            graph.add_edge(o.id, cluster_id, "IN_CLUSTER", specialisms=listed, line=entries[0].line, quote=quote)
    graph.add_edges_from((id_, pathway_id, "IN_PATHWAY", {}) for id_, _, pathway_id in clusters)
    graph.add_edges_from((id_, route_id, "IN_ROUTE", {}) for id_, _, route_id in pathways)
    for origin, destination, properties in list(progressions(graph)):
        graph.add_edge(origin, destination, "PROGRESSES_TO", **properties)
    for origin, destination, properties in list(shared_across_routes(graph)):
        graph.add_edge(origin, destination, "SHARED_ACROSS_ROUTES", **properties)


def _edition_properties(catalogue: Catalogue) -> dict[str, Any]:
    """What a node of the edition says, but for its id and the counts of its graph."""
    # Without its folder: the same document gives the same bytes wherever it lies.
    name = PureWindowsPath(catalogue.source_name).name or catalogue.source_name
    return {
        "title": _NO_TEXT.sub("\ufffd", name),
        "schema_version": SCHEMA_VERSION,
        "parser_version": __version__,
        "loaded_at": None,
        "entries": sum(len(cluster.entries) for _, _, cluster in catalogue.clusters()),
    }


def slug(text: str) -> str:
    """The text as a part of an id: a-z, 0-9 and single inner hyphens, never empty, safe in URLs and shells.

    1. Accents go, apostrophes go, "&" reads "and". What else is no ASCII letter or digit becomes a hyphen.
    2. Where a letter or digit has no ASCII form, or none is left, the first 8 hexadecimal digits of the
       SHA-256 of the case-folded text follow: two such texts stay apart, in the same way on every run.

    >>> slug("Children's & young people’s café/bar")
    'childrens-and-young-peoples-cafe-bar'
    >>> slug("溶接工")
    'x-0e7b5b66'
    """
    folded = text.casefold().replace("&", " and ")
    if folded.isascii() and (kept := _NOT_SLUG.sub("-", _APOSTROPHES.sub("", folded)).strip("-")):
        return kept
    folded = unicodedata.normalize("NFKD", folded)
    plain = _APOSTROPHES.sub("", "".join(c for c in folded if not unicodedata.combining(c)))
    kept = _NOT_SLUG.sub("-", plain).strip("-")
    if kept and not any(c.isalnum() and not c.isascii() for c in plain):
        return kept
    digest = sha256(" ".join(folded.split()).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kept or 'x'}-{digest[:8]}"


_APOSTROPHES = re.compile(r"['‘’`´]")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


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
        if level is None:  # Rule 2: it joins the one that states a level in the band of the column.
            low, high = column.band
            fitting = [n for n in stated.get((route, title), ()) if low <= n <= high]
            level = fitting[0] if len(fitting) == 1 else None
        occupation = found.setdefault((route, title, level), _Occupation(route, entry.title, level, column))
        occupation.entries.setdefault(cluster_id, []).append(entry)  # Rules 1 and 3: the same key, the same occupation.
    return list(found.values())


def _each_once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def counts(graph: Graph) -> dict[str, int]:
    """The edition's counts: nodes by label, and relationships between two occupations by type.

    `related` is one of an imported map's edition alone.
    """
    labels = Counter(label for _, label in graph.nodes(data="label"))
    types = Counter(key for start, _, key in graph.edges(keys=True) if graph.nodes[start]["label"] == "Occupation")
    return {
        "routes": labels["Route"],
        "pathways": labels["Pathway"],
        "clusters": labels["Cluster"],
        "occupations": labels["Occupation"],
        "progressions": types["PROGRESSES_TO"],
        "shared": types["SHARED_ACROSS_ROUTES"],
        **({"related": types["RELATED_TO"]} if any("edition" in node for _, node in graph.nodes(data=True)) else {}),
    }
