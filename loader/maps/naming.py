"""The ids of an imported map, and its routes, pathways and clusters."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Any, NamedTuple

from career_pathways.loader.graph.build import slug

from .mapping import MapFile
from .records import Layer, Listing, Place, Source
from .stated import NO_LEVEL, Stated

ROUTES, PATHWAYS, CLUSTERS = DEPTHS = range(3)


class Group(NamedTuple):
    """A route, a pathway or a cluster of the graph."""

    id: str
    name: str
    above: int
    """The place of what it stands in; -1 of a route."""
    column: str | None
    row: int | None
    source: Source
    code: str | None
    stated: bool


class Names:
    """The ids of all nodes, and what stands in what.

    1. An occupation stands in all clusters that its rows place it in. Its `route` and its `column` are those of the
       first.
    2. A layer of Route > Pathway > Cluster that is not stated gets the name of the one above it, and the topmost the
       title of the edition; `stated` is false there. Clusters of one name in another column or row are two.
    3. Ids begin with the name of the edition and ":". Then comes the slug of the code; without one, what `build_graph`
       makes of the names. Who asks first gets it: codes, routes, pathways, clusters, occupations of a stated level, the
       others.
    """

    def __init__(self, mapping: MapFile, occupations: Stated) -> None:
        """In: a mapping file, and the occupations of its tables."""
        self._mapping, self._occupations = mapping, occupations
        self._taken: set[str] = set()
        self._again: dict[str, int] = {}
        self.groups: tuple[list[Group], list[Group], list[Group]] = ([], [], [])
        """Routes, pathways, clusters, each in the order in which occupations stand there first."""
        self.homes = array("I")
        """Of each occupation, the first cluster that it stands in (rule 1)."""
        self.entries = self.listings = 0
        """How often occupations are listed, and in how many clusters."""
        self._clusters: dict[Place, int] = {}
        """By a place, the cluster there."""
        self.ids = self._coded()
        self._add_groups()
        self._name_uncoded()
        del self._taken, self._again

    def clusters_of(self, listings: tuple[Listing, ...]) -> dict[int, Listing]:
        """The clusters that listings are in, each with the first of these."""
        found: dict[int, Listing] = {}
        for listing in listings:
            found.setdefault(self._clusters[listing.place], listing)
        return found

    def route_of(self, number: int) -> Group:
        """The route of an occupation (rule 1)."""
        cluster = self.groups[CLUSTERS][self.homes[number]]
        return self.groups[ROUTES][self.groups[PATHWAYS][cluster.above].above]

    def _take(self, plain: str) -> str:
        """Rule 3: an id that nobody has."""
        id_ = f"{self._mapping.name}:{plain}"
        if id_ in self._taken:
            self._again[id_] = self._again.get(id_, 1) + 1
            return f"{id_}--{self._again[id_]}"
        self._taken.add(id_)
        return id_

    def _coded(self) -> list[str]:
        return ["" if code is None else self._take(slug(code)) for code in self._occupations.codes]

    def _name_uncoded(self) -> None:
        codes, levels, titles = self._occupations.codes, self._occupations.levels, self._occupations.titles
        uncoded = [number for number, code in enumerate(codes) if code is None]
        for number in sorted(uncoded, key=lambda number: levels[number] == NO_LEVEL):
            level = "" if levels[number] == NO_LEVEL else f"-{levels[number]}"
            route = self.route_of(number).id.partition(":")[2]
            self.ids[number] = self._take(f"{route}/{slug(titles[number])}{level}")

    def _add_groups(self) -> None:
        """Rule 2: each layer once, routes first, then pathways, then clusters."""
        found: tuple[dict[Any, tuple[Any, Listing]], ...] = ({}, {}, {})
        places: dict[Any, int] = {}
        for number in range(len(self._occupations)):
            listings = self._occupations.listings(number)
            self.entries += len(listings)
            for listing in listings:
                if listing.place not in self._clusters:
                    keys = self._keys(listing.place)
                    for first, key, parent in zip(found, keys, (None, *keys), strict=False):
                        first.setdefault(key, (parent, listing))
                    self._clusters[listing.place] = places.setdefault(keys[CLUSTERS], len(places))
            self.homes.append(self._clusters[listings[0].place])
            self.listings += 1 if len(listings) == 1 else len({self._clusters[li.place] for li in listings})
        above: dict[Any, int] = {None: -1}
        for depth in DEPTHS:
            for key, (parent, listing) in found[depth].items():
                self.groups[depth].append(self._group(depth, key, above[parent], listing))
            above = {key: place for place, key in enumerate(found[depth])}

    def _keys(self, place: Place) -> tuple[Any, Any, Any]:
        """What tells the route, the pathway and the cluster of a place apart from others."""
        names: list[tuple[str, str | None]] = []
        for layer in (place.route, place.pathway, place.cluster):
            above = names[-1][0] if names else self._mapping.title
            names.append((above, None) if not isinstance(layer, Layer) else (layer.name, layer.code))
        route, pathway = (names[0],), (names[0], names[1])
        return route, pathway, (*names, place.column, place.row)

    def _group(self, depth: int, key: tuple[Any, ...], above: int, listing: Listing) -> Group:
        name, layer = key[depth][0], listing.place[depth]
        within = f"{self.groups[depth - 1][above].id.partition(':')[2]}/" if depth else ""
        id_ = self._take(f"{within}{slug(name)}")
        column, row = key[3:] if depth == CLUSTERS else (None, None)
        if not isinstance(layer, Layer):
            return Group(id_, name, above, column, row, listing.source, None, stated=False)
        source = listing.source if layer.code is None else self._occupations.groups.source(layer.code)
        return Group(id_, name, above, column, row, source, layer.code, stated=True)

    def named(self, place: Place) -> tuple[str, str]:
        """The names of the cluster and of the pathway of a place, none where only the edition has one."""
        route = "" if place.route is None else place.route.name
        pathway = route if place.pathway is None else place.pathway.name
        return (pathway if place.cluster is None else place.cluster.name), pathway

    def sorted(self) -> Iterator[int]:
        """The occupations by their ids."""
        return iter(sorted(range(len(self.ids)), key=self.ids.__getitem__))
