"""The rows of an imported map: what its tables state, and nothing that they do not, unless its mapping asks for it.

They are made one by one, as often as somebody asks; what is held is columns (stated.py, relations.py, nearness.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np

from career_pathways import __version__
from career_pathways.loader.catalogue import Column
from career_pathways.loader.graph.moves import MOVES
from career_pathways.loader.graph.progression import COST_OF_IMPORTS, RELATED, STATED
from career_pathways.loader.schema import (
    IMPORT_VERSION,
    LABELS,
    TYPES,
    NodeLabel,
    RelationshipType,
    nodes_of,
    relationships_of,
)

from .mapping import PROGRESSION, SAME, MapFile
from .mapping import RELATED as RELATED_KIND
from .naming import CLUSTERS, PATHWAYS, ROUTES, Names
from .nearness import Nearness
from .read_map import MapRecords
from .relations import NO_NOTE, NO_RANK, Numbers, Relations, pairs
from .stated import NO_LEVEL
from .table_files import Progress

_CHUNK = 20_000
"""Relationships of which the columns are turned into lists at once."""

_PARTS = tuple(number / 10_000 for number in range(10_001))
"""Relatedness, and its parts, by ten-thousandths."""


class MapRows:
    """Rows of `loader/stores/rows.py`: from the same records the same, in the same order.

    1. Ids, and what stands where, are as `Names` says.
    2. `line` is a row of `file`; of an occupation, `lines` and `files` go together.
    3. A stated progression is PROGRESSES_TO with the basis `stated`, whatever lies between its ends; what is the same
       is SHARED_ACROSS_ROUTES, both ways, matched as `stated`; what is related is RELATED_TO. Where the mapping asks
       for it, what is related and one level up is a progression too, of the basis `related`. Nothing else is inferred.
    """

    version = IMPORT_VERSION

    def __init__(self, mapping: MapFile, records: MapRecords, progress: Progress | None = None) -> None:
        """In: a mapping file, and what its tables state; `progress` is told of what is found out of them."""
        self._progress = progress
        self._mapping, self._records = mapping, records
        self._occupations = records.occupations
        self.names = Names(mapping, records.occupations)
        self._order = np.fromiter(self.names.sorted(), np.uint32, len(self.names.ids))
        self._places = np.empty_like(self._order)
        """Of each occupation, its place in the order of the ids."""
        self._places[self._order] = np.arange(len(self._order), dtype=np.uint32)

    # The edition

    @cached_property
    def edition(self) -> Mapping[str, Any]:
        """See Rows."""
        mapping, files = self._mapping, self._files
        own_levels = mapping.level_name is not None
        known: dict[str, Any] = {
            "id": sha256("\n".join(files).encode()).hexdigest(),
            "title": mapping.title,
            "schema_version": IMPORT_VERSION,
            "parser_version": __version__,
            "routes": len(self.names.groups[ROUTES]),
            "pathways": len(self.names.groups[PATHWAYS]),
            "clusters": len(self.names.groups[CLUSTERS]),
            "occupations": len(self._occupations),
            "entries": self.names.entries,
            "progressions": len(self._progressions[0]),
            "shared": 2 * len(self._records.relations[SAME]),
            "related": len(self._records.relations[RELATED_KIND]),
            "edition": mapping.name,
            "published": mapping.published,
            "licence": mapping.licence,
            "attribution": mapping.attribution,
            "url": mapping.url,
            "follows": mapping.follows,
            "sources": files,
            "level_name": mapping.level_name,
            "level_lowest": mapping.levels[0] if own_levels else None,
            "level_highest": mapping.levels[1] if own_levels else None,
        }
        (declared,) = (label.properties for label in nodes_of(IMPORT_VERSION) if label.name == "Edition")
        return {p.name: known.get(p.name) for p in declared}

    @property
    def _files(self) -> list[str]:
        """The mapping file and the tables, as sha256sum lists them."""
        files = [(self._mapping.path.name, self._mapping.sha256), *self._records.files]
        return [f"{digest}  {name.encode('utf-8', 'replace').decode()}" for name, digest in files]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """See Rows."""
        edition = self.edition
        found = {
            **{"Route": edition["routes"], "Pathway": edition["pathways"], "Cluster": edition["clusters"]},
            **{"Occupation": edition["occupations"], "Edition": 1, "IN_CLUSTER": self.names.listings},
            **{"IN_PATHWAY": edition["clusters"], "IN_ROUTE": edition["pathways"]},
            **{"PROGRESSES_TO": edition["progressions"], "SHARED_ACROSS_ROUTES": edition["shared"]},
            "RELATED_TO": edition["related"],
        }
        return {name: found[name] for name in (*LABELS, *TYPES) if found[name]}

    # Nodes

    def nodes(self) -> Iterator[tuple[NodeLabel, Iterator[dict[str, Any]]]]:
        """See Rows."""
        made = {
            "Route": self._layers(ROUTES),
            "Pathway": self._layers(PATHWAYS),
            "Cluster": self._layers(CLUSTERS),
            "Occupation": map(self.occupation, self._order.tolist()),
            "Edition": iter((dict(self.edition),)),
        }
        for label in nodes_of(IMPORT_VERSION):
            yield label, made[label.name]

    def _layers(self, depth: int) -> Iterator[dict[str, Any]]:
        for group in sorted(self.names.groups[depth]):
            cluster = {"column": group.column, "row": group.row} if depth == CLUSTERS else {}
            yield {
                "id": group.id,
                "name": group.name,
                **cluster,
                **({"apprenticeship_only": False, "description": ""} if cluster else {}),
                "line": group.source.row,
                "file": group.source.file,
                "code": group.code,
                "stated": group.stated,
                "edition": self._mapping.name,
            }

    def occupation(self, number: int) -> dict[str, Any]:
        """The node of an occupation."""
        o, route = self._occupations[number], self.names.route_of(number)
        column = next((listing.place.column for listing in o.listings if listing.place.column), None)
        band = (o.level, o.level) if o.level is not None else (None, None) if column is None else Column(column).band
        return {
            "id": self.names.ids[number],
            "title": o.title,
            "level": o.level,
            "level_min": band[0],
            "level_max": band[1],
            "column": column,
            "degree": o.degree,
            "specialisms": list(o.specialisms),
            "route": route.id,
            "route_name": route.name,
            "lines": [source.row for source in o.sources],
            "files": [source.file for source in o.sources],
            "code": o.code,
            "status": o.status,
            "description": o.description,
            "edition": self._mapping.name,
        }

    # Relationships

    def relationships(self) -> Iterator[tuple[RelationshipType, Iterator[dict[str, Any]]]]:
        """See Rows."""
        made = {
            ("IN_CLUSTER", "Occupation"): self._in_clusters(),
            ("IN_PATHWAY", "Cluster"): self._in_layers(CLUSTERS),
            ("IN_ROUTE", "Pathway"): self._in_layers(PATHWAYS),
            ("PROGRESSES_TO", "Occupation"): self._progressing(),
            ("SHARED_ACROSS_ROUTES", "Occupation"): self._shared(),
            ("RELATED_TO", "Occupation"): self._related(),
        }
        for kind in relationships_of(IMPORT_VERSION):
            yield kind, made.get((kind.name, kind.start), iter(()))

    def _in_layers(self, depth: int) -> Iterator[dict[str, Any]]:
        above = self.names.groups[depth - 1]
        for group in sorted(self.names.groups[depth]):
            yield {"origin": group.id, "destination": above[group.above].id, "properties": {}}

    def _in_clusters(self) -> Iterator[dict[str, Any]]:
        clusters, texts = self.names.groups[CLUSTERS], self._records.texts
        for number in self._order.tolist():
            listings = self.names.clusters_of(self._occupations.listings(number))
            for place in sorted(listings, key=lambda place: clusters[place].id) if len(listings) > 1 else listings:
                listing = listings[place]
                yield {
                    "origin": self.names.ids[number],
                    "destination": clusters[place].id,
                    "properties": {
                        "specialisms": list(listing.specialisms),
                        "line": listing.source.row,
                        "quote": texts[listing.quote],
                        "file": listing.source.file,
                    },
                }

    @cached_property
    def _progressions(self) -> tuple[Relations, Numbers]:
        """Rule 3: those that are stated, and those that follow from what is related, by the ids of their ends.

        Out: them, and which of them are stated.
        """
        stated, related = self._records.relations[PROGRESSION], self._records.relations[RELATED_KIND]
        if not self._mapping.rising:
            stated.arrange(self._by_ids(stated))
            return stated, np.ones(len(stated), bool)
        levels = np.frombuffer(self._occupations.levels, np.int16).astype(np.int32)
        origins, destinations = levels[related.origins], levels[related.destinations]
        rises = (destinations - origins == 1) & (origins != NO_LEVEL) & (destinations != NO_LEVEL)
        rises &= ~np.isin(pairs(related.origins, related.destinations), pairs(stated.origins, stated.destinations))
        both = stated.and_of(related.at(np.flatnonzero(rises)))
        order = self._by_ids(both)
        return both.at(order), order < len(stated)

    def _by_ids(self, relations: Relations) -> Numbers:
        """The order of relations by the ids of their ends."""
        return np.argsort(pairs(self._places[relations.origins], self._places[relations.destinations]))

    @cached_property
    def _nearness(self) -> Nearness:
        relations, stated = self._progressions
        return Nearness(self.names, self._occupations, relations, stated, self._places, self._progress)

    def _progressing(self) -> Iterator[dict[str, Any]]:
        relations, stated = self._progressions
        if not len(relations):
            return
        ids, levels, nearness, files = self.names.ids, self._occupations.levels, self._nearness, relations.files
        for start in range(0, len(relations), _CHUNK):
            part = slice(start, start + _CHUNK)
            columns = (relations.origins, relations.destinations, relations.rows, relations.parts, stated)
            for origin, destination, row, file, is_stated, near in zip(
                *(column[part].tolist() for column in columns), nearness.rows(part), strict=True
            ):
                basis = STATED if is_stated else RELATED
                low, high = levels[origin], levels[destination]
                title, specialisms, place, level, by_basis, whole, kind, skips, shared = near
                yield {
                    "origin": ids[origin],
                    "destination": ids[destination],
                    "properties": {
                        "basis": basis,
                        "cost": COST_OF_IMPORTS[basis],
                        "move": MOVES[kind],
                        "skips": skips,
                        "level_gap": None if NO_LEVEL in (low, high) else high - low,
                        "relatedness": _PARTS[whole],
                        "by_title": _PARTS[title],
                        "by_specialisms": _PARTS[specialisms],
                        "by_place": _PARTS[place],
                        "by_level": _PARTS[level],
                        "by_basis": _PARTS[by_basis],
                        "shared_words": shared,
                        "pathway": None,
                        "from_cluster": None,
                        "to_cluster": None,
                        "line": row,
                        "file": files[file],
                    },
                }

    def _shared(self) -> Iterator[dict[str, Any]]:
        same, ids = self._records.relations[SAME], self.names.ids
        both = same.and_of(same.turned())
        for place in self._by_ids(both).tolist():
            yield {
                "origin": ids[both.origins[place]],
                "destination": ids[both.destinations[place]],
                "properties": {"match": STATED, "score": 100},
            }

    def _related(self) -> Iterator[dict[str, Any]]:
        related, ids, texts = self._records.relations[RELATED_KIND], self.names.ids, self._records.texts
        for place in self._by_ids(related):
            rank = NO_RANK if related.ranks is None else related.ranks[place]
            note = NO_NOTE if related.notes is None else related.notes[place]
            source = related.source(place)
            yield {
                "origin": ids[related.origins[place]],
                "destination": ids[related.destinations[place]],
                "properties": {
                    "rank": None if rank == NO_RANK else int(rank),
                    "note": None if note == NO_NOTE else texts[note],
                    "line": source.row,
                    "file": source.file,
                },
            }
