"""The graph of an imported map: what its tables state, and nothing that they do not, unless its mapping asks for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from importlib.metadata import version
from typing import Any, NamedTuple

import networkx as nx

from career_pathways.loader.catalogue import Column
from career_pathways.loader.graph.build import Graph, counts, slug
from career_pathways.loader.graph.moves import mark_skips, move
from career_pathways.loader.graph.progression import COST_OF_IMPORTS, RELATED, STATED, level_gap
from career_pathways.loader.graph.relatedness import Member, Rarity, related
from career_pathways.loader.schema import IMPORT_VERSION

from .groups import Layer
from .mapping import PROGRESSION, SAME, MapFile
from .mapping import RELATED as RELATED_KIND
from .records import Listing, MapRecords, Occupation, Relation, Source


def build_map(mapping: MapFile, records: MapRecords) -> Graph:
    """The graph of an imported map: from the same records the same graph, with everything in the same order.

    Nodes come in this order: the edition, routes, pathways, clusters, occupations, each as rows speak of it first.
    Relationships are added by type in the order of schema.py.

    1. An occupation stands in all clusters that its rows place it in. Its `route` and its `column` are those of the
       first.
    2. A layer of Route > Pathway > Cluster that is not stated gets the name of the one above it, and the topmost the
       title of the edition; `stated` is false there. Clusters of one name in another column or row are two.
    3. Ids begin with the name of the edition and ":". Then comes the slug of the code; without one, what `build_graph`
       makes of the names. Who asks first gets it: codes, routes, pathways, clusters, occupations of a stated level, the
       others.
    4. `line` is a row of `file`; of an occupation, `lines` and `files` go together.
    5. A stated progression is PROGRESSES_TO with the basis `stated`, whatever lies between its ends; what is the same
       is SHARED_ACROSS_ROUTES, both ways, matched as `stated`; what is related is RELATED_TO. Where the mapping asks
       for it, what is related and one level up is a progression too, of the basis `related`. Nothing else is inferred.
    """
    return _Building(mapping, records).graph()


class _Cluster(NamedTuple):
    """What tells clusters apart: the layers as they are called in the end, and the place in the table."""

    route: tuple[str, str | None]
    pathway: tuple[str, str | None]
    cluster: tuple[str, str | None]
    column: str | None
    row: int | None


class _Building:
    """A graph while it is made."""

    def __init__(self, mapping: MapFile, records: MapRecords) -> None:
        self._mapping = mapping
        self._records = records
        self._graph: Graph = nx.MultiDiGraph()
        self._asked: Counter[str] = Counter()
        self._ids: list[str] = [""] * len(records.occupations)
        self._places: dict[tuple[Any, ...], str] = {}
        """The ids of routes, pathways and clusters, by what tells them apart."""

    def graph(self) -> Graph:
        graph, edition = self._graph, self._edition_id()
        graph.add_node(edition, label="Edition")
        occupations = self._records.occupations
        for i, occupation in enumerate(occupations):  # Rule 3: codes ask first.
            if occupation.code is not None:
                self._ids[i] = self._take(slug(occupation.code))
        self._add_places([_place(li, self._mapping.title) for o in occupations for li in o.listings])
        for stated in (True, False):
            for i, o in enumerate(occupations):
                if o.code is None and (o.level is not None) == stated:
                    self._ids[i] = self._take(f"{self._route_of(o).partition(':')[2]}/{_slug_of(o)}")
        for i, o in enumerate(occupations):
            graph.add_node(self._ids[i], label="Occupation", **self._occupation(self._ids[i], o))
        for i, o in enumerate(occupations):
            self._add_listings(self._ids[i], o)
        for lower, upper, kind in (("Cluster", "Pathway", "IN_PATHWAY"), ("Pathway", "Route", "IN_ROUTE")):
            for key, id_ in self._places.items():
                if len(key) == {"Cluster": 5, "Pathway": 2}[lower]:
                    graph.add_edge(id_, self._places[key[: {"Pathway": 2, "Route": 1}[upper]]], kind)
        self._add_progressions()
        self._add_related()
        mark_skips(graph)
        graph.nodes[edition].update(self._edition(edition), **counts(graph))
        return graph

    def _take(self, plain: str) -> str:
        self._asked[plain] += 1
        number = f"--{self._asked[plain]}" if self._asked[plain] > 1 else ""
        return f"{self._mapping.name}:{plain}{number}"

    # The edition

    def _edition_id(self) -> str:
        """The SHA-256 of those of the mapping and of its tables."""
        return sha256("\n".join(self._sources()).encode()).hexdigest()

    def _sources(self) -> list[str]:
        """The files, as sha256sum lists them."""
        files = [(self._mapping.path.name, self._mapping.sha256), *self._records.files]
        return [f"{digest}  {name.encode('utf-8', 'replace').decode()}" for name, digest in files]

    def _edition(self, id_: str) -> dict[str, Any]:
        """What its node says, but for the counts of its graph."""
        mapping = self._mapping
        own_levels = mapping.level_name is not None
        return {
            "id": id_,
            "title": mapping.title,
            "schema_version": IMPORT_VERSION,
            "parser_version": version("career-pathways"),
            "loaded_at": None,
            "entries": sum(len(o.listings) for o in self._records.occupations),
            "edition": mapping.name,
            "published": mapping.published,
            "licence": mapping.licence,
            "attribution": mapping.attribution,
            "url": mapping.url,
            "follows": mapping.follows,
            "sources": self._sources(),
            "level_name": mapping.level_name,
            "level_lowest": mapping.levels[0] if own_levels else None,
            "level_highest": mapping.levels[1] if own_levels else None,
        }

    # Routes, pathways, clusters

    def _add_places(self, places: Iterable[tuple[_Cluster, Listing]]) -> None:
        """Rule 2: each layer once, routes first, then pathways, then clusters."""
        firsts: tuple[dict[tuple[Any, ...], Listing], ...] = ({}, {}, {})
        for place, listing in places:
            for depth, first in zip((1, 2, 5), firsts, strict=True):
                first.setdefault(place[:depth], listing)
        for label, first in zip(("Route", "Pathway", "Cluster"), firsts, strict=True):
            for key, listing in first.items():
                depth = min(len(key), 3)
                above = self._places[key[: depth - 1]].partition(":")[2] + "/" if depth > 1 else ""
                id_ = self._places[key] = self._take(f"{above}{slug(key[depth - 1][0])}")
                layer = listing.place[depth - 1]
                self._graph.add_node(id_, label=label, **self._layer(id_, key, layer, listing.source))

    def _layer(self, id_: str, key: tuple[Any, ...], layer: Any, source: Source) -> dict[str, Any]:
        stated: Layer | None = layer if isinstance(layer, Layer) else None
        place = source if stated is None else stated.source
        cluster = {"column": key[3], "row": key[4]} if len(key) == 5 else {}
        more = {"apprenticeship_only": False, "description": ""} if cluster else {}
        return {
            "id": id_,
            "name": key[min(len(key), 3) - 1][0],
            **cluster,
            **more,
            "line": place.row,
            "file": place.file,
            "code": None if stated is None else stated.code,
            "stated": stated is not None,
            "edition": self._mapping.name,
        }

    # Occupations

    def _route_of(self, occupation: Occupation) -> str:
        """Rule 1."""
        return self._places[_place(occupation.listings[0], self._mapping.title)[0][:1]]

    def _occupation(self, id_: str, o: Occupation) -> dict[str, Any]:
        route, column = self._route_of(o), next((li.place.column for li in o.listings if li.place.column), None)
        band = (o.level, o.level) if o.level is not None else (None, None) if column is None else Column(column).band
        return {
            "id": id_,
            "title": o.title,
            "level": o.level,
            "level_min": band[0],
            "level_max": band[1],
            "column": column,
            "degree": o.degree,
            "specialisms": list(o.specialisms),
            "route": route,
            "route_name": self._graph.nodes[route]["name"],
            "lines": [source.row for source in o.sources],
            "files": [source.file for source in o.sources],
            "code": o.code,
            "status": o.status,
            "description": o.description,
            "edition": self._mapping.name,
        }

    def _add_listings(self, id_: str, occupation: Occupation) -> None:
        for listing in occupation.listings:
            cluster = self._places[_place(listing, self._mapping.title)[0]]
            place = {"line": listing.source.row, "quote": listing.quote, "file": listing.source.file}
            if not self._graph.has_edge(id_, cluster, "IN_CLUSTER"):
                self._graph.add_edge(id_, cluster, "IN_CLUSTER", specialisms=list(listing.specialisms), **place)

    # Progressions, and what is related

    def _add_progressions(self) -> None:
        """Rule 5."""
        wanted = list(self._progressions())
        if not wanted:
            return
        rarity = Rarity.among_occupations(self._graph)
        members: dict[int, Member] = {}
        for relation, basis in wanted:
            ends = []
            for number in (relation.origin, relation.destination):
                if number not in members:
                    members[number] = self._member(number)
                ends.append(members[number])
            origin, destination = ends
            nearness = related(origin, destination, basis, rarity)
            self._graph.add_edge(
                origin.id,
                destination.id,
                "PROGRESSES_TO",
                basis=basis,
                cost=COST_OF_IMPORTS[basis],
                move=move(origin, destination, basis, rarity),
                skips=False,  # until all are there
                level_gap=level_gap(origin.level, destination.level),
                relatedness=nearness.whole,
                **nearness.parts,
                shared_words=list(nearness.shared_words),
                pathway=None,
                from_cluster=None,
                to_cluster=None,
                line=relation.source.row,
                file=relation.source.file,
            )

    def _progressions(self) -> Iterator[tuple[Relation, str]]:
        """Those that are stated, then those that follow from what is related, where the mapping asks for them."""
        occupations, stated = self._records.occupations, set()
        for relation in self._records.relations:
            if relation.kind == PROGRESSION:
                stated.add((relation.origin, relation.destination))
                yield relation, STATED
        for relation in self._records.relations if self._mapping.rising else ():
            ends = relation.origin, relation.destination
            gap = level_gap(*(occupations[end].level for end in ends))
            if relation.kind == RELATED_KIND and gap == 1 and ends not in stated:
                stated.add(ends)
                yield Relation(relation.kind, *ends, None, None, relation.source), RELATED

    def _member(self, number: int) -> Member:
        """An occupation as its first cluster lists it, with all its specialisms."""
        o, names = self._records.occupations[number], _place(self._records.occupations[number].listings[0], "")[0]
        column = o.listings[0].place.column
        band = None if column is None else Column(column).band
        return Member.of(self._ids[number], o.title, o.level, o.specialisms, names.cluster[0], names.pathway[0], band)

    def _add_related(self) -> None:
        for relation in self._records.relations:
            ends = self._ids[relation.origin], self._ids[relation.destination]
            if relation.kind == SAME:
                for one, other in (ends, ends[::-1]):
                    self._graph.add_edge(one, other, "SHARED_ACROSS_ROUTES", match=STATED, score=100)
            elif relation.kind == RELATED_KIND:
                self._graph.add_edge(
                    *ends,
                    "RELATED_TO",
                    rank=relation.rank,
                    note=relation.note,
                    line=relation.source.row,
                    file=relation.source.file,
                )


def _place(listing: Listing, title: str) -> tuple[_Cluster, Listing]:
    """Where a listing stands with all layers named (rule 2)."""
    named: list[tuple[str, str | None]] = []
    layers: Sequence[Layer | None] = listing.place[:3]
    for layer in layers:
        above = named[-1][0] if named else title
        named.append((above, None) if layer is None else (layer.name, layer.code))
    return _Cluster(named[0], named[1], named[2], listing.place.column, listing.place.row), listing


def _slug_of(occupation: Occupation) -> str:
    return slug(occupation.title) + ("" if occupation.level is None else f"-{occupation.level}")
